#include "tacet/audit/audit_log.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"

namespace tacet::audit {
namespace {

using ::testing::HasSubstr;

class AuditLogTest : public testing::Test {
 protected:
  AuditLogTest() : dir_(TempDir::Create().value()), path_(AuditLog::PathIn(dir_.path())) {}

  std::unique_ptr<AuditLog> Open() {
    auto log = AuditLog::Open(path_, clock_);
    EXPECT_TRUE(log) << log.error().message;
    return std::move(*log);
  }

  static AuditRecord Read(const std::string& key) {
    return {.action = "object.read",
            .actor = "TACETAAAAAAAAAAAAAAA",
            .role = "submit",
            .object = "media/" + key,
            .job = "call",
            .request_id = "5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11",
            .peer = "127.0.0.1"};
  }

  // Four records.
  void Fill() {
    const auto log = Open();
    for (const char* key : {"a", "b", "c", "d"}) ASSERT_TRUE(log->Append(Read(key)));
  }

  std::vector<std::string> Lines() {
    std::vector<std::string> lines;
    std::istringstream text(ReadFile(path_, 1 << 20).value());
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }
  void Write(const std::vector<std::string>& lines) {
    std::ofstream file(path_, std::ios::binary | std::ios::trunc);
    for (const std::string& line : lines) file << line << "\n";
  }

  // In place: a file that is written anew is flushed to the disk each time.
  void Put(size_t offset, char byte) {
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(byte);
  }

