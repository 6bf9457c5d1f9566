#include "tacet/audit/audit_chain.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tacet/aws/checksum.h"
#include "tacet/aws/encoding.h"
#include "tacet/aws/time_format.h"

namespace tacet::audit {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kHashMember = ",\"hash\":\"";
constexpr size_t kHashDigits = 64;
constexpr size_t kSuffixBytes = kHashMember.size() + kHashDigits + 2;  // and "}

std::string ChainHash(std::string_view previous_hash, std::string_view record) {
  return aws::Sha256Hex(std::string(previous_hash) + std::string(record));
}

}  // namespace

std::string FormatLine(const AuditRecord& record, std::string_view note, Time time,
                       std::string_view previous_hash) {
  Json json = {{"time", aws::FormatIsoMillis(time)}, {"action", record.action}};
  const auto add = [&json](const char* name, std::string_view value) {
    if (!value.empty()) json[name] = value;
  };
  add("actor", record.actor);
  add("role", record.role);
  add("object", record.object);
  add("job", record.job);
  add("requestId", record.request_id);
  add("peer", record.peer);
  add("detail", record.detail);
  add("note", note);
  std::string line = json.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
  const std::string hash = ChainHash(previous_hash, line);
  line.pop_back();
  return line + std::string(kHashMember) + hash + "\"}";
}

Result<std::string> HashOfLine(std::string_view line) {
  const std::string_view suffix =
      line.size() > kSuffixBytes ? line.substr(line.size() - kSuffixBytes) : std::string_view();
  const std::string_view hash =
      suffix.empty() ? suffix : suffix.substr(kHashMember.size(), kHashDigits);
  const bool digits = std::all_of(hash.begin(), hash.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (suffix.empty() || !suffix.starts_with(kHashMember) || !suffix.ends_with("\"}") || !digits) {
    return MakeError(ErrorCode::kDataLoss, "it is not a record that ends in its hash");
  }
  if (!Json::accept(line)) return MakeError(ErrorCode::kDataLoss, "it is not a JSON object");
  return std::string(hash);
}

Result<std::string> CheckLine(std::string_view line, std::string_view previous_hash) {
  ASSIGN_OR_RETURN(const std::string claimed, HashOfLine(line));
  const std::string record = std::string(line.substr(0, line.size() - kSuffixBytes)) + "}";
  if (ChainHash(previous_hash, record) != claimed) {
    return MakeError(ErrorCode::kDataLoss,
                     "its hash does not follow from the line before: this record was altered, or "
                     "one before it was removed, added or moved");
  }
  return claimed;
}

}  // namespace tacet::audit
