// What every VocabularyStore promises, held against each of them.
#include "tacet/jobs/store_makers.h"
#include "tacet/jobs/vocabulary_store.h"

namespace tacet::jobs {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = VocabularyKind;

class VocabularyStoreContractTest : public testing::TestWithParam<StoreMaker> {
 protected:
  VocabularyStoreContractTest()
      : folder_(TempDir::Create().value()),
        store_(GetParam().make_vocabularies(folder_.path(), clock_)) {}

  Result<Vocabulary> Create(Kind kind, const std::string& name, int quota = 100) {
    return store_->Create(kind,
                          {.name = name,
                           .language_code = "en-US",
                           .content = "uh\num\nEschenbach's\nZürich\n",
                           .tags = {{"k", "v"}}},
                          quota);
  }
  std::vector<std::string> Names(Kind kind, const ListVocabulariesQuery& query) {
    std::vector<std::string> names;
    const VocabularyPage page = store_->List(kind, query).value();
    for (const auto& vocabulary : page.vocabularies) {
      names.push_back(vocabulary.name);
    }
    return names;
  }

  FakeClock clock_;
  TempDir folder_;
  std::unique_ptr<VocabularyStore> store_;
};

TEST_P(VocabularyStoreContractTest, GivesBackWhatWasCreated) {
  ASSERT_TRUE(Create(Kind::kVocabularyFilter, "words"));
  const Vocabulary got = store_->Get(Kind::kVocabularyFilter, "words").value();
  EXPECT_EQ(got.language_code, "en-US");
  EXPECT_EQ(got.content, "uh\num\nEschenbach's\nZürich\n");
  EXPECT_EQ(got.state, VocabularyState::kReady);
  EXPECT_EQ(got.last_modified_time, clock_.Now());
  EXPECT_EQ(got.tags, (std::map<std::string, std::string>{{"k", "v"}}));
}

TEST_P(VocabularyStoreContractTest, KeepsTheTwoKindsApart) {
  ASSERT_TRUE(Create(Kind::kVocabularyFilter, "words"));
  EXPECT_EQ(store_->Get(Kind::kVocabulary, "words").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(Create(Kind::kVocabulary, "words"));
  EXPECT_EQ(Create(Kind::kVocabulary, "words").error().code, ErrorCode::kAlreadyExists);
  ASSERT_TRUE(store_->Delete(Kind::kVocabularyFilter, "words"));
  EXPECT_TRUE(store_->Get(Kind::kVocabulary, "words"));
}

TEST_P(VocabularyStoreContractTest, HoldsTheQuotaOfEachKind) {
  ASSERT_TRUE(Create(Kind::kVocabulary, "a", 2));
  ASSERT_TRUE(Create(Kind::kVocabulary, "b", 2));
  EXPECT_EQ(Create(Kind::kVocabulary, "c", 2).error().code, ErrorCode::kResourceExhausted);
  EXPECT_TRUE(Create(Kind::kVocabularyFilter, "c", 2));
}

TEST_P(VocabularyStoreContractTest, UpdatesAllButTheTags) {
  ASSERT_TRUE(Create(Kind::kVocabulary, "words"));
  clock_.Advance(seconds(5));
  const Vocabulary updated = store_
                                 ->Update(Kind::kVocabulary, {.name = "words",
                                                              .language_code = "de-DE",
                                                              .state = VocabularyState::kFailed,
                                                              .failure_reason = "broken",
                                                              .content = "neu"})
                                 .value();
  const Vocabulary got = store_->Get(Kind::kVocabulary, "words").value();
  EXPECT_EQ(got.content, "neu");
  EXPECT_EQ(got.language_code, "de-DE");
  EXPECT_EQ(got.state, VocabularyState::kFailed);
  EXPECT_EQ(got.failure_reason, "broken");
  EXPECT_EQ(got.last_modified_time, clock_.Now());
  EXPECT_EQ(got.tags.size(), 1u);
  EXPECT_EQ(updated.tags, got.tags);
}

TEST_P(VocabularyStoreContractTest, DoesNotFindWhatIsNotThere) {
  EXPECT_EQ(store_->Get(Kind::kVocabulary, "x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->Update(Kind::kVocabulary, {.name = "x"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->Delete(Kind::kVocabulary, "x").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_->SetTags(Kind::kVocabulary, "x", {}).error().code, ErrorCode::kNotFound);
}

TEST_P(VocabularyStoreContractTest, ListsTheNewestFirstWithoutContents) {
  for (const char* name : {"Alpha", "beta", "alphabet", "gamma"}) {
    ASSERT_TRUE(Create(Kind::kVocabulary, name));
  }
  ASSERT_TRUE(store_->Update(Kind::kVocabulary, {.name = "beta",
                                                 .language_code = "en-US",
                                                 .state = VocabularyState::kFailed,
                                                 .content = "x"}));
  EXPECT_THAT(Names(Kind::kVocabulary, {}), ElementsAre("gamma", "alphabet", "beta", "Alpha"));
  EXPECT_THAT(Names(Kind::kVocabulary, {.name_contains = "ALPHA"}),
              ElementsAre("alphabet", "Alpha"));
  EXPECT_THAT(Names(Kind::kVocabulary, {.state = VocabularyState::kFailed}), ElementsAre("beta"));
  EXPECT_THAT(Names(Kind::kVocabularyFilter, {}), IsEmpty());

  const VocabularyPage page = store_->List(Kind::kVocabulary, {.max_results = 3}).value();
  for (const auto& vocabulary : page.vocabularies) EXPECT_EQ(vocabulary.content, "");
  const std::string token = page.next_token.value();
  EXPECT_THAT(Names(Kind::kVocabulary, {.max_results = 3, .next_token = token}),
              ElementsAre("Alpha"));
  EXPECT_EQ(store_->List(Kind::kVocabularyFilter, {.next_token = token}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(store_->List(Kind::kVocabulary, {.next_token = "x"}).error().code,
            ErrorCode::kInvalidArgument);
}

TEST_P(VocabularyStoreContractTest, ReplacesTags) {
  ASSERT_TRUE(Create(Kind::kVocabulary, "words"));
  ASSERT_TRUE(store_->SetTags(Kind::kVocabulary, "words", {{"a", "b"}, {"c", ""}}));
  EXPECT_EQ(store_->Get(Kind::kVocabulary, "words")->tags,
            (std::map<std::string, std::string>{{"a", "b"}, {"c", ""}}));
}

INSTANTIATE_TEST_SUITE_P(Stores, VocabularyStoreContractTest,
                         testing::Values(MemoryStores(), SqliteStores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace tacet::jobs
