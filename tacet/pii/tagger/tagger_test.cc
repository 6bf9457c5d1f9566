#include "tacet/pii/tagger/tagger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tacet/base/temp_dir.h"
#include "tacet/pii/tagger/onnx_writer.h"
#include "tacet/pii/tagger/tagger_files.h"

namespace tacet::pii {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// "anas" is two pieces, "rosa" one, all else unknown.
constexpr char kVocabulary[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nana\n##s\nrosa\n.\n";
// Their scores of O, B-NAME and I-NAME. The words' logarithms make plain probabilities.
const std::vector<std::vector<float>> kScores = {
    {0, 0, 0},
    {std::log(8.0F), std::log(1.0F), std::log(1.0F)},  // [UNK]
    {0, 9, 0},
    {0, 9, 0},
    {std::log(1.0F), std::log(8.0F), std::log(1.0F)},  // ana
    {std::log(2.0F), std::log(2.0F), std::log(6.0F)},  // ##s
    {std::log(3.0F), std::log(6.0F), std::log(1.0F)},  // rosa
    {std::log(1.0F), std::log(1.0F), std::log(8.0F)},  // .
};
// A folder with a model, which tests break.
class TaggerTest : public ::testing::Test {
 protected:
  TaggerTest() : folder_(*TempDir::Create()) {
    description_ = {{"version", "7"},
                    {"tags", {"O", "B-NAME", "I-NAME"}},
                    {"max_length", 24},
                    {"context_length", 6},
                    {"temperature", 1.0}};
    SetModel(TableNetwork(kScores), kVocabulary);
  }

  void Write(const std::string& name, const std::string& content) {
    std::ofstream(folder_.path() + "/" + name, std::ios::binary) << content;
  }

  void SetModel(const std::string& onnx, const std::string& vocabulary) {
    Write("tagger.onnx", onnx);
    Write("vocab.txt", vocabulary);
    description_["files"] = {{"tagger.onnx", Sha256(onnx)}, {"vocab.txt", Sha256(vocabulary)}};
    Write("tagger.json", description_.dump());
  }

  std::unique_ptr<Tagger> Load(size_t threads = 1) const {
    auto tagger = Tagger::Create({.model_dir = folder_.path(), .threads = threads});
    EXPECT_TRUE(tagger) << tagger.error().message << ": " << tagger.error().detail;
    return tagger ? std::move(*tagger) : nullptr;
  }

  Error LoadError() const {
    const auto tagger = Tagger::Create({.model_dir = folder_.path()});
    EXPECT_FALSE(tagger);
    if (tagger) return {};
    EXPECT_THAT(tagger.error().message, Not(HasSubstr("\n")));
    return tagger.error();
  }

  const TempDir folder_;
  json description_;
};

std::vector<TaggedWord> WordsOf(const Tagger& tagger, std::string_view text) {
  auto tagging = tagger.Tag(text);
  EXPECT_TRUE(tagging) << tagging.error().message << ": " << tagging.error().detail;
  return tagging ? std::move(tagging->words) : std::vector<TaggedWord>();
}

constexpr auto kName = static_cast<size_t>(PiiEntityType::kName);

TEST_F(TaggerTest, AWordHasTheMeanProbabilitiesOfItsPieces) {
  const auto words = WordsOf(*Load(), "  Rosa  anas.");
  ASSERT_THAT(words, SizeIs(2));
  EXPECT_EQ(words[0].begin, 2U);
  EXPECT_EQ(words[0].end, 6U);
  EXPECT_NEAR(words[0].nothing, 0.3, 1e-6);
  EXPECT_NEAR(words[0].starts[kName], 0.6, 1e-6);
  EXPECT_NEAR(words[0].inside[kName], 0.1, 1e-6);
  EXPECT_NEAR(words[0].Of(PiiEntityType::kName), 0.7, 1e-6);
  EXPECT_EQ(words[0].Of(PiiEntityType::kPin), 0);
  // ana, ##s and the full stop.
  EXPECT_EQ(words[1].begin, 8U);
  EXPECT_EQ(words[1].end, 13U);
  EXPECT_NEAR(words[1].nothing, (0.1 + 0.2 + 0.1) / 3, 1e-6);
  EXPECT_NEAR(words[1].starts[kName], (0.8 + 0.2 + 0.1) / 3, 1e-6);
  EXPECT_NEAR(words[1].inside[kName], (0.1 + 0.6 + 0.8) / 3, 1e-6);
}

TEST_F(TaggerTest, ScoresAreDividedByTheTemperature) {
  description_["temperature"] = 2.0;
  SetModel(TableNetwork(kScores), kVocabulary);
  const double sum = std::sqrt(3.0) + std::sqrt(6.0) + 1;
  EXPECT_NEAR(WordsOf(*Load(), "rosa")[0].starts[kName], std::sqrt(6.0) / sum, 1e-6);
}

TEST_F(TaggerTest, EveryWordOfEveryLineIsThere) {
  const std::string text = "rosa\n\n \x01\xFF ana\r\nrosa\u00A0rosa";
  const auto words = WordsOf(*Load(), text);
  ASSERT_THAT(words, SizeIs(5));
  EXPECT_EQ(words[0].line, 0U);
  EXPECT_EQ(words[1].line, 2U);
  EXPECT_EQ(words[1].nothing, 1);  // no piece: control characters and no UTF-8
  EXPECT_EQ(words[2].line, 2U);
  EXPECT_EQ(text.substr(words[2].begin, words[2].end - words[2].begin), "ana");
  EXPECT_NEAR(words[2].starts[kName], 0.8, 1e-6);
  EXPECT_EQ(words[3].line, 3U);
  EXPECT_EQ(text.substr(words[4].begin), "rosa");
}

TEST_F(TaggerTest, ATextWithoutWordsHasNone) {
  EXPECT_THAT(WordsOf(*Load(), ""), IsEmpty());
  EXPECT_THAT(WordsOf(*Load(), " \n\t\n"), IsEmpty());
}

// Windows of 24 places: their words are tagged whichever window, place and batch they fall in.
TEST_F(TaggerTest, LongTextsAndLongWordsAreTaggedWholeOnAnyNumberOfThreads) {
  std::string text;
  for (int line = 0; line < 60; ++line) {
    for (int word = 0; word < line; ++word) text += word % 3 == 0 ? "ana " : "rosa ";
    text += "\n";
  }
  std::string dots(500, '.');
  text += dots;
  const auto words = WordsOf(*Load(1), text);
  ASSERT_THAT(words, SizeIs(60 * 59 / 2 + 1));
  for (const TaggedWord& word : words) {
    const char first = text[word.begin];
    ASSERT_NEAR(word.nothing, first == 'r' ? 0.3 : 0.1, 1e-5) << "at " << word.begin;
  }
  const auto same = WordsOf(*Load(3), text);
  ASSERT_EQ(same.size(), words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    ASSERT_EQ(same[i].nothing, words[i].nothing);
    ASSERT_EQ(same[i].starts, words[i].starts);
  }
}

TEST_F(TaggerTest, CallsAtTheSameTimeGiveWhatOneGives) {
  const auto tagger = Load(2);
  const std::string text = "rosa anas\nana rosa rosa\n";
  const auto wanted = WordsOf(*tagger, text);
  std::vector<std::thread> threads;
  std::vector<std::vector<TaggedWord>> got(4);
  for (auto& words : got) {
    threads.emplace_back([&] { words = WordsOf(*tagger, text); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& words : got) {
    ASSERT_EQ(words.size(), wanted.size());
    for (size_t i = 0; i < words.size(); ++i) EXPECT_EQ(words[i].starts, wanted[i].starts);
  }
}

TEST_F(TaggerTest, TheVersionIsTheDescriptions) { EXPECT_EQ(Load()->version(), "7"); }

TEST_F(TaggerTest, AMissingFileIsNamed) {
  for (const char* name : {"tagger.onnx", "vocab.txt", "tagger.json"}) {
    std::filesystem::remove(folder_.path() + "/" + name);
    const Error error = LoadError();
    EXPECT_EQ(error.code, ErrorCode::kNotFound);
    EXPECT_THAT(error.message, HasSubstr(std::string("/") + name + " is missing"));
  }
}

TEST_F(TaggerTest, FilesOtherThanTheDescriptionHasThemAreRefused) {
  for (const char* name : {"tagger.onnx", "vocab.txt"}) {
    Write(name, "other");
    const Error error = LoadError();
    EXPECT_EQ(error.code, ErrorCode::kDataLoss);
    EXPECT_THAT(error.message, AllOf(HasSubstr(name), HasSubstr("not the one")));
    SetModel(TableNetwork(kScores), kVocabulary);
  }
}

TEST_F(TaggerTest, AFolderInPlaceOfAFileIsRefused) {
  std::filesystem::remove(folder_.path() + "/tagger.json");
  std::filesystem::create_directory(folder_.path() + "/tagger.json");
  EXPECT_EQ(LoadError().code, ErrorCode::kDataLoss);
}

TEST_F(TaggerTest, HostileNetworksAreRefused) {
  const std::string good = TableNetwork(kScores);
  auto few_tags = kScores;
  for (auto& row : few_tags) row.pop_back();
  for (const std::string& onnx :
       {std::string(), std::string("no network"), std::string(10000, '\xFF'),
        good.substr(0, good.size() / 2), TableNetwork(few_tags)}) {
    SetModel(onnx, kVocabulary);
    const Error error = LoadError();
    EXPECT_EQ(error.code, ErrorCode::kDataLoss);
    EXPECT_EQ(error.message, "tagger.onnx is not a tagger's network");
  }
}

TEST_F(TaggerTest, HostileVocabulariesAreRefused) {
  SetModel(TableNetwork(kScores), "ana\n");
  EXPECT_THAT(LoadError().message, HasSubstr("vocabulary"));
  // Pieces that the network has no row for.
  SetModel(TableNetwork(kScores), std::string(kVocabulary) + "more\n");
  EXPECT_EQ(LoadError().code, ErrorCode::kDataLoss);
}

// The weights that come with the source: no test of how good they are, but that all parts fit.
TEST(CommittedTaggerTest, FindsANameInASentence) {
  const char* const source = std::getenv("TACET_SOURCE_DIR");
  const std::string folder = std::string(source == nullptr ? "." : source) + "/models/pii";
  if (!std::filesystem::exists(folder + "/tagger.onnx")) {
    GTEST_SKIP() << "the source has no models/pii";
  }
  const auto tagger = Tagger::Create({.model_dir = folder});
  ASSERT_TRUE(tagger) << tagger.error().message << ": " << tagger.error().detail;
  const auto words = WordsOf(**tagger, "Who am I speaking with?\nMy name is Rosa Delgado.\n");
  ASSERT_THAT(words, SizeIs(10));
  for (const TaggedWord& word : words) {
    float sum = word.nothing;
    for (const PiiEntityType type : AllPiiEntityTypes()) sum += word.Of(type);
    EXPECT_NEAR(sum, 1, 1e-4);
  }
  for (size_t i = 0; i < 8; ++i) EXPECT_GT(words[i].nothing, 0.5) << i;
  EXPECT_GT(words[8].starts[kName], 0.5);
  EXPECT_GT(words[9].inside[kName], 0.5);
}

}  // namespace
}  // namespace tacet::pii
