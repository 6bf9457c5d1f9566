#include "tacet/models/model_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>

#include "tacet/models/sha256.h"

namespace tacet::models {
namespace {

using ::testing::Contains;
using ::testing::MatchesRegex;

TEST(ModelCatalogueTest, HasTheNamesThatTheHandbookLists) {
  EXPECT_EQ(ModelNames(ModelCatalogue()),
            "tiny.en, base, small.en, distil-large-v3.5, medium.en, large-v3-turbo, silero-vad");
  EXPECT_NE(FindModel(ModelCatalogue(), "base"), nullptr);
  EXPECT_EQ(FindModel(ModelCatalogue(), "Base"), nullptr);
  EXPECT_EQ(FindModel(ModelCatalogue(), ""), nullptr);
}

TEST(ModelCatalogueTest, EveryFileIsPinnedAndNoNameLeavesItsDirectory) {
  for (const ModelEntry& entry : ModelCatalogue()) {
    SCOPED_TRACE(entry.name);
    EXPECT_EQ(entry.licence, "MIT");
    ASSERT_FALSE(entry.sources.empty());
    for (const ModelSource& source : entry.sources) {
      std::set<std::string> names;
      for (const ModelFile& file : source.files) {
        EXPECT_TRUE(names.insert(file.name).second) << file.name;
        EXPECT_THAT(file.name, MatchesRegex("[a-z0-9][a-z0-9_.]*"));
        EXPECT_GT(file.size_bytes, 0);
        EXPECT_TRUE(file.sha256.empty() || IsSha256(file.sha256)) << file.name;
      }
      if (entry.kind == ModelKind::kSpeech) {
        EXPECT_EQ(source.files.front().name, "model.bin");
        EXPECT_FALSE(source.files.front().sha256.empty());
        EXPECT_THAT(names, Contains("config.json"));
        EXPECT_THAT(names, Contains("tokenizer.json"));
        EXPECT_THAT(names, Contains(::testing::StartsWith("vocabulary.")));
      }
    }
  }
}

TEST(ModelCatalogueTest, EverySourceIsPinned) {
  for (const ModelEntry& entry : ModelCatalogue()) {
    SCOPED_TRACE(entry.name);
    for (const ModelSource& source : entry.sources) {
      if (const auto* hub = std::get_if<HubRepository>(&source.place)) {
        EXPECT_THAT(hub->repository, MatchesRegex("[A-Za-z0-9-]+/[A-Za-z0-9.-]+"));
        EXPECT_EQ(hub->revision.size(), 40u);
        EXPECT_THAT(hub->revision, MatchesRegex("[0-9a-f]+"));
        continue;
      }
      const auto& packages = std::get<PythonPackages>(source.place);
      for (const PythonPackage& package : packages.packages) {
        EXPECT_THAT(package.name, MatchesRegex("[a-z0-9-]+"));
        EXPECT_THAT(package.version, MatchesRegex("[0-9.]+"));
        EXPECT_TRUE(IsSha256(package.wheel_sha256));
        EXPECT_GT(package.wheel_size_bytes, 0);
      }
      ASSERT_EQ(packages.files.size(), source.files.size());
      for (size_t i = 0; i < source.files.size(); ++i) {
        EXPECT_EQ(packages.files[i].file, source.files[i].name);
        EXPECT_FALSE(packages.files[i].members.empty());
      }
    }
  }
}

TEST(ModelCatalogueTest, SpeechModelsStandInOrderOfSize) {
  int64_t last = 0;
  for (const ModelEntry& entry : ModelCatalogue()) {
    if (entry.kind != ModelKind::kSpeech) continue;
    EXPECT_GT(entry.sources.front().SizeBytes(), last) << entry.name;
    last = entry.sources.front().SizeBytes();
    EXPECT_EQ(entry.word_error_rates.size(), 2u) << entry.name;
  }
}

}  // namespace
}  // namespace tacet::models
