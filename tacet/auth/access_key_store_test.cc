#include "tacet/auth/access_key_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <thread>

#include "tacet/base/file.h"
#include "tacet/base/log.h"
#include "tacet/base/temp_dir.h"

namespace tacet::auth {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class AccessKeyStoreTest : public testing::Test {
 protected:
  AccessKeyStoreTest() : dir_(TempDir::Create().value()) { SetLogLevel(LogLevel::kOff); }
  ~AccessKeyStoreTest() override { SetLogLevel(LogLevel::kInfo); }

  std::string Path() const { return AccessKeyStore::PathIn(dir_.path()); }
  std::unique_ptr<AccessKeyStore> Open() { return AccessKeyStore::Open(Path(), clock_).value(); }
  void Replace(const std::string& contents) {
    ASSERT_TRUE(WriteFileAtomically(Path(), contents));
    ASSERT_EQ(chmod(Path().c_str(), 0600), 0);
  }

  TempDir dir_;
  FakeClock clock_;
};

TEST_F(AccessKeyStoreTest, CreatesKeysLikeAwsOnes) {
  const auto store = Open();
  const auto key = store->Create(Role::kSubmit, "the call centre");
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_THAT(key->info.id, MatchesRegex("TACET[A-Z2-7]{15}"));
  EXPECT_THAT(key->secret, MatchesRegex("[A-Za-z0-9+/]{40}"));
  EXPECT_EQ(key->info.created, clock_.Now());

  const auto found = store->Find(key->info.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->secret, key->secret);
  EXPECT_EQ(found->info.role, Role::kSubmit);
  EXPECT_EQ(found->info.description, "the call centre");
  EXPECT_FALSE(store->Find("TACETAAAAAAAAAAAAAAA"));
  EXPECT_FALSE(store->Find(""));
}

TEST_F(AccessKeyStoreTest, MakesKeysThatDiffer) {
  const auto store = Open();
  std::set<std::string> ids;
  std::set<std::string> secrets;
  for (int i = 0; i < 20; ++i) {
    const auto key = store->Create(Role::kAdmin, "").value();
    ids.insert(key.info.id);
    secrets.insert(key.secret);
  }
  EXPECT_EQ(ids.size(), 20u);
  EXPECT_EQ(secrets.size(), 20u);
}

TEST_F(AccessKeyStoreTest, WritesAFileForItsOwnerOnly) {
  ASSERT_TRUE(Open()->Create(Role::kAdmin, ""));
  for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) {
    EXPECT_EQ(entry.status().permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << entry.path();
  }
}

TEST_F(AccessKeyStoreTest, RefusesAFileThatOthersCanRead) {
  ASSERT_TRUE(Open()->Create(Role::kAdmin, ""));
  for (const mode_t mode : {0640u, 0604u, 0620u, 0601u}) {
    ASSERT_EQ(chmod(Path().c_str(), mode), 0);
    const auto opened = AccessKeyStore::Open(Path(), clock_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kPermissionDenied);
    EXPECT_THAT(opened.error().message, HasSubstr("chmod 600"));
  }
}

TEST_F(AccessKeyStoreTest, KeepsNoKeyWhileItsFileIsOpenToOthers) {
  const auto store = Open();
  const auto key = store->Create(Role::kAdmin, "").value();
  ASSERT_TRUE(store->Find(key.info.id));
  ASSERT_EQ(chmod(Path().c_str(), 0644), 0);
  EXPECT_FALSE(store->Find(key.info.id));
  ASSERT_EQ(chmod(Path().c_str(), 0600), 0);
  EXPECT_TRUE(store->Find(key.info.id));
}

TEST_F(AccessKeyStoreTest, SeesAtOnceWhatAnotherProcessChanged) {
  const auto server = Open();
  const auto command = Open();
  const auto key = command->Create(Role::kReadRedacted, "").value();
  ASSERT_TRUE(server->Find(key.info.id));
  EXPECT_EQ(server->Find(key.info.id)->info.role, Role::kReadRedacted);
  ASSERT_TRUE(command->Revoke(key.info.id));
  EXPECT_FALSE(server->Find(key.info.id));
  std::filesystem::remove(Path());
  EXPECT_TRUE(server->List()->empty());
}

TEST_F(AccessKeyStoreTest, ListsByAgeWithoutSecrets) {
  const auto store = Open();
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(store->Create(Role::kSubmit, std::to_string(i)).value().info.id);
    clock_.Advance(std::chrono::seconds(1));
  }
  const auto list = store->List();
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 3u);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ((*list)[i].id, ids[i]);
}

