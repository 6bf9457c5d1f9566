// The endpoint behind its real neighbours: bytes on a socket, signatures, a store on the disk.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tacet/auth/access_key_store.h"
#include "tacet/auth/authenticator.h"
#include "tacet/auth/service_signer.h"
#include "tacet/aws/aws_chunked.h"
#include "tacet/aws/sigv4.h"
#include "tacet/aws/time_format.h"
#include "tacet/base/temp_dir.h"
#include "tacet/http_server/testing_client.h"
#include "tacet/objectstore/directory_object_store.h"
#include "tacet/s3/endpoint_fixture.h"
#include "tacet/s3/s3_endpoint.h"

namespace tacet::s3 {
namespace {

using http_server::testing::RawClient;
using http_server::testing::RawResponse;

class S3WireTest : public testing::Test, public http_server::HttpHandler {
 protected:
  void SetUp() override {
    keys_ = auth::AccessKeyStore::Open(dir_.path() + "/keys.json", clock_).value();
    credentials_ = NewKey(auth::Role::kAdmin);
    signer_ = auth::ServiceSigner::CreateTemporary();
    authenticator_ = std::make_unique<auth::Authenticator>(
        *keys_, clock_,
        auth::AuthenticatorOptions{.region = "us-east-1", .service_signer = signer_.get()});
    auto store = objectstore::DirectoryObjectStore::Create(
        {.path = dir_.path() + "/objects", .clock = &clock_});
    ASSERT_TRUE(store.has_value()) << store.error().message;
    store_ = std::move(*store);
    endpoint_ = std::make_unique<S3Endpoint>(S3Options{.service_buckets = {kServiceBucket}},
                                             *store_, clock_);
    server_ = http_server::HttpServer::Create({}, *this).value();
    ASSERT_TRUE(store_->CreateBucket("media").has_value());
  }
  void TearDown() override {
    if (server_) server_->Stop();
  }

  http_server::HttpResponse Handle(http_server::HttpRequest& request) override {
    const auth::AuthResult who = authenticator_->Authenticate(request, "s3");
    return endpoint_->Handle(request, who);
  }
  http_server::HttpResponse Refuse(int status, const http_server::HttpRequest& request) override {
    return S3Endpoint::Refuse(status, request);
  }

  aws::Credentials NewKey(auth::Role role) {
    const auth::AccessKey key = keys_->Create(role, "").value();
    return {key.info.id, key.secret};
  }

  std::string Host(const std::string& name = "127.0.0.1") const {
    return name + ":" + std::to_string(server_->port());
  }

  RawResponse Send(const std::string& method, const std::string& path, const std::string& query,
                   const aws::HeaderList& headers, const std::string& body) {
    std::string bytes = method + " " + path + (query.empty() ? "" : "?" + query) + " HTTP/1.1\r\n";
    for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
    bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    return RawClient(server_->port()).Exchange(bytes, method);
  }

  // Signed by `credentials_`, with the payload's hash.
  RawResponse Signed(const std::string& method, const std::string& path,
                     const std::string& query = "", const std::string& body = "",
                     aws::HeaderList headers = {}, const std::string& host = "127.0.0.1") {
    headers.emplace_back("Host", Host(host));
    const aws::SignedHeaders added = aws::Sign({.method = method,
                                                .path = path,
                                                .query = query,
                                                .headers = headers,
                                                .payload_hash = aws::Sha256Hex(body)},
                                               credentials_, "us-east-1", "s3", clock_.Now());
    headers.insert(headers.end(), added.headers.begin(), added.headers.end());
    return Send(method, path, query, headers, body);
  }

