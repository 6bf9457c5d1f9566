// ListObjects and ListObjectsV2.
#include "tacet/s3/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tacet/s3/endpoint_fixture.h"

namespace tacet::s3 {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ListingTest : public EndpointTest {
 protected:
  void SetUp() override {
    MakeBucket("media");
    for (const std::string key :
         {"a.wav", "in/1.wav", "in/2.wav", "in/x/3.wav", "out/1.json", "z"}) {
      MakeObject("media", key, key);
    }
  }
  XmlNode List(const std::string& query) {
    return Send("GET", "/media?" + query).Xml("ListBucketResult");
  }
};

std::vector<std::string> Keys(const XmlNode& list) {
  std::vector<std::string> keys;
  for (const XmlNode& child : list.children) {
    if (child.name == "Contents") keys.emplace_back(child.Child("Key"));
  }
  return keys;
}

std::vector<std::string> Prefixes(const XmlNode& list) {
  std::vector<std::string> prefixes;
  for (const XmlNode& child : list.children) {
    if (child.name == "CommonPrefixes") prefixes.emplace_back(child.Child("Prefix"));
  }
  return prefixes;
}

TEST_F(ListingTest, ListsWhatClientsRead) {
  const Answer answer = Send("GET", "/media?list-type=2&prefix=a");
  EXPECT_THAT(answer.body,
              HasSubstr("<Name>media</Name><Prefix>a</Prefix><KeyCount>1</KeyCount>"
                        "<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated><Contents>"
                        "<Key>a.wav</Key><LastModified>2026-11-24T04:00:00.000Z</LastModified>"
                        "<ETag>&quot;"));
  EXPECT_THAT(answer.body, HasSubstr("<Size>5</Size><StorageClass>STANDARD</StorageClass>"));
  EXPECT_THAT(answer.body, HasSubstr("<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>"));
  EXPECT_THAT(answer.body, Not(HasSubstr("<Owner>")));
  EXPECT_THAT(Send("GET", "/media?list-type=2&fetch-owner=true").body, HasSubstr("<Owner><ID>"));
  EXPECT_THAT(Send("GET", "/media").body, HasSubstr("<Owner><ID>"));
}

TEST_F(ListingTest, PrefixAndDelimiterGroupKeys) {
  for (const std::string version : {"", "&list-type=2"}) {
    XmlNode list = List("delimiter=%2F" + version);
    EXPECT_THAT(Keys(list), ElementsAre("a.wav", "z"));
    EXPECT_THAT(Prefixes(list), ElementsAre("in/", "out/"));
    list = List("prefix=in%2F&delimiter=%2F" + version);
    EXPECT_THAT(Keys(list), ElementsAre("in/1.wav", "in/2.wav"));
    EXPECT_THAT(Prefixes(list), ElementsAre("in/x/"));
    EXPECT_THAT(Keys(List("prefix=nothing" + version)), IsEmpty());
    EXPECT_THAT(Keys(List("max-keys=0" + version)), IsEmpty());
    EXPECT_EQ(List("max-keys=0" + version).Child("IsTruncated"), "false");
  }
  EXPECT_EQ(List("list-type=2&delimiter=%2F").Child("KeyCount"), "4");
}

TEST_F(ListingTest, PagesOfTheSecondVersionFollowOpaqueTokens) {
  for (const std::string delimiter : {"", "&delimiter=%2F"}) {
    std::vector<std::string> seen;
    std::string token;
    do {
      std::string query = "list-type=2&max-keys=1&start-after=a.wav" + delimiter;
      if (!token.empty()) query += "&continuation-token=" + aws::PercentEncode(token);
      const XmlNode list = List(query);
      EXPECT_EQ(list.Child("StartAfter"), "a.wav");
      EXPECT_EQ(list.Child("ContinuationToken"), token);
      for (const std::string& key : Keys(list)) seen.push_back(key);
      for (const std::string& prefix : Prefixes(list)) seen.push_back(prefix);
      token = list.Child("NextContinuationToken");
      EXPECT_EQ(token.find("wav"), std::string::npos) << "opaque";
    } while (!token.empty());
    if (delimiter.empty()) {
      EXPECT_THAT(seen, ElementsAre("in/1.wav", "in/2.wav", "in/x/3.wav", "out/1.json", "z"));
    } else {
      EXPECT_THAT(seen, ElementsAre("in/", "out/", "z"));
    }
  }
}

TEST_F(ListingTest, PagesOfTheFirstVersionFollowMarkers) {
  std::vector<std::string> seen;
  std::string marker;
  do {
    const XmlNode list = List("max-keys=1&delimiter=%2F&marker=" + aws::PercentEncode(marker));
    EXPECT_EQ(list.Child("Marker"), marker);
    for (const std::string& key : Keys(list)) seen.push_back(key);
    for (const std::string& prefix : Prefixes(list)) seen.push_back(prefix);
    marker = list.Child("NextMarker");
  } while (!marker.empty());
  EXPECT_THAT(seen, ElementsAre("a.wav", "in/", "out/", "z"));
  const XmlNode plain = List("max-keys=1");
  EXPECT_EQ(plain.Child("IsTruncated"), "true");
  EXPECT_EQ(plain.Child("NextMarker"), "") << "only with a delimiter";
}

TEST_F(ListingTest, KeysAreEncodedWhenAsked) {
  MakeObject("media", "odd/a b+c&<d>~\x01\xc3\xbc", "x");
  const XmlNode list = List("list-type=2&encoding-type=url&prefix=odd%2Fa%20b&delimiter=%2F");
  EXPECT_EQ(list.Child("EncodingType"), "url");
  EXPECT_EQ(list.Child("Prefix"), "odd/a%20b");
  EXPECT_THAT(Keys(list), ElementsAre("odd/a%20b%2Bc%26%3Cd%3E~%01%C3%BC"));
  EXPECT_EQ(Send("GET", "/media?encoding-type=base64").Code(), "InvalidArgument");
}

TEST_F(ListingTest, BadParametersAreRefused) {
  for (const std::string query :
       {"max-keys=-1", "max-keys=x", "max-keys=1e3", "max-keys=99999999999999999999",
        "list-type=2&continuation-token=abc", "list-type=2&continuation-token=",
        "list-type=2&continuation-token=YS53YXY%3D", "list-type=2&max-keys=%20"}) {
    const Answer answer = Send("GET", "/media?" + query);
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(answer.Code(), "InvalidArgument") << query;
  }
  EXPECT_EQ(List("max-keys=5000").Child("MaxKeys"), "1000");
  EXPECT_EQ(Send("GET", "/nowhere").Code(), "NoSuchBucket");
}

TEST_F(ListingTest, ALongListingIsCutAtAThousand) {
  for (int i = 0; i < 1200; ++i) MakeObject("media", "many/" + std::to_string(i), "");
  const XmlNode list = List("list-type=2&prefix=many%2F");
  EXPECT_EQ(list.Child("KeyCount"), "1000");
  EXPECT_EQ(list.Child("IsTruncated"), "true");
}

}  // namespace
}  // namespace tacet::s3
