#include "tacet/audit/audit_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "tacet/audit/audit_chain.h"
#include "tacet/base/file_descriptor.h"

namespace tacet::audit {
namespace {

// The end of an existing log.
struct Tail {
  std::string last_hash{kFirstHash};
  int64_t whole_bytes = 0;  // of all finished lines
  int64_t torn_bytes = 0;   // after the last line end
};

Result<Tail> ReadTail(const FileDescriptor& file, int64_t size, const std::string& path) {
  Tail tail;
  if (size == 0) return tail;
  // Enough for a whole line and a torn one behind it.
  const int64_t begin = std::max<int64_t>(0, size - 2 * static_cast<int64_t>(kMaxLineBytes) - 2);
  std::vector<char> buffer(static_cast<size_t>(size - begin));
  const std::optional<size_t> count = ReadAt(file, begin, buffer);
  if (!count) return FileError("read the audit log", path);
  const std::string_view text(buffer.data(), *count);
  const size_t last_end = text.rfind('\n');
  const size_t whole = last_end == std::string_view::npos ? 0 : last_end + 1;
  tail.torn_bytes = static_cast<int64_t>(text.size() - whole);
  tail.whole_bytes = begin + static_cast<int64_t>(whole);
  if (tail.whole_bytes == 0) return tail;
  std::string_view line = text.substr(0, whole > 0 ? whole - 1 : 0);
  if (const size_t before = line.rfind('\n'); before != std::string_view::npos) {
    line.remove_prefix(before + 1);
  }
  auto hash = HashOfLine(line);
  if (whole == 0 || !hash) {
    return MakeError(ErrorCode::kDataLoss,
                     "the last line of the audit log '" + path +
                         "' is damaged; look with: tacet audit verify. To start a new log, move "
                         "this one away");
  }
  tail.last_hash = std::move(*hash);
  return tail;
}

}  // namespace

struct AuditLog::Impl {
  Impl(FileDescriptor the_file, std::string the_path, const Clock& the_clock)
      : file(std::move(the_file)), path(std::move(the_path)), clock(the_clock) {}

  Status Append(const AuditRecord& record, std::string_view note);
  Status Write(const std::string& line);
  Status Flush(uint64_t up_to);

  const FileDescriptor file;
  const std::string path;
  const Clock& clock;

  std::mutex write_mutex;
  std::string last_hash;
  int64_t size = 0;
  uint64_t written = 0;  // records since the log was opened
  bool broken = false;

  // Taken without write_mutex: records that come during a flush share the next one.
  std::mutex flush_mutex;
  uint64_t flushed = 0;
};

Status AuditLog::Impl::Write(const std::string& line) {
  if (WriteAll(file, line)) return {};
  const tl::unexpected<Error> error = FileError("write the audit log", path);
  broken = ::ftruncate(file.get(), size) != 0;
  return error;
}

Status AuditLog::Impl::Flush(uint64_t up_to) {
  const std::lock_guard lock(flush_mutex);
  if (flushed >= up_to) return {};
  uint64_t covers = 0;
  {
    const std::lock_guard write_lock(write_mutex);
    covers = written;
  }
  if (::fdatasync(file.get()) != 0) {
    // The kernel may have dropped the pages: nothing after this can be promised.
    const tl::unexpected<Error> error = FileError("flush the audit log", path);
    const std::lock_guard write_lock(write_mutex);
    broken = true;
    return error;
  }
  flushed = covers;
  return {};
}

Status AuditLog::Impl::Append(const AuditRecord& record, std::string_view note) {
  uint64_t mine = 0;
  {
    const std::lock_guard lock(write_mutex);
    if (broken) {
      return MakeError(ErrorCode::kUnavailable,
                       "the audit log '" + path + "' could not be written before; restart Tacet");
    }
    const std::string line = FormatLine(record, note, clock.Now(), last_hash) + "\n";
    if (line.size() > kMaxLineBytes) {
      return MakeError(ErrorCode::kInvalidArgument, "an audit record has at most 32 KiB");
    }
    RETURN_IF_ERROR(Write(line));
    ASSIGN_OR_RETURN(last_hash, HashOfLine(std::string_view(line).substr(0, line.size() - 1)));
    size += static_cast<int64_t>(line.size());
    mine = ++written;
  }
  return Flush(mine);
}

AuditLog::AuditLog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AuditLog::~AuditLog() = default;

std::string AuditLog::PathIn(const std::string& data_dir) { return data_dir + "/audit.log"; }

Result<std::unique_ptr<AuditLog>> AuditLog::Open(const std::string& path, const Clock& clock) {
  FileDescriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600));
  if (file.get() < 0) return FileError("open the audit log", path);
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0) return FileError("open the audit log", path);
  if (!S_ISREG(info.st_mode) || (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return MakeError(ErrorCode::kPermissionDenied,
                     "the audit log '" + path +
                         "' must be a file that is open to its owner only; run: chmod 600");
  }
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    return MakeError(ErrorCode::kUnavailable,
                     "another process writes the audit log '" + path + "'");
  }
  ASSIGN_OR_RETURN(Tail tail, ReadTail(file, info.st_size, path));
  auto impl = std::make_unique<Impl>(std::move(file), path, clock);
  impl->last_hash = std::move(tail.last_hash);
  impl->size = tail.whole_bytes;
  if (tail.torn_bytes > 0) {
    if (::ftruncate(impl->file.get(), tail.whole_bytes) != 0)
      return FileError("repair the audit log", path);
    RETURN_IF_ERROR(impl->Append({.action = "log.repaired"},
                                 "cut off " + std::to_string(tail.torn_bytes) +
                                     " bytes of a record that a crash left unfinished"));
  }
  return std::unique_ptr<AuditLog>(new AuditLog(std::move(impl)));
}

Status AuditLog::Append(const AuditRecord& record) { return impl_->Append(record, {}); }

Result<AuditVerification> AuditLog::Verify(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return FileError("open the audit log", path);
  AuditVerification result;
  const auto broken = [&result](std::string problem) {
    result.broken_line = result.records + 1;
    result.problem = std::move(problem);
    return result;
  };
  std::vector<char> buffer(256 * 1024);
  std::string line;
  int64_t offset = 0;
  for (;;) {
    const std::optional<size_t> count = ReadAt(file, offset, buffer);
    if (!count) return FileError("read the audit log", path);
    if (*count == 0) break;
    offset += static_cast<int64_t>(*count);
    std::string_view rest(buffer.data(), *count);
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      line += rest.substr(0, end);
      if (line.size() > kMaxLineBytes) return broken("it is longer than any record");
      if (end == rest.size()) break;
      auto hash = CheckLine(line, result.records == 0 ? kFirstHash : result.last_hash);
      if (!hash) return broken(hash.error().message);
      result.last_hash = std::move(*hash);
      ++result.records;
      line.clear();
      rest.remove_prefix(end + 1);
    }
  }
  if (!line.empty()) return broken("it is unfinished: a crash, or a server writes it just now");
  return result;
}

}  // namespace tacet::audit
