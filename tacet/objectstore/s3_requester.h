// Signed requests to an S3 endpoint, tried again when another try may help. Private to the S3
// client.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/aws/sigv4.h"
#include "tacet/base/result.h"
#include "tacet/http_client/http_exchange.h"
#include "tacet/objectstore/s3_object_store.h"

namespace tacet::objectstore {

struct S3Request {
  std::string method;
  std::string bucket;
  std::string key = {};  // "" = the bucket itself
  aws::QueryParameters query = {};
  std::vector<http_client::Header> headers = {};  // all are signed
  std::optional<std::string_view> body = {};      // in memory, so that it can be sent again
};

// How an answer that is no success, or the lack of one, is understood.
struct S3Failure {
  Error error;
  bool passing = false;  // another try may help
  std::string code;      // S3's, "" when unknown
};

// `xml` is the answer's body, if any.
S3Failure ReadS3Failure(const S3Request& request, const http_client::ResponseHead& head,
                        std::string_view xml);

// Thread-safe.
class S3Requester {
 public:
  // `options` are valid, see S3ObjectStore::Create.
  explicit S3Requester(S3ObjectStoreOptions options);

  // The answer of a success (2xx) and its body of at most 8 MiB. Tries until the deadline of the
  // options or as often as they say.
  Result<http_client::ExchangeAnswer> Send(const S3Request& request) const;
  // The same with a body that is still to be read.
  Result<std::unique_ptr<http_client::ExchangeReader>> Open(const S3Request& request) const;

  // A URL by which whoever has it may read the object, for so long: 1 s to 7 days.
  std::string PresignGet(const ObjectName& name, std::chrono::seconds expires) const;

  const S3ObjectStoreOptions& options() const { return options_; }

 private:
  // Where a request goes, by the addressing of the options.
  struct Place {
    std::string host;
    std::string path;  // percent-encoded
  };
  Place PlaceOf(const std::string& bucket, const std::string& key) const;

  // An answer of success, or why there is none.
  struct Attempt {
    std::unique_ptr<http_client::ExchangeReader> reader;
    S3Failure failure;
    std::chrono::milliseconds retry_after{0};
  };
  Attempt Try(const S3Request& request) const;
  // Tries until `use` has made something of an answer.
  template <typename T, typename Use>
  Result<T> TryAgain(const S3Request& request, const Use& use) const;
  void Wait(std::chrono::milliseconds time) const;

  const S3ObjectStoreOptions options_;
  const std::string scheme_;     // "https://"
  const std::string authority_;  // "host:port"
  mutable http_client::HttpExchanger http_;
};

}  // namespace tacet::objectstore
