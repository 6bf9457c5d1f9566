// What every operation works with. Private to api/.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "tacet/api/json.h"
#include "tacet/api/transcribe_api.h"
#include "tacet/auth/authenticator.h"

namespace tacet::api {

// Lives as long as the TranscribeApi; thread-safe.
struct SharedState {
  // Which output prefixes were found to be writable, and until when that is believed.
  std::mutex writable_mutex;
  std::map<std::pair<std::string, std::string>, Time> writable_until;
  // Tags are read, changed and written back.
  std::mutex tags_mutex;
};

// Of one request.
struct OperationContext {
  const TranscribeApiParts& parts;
  const TranscribeApiOptions& options;  // with every default filled in
  SharedState& shared;
  const auth::Identity& identity;
  const http_server::HttpRequest& request;  // its body is used up
  std::string endpoint;                     // scheme and authority for the URIs of results

  bool sees_unredacted() const { return identity.role != auth::Role::kReadRedacted; }
  // A short-lived URL of an object of the service bucket, for whoever sent the request.
  Result<std::string> Presign(const objectstore::ObjectName& object) const {
    return options.presign({.endpoint = endpoint,
                            .object = object,
                            .access_key_id = identity.access_key_id,
                            .role = identity.role,
                            .request_id = request.id,
                            .peer = request.peer});
  }
};

// "s3://bucket/key" or an https form of it as an object of parts.objects. The errors' texts are
// Amazon Transcribe's.
Result<objectstore::ObjectName> ParseObjectUri(const OperationContext& context,
                                               const std::string& uri);
// The object's facts, with Amazon's texts for one that is missing or cannot be read.
Result<objectstore::ObjectInfo> HeadObject(OperationContext& context,
                                           const objectstore::ObjectName& name);

// The page of a List operation, with the service's text for a token that the store did not make.
template <typename Page>
Result<Page> OrBadToken(Result<Page> page) {
  if (page || page.error().code != ErrorCode::kInvalidArgument) return page;
  return MakeError(
      ErrorCode::kInvalidArgument,
      "The NextToken that you provided isn't valid. Check the token and try your request "
      "again.");
}

}  // namespace tacet::api
