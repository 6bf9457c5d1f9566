#include "tacet/console/console_files.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "tacet/aws/checksum.h"
#include "tacet/base/file.h"

namespace tacet::console {
namespace {

namespace fs = std::filesystem;

constexpr char kStartPage[] = "index.html";
constexpr std::string_view kGzipEnding = ".gz";
// A console has some dozens of files and a few megabytes; what has more is another folder, named by
// mistake.
constexpr size_t kMaxFiles = 2000;
constexpr uint64_t kMaxBytes = uint64_t{64} << 20;
constexpr size_t kEtagDigits = 32;

constexpr std::pair<std::string_view, std::string_view> kContentTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".wav", "audio/wav"},
    {".mp3", "audio/mpeg"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/plain; charset=utf-8"},
};

}  // namespace

std::string_view ContentTypeOf(std::string_view name) {
  for (const auto& [ending, type] : kContentTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

Result<ConsoleFiles> ConsoleFiles::Read(const std::string& folder) {
  std::error_code error;
  if (!fs::is_regular_file(fs::path(folder) / kStartPage, error)) {
    return MakeError(ErrorCode::kNotFound, "there is no web console in '" + folder + "'");
  }
  ConsoleFiles files;
  std::map<std::string, std::string> compressed;
  uint64_t bytes_left = kMaxBytes;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const fs::path name = entry->path().lexically_relative(folder);
    if (name.filename().string().starts_with('.')) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_symlink(error) || !entry->is_regular_file(error)) continue;
    if (files.files_.size() + compressed.size() >= kMaxFiles) {
      return MakeError(ErrorCode::kInvalidArgument, "'" + folder + "' has too many files");
    }
    Result<std::string> bytes = ReadFile(entry->path().string(), bytes_left);
    if (!bytes && bytes.error().code == ErrorCode::kNotFound) continue;
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    bytes_left -= bytes->size();
    std::string key = name.generic_string();
    if (key.ends_with(kGzipEnding)) {
      key.resize(key.size() - kGzipEnding.size());
      compressed[std::move(key)] = *std::move(bytes);
      continue;
    }
    const std::string_view type = ContentTypeOf(key);
    std::string etag = aws::Sha256Hex(*bytes).substr(0, kEtagDigits);
    files.files_[std::move(key)] = {
        .bytes = *std::move(bytes), .gzip = "", .etag = std::move(etag), .content_type = type};
  }
  if (error) {
    return MakeError(ErrorCode::kUnavailable,
                     "cannot read the folder '" + folder + "': " + error.message());
  }
  for (auto& [name, bytes] : compressed) {
    const auto file = files.files_.find(name);
    if (file != files.files_.end() && bytes.size() < file->second.bytes.size()) {
      file->second.gzip = std::move(bytes);
    }
  }
  return files;
}

const ConsoleFile* ConsoleFiles::Find(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace tacet::console
