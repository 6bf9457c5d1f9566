// CopyObject and UploadPartCopy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tacet/s3/endpoint_fixture.h"

namespace tacet::s3 {
namespace {

using testing::HasSubstr;

class CopyTest : public EndpointTest {
 protected:
  void SetUp() override {
    MakeBucket("media");
    MakeBucket("other");
    MakeObject("media", "a b", "hello",
               {.content_type = "audio/wav", .metadata = {{"caller", "one"}}});
  }
  Answer Copy(const std::string& source, HeaderPairs headers = {},
              const std::string& target = "/other/c") {
    headers.emplace_back("x-amz-copy-source", source);
    return Send("PUT", target, headers);
  }
};

constexpr char kEtag[] = "\"5d41402abc4b2a76b9719d911017c592\"";

TEST_F(CopyTest, TakesBytesAndMetadata) {
  const Answer answer = Copy("/media/a%20b");
  EXPECT_EQ(answer.status, 200) << answer.body;
  const XmlNode result = answer.Xml("CopyObjectResult");
  EXPECT_EQ(result.Child("ETag"), kEtag);
  EXPECT_EQ(result.Child("LastModified"), "2026-11-24T04:00:00.000Z");
  EXPECT_NE(result.Child("ChecksumCRC64NVME"), "");
  EXPECT_EQ(Stored("other", "c"), "hello");
  const Answer head = Send("HEAD", "/other/c");
  EXPECT_EQ(head.Header("Content-Type"), "audio/wav");
  EXPECT_EQ(head.Header("x-amz-meta-caller"), "one");
}

TEST_F(CopyTest, TakesOtherMetadataWhenTold) {
  EXPECT_EQ(Copy("media/a%20b", {{"x-amz-metadata-directive", "REPLACE"},
                                 {"Content-Type", "text/plain"},
                                 {"x-amz-meta-new", "two"},
                                 {"x-amz-checksum-algorithm", "SHA256"}})
                .status,
            200);
  const Answer head = Send("HEAD", "/other/c", {{"x-amz-checksum-mode", "ENABLED"}});
  EXPECT_EQ(head.Header("Content-Type"), "text/plain");
  EXPECT_EQ(head.Header("x-amz-meta-new"), "two");
  EXPECT_FALSE(head.headers.Has("x-amz-meta-caller"));
  EXPECT_TRUE(head.headers.Has("x-amz-checksum-sha256"));
}

TEST_F(CopyTest, ToItselfOnlyWithAChange) {
  EXPECT_EQ(Copy("media/a%20b", {}, "/media/a%20b").Code(), "InvalidRequest");
  EXPECT_EQ(Copy("media/a%20b", {{"x-amz-metadata-directive", "REPLACE"}}, "/media/a%20b").status,
            200);
  EXPECT_EQ(Send("HEAD", "/media/a%20b").Header("Content-Type"), "binary/octet-stream");
  EXPECT_EQ(Stored("media", "a b"), "hello");
}

TEST_F(CopyTest, ConditionsOfTheSourceAreKept) {
  const struct {
    std::string header, value;
    int status;
  } cases[] = {
      {"x-amz-copy-source-if-match", kEtag, 200},
      {"x-amz-copy-source-if-match", "\"x\"", 412},
      {"x-amz-copy-source-if-none-match", kEtag, 412},
      {"x-amz-copy-source-if-none-match", "\"x\"", 200},
      {"x-amz-copy-source-if-modified-since", "Tue, 24 Nov 2026 04:00:00 GMT", 412},
      {"x-amz-copy-source-if-modified-since", "Tue, 24 Nov 2026 03:59:59 GMT", 200},
      {"x-amz-copy-source-if-unmodified-since", "Tue, 24 Nov 2026 04:00:00 GMT", 200},
      {"x-amz-copy-source-if-unmodified-since", "Tue, 24 Nov 2026 03:59:59 GMT", 412},
  };
  for (const auto& test : cases) {
    const Answer answer = Copy("media/a%20b", {{test.header, test.value}});
    EXPECT_EQ(answer.status, test.status) << test.header << " " << test.value;
  }
}

TEST_F(CopyTest, ConditionsOfTheTargetAreKept) {
  EXPECT_EQ(Copy("media/a%20b", {{"If-None-Match", "*"}}).status, 200);
  EXPECT_EQ(Send("HEAD", "/other/c").Header("x-amz-meta-caller"), "one");
  EXPECT_EQ(Copy("media/a%20b", {{"If-None-Match", "*"}}).Code(), "PreconditionFailed");
  EXPECT_EQ(Copy("media/a%20b", {{"If-Match", kEtag}}).status, 200);
  EXPECT_EQ(Copy("media/a%20b", {{"If-Match", "\"x\""}}).Code(), "PreconditionFailed");
}

TEST_F(CopyTest, WhatIsMissingIsSaid) {
  EXPECT_EQ(Copy("media/absent").Code(), "NoSuchKey");
  EXPECT_EQ(Copy("nowhere/a").Code(), "NoSuchBucket");
  EXPECT_EQ(Copy("media/a%20b", {}, "/nowhere/c").Code(), "NoSuchBucket");
  EXPECT_EQ(Copy("").Code(), "InvalidArgument");
  EXPECT_EQ(Copy("media").Code(), "InvalidArgument");
  EXPECT_EQ(Copy("media/a%20b?versionId=4").Code(), "InvalidArgument");
}

TEST_F(CopyTest, PartsAreCopiedFromObjects) {
  const std::string id(
      Send("POST", "/other/c?uploads").Xml("InitiateMultipartUploadResult").Child("UploadId"));
  const std::string target = "/other/c?partNumber=1&uploadId=" + id;
  for (const std::string range : {"bytes=0-99", "bytes=5-5", "bytes=2-", "bytes=-2", "bytes=3-1",
                                  "bytes=0-1,2-3", "x", "bytes=00-1"}) {
    EXPECT_EQ(Copy("media/a%20b", {{"x-amz-copy-source-range", range}}, target).Code(),
              "InvalidArgument")
        << range;
  }
  const Answer part = Copy("media/a%20b", {{"x-amz-copy-source-range", "bytes=1-3"}}, target);
  const XmlNode result = part.Xml("CopyPartResult");
  EXPECT_THAT(std::string(result.Child("ETag")), HasSubstr("\""));
  const std::string body = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" +
                           std::string(result.Child("ETag")) +
                           "</ETag></Part></CompleteMultipartUpload>";
  EXPECT_EQ(Send("POST", "/other/c?uploadId=" + id, {}, body).status, 200);
  EXPECT_EQ(Stored("other", "c"), "ell");
  EXPECT_EQ(audited_.size(), 1u);
  EXPECT_EQ(audited_[0].operation, "UploadPartCopy");
  EXPECT_EQ(Copy("media/a%20b", {}, target).Code(), "NoSuchUpload");
}

}  // namespace
}  // namespace tacet::s3
