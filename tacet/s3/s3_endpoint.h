// S3Endpoint: answers S3's requests from a BucketStore, for clients of Amazon S3 as they are.
// Whose request it is has been found out before (auth::Authenticator); what that key may do is
// decided here:
//   admin          everything
//   submit         everything but DeleteBucket
//   read-redacted  GetObject and HeadObject of redacted transcripts, listings that show only those;
//                  whether anything else exists is not told
// and for every role: the service's own buckets are read only by URLs that the service signed.
//
//   S3Endpoint s3({.region = "eu-central-1"}, store, clock);
//   auth::AuthResult who = authenticator.Authenticate(request, "s3");
//   HttpResponse response = s3.Handle(request, who);
#pragma once

#include <string_view>

#include "tacet/auth/authenticator.h"
#include "tacet/base/clock.h"
#include "tacet/http_server/http_server.h"
#include "tacet/objectstore/bucket_store.h"
#include "tacet/s3/s3_call.h"

namespace tacet::s3 {

// Thread-safe.
class S3Endpoint {
 public:
  // `store` and `clock` must outlive it.
  S3Endpoint(S3Options options, objectstore::BucketStore& store, const Clock& clock);

  // Whatever comes is answered, refusals with S3's XML. The answer may stream from `store`; log
  // fields "operation", "access_key" and "error" are set.
  http_server::HttpResponse Handle(http_server::HttpRequest& request,
                                   const auth::AuthResult& who) const;

  // For HttpHandler::Refuse: the answer to a request that no handler saw (400, 408, 413, 431, 503).
  static http_server::HttpResponse Refuse(int status, const http_server::HttpRequest& request);

 private:
  S3Result<http_server::HttpResponse> Answer(S3Call& call, const auth::AuthResult& who) const;

  S3Options options_;
  objectstore::BucketStore& store_;
  const Clock& clock_;
};

}  // namespace tacet::s3
