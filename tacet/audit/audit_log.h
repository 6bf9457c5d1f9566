// AuditLog: who did what to which object, in a file that shows when somebody changed it. Each line
// is one JSON object whose last member "hash" is the SHA-256 of the hash of the line before and of
// the line itself without it. Whoever can write the file can also forge all of it from some line
// on: keep a copy of the last hash elsewhere (`tacet audit verify` prints it).
//
// No record holds transcript text, a secret or a signature.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::audit {

struct AuditRecord {
  std::string action;      // ours, fixed: "object.read", "url.issued", "redaction.revealed"
  std::string actor;       // an access key's id; never its secret
  std::string role;        // of the actor
  std::string object;      // "bucket/key"; may be empty
  std::string job;         // a job's name; may be empty
  std::string request_id;  // the request's UUID
  std::string peer;        // the client's address
  std::string detail;      // what more there is to say, in our words and numbers; may be empty
};

// What Verify found.
struct AuditVerification {
  int64_t records = 0;                 // good ones, from the first on
  std::string last_hash;               // of the last good one; "" when there is none
  std::optional<int64_t> broken_line;  // the first line that does not fit, counted from 1
  std::string problem;                 // what is wrong with it
};

// Thread-safe. One process at a time: a lock on the file keeps a second one out.
class AuditLog {
 public:
  // Creates the file (mode 0600) or goes on with its chain. A last line without its line end is
  // what a crash leaves: it is cut off, and a record "log.repaired" says how many bytes it had.
  // kDataLoss when the last whole line is not a record of ours (run Verify), kUnavailable when
  // another process has the log open.
  static Result<std::unique_ptr<AuditLog>> Open(const std::string& path, const Clock& clock);
  ~AuditLog();

  // The record is on the disk when this returns. After a failure to write, what was written of it
  // is taken back; if even that fails, every later call fails as well. Whoever hands out data must
  // call this first, and not hand it out when it fails.
  Status Append(const AuditRecord& record);

  // Reads the whole file. kNotFound, kUnavailable when it cannot be read. May run while a server
  // appends; a record that is being written at that moment may show as an unfinished last line.
  static Result<AuditVerification> Verify(const std::string& path);

  // The file's name inside a data directory.
  static std::string PathIn(const std::string& data_dir);

 private:
  struct Impl;
  explicit AuditLog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tacet::audit
