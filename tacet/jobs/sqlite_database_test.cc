#include "tacet/jobs/sqlite_database.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <set>
#include <thread>

#include "tacet/base/temp_dir.h"
#include "tacet/jobs/migrations.h"
#include "tacet/jobs/sqlite.h"
#include "tacet/jobs/sqlite_job_store.h"

namespace tacet::jobs {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr seconds kLease = seconds(30);

TranscriptionJobRequest Request(const std::string& name) {
  TranscriptionJobRequest request;
  request.transcription_job_name = name;
  request.language_code = "en-US";
  request.media_file_uri = "s3://media/" + name + ".wav";
  request.job_execution_settings = JobExecutionSettings{.allow_deferred_execution = true};
  return request;
}

class SqliteDatabaseTest : public testing::Test {
 protected:
  SqliteDatabaseTest() : folder_(TempDir::Create().value()), path_(folder_.path() + "/jobs.db") {}

  // A database with `count` jobs, closed.
  void MakeJobs(int count) {
    const auto database = SqliteDatabase::Open({.path = path_}).value();
    SqliteJobStore store(*database, {}, clock_);
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(store.Create(Request("job-" + std::to_string(i))));
    }
  }
  Error OpenError() { return SqliteDatabase::Open({.path = path_}).error(); }
  void RunSql(const std::string& sql) {
    const auto connection =
        SqliteConnection::Open(path_, SqliteConnection::Access::kReadWrite).value();
    ASSERT_TRUE(connection->RunScript(sql));
  }

  FakeClock clock_;
  TempDir folder_;
  std::string path_;
};

TEST_F(SqliteDatabaseTest, KeepsWhatWasWrittenWhenOpenedAgain) {
  MakeJobs(3);
  const auto database = SqliteDatabase::Open({.path = path_}).value();
  SqliteJobStore store(*database, {}, clock_);
  EXPECT_EQ(store.Get("job-1")->request.media_file_uri, "s3://media/job-1.wav");
  EXPECT_EQ(store.Counts()->in_progress, 3);
}

TEST_F(SqliteDatabaseTest, KeepsPageTokensGoodWhenOpenedAgain) {
  std::string token;
  MakeJobs(3);
  {
    const auto database = SqliteDatabase::Open({.path = path_}).value();
    token = SqliteJobStore(*database, {}, clock_).List({.max_results = 1})->next_token.value();
  }
  const auto database = SqliteDatabase::Open({.path = path_}).value();
  const auto page = SqliteJobStore(*database, {}, clock_).List({.next_token = token});
  EXPECT_EQ(page.value().jobs.at(0).request.transcription_job_name, "job-1");
}

TEST_F(SqliteDatabaseTest, LetsNobodyElseReadItsFiles) {
  const mode_t before = umask(0);
  const auto database = SqliteDatabase::Open({.path = path_}).value();
  umask(before);
  for (const char* ending : {"", "-wal", "-shm"}) {
    struct stat status {};
    ASSERT_EQ(stat((path_ + ending).c_str(), &status), 0) << ending;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << ending;
  }
}

