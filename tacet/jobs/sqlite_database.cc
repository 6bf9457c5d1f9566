#include "tacet/jobs/sqlite_database.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "tacet/base/file.h"
#include "tacet/base/file_descriptor.h"
#include "tacet/jobs/migrations.h"
#include "tacet/jobs/sqlite.h"

namespace tacet::jobs {
namespace {

constexpr int kReaders = 2;
// More writes than this do not wait for one flush: the first of them would wait too long.
constexpr size_t kMaxBatch = 128;
constexpr int64_t kApplicationId = 0x54614a62;  // "TaJb": tells our file from any other
constexpr int64_t kPageBytes = 4096;

// Makes the file if it is absent, so that it is never readable by others.
Status MakePrivateFile(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (file.get() < 0 || ::fchmod(file.get(), 0600) != 0) {
    const int error = errno;
    return MakeError(
        error == EACCES || error == EPERM ? ErrorCode::kPermissionDenied : ErrorCode::kUnavailable,
        "the database '" + path + "' cannot be opened: " + std::strerror(error));
  }
  // A new name in a folder outlives a crash only once the folder is flushed.
  const FileDescriptor folder(::open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) ::fsync(folder.get());
  return {};
}

Status CheckWhole(SqliteConnection& connection, const std::string& path) {
  ASSIGN_OR_RETURN(SqliteStatement check, connection.Query("PRAGMA quick_check(1)"));
  ASSIGN_OR_RETURN(const bool found, check.Step());
  if (found && check.Text(0) == "ok") return {};
  return MakeError(ErrorCode::kDataLoss,
                   "the database '" + path + "' is damaged; put a backup in its place");
}

}  // namespace

struct SqliteDatabase::Waiting {
  const Work& work;
  Status status;
  bool done = false;
};

SqliteDatabase::~SqliteDatabase() = default;

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::Open(const SqliteOptions& options) {
  RETURN_IF_ERROR(MakePrivateFile(options.path));
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase());
  if (Status status = database->Begin(options); !status) {
    Error error = std::move(status).error();
    if (error.message.find(options.path) == std::string::npos) {
      error.message += " ('" + options.path + "')";
    }
    return tl::unexpected<Error>(std::move(error));
  }
  return database;
}

Status SqliteDatabase::Begin(const SqliteOptions& options) {
  ASSIGN_OR_RETURN(writer_,
                   SqliteConnection::Open(options.path, SqliteConnection::Access::kReadWrite));
  RETURN_IF_ERROR(
      writer_->RunScript("PRAGMA journal_mode = WAL;"
                         "PRAGMA journal_size_limit = 67108864;"));
  if (options.max_bytes > 0) {
    RETURN_IF_ERROR(writer_->RunScript("PRAGMA max_page_count = " +
                                       std::to_string(options.max_bytes / kPageBytes)));
  }
  RETURN_IF_ERROR(CheckWhole(*writer_, options.path));
  RETURN_IF_ERROR(Migrate(*writer_));

  ASSIGN_OR_RETURN(
      SqliteStatement key,
      writer_->Query("SELECT hex(value) FROM settings WHERE name = ?", "page_token_key"));
  ASSIGN_OR_RETURN(const bool found, key.Step());
  const std::string digits = found ? key.Text(0) : std::string();
  if (digits.size() != 2 * page_token_key_.size()) {
    return MakeError(ErrorCode::kDataLoss, "the database has no key for page tokens");
  }
  for (size_t i = 0; i < page_token_key_.size(); ++i) {
    page_token_key_[i] =
        static_cast<uint8_t>(std::stoul(digits.substr(2 * i, 2), nullptr, /*base=*/16));
  }
  for (int i = 0; i < kReaders; ++i) {
    ASSIGN_OR_RETURN(auto reader,
                     SqliteConnection::Open(options.path, SqliteConnection::Access::kRead));
    readers_.push_back(std::move(reader));
  }
  return {};
}

