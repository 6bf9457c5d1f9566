// S3Call: one S3 request on its way to its operation, understood and proven. S3Options: what the
// endpoint is told once. Not thread-safe, lives as long as the request is handled.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/auth/authenticator.h"
#include "tacet/aws/encoding.h"
#include "tacet/base/clock.h"
#include "tacet/http_server/http_server.h"
#include "tacet/objectstore/bucket_store.h"
#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

// A read of an object that is not a redacted transcript, for the audit log.
struct ObjectRead {
  std::string operation;  // "GetObject", "CopyObject" or "UploadPartCopy"
  auth::Identity identity;
  objectstore::ObjectName name;
  objectstore::ObjectContent content = objectstore::ObjectContent::kOther;
  std::string etag;
  std::string request_id;
  std::string peer;
};

enum class Direction { kReceived, kSent };

struct S3Options {
  std::string region = "us-east-1";
  std::string owner_id = "000000000000";  // the account; owner of all buckets
  // Host names of this server under which `bucket.<host>` names a bucket. "localhost" always is
  // one.
  std::vector<std::string> hosts;
  // Reserved buckets that only URLs signed by the service itself read.
  std::vector<std::string> service_buckets;
  // Nothing but those URLs is served: for when customers' buckets are elsewhere.
  bool service_buckets_only = false;
  // Called before the first byte of such an object is sent or copied; when it fails, the read is
  // refused. Thread-safe. Null: no audit.
  std::function<Status(const ObjectRead&)> audit;
  // Payload bytes of objects as they go. Thread-safe, quick. Null: not counted.
  std::function<void(Direction, int64_t)> on_bytes;
};

struct Operation;

struct S3Call {
  objectstore::BucketStore& store;
  const S3Options& options;
  const Clock& clock;
  const auth::Identity& identity;
  http_server::HttpRequest& http;
  const Operation* operation = nullptr;
  std::string bucket = {};
  std::string key = {};
  aws::QueryParameters query = {};

  objectstore::ObjectName name() const { return {bucket, key}; }
  std::string_view Header(std::string_view header) const { return http.headers.Get(header); }
  // Absent and empty differ: "prefix=" is there.
  std::optional<std::string_view> Query(std::string_view parameter) const;
};

}  // namespace tacet::s3
