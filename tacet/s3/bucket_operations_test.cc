// ListBuckets, CreateBucket, HeadBucket, GetBucketLocation, DeleteBucket and the sub-resources.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tacet/s3/endpoint_fixture.h"

namespace tacet::s3 {
namespace {

using testing::HasSubstr;
using testing::Not;

class BucketTest : public EndpointTest {};

TEST_F(BucketTest, ABucketIsMadeFoundListedAndDeleted) {
  const Answer made = Send("PUT", "/media");
  EXPECT_EQ(made.status, 200);
  EXPECT_EQ(made.Header("Location"), "/media");
  const Answer head = Send("HEAD", "/media");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Header("x-amz-bucket-region"), "us-east-1");
  const Answer list = Send("GET", "/");
  EXPECT_THAT(list.body, HasSubstr("<Owner><ID>000000000000</ID>"));
  EXPECT_THAT(list.body, HasSubstr("<Bucket><Name>media</Name><CreationDate>"
                                   "2026-11-24T04:00:00.000Z</CreationDate>"
                                   "<BucketRegion>us-east-1</BucketRegion></Bucket>"));
  EXPECT_EQ(Send("DELETE", "/media").status, 204);
  EXPECT_EQ(Send("HEAD", "/media").status, 404);
  EXPECT_EQ(Send("DELETE", "/media").Code(), "NoSuchBucket");
}

TEST_F(BucketTest, AVirtualHostNamesABucketToo) {
  EXPECT_EQ(Send("PUT", "/", {{"Host", "media.localhost:9320"}}).status, 200);
  EXPECT_EQ(Send("PUT", "/a/b", {{"Host", "media.localhost:9320"}}, "x").status, 200);
  EXPECT_EQ(Stored("media", "a/b"), "x");
  options_.hosts = {"s3.example.org"};
  EXPECT_EQ(Send("GET", "/a/b", {{"Host", "media.s3.example.org"}}).body, "x");
  EXPECT_EQ(Send("GET", "/media/a/b", {{"Host", "s3.example.org"}}).body, "x");
}

TEST_F(BucketTest, ABucketWithObjectsStays) {
  MakeBucket("media");
  MakeObject("media", "a", "x");
  const Answer answer = Send("DELETE", "/media");
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.Code(), "BucketNotEmpty");
}

TEST_F(BucketTest, MakingABucketAgainDependsOnTheRegion) {
  MakeBucket("media");
  EXPECT_EQ(Send("PUT", "/media").status, 200);
  options_.region = "eu-central-1";
  const Answer answer = Send("PUT", "/media");
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.Code(), "BucketAlreadyOwnedByYou");
}

