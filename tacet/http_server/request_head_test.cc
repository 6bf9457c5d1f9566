#include "tacet/http_server/request_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace tacet::http_server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

int StatusOf(std::string_view bytes) {
  RequestHead head;
  return ParseRequestHead(bytes, {}, head);
}

// A good request with these lines added.
int StatusWith(std::string_view lines, std::string_view version = "HTTP/1.1") {
  return StatusOf("POST / " + std::string(version) + "\r\nHost: h\r\n" + std::string(lines) +
                  "\r\n");
}

TEST(RequestHeadTest, ReadsMethodTargetAndFields) {
  RequestHead head;
  ASSERT_EQ(ParseRequestHead("GET /a/b%20c?d=e?f HTTP/1.1\r\nHost: [::1]:80\r\nX-A:  b \t c\t \r\n"
                             "X-Empty:\r\nX-Bytes: \xc3\xa9\r\n\r\n",
                             {}, head),
            0);
  EXPECT_EQ(head.method, "GET");
  EXPECT_EQ(head.path, "/a/b%20c");
  EXPECT_EQ(head.query, "d=e?f");
  EXPECT_THAT(head.headers.all(), ElementsAre(Pair("Host", "[::1]:80"), Pair("X-A", "b \t c"),
                                              Pair("X-Empty", ""), Pair("X-Bytes", "\xc3\xa9")));
  EXPECT_EQ(head.minor_version, 1);
  EXPECT_EQ(head.content_length, 0);
  EXPECT_FALSE(head.chunked);
  EXPECT_TRUE(head.keep_alive);
}

TEST(RequestHeadTest, KnowsWhenTheConnectionMayBeKept) {
  const auto keeps = [](std::string_view version, std::string_view lines) {
    RequestHead head;
    EXPECT_EQ(ParseRequestHead(
                  "GET / " + std::string(version) + "\r\nHost: h\r\n" + std::string(lines) + "\r\n",
                  {}, head),
              0);
    return head.keep_alive;
  };
  EXPECT_TRUE(keeps("HTTP/1.1", ""));
  EXPECT_FALSE(keeps("HTTP/1.1", "Connection: close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.1", "connection: TE , Close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", ""));
  EXPECT_TRUE(keeps("HTTP/1.0", "Connection: Keep-Alive\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0", "Connection: keep-alive, close\r\n"));
}

TEST(RequestHeadTest, RefusesBadRequestLines) {
  for (const std::string_view line : {
           "GET",
           "GET /",
           "GET / HTTP/1.1 ",
           "GET  / HTTP/1.1",
           " GET / HTTP/1.1",
           "GET / http/1.1",
           "GET / HTTP/11",
           "GET / HTTP/1.1x",
           "GET / HTTP/a.1",
           "GET\t/ HTTP/1.1",
           "G(T / HTTP/1.1",
           "GET /a b HTTP/1.1",
           "GET /\x01 HTTP/1.1",
           "GET /\x7f HTTP/1.1",
           "GET /\xc3\xa9 HTTP/1.1",
           "GET /a#b HTTP/1.1",
           "GET a HTTP/1.1",
           "GET ?a HTTP/1.1",
           "GET * HTTP/1.1",
           "OPTIONS * HTTP/1.1",
           "GET http://h/ HTTP/1.1",
           "CONNECT h:80 HTTP/1.1",
           "GETGETGETGETGETGETGETGETGETGETGETGET / HTTP/1.1",
           "GET /\rX HTTP/1.1",
       }) {
    EXPECT_EQ(StatusOf(std::string(line) + "\r\nHost: h\r\n\r\n"), 400) << line;
  }
  EXPECT_EQ(StatusOf(std::string_view("GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n", 31)), 400);
}

TEST(RequestHeadTest, RefusesOtherVersions) {
  EXPECT_EQ(StatusOf("GET / HTTP/2.0\r\nHost: h\r\n\r\n"), 505);
  EXPECT_EQ(StatusOf("GET / HTTP/0.9\r\nHost: h\r\n\r\n"), 505);
  EXPECT_EQ(StatusOf("GET / HTTP/1.2\r\nHost: h\r\n\r\n"), 505);
  EXPECT_EQ(StatusOf("PRI * HTTP/2.0\r\n\r\n"), 400);
}

TEST(RequestHeadTest, RefusesBadFields) {
  for (const std::string_view lines : {
           "X\r\n",
           ": b\r\n",
           "X : b\r\n",
           "X\t: b\r\n",
           " X: b\r\n",
           "X: a\r\n b\r\n",
           "X: a\r\n\tb\r\n",
           "X: a\rb\r\n",
           "X: a\x01\r\n",
           "X: a\x7f\r\n",
           "X\x80: a\r\n",
           "X(: a\r\n",
           "X: a\r\r\n",
       }) {
    EXPECT_EQ(StatusWith(lines), 400) << lines;
  }
  EXPECT_EQ(StatusWith(std::string_view("X: a\0b\r\n", 8)), 400);
  EXPECT_EQ(StatusWith(std::string_view("X\0: b\r\n", 7)), 400);
}

