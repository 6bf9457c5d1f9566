// The S3 client against answers that a well-behaved server seldom gives.
#include "tacet/objectstore/s3_object_store.h"

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/objectstore/contract_stores.h"
#include "tests/fakes/http_server.h"

namespace tacet::objectstore {
namespace {

using ::tacet::testing::HttpServer;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using namespace std::chrono_literals;
using Reply = HttpServer::Reply;

constexpr char kSecret[] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
constexpr char kModified[] = "Tue, 24 Nov 2026 04:00:00 GMT";

class S3ObjectStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("no_proxy", "127.0.0.1", /*overwrite=*/1);
    options_.endpoint = server_.url();
    options_.credentials = {"AKIDEXAMPLE", kSecret};
    options_.clock = &clock_;
    options_.stall_timeout = 400ms;
    options_.wait = [this](std::chrono::milliseconds time) { waits_.push_back(time); };
    Create();
  }
  void Create() {
    auto made = S3ObjectStore::Create(options_);
    ASSERT_TRUE(made) << ErrorText(made);
    store_ = std::move(*made);
  }
  static Reply Object(const std::string& body, const std::string& checksum_of) {
    return {.status = 200,
            .headers = {{"ETag", "\"e\""},
                        {"Last-Modified", kModified},
                        {"x-amz-checksum-crc32", Crc32(checksum_of)}},
            .body = body};
  }
  static Reply Failure(int status, const std::string& code) {
    return {.status = status, .body = "<Error><Code>" + code + "</Code></Error>"};
  }
  static std::string Crc32(const std::string& bytes) {
    return aws::Base64Encode(aws::Hash(aws::HashAlgorithm::kCrc32, bytes));
  }

  const ObjectName name_ = {"media", "a b.wav"};
  const std::string path_ = "/media/a%20b.wav";
  FakeClock clock_;
  HttpServer server_;
  S3ObjectStoreOptions options_;
  std::vector<std::chrono::milliseconds> waits_;
  std::unique_ptr<S3ObjectStore> store_;
};

TEST_F(S3ObjectStoreTest, TriesAgainWhenTheServerCannotDoItNow) {
  server_.Script(path_, {Failure(503, "SlowDown"),
                         Failure(500, "InternalError"),
                         Failure(429, "TooManyRequests"),
                         Failure(400, "RequestTimeout"),
                         Failure(400, "BadDigest"),
                         {.status = 200, .headers = {{"ETag", "\"e\""}}}});
  const Result<ObjectInfo> put = PutText(*store_, name_, "hello");
  ASSERT_TRUE(put) << ErrorText(put);
  EXPECT_EQ(put->etag, "e");
  ASSERT_THAT(server_.requests(), SizeIs(6));
  for (const HttpServer::Request& request : server_.requests()) {
    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(request.body, "hello") << "whole each time";
    EXPECT_EQ(request.headers.at("x-amz-checksum-crc64nvme"), "M3eFcAZSQlc=");
    EXPECT_EQ(request.headers.at("x-amz-content-sha256"), aws::Sha256Hex("hello"));
    EXPECT_THAT(request.headers.at("authorization"), HasSubstr("/us-east-1/s3/aws4_request"));
  }
  ASSERT_THAT(waits_, SizeIs(5));
  for (size_t i = 0; i < waits_.size(); ++i) {
    EXPECT_GE(waits_[i], 100ms * (1 << i));
    EXPECT_LE(waits_[i], 200ms * (1 << i));
  }
}

TEST_F(S3ObjectStoreTest, GivesUpAfterItsAttemptsAndSaysWhy) {
  server_.Script(path_, std::vector<Reply>(20, Failure(503, "SlowDown")));
  EXPECT_THAT(store_->Head(name_), FailsWith(ErrorCode::kUnavailable, "the S3 endpoint"));
  EXPECT_THAT(server_.requests(), SizeIs(6));
}

TEST_F(S3ObjectStoreTest, BeginsNoAttemptAfterTheDeadline) {
  // How long a wait is within its bound is chance: one in 20,000 is short enough for this deadline.
  options_.deadline = 1ms;
  options_.first_backoff = 20s;
  Create();
  server_.Script(path_, std::vector<Reply>(20, Failure(503, "SlowDown")));
  EXPECT_FALSE(store_->Head(name_));
  EXPECT_EQ(server_.requests().size(), 1u);
}

