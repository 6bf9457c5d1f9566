// Uploads in parts.
#include "tacet/s3/multipart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tacet/aws/checksum.h"
#include "tacet/s3/endpoint_fixture.h"

namespace tacet::s3 {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr size_t kPart = 5 << 20;

class MultipartTest : public EndpointTest {
 protected:
  void SetUp() override { MakeBucket("media"); }

  std::string Begin(const std::string& key = "big", const HeaderPairs& headers = {}) {
    const Answer answer = Send("POST", "/media/" + key + "?uploads", headers);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return std::string(answer.Xml("InitiateMultipartUploadResult").Child("UploadId"));
  }
  Answer Part(const std::string& id, int number, const std::string& bytes,
              const HeaderPairs& headers = {}) {
    return Send("PUT", "/media/big?partNumber=" + std::to_string(number) + "&uploadId=" + id,
                headers, bytes);
  }
  Answer Complete(const std::string& id, const std::vector<std::pair<int, std::string>>& parts,
                  const HeaderPairs& headers = {}) {
    std::string body = "<CompleteMultipartUpload>";
    for (const auto& [number, rest] : parts) {
      body += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber>" + rest + "</Part>";
    }
    return Send("POST", "/media/big?uploadId=" + id, headers, body + "</CompleteMultipartUpload>");
  }
};

std::string Etag(const Answer& part) {
  std::string etag = part.Header("ETag");
  etag = etag.substr(1, etag.size() - 2);
  return "<ETag>&quot;" + etag + "&quot;</ETag>";
}

std::string Checksum(aws::HashAlgorithm algorithm, std::string_view bytes) {
  return aws::Base64Encode(aws::Hash(algorithm, bytes));
}

TEST_F(MultipartTest, PartsBecomeOneObject) {
  const std::string first(kPart, 'a');
  const std::string id = Begin("big", {{"Content-Type", "audio/wav"}, {"x-amz-meta-a", "b"}});
  const Answer one = Part(id, 1, first);
  EXPECT_EQ(one.status, 200);
  EXPECT_FALSE(one.headers.Has("x-amz-checksum-crc64nvme")) << "not asked for";
  const Answer two = Part(id, 7, "end");
  const Answer done = Complete(id, {{1, Etag(one)}, {7, Etag(two)}}, {{"Host", "localhost:9320"}});
  EXPECT_EQ(done.status, 200) << done.body;
  const XmlNode result = done.Xml("CompleteMultipartUploadResult");
  EXPECT_EQ(result.Child("Location"), "http://localhost:9320/media/big");
  EXPECT_EQ(result.Child("Bucket"), "media");
  EXPECT_EQ(result.Child("Key"), "big");
  EXPECT_THAT(std::string(result.Child("ETag")), HasSubstr("-2\""));
  EXPECT_EQ(result.Child("ChecksumType"), "FULL_OBJECT");
  EXPECT_EQ(result.Child("ChecksumCRC64NVME"),
            Checksum(aws::HashAlgorithm::kCrc64Nvme, first + "end"));
  EXPECT_EQ(Stored("media", "big"), first + "end");
  const Answer head = Send("HEAD", "/media/big");
  EXPECT_EQ(head.Header("Content-Type"), "audio/wav");
  EXPECT_EQ(head.Header("x-amz-meta-a"), "b");
  EXPECT_EQ(head.Header("ETag"), result.Child("ETag"));
  // An answer that was lost is asked for again; another list is not that upload.
  EXPECT_EQ(Complete(id, {{1, Etag(one)}, {7, Etag(two)}}).status, 200);
  EXPECT_EQ(Complete(id, {{1, Etag(one)}}).Code(), "NoSuchUpload");
}

TEST_F(MultipartTest, CompositeChecksumsAreOfThePartsChecksums) {
  for (const auto& [name, algorithm] : std::vector<std::pair<std::string, aws::HashAlgorithm>>{
           {"CRC32", aws::HashAlgorithm::kCrc32}, {"SHA256", aws::HashAlgorithm::kSha256}}) {
    const std::string first(kPart, 'a');
    const std::string id = Begin("big", {{"x-amz-checksum-algorithm", name}});
    const std::string header = "x-amz-checksum-" + aws::AsciiLower(name);
    const Answer one = Part(id, 1, first, {{header, Checksum(algorithm, first)}});
    EXPECT_EQ(one.Header(header), Checksum(algorithm, first));
    EXPECT_FALSE(one.headers.Has("x-amz-checksum-type"));
    const Answer two = Part(id, 2, "end");
    const std::string element =
        "<Checksum" + name + ">" + Checksum(algorithm, first) + "</Checksum" + name + ">";
    const Answer done = Complete(id, {{1, Etag(one) + element}, {2, Etag(two)}},
                                 {{"x-amz-checksum-type", "COMPOSITE"},
                                  {"x-amz-mp-object-size", std::to_string(kPart + 3)}});
    const XmlNode result = done.Xml("CompleteMultipartUploadResult");
    EXPECT_EQ(result.Child("ChecksumType"), "COMPOSITE") << done.body;
    EXPECT_EQ(
        result.Child("Checksum" + name),
        Checksum(algorithm, aws::Hash(algorithm, first) + aws::Hash(algorithm, "end")) + "-2");
    const Answer head = Send("HEAD", "/media/big", {{"x-amz-checksum-mode", "ENABLED"}});
    EXPECT_EQ(head.Header(header), result.Child("Checksum" + name));
    EXPECT_EQ(head.Header("x-amz-checksum-type"), "COMPOSITE");
  }
}

TEST_F(MultipartTest, WholeObjectChecksumsAreCompared) {
  const HeaderPairs begin = {{"x-amz-checksum-algorithm", "CRC32"},
                             {"x-amz-checksum-type", "FULL_OBJECT"}};
  const std::string id = Begin("big", begin);
  const Answer one = Part(id, 1, "hello");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}}, {{"x-amz-checksum-crc32", "AAAAAA=="}}).Code(),
            "BadDigest");
  EXPECT_EQ(Stored("media", "big"), "(absent)");
  const std::string right = Checksum(aws::HashAlgorithm::kCrc32, "hello");
  const Answer done = Complete(id, {{1, Etag(one)}}, {{"x-amz-checksum-crc32", right}});
  EXPECT_EQ(done.Xml("CompleteMultipartUploadResult").Child("ChecksumCRC32"), right);
}

