#include "tacet/redaction/vocabulary_filter.h"

#include "tacet/transcript/transcript_text.h"

namespace tacet::redaction {
namespace {

Item Word(const std::string& content, int64_t start_ms = 0) {
  return {.content = content,
          .confidence = 0.995,
          .start_time_ms = start_ms,
          .end_time_ms = start_ms + 100,
          .parts = {{content, start_ms, start_ms + 100}}};
}

Item Mark(const std::string& content) {
  return {.type = ItemType::kPunctuation, .content = content};
}

// "Heck, no." of Amazon Transcribe's examples.
Transcript HeckNo() {
  return {.items = {Word("Heck", 400), Mark(","), Word("no", 710), Mark(".")},
          .audio_segments = {{380, 1050, 0, 4}}};
}

std::string Text(const Transcript& transcript) {
  return JoinItems(transcript, 0, transcript.items.size());
}

std::string Filtered(const std::string& filter, const std::vector<std::string>& words) {
  Transcript transcript;
  for (const std::string& word : words) transcript.items.push_back(Word(word));
  transcript.audio_segments = {{0, 100, 0, transcript.items.size()}};
  return Text(VocabularyFilter(filter, VocabularyFilterMethod::kMask).Apply(transcript));
}

TEST(VocabularyFilterTest, MasksTheWordAndKeepsTimesAndConfidence) {
  const Transcript masked = VocabularyFilter("heck", VocabularyFilterMethod::kMask).Apply(HeckNo());
  EXPECT_EQ(Text(masked), "***, no.");
  EXPECT_EQ(masked.items[0].confidence, 0.995);
  EXPECT_EQ(masked.items[0].start_time_ms, 400);
  EXPECT_EQ(masked.items[0].end_time_ms, 500);
  EXPECT_TRUE(masked.items[0].parts.empty()) << "the word must not live on in its parts";
  EXPECT_FALSE(masked.items[0].vocabulary_filter_match);
}

TEST(VocabularyFilterTest, RemovesTheWordButNotThePunctuationBehindIt) {
  const VocabularyFilter filter("no", VocabularyFilterMethod::kRemove);
  const Transcript removed = filter.Apply(HeckNo());
  EXPECT_EQ(Text(removed), "Heck,.");
  EXPECT_EQ(removed.items.size(), 3u);
  EXPECT_EQ(removed.audio_segments, (std::vector<AudioSegment>{{380, 1050, 0, 3}}));
}

TEST(VocabularyFilterTest, RemovesSegmentsThatAreLeftEmpty) {
  const Transcript transcript = {.items = {Word("um"), Word("yes"), Word("um"), Word("you")},
                                 .audio_segments = {{0, 1, 0, 1}, {2, 3, 1, 2}, {4, 5, 3, 1}}};
  const Transcript removed =
      VocabularyFilter("um", VocabularyFilterMethod::kRemove).Apply(transcript);
  EXPECT_EQ(Text(removed), "yes you");
  EXPECT_EQ(removed.audio_segments, (std::vector<AudioSegment>{{2, 3, 0, 1}, {4, 5, 1, 1}}));
}

TEST(VocabularyFilterTest, TagsEveryWordAndNoPunctuation) {
  const Transcript tagged = VocabularyFilter("heck", VocabularyFilterMethod::kTag).Apply(HeckNo());
  EXPECT_EQ(Text(tagged), "Heck, no.");
  EXPECT_EQ(tagged.items[0].vocabulary_filter_match, true);
  EXPECT_EQ(tagged.items[1].vocabulary_filter_match, std::nullopt);
  EXPECT_EQ(tagged.items[2].vocabulary_filter_match, false);
}

TEST(VocabularyFilterTest, MatchesWholeWordsWithoutRegardToCase) {
  EXPECT_EQ(Filtered("marine", {"Marine", "submarine", "MARINE", "marines"}),
            "*** submarine *** marines");
  EXPECT_EQ(Filtered("uh", {"Uh-huh", "uh"}), "Uh-huh ***");
  EXPECT_EQ(Filtered("Ärger\nŻABA\nÿ", {"ärger", "ÄRGER", "żaba", "Ÿ", "Arger"}),
            "*** *** *** *** Arger");
  EXPECT_EQ(Filtered("", {"word"}), "word");
  EXPECT_EQ(Filtered("a b", {"a", "b"}), "a b") << "an entry is one word";
}

// The file, and what it did and did not mask, of a real job.
TEST(VocabularyFilterTest, SplitsAtCommasAndLineEndsOnly) {
  EXPECT_EQ(Filtered("uh, um, like, cool, so, basically, literally.\r\n",
                     {"cool", "so", "um", "literally"}),
            "*** *** *** literally");
  EXPECT_EQ(Filtered("\xef\xbb\xbfone\r\ntwo\n\n\tthree , \n", {"one", "two", "three", ""}),
            "*** *** *** ");
}

TEST(VocabularyFilterTest, LeavesWhatIsRedactedAlone) {
  const Transcript transcript = {.items = {Word("Rosa"), Word("heck")},
                                 .audio_segments = {{0, 100, 0, 2}}};
  const TranscriptText text = BuildTranscriptText(transcript);
  const std::vector<PiiEntity> entities = {
      {.type = PiiEntityType::kName, .confidence = 0.9, .begin = 0, .end = 4}};
  const RedactedTranscript redacted = RedactTranscript(transcript, text, entities);
  for (const auto method : {VocabularyFilterMethod::kMask, VocabularyFilterMethod::kRemove}) {
    const RedactedTranscript filtered =
        VocabularyFilter("rosa\n[PII]\nheck", method).Apply(redacted);
    EXPECT_EQ(Text(filtered.transcript()),
              method == VocabularyFilterMethod::kMask ? "[PII] ***" : "[PII]");
  }
}

TEST(VocabularyFilterTest, ParsesTheMethodsOfTheService) {
  EXPECT_EQ(ParseVocabularyFilterMethod("mask"), VocabularyFilterMethod::kMask);
  EXPECT_EQ(ParseVocabularyFilterMethod("remove"), VocabularyFilterMethod::kRemove);
  EXPECT_EQ(ParseVocabularyFilterMethod("tag"), VocabularyFilterMethod::kTag);
  EXPECT_EQ(ParseVocabularyFilterMethod("Mask"), std::nullopt);
}

}  // namespace
}  // namespace tacet::redaction
