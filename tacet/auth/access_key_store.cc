#include "tacet/auth/access_key_store.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "tacet/auth/private_file.h"
#include "tacet/aws/encoding.h"
#include "tacet/aws/time_format.h"
#include "tacet/base/file_lock.h"
#include "tacet/base/log.h"
#include "tacet/base/random.h"

namespace tacet::auth {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxFileBytes = 16 << 20;
constexpr size_t kMaxDescriptionBytes = 256;
constexpr int kVersion = 1;

using Keys = std::map<std::string, AccessKey, std::less<>>;

bool IsKeyId(std::string_view id) {
  return id.size() >= 4 && id.size() <= 128 && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '_';
         });
}

bool IsSecret(std::string_view secret) {
  return secret.size() >= 8 && secret.size() <= 128 &&
         std::all_of(secret.begin(), secret.end(), [](char c) { return c > ' ' && c < 127; });
}

Status CheckDescription(std::string_view description) {
  if (description.size() > kMaxDescriptionBytes) {
    return MakeError(ErrorCode::kInvalidArgument, "a key's description has at most 256 bytes");
  }
  const bool printable = std::all_of(description.begin(), description.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 32 && c != 127;
  });
  if (!printable || !aws::IsUtf8(description)) {
    return MakeError(ErrorCode::kInvalidArgument, "a key's description is one line of UTF-8 text");
  }
  return {};
}

// 20 characters like AWS's: 75 random bits in the Base32 alphabet.
std::string NewKeyId() {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string id = "TACET";
  for (const char c : RandomBytes(15)) id += kAlphabet[static_cast<unsigned char>(c) & 31];
  return id;
}

// 40 characters like AWS's: 240 random bits.
std::string NewSecret() { return aws::Base64Encode(RandomBytes(30)); }

tl::unexpected<Error> Malformed(const std::string& path) {
  return MakeError(ErrorCode::kDataLoss,
                   "'" + path +
                       "' is not a file of access keys; restore it from a copy, or remove "
                       "it and create new keys");
}

Result<Keys> Parse(const std::string& contents, const std::string& path) {
  Keys keys;
  if (contents.empty()) return keys;
  try {
    const Json json = Json::parse(contents);
    if (json.at("version").get<int>() != kVersion) {
      return MakeError(ErrorCode::kDataLoss,
                       "'" + path + "' was written by another version of Tacet");
    }
    for (const Json& entry : json.at("keys")) {
      AccessKey key;
      key.info.id = entry.at("id").get<std::string>();
      key.secret = entry.at("secret").get<std::string>();
      const auto role = ParseRole(entry.at("role").get<std::string>());
      const auto created = aws::ParseIsoMillis(entry.at("created").get<std::string>());
      key.info.description = entry.value("description", "");
      if (!role || !created || !IsKeyId(key.info.id) || !IsSecret(key.secret)) {
        return Malformed(path);
      }
      key.info.role = *role;
      key.info.created = *created;
      if (!keys.emplace(key.info.id, key).second) return Malformed(path);
    }
  } catch (const Json::exception&) {  // its text may quote a secret
    return Malformed(path);
  }
  return keys;
}

std::string Format(const Keys& keys) {
  Json list = Json::array();
  for (const auto& [id, key] : keys) {
    Json entry = {{"id", id},
                  {"secret", key.secret},
                  {"role", std::string(RoleName(key.info.role))},
                  {"created", aws::FormatIsoMillis(key.info.created)}};
    if (!key.info.description.empty()) entry["description"] = key.info.description;
    list.push_back(std::move(entry));
  }
  return Json{{"version", kVersion}, {"keys", std::move(list)}}.dump(2) + "\n";
}

}  // namespace

struct AccessKeyStore::Impl {
  Impl(std::string the_path, const Clock& the_clock)
      : path(std::move(the_path)), clock(the_clock) {}

  const std::string path;
  const Clock& clock;

  // What the file held when it was last read.
  struct Snapshot {
    std::optional<FileIdentity> identity;  // nothing: there was no file
    Keys keys;
  };
  mutable std::mutex mutex;
  mutable std::shared_ptr<const Snapshot> snapshot = std::make_shared<Snapshot>();

  Result<std::shared_ptr<const Snapshot>> Load() const {
    auto loaded = std::make_shared<Snapshot>();
    auto file = ReadPrivateFile(path, kMaxFileBytes);
    if (!file && file.error().code == ErrorCode::kNotFound) return {std::move(loaded)};
    if (!file) return tl::unexpected<Error>(file.error());
    ASSIGN_OR_RETURN(loaded->keys, Parse(file->contents, path));
    loaded->identity = file->identity;
    return {std::move(loaded)};
  }