  FakeClock clock_;
  TempDir dir_;
  std::string path_;
};

TEST_F(AuditLogTest, WritesOneJsonObjectALine) {
  ASSERT_TRUE(Open()->Append(Read("a \"quoted\"\nkey\xff")));
  const auto lines = Lines();
  ASSERT_EQ(lines.size(), 1u);
  const auto json = nlohmann::json::parse(lines[0]);
  EXPECT_EQ(json["time"], "2026-11-24T04:00:00.000Z");
  EXPECT_EQ(json["action"], "object.read");
  EXPECT_EQ(json["actor"], "TACETAAAAAAAAAAAAAAA");
  EXPECT_EQ(json["role"], "submit");
  EXPECT_THAT(json["object"].get<std::string>(), HasSubstr("a \"quoted\"\nkey"));
  EXPECT_EQ(json["job"], "call");
  EXPECT_EQ(json["requestId"], "5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11");
  EXPECT_EQ(json["peer"], "127.0.0.1");
  EXPECT_FALSE(json.contains("detail"));
  EXPECT_EQ(json["hash"].get<std::string>().size(), 64u);
  struct stat info = {};
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(AuditLogTest, TheDetailIsPartOfTheChain) {
  AuditRecord record = Read("a");
  record.detail = "version 1, redaction 4";
  ASSERT_TRUE(Open()->Append(record));
  auto lines = Lines();
  EXPECT_EQ(nlohmann::json::parse(lines[0])["detail"], "version 1, redaction 4");
  lines[0].replace(lines[0].find("redaction 4"), 11, "redaction 5");
  Write(lines);
  EXPECT_EQ(AuditLog::Verify(path_)->broken_line, 1);
}

TEST_F(AuditLogTest, GoesOnWithTheChainAfterARestart) {
  Fill();
  Fill();
  const auto verification = AuditLog::Verify(path_);
  ASSERT_TRUE(verification);
  EXPECT_FALSE(verification->broken_line) << verification->problem;
  EXPECT_EQ(verification->records, 8);
  EXPECT_EQ(verification->last_hash,
            nlohmann::json::parse(Lines().back())["hash"].get<std::string>());
}

TEST_F(AuditLogTest, AnEmptyLogIsGood) {
  (void)Open();
  const auto verification = AuditLog::Verify(path_);
  ASSERT_TRUE(verification);
  EXPECT_EQ(verification->records, 0);
  EXPECT_FALSE(verification->broken_line);
  EXPECT_EQ(AuditLog::Verify(path_ + "x").error().code, ErrorCode::kNotFound);
}

TEST_F(AuditLogTest, FindsEveryAlteredByte) {
  Fill();
  const std::string good = ReadFile(path_, 1 << 20).value();
  int64_t line = 1;
  for (size_t i = 0; i < good.size(); ++i) {
    Put(i, static_cast<char>(good[i] ^ 1));
    const auto verification = AuditLog::Verify(path_);
    Put(i, good[i]);
    ASSERT_TRUE(verification);
    EXPECT_EQ(verification->broken_line, line) << "byte " << i;
    EXPECT_EQ(verification->records, line - 1);
    if (good[i] == '\n') ++line;
  }
}

TEST_F(AuditLogTest, FindsRemovedAddedAndMovedRecords) {
  Fill();
  const auto good = Lines();
  const struct {
    std::vector<std::string> lines;
    int64_t broken_line;
  } cases[] = {{{good[1], good[2], good[3]}, 1},
               {{good[0], good[2], good[3]}, 2},
               {{good[0], good[1], good[1], good[2], good[3]}, 3},
               {{good[0], good[2], good[1], good[3]}, 2},
               {{good[0], "", good[1]}, 2},
               {{good[0], good[1], "{\"action\":\"object.read\"}"}, 3}};
  for (const auto& one : cases) {
    Write(one.lines);
    const auto verification = AuditLog::Verify(path_);
    ASSERT_TRUE(verification);
    EXPECT_EQ(verification->broken_line, one.broken_line);
    EXPECT_FALSE(verification->problem.empty());
  }
}

// What a crash leaves: the file ends somewhere in the last record.
TEST_F(AuditLogTest, RepairsATornLastRecordAndSaysSo) {
  Fill();
  const std::string good = ReadFile(path_, 1 << 20).value();
  const size_t third_end = good.rfind('\n', good.size() - 2) + 1;
  for (size_t end = third_end + 1; end < good.size(); end += 41) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << good.substr(0, end);
    EXPECT_EQ(AuditLog::Verify(path_)->broken_line, 4);
    ASSERT_TRUE(Open()->Append(Read("e")));
    const auto verification = AuditLog::Verify(path_);
    ASSERT_TRUE(verification);
    EXPECT_FALSE(verification->broken_line) << verification->problem;
    const auto lines = Lines();
    ASSERT_EQ(lines.size(), 5u);
    const auto repair = nlohmann::json::parse(lines[3]);
    EXPECT_EQ(repair["action"], "log.repaired");
    EXPECT_THAT(repair["note"].get<std::string>(),
                HasSubstr("cut off " + std::to_string(end - third_end) + " bytes"));
  }
}

TEST_F(AuditLogTest, RepairsAFirstRecordThatIsTorn) {
  std::ofstream(path_) << "{\"time\":";
  ASSERT_EQ(chmod(path_.c_str(), 0600), 0);
  (void)Open();
  EXPECT_FALSE(AuditLog::Verify(path_)->broken_line);
  EXPECT_EQ(Lines().size(), 1u);
}

TEST_F(AuditLogTest, RefusesToGoOnAfterADamagedLastRecord) {
  Fill();
  auto lines = Lines();
  lines.back() = "{\"action\":\"object.read\"}";
  Write(lines);
  const auto opened = AuditLog::Open(path_, clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kDataLoss);
  Write({std::string(100'000, 'x')});
  EXPECT_EQ(AuditLog::Open(path_, clock_).error().code, ErrorCode::kDataLoss);
}

TEST_F(AuditLogTest, KeepsASecondWriterOut) {
  const auto log = Open();
  const auto second = AuditLog::Open(path_, clock_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(AuditLog::Verify(path_));  // readers are welcome
}

TEST_F(AuditLogTest, RefusesAFileThatOthersCanRead) {
  Fill();
  ASSERT_EQ(chmod(path_.c_str(), 0640), 0);
  EXPECT_EQ(AuditLog::Open(path_, clock_).error().code, ErrorCode::kPermissionDenied);
}

TEST_F(AuditLogTest, RefusesARecordThatIsTooLongWithoutHarm) {
  const auto log = Open();
  EXPECT_EQ(log->Append(Read(std::string(40'000, 'a'))).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(log->Append(Read(std::string(1024, '\x01'))));
  EXPECT_EQ(AuditLog::Verify(path_)->records, 1);
}

TEST_F(AuditLogTest, KeepsOneChainWithManyThreads) {
  const auto log = Open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&log] {
      for (int i = 0; i < 25; ++i) EXPECT_TRUE(log->Append(Read(std::to_string(i))));
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto verification = AuditLog::Verify(path_);
  EXPECT_EQ(verification->records, 200);
  EXPECT_FALSE(verification->broken_line) << verification->problem;
}

// A full disk: the record fails, nothing of it stays, and the chain goes on when there is room.
TEST_F(AuditLogTest, TakesBackARecordThatDoesNotFit) {
  struct sigaction ignore = {};
  ignore.sa_handler = SIG_IGN;
  struct sigaction before = {};
  ASSERT_EQ(sigaction(SIGXFSZ, &ignore, &before), 0);
  const auto log = Open();
  ASSERT_TRUE(log->Append(Read("a")));
  const auto size = static_cast<rlim_t>(std::filesystem::file_size(path_));
  rlimit old_limit = {};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old_limit), 0);
  const rlimit limit = {size + 10, old_limit.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  const Status full = log->Append(Read("b"));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old_limit), 0);
  ASSERT_EQ(sigaction(SIGXFSZ, &before, nullptr), 0);
  EXPECT_FALSE(full);
  EXPECT_EQ(std::filesystem::file_size(path_), size);
  ASSERT_TRUE(log->Append(Read("c")));
  const auto verification = AuditLog::Verify(path_);
  EXPECT_EQ(verification->records, 2);
  EXPECT_FALSE(verification->broken_line) << verification->problem;
}

}  // namespace
}  // namespace tacet::audit
