// The URIs by which clients name an object of S3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::aws {

struct S3Location {
  std::string bucket;
  std::string key;  // decoded; empty for a bucket's own URI
  bool operator==(const S3Location&) const = default;
};

// Hosts under which our own endpoint is reached, without port, such as "127.0.0.1" or
// "s3.example.org": path style at the host itself, virtual-host style one label in front of it.
using EndpointHosts = std::vector<std::string>;

// Understands, for an object (the key is not empty):
//   s3://bucket/key                                     key as written, nothing is decoded
//   https://s3.<region>.amazonaws.com/bucket/key        also s3-<region>, s3.dualstack.<region>,
//   https://bucket.s3.<region>.amazonaws.com/key        without region, amazonaws.com.cn, and http
//   http://<endpoint host>[:port]/bucket/key            percent-decoded
//   http://bucket.<endpoint host>[:port]/key
// kInvalidArgument otherwise, also for a query or fragment in an http form, for user information,
// for a bucket name that breaks S3's rules, and for a key above 1024 bytes or not UTF-8.
Result<S3Location> ParseS3Uri(std::string_view uri, const EndpointHosts& endpoint_hosts = {});

// The bucket and key that a request to our endpoint names: `host` is its Host header, `path` its
// percent-encoded path. bucket and key may be empty ("/" lists buckets). Virtual-host style when
// `host` is one label, or a dotted bucket name, in front of an endpoint host. kInvalidArgument for
// a malformed escape.
Result<S3Location> LocateRequest(std::string_view host, std::string_view path,
                                 const EndpointHosts& endpoint_hosts);

// The bucket that `host` names in virtual-host style; "" for path style.
std::string BucketInHost(std::string_view host, const EndpointHosts& endpoint_hosts);

// Nothing wrong: 3 to 63 characters of a-z 0-9 . -, begins and ends with a letter or digit, no
// "..", no ".-" or "-.", not like an IPv4 address.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
bool IsBucketName(std::string_view name);

}  // namespace tacet::aws
