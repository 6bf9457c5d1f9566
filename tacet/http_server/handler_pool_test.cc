#include "tacet/http_server/handler_pool.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <future>
#include <string>

namespace tacet::http_server {
namespace {

TEST(HandlerPoolTest, RefusesWhenEveryThreadIsBusyAndTheQueueIsFull) {
  HandlerPool pool(/*threads=*/1, /*max_queued=*/1);
  std::promise<void> started;
  std::promise<void> go;
  std::shared_future<void> gone = go.get_future().share();
  std::atomic<int> ran = 0;
  while (!pool.TryRun([&] {
    started.set_value();
    gone.wait();
    ++ran;
  })) {
  }
  started.get_future().wait();
  EXPECT_TRUE(pool.TryRun([&] { ++ran; }));
  EXPECT_FALSE(pool.TryRun([&] { ++ran; }));
  go.set_value();
  pool.Stop();
  EXPECT_EQ(ran, 2) << "what was queued still runs";
  EXPECT_FALSE(pool.TryRun([] {}));
  pool.Stop();
}

TEST(HandlerPoolTest, NamesItsThreads) {
  HandlerPool pool(/*threads=*/1, /*max_queued=*/1);
  std::promise<std::string> name;
  ASSERT_TRUE(pool.TryRun([&] {
    std::array<char, 16> text{};
    pthread_getname_np(pthread_self(), text.data(), text.size());
    name.set_value(text.data());
  }));
  EXPECT_EQ(name.get_future().get(), "api-0");
}

}  // namespace
}  // namespace tacet::http_server