TEST_F(MultipartTest, ChecksumTypesFitTheirAlgorithms) {
  const struct {
    std::string algorithm, type;
    std::string_view code;
  } cases[] = {
      {"CRC32", "", ""},
      {"CRC32", "FULL_OBJECT", ""},
      {"CRC32C", "COMPOSITE", ""},
      {"CRC64NVME", "", ""},
      {"CRC64NVME", "FULL_OBJECT", ""},
      {"CRC64NVME", "COMPOSITE", "InvalidRequest"},
      {"SHA256", "", ""},
      {"SHA1", "COMPOSITE", ""},
      {"SHA256", "FULL_OBJECT", "InvalidRequest"},
      {"", "COMPOSITE", "InvalidRequest"},
      {"", "FULL_OBJECT", ""},
      {"CRC32", "OTHER", "InvalidRequest"},
      {"MD5", "", "InvalidRequest"},
  };
  for (const auto& test : cases) {
    HeaderPairs headers;
    if (!test.algorithm.empty()) headers.emplace_back("x-amz-checksum-algorithm", test.algorithm);
    if (!test.type.empty()) headers.emplace_back("x-amz-checksum-type", test.type);
    EXPECT_EQ(Send("POST", "/media/big?uploads", headers).Code(), test.code)
        << test.algorithm << " " << test.type;
  }
}