Status SqliteDatabase::Migrate(SqliteConnection& connection) {
  ASSIGN_OR_RETURN(const int64_t version, connection.QueryInt("PRAGMA user_version"));
  ASSIGN_OR_RETURN(const int64_t application, connection.QueryInt("PRAGMA application_id"));
  ASSIGN_OR_RETURN(const int64_t objects,
                   connection.QueryInt("SELECT count(*) FROM sqlite_schema"));
  const bool empty = version == 0 && application == 0 && objects == 0;
  if (!empty && application != kApplicationId) {
    return MakeError(ErrorCode::kDataLoss,
                     "the file is a database of another program; give another path");
  }
  const auto migrations = Migrations();
  if (version < 0 || static_cast<size_t>(version) > migrations.size()) {
    return MakeError(ErrorCode::kDataLoss,
                     "the database is of version " + std::to_string(version) +
                         ", which this program does not know; use the Tacet that wrote it, or a "
                         "later one");
  }
  for (size_t i = static_cast<size_t>(version); i < migrations.size(); ++i) {
    RETURN_IF_ERROR(connection.RunScript("BEGIN IMMEDIATE"));
    const Status status = connection.RunScript(
        std::string(migrations[i]) + "PRAGMA user_version = " + std::to_string(i + 1) + ";" +
        "PRAGMA application_id = " + std::to_string(kApplicationId) + "; COMMIT;");
    if (!status) {
      if (connection.in_transaction()) (void)connection.RunScript("ROLLBACK");
      return status;
    }
  }
  return {};
}

Status SqliteDatabase::Write(const Work& work) {
  Waiting mine{work, {}, false};
  std::unique_lock lock(write_mutex_);
  waiting_.push_back(&mine);
  written_.wait(lock, [&] { return mine.done || !writing_; });
  if (mine.done) return std::move(mine.status);

  // This thread leads: it writes what waits by now, its own among it, in one transaction.
  writing_ = true;
  std::vector<Waiting*> batch;
  if (waiting_.size() <= kMaxBatch) {
    batch.swap(waiting_);
  } else {
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(kMaxBatch);
    batch.assign(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    if (std::find(batch.begin(), batch.end(), &mine) == batch.end()) {
      std::swap(*batch.rbegin(), *std::find(waiting_.begin(), waiting_.end(), &mine));
    }
  }
  lock.unlock();
  WriteAll(batch);
  lock.lock();
  for (Waiting* each : batch) each->done = true;
  writing_ = false;
  written_.notify_all();
  return std::move(mine.status);
}

void SqliteDatabase::WriteAll(const std::vector<Waiting*>& batch) {
  Status status = WriteEach(batch);
  if (status) return;
  if (writer_->in_transaction()) (void)writer_->RunScript("ROLLBACK");
  // Nothing of the batch is there, whatever each of them did.
  for (Waiting* each : batch) {
    if (each->status) each->status = status;
  }
}

Status SqliteDatabase::WriteEach(const std::vector<Waiting*>& batch) {
  RETURN_IF_ERROR(writer_->Run("BEGIN IMMEDIATE"));
  for (Waiting* each : batch) {
    RETURN_IF_ERROR(writer_->Run("SAVEPOINT one"));
    each->status = each->work(*writer_);
    if (!each->status) {
      if (!writer_->in_transaction()) {
        return tl::unexpected<Error>(each->status.error());  // a full disk ends all of it
      }
      RETURN_IF_ERROR(writer_->Run("ROLLBACK TO one"));
    }
    RETURN_IF_ERROR(writer_->Run("RELEASE one"));
  }
  return writer_->Run("COMMIT");
}

Status SqliteDatabase::Read(const Work& work) {
  std::unique_lock lock(read_mutex_);
  reader_free_.wait(lock, [&] { return !readers_.empty(); });
  std::unique_ptr<SqliteConnection> reader = std::move(readers_.back());
  readers_.pop_back();
  lock.unlock();
  Status status = reader->Run("BEGIN");
  if (status) {
    status = work(*reader);
    const Status ended = reader->Run("COMMIT");
    if (status && !ended) status = ended;
  }
  lock.lock();
  readers_.push_back(std::move(reader));
  lock.unlock();
  reader_free_.notify_one();
  return status;
}

}  // namespace tacet::jobs
