#include "tacet/base/file_lock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "tacet/base/temp_dir.h"

namespace tacet {
namespace {

TEST(FileLockTest, LetsOneInAtATime) {
  const Result<TempDir> dir = TempDir::Create();
  ASSERT_TRUE(dir);
  const std::string path = dir->path() + "/lock";
  Result<FileLock> made = FileLock::Acquire(path, nullptr, {});
  ASSERT_TRUE(made) << made.error().message;
  std::optional<FileLock> first(std::move(*made));

  std::promise<void> waiting;
  std::atomic<bool> released = false;
  std::thread second([&] {
    const Result<FileLock> lock = FileLock::Acquire(path, nullptr, [&] { waiting.set_value(); });
    EXPECT_TRUE(lock);
    EXPECT_TRUE(released);
  });
  waiting.get_future().wait();
  released = true;
  first.reset();
  second.join();
}

TEST(FileLockTest, SaysWhenTheFileCannotBeMade) {
  const Result<FileLock> lock = FileLock::Acquire("/no/such/folder/lock", nullptr, {});
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().code, ErrorCode::kPermissionDenied);
}

}  // namespace
}  // namespace tacet