TEST_F(MultipartTest, AWrongListIsRefusedAndTheUploadStaysOpen) {
  const std::string id = Begin();
  const Answer one = Part(id, 1, std::string(kPart, 'a'));
  const Answer two = Part(id, 2, "small");
  const Answer three = Part(id, 3, "end");
  const std::string other = "<ETag>\"00000000000000000000000000000000\"</ETag>";
  EXPECT_EQ(Complete(id, {{2, Etag(two)}, {1, Etag(one)}}).Code(), "InvalidPartOrder");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}, {1, Etag(one)}}).Code(), "InvalidPartOrder");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}, {4, other}}).Code(), "InvalidPart");
  EXPECT_EQ(Complete(id, {{1, other}}).Code(), "InvalidPart");
  EXPECT_EQ(Complete(id, {{2, Etag(two)}, {3, Etag(three)}}).Code(), "EntityTooSmall");
  EXPECT_EQ(Complete(id, {}).Code(), "MalformedXML");
  EXPECT_EQ(Complete(id, {{0, Etag(one)}}).Code(), "MalformedXML");
  EXPECT_EQ(Complete(id, {{10'001, Etag(one)}}).Code(), "MalformedXML");
  EXPECT_EQ(Complete(id, {{1, ""}}).Code(), "MalformedXML");
  EXPECT_EQ(Send("POST", "/media/big?uploadId=" + id, {}, "").Code(), "MissingRequestBodyError");
  EXPECT_EQ(Send("POST", "/media/big?uploadId=" + id, {}, "<Other/>").Code(), "MalformedXML");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}}, {{"x-amz-mp-object-size", "1"}}).Code(),
            "InvalidRequest");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}}, {{"x-amz-checksum-type", "COMPOSITE"}}).Code(),
            "InvalidRequest");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}}, {{"If-Match", "\"x\""}}).Code(), "NoSuchKey");
  EXPECT_EQ(Stored("media", "big"), "(absent)");
  // Parts that are not named are left out.
  EXPECT_EQ(Complete(id, {{1, Etag(one)}, {3, Etag(three)}}, {{"If-None-Match", "*"}}).status, 200);
  EXPECT_EQ(Stored("media", "big").size(), kPart + 3);
}

TEST_F(MultipartTest, AnExistingObjectFailsTheConditionOfACompletion) {
  MakeObject("media", "big", "old");
  const std::string id = Begin();
  const Answer one = Part(id, 1, "new");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}}, {{"If-None-Match", "*"}}).Code(), "PreconditionFailed");
  EXPECT_EQ(Stored("media", "big"), "old");
  EXPECT_EQ(Complete(id, {{1, Etag(one)}}).status, 200);
  EXPECT_EQ(Stored("media", "big"), "new");
}

