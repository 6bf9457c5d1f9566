#include "tacet/aws/sigv4.h"

#include <algorithm>
#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/aws/time_format.h"
#include "tacet/base/check.h"

namespace tacet::aws {
namespace {

std::vector<std::string> SortedNames(const HeaderList& headers) {
  std::vector<std::string> names;
  for (const auto& [name, value] : headers) names.push_back(AsciiLower(name));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string Join(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ";") + name;
  return joined;
}

// What clients put into the Host header: the port only when it is not the scheme's own.
std::string HostOf(std::string_view endpoint) {
  const size_t scheme = endpoint.find("://");
  TACET_CHECK(scheme != std::string_view::npos) << "an endpoint begins with its scheme";
  std::string_view host = endpoint.substr(scheme + 3);
  const std::string_view default_port = endpoint.starts_with("https:") ? ":443" : ":80";
  if (host.ends_with(default_port)) host.remove_suffix(default_port.size());
  return std::string(host);
}

}  // namespace

std::string CredentialScope::ToString() const {
  return day + "/" + region + "/" + service + "/aws4_request";
}

std::string StringToSign(std::string_view amz_date, const CredentialScope& scope,
                         std::string_view canonical_request) {
  std::string text(kAlgorithm);
  text += '\n';
  text += amz_date;
  return text + '\n' + scope.ToString() + '\n' + Sha256Hex(canonical_request);
}

std::string SigningKey(std::string_view secret_access_key, const CredentialScope& scope) {
  const std::string day = HmacSha256("AWS4" + std::string(secret_access_key), scope.day);
  return HmacSha256(HmacSha256(HmacSha256(day, scope.region), scope.service), "aws4_request");
}

std::string Signature(std::string_view signing_key, std::string_view string_to_sign) {
  return HexEncode(HmacSha256(signing_key, string_to_sign));
}

SignedHeaders Sign(const SignRequest& request, const Credentials& credentials,
                   std::string_view region, std::string_view service, Time now) {
  SignedHeaders result;
  const std::string amz_date = FormatIsoBasic(now);
  result.headers = {{"x-amz-date", amz_date}, {"x-amz-content-sha256", request.payload_hash}};
  HeaderList all = request.headers;
  all.insert(all.end(), result.headers.begin(), result.headers.end());
  const std::vector<std::string> names = SortedNames(all);
  const auto canonical = CanonicalRequest({request.method, request.path, request.query}, all, names,
                                          request.payload_hash, service);
  TACET_CHECK(canonical.has_value()) << "the request to sign has a malformed query";
  const CredentialScope scope{FormatIsoDay(now), std::string(region), std::string(service)};
  result.signature = Signature(SigningKey(credentials.secret_access_key, scope),
                               StringToSign(amz_date, scope, *canonical));
  result.headers.emplace_back(
      "Authorization", std::string(kAlgorithm) + " Credential=" + credentials.access_key_id + "/" +
                           scope.ToString() + ", SignedHeaders=" + Join(names) +
                           ", Signature=" + result.signature);
  return result;
}

std::string PresignUrl(const PresignOptions& options, const Credentials& credentials,
                       std::string_view region, std::string_view service, Time now) {
  HeaderList headers = options.signed_headers;
  headers.emplace_back("host", HostOf(options.endpoint));
  const std::vector<std::string> names = SortedNames(headers);
  const std::string amz_date = FormatIsoBasic(now);
  const CredentialScope scope{FormatIsoDay(now), std::string(region), std::string(service)};
  QueryParameters parameters = options.query;
  parameters.insert(parameters.end(),
                    {{"X-Amz-Algorithm", std::string(kAlgorithm)},
                     {"X-Amz-Date", amz_date},
                     {"X-Amz-SignedHeaders", Join(names)},
                     {"X-Amz-Expires", std::to_string(options.expires.count())},
                     {"X-Amz-Credential", credentials.access_key_id + "/" + scope.ToString()}});
  const std::string query = FormatQuery(parameters);
  const std::string payload = service == "s3" ? std::string(kUnsignedPayload) : Sha256Hex("");
  const auto canonical =
      CanonicalRequest({options.method, options.path, query}, headers, names, payload, service);
  TACET_CHECK(canonical.has_value()) << "a query of our own";
  return options.endpoint + options.path + "?" + query + "&X-Amz-Signature=" +
         Signature(SigningKey(credentials.secret_access_key, scope),
                   StringToSign(amz_date, scope, *canonical));
}

}  // namespace tacet::aws
