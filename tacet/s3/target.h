// Which bucket and key a request names, path style (/bucket/key) and virtual-host style
// (bucket.<host>/key).
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tacet/s3/s3_error.h"

namespace tacet::s3 {

struct Target {
  std::string bucket;  // "" for the service itself
  std::string key;     // "" for a bucket; UTF-8 without NUL, at most 1024 bytes; otherwise opaque:
                       // dots, empty segments and slashes mean nothing
};

// `host` is the Host header, `path` as on the wire. A host that is neither one of `hosts` nor below
// one is taken as this server's own, with the bucket in the path. kInvalidBucketName, kInvalidURI,
// kKeyTooLongError.
S3Result<Target> ParseTarget(std::string_view host, std::string_view path,
                             const std::vector<std::string>& hosts);

// The header x-amz-copy-source: "bucket/key" or "/bucket/key", percent-encoded, perhaps with
// "?versionId=null". Always with a key.
S3Result<Target> ParseCopySource(std::string_view header);

}  // namespace tacet::s3
