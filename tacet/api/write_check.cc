#include "tacet/api/write_check.h"

namespace tacet::api {
namespace {

constexpr char kProbe[] = ".write_access_check_file.temp";
constexpr std::chrono::minutes kBelievedFor{1};
constexpr size_t kMaxRemembered = 1000;

constexpr std::string_view kNotAccessible =
    "The S3 URI that you provided can't be accessed. Make sure that you have read permission and "
    "try your request again.";

}  // namespace

std::string OutputPrefix(const std::string& output_key) {
  if (output_key.empty() || output_key.ends_with('/')) return output_key;
  if (!output_key.ends_with(".json")) return output_key + "/";
  return output_key.substr(0, output_key.rfind('/') + 1);  // npos + 1 = 0
}

Status CheckWritable(OperationContext& context, const std::string& bucket,
                     const std::string& prefix) {
  const std::pair<std::string, std::string> place(bucket, prefix);
  SharedState& shared = context.shared;
  const Time now = context.parts.clock.Now();
  {
    const std::lock_guard lock(shared.writable_mutex);
    const auto known = shared.writable_until.find(place);
    if (known != shared.writable_until.end() && now < known->second) return {};
  }
  const objectstore::ObjectName probe{bucket, prefix + kProbe};
  StringSource nothing("");
  const auto written = context.parts.objects.Put(probe, nothing, {});
  if (!written) {
    const ErrorCode code = written.error().code;
    if (code == ErrorCode::kNotFound || code == ErrorCode::kPermissionDenied ||
        code == ErrorCode::kInvalidArgument) {
      return MakeError(
          ErrorCode::kInvalidArgument,
          "The S3 bucket that you specified in OutputBucketName can't be written to. "
          "Make sure that the bucket exists and that you have write permission, and try "
          "your request again.");
    }
    return tl::unexpected<Error>(written.error());
  }
  RETURN_IF_ERROR(context.parts.objects.Delete(probe));
  const std::lock_guard lock(shared.writable_mutex);
  if (shared.writable_until.size() >= kMaxRemembered) shared.writable_until.clear();
  shared.writable_until[place] = now + kBelievedFor;
  return {};
}

Result<objectstore::ObjectName> ParseObjectUri(const OperationContext& context,
                                               const std::string& uri) {
  Result<aws::S3Location> location = aws::ParseS3Uri(uri, context.options.endpoint_hosts);
  // What lies in the service bucket is handed out by the service alone.
  if (!location || location->bucket == context.options.service_bucket) {
    return MakeError(ErrorCode::kInvalidArgument, std::string(kNotAccessible));
  }
  return objectstore::ObjectName{std::move(location->bucket), std::move(location->key)};
}

Result<objectstore::ObjectInfo> HeadObject(OperationContext& context,
                                           const objectstore::ObjectName& name) {
  Result<objectstore::ObjectInfo> info = context.parts.objects.Head(name);
  if (info) return info;
  const Error& error = info.error();
  if (error.code == ErrorCode::kNotFound && !error.message.starts_with("bucket")) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The URI that you provided doesn't point to an S3 object. Make sure that the "
                     "object exists and try your request again.");
  }
  if (error.code == ErrorCode::kNotFound || error.code == ErrorCode::kPermissionDenied ||
      error.code == ErrorCode::kInvalidArgument) {
    return MakeError(ErrorCode::kInvalidArgument, std::string(kNotAccessible));
  }
  return info;
}

}  // namespace tacet::api
