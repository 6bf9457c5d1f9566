#include "tacet/s3/authorization.h"

#include <algorithm>
#include <string>
#include <utility>

#include "tacet/s3/operations.h"

namespace tacet::s3 {

using auth::Role;
using objectstore::ObjectContent;
using objectstore::ObjectInfo;
using objectstore::ObjectName;

bool IsServiceBucket(const S3Options& options, std::string_view bucket) {
  return std::find(options.service_buckets.begin(), options.service_buckets.end(), bucket) !=
         options.service_buckets.end();
}

bool MayAsk(const S3Call& call) {
  return call.identity.role != Role::kReadRedacted && !call.identity.service_signed &&
         !IsServiceBucket(call.options, call.bucket) && !call.options.service_buckets_only;
}

S3Status Authorize(const S3Call& call) {
  // Both ways: the service's URLs are for its own buckets, and those for nothing else.
  if (IsServiceBucket(call.options, call.bucket) || call.identity.service_signed) {
    const bool reads = call.operation->run == GetObject || call.operation->run == HeadObject;
    if (reads && call.identity.service_signed && IsServiceBucket(call.options, call.bucket)) {
      return {};
    }
    // As for any name that another account has.
    const bool takes_name = call.operation->run == CreateBucket && !call.identity.service_signed &&
                            call.identity.role != Role::kReadRedacted;
    return Fail(takes_name ? S3ErrorCode::kBucketAlreadyExists : S3ErrorCode::kAccessDenied);
  }
  if (call.options.service_buckets_only) return Fail(S3ErrorCode::kAccessDenied);
  switch (call.identity.role) {
    case Role::kAdmin:
      return {};
    case Role::kSubmit:
      if (call.operation->lowest_role != Role::kAdmin) return {};
      break;
    case Role::kReadRedacted:
      if (call.operation->lowest_role == Role::kReadRedacted) return {};
      break;
  }
  return Fail(S3ErrorCode::kAccessDenied);
}

bool MayRead(const S3Call& call, ObjectContent content) {
  return content == ObjectContent::kRedactedTranscript || call.identity.service_signed ||
         call.identity.role != Role::kReadRedacted;
}

S3Result<ObjectInfo> HeadAllowed(S3Call& call, const ObjectName& name) {
  Result<ObjectInfo> info = call.store.Head(name);
  if (!info) {
    if (info.error().code == ErrorCode::kNotFound && !MayRead(call, ObjectContent::kOther)) {
      return Fail(S3ErrorCode::kAccessDenied);
    }
    return tl::unexpected<S3Error>(S3Error(info.error()));
  }
  if (!MayRead(call, info->content)) return Fail(S3ErrorCode::kAccessDenied);
  return std::move(*info);
}

S3Status AuditRead(const S3Call& call, const ObjectName& name, const ObjectInfo& info) {
  if (info.content == ObjectContent::kRedactedTranscript || !call.options.audit) return {};
  const Status written = call.options.audit({.operation = std::string(call.operation->name),
                                             .identity = call.identity,
                                             .name = name,
                                             .content = info.content,
                                             .etag = info.etag,
                                             .request_id = call.http.id,
                                             .peer = call.http.peer});
  if (written) return {};
  S3Error error(S3ErrorCode::kInternalError,
                "The read could not be written to the audit log and was refused. Try again.");
  error.log_detail = written.error().message;
  return tl::unexpected<S3Error>(std::move(error));
}

}  // namespace tacet::s3
