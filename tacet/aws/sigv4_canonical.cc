#include <algorithm>
#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/aws/sigv4.h"

namespace tacet::aws {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// Trimmed, runs of white space made one space: what every SDK does, inside quotes too.
void AppendCollapsed(std::string_view value, std::string& out) {
  bool gap = false;
  bool begun = false;
  for (const char c : value) {
    if (IsBlank(c)) {
      gap = begun;
      continue;
    }
    if (gap) out += ' ';
    out += c;
    gap = false;
    begun = true;
  }
}

// RFC 3986 section 5.2.4, and "//" made "/".
std::string ResolveDots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool folder = false;  // the path ends in a slash
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    folder = segment.empty() || segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!folder) kept.push_back(segment);
  }
  std::string resolved;
  for (const std::string_view segment : kept) resolved += "/" + std::string(segment);
  return folder || resolved.empty() ? resolved + "/" : resolved;
}

}  // namespace

std::string CanonicalPath(std::string_view path, std::string_view service) {
  if (path.empty() || path.front() != '/') return "/" + PercentEncode(path, SlashEncoding::kKeep);
  if (service == "s3") {
    // A path with a malformed escape has no decoded form; as it stands no client's signature fits.
    const auto decoded = PercentDecode(path);
    return PercentEncode(decoded ? *decoded : path, SlashEncoding::kKeep);
  }
  return PercentEncode(ResolveDots(path), SlashEncoding::kKeep);
}

Result<std::string> CanonicalQuery(std::string_view query, std::string_view without) {
  auto parameters = ParseQuery(query);
  if (!parameters) {
    return MakeError(ErrorCode::kInvalidArgument, "the query has a malformed percent-escape");
  }
  QueryParameters encoded;
  for (const auto& [name, value] : *parameters) {
    if (!without.empty() && name == without) continue;
    encoded.emplace_back(PercentEncode(name), PercentEncode(value));
  }
  std::sort(encoded.begin(), encoded.end());
  std::string canonical;
  for (const auto& [name, value] : encoded) {
    if (!canonical.empty()) canonical += '&';
    canonical += name + "=" + value;
  }
  return canonical;
}

Result<std::string> CanonicalHeaders(const HeaderList& headers,
                                     const std::vector<std::string>& signed_headers) {
  std::string canonical;
  for (const std::string& name : signed_headers) {
    canonical += name + ":";
    bool found = false;
    for (const auto& [other, value] : headers) {
      if (!EqualsIgnoringCase(name, other)) continue;
      if (found) canonical += ',';
      AppendCollapsed(value, canonical);
      found = true;
    }
    if (!found) {
      return MakeError(ErrorCode::kInvalidArgument,
                       "the signed header '" + name + "' is not in the request");
    }
    canonical += '\n';
  }
  return canonical;
}

Result<std::string> CanonicalRequest(const RequestLine& line, const HeaderList& headers,
                                     const std::vector<std::string>& signed_headers,
                                     std::string_view payload_hash, std::string_view service,
                                     std::string_view query_without) {
  ASSIGN_OR_RETURN(const std::string query, CanonicalQuery(line.query, query_without));
  ASSIGN_OR_RETURN(const std::string header_lines, CanonicalHeaders(headers, signed_headers));
  std::string request(line.method);
  request += '\n' + CanonicalPath(line.path, service) + '\n' + query + '\n' + header_lines + '\n';
  for (size_t i = 0; i < signed_headers.size(); ++i) {
    if (i > 0) request += ';';
    request += signed_headers[i];
  }
  request += '\n';
  request += payload_hash;
  return request;
}

}  // namespace tacet::aws