TEST_F(MultipartTest, PartsAreChecked) {
  const std::string id = Begin("big", {{"x-amz-checksum-algorithm", "CRC32"}});
  for (const int number : {0, -1, 10'001}) {
    EXPECT_EQ(Part(id, number, "x").Code(), "InvalidArgument") << number;
  }
  EXPECT_EQ(Send("PUT", "/media/big?partNumber=x&uploadId=" + id, {}, "x").Code(),
            "InvalidArgument");
  EXPECT_EQ(Part("0123", 1, "x").Code(), "NoSuchUpload");
  EXPECT_EQ(Send("PUT", "/media/other?partNumber=1&uploadId=" + id, {}, "x").Code(),
            "NoSuchUpload");
  EXPECT_EQ(Part(id, 1, "hello", {{"x-amz-checksum-crc32", "AAAAAA=="}}).Code(), "BadDigest");
  EXPECT_EQ(
      Part(id, 1, "hello", {{"x-amz-checksum-sha1", Checksum(aws::HashAlgorithm::kSha1, "hello")}})
          .Code(),
      "InvalidRequest");
  EXPECT_EQ(Part(id, 1, "hello", {{"Content-MD5", Checksum(aws::HashAlgorithm::kMd5, "x")}}).Code(),
            "BadDigest");
  EXPECT_THAT(Send("GET", "/media/big?uploadId=" + id).body, Not(HasSubstr("<Part>")));
}

TEST_F(MultipartTest, PartsAreListedByPages) {
  const std::string id = Begin("big", {{"x-amz-checksum-algorithm", "CRC32"}});
  for (const int number : {1, 2, 5}) Part(id, number, "part " + std::to_string(number));
  const Answer all = Send("GET", "/media/big?uploadId=" + id);
  EXPECT_THAT(all.body, HasSubstr("<ChecksumAlgorithm>CRC32</ChecksumAlgorithm>"
                                  "<ChecksumType>COMPOSITE</ChecksumType>"));
  EXPECT_THAT(all.body, HasSubstr("<PartNumber>5</PartNumber>"));
  EXPECT_THAT(all.body, HasSubstr("<Size>6</Size><ChecksumCRC32>"));
  EXPECT_THAT(all.body, HasSubstr("<Initiator><ID>000000000000</ID>"));
  const XmlNode first = Send("GET", "/media/big?max-parts=2&uploadId=" + id).Xml("ListPartsResult");
  EXPECT_EQ(first.Child("IsTruncated"), "true");
  EXPECT_EQ(first.Child("NextPartNumberMarker"), "2");
  const XmlNode second = Send("GET", "/media/big?max-parts=2&part-number-marker=2&uploadId=" + id)
                             .Xml("ListPartsResult");
  EXPECT_EQ(second.Child("IsTruncated"), "false");
  EXPECT_EQ(second.Child("NextPartNumberMarker"), "5");
  EXPECT_EQ(Send("GET", "/media/big?uploadId=none").Code(), "NoSuchUpload");
}

TEST_F(MultipartTest, AnAbortedUploadIsGone) {
  const std::string id = Begin();
  Part(id, 1, "x");
  EXPECT_EQ(Send("DELETE", "/media/big?uploadId=" + id).status, 204);
  EXPECT_EQ(Send("DELETE", "/media/big?uploadId=" + id).Code(), "NoSuchUpload");
  EXPECT_EQ(Part(id, 2, "x").Code(), "NoSuchUpload");
  EXPECT_EQ(Stored("media", "big"), "(absent)");
}

TEST_F(MultipartTest, OpenUploadsAreListedByPages) {
  std::vector<std::string> ids;
  for (const std::string key : {"a", "b", "b", "in/1", "in/2", "z"}) {
    ids.push_back(Begin(key));
    clock_.Advance(std::chrono::seconds(1));
  }
  const Answer all = Send("GET", "/media?uploads");
  for (const std::string& id : ids) {
    EXPECT_THAT(all.body, HasSubstr("<UploadId>" + id + "</UploadId>"));
  }
  EXPECT_THAT(all.body, HasSubstr("<Initiated>2026-11-24T04:00:05.000Z</Initiated>"));
  std::vector<std::string> seen;
  std::string key, id;
  do {
    const XmlNode page = Send("GET", "/media?uploads&max-uploads=1&delimiter=%2F&key-marker=" +
                                         aws::PercentEncode(key) + "&upload-id-marker=" + id)
                             .Xml("ListMultipartUploadsResult");
    for (const XmlNode& child : page.children) {
      if (child.name == "Upload") seen.emplace_back(child.Child("UploadId"));
      if (child.name == "CommonPrefixes") seen.emplace_back(child.Child("Prefix"));
    }
    key = page.Child("NextKeyMarker");
    id = page.Child("NextUploadIdMarker");
    EXPECT_EQ(page.Child("IsTruncated"), key.empty() ? "false" : "true");
  } while (!key.empty());
  EXPECT_THAT(seen, testing::ElementsAre(ids[0], ids[1], ids[2], "in/", ids[5]));
  EXPECT_THAT(Send("GET", "/media?uploads&prefix=in%2F").body, Not(HasSubstr("<Key>a</Key>")));
  EXPECT_EQ(Send("GET", "/nowhere?uploads").Code(), "NoSuchBucket");
}

}  // namespace
}  // namespace tacet::s3
