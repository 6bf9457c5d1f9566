// Who the request's key is: what a client shows and offers depends on the role.
#include "tacet/auth/role.h"
#include "tacet/review/operations.h"

namespace tacet::review {

Result<api::Output> GetIdentity(ReviewContext& context, const api::Input&) {
  api::Output output = api::Output::object();
  output["AccessKeyId"] = context.identity.access_key_id;
  output["Role"] = auth::RoleName(context.identity.role);
  return output;
}

}  // namespace tacet::review
