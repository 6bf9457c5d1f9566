#include "tacet/jobs/page_token.h"

namespace tacet::jobs {
namespace {

// The vectors of the reference implementation: key 00 01 .. 0f, messages 00 01 .. of growing
// length. https://github.com/veorq/SipHash/blob/master/vectors.h
TEST(SipHash24Test, GivesTheReferenceVectors) {
  PageTokenKey key;
  std::string message;
  for (size_t i = 0; i < 16; ++i) key[i] = static_cast<uint8_t>(i);
  for (size_t i = 0; i < 15; ++i) message.push_back(static_cast<char>(i));
  EXPECT_EQ(SipHash24(key, message), 0xa129ca6149be45e5u);
  EXPECT_EQ(SipHash24(key, ""), 0x726fdb47dd0e0e31u);
  EXPECT_EQ(SipHash24(key, message.substr(0, 8)), 0x93f5f5799a932462u);
}

TEST(PageTokensTest, ParsesOnlyItsOwnForTheSameScope) {
  const PageTokens tokens(RandomPageTokenKey());
  for (const int64_t position : {int64_t{0}, int64_t{1}, int64_t{1} << 62, int64_t{-5}}) {
    const std::string token = tokens.Make("jobs", position);
    EXPECT_EQ(token.size(), 32u);
    EXPECT_EQ(tokens.Parse("jobs", token).value(), position);
    EXPECT_FALSE(tokens.Parse("jobs2", token));
    EXPECT_FALSE(PageTokens(RandomPageTokenKey()).Parse("jobs", token));
  }
}

TEST(PageTokensTest, RefusesEveryOtherText) {
  const PageTokens tokens(RandomPageTokenKey());
  const std::string token = tokens.Make("jobs", 77);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string altered = token;
    altered[i] = altered[i] == 'a' ? 'b' : 'a';
    EXPECT_EQ(tokens.Parse("jobs", altered).error().code, ErrorCode::kInvalidArgument) << i;
    altered[i] = 'G';
    EXPECT_FALSE(tokens.Parse("jobs", altered)) << i;
  }
  for (const std::string& text :
       {std::string(), token + token, token.substr(0, 31), std::string(32, '-'),
        std::string(32, '0'), std::string(8192, 'a')}) {
    EXPECT_FALSE(tokens.Parse("jobs", text));
  }
}

}  // namespace
}  // namespace tacet::jobs