TEST_F(BucketTest, TheLocationMustBeThisServers) {
  options_.region = "eu-central-1";
  const auto body = [](const std::string& inside) {
    return "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" +
           inside + "</CreateBucketConfiguration>";
  };
  EXPECT_EQ(Send("PUT", "/media", {}, body("<LocationConstraint>eu-central-1</LocationConstraint>"))
                .status,
            200);
  EXPECT_EQ(
      Send("PUT", "/other", {}, body("<LocationConstraint>eu-west-1</LocationConstraint>")).Code(),
      "IllegalLocationConstraintException");
  EXPECT_EQ(Send("PUT", "/other", {}, body("<Bucket><Type>Directory</Type></Bucket>")).Code(),
            "NotImplemented");
  EXPECT_EQ(Send("PUT", "/other", {}, "<Create").Code(), "MalformedXML");
  EXPECT_EQ(Send("PUT", "/other", {}, "<Other/>").Code(), "MalformedXML");
  EXPECT_EQ(Send("PUT", "/other", {}, std::string(70'000, ' ')).Code(), "EntityTooLarge");
  EXPECT_EQ(Send("HEAD", "/other").status, 404);
  EXPECT_EQ(Send("PUT", "/other", {}, body("")).status, 200);
  EXPECT_THAT(Send("GET", "/media?location").body, HasSubstr(">eu-central-1</LocationConstraint>"));
  options_.region = "us-east-1";
  EXPECT_THAT(Send("GET", "/media?location").body, HasSubstr("\"></LocationConstraint>"));
  EXPECT_EQ(Send("GET", "/nowhere?location").Code(), "NoSuchBucket");
}

TEST_F(BucketTest, BadNamesAreRefused) {
  for (const std::string name : {"ab", "Media", "me_dia", "-media", "media-", "me..dia",
                                 "192.168.5.4", "me%20dia", "..%2fa"}) {
    for (const std::string method : {"PUT", "GET", "HEAD", "DELETE"}) {
      EXPECT_EQ(Send(method, "/" + name).status, 400) << method << " " << name;
    }
    EXPECT_EQ(Send("PUT", "/" + name).Code(), "InvalidBucketName") << name;
  }
  EXPECT_EQ(Send("PUT", "/my.media.1").status, 200);
}

TEST_F(BucketTest, BucketsAreListedByPages) {
  for (const std::string name : {"aaa", "aab", "bbb", "ccc", "aws-transcribe-us-east-1-prod"}) {
    MakeBucket(name);
  }
  EXPECT_THAT(Send("GET", "/").body, Not(HasSubstr("aws-transcribe")));
  const XmlNode first = Send("GET", "/?max-buckets=2").Xml("ListAllMyBucketsResult");
  const std::string token(first.Child("ContinuationToken"));
  EXPECT_FALSE(token.empty());
  const Answer second =
      Send("GET", "/?max-buckets=2&continuation-token=" + aws::PercentEncode(token));
  EXPECT_THAT(second.body, HasSubstr("<Name>ccc</Name>"));
  EXPECT_THAT(second.body, Not(HasSubstr("<Name>aab</Name>")));
  EXPECT_THAT(second.body, Not(HasSubstr("ContinuationToken")));
  const Answer prefix = Send("GET", "/?prefix=aa");
  EXPECT_THAT(prefix.body, HasSubstr("<Name>aab</Name>"));
  EXPECT_THAT(prefix.body, Not(HasSubstr("<Name>bbb</Name>")));
  EXPECT_THAT(Send("GET", "/?bucket-region=eu-west-1").body, Not(HasSubstr("<Name>")));
  EXPECT_EQ(Send("GET", "/?max-buckets=0").Code(), "InvalidArgument");
}

TEST_F(BucketTest, WhatIsNotConfiguredIsAnsweredAsForAPlainBucket) {
  MakeBucket("media");
  MakeObject("media", "a", "x");
  const struct {
    std::string target;
    int status;
    std::string text;
  } cases[] = {
      {"/media?acl", 200, "<Permission>FULL_CONTROL</Permission>"},
      {"/media?versioning", 200, "<VersioningConfiguration xmlns="},
      {"/media?logging", 200, "<BucketLoggingStatus xmlns="},
      {"/media?notification", 200, "<NotificationConfiguration xmlns="},
      {"/media?accelerate", 200, "<AccelerateConfiguration xmlns="},
      {"/media?requestPayment", 200, "<Payer>BucketOwner</Payer>"},
      {"/media?policy", 404, "<Code>NoSuchBucketPolicy</Code>"},
      {"/media?policyStatus", 404, "<Code>NoSuchBucketPolicy</Code>"},
      {"/media?cors", 404, "<Code>NoSuchCORSConfiguration</Code>"},
      {"/media?lifecycle", 404, "<Code>NoSuchLifecycleConfiguration</Code>"},
      {"/media?tagging", 404, "<Code>NoSuchTagSet</Code>"},
      {"/media?website", 404, "<Code>NoSuchWebsiteConfiguration</Code>"},
      {"/media?encryption", 404, "<Code>ServerSideEncryptionConfigurationNotFoundError</Code>"},
      {"/media?replication", 404, "<Code>ReplicationConfigurationNotFoundError</Code>"},
      {"/media?object-lock", 404, "<Code>ObjectLockConfigurationNotFoundError</Code>"},
      {"/media?ownershipControls", 404, "<Code>OwnershipControlsNotFoundError</Code>"},
      {"/media?publicAccessBlock", 404, "<Code>NoSuchPublicAccessBlockConfiguration</Code>"},
      {"/media/a?acl", 200, "xsi:type=\"CanonicalUser\""},
      {"/media/a?tagging", 200, "<TagSet></TagSet>"},
      {"/media/absent?tagging", 404, "<Code>NoSuchKey</Code>"},
  };
  for (const auto& test : cases) {
    const Answer answer = Send("GET", test.target);
    EXPECT_EQ(answer.status, test.status) << test.target;
    EXPECT_THAT(answer.body, HasSubstr(test.text));
  }
  EXPECT_EQ(Send("GET", "/nowhere?versioning").Code(), "NoSuchBucket");
}

}  // namespace
}  // namespace tacet::s3
