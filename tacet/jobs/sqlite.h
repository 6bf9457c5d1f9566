// A thin RAII layer over SQLite: one connection and its statements. Private to jobs/.
//
//   ASSIGN_OR_RETURN(SqliteStatement row, connection.Query("SELECT a FROM t WHERE b = ?", 5));
//   while (true) {
//     ASSIGN_OR_RETURN(const bool found, row.Step());
//     if (!found) break;
//     Use(row.Text(0));
//   }
//
// Not thread-safe: a connection and its statements belong to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "tacet/base/result.h"

namespace tacet::jobs {

// kResourceExhausted for a full disk, kDataLoss for a damaged file or one that is no database,
// kPermissionDenied, kUnavailable for a busy database or a failing disk, else kInternal. No value
// that was bound is in it.
tl::unexpected<Error> SqliteError(int code, const std::string& message);

// A statement in use; goes back to its connection, ready for its next use, when it goes out of
// scope.
class SqliteStatement {
 public:
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  SqliteStatement(SqliteStatement&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)) {}
  SqliteStatement& operator=(SqliteStatement&&) = delete;
  ~SqliteStatement();

  // Parameters count from 1. Texts are copied. A failure shows at the next Step().
  void Bind(int parameter, int64_t value);
  void Bind(int parameter, int value) { Bind(parameter, static_cast<int64_t>(value)); }
  void Bind(int parameter, std::string_view value);
  void Bind(int parameter, const std::string& value) { Bind(parameter, std::string_view(value)); }
  void Bind(int parameter, const char* value) { Bind(parameter, std::string_view(value)); }
  template <typename T>
  void Bind(int parameter, const std::optional<T>& value) {
    if (value) Bind(parameter, *value);  // else it stays NULL
  }

  // Whether there is a row, which the columns then are of.
  Result<bool> Step();

  // Columns count from 0.
  int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string Text(int column) const;
  bool IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  sqlite3_stmt* statement_;
  int bind_code_ = SQLITE_OK;
};

class SqliteConnection {
 public:
  enum class Access { kRead, kReadWrite };

  // The file must exist.
  static Result<std::unique_ptr<SqliteConnection>> Open(const std::string& path, Access access);

  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  // A statement with its parameters bound. `sql` is prepared once and kept: it must be a literal.
  template <typename... Values>
  Result<SqliteStatement> Query(const char* sql, const Values&... values) {
    ASSIGN_OR_RETURN(SqliteStatement statement, Prepare(sql));
    int parameter = 0;
    (statement.Bind(++parameter, values), ...);
    return statement;
  }
  // The same for a statement whose rows do not matter.
  template <typename... Values>
  Status Run(const char* sql, const Values&... values) {
    ASSIGN_OR_RETURN(SqliteStatement statement, Query(sql, values...));
    RETURN_IF_ERROR(statement.Step());
    return {};
  }
  // The first column of the first row of a statement that has one.
  template <typename... Values>
  Result<int64_t> QueryInt(const char* sql, const Values&... values) {
    ASSIGN_OR_RETURN(SqliteStatement statement, Query(sql, values...));
    ASSIGN_OR_RETURN(const bool found, statement.Step());
    return found ? statement.Int(0) : 0;
  }
  // Any number of statements without parameters, not kept.
  Status RunScript(const std::string& sql);

  // How many rows the last statement changed.
  int64_t changed_rows() const { return sqlite3_changes64(database_); }
  // Some errors end the transaction by themselves.
  bool in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

 private:
  explicit SqliteConnection(sqlite3* database) : database_(database) {}
  Result<SqliteStatement> Prepare(const char* sql);

  sqlite3* const database_;
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

}  // namespace tacet::jobs