TEST_F(SqliteDatabaseTest, IsSetUpToLoseAndTrustNothing) {
  const auto database = SqliteDatabase::Open({.path = path_}).value();
  const auto setting = [&](const char* pragma) {
    int64_t value = -1;
    EXPECT_TRUE(database->Write([&](SqliteConnection& connection) -> Status {
      ASSIGN_OR_RETURN(value, connection.QueryInt(pragma));
      return {};
    }));
    return value;
  };
  EXPECT_EQ(setting("PRAGMA synchronous"), 2);  // FULL
  EXPECT_EQ(setting("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(setting("PRAGMA trusted_schema"), 0);
  EXPECT_EQ(setting("PRAGMA cell_size_check"), 1);
  EXPECT_EQ(setting("PRAGMA secure_delete"), 1);
  EXPECT_EQ(setting("PRAGMA user_version"), static_cast<int64_t>(Migrations().size()));
  EXPECT_TRUE(database->Write([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(SqliteStatement mode, connection.Query("PRAGMA journal_mode"));
    RETURN_IF_ERROR(mode.Step());
    EXPECT_EQ(mode.Text(0), "wal");
    return {};
  }));
}

TEST_F(SqliteDatabaseTest, SaysThatAFileIsNoDatabase) {
  std::ofstream(path_) << std::string(10'000, 'x');
  const Error error = OpenError();
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_THAT(error.message, HasSubstr(path_));
}

TEST_F(SqliteDatabaseTest, SaysThatItIsDamaged) {
  MakeJobs(200);
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(0, std::ios::end);
  const std::streamoff size = file.tellg();
  ASSERT_GT(size, 20 * 4096);
  for (std::streamoff page = 8; page < size / 4096; ++page) {
    file.seekp(page * 4096);
    file << std::string(200, '\xa5');
  }
  file.close();
  const Error error = OpenError();
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_THAT(error.message, HasSubstr(path_));
  EXPECT_THAT(error.message, HasSubstr("damaged"));
}

TEST_F(SqliteDatabaseTest, SaysThatItIsCutOff) {
  MakeJobs(200);
  ASSERT_EQ(truncate(path_.c_str(), 10 * 4096), 0);
  EXPECT_EQ(OpenError().code, ErrorCode::kDataLoss);
}

TEST_F(SqliteDatabaseTest, RefusesTheDatabaseOfAnotherProgram) {
  std::ofstream(path_).close();
  RunSql("CREATE TABLE songs (title TEXT)");
  const Error error = OpenError();
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_THAT(error.message, HasSubstr("another program"));
}

TEST_F(SqliteDatabaseTest, RefusesTheDatabaseOfALaterVersion) {
  MakeJobs(1);
  RunSql("PRAGMA user_version = 1000");
  const Error error = OpenError();
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_THAT(error.message, HasSubstr("version 1000"));
}

TEST_F(SqliteDatabaseTest, SaysThatTheFolderIsMissing) {
  path_ = folder_.path() + "/missing/jobs.db";
  EXPECT_EQ(OpenError().code, ErrorCode::kUnavailable);
}

TEST_F(SqliteDatabaseTest, BringsADatabaseOfEachEarlierVersionUpToDate) {
  for (size_t version = 0; version < Migrations().size(); ++version) {
    path_ = folder_.path() + "/v" + std::to_string(version) + ".db";
    std::ofstream(path_).close();
    std::string sql;
    for (size_t i = 0; i < version; ++i) sql += Migrations()[i];
    sql += "PRAGMA user_version = " + std::to_string(version) + ";";
    if (version > 0) sql += "PRAGMA application_id = 1415662178;";
    RunSql(sql);
    const auto database = SqliteDatabase::Open({.path = path_});
    ASSERT_TRUE(database) << database.error().message << " " << database.error().detail;
    EXPECT_TRUE(SqliteJobStore(**database, {}, clock_).Create(Request("a")));
  }
}

TEST_F(SqliteDatabaseTest, SaysThatTheDiskIsFullAndGoesOnWhenItIsNot) {
  int created = 0;
  {
    const auto database = SqliteDatabase::Open({.path = path_, .max_bytes = 40 * 4096}).value();
    SqliteJobStore store(*database, {}, clock_);
    Result<TranscriptionJob> last;
    for (; created < 1000; ++created) {
      last = store.Create(Request("job-" + std::to_string(created)));
      if (!last) break;
    }
    ASSERT_FALSE(last);
    EXPECT_EQ(last.error().code, ErrorCode::kResourceExhausted);
    EXPECT_GT(created, 5);
    EXPECT_EQ(store.Counts()->in_progress, std::min(created, JobQuotas().deferred_jobs()));
    EXPECT_EQ(store.Get("job-" + std::to_string(created)).error().code, ErrorCode::kNotFound);
  }
  // Room comes from outside: to delete, SQLite may need a page itself.
  const auto database = SqliteDatabase::Open({.path = path_}).value();
  SqliteJobStore store(*database, {}, clock_);
  EXPECT_TRUE(store.Create(Request("again")));
  for (int i = 0; i < created; ++i) ASSERT_TRUE(store.Delete("job-" + std::to_string(i)));
}

TEST_F(SqliteDatabaseTest, TellsErrorsOfSqliteApart) {
  EXPECT_EQ(SqliteError(SQLITE_FULL, "x").value().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(SqliteError(SQLITE_CORRUPT_INDEX, "x").value().code, ErrorCode::kDataLoss);
  EXPECT_EQ(SqliteError(SQLITE_NOTADB, "x").value().code, ErrorCode::kDataLoss);
  EXPECT_EQ(SqliteError(SQLITE_READONLY, "x").value().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(SqliteError(SQLITE_BUSY_SNAPSHOT, "x").value().code, ErrorCode::kUnavailable);
  EXPECT_EQ(SqliteError(SQLITE_IOERR_WRITE, "x").value().code, ErrorCode::kUnavailable);
  EXPECT_EQ(SqliteError(SQLITE_ERROR, "x").value().code, ErrorCode::kInternal);
}

TEST_F(SqliteDatabaseTest, UndoesOnlyTheWritesThatFail) {
  const auto database = SqliteDatabase::Open({.path = path_}).value();
  constexpr int kThreads = 8;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const Status status = database->Write([&](SqliteConnection& connection) -> Status {
          RETURN_IF_ERROR(connection.Run("INSERT INTO settings VALUES (?, x'78')",
                                         std::to_string(t) + "-" + std::to_string(i)));
          if (i % 2 == 1) return MakeError(ErrorCode::kCancelled, "undo this");
          return {};
        });
        EXPECT_EQ(status.has_value(), i % 2 == 0);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  int64_t count = 0;
  ASSERT_TRUE(database->Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(count,
                     connection.QueryInt("SELECT count(*) FROM settings WHERE value = x'78'"));
    return {};
  }));
  EXPECT_EQ(count, kThreads * 10);
}

TEST_F(SqliteDatabaseTest, LeavesNoTraceOfADeletedJobInItsFile) {
  {
    const auto database = SqliteDatabase::Open({.path = path_}).value();
    SqliteJobStore store(*database, {}, clock_);
    ASSERT_TRUE(store.Create(Request("canary-name")));
    ASSERT_TRUE(store.Delete("canary-name"));
  }
  std::ifstream file(path_, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  ASSERT_GT(bytes.size(), 4096u);
  EXPECT_THAT(bytes, Not(HasSubstr("canary-name")));
}

// --- Killed at any moment ---

// Adds, claims, completes and deletes jobs until it is killed, and tells of each step through `fd`
// once the store has confirmed it.
[[noreturn]] void WriteUntilKilled(const std::string& path, int round, int fd) {
  const SystemClock clock;
  const auto database = SqliteDatabase::Open({.path = path}).value();
  SqliteJobStore store(*database, {.concurrent_jobs = 3, .queue_bandwidth = 1.0}, clock);
  const auto tell = [&](const std::string& line) {
    if (write(fd, line.data(), line.size()) < 0) _exit(1);
  };
  for (int i = 0;; ++i) {
    const std::string name = std::to_string(round) + "-" + std::to_string(i);
    if (!store.Create(Request(name))) _exit(2);
    tell("+" + name + "\n");
    if (i % 3 == 0) continue;
    const auto claim = store.ClaimNext(kLease, 1000).value();
    if (!claim) continue;
    const std::string claimed = claim->job.request.transcription_job_name;
    if (i % 3 == 1) {
      if (!store.Complete(*claim, {.media_format = "wav",
                                   .transcript = OutputObject{"b", claimed + ".json"}})) {
        _exit(3);
      }
      tell("=" + claimed + "\n");
    } else {
      if (!store.Delete(claimed)) _exit(4);
      tell("-" + claimed + "\n");
    }
  }
}

TEST_F(SqliteDatabaseTest, LosesNothingThatItConfirmedWhenKilledAtAnyMoment) {
  const auto seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::set<std::string> alive;
  std::set<std::string> completed;
  for (int round = 0; round < 6; ++round) {
    int fds[2];
    ASSERT_EQ(pipe(fds), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(fds[0]);
      WriteUntilKilled(path_, round, fds[1]);
    }
    close(fds[1]);
    // Killed after a random number of confirmed steps, and some microseconds, so at any place.
    std::string lines;
    char buffer[512];
    const size_t enough = 1 + random() % 300;
    while (lines.size() < enough) {
      const ssize_t count = read(fds[0], buffer, sizeof(buffer));
      ASSERT_GT(count, 0) << "the child ended by itself";
      lines.append(buffer, static_cast<size_t>(count));
    }
    const auto then = std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 1000);
    while (std::chrono::steady_clock::now() < then) std::this_thread::yield();
    kill(child, SIGKILL);
    for (ssize_t count; (count = read(fds[0], buffer, sizeof(buffer))) > 0;) {
      lines.append(buffer, static_cast<size_t>(count));
    }
    close(fds[0]);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "exit " << WEXITSTATUS(status);

    for (size_t begin = 0, end; (end = lines.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
      const std::string name = lines.substr(begin + 1, end - begin - 1);
      if (lines[begin] == '+') alive.insert(name);
      if (lines[begin] == '=') completed.insert(name);
      if (lines[begin] == '-') alive.erase(name);
    }
    const auto database = SqliteDatabase::Open({.path = path_});
    ASSERT_TRUE(database) << database.error().message;
    SqliteJobStore store(**database, {}, clock_);
    // One step may have been done whose confirmation the kill kept back.
    std::set<std::string> found;
    JobCounts counts;
    ListJobsQuery query{.max_results = 100};
    while (true) {
      const JobPage page = store.List(query).value();
      for (const TranscriptionJob& job : page.jobs) {
        const std::string& name = job.request.transcription_job_name;
        found.insert(name);
        const bool is_completed = job.status == TranscriptionJobStatus::kCompleted;
        EXPECT_TRUE(is_completed || !completed.contains(name)) << name;
        if (is_completed) {
          EXPECT_EQ(job.transcript, (OutputObject{"b", name + ".json"}));
          EXPECT_TRUE(job.completion_time);
          completed.insert(name);
        }
        counts.queued += job.status == TranscriptionJobStatus::kQueued;
        counts.in_progress += job.status == TranscriptionJobStatus::kInProgress;
        counts.completed += is_completed;
      }
      if (!page.next_token) break;
      query.next_token = *page.next_token;
    }
    std::vector<std::string> lost;
    std::vector<std::string> unknown;
    std::set_difference(alive.begin(), alive.end(), found.begin(), found.end(),
                        std::back_inserter(lost));
    std::set_difference(found.begin(), found.end(), alive.begin(), alive.end(),
                        std::back_inserter(unknown));
    EXPECT_LE(lost.size() + unknown.size(), 1u);
    alive = found;
    const JobCounts kept = store.Counts().value();
    EXPECT_EQ(kept.queued, counts.queued);
    EXPECT_EQ(kept.in_progress, counts.in_progress);
    EXPECT_EQ(kept.completed, counts.completed);
    EXPECT_LE(kept.in_progress, 3);
    ASSERT_TRUE(store.EndLeases());
  }
  EXPECT_GT(alive.size(), 10u);
}

}  // namespace
}  // namespace tacet::jobs
