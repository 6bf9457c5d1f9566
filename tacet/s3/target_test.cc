#include "tacet/s3/target.h"

#include <gtest/gtest.h>

#include <string>

namespace tacet::s3 {
namespace {

struct TargetCase {
  std::string host;
  std::string path;
  std::string bucket;
  std::string key;
};

TEST(ParseTargetTest, FindsBucketAndKey) {
  const TargetCase cases[] = {
      // Path style.
      {"127.0.0.1:9320", "/", "", ""},
      {"127.0.0.1:9320", "/media", "media", ""},
      {"127.0.0.1:9320", "/media/", "media", ""},
      {"127.0.0.1:9320", "/media/in/a.wav", "media", "in/a.wav"},
      {"localhost", "/media/a", "media", "a"},
      {"s3.example.org", "/media/a", "media", "a"},
      {"S3.Example.Org:443", "/media/a", "media", "a"},
      {"unknown.test", "/media/a", "media", "a"},
      {"[::1]:9320", "/media/a", "media", "a"},
      {"[::1]", "/media/a", "media", "a"},
      {"", "/media/a", "media", "a"},
      // Virtual-host style.
      {"media.localhost:9320", "/", "media", ""},
      {"media.localhost:9320", "/a/b", "media", "a/b"},
      {"media.s3.example.org", "/a", "media", "a"},
      {"MEDIA.s3.example.org", "/a", "media", "a"},
      {"my.media.s3.example.org", "/a", "my.media", "a"},
      {"media.localhost", "/media/a", "media", "media/a"},
      // What is in front is no bucket's name: the path has it.
      {"ab.localhost", "/media/a", "media", "a"},
      // A host that ends in the same letters is not below it.
      {"notlocalhost", "/media/a", "media", "a"},
      // Of two hosts that fit, the longer one.
      {"s3.localhost", "/media/a", "media", "a"},
      // Keys are opaque: dots, slashes and empty segments mean nothing.
      {"h", "/media//a", "media", "/a"},
      {"h", "/media/a//b/", "media", "a//b/"},
      {"h", "/media/../../etc/passwd", "media", "../../etc/passwd"},
      {"h", "/media/%2e%2e/%2e%2e/etc", "media", "../../etc"},
      {"h", "/media/..%2f..%2fetc", "media", "../../etc"},
      {"h", "/media/.", "media", "."},
      {"h", "/media/a%20b+c", "media", "a b+c"},
      {"h", "/media/%2525", "media", "%25"},
      {"h", "/media/gr%C3%BC%C3%9Fe", "media",
       "gr\xc3\xbc\xc3\x9f"
       "e"},
      {"h", "/media/a?b", "media", "a?b"},
      {"h", "/media/%0A%0D%01", "media", "\n\r\x01"},
      {"h", "/media/C:%5Cwindows", "media", "C:\\windows"},
  };
  for (const TargetCase& test : cases) {
    const S3Result<Target> target =
        ParseTarget(test.host, test.path, {"localhost", "S3.example.org", "s3.localhost"});
    ASSERT_TRUE(target.has_value()) << test.host << " " << test.path;
    EXPECT_EQ(target->bucket, test.bucket) << test.host << " " << test.path;
    EXPECT_EQ(target->key, test.key) << test.host << " " << test.path;
  }
}

TEST(ParseTargetTest, RefusesNamesAgainstTheRules) {
  struct Refused {
    std::string host;
    std::string path;
    S3ErrorCode code;
  };
  const Refused cases[] = {
      {"h", "//a", S3ErrorCode::kInvalidBucketName},
      {"h", "/ab/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/Media/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/me_dia/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/../media", S3ErrorCode::kInvalidBucketName},
      {"h", "/%2e%2e/media", S3ErrorCode::kInvalidBucketName},
      {"h", "/..%2fmedia/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/media%2fa", S3ErrorCode::kInvalidBucketName},
      {"h", "/me..dia/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/.media/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/192.168.5.4/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/" + std::string(64, 'a') + "/a", S3ErrorCode::kInvalidBucketName},
      {"h", "/me%00dia/a", S3ErrorCode::kInvalidBucketName},
      {"h", "", S3ErrorCode::kInvalidURI},
      {"h", "media", S3ErrorCode::kInvalidURI},
      {"h", "*", S3ErrorCode::kInvalidURI},
      {"h", "/media/%", S3ErrorCode::kInvalidURI},
      {"h", "/media/%zz", S3ErrorCode::kInvalidURI},
      {"h", "/media/a%00b", S3ErrorCode::kInvalidURI},
      {"h", "/media/%ff", S3ErrorCode::kInvalidURI},
      {"h", "/media/%c0%ae%c0%ae", S3ErrorCode::kInvalidURI},
      {"h", "/media/%ed%a0%80", S3ErrorCode::kInvalidURI},
      {"h", "/media/" + std::string(1025, 'k'), S3ErrorCode::kKeyTooLongError},
  };
  for (const Refused& test : cases) {
    const S3Result<Target> target = ParseTarget(test.host, test.path, {"localhost"});
    ASSERT_FALSE(target.has_value()) << test.path;
    EXPECT_EQ(target.error().code, test.code) << test.path;
  }
}

TEST(ParseCopySourceTest, ReadsTheFormsThatClientsSend) {
  const std::pair<std::string, std::string> cases[] = {
      {"media/in/a.wav", "in/a.wav"},
      {"/media/in/a.wav", "in/a.wav"},
      {"media%2Fin%2Fa.wav", "in/a.wav"},
      {"media/a%20b", "a b"},
      {"media/a+b", "a+b"},
      {"media/a%3FversionId%3Dx", "a?versionId=x"},
      {"media/a?versionId=null", "a"},
      {"media/../a", "../a"},
  };
  for (const auto& [header, key] : cases) {
    const S3Result<Target> source = ParseCopySource(header);
    ASSERT_TRUE(source.has_value()) << header;
    EXPECT_EQ(source->bucket, "media");
    EXPECT_EQ(source->key, key);
  }
}

TEST(ParseCopySourceTest, RefusesOtherForms) {
  const std::pair<std::string, S3ErrorCode> cases[] = {
      {"", S3ErrorCode::kInvalidArgument},
      {"media", S3ErrorCode::kInvalidArgument},
      {"media/", S3ErrorCode::kInvalidArgument},
      {"media/%", S3ErrorCode::kInvalidArgument},
      {"media/a?versionId=3", S3ErrorCode::kInvalidArgument},
      {"Media/a", S3ErrorCode::kInvalidBucketName},
      {"media/%00", S3ErrorCode::kInvalidURI},
      {"arn:aws:s3:us-east-1:1:accesspoint/x/object/a", S3ErrorCode::kNotImplemented},
  };
  for (const auto& [header, code] : cases) {
    const S3Result<Target> source = ParseCopySource(header);
    ASSERT_FALSE(source.has_value()) << header;
    EXPECT_EQ(source.error().code, code) << header;
  }
}

}  // namespace
}  // namespace tacet::s3