  // The newest state of the file, or no keys at all when it cannot be had: a key that was revoked
  // must not live on because somebody broke the file.
  std::shared_ptr<const Snapshot> Current() const {
    const std::optional<FileIdentity> identity = IdentityOf(path);
    const std::lock_guard lock(mutex);
    if (snapshot->identity == identity) return snapshot;
    auto loaded = Load();
    if (loaded) {
      snapshot = std::move(*loaded);
    } else {
      LogError(LogLevel::kError, "auth.keys_unreadable", loaded.error());
      auto empty = std::make_shared<Snapshot>();
      empty->identity = identity;  // so that it is read and logged once for each state of the file
      snapshot = std::move(empty);
    }
    return snapshot;
  }

  // Reads, changes and replaces the file while no other process does.
  template <typename Change>
  Status Update(const Change& change) const {
    const std::string lock_path = path + ".lock";
    RETURN_IF_ERROR(EnsurePrivateFile(lock_path));
    ASSIGN_OR_RETURN(const FileLock lock, FileLock::Acquire(lock_path, nullptr, {}));
    ASSIGN_OR_RETURN(const auto loaded, Load());
    Keys keys = loaded->keys;
    ASSIGN_OR_RETURN(const bool changed, change(keys));
    if (!changed) return {};
    return WritePrivateFileAtomically(path, Format(keys));
  }
};

AccessKeyStore::AccessKeyStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AccessKeyStore::~AccessKeyStore() = default;

std::string AccessKeyStore::PathIn(const std::string& data_dir) {
  return data_dir + "/access-keys.json";
}

Result<std::unique_ptr<AccessKeyStore>> AccessKeyStore::Open(std::string path, const Clock& clock) {
  auto impl = std::make_unique<Impl>(std::move(path), clock);
  ASSIGN_OR_RETURN(impl->snapshot, impl->Load());
  return std::unique_ptr<AccessKeyStore>(new AccessKeyStore(std::move(impl)));
}

Result<AccessKey> AccessKeyStore::Create(Role role, std::string_view description) {
  RETURN_IF_ERROR(CheckDescription(description));
  AccessKey key;
  RETURN_IF_ERROR(impl_->Update([&](Keys& keys) -> Result<bool> {
    do {
      key.info.id = NewKeyId();
    } while (keys.contains(key.info.id));
    key.secret = NewSecret();
    key.info.role = role;
    key.info.created = impl_->clock.Now();
    key.info.description = description;
    keys.emplace(key.info.id, key);
    return true;
  }));
  return key;
}

Status AccessKeyStore::Import(std::string_view id, std::string_view secret, Role role,
                              std::string_view description) {
  if (!IsKeyId(id)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "an access key id has 4 to 128 letters, digits and underscores");
  }
  if (!IsSecret(secret)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "a secret access key has 8 to 128 printable characters without spaces");
  }
  RETURN_IF_ERROR(CheckDescription(description));
  return impl_->Update([&](Keys& keys) -> Result<bool> {
    if (const auto there = keys.find(id); there != keys.end()) {
      if (aws::ConstantTimeEquals(there->second.secret, secret)) return false;
      return MakeError(ErrorCode::kAlreadyExists,
                       "the access key " + std::string(id) +
                           " is there with another secret; revoke it first: tacet keys revoke");
    }
    AccessKey key;
    key.info = {std::string(id), role, impl_->clock.Now(), std::string(description)};
    key.secret = secret;
    keys.emplace(key.info.id, std::move(key));
    return true;
  });
}

Result<std::vector<AccessKeyInfo>> AccessKeyStore::List() const {
  ASSIGN_OR_RETURN(const auto loaded, impl_->Load());
  std::vector<AccessKeyInfo> list;
  for (const auto& [id, key] : loaded->keys) list.push_back(key.info);
  std::stable_sort(list.begin(), list.end(), [](const AccessKeyInfo& a, const AccessKeyInfo& b) {
    return a.created < b.created;
  });
  return list;
}

Status AccessKeyStore::Revoke(std::string_view id) {
  return impl_->Update([&](Keys& keys) -> Result<bool> {
    const auto there = keys.find(id);
    if (there == keys.end()) {
      return MakeError(ErrorCode::kNotFound, "there is no access key " + std::string(id) +
                                                 "; list them with: tacet keys list");
    }
    keys.erase(there);
    return true;
  });
}

std::optional<AccessKey> AccessKeyStore::Find(std::string_view id) const {
  const auto snapshot = impl_->Current();
  const auto found = snapshot->keys.find(id);
  if (found == snapshot->keys.end()) return std::nullopt;
  return found->second;
}

}  // namespace tacet::auth
