// AccessKeyStore: the access keys that clients sign with, in one JSON file that `tacet keys` edits
// and a running server reads. Owns the file and a lock file beside it. A signature can only be
// verified with the secret itself, so the secrets are in the file: it is readable by its owner
// alone, and refused when others can read it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/auth/role.h"
#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::auth {

// What may be shown of a key.
struct AccessKeyInfo {
  std::string id;  // 4 to 128 characters of A-Z a-z 0-9 _ (AWS's own have 20)
  Role role = Role::kReadRedacted;
  Time created;
  std::string description;  // UTF-8, at most 256 bytes; may be empty
};

struct AccessKey {
  AccessKeyInfo info;
  std::string secret;
};

// Thread-safe, also against other processes.
class AccessKeyStore {
 public:
  // `path` need not exist: there are no keys then. kPermissionDenied when it can be read by others
  // than its owner or belongs to another user, kDataLoss when it is malformed.
  static Result<std::unique_ptr<AccessKeyStore>> Open(std::string path, const Clock& clock);
  ~AccessKeyStore();

  // A new key of 20 upper-case characters with a secret of 40; the only time the secret is shown.
  Result<AccessKey> Create(Role role, std::string_view description);
  // Takes over a key that was made elsewhere. Success and no change when the same id and secret are
  // there; kAlreadyExists when the id has another secret. kInvalidArgument for an id or secret that
  // is malformed (a secret has 8 to 128 printable characters without spaces).
  Status Import(std::string_view id, std::string_view secret, Role role,
                std::string_view description);
  // By creation time, then id.
  Result<std::vector<AccessKeyInfo>> List() const;
  // kNotFound when there is none of that id. Takes effect at the next request of every process.
  Status Revoke(std::string_view id);

  // Looks at the file's date each time (a system call) and reads it again when it changed. When it
  // can no longer be read there are no keys, and the log says why.
  std::optional<AccessKey> Find(std::string_view id) const;

  // The file's name inside a data directory.
  static std::string PathIn(const std::string& data_dir);

 private:
  struct Impl;
  explicit AccessKeyStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tacet::auth
