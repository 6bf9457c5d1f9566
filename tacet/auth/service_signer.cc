#include "tacet/auth/service_signer.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "tacet/auth/private_file.h"
#include "tacet/aws/encoding.h"
#include "tacet/aws/sigv4.h"
#include "tacet/base/random.h"

namespace tacet::auth {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxKeyBytes = 4096;

// No key of the AccessKeyStore looks like this: those have no hyphen.
constexpr std::string_view kIdPrefix = "tacet-service-";

}  // namespace

ServiceSigner::ServiceSigner(std::string access_key_id, std::string secret_access_key)
    : access_key_id_(std::move(access_key_id)), secret_access_key_(std::move(secret_access_key)) {}

ServiceSigner::~ServiceSigner() = default;

std::string ServiceSigner::PathIn(const std::string& data_dir) {
  return data_dir + "/service-key.json";
}

std::unique_ptr<ServiceSigner> ServiceSigner::CreateTemporary() {
  return std::unique_ptr<ServiceSigner>(new ServiceSigner(
      std::string(kIdPrefix) + aws::HexEncode(RandomBytes(8)), aws::Base64Encode(RandomBytes(30))));
}

Result<std::unique_ptr<ServiceSigner>> ServiceSigner::Open(const std::string& path) {
  auto file = ReadPrivateFile(path, kMaxKeyBytes);
  if (!file && file.error().code == ErrorCode::kNotFound) {
    auto made = CreateTemporary();
    const Json json = {{"id", made->access_key_id_}, {"secret", made->secret_access_key_}};
    RETURN_IF_ERROR(WritePrivateFileAtomically(path, json.dump(2) + "\n"));
    return made;
  }
  if (!file) return tl::unexpected<Error>(file.error());
  const Json json = Json::parse(file->contents, nullptr, /*allow_exceptions=*/false);
  if (json.is_object()) {
    const Json id = json.value("id", Json());
    const Json secret = json.value("secret", Json());
    if (id.is_string() && secret.is_string() && id.get<std::string>().starts_with(kIdPrefix) &&
        secret.get<std::string>().size() == 40) {
      return std::unique_ptr<ServiceSigner>(
          new ServiceSigner(id.get<std::string>(), secret.get<std::string>()));
    }
  }
  return MakeError(ErrorCode::kDataLoss,
                   "'" + path + "' is not a key of the service; remove it to have a new one made");
}

std::string ServiceSigner::PresignGet(std::string_view endpoint, std::string_view bucket,
                                      std::string_view key, std::string_view region,
                                      Time now) const {
  aws::PresignOptions options;
  options.endpoint = endpoint;
  options.path =
      "/" + std::string(bucket) + "/" + aws::PercentEncode(key, aws::SlashEncoding::kKeep);
  options.expires = kExpires;
  return aws::PresignUrl(options, {access_key_id_, secret_access_key_}, region, "s3", now);
}

}  // namespace tacet::auth
