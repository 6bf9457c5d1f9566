#include "tacet/http_server/response_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace tacet::http_server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Time kTime(std::chrono::seconds(1'795'492'800));

TEST(ResponseHeadTest, WritesDatesAsHttpDoes) {
  EXPECT_EQ(FormatHttpDate(kTime), "Tue, 24 Nov 2026 04:00:00 GMT");
  // The example of RFC 9110 section 5.6.7.
  EXPECT_EQ(FormatHttpDate(Time(std::chrono::seconds(784'111'777))),
            "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(ResponseHeadTest, WritesAWholeHead) {
  HttpResponse response;
  response.headers = {{"Content-Type", "text/plain"}};
  EXPECT_EQ(FormatResponseHead(response, {.request_id = "id", .content_length = 5, .now = kTime}),
            "HTTP/1.1 200 OK\r\nx-amzn-RequestId: id\r\nContent-Type: text/plain\r\n"
            "Date: Tue, 24 Nov 2026 04:00:00 GMT\r\nContent-Length: 5\r\n\r\n");
}

TEST(ResponseHeadTest, KeepsItsOwnFieldsToItself) {
  HttpResponse response;
  response.headers = {{"content-length", "99"},
                      {"Transfer-Encoding", "chunked"},
                      {"DATE", "never"},
                      {"connection", "upgrade"},
                      {"X-Amzn-Requestid", "other"}};
  EXPECT_EQ(FormatResponseHead(response, {.request_id = "id", .content_length = 5, .now = kTime}),
            "HTTP/1.1 200 OK\r\nx-amzn-RequestId: id\r\n"
            "Date: Tue, 24 Nov 2026 04:00:00 GMT\r\nContent-Length: 5\r\n\r\n");
}

TEST(ResponseHeadTest, SaysWhetherTheConnectionIsKept) {
  const auto head = [](bool keep, int minor_version) {
    return FormatResponseHead({}, {.keep_alive = keep, .minor_version = minor_version});
  };
  EXPECT_THAT(head(true, 1), Not(HasSubstr("Connection")));
  EXPECT_THAT(head(false, 1), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(head(true, 0), HasSubstr("\r\nConnection: keep-alive\r\n"));
  EXPECT_THAT(head(false, 0), HasSubstr("\r\nConnection: close\r\n"));
}

TEST(ResponseHeadTest, GivesNoLengthWhereThereCanBeNoBody) {
  HttpResponse response;
  response.status = 204;
  EXPECT_THAT(FormatResponseHead(response, {}), Not(HasSubstr("Content-Length")));
  EXPECT_FALSE(HasResponseBody("GET", 204));
  EXPECT_FALSE(HasResponseBody("GET", 304));
  EXPECT_FALSE(HasResponseBody("HEAD", 200));
  EXPECT_TRUE(HasResponseBody("GET", 200));
}

TEST(ResponseHeadTest, KnowsWhatWouldSplitAResponse) {
  const auto safe = [](const std::string& name, const std::string& value) {
    HttpResponse response;
    response.headers = {{name, value}};
    return IsSafeToSend(response);
  };
  EXPECT_TRUE(safe("Content-Disposition", "attachment; filename=\"\xc3\xa9\""));
  EXPECT_FALSE(safe("X", "a\r\nSet-Cookie: b"));
  EXPECT_FALSE(safe("X", "a\nb"));
  EXPECT_FALSE(safe("X", std::string("a\0b", 3)));
  EXPECT_FALSE(safe("X: a\r\nY", "b"));
  EXPECT_FALSE(safe("", "b"));
  HttpResponse response;
  response.status = 99;
  EXPECT_FALSE(IsSafeToSend(response));
}

}  // namespace
}  // namespace tacet::http_server
