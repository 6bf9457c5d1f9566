// S3ObjectStore: the objects of an S3 endpoint elsewhere: Amazon's, SeaweedFS, MinIO.
//
//   S3ObjectStoreOptions options;
//   options.endpoint = "https://s3.eu-central-1.amazonaws.com";
//   options.region = "eu-central-1";
//   options.credentials = {id, secret};
//   ASSIGN_OR_RETURN(auto store, S3ObjectStore::Create(options));
//
// Requests are signed with SigV4; over https the payload is not signed but carries a checksum.
// Objects of 16 MiB and more go up in parts, and are aborted when that fails. What comes back is
// compared with its checksum (x-amz-checksum-*, or the ETag when that is an MD5); a broken download
// goes on where it broke. Needs s3:GetObject, s3:PutObject, s3:DeleteObject, s3:ListBucket and
// s3:AbortMultipartUpload.
//
// Two entries of user metadata are Tacet's own and never shown: x-amz-meta-tacet-content, what the
// object holds (ObjectContent), and x-amz-meta-tacet-checksum, "<algorithm>:<base64>" of an object
// that went up whole, for endpoints that do not keep checksums. Whoever may write to the bucket
// elsewhere may write these, too.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "tacet/aws/sigv4.h"
#include "tacet/base/cancel.h"
#include "tacet/base/clock.h"
#include "tacet/objectstore/object_store.h"

namespace tacet::objectstore {

enum class S3Addressing {
  kPath,         // https://endpoint/bucket/key: SeaweedFS, MinIO
  kVirtualHost,  // https://bucket.endpoint/key: Amazon
};

struct S3ObjectStoreOptions {
  std::string endpoint;  // http:// or https://, host and port, no path
  std::string region = "us-east-1";
  aws::Credentials credentials;  // never logged
  S3Addressing addressing = S3Addressing::kPath;
  const Clock* clock = nullptr;  // lives longer than the store

  std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
  // Longest time without a byte either way; the attempt then fails and is repeated.
  std::chrono::milliseconds stall_timeout = std::chrono::seconds(60);
  // For one request with all its attempts; one part of an upload is one request. No new attempt is
  // begun after it.
  std::chrono::milliseconds deadline = std::chrono::minutes(5);
  int max_attempts = 6;  // at least 1 (no retry)
  // Wait before the second attempt at most so long, before each further twice that up to 20 s; how
  // long within that is chance. A longer Retry-After wins, up to 60 s.
  std::chrono::milliseconds first_backoff = std::chrono::milliseconds(200);
  // Stops attempts and waits. Null = never. Lives longer than the store.
  const CancelToken* cancel = nullptr;
  // Replaces the wait between attempts, for tests. Empty = really wait.
  std::function<void(std::chrono::milliseconds)> wait;
};

// Thread-safe. An object's last_modified as Put gives it is this machine's time.
class S3ObjectStore : public ObjectStore {
 public:
  // Asks nothing of the endpoint. kInvalidArgument when an option is wrong.
  static Result<std::unique_ptr<S3ObjectStore>> Create(S3ObjectStoreOptions options);
  ~S3ObjectStore() override;

  Status HeadBucket(const std::string& bucket) override;
  Result<ObjectInfo> Head(const ObjectName& name) override;
  Result<std::unique_ptr<ObjectReader>> Get(const ObjectName& name,
                                            std::optional<ByteRange> range = {}) override;
  // Holds one part (16 MiB) in memory. Metadata must be ASCII. A conditional Put whose answer is
  // lost can succeed and still give kAlreadyExists.
  Result<ObjectInfo> Put(const ObjectName& name, ByteSource& body,
                         const PutOptions& options) override;
  Status Delete(const ObjectName& name) override;
  // The ObjectInfo of a listed object has size, ETag and time only.
  Result<ObjectList> List(const std::string& bucket, const ListOptions& options) override;

  // A URL by which whoever has it may read the object with no key of his own, for so long: 1 s to 7
  // days. Asks nothing of the endpoint. kNotFound for a name that no object can have.
  Result<std::string> PresignGet(const ObjectName& name, std::chrono::seconds expires) const;

 private:
  class Impl;
  explicit S3ObjectStore(std::unique_ptr<Impl> impl);
  const std::unique_ptr<Impl> impl_;
};

}  // namespace tacet::objectstore