TEST(RequestHeadTest, WantsExactlyOneHost) {
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.0\r\n\r\n"), 0);
  EXPECT_EQ(StatusOf("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
}

TEST(RequestHeadTest, WantsOneReadingOfTheBodysLength) {
  for (const std::string_view lines : {
           "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
           "Content-Length: 3\r\nContent-Length: 4\r\n",
           "Content-Length: 3\r\ncontent-length: 3\r\n",
           "Content-Length: 3, 3\r\n",
           "Content-Length: +3\r\n",
           "Content-Length: -3\r\n",
           "Content-Length: 0x3\r\n",
           "Content-Length: 3 3\r\n",
           "Content-Length: 3a\r\n",
           "Content-Length:\r\n",
           "Content-Length: 99999999999999999999\r\n",
           "Transfer-Encoding: gzip\r\n",
           "Transfer-Encoding: gzip, chunked\r\n",
           "Transfer-Encoding: chunked, chunked\r\n",
           "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
           "Transfer-Encoding: identity\r\n",
           "Transfer-Encoding: xchunked\r\n",
           "Transfer-Encoding: \"chunked\"\r\n",
           "Transfer-Encoding: chunked;q=1\r\n",
           "Transfer-Encoding: \x0b"
           "chunked\r\n",
           "Transfer-Encoding:\r\n",
       }) {
    EXPECT_EQ(StatusWith(lines), 400) << lines;
  }
  EXPECT_EQ(StatusWith("Transfer-Encoding: chunked\r\n", "HTTP/1.0"), 400);
  EXPECT_EQ(StatusWith("Transfer-Encoding: CHUNKED\r\n"), 0);
}

TEST(RequestHeadTest, ReadsTheBodysLength) {
  RequestHead head;
  ASSERT_EQ(
      ParseRequestHead("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000000\r\n\r\n", {}, head),
      0);
  EXPECT_EQ(head.content_length, 9'000'000'000);
}

TEST(RequestHeadTest, KnowsOneExpectation) {
  RequestHead head;
  EXPECT_EQ(StatusWith("Expect: something\r\n"), 417);
  EXPECT_EQ(StatusWith("Expect: 100-continue\r\nExpect: 100-continue\r\n"), 417);
  ASSERT_EQ(ParseRequestHead("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n"
                             "Expect: 100-Continue\r\n\r\n",
                             {}, head),
            0);
  EXPECT_TRUE(head.expect_continue);
  ASSERT_EQ(ParseRequestHead("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n", {}, head),
            0);
  EXPECT_FALSE(head.expect_continue) << "there is no body to wait for";
  ASSERT_EQ(ParseRequestHead("PUT / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n",
                             {}, head),
            0);
  EXPECT_FALSE(head.expect_continue);
}

TEST(RequestHeadTest, BoundsBytesAndFields) {
  RequestHead head;
  const std::string request = "GET / HTTP/1.1\r\nHost: h\r\nA: 1\r\nB: 2\r\n\r\n";
  EXPECT_EQ(ParseRequestHead(request, {.max_bytes = request.size(), .max_fields = 3}, head), 0);
  EXPECT_EQ(ParseRequestHead(request, {.max_bytes = request.size() - 1, .max_fields = 3}, head),
            431);
  EXPECT_EQ(ParseRequestHead(request, {.max_bytes = request.size(), .max_fields = 2}, head), 431);
}

TEST(RequestHeadTest, KeepsWhatItUnderstoodOfABrokenHead) {
  RequestHead head;
  EXPECT_EQ(ParseRequestHead("GET /a?b HTTP/1.1\r\nX-Amz-Target: t\r\nbroken\r\n\r\n", {}, head),
            400);
  EXPECT_EQ(head.method, "GET");
  EXPECT_EQ(head.path, "/a");
  EXPECT_EQ(head.headers.Get("x-amz-target"), "t");
  EXPECT_FALSE(head.keep_alive);
}

TEST(FindHeadEndTest, FindsTheEmptyLine) {
  using State = HeadEnd::State;
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  for (size_t bytes = 0; bytes < head.size(); ++bytes) {
    EXPECT_EQ(FindHeadEnd(head.substr(0, bytes), 0).state, State::kIncomplete) << bytes;
    const HeadEnd end = FindHeadEnd(head + "body\r\n\r\n", bytes);
    EXPECT_EQ(end.state, State::kComplete) << bytes;
    EXPECT_EQ(end.bytes, head.size()) << bytes;
  }
}

TEST(FindHeadEndTest, RefusesBareLineFeedsAndWhatIsNoHttp) {
  using State = HeadEnd::State;
  EXPECT_EQ(FindHeadEnd("GET / HTTP/1.1\n", 0).state, State::kBroken);
  EXPECT_EQ(FindHeadEnd("GET / HTTP/1.1\r\nHost: h\n\r\n", 0).state, State::kBroken);
  EXPECT_EQ(FindHeadEnd("GET / HTTP/1.1\r\nHost: h\r\n\n", 0).state, State::kBroken);
  EXPECT_EQ(FindHeadEnd("\x16\x03\x01", 0).state, State::kBroken);
  EXPECT_EQ(FindHeadEnd("\n", 0).state, State::kBroken);
  EXPECT_EQ(FindHeadEnd(std::string_view("\0", 1), 0).state, State::kBroken);
}

}  // namespace
}  // namespace tacet::http_server