TEST_F(S3ObjectStoreTest, WaitsAsLongAsTheServerSays) {
  Reply busy = Failure(503, "SlowDown");
  busy.headers = {{"Retry-After", "7"}};
  server_.Script(path_, {busy, {.status = 404}});
  EXPECT_THAT(store_->Head(name_), FailsWith(ErrorCode::kNotFound, "object"));
  EXPECT_THAT(waits_, ::testing::ElementsAre(7s));
}

TEST_F(S3ObjectStoreTest, DoesNotTryAgainWhatIsRefused) {
  struct Case {
    int status;
    const char* s3_code;
    ErrorCode code;
    const char* message;
  };
  const std::vector<Case> cases = {
      {403, "SignatureDoesNotMatch", ErrorCode::kPermissionDenied, "the S3 endpoint refuses this"},
      {403, "AccessDenied", ErrorCode::kPermissionDenied, "the S3 endpoint refuses this"},
      {401, "", ErrorCode::kUnauthenticated, "the S3 endpoint"},
      {404, "NoSuchBucket", ErrorCode::kNotFound, "bucket"},
      {404, "NoSuchKey", ErrorCode::kNotFound, "object"},
      {301, "PermanentRedirect", ErrorCode::kInvalidArgument, "the S3 endpoint redirects"},
      {400, "InvalidRequest", ErrorCode::kInvalidArgument, "the S3 endpoint refuses the request"},
      {416, "InvalidRange", ErrorCode::kInvalidArgument, "range"},
      {507, "InsufficientStorage", ErrorCode::kResourceExhausted, "the S3 endpoint has no space"}};
  for (const Case& each : cases) {
    const size_t before = server_.requests().size();
    server_.Script(path_, {Failure(each.status, each.s3_code)});
    const auto got = store_->Get(name_);
    EXPECT_THAT(got, FailsWith(each.code, each.message)) << each.s3_code;
    EXPECT_EQ(server_.requests().size(), before + 1) << each.s3_code;
    EXPECT_THAT(got.error().message + got.error().detail, Not(HasSubstr(kSecret)));
    EXPECT_THAT(got.error().message + got.error().detail, Not(HasSubstr("Signature=")));
  }
}

