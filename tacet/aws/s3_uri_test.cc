#include "tacet/aws/s3_uri.h"

#include <ostream>

namespace tacet::aws {

void PrintTo(const S3Location& location, std::ostream* out) {
  *out << location.bucket << " | " << location.key;
}

namespace {

using ::testing::HasSubstr;

const EndpointHosts kOwn = {"127.0.0.1", "[::1]", "s3.example.org", "localhost"};

TEST(S3UriTest, UnderstandsEveryFormOfAnObject) {
  const struct {
    const char* uri;
    S3Location expected;
  } cases[] = {
      {"s3://media/in/a.wav", {"media", "in/a.wav"}},
      {"s3://media/a%20b c+d", {"media", "a%20b c+d"}},
      {"s3://media//a", {"media", "/a"}},
      {"https://s3.amazonaws.com/media/a", {"media", "a"}},
      {"http://s3.eu-central-1.amazonaws.com/media/a%20b+c", {"media", "a b+c"}},
      {"https://s3-eu-west-1.amazonaws.com/media/a/b", {"media", "a/b"}},
      {"https://s3.dualstack.us-east-1.amazonaws.com/media/a", {"media", "a"}},
      {"https://s3.cn-north-1.amazonaws.com.cn/media/a", {"media", "a"}},
      {"https://media.s3.amazonaws.com/a", {"media", "a"}},
      {"https://media.s3.eu-central-1.amazonaws.com/in/a", {"media", "in/a"}},
      {"https://my.media.s3-us-west-2.amazonaws.com/a", {"my.media", "a"}},
      {"https://MEDIA.S3.us-west-2.amazonaws.com/a", {"media", "a"}},
      {"http://127.0.0.1:9320/media/in/a.wav", {"media", "in/a.wav"}},
      {"http://[::1]:9320/media/a", {"media", "a"}},
      {"https://s3.example.org/media/a", {"media", "a"}},
      {"https://media.s3.example.org:8443/a", {"media", "a"}},
      {"http://my.media.localhost:9320/a", {"my.media", "a"}},
  };
  for (const auto& one : cases) {
    const auto found = ParseS3Uri(one.uri, kOwn);
    ASSERT_TRUE(found) << one.uri << ": " << found.error().message;
    EXPECT_EQ(*found, one.expected) << one.uri;
  }
}

TEST(S3UriTest, RefusesWhatIsNoObject) {
  for (const char* uri : {"",
                          "media/a",
                          "ftp://media/a",
                          "S3://media/a",
                          "s3://media",
                          "s3://media/",
                          "s3:///a",
                          "s3://Media/a",
                          "s3://me/a",
                          "s3://192.168.0.1/a",
                          "s3://a..b/c",
                          "s3://media/\xff",
                          "https://s3.amazonaws.com/media",
                          "https://s3.amazonaws.com/",
                          "https://s3.amazonaws.com",
                          "https://example.com/media/a",
                          "https://evil-s3.amazonaws.com.example.com/media/a",
                          "https://ec2.amazonaws.com/media/a",
                          "https://s3.amazonaws.com/media/a?versionId=1",
                          "https://s3.amazonaws.com/media/a#b",
                          "https://user@s3.amazonaws.com/media/a",
                          "https://s3.amazonaws.com/media/a%2",
                          "https://s3.amazonaws.com/media/a%00b",
                          "http://127.0.0.2/media/a",
                          "http://x127.0.0.1/media/a"}) {
    const auto found = ParseS3Uri(uri, kOwn);
    ASSERT_FALSE(found) << uri;
    EXPECT_EQ(found.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(found.error().message, HasSubstr("s3://bucket/key"));
  }
  EXPECT_FALSE(ParseS3Uri("s3://media/" + std::string(1025, 'a')));
  EXPECT_TRUE(ParseS3Uri("s3://media/" + std::string(1024, 'a')));
}

TEST(S3UriTest, LocatesWhatARequestNames) {
  const struct {
    const char* host;
    const char* path;
    S3Location expected;
  } cases[] = {
      {"127.0.0.1:9320", "/", {"", ""}},
      {"127.0.0.1:9320", "/media", {"media", ""}},
      {"127.0.0.1:9320", "/media/", {"media", ""}},
      {"127.0.0.1:9320", "/media/a%2Fb%20c", {"media", "a/b c"}},
      {"127.0.0.1:9320", "/media/../a", {"media", "../a"}},
      {"media.s3.example.org", "/", {"media", ""}},
      {"media.s3.example.org:443", "/in/a", {"media", "in/a"}},
      {"media.localhost", "/a", {"media", "a"}},
      // Too short for a bucket: a name of the endpoint that the configuration does not have.
      {"s3.localhost:9320", "/media/a", {"media", "a"}},
      {"tacet.internal", "/media/a", {"media", "a"}},
  };
  for (const auto& one : cases) {
    const auto found = LocateRequest(one.host, one.path, kOwn);
    ASSERT_TRUE(found) << one.host << one.path;
    EXPECT_EQ(*found, one.expected) << one.host << one.path;
  }
  EXPECT_FALSE(LocateRequest("127.0.0.1", "/media/%zz", kOwn));
}

TEST(S3UriTest, TakesTheLongestOfItsHosts) {
  const EndpointHosts hosts = {"example.org", "s3.example.org"};
  EXPECT_EQ(BucketInHost("media.s3.example.org", hosts), "media");
  EXPECT_EQ(BucketInHost("s3.example.org", hosts), "");
  EXPECT_EQ(BucketInHost("media.example.org", hosts), "media");
}

TEST(S3UriTest, KnowsBucketNames) {
  for (const char* name : {"abc", "a-b.c", "0bucket9", "aws-transcribe-us-east-1-prod"}) {
    EXPECT_TRUE(IsBucketName(name)) << name;
  }
  for (const char* name : {"", "ab", "Abc", "a_b", "-abc", "abc-", ".abc", "abc.", "a..b", "a.-b",
                           "a-.b", "1.2.3.4", "a/b", "..."}) {
    EXPECT_FALSE(IsBucketName(name)) << name;
  }
  EXPECT_TRUE(IsBucketName(std::string(63, 'a')));
  EXPECT_FALSE(IsBucketName(std::string(64, 'a')));
}

}  // namespace
}  // namespace tacet::aws
