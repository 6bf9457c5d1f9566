#include "tacet/server/listen_address.h"

#include <gtest/gtest.h>

namespace tacet::server {
namespace {

TEST(ListenAddressTest, PartsHostAndPort) {
  const auto four = ParseListen("127.0.0.1:9320");
  ASSERT_TRUE(four);
  EXPECT_EQ(four->host, "127.0.0.1");
  EXPECT_EQ(four->port, 9320);
  const auto six = ParseListen("[::1]:0");
  ASSERT_TRUE(six);
  EXPECT_EQ(six->host, "::1");
  EXPECT_EQ(six->port, 0);
}

TEST(ListenAddressTest, RefusesWhatEndsInNoPort) {
  for (const char* listen : {"127.0.0.1", "localhost:", "localhost:http", "localhost:65536"}) {
    const auto refused = ParseListen(listen);
    ASSERT_FALSE(refused) << listen;
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument) << listen;
  }
}

TEST(ListenAddressTest, WritesHostsAsUrlsHaveThem) {
  EXPECT_EQ(UrlHost("localhost"), "localhost");
  EXPECT_EQ(UrlHost("fe80::1"), "[fe80::1]");
  EXPECT_EQ(UrlHost("0.0.0.0"), "127.0.0.1");
  EXPECT_EQ(UrlHost("::"), "[::1]");
}

TEST(ListenAddressTest, TakesTheHostOutOfAUrl) {
  EXPECT_EQ(HostOf("https://tacet.example:9320/path"), "tacet.example");
  EXPECT_EQ(HostOf("http://[::1]:9320"), "[::1]");
  EXPECT_EQ(HostOf("tacet.example"), "tacet.example");
}

}  // namespace
}  // namespace tacet::server
