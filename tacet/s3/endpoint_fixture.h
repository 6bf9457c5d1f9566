// EndpointTest: an S3Endpoint over a store in memory, asked without sockets by a given key.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/objectstore/memory_object_store.h"
#include "tacet/s3/s3_endpoint.h"
#include "tacet/s3/xml_reader.h"

namespace tacet::s3 {

inline constexpr char kServiceBucket[] = "aws-transcribe-us-east-1-prod";

using HeaderPairs = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  int status = 0;
  http_server::Headers headers;
  std::string body;
  int64_t length = 0;  // also of what a HEAD would not send
  Result<void> stream_end;

  std::string Header(std::string_view name) const { return std::string(headers.Get(name)); }
  // <Code> of an error's body; "" when there is none.
  std::string Code() const {
    const S3Result<XmlNode> error = ParseXml(body, "Error");
    return error ? std::string(error->Child("Code")) : "";
  }
  XmlNode Xml(std::string_view root) const {
    const S3Result<XmlNode> parsed = ParseXml(body, root);
    EXPECT_TRUE(parsed.has_value()) << body;
    return parsed.value_or(XmlNode{});
  }
};

class EndpointTest : public testing::Test {
 protected:
  EndpointTest() {
    options_.service_buckets = {kServiceBucket};
    options_.audit = [this](const ObjectRead& read) -> Status {
      audited_.push_back(read);
      return audit_answer_;
    };
    options_.on_bytes = [this](Direction direction, int64_t bytes) {
      (direction == Direction::kSent ? sent_ : received_) += bytes;
    };
    identity_ = {.access_key_id = "AKIDTEST", .role = auth::Role::kAdmin};
  }

  // `target` is path and query as on the wire.
  http_server::HttpRequest Request(const std::string& method, const std::string& target,
                                   const HeaderPairs& headers, std::string body) {
    http_server::HttpRequest request{.id = "request-1", .method = method, .peer = "127.0.0.1"};
    request.path = target.substr(0, target.find('?'));
    if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
    bool has_host = false;
    bool has_length = false;
    for (const auto& [name, value] : headers) {
      has_host = has_host || name == "Host";
      has_length = has_length || name == "Content-Length" || name == "Transfer-Encoding";
      request.headers.Add(name, value);
    }
    if (!has_host) request.headers.Add("Host", "127.0.0.1:9320");
    if (!has_length && (method == "PUT" || method == "POST")) {
      request.headers.Add("Content-Length", std::to_string(body.size()));
    }
    request.content_length = static_cast<int64_t>(body.size());
    request.body = std::make_unique<StringSource>(std::move(body));
    return request;
  }

  Answer Ask(http_server::HttpRequest request) {
    const S3Endpoint endpoint(options_, store_, clock_);
    http_server::HttpResponse response = endpoint.Handle(request, {.identity = identity_});
    Answer answer{.status = response.status, .headers = response.headers, .body = response.body};
    answer.length = static_cast<int64_t>(response.body.size());
    if (response.stream) {
      answer.length = response.stream_bytes;
      Result<std::string> bytes = ReadAll(*response.stream, 64 << 20);
      if (bytes) {
        answer.body = *bytes;
      } else {
        answer.stream_end = MakeError(bytes.error().code, bytes.error().message);
      }
    }
    return answer;
  }

  Answer Send(const std::string& method, const std::string& target, const HeaderPairs& headers = {},
              std::string body = "") {
    return Ask(Request(method, target, headers, std::move(body)));
  }

  // A bucket and an object, made behind the endpoint's back.
  void MakeBucket(const std::string& bucket) {
    ASSERT_TRUE(store_.CreateBucket(bucket).has_value());
  }
  void MakeObject(const std::string& bucket, const std::string& key, const std::string& bytes,
                  objectstore::PutOptions options = {}) {
    StringSource source(bytes);
    ASSERT_TRUE(store_.Put({bucket, key}, source, options).has_value());
  }
  std::string Stored(const std::string& bucket, const std::string& key) {
    auto reader = store_.Get({bucket, key}, {});
    return reader ? ReadAll(**reader, 64 << 20).value_or("") : "(absent)";
  }

  FakeClock clock_;
  objectstore::MemoryObjectStore store_{&clock_};
  S3Options options_;
  auth::Identity identity_;
  std::vector<ObjectRead> audited_;
  Status audit_answer_;
  int64_t sent_ = 0;
  int64_t received_ = 0;
};

}  // namespace tacet::s3
