// SqliteDatabase: the one file that jobs and vocabularies are stored in.
//
// WAL with full synchronisation: what a write returned is on the disk. Writes of several threads
// that wait at the same time share one transaction and one flush, which is what makes hundreds of
// new jobs a second possible; each still succeeds or fails on its own. Reads have connections of
// their own and do not wait for writes.
//
// The file is readable by its owner only.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/jobs/page_token.h"

namespace tacet::jobs {

class SqliteConnection;

struct SqliteOptions {
  std::string path;       // made if absent; its folder must exist
  int64_t max_bytes = 0;  // how large the file may grow; 0 = as the disk allows
};

// Thread-safe.
class SqliteDatabase {
 public:
  // Opens the file, checks it whole and brings it up to date. kDataLoss when it is damaged, is no
  // database of Tacet or one of a later version; kUnavailable, kPermissionDenied.
  static Result<std::unique_ptr<SqliteDatabase>> Open(const SqliteOptions& options);
  ~SqliteDatabase();

  using Work = std::function<Status(SqliteConnection&)>;

  // Runs `work` in a transaction, perhaps on another thread, and returns its error or, once
  // everything is on the disk, success. After an error nothing that it wrote is there; what it set
  // outside the database does not count.
  Status Write(const Work& work);

  // Runs `work` in a transaction of its own that sees one state of the database.
  Status Read(const Work& work);

  const PageTokenKey& page_token_key() const { return page_token_key_; }

 private:
  struct Waiting;

  SqliteDatabase() = default;
  Status Begin(const SqliteOptions& options);
  Status Migrate(SqliteConnection& connection);
  void WriteAll(const std::vector<Waiting*>& batch);
  Status WriteEach(const std::vector<Waiting*>& batch);

  PageTokenKey page_token_key_ = {};
  std::unique_ptr<SqliteConnection> writer_;  // of the thread that leads the present batch

  std::mutex write_mutex_;  // guards the next two
  std::condition_variable written_;
  std::vector<Waiting*> waiting_;
  bool writing_ = false;

  std::mutex read_mutex_;  // guards the next
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<SqliteConnection>> readers_;  // those not in use
};

}  // namespace tacet::jobs
