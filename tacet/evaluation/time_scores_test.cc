#include "tacet/evaluation/time_scores.h"

#include <gtest/gtest.h>

namespace tacet::evaluation {
namespace {

using enum PiiEntityType;

// "my name is" 0 to 1 s, "Rosa Diaz" 1 to 2 s, "and I called" 2 to 3 s.
SpokenRecording Recording() {
  return {"r",
          "r.wav",
          {{"my name is", 0, 1000, std::nullopt},
           {"Rosa Diaz", 1000, 2000, kName},
           {"and I called", 2000, 3000, std::nullopt}}};
}

HeardWord Word(std::string content, int64_t start_ms, int64_t end_ms) {
  return {std::move(content), start_ms, end_ms, std::nullopt};
}

HeardWord Redacted(int64_t start_ms, int64_t end_ms, PiiEntityType type = kName) {
  return {"[PII]", start_ms, end_ms, Redaction{0.9, type}};
}

TimeScores Score(const std::vector<HeardWord>& heard) {
  TimeScores scores;
  scores.Add(Recording(), heard);
  return scores;
}

TEST(TimeScoresTest, RedactedIsRedacted) {
  const TimeScores scores =
      Score({Word("my", 100, 900), Redacted(950, 2050), Word("and", 2050, 2900)});
  const TimeCounts counts = scores.by_type().at(kName);
  EXPECT_EQ(counts.heard, 1U);
  EXPECT_EQ(counts.redacted, 1U);
  EXPECT_EQ(counts.redacted_same_type, 1U);
  EXPECT_EQ(counts.readable_ms, 0);
  EXPECT_EQ(counts.audible_ms, 0);
  EXPECT_EQ(counts.right, 1U);
  EXPECT_EQ(scores.lost_ms(), 100);  // 50 ms on either side
  EXPECT_EQ(scores.false_redactions(), 0U);
  EXPECT_EQ(scores.words(), 8U);
  EXPECT_EQ(scores.said_ms(), 3000);
}

TEST(TimeScoresTest, AReadableSurnameIsAMiss) {
  const TimeScores scores = Score({Redacted(1000, 1400), Word("Diaz", 1400, 2000)});
  EXPECT_EQ(scores.All().redacted, 0U);
  EXPECT_EQ(scores.All().readable_ms, 600);
  EXPECT_EQ(scores.All().audible_ms, 600);
  ASSERT_EQ(scores.missed().size(), 1U);
  EXPECT_EQ(scores.missed()[0].readable, "Diaz");
}

TEST(TimeScoresTest, AMisheardNameIsMissedThoughItCannotBeRead) {
  const TimeCounts misheard = Score({Word("Rows", 1000, 1400), Word("yes", 1400, 2000)}).All();
  EXPECT_EQ(misheard.redacted, 0U);
  EXPECT_EQ(misheard.unreadable, 1U);
  EXPECT_EQ(Score({Word("Rosa", 1000, 1400), Word("yes", 1400, 2000)}).All().unreadable, 0U);
  EXPECT_EQ(Score({Redacted(1000, 2000)}).All().unreadable, 1U);
  EXPECT_EQ(Score({Word("is", 100, 900)}).All().unreadable, 0U);  // not heard
}

TEST(TimeScoresTest, AnotherTypeHidesButIsNotTheSame) {
  const TimeCounts counts = Score({Redacted(1000, 2000, kAddress)}).by_type().at(kName);
  EXPECT_EQ(counts.redacted, 1U);
  EXPECT_EQ(counts.redacted_same_type, 0U);
}

TEST(TimeScoresTest, NeighboursThatReachInAreTolerated) {
  // "is" ends 180 ms late: mostly outside, and no word of the name.
  EXPECT_EQ(Score({Word("is", 700, 1180), Redacted(1180, 2000)}).All().redacted, 1U);
  // Mostly inside, though shorter than the tolerance.
  EXPECT_EQ(Score({Word("uh", 950, 1150), Redacted(1150, 2000)}).All().redacted, 1U);
}

TEST(TimeScoresTest, AWordThatWasSaidNextToTheLabelIsNoPartOfIt) {
  const auto early = [](std::string word) {
    return Score({Word("is", 800, 1000), Redacted(1000, 1700), Word(std::move(word), 1700, 2050)});
  };
  EXPECT_EQ(early("And,").All().redacted, 1U);
  EXPECT_EQ(early("And").All().readable_ms, 0);
  EXPECT_EQ(early("called").All().redacted, 0U);  // too far in "and I called"
  EXPECT_EQ(early("end").All().redacted, 0U);
  // The same before it.
  EXPECT_EQ(Score({Word("is", 900, 1250), Redacted(1250, 2000)}).All().redacted, 1U);
  EXPECT_EQ(Score({Word("my", 900, 1250), Redacted(1250, 2000)}).All().redacted, 0U);
  // What was said in the label as well is its.
  SpokenRecording recording = Recording();
  recording.said[1].text = "Rosa and Diaz";
  TimeScores scores;
  scores.Add(recording, {Redacted(1000, 1700), Word("and", 1700, 2050)});
  EXPECT_EQ(scores.All().redacted, 0U);
}

TEST(TimeScoresTest, WordsOfTheLabelBesideItGiveItAway) {
  EXPECT_EQ(Score({Redacted(1000, 1900), Word("Diaz,", 1900, 2400)}).All().redacted, 0U);
  // The same word where it was said is no leak.
  SpokenRecording recording = Recording();
  recording.said[2].text = "Diaz I said";
  TimeScores scores;
  scores.Add(recording, {Redacted(1000, 1900), Word("Diaz,", 1900, 2400)});
  EXPECT_EQ(scores.All().redacted, 1U);
}

TEST(TimeScoresTest, WhatWasNotHeardCountsForNoShare) {
  const TimeScores scores = Score({Word("my", 100, 900)});
  EXPECT_EQ(scores.All().labelled, 1U);
  EXPECT_EQ(scores.All().heard, 0U);
  EXPECT_TRUE(scores.missed().empty());
  EXPECT_EQ(scores.All().audible_ms, 1000);
}

TEST(TimeScoresTest, RedactionOfOtherSpeechIsFalse) {
  const TimeScores scores = Score({Redacted(0, 1050), Redacted(1100, 2000)});
  EXPECT_EQ(scores.false_redactions(), 1U);
  EXPECT_EQ(scores.lost_ms(), 1000);
  EXPECT_NEAR(scores.FalsePerThousandWords().value, 125, 1e-9);
  EXPECT_EQ(scores.All().redactions, 2U);
  EXPECT_EQ(scores.All().right, 1U);
  EXPECT_NEAR(scores.LostSecondsPerHour().value, 1200, 1e-9);
}

TEST(TimeScoresTest, DigitsLeftAfterTheFirstHalfAreALeak) {
  const SpokenRecording recording = {
      "r", "r.wav", {{"two oh six five five five oh one four two", 0, 4000, kPhone}}};
  TimeScores scores;
  scores.Add(recording, {Redacted(0, 2400, kPhone), Word("0142", 2400, 4000)});
  ASSERT_EQ(scores.leaks().size(), 1U);
  EXPECT_EQ(scores.leaks()[0].readable, "0142");
  TimeScores three;
  three.Add(recording, {Redacted(0, 2800, kPhone), Word("142", 2800, 4000)});
  EXPECT_TRUE(three.leaks().empty());
  EXPECT_EQ(three.All().redacted, 0U);
}

}  // namespace
}  // namespace tacet::evaluation
