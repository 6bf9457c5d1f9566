#include "tacet/jobs/job_json.h"

namespace tacet::jobs {
namespace {

TEST(JobJsonTest, RefusesWhatWasNeverWritten) {
  TranscriptionJobRequest request;
  request.content_redaction = ContentRedaction{.pii_entity_types = {PiiEntityType::kSsn}};
  const std::string good = WriteRequestJson(request);
  ASSERT_TRUE(ParseRequestJson(good));
  const auto altered = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const size_t place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
  };
  for (const std::string& bad :
       {std::string(), std::string("null"), std::string("[]"), std::string("{}"),
        good.substr(0, good.size() - 1), altered("\"version\":1", "\"version\":2"),
        // A type that is not known must never come to mean all types, or none.
        altered("\"SSN\"", "\"SNS\""), altered("[\"SSN\"]", "[5]"), altered("\"both\":", "\"b\":"),
        altered("\"language\":\"\"", "\"language\":5")}) {
    EXPECT_EQ(ParseRequestJson(bad).error().code, ErrorCode::kDataLoss) << bad;
  }
  EXPECT_EQ(ParseTagsJson("{\"a\":1}").error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(ParseTagsJson("{").error().code, ErrorCode::kDataLoss);
}

}  // namespace
}  // namespace tacet::jobs