  TempDir dir_ = TempDir::Create().value();
  FakeClock clock_;
  std::unique_ptr<auth::AccessKeyStore> keys_;
  aws::Credentials credentials_;
  std::unique_ptr<auth::ServiceSigner> signer_;
  std::unique_ptr<auth::Authenticator> authenticator_;
  std::unique_ptr<objectstore::BucketStore> store_;
  std::unique_ptr<S3Endpoint> endpoint_;
  std::unique_ptr<http_server::HttpServer> server_;
};

TEST_F(S3WireTest, AnObjectGoesInAndComesOut) {
  std::string body;
  for (int i = 0; i < 300'000; ++i) body += static_cast<char>(i * 7 + i / 251);
  EXPECT_EQ(Signed("PUT", "/media/in/a%20b.wav", "", body, {{"Content-Type", "audio/wav"}}).status,
            200);
  const RawResponse got = Signed("GET", "/media/in/a%20b.wav");
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, body);
  EXPECT_EQ(got.Field("Content-Length"), "300000");
  const RawResponse head = Signed("HEAD", "/media/in/a%20b.wav");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Field("Content-Length"), "300000");
  EXPECT_EQ(head.body, "");
  const RawResponse range =
      Signed("GET", "/media/in/a%20b.wav", "", "", {{"Range", "bytes=1000-1999"}});
  EXPECT_EQ(range.status, 206);
  EXPECT_EQ(range.body, body.substr(1000, 1000));
  EXPECT_EQ(Signed("GET", "/in/a%20b.wav", "", "", {}, "media.localhost").body, body);
  EXPECT_EQ(Signed("DELETE", "/media/in/a%20b.wav").status, 204);
  EXPECT_EQ(Signed("HEAD", "/media/in/a%20b.wav").status, 404);
}

TEST_F(S3WireTest, SignedChunksAndTheirTrailerArriveAsThePlainObject) {
  const std::string body(200'000, 'x');
  aws::AwsChunkedEncoding encoding{.trailing_checksum = aws::HashAlgorithm::kCrc32,
                                   .decoded_length = 200'000};
  for (const bool altered : {false, true}) {
    aws::HeaderList headers = {{"Host", Host()},
                               {"Content-Encoding", "aws-chunked"},
                               {"x-amz-decoded-content-length", "200000"},
                               {"x-amz-trailer", "x-amz-checksum-crc32"},
                               {"x-amz-meta-try", altered ? "2" : "1"}};
    const aws::SignedHeaders added =
        aws::Sign({.method = "PUT",
                   .path = "/media/chunked",
                   .headers = headers,
                   .payload_hash = std::string(aws::kStreamingSignedTrailer)},
                  credentials_, "us-east-1", "s3", clock_.Now());
    headers.insert(headers.end(), added.headers.begin(), added.headers.end());
    const aws::CredentialScope scope{aws::FormatIsoDay(clock_.Now()), "us-east-1", "s3"};
    encoding.signing =
        aws::ChunkSigning{.signing_key = aws::SigningKey(credentials_.secret_access_key, scope),
                          .amz_date = aws::FormatIsoBasic(clock_.Now()),
                          .scope = scope,
                          .seed_signature = added.signature};
    StringSource plain(body);
    std::string wire =
        ReadAll(*aws::EncodeAwsChunked(plain, encoding), /*max_bytes=*/1 << 20).value();
    if (altered) wire[100'000] ^= 1;
    const RawResponse put = Send("PUT", "/media/chunked", "", headers, wire);
    EXPECT_EQ(put.status, altered ? 403 : 200) << put.body;
    if (!altered) {
      EXPECT_NE(put.Field("x-amz-checksum-crc32"), "");
    }
  }
  const RawResponse got = Signed("GET", "/media/chunked");
  EXPECT_EQ(got.body, body) << "the altered upload left the first";
  EXPECT_EQ(got.Field("x-amz-meta-try"), "1");
  EXPECT_EQ(got.Field("content-encoding"), "");
}

TEST_F(S3WireTest, ABodyOfAnotherHashIsRefusedAndLeavesNothing) {
  aws::HeaderList headers = {{"Host", Host()}};
  const aws::SignedHeaders added = aws::Sign({.method = "PUT",
                                              .path = "/media/a",
                                              .headers = headers,
                                              .payload_hash = aws::Sha256Hex("hello")},
                                             credentials_, "us-east-1", "s3", clock_.Now());
  headers.insert(headers.end(), added.headers.begin(), added.headers.end());
  const RawResponse put = Send("PUT", "/media/a", "", headers, "hallo");
  EXPECT_EQ(put.status, 400);
  EXPECT_NE(put.body.find("<Code>XAmzContentSHA256Mismatch</Code>"), std::string::npos) << put.body;
  EXPECT_EQ(Signed("GET", "/media/a").status, 404);
}

TEST_F(S3WireTest, UnsignedAndForgedRequestsAreRefused) {
  EXPECT_EQ(Send("GET", "/media/a", "", {{"Host", Host()}}, "").status, 403);
  credentials_.secret_access_key += "x";
  const RawResponse forged = Signed("GET", "/media/a");
  EXPECT_EQ(forged.status, 403);
  EXPECT_NE(forged.body.find("<Code>SignatureDoesNotMatch</Code>"), std::string::npos);
}

TEST_F(S3WireTest, PresignedUrlsPutAndGetUntilTheyExpire) {
  const auto presign = [&](const std::string& method) {
    const std::string url = aws::PresignUrl({.method = method,
                                             .endpoint = "http://" + Host(),
                                             .path = "/media/signed",
                                             .expires = std::chrono::seconds(60)},
                                            credentials_, "us-east-1", "s3", clock_.Now());
    return url.substr(url.find('?') + 1);
  };
  const std::string put = presign("PUT");
  const std::string get = presign("GET");
  EXPECT_EQ(Send("PUT", "/media/signed", put, {{"Host", Host()}}, "hello").status, 200);
  EXPECT_EQ(Send("GET", "/media/signed", get, {{"Host", Host()}}, "").body, "hello");
  EXPECT_EQ(Send("GET", "/media/other", get, {{"Host", Host()}}, "").status, 403);
  EXPECT_EQ(Send("DELETE", "/media/signed", get, {{"Host", Host()}}, "").status, 403);
  clock_.Advance(std::chrono::seconds(61));
  const RawResponse late = Send("GET", "/media/signed", get, {{"Host", Host()}}, "");
  EXPECT_EQ(late.status, 403);
  EXPECT_NE(late.body.find("Request has expired"), std::string::npos);
}

TEST_F(S3WireTest, TheServicesUrlIsTheOnlyWayToItsBucket) {
  ASSERT_TRUE(store_->CreateBucket(kServiceBucket).has_value());
  StringSource words("the words");
  ASSERT_TRUE(store_
                  ->Put({kServiceBucket, "1/job/asrOutput.json"}, words,
                        {.content = objectstore::ObjectContent::kTranscript})
                  .has_value());
  const std::string path = "/" + std::string(kServiceBucket) + "/1/job/asrOutput.json";
  EXPECT_EQ(Signed("GET", path).status, 403);
  const std::string url = signer_->PresignGet("http://" + Host(), kServiceBucket,
                                              "1/job/asrOutput.json", "us-east-1", clock_.Now());
  const std::string query = url.substr(url.find('?') + 1);
  EXPECT_EQ(Send("GET", path, query, {{"Host", Host()}}, "").body, "the words");
  EXPECT_EQ(Send("GET", "/media/a", query, {{"Host", Host()}}, "").status, 403);
}

TEST_F(S3WireTest, AKeyForRedactedTranscriptsSeesOnlyThose) {
  for (const auto& [key, content] :
       {std::pair("plain", objectstore::ObjectContent::kTranscript),
        std::pair("redacted", objectstore::ObjectContent::kRedactedTranscript)}) {
    StringSource body(key);
    ASSERT_TRUE(store_->Put({"media", key}, body, {.content = content}).has_value());
  }
  credentials_ = NewKey(auth::Role::kReadRedacted);
  EXPECT_EQ(Signed("GET", "/media/redacted").body, "redacted");
  EXPECT_EQ(Signed("GET", "/media/plain").status, 403);
  EXPECT_EQ(Signed("PUT", "/media/redacted", "", "x").status, 403);
  const RawResponse list = Signed("GET", "/media", "list-type=2");
  EXPECT_NE(list.body.find("<Key>redacted</Key>"), std::string::npos);
  EXPECT_EQ(list.body.find("plain"), std::string::npos);
}

TEST_F(S3WireTest, NoKeyLeavesTheFolderOfTheStore) {
  namespace fs = std::filesystem;
  const auto outside = [&] {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(dir_.path())) names.push_back(entry.path());
    std::sort(names.begin(), names.end());
    return names;
  };
  const std::vector<std::string> before = outside();
  const std::string up = "..%2f..%2f..%2f..%2f..%2f";
  for (const std::string key :
       {"../../escaped", "%2e%2e/%2e%2e/escaped", "..%2f..%2fescaped", "%2fescaped", "/escaped",
        "....//escaped", "a/../../../escaped", ".", "..", "../", "%5c..%5cescaped"}) {
    EXPECT_EQ(Signed("PUT", "/media/" + key, "", key).status, 200) << key;
    EXPECT_EQ(Signed("GET", "/media/" + key).body, key);
  }
  EXPECT_EQ(Signed("PUT", "/media/" + up + dir_.path().substr(1) + "/escaped", "", "x").status,
            200);
  EXPECT_EQ(outside(), before);
  EXPECT_EQ(Signed("GET", "/media/a%00b").status, 400);
  EXPECT_EQ(Signed("GET", "/..%2fkeys.json/a").status, 400);
  EXPECT_EQ(Signed("GET", "/media/..%2f..%2fkeys.json").status, 404);
}

}  // namespace
}  // namespace tacet::s3