TEST_F(AccessKeyStoreTest, RevokesOnlyWhatIsThere) {
  const auto store = Open();
  const auto missing = store->Revoke("TACETAAAAAAAAAAAAAAA");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST_F(AccessKeyStoreTest, TakesOverAKeyOnceAndKeepsItsSecret) {
  const auto store = Open();
  ASSERT_TRUE(store->Import("AKIDEXAMPLE", "fakesecretkey", Role::kAdmin, "environment"));
  ASSERT_TRUE(store->Import("AKIDEXAMPLE", "fakesecretkey", Role::kSubmit, ""));
  EXPECT_EQ(store->Find("AKIDEXAMPLE")->info.role, Role::kAdmin);
  const auto other = store->Import("AKIDEXAMPLE", "anothersecret", Role::kAdmin, "");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(other.error().message, Not(HasSubstr("secret\"")));
  EXPECT_EQ(store->Find("AKIDEXAMPLE")->secret, "fakesecretkey");
}

TEST_F(AccessKeyStoreTest, RefusesMalformedKeysAndDescriptions) {
  const auto store = Open();
  for (const char* id : {"", "abc", "has space", "a/bcd", "a,bcd", "tacet-service-0"}) {
    EXPECT_FALSE(store->Import(id, "fakesecretkey", Role::kAdmin, "")) << id;
  }
  for (const char* secret : {"", "short", "with a space", "with\nline"}) {
    EXPECT_FALSE(store->Import("AKIDEXAMPLE", secret, Role::kAdmin, "")) << secret;
  }
  EXPECT_FALSE(store->Create(Role::kAdmin, "two\nlines"));
  EXPECT_FALSE(store->Create(Role::kAdmin, "\xff"));
  EXPECT_FALSE(store->Create(Role::kAdmin, std::string(257, 'a')));
  EXPECT_TRUE(store->Create(Role::kAdmin, std::string(256, 'a')));
}

TEST_F(AccessKeyStoreTest, RefusesADamagedFileWithoutQuotingIt) {
  const std::string key = R"({"id":"AKIDEXAMPLE","secret":"canarysecret","role":"admin",)"
                          R"("created":"2026-11-24T04:00:00.000Z"})";
  const auto file = [](const std::string& keys) {
    return R"({"version":1,"keys":[)" + keys + "]}";
  };
  Replace(file(key));
  ASSERT_TRUE(Open()->Find("AKIDEXAMPLE"));
  for (const std::string& contents : std::vector<std::string>{
           "{", "[]", "{}", R"({"version":2,"keys":[]})", R"({"version":1})",
           R"({"version":1,"keys":[)" + key + "}", file(key + "," + key),
           file(R"({"id":"AKIDEXAMPLE","secret":"canarysecret","role":"root","created":"x"})"),
           file(R"({"id":"AKIDEXAMPLE","secret":7,"role":"admin"})")}) {
    Replace(contents);
    const auto opened = AccessKeyStore::Open(Path(), clock_);
    ASSERT_FALSE(opened) << contents;
    EXPECT_EQ(opened.error().code, ErrorCode::kDataLoss);
    EXPECT_THAT(opened.error().message + opened.error().detail, Not(HasSubstr("canary")));
  }
}

TEST_F(AccessKeyStoreTest, ChangesOfManyThreadsAndStoresAllCount) {
  const auto server = Open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this] {
      const auto store = Open();
      for (int i = 0; i < 5; ++i) {
        const auto key = store->Create(Role::kSubmit, "");
        ASSERT_TRUE(key) << key.error().message;
        EXPECT_TRUE(store->Find(key->info.id));
      }
    });
  }
  for (int i = 0; i < 200; ++i) (void)server->Find("TACETAAAAAAAAAAAAAAA");
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(server->List()->size(), 20u);
}

// `sudo tacet keys create` for a service that runs as another user.
TEST_F(AccessKeyStoreTest, RootWritesInTheNameOfTheFoldersOwner) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  constexpr uid_t kServiceUser = 65534;
  ASSERT_EQ(chown(dir_.path().c_str(), kServiceUser, kServiceUser), 0);
  ASSERT_TRUE(Open()->Create(Role::kAdmin, ""));
  for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) {
    struct stat info = {};
    ASSERT_EQ(stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_uid, kServiceUser) << entry.path();
    EXPECT_EQ(info.st_mode & 0777, 0600u) << entry.path();
  }
}

TEST_F(AccessKeyStoreTest, MakesItsFolder) {
  const std::string path = dir_.path() + "/a/b/access-keys.json";
  const auto store = AccessKeyStore::Open(path, clock_).value();
  ASSERT_TRUE(store->Create(Role::kAdmin, ""));
  EXPECT_EQ(std::filesystem::status(dir_.path() + "/a/b").permissions(),
            std::filesystem::perms::owner_all);
}

}  // namespace
}  // namespace tacet::auth
