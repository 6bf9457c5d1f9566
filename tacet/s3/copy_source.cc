#include "tacet/s3/copy_source.h"

#include <utility>

#include "tacet/s3/authorization.h"
#include "tacet/s3/conditions.h"
#include "tacet/s3/target.h"

namespace tacet::s3 {

S3Result<CopySource> FindCopySource(S3Call& call) {
  S3Result<Target> target = ParseCopySource(call.Header("x-amz-copy-source"));
  if (!target) return tl::unexpected<S3Error>(std::move(target.error()));
  CopySource source{.name = {std::move(target->bucket), std::move(target->key)}};
  if (IsServiceBucket(call.options, source.name.bucket)) return Fail(S3ErrorCode::kAccessDenied);
  S3Result<objectstore::ObjectInfo> info = HeadAllowed(call, source.name);
  if (!info) return tl::unexpected<S3Error>(std::move(info.error()));
  source.info = std::move(*info);
  if (S3Status met = CheckCopyConditions(call, source.info); !met) {
    return tl::unexpected<S3Error>(std::move(met.error()));
  }
  return source;
}

}  // namespace tacet::s3