TEST_F(S3ObjectStoreTest, GoesOnWithADownloadWhereItBroke) {
  const std::string bytes = SomeBytes(300'000);
  Reply first = Object(bytes, bytes);
  first.cut_after_bytes = 100'000;
  Reply second = {.status = 206, .body = bytes.substr(100'000)};
  second.stall_after_bytes = 50'000;
  const Reply third = {.status = 206, .body = bytes.substr(150'000)};
  server_.Script(path_, {first, second, third});
  const Result<std::string> got = GetText(*store_, name_);
  ASSERT_TRUE(got) << ErrorText(got);
  EXPECT_TRUE(*got == bytes);
  ASSERT_THAT(server_.requests(), SizeIs(3));
  EXPECT_EQ(server_.requests()[1].headers.at("range"), "bytes=100000-299999");
  EXPECT_EQ(server_.requests()[1].headers.at("if-match"), "\"e\"");
  EXPECT_EQ(server_.requests()[2].headers.at("range"), "bytes=150000-299999");
}

TEST_F(S3ObjectStoreTest, StopsWhenTheObjectWasReplacedMeanwhile) {
  Reply first = Object("hello", "hello");
  first.cut_after_bytes = 2;
  server_.Script(path_, {first, Failure(412, "PreconditionFailed")});
  EXPECT_THAT(GetText(*store_, name_),
              FailsWith(ErrorCode::kUnavailable, "the object was replaced"));
}

TEST_F(S3ObjectStoreTest, NoticesOtherBytesBeforeItGivesTheLastOnes) {
  server_.Script(path_, {Object("hallo", "hello")});
  const auto reader = store_->Get(name_);
  ASSERT_TRUE(reader) << ErrorText(reader);
  std::string buffer(3, '\0');
  EXPECT_EQ(*(*reader)->Read(buffer), 3u);
  EXPECT_THAT((*reader)->Read(buffer), FailsWith(ErrorCode::kDataLoss, "the object's bytes"));

  Reply md5 = {
      .status = 200,
      .headers = {{"ETag", "\"5d41402abc4b2a76b9719d911017c592\""}, {"Last-Modified", kModified}},
      .body = "hallo"};
  server_.Script(path_, {md5});
  EXPECT_THAT(GetText(*store_, name_), FailsWith(ErrorCode::kDataLoss, "the object's bytes"));
  md5.headers.emplace_back("x-amz-server-side-encryption", "aws:kms");
  server_.Script(path_, {md5});
  EXPECT_TRUE(GetText(*store_, name_)) << "the ETag is no MD5 then";
}

TEST_F(S3ObjectStoreTest, UploadsInPartsAndSendsOnlyTheFailedOneAgain) {
  const auto part = Reply{.status = 200, .headers = {{"ETag", "\"p\""}}};
  server_.Script(path_, {{.status = 200,
                          .body = "<InitiateMultipartUploadResult><UploadId>u&amp;1</UploadId>"
                                  "</InitiateMultipartUploadResult>"},
                         part,
                         Failure(503, "SlowDown"),
                         part,
                         {.status = 200,
                          .body = "<CompleteMultipartUploadResult><ETag>\"x-2\"</ETag>"
                                  "</CompleteMultipartUploadResult>"}});
  const std::string bytes = SomeBytes((size_t{16} << 20) + 5);
  const Result<ObjectInfo> put = PutText(*store_, name_, bytes);
  ASSERT_TRUE(put) << ErrorText(put);
  EXPECT_EQ(put->etag, "x-2");
  const auto requests = server_.requests();
  ASSERT_THAT(requests, SizeIs(5));
  EXPECT_EQ(requests[0].path, path_ + "?uploads=");
  EXPECT_EQ(requests[1].path, path_ + "?partNumber=1&uploadId=u%261");
  EXPECT_EQ(requests[2].path, requests[3].path);
  EXPECT_EQ(requests[1].body + requests[3].body, bytes);
  EXPECT_THAT(requests[4].body, HasSubstr("<PartNumber>2</PartNumber><ETag>&quot;p&quot;</ETag>"));
  EXPECT_EQ(requests[4].headers.at("x-amz-checksum-crc64nvme"),
            aws::Base64Encode(aws::Hash(aws::HashAlgorithm::kCrc64Nvme, bytes)));
}

TEST_F(S3ObjectStoreTest, AbortsAnUploadThatFails) {
  server_.Script(path_, {{.status = 200,
                          .body = "<InitiateMultipartUploadResult><UploadId>u1</UploadId>"
                                  "</InitiateMultipartUploadResult>"},
                         {.status = 200, .headers = {{"ETag", "\"p\""}}},
                         Failure(200, "InternalError"),  // as S3 fails when it is late
                         {.status = 204}});
  EXPECT_THAT(PutText(*store_, name_, SomeBytes(size_t{16} << 20)),
              FailsWith(ErrorCode::kUnavailable, "the S3 endpoint"));
  ASSERT_THAT(server_.requests(), SizeIs(4));
  EXPECT_EQ(server_.requests()[3].method, "DELETE");
  EXPECT_EQ(server_.requests()[3].path, path_ + "?uploadId=u1");
}

TEST_F(S3ObjectStoreTest, AsksForAListingAndRefusesWhatIsNone) {
  server_.Script("/media", {{.status = 200, .body = "<html>welcome</html>"},
                            {.status = 200,
                             .body = "<ListBucketResult><IsTruncated>true</IsTruncated>"
                                     "<Contents><Key>a+b%2B</Key><Size>5</Size><ETag>\"e\"</ETag>"
                                     "<LastModified>2026-11-24T04:00:00.000Z</LastModified>"
                                     "</Contents></ListBucketResult>"}});
  ListOptions options;
  options.prefix = "a b";
  options.delimiter = "/";
  options.start_after = "a b/";
  EXPECT_THAT(store_->List("media", options), FailsWith(ErrorCode::kUnavailable, "the S3"));
  const Result<ObjectList> list = store_->List("media", options);
  ASSERT_TRUE(list) << ErrorText(list);
  EXPECT_EQ(list->objects.at(0).key, "a b+");
  EXPECT_EQ(list->objects.at(0).info.size_bytes, 5);
  EXPECT_EQ(list->next_start_after, "a b+");
  EXPECT_THAT(server_.requests()[1].path, HasSubstr("prefix=a%20b"));
  EXPECT_THAT(server_.requests()[1].path, HasSubstr("start-after=a%20b%2F%F4%8F%BF%BF"));
}

TEST_F(S3ObjectStoreTest, KeepsItsOwnMetadataToItself) {
  PutOptions options;
  options.metadata = {{"mine", "1"}};
  options.content = ObjectContent::kTranscript;
  server_.Script(path_, {{.status = 200, .headers = {{"ETag", "\"e\""}}}});
  ASSERT_TRUE(PutText(*store_, name_, "hello", options));
  const auto sent = server_.requests().at(0).headers;
  EXPECT_EQ(sent.at("x-amz-meta-mine"), "1");
  EXPECT_EQ(sent.at("x-amz-meta-tacet-content"), "transcript");
  server_.Script(path_, {{.status = 200,
                          .headers = {{"ETag", "\"e\""},
                                      {"Last-Modified", kModified},
                                      {"x-amz-meta-mine", "1"},
                                      {"x-amz-meta-tacet-content", "transcript"},
                                      {"x-amz-meta-tacet-checksum", "CRC64NVME:M3eFcAZSQlc="}},
                          .length = 5}});
  const Result<ObjectInfo> head = store_->Head(name_);
  ASSERT_TRUE(head) << ErrorText(head);
  EXPECT_EQ(head->content, ObjectContent::kTranscript);
  EXPECT_EQ(head->checksum->base64, "M3eFcAZSQlc=");
  EXPECT_THAT(head->metadata, SizeIs(1));
  options.metadata = {{"mine", "\xc3\xa4"}};
  EXPECT_THAT(PutText(*store_, name_, "x", options),
              FailsWith(ErrorCode::kInvalidArgument, "metadata"));
}

TEST_F(S3ObjectStoreTest, MakesLinksToObjectsAtEitherAddress) {
  options_.endpoint = "https://s3.example:8443";
  Create();
  EXPECT_THAT(store_->PresignGet(name_, 1h).value(),
              AllOf(StartsWith("https://s3.example:8443/media/a%20b.wav?X-Amz-Algorithm="),
                    HasSubstr("&X-Amz-Expires=3600&X-Amz-Credential=AKIDEXAMPLE%2F"),
                    HasSubstr("&X-Amz-Signature="), Not(HasSubstr(kSecret))));
  options_.addressing = S3Addressing::kVirtualHost;
  Create();
  EXPECT_THAT(store_->PresignGet(name_, 1h).value(),
              StartsWith("https://media.s3.example:8443/a%20b.wav?"));
  EXPECT_THAT(store_->PresignGet({"no/bucket", "a"}, 1h),
              FailsWith(ErrorCode::kNotFound, "bucket"));
  EXPECT_THAT(store_->PresignGet({"media", ""}, 1h), FailsWith(ErrorCode::kNotFound, "object"));
}

TEST_F(S3ObjectStoreTest, StopsWhenCancelled) {
  CancelToken cancel;
  options_.cancel = &cancel;
  options_.wait = [&cancel](std::chrono::milliseconds) { cancel.Cancel(); };
  Create();
  server_.Script(path_, std::vector<Reply>(20, Failure(503, "SlowDown")));
  EXPECT_THAT(store_->Head(name_), FailsWith(ErrorCode::kCancelled, ""));
  EXPECT_THAT(server_.requests(), SizeIs(1));
}

TEST_F(S3ObjectStoreTest, RefusesOptionsThatAreNone) {
  for (const char* endpoint : {"", "s3.example", "ftp://s3.example", "http://", "http://a/b",
                               "http://user@host", "http://a?b"}) {
    options_.endpoint = endpoint;
    EXPECT_THAT(S3ObjectStore::Create(options_), FailsWith(ErrorCode::kInvalidArgument, "the S3"))
        << endpoint;
  }
  options_.endpoint = "http://127.0.0.1:1/";
  EXPECT_TRUE(S3ObjectStore::Create(options_));
  options_.credentials.secret_access_key = "";
  const auto made = S3ObjectStore::Create(options_);
  EXPECT_THAT(made, FailsWith(ErrorCode::kInvalidArgument, "the S3 endpoint needs"));
}

}  // namespace
}  // namespace tacet::objectstore
