#include "tacet/auth/service_signer.h"

#include <sys/stat.h>

#include "tacet/aws/sigv4.h"
#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"

namespace tacet::auth {
namespace {

using ::testing::MatchesRegex;

const Time kNow(std::chrono::seconds(1'795'492'800));

std::string Url(const ServiceSigner& signer) {
  return signer.PresignGet("http://127.0.0.1:9320", "aws-transcribe-us-east-1-prod",
                           "000000000000/a job/id/asrOutput.json", "us-east-1", kNow);
}

TEST(ServiceSignerTest, MakesUrlsLikeAmazonTranscribe) {
  const auto signer = ServiceSigner::CreateTemporary();
  EXPECT_THAT(
      Url(*signer),
      MatchesRegex("http://127\\.0\\.0\\.1:9320/aws-transcribe-us-east-1-prod/000000000000/a%20job"
                   "/id/asrOutput\\.json\\?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                   "&X-Amz-Date=20261124T040000Z&X-Amz-SignedHeaders=host&X-Amz-Expires=900"
                   "&X-Amz-Credential=tacet-service-[0-9a-f]+%2F20261124%2Fus-east-1%2Fs3"
                   "%2Faws4_request&X-Amz-Signature=[0-9a-f]+"));
  const std::string url = Url(*signer);
  EXPECT_TRUE(aws::ParsePresignedQuery(url.substr(url.find('?') + 1)));
}

TEST(ServiceSignerTest, KeepsItsKeyInAFileForItsOwnerOnly) {
  const auto dir = TempDir::Create();
  ASSERT_TRUE(dir);
  const std::string path = ServiceSigner::PathIn(dir->path());
  const auto first = ServiceSigner::Open(path);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(Url(**ServiceSigner::Open(path)), Url(**first));
  EXPECT_NE(Url(*ServiceSigner::CreateTemporary()), Url(**first));
  struct stat info = {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);

  ASSERT_EQ(chmod(path.c_str(), 0644), 0);
  EXPECT_EQ(ServiceSigner::Open(path).error().code, ErrorCode::kPermissionDenied);
}

TEST(ServiceSignerTest, RefusesADamagedFile) {
  const auto dir = TempDir::Create();
  ASSERT_TRUE(dir);
  const std::string path = ServiceSigner::PathIn(dir->path());
  for (const char* contents : {"", "{}", "[1]", R"({"id":"AKID","secret":"x"})", R"({"id":1})"}) {
    ASSERT_TRUE(WriteFileAtomically(path, contents));
    ASSERT_EQ(chmod(path.c_str(), 0600), 0);
    EXPECT_EQ(ServiceSigner::Open(path).error().code, ErrorCode::kDataLoss) << contents;
  }
}

}  // namespace
}  // namespace tacet::auth
