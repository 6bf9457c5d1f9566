// PutObject, GetObject, HeadObject, DeleteObject(s), GetObjectAttributes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tacet/aws/checksum.h"
#include "tacet/s3/endpoint_fixture.h"

namespace tacet::s3 {
namespace {

using testing::HasSubstr;
using testing::Not;

class ObjectTest : public EndpointTest {
 protected:
  void SetUp() override { MakeBucket("media"); }
};

std::string Base64Hash(aws::HashAlgorithm algorithm, std::string_view bytes) {
  return aws::Base64Encode(aws::Hash(algorithm, bytes));
}

TEST_F(ObjectTest, PutIsReadBackWithAllThatWasSaidOfIt) {
  const Answer put = Send("PUT", "/media/in/a.wav",
                          {{"Content-Type", "audio/wav"},
                           {"Content-Encoding", "aws-chunked,gzip"},
                           {"Cache-Control", "no-store"},
                           {"Content-Disposition", "attachment"},
                           {"Content-Language", "en"},
                           {"Expires", "Tue, 24 Nov 2026 05:00:00 GMT"},
                           {"X-Amz-Meta-Caller", "one"},
                           {"x-amz-meta-caller", "two"},
                           {"x-amz-acl", "private"},
                           {"x-amz-storage-class", "STANDARD"}},
                          "hello");
  EXPECT_EQ(put.status, 200) << put.body;
  EXPECT_EQ(put.Header("ETag"), "\"5d41402abc4b2a76b9719d911017c592\"");
  EXPECT_EQ(put.Header("x-amz-checksum-crc64nvme"),
            Base64Hash(aws::HashAlgorithm::kCrc64Nvme, "hello"));
  EXPECT_EQ(put.Header("x-amz-checksum-type"), "FULL_OBJECT");
  EXPECT_EQ(put.Header("x-amz-request-id"), "request-1");
  EXPECT_EQ(received_, 5);
  for (const std::string method : {"GET", "HEAD"}) {
    const Answer got = Send(method, "/media/in/a.wav");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.length, 5);
    EXPECT_EQ(got.Header("ETag"), "\"5d41402abc4b2a76b9719d911017c592\"");
    EXPECT_EQ(got.Header("Content-Type"), "audio/wav");
    EXPECT_EQ(got.Header("Content-Encoding"), "gzip");
    EXPECT_EQ(got.Header("Cache-Control"), "no-store");
    EXPECT_EQ(got.Header("Content-Disposition"), "attachment");
    EXPECT_EQ(got.Header("Content-Language"), "en");
    EXPECT_EQ(got.Header("Expires"), "Tue, 24 Nov 2026 05:00:00 GMT");
    EXPECT_EQ(got.Header("x-amz-meta-caller"), "one,two");
    EXPECT_EQ(got.Header("Accept-Ranges"), "bytes");
    EXPECT_EQ(got.Header("Last-Modified"), "Tue, 24 Nov 2026 04:00:00 GMT");
    EXPECT_FALSE(got.headers.Has("x-amz-checksum-crc64nvme"));
  }
  EXPECT_EQ(Send("GET", "/media/in/a.wav").body, "hello");
  EXPECT_EQ(sent_, 5 + 5);
}

TEST_F(ObjectTest, AnObjectWithoutATypeIsBinary) {
  MakeObject("media", "a", "");
  const Answer got = Send("GET", "/media/a");
  EXPECT_EQ(got.Header("Content-Type"), "binary/octet-stream");
  EXPECT_EQ(got.length, 0);
}

TEST_F(ObjectTest, OddKeysAreJustKeys) {
  for (const std::string path :
       {"/media/..%2f..%2fetc", "/media/../../etc", "/media//", "/media//a", "/media/a//b/",
        "/media/.", "/media/%0a%0d", "/media/a%20b+c", "/media/gr%C3%BC%C3%9Fe", "/media/%25",
        "/media/C:%5Ca", "/media/~a!'()*"}) {
    EXPECT_EQ(Send("PUT", path, {}, path).status, 200) << path;
  }
  for (const std::string path : {"/media/..%2f..%2fetc", "/media//a", "/media/a%20b+c"}) {
    EXPECT_EQ(Send("GET", path).status, 200) << path;
  }
  EXPECT_EQ(Send("GET", "/media/../../etc").body, "/media/../../etc") << "the same key as ..%2f";
  EXPECT_EQ(Send("GET", "/media/a%2fb").status, 404);
  EXPECT_EQ(Send("PUT", "/media/a%00").Code(), "InvalidURI");
  EXPECT_EQ(Send("PUT", "/media/%ff").Code(), "InvalidURI");
  EXPECT_EQ(Send("PUT", "/media/" + std::string(1025, 'k')).Code(), "KeyTooLongError");
}

TEST_F(ObjectTest, WhatIsMissingIsSaid) {
  const Answer key = Send("GET", "/media/absent");
  EXPECT_EQ(key.status, 404);
  EXPECT_EQ(key.Code(), "NoSuchKey");
  EXPECT_EQ(Send("HEAD", "/media/absent").status, 404);
  EXPECT_EQ(Send("GET", "/nowhere/a").Code(), "NoSuchBucket");
  EXPECT_EQ(Send("PUT", "/nowhere/a", {}, "x").Code(), "NoSuchBucket");
  EXPECT_EQ(Send("DELETE", "/nowhere/a").Code(), "NoSuchBucket");
  EXPECT_EQ(Send("GET", "/Bad_Name/a").Code(), "InvalidBucketName");
}

TEST_F(ObjectTest, RangesAreServed) {
  MakeObject("media", "a", "0123456789");
  const Answer part = Send("GET", "/media/a", {{"Range", "bytes=2-4"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "234");
  EXPECT_EQ(part.length, 3);
  EXPECT_EQ(part.Header("Content-Range"), "bytes 2-4/10");
  EXPECT_EQ(Send("GET", "/media/a", {{"Range", "bytes=-4"}}).body, "6789");
  EXPECT_EQ(Send("GET", "/media/a", {{"Range", "bytes=7-"}}).body, "789");
  EXPECT_EQ(Send("GET", "/media/a", {{"Range", "bytes=0-1,4-5"}}).body, "0123456789");
  const Answer head = Send("HEAD", "/media/a", {{"Range", "bytes=2-4"}});
  EXPECT_EQ(head.status, 206);
  EXPECT_EQ(head.length, 3);
  const Answer past = Send("GET", "/media/a", {{"Range", "bytes=10-"}});
  EXPECT_EQ(past.status, 416);
  EXPECT_EQ(past.Code(), "InvalidRange");
  EXPECT_EQ(past.Header("Content-Range"), "bytes */10");
  EXPECT_THAT(past.body, HasSubstr("<ActualObjectSize>10</ActualObjectSize>"));
  EXPECT_EQ(Send("GET", "/media/a", {{"Range", "bytes=0-1"}, {"If-Range", "\"x\""}}).status, 200);
}

TEST_F(ObjectTest, APartNumberReadsAnObjectOfOnePart) {
  MakeObject("media", "a", "0123456789");
  const Answer part = Send("GET", "/media/a?partNumber=1");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "0123456789");
  EXPECT_EQ(part.Header("Content-Range"), "bytes 0-9/10");
  EXPECT_FALSE(part.headers.Has("x-amz-mp-parts-count"));
  EXPECT_EQ(Send("GET", "/media/a?partNumber=2").Code(), "InvalidPartNumber");
  EXPECT_EQ(Send("GET", "/media/a?partNumber=0").Code(), "InvalidArgument");
  EXPECT_EQ(Send("GET", "/media/a?partNumber=1", {{"Range", "bytes=0-1"}}).Code(),
            "InvalidRequest");
}

TEST_F(ObjectTest, ConditionsOfReadsAreKept) {
  MakeObject("media", "a", "hello");
  const std::string etag = "\"5d41402abc4b2a76b9719d911017c592\"";
  const std::string then = "Tue, 24 Nov 2026 04:00:00 GMT";
  const std::string before = "Tue, 24 Nov 2026 03:59:59 GMT";
  const std::string after = "Tue, 24 Nov 2026 04:00:01 GMT";
  const struct {
    HeaderPairs headers;
    int status;
  } cases[] = {
      {{{"If-Match", etag}}, 200},
      {{{"If-Match", "5d41402abc4b2a76b9719d911017c592"}}, 200},
      {{{"If-Match", "*"}}, 200},
      {{{"If-Match", "\"x\", " + etag}}, 200},
      {{{"If-Match", "\"x\""}}, 412},
      {{{"If-None-Match", etag}}, 304},
      {{{"If-None-Match", "W/" + etag}}, 304},
      {{{"If-None-Match", "*"}}, 304},
      {{{"If-None-Match", "\"x\""}}, 200},
      {{{"If-Modified-Since", before}}, 200},
      {{{"If-Modified-Since", then}}, 304},
      {{{"If-Modified-Since", after}}, 304},
      {{{"If-Modified-Since", "nonsense"}}, 200},
      {{{"If-Unmodified-Since", before}}, 412},
      {{{"If-Unmodified-Since", then}}, 200},
      // Of two conditions of one sense the ETag wins.
      {{{"If-Match", etag}, {"If-Unmodified-Since", before}}, 200},
      {{{"If-None-Match", "\"x\""}, {"If-Modified-Since", then}}, 200},
      {{{"If-None-Match", etag}, {"If-Modified-Since", before}}, 304},
      {{{"If-Match", "\"x\""}, {"If-None-Match", etag}}, 412},
      {{{"If-None-Match", etag}, {"Range", "bytes=99-"}}, 304},
  };
  for (const auto& test : cases) {
    const std::string what = test.headers[0].first + ": " + test.headers[0].second;
    const Answer got = Send("GET", "/media/a", test.headers);
    EXPECT_EQ(got.status, test.status) << what;
    EXPECT_EQ(Send("HEAD", "/media/a", test.headers).status, test.status) << what;
    if (test.status == 304) {
      EXPECT_EQ(got.body, "");
      EXPECT_EQ(got.Header("ETag"), etag);
    }
    if (test.status == 412) {
      EXPECT_EQ(got.Code(), "PreconditionFailed");
    }
  }
}

TEST_F(ObjectTest, AnswersTakeTheHeadersThatTheQueryNames) {
  MakeObject("media", "a", "hello", {.content_type = "text/plain"});
  const Answer got = Send("GET",
                          "/media/a?response-content-type=text%2Fcsv"
                          "&response-content-disposition=attachment%3B%20filename%3D%22a.csv%22"
                          "&response-cache-control=no-cache&response-content-language=de"
                          "&response-content-encoding=identity&response-expires=0");
  EXPECT_EQ(got.Header("Content-Type"), "text/csv");
  EXPECT_EQ(got.Header("Content-Disposition"), "attachment; filename=\"a.csv\"");
  EXPECT_EQ(got.Header("Cache-Control"), "no-cache");
  EXPECT_EQ(got.Header("Content-Language"), "de");
  EXPECT_EQ(got.Header("Content-Encoding"), "identity");
  EXPECT_EQ(got.Header("Expires"), "0");
  for (const std::string value : {"a%0d%0aSet-Cookie:%20x", "a%0ab", "%7f", "%01"}) {
    EXPECT_EQ(Send("GET", "/media/a?response-content-type=" + value).Code(), "InvalidArgument");
  }
}

TEST_F(ObjectTest, ChecksumsAreComparedStoredAndShown) {
  const std::pair<std::string, aws::HashAlgorithm> algorithms[] = {
      {"crc32", aws::HashAlgorithm::kCrc32},
      {"crc32c", aws::HashAlgorithm::kCrc32c},
      {"sha1", aws::HashAlgorithm::kSha1},
      {"sha256", aws::HashAlgorithm::kSha256},
      {"crc64nvme", aws::HashAlgorithm::kCrc64Nvme}};
  for (const auto& [name, algorithm] : algorithms) {
    const std::string header = "x-amz-checksum-" + name;
    const std::string right = Base64Hash(algorithm, "hello");
    EXPECT_EQ(Send("PUT", "/media/a", {{header, right}}, "hello").Header(header), right);
    const Answer shown = Send("HEAD", "/media/a", {{"x-amz-checksum-mode", "ENABLED"}});
    EXPECT_EQ(shown.Header(header), right);
    EXPECT_EQ(shown.Header("x-amz-checksum-type"), "FULL_OBJECT");
    // A part's bytes are not what it is of.
    EXPECT_FALSE(
        Send("GET", "/media/a", {{"x-amz-checksum-mode", "ENABLED"}, {"Range", "bytes=0-1"}})
            .headers.Has(header));
    const Answer other = Send("PUT", "/media/b", {{header, right}}, "hallo");
    EXPECT_EQ(other.Code(), "BadDigest") << name;
    EXPECT_EQ(Stored("media", "b"), "(absent)");
    EXPECT_EQ(Send("PUT", "/media/b", {{header, "AAA="}}, "hello").Code(), "InvalidRequest");
    EXPECT_EQ(Send("PUT", "/media/b", {{header, "no base64"}}, "hello").Code(), "InvalidRequest");
  }
  EXPECT_EQ(Send("PUT", "/media/b",
                 {{"x-amz-checksum-crc32", Base64Hash(aws::HashAlgorithm::kCrc32, "hello")},
                  {"x-amz-checksum-sha1", Base64Hash(aws::HashAlgorithm::kSha1, "hello")}},
                 "hello")
                .Code(),
            "InvalidRequest");
  // Announced as a trailer, or by name alone: computed and stored with that algorithm.
  EXPECT_TRUE(Send("PUT", "/media/a", {{"x-amz-trailer", "x-amz-checksum-sha256"}}, "hello")
                  .headers.Has("x-amz-checksum-sha256"));
  EXPECT_TRUE(Send("PUT", "/media/a", {{"x-amz-sdk-checksum-algorithm", "SHA1"}}, "hello")
                  .headers.Has("x-amz-checksum-sha1"));
  EXPECT_EQ(Send("PUT", "/media/a", {{"x-amz-sdk-checksum-algorithm", "MD4"}}, "hello").Code(),
            "InvalidRequest");
}

TEST_F(ObjectTest, ContentMd5IsCompared) {
  const std::string right = Base64Hash(aws::HashAlgorithm::kMd5, "hello");
  EXPECT_EQ(Send("PUT", "/media/a", {{"Content-MD5", right}}, "hello").status, 200);
  EXPECT_EQ(Send("PUT", "/media/b", {{"Content-MD5", right}}, "hallo").Code(), "BadDigest");
  EXPECT_EQ(Send("PUT", "/media/b", {{"Content-MD5", "AAAA"}}, "hello").Code(), "InvalidDigest");
  EXPECT_EQ(Stored("media", "b"), "(absent)");
}

TEST_F(ObjectTest, ABodyMustBeAsLongAsAnnounced) {
  for (const int64_t announced : {4, 6}) {
    http_server::HttpRequest request =
        Request("PUT", "/media/a", {{"Content-Length", std::to_string(announced)}}, "hello");
    request.content_length = announced;
    EXPECT_EQ(Ask(std::move(request)).Code(), "IncompleteBody");
  }
  http_server::HttpRequest chunked =
      Request("PUT", "/media/a", {{"Transfer-Encoding", "chunked"}}, "hello");
  chunked.content_length = -1;
  const Answer unknown = Ask(std::move(chunked));
  EXPECT_EQ(unknown.status, 411);
  EXPECT_EQ(unknown.Code(), "MissingContentLength");
  http_server::HttpRequest large = Request("PUT", "/media/a", {}, "");
  large.content_length = (int64_t{5} << 30) + 1;
  EXPECT_EQ(Ask(std::move(large)).Code(), "EntityTooLarge");
  http_server::HttpRequest silent = Request("PUT", "/media/a", {{"Content-Length", "0"}}, "");
  silent.headers = {{"Host", "h"}};
  EXPECT_EQ(Ask(std::move(silent)).Code(), "MissingContentLength");
  EXPECT_EQ(Stored("media", "a"), "(absent)");
}

// Gives some bytes and then fails, as a body does whose signature is wrong or that is cut off.
class FailingSource : public ByteSource {
 public:
  explicit FailingSource(Error error) : error_(std::move(error)) {}
  Result<size_t> Read(std::span<char> buffer) override {
    if (given_) return tl::unexpected<Error>(error_);
    given_ = true;
    buffer[0] = 'h';
    return 1;
  }

 private:
  Error error_;
  bool given_ = false;
};

TEST_F(ObjectTest, ABodyThatFailsLeavesWhatWasThere) {
  MakeObject("media", "a", "old");
  const struct {
    ErrorCode code;
    const char* message;
    std::string_view s3;
  } cases[] = {{ErrorCode::kInvalidArgument, "payload hash", "XAmzContentSHA256Mismatch"},
               {ErrorCode::kInvalidArgument, "chunk signature", "SignatureDoesNotMatch"},
               {ErrorCode::kInvalidArgument, "checksum", "BadDigest"},
               {ErrorCode::kDataLoss, "cut off", "IncompleteBody"},
               {ErrorCode::kDeadlineExceeded, "slow", "RequestTimeout"}};
  for (const auto& test : cases) {
    http_server::HttpRequest request = Request("PUT", "/media/a", {}, "hello");
    request.body = std::make_unique<FailingSource>(Error{test.code, test.message, "", {}});
    EXPECT_EQ(Ask(std::move(request)).Code(), test.s3);
    EXPECT_EQ(Stored("media", "a"), "old");
  }
}

TEST_F(ObjectTest, ConditionsOfWritesAreKept) {
  EXPECT_EQ(Send("PUT", "/media/a", {{"If-None-Match", "*"}}, "hello").status, 200);
  const Answer again = Send("PUT", "/media/a", {{"If-None-Match", "*"}}, "other");
  EXPECT_EQ(again.status, 412);
  EXPECT_EQ(again.Code(), "PreconditionFailed");
  EXPECT_EQ(Send("PUT", "/media/a", {{"If-Match", "\"x\""}}, "other").Code(), "PreconditionFailed");
  EXPECT_EQ(Stored("media", "a"), "hello");
  EXPECT_EQ(
      Send("PUT", "/media/a", {{"If-Match", "\"5d41402abc4b2a76b9719d911017c592\""}}, "new").status,
      200);
  EXPECT_EQ(Stored("media", "a"), "new");
  EXPECT_EQ(Send("PUT", "/media/b", {{"If-Match", "\"x\""}}, "x").Code(), "NoSuchKey");
  EXPECT_EQ(Send("PUT", "/media/b", {{"If-None-Match", "\"x\""}}, "x").Code(), "NotImplemented");
  EXPECT_EQ(Send("PUT", "/media/b", {{"If-Match", "*"}}, "x").Code(), "NotImplemented");
}

TEST_F(ObjectTest, HeadersThatAskForMoreAreRefusedByName) {
  const std::pair<std::string, std::string> refused[] = {
      {"x-amz-server-side-encryption", "AES256"},
      {"x-amz-server-side-encryption", "aws:kms"},
      {"x-amz-server-side-encryption-aws-kms-key-id", "k"},
      {"x-amz-server-side-encryption-customer-key", "k"},
      {"x-amz-server-side-encryption-customer-algorithm", "AES256"},
      {"x-amz-server-side-encryption-context", "k"},
      {"x-amz-server-side-encryption-bucket-key-enabled", "true"},
      {"x-amz-copy-source-server-side-encryption-customer-key", "k"},
      {"x-amz-tagging", "a=b"},
      {"x-amz-object-lock-mode", "COMPLIANCE"},
      {"x-amz-object-lock-legal-hold", "ON"},
      {"x-amz-object-lock-retain-until-date", "2030-01-01T00:00:00Z"},
      {"x-amz-website-redirect-location", "/b"},
      {"x-amz-grant-read", "id=1"},
      {"x-amz-grant-full-control", "id=1"},
      {"x-amz-acl", "public-read"},
      {"x-amz-storage-class", "GLACIER"},
      {"x-amz-write-offset-bytes", "5"},
      {"x-amz-mfa", "1 2"},
      {"x-amz-tagging-directive", "x"},
      {"x-amz-object-annotation-directive", "COPY"},
      {"x-amz-checksum-sha512", "AAAA"},
      {"x-amz-checksum-xxhash64", "AAAA"},
      {"x-amz-checksum-md5", "XUFAKrxLKna5cZ2REBfFkg=="},
      {"x-amz-metadata-directive", "x"},
  };
  for (const auto& [name, value] : refused) {
    const Answer answer = Send("PUT", "/media/a", {{name, value}}, "hello");
    EXPECT_EQ(answer.status, 501) << name;
    EXPECT_THAT(answer.body, HasSubstr("the header " + name)) << name;
  }
  EXPECT_EQ(Send("PUT", "/media/a", {{"x-amz-trailer", "X-Amz-Checksum-Sha512"}}, "x").Code(),
            "NotImplemented");
  EXPECT_EQ(Stored("media", "a"), "(absent)");
  EXPECT_EQ(Send("PUT", "/media/a", {{"x-amz-expected-bucket-owner", "111122223333"}}).Code(),
            "AccessDenied");
  EXPECT_EQ(Send("PUT", "/media/a", {{"x-amz-expected-bucket-owner", "000000000000"}}).status, 200);
  EXPECT_EQ(Send("GET", "/media/a?versionId=3").Code(), "InvalidArgument");
  EXPECT_EQ(Send("DELETE", "/media/a?versionId=3").Code(), "InvalidArgument");
  EXPECT_EQ(Send("PUT", "/media/b", {{"x-amz-meta-a", std::string(2048, 'x')}}).Code(),
            "MetadataTooLarge");
}

TEST_F(ObjectTest, DeletingIsTheSameWhetherItExists) {
  MakeObject("media", "a", "x");
  for (int i = 0; i < 2; ++i) {
    const Answer answer = Send("DELETE", "/media/a");
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.body, "");
  }
  EXPECT_EQ(Stored("media", "a"), "(absent)");
  EXPECT_EQ(Send("DELETE", "/media/a", {{"If-Match", "\"x\""}}).Code(), "NotImplemented");
}

std::string Md5Of(const std::string& body) { return Base64Hash(aws::HashAlgorithm::kMd5, body); }

TEST_F(ObjectTest, ManyObjectsAreDeletedAtOnce) {
  MakeObject("media", "a", "x");
  MakeObject("media", "b & <c>", "x");
  MakeObject("media", "kept", "x");
  const std::string body =
      "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a</Key></Object>"
      "<Object><Key>b &amp; &lt;c&gt;</Key><VersionId>null</VersionId></Object>"
      "<Object><Key>absent</Key></Object></Delete>";
  const Answer answer = Send("POST", "/media?delete", {{"Content-MD5", Md5Of(body)}}, body);
  EXPECT_EQ(answer.status, 200);
  const XmlNode result = answer.Xml("DeleteResult");
  ASSERT_EQ(result.children.size(), 3u);
  EXPECT_EQ(result.children[1].name, "Deleted");
  EXPECT_EQ(result.children[1].Child("Key"), "b & <c>");
  EXPECT_EQ(Stored("media", "a"), "(absent)");
  EXPECT_EQ(Stored("media", "kept"), "x");
}

TEST_F(ObjectTest, AQuietDeletionShowsOnlyErrors) {
  const std::string body = "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>" +
                           std::string(1025, 'k') + "</Key></Object></Delete>";
  const Answer answer =
      Send("POST", "/media?delete",
           {{"x-amz-checksum-crc32", Base64Hash(aws::HashAlgorithm::kCrc32, body)}}, body);
  const XmlNode result = answer.Xml("DeleteResult");
  ASSERT_EQ(result.children.size(), 1u);
  EXPECT_EQ(result.children[0].Child("Code"), "KeyTooLongError");
}

TEST_F(ObjectTest, DeletionsOfManyAreVerifiedBeforeAnyIsDone) {
  MakeObject("media", "a", "x");
  const std::string one = "<Object><Key>a</Key></Object>";
  std::string many;
  for (int i = 0; i < 1001; ++i) many += one;
  const struct {
    std::string body;
    HeaderPairs headers;
    std::string_view code;
  } cases[] = {
      {"<Delete>" + one + "</Delete>", {}, "InvalidRequest"},
      {"<Delete>" + one + "</Delete>", {{"Content-MD5", Md5Of("other")}}, "BadDigest"},
      {"<Delete>" + one + "</Delete>", {{"x-amz-checksum-crc32", "AAAAAA=="}}, "BadDigest"},
      {"<Delete>" + many + "</Delete>", {{"Content-MD5", ""}}, "MalformedXML"},
      {"<Delete></Delete>", {{"Content-MD5", ""}}, "MalformedXML"},
      {"<Other>" + one + "</Other>", {{"Content-MD5", ""}}, "MalformedXML"},
      {"", {{"Content-MD5", ""}}, "MissingRequestBodyError"},
      {"<Delete><Object><Key></Key></Object></Delete>", {{"Content-MD5", ""}}, "MalformedXML"},
      {"<Delete>" + one + "<Object><Key>b</Key><ETag>x</ETag></Object></Delete>",
       {{"Content-MD5", ""}},
       "NotImplemented"},
      {"<Delete>" + one + "<Object><Key>b</Key><VersionId>3</VersionId></Object></Delete>",
       {{"Content-MD5", ""}},
       "NotImplemented"},
  };
  for (auto test : cases) {
    if (!test.headers.empty() && test.headers[0].second.empty()) {
      test.headers[0].second = Md5Of(test.body);
    }
    EXPECT_EQ(Send("POST", "/media?delete", test.headers, test.body).Code(), test.code)
        << test.body.substr(0, 100);
    EXPECT_EQ(Stored("media", "a"), "x");
  }
  const std::string body = "<Delete>" + one + "</Delete>";
  EXPECT_EQ(Send("POST", "/nowhere?delete", {{"Content-MD5", Md5Of(body)}}, body).Code(),
            "NoSuchBucket");
}

TEST_F(ObjectTest, AttributesAreThoseAskedFor) {
  MakeObject("media", "a", "hello");
  const Answer answer = Send("GET", "/media/a?attributes",
                             {{"x-amz-object-attributes", "ETag, ObjectSize,ObjectParts"},
                              {"x-amz-object-attributes", "Checksum,StorageClass"}});
  const XmlNode attributes = answer.Xml("GetObjectAttributesResponse");
  EXPECT_EQ(attributes.Child("ETag"), "5d41402abc4b2a76b9719d911017c592");
  EXPECT_EQ(attributes.Child("ObjectSize"), "5");
  EXPECT_EQ(attributes.Child("StorageClass"), "STANDARD");
  EXPECT_THAT(answer.body, HasSubstr("<Checksum><ChecksumCRC64NVME>"));
  const Answer some = Send("GET", "/media/a?attributes", {{"x-amz-object-attributes", "ETag"}});
  EXPECT_THAT(some.body, Not(HasSubstr("ObjectSize")));
  EXPECT_EQ(Send("GET", "/media/a?attributes").Code(), "InvalidRequest");
  EXPECT_EQ(Send("GET", "/media/a?attributes", {{"x-amz-object-attributes", "Owner"}}).Code(),
            "InvalidArgument");
}

}  // namespace
}  // namespace tacet::s3
