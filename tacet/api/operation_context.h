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
  std::string endpoint;  // scheme and authority for the URIs of results

  bool sees_unredacted() const { return identity.role != auth::Role::kReadRedacted; }
};

// "s3://bucket/key" or an https form of it as an object of parts.objects. The errors' texts are
// Amazon Transcribe's.
Result<objectstore::ObjectName> ParseObjectUri(const OperationContext& context,
                                               const std::string& uri);
// The object's facts, with Amazon's texts for one that is missing or cannot be read.
Result<objectstore::ObjectInfo> HeadObject(OperationContext& context,
                                           const objectstore::ObjectName& name);

}  // namespace tacet::api
