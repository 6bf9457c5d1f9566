#include "tacet/jobs/sqlite.h"

namespace tacet::jobs {
namespace {

constexpr int kBusyTimeoutMs = 5000;

ErrorCode CodeOf(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return ErrorCode::kResourceExhausted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return ErrorCode::kDataLoss;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return ErrorCode::kPermissionDenied;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
      return ErrorCode::kUnavailable;
    default:
      return ErrorCode::kInternal;
  }
}

std::string Advice(ErrorCode code) {
  if (code == ErrorCode::kResourceExhausted) return ": no space is left for it; free some";
  if (code == ErrorCode::kDataLoss) {
    return ": the file is damaged or no database of Tacet; put a backup in its place";
  }
  if (code == ErrorCode::kPermissionDenied) return ": the file may not be written";
  if (code == ErrorCode::kUnavailable) return ": the file is busy or its disk fails; try again";
  return {};
}

}  // namespace

tl::unexpected<Error> SqliteError(int code, const std::string& message) {
  const ErrorCode error_code = CodeOf(code);
  return MakeError(error_code, message + Advice(error_code),
                   "SQLite " + std::to_string(code) + ": " + sqlite3_errstr(code));
}

SqliteStatement::~SqliteStatement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void SqliteStatement::Bind(int parameter, int64_t value) {
  const int code = sqlite3_bind_int64(statement_, parameter, value);
  if (code != SQLITE_OK) bind_code_ = code;
}

void SqliteStatement::Bind(int parameter, std::string_view value) {
  const int code = sqlite3_bind_text64(statement_, parameter, value.data(), value.size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) bind_code_ = code;
}

Result<bool> SqliteStatement::Step() {
  const int code = bind_code_ != SQLITE_OK ? bind_code_ : sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return SqliteError(code, "the database of jobs failed");
}

std::string SqliteStatement::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return std::string(text, static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(const std::string& path,
                                                                 Access access) {
  sqlite3* database = nullptr;
  const int flags = (access == Access::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
  const int code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  if (code != SQLITE_OK) {
    sqlite3_close(database);
    return SqliteError(code, "the database '" + path + "' cannot be opened");
  }
  auto connection = std::unique_ptr<SqliteConnection>(new SqliteConnection(database));
  sqlite3_busy_timeout(database, kBusyTimeoutMs);
  // A file from elsewhere can do no more than be read and written.
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  RETURN_IF_ERROR(connection->RunScript(
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA cell_size_check = ON;"
      "PRAGMA mmap_size = 0;"
      "PRAGMA temp_store = MEMORY;"
      "PRAGMA foreign_keys = ON;"
      "PRAGMA synchronous = FULL;"
      // What was deleted is overwritten: a deleted job leaves its names nowhere in the file.
      "PRAGMA secure_delete = ON;"));
  return connection;
}

SqliteConnection::~SqliteConnection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Result<SqliteStatement> SqliteConnection::Prepare(const char* sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (statement == nullptr) {
    const int code =
        sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
      statements_.erase(sql);
      auto error = SqliteError(code, "the database of jobs failed");
      error.value().detail += std::string("; ") + sqlite3_errmsg(database_);
      return error;
    }
  }
  return SqliteStatement(statement);
}

Status SqliteConnection::RunScript(const std::string& sql) {
  const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return {};
  auto error = SqliteError(code, "the database of jobs failed");
  error.value().detail += std::string("; ") + sqlite3_errmsg(database_);
  return error;
}

}  // namespace tacet::jobs
