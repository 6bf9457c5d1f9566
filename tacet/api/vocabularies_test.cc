// The operations of custom vocabularies and vocabulary filters, and what their contents may be.
#include "tacet/api/testing_api.h"
#include "tacet/api/vocabulary_content.h"

namespace tacet::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class VocabulariesTest : public ApiTest {
 protected:
  Answer Create(const Output& changes = Output::object()) {
    Output body = {{"VocabularyName", "v"}, {"LanguageCode", "en-US"}, {"Phrases", {"New-York"}}};
    for (const auto& [name, value] : changes.items()) body[name] = value;
    return Call("CreateVocabulary", body);
  }
  Answer CreateFilter(const Output& changes = Output::object()) {
    Output body = {
        {"VocabularyFilterName", "f"}, {"LanguageCode", "en-US"}, {"Words", {"uh", "um"}}};
    for (const auto& [name, value] : changes.items()) body[name] = value;
    return Call("CreateVocabularyFilter", body);
  }
  std::string Downloaded(const Answer& answer) {
    const auto uri = answer.json.value("DownloadUri", "");
    const std::string start = "http://127.0.0.1:9320/aws-transcribe-us-east-1-prod/";
    if (!uri.starts_with(start)) return "no uri: " + uri;
    const std::string key = uri.substr(start.size(), uri.find('?') - start.size());
    const auto reader = objects_.Get({"aws-transcribe-us-east-1-prod", key}, {});
    return reader ? ReadAll(**reader, 1 << 20).value() : reader.error().message;
  }
  static constexpr char kName[] = R"({"VocabularyName":"v"})";
  static constexpr char kFilterName[] = R"({"VocabularyFilterName":"f"})";
};

TEST_F(VocabulariesTest, AVocabularyIsReadyWhenItIsMade) {
  const Answer created = Create();
  EXPECT_EQ(created.body, R"({"VocabularyName":"v","LanguageCode":"en-US",)"
                          R"("LastModifiedTime":1795492800.0,"VocabularyState":"READY"})");
  const Answer got = Call("GetVocabulary", kName);
  EXPECT_EQ(got.json["VocabularyState"], "READY");
  EXPECT_FALSE(got.json.contains("FailureReason"));
  EXPECT_EQ(Downloaded(got), "New-York\n");
}

TEST_F(VocabulariesTest, AFilterHasNoState) {
  EXPECT_EQ(CreateFilter().body, R"({"VocabularyFilterName":"f","LanguageCode":"en-US",)"
                                 R"("LastModifiedTime":1795492800.0})");
  EXPECT_EQ(Downloaded(Call("GetVocabularyFilter", kFilterName)), "uh\num\n");
}

TEST_F(VocabulariesTest, ExactlyOneOfListAndFileIsNeeded) {
  const std::string text = "Either Phrases or VocabularyFileUri field should be provided.";
  EXPECT_EQ(Create({{"Phrases", nullptr}}).message(), text);
  EXPECT_EQ(Create({{"VocabularyFileUri", "s3://media/v.txt"}}).message(), text);
  EXPECT_EQ(CreateFilter({{"Words", nullptr}}).message(),
            "Either Words or VocabularyFilterFileUri field should be provided.");
  EXPECT_EQ(Call("UpdateVocabulary", R"({"VocabularyName":"v","LanguageCode":"en-US"})").message(),
            "The requested vocabulary couldn't be found. Check the vocabulary name and try your "
            "request again.");
}

TEST_F(VocabulariesTest, ANameInUseIsAConflict) {
  ASSERT_EQ(Create().status, 200);
  ASSERT_EQ(CreateFilter().status, 200);
  EXPECT_EQ(Create().type(), "ConflictException");
  EXPECT_EQ(Create().message(),
            "The requested vocabulary name already exists. Use a different vocabulary name.");
  EXPECT_EQ(CreateFilter().type(), "ConflictException");
  EXPECT_EQ(
      CreateFilter().message(),
      "The requested vocabulary filter name already exists. Use a different vocabulary filter "
      "name.");
}

TEST_F(VocabulariesTest, MissingOnesAreBadRequests) {
  for (const char* operation : {"GetVocabulary", "DeleteVocabulary"}) {
    const Answer answer = Call(operation, kName);
    EXPECT_EQ(answer.type(), "BadRequestException") << operation;
    EXPECT_EQ(answer.message(),
              "The requested vocabulary couldn't be found. Check the vocabulary name and try your "
              "request again.");
  }
  for (const char* operation : {"GetVocabularyFilter", "DeleteVocabularyFilter"}) {
    const Answer answer = Call(operation, kFilterName);
    EXPECT_EQ(answer.type(), "BadRequestException") << operation;
    EXPECT_THAT(answer.message(), HasSubstr("The requested vocabulary filter couldn't be found."));
  }
}

TEST_F(VocabulariesTest, TheQuotaIsALimit) {
  options_.max_vocabularies = 1;
  options_.max_vocabulary_filters = 0;
  Restart();
  EXPECT_EQ(Create().status, 200);
  const Answer second = Create({{"VocabularyName", "w"}});
  EXPECT_EQ(second.type(), "LimitExceededException");
  EXPECT_EQ(second.message(),
            "You have too many vocabularies. Delete a vocabulary and try your request again");
  EXPECT_EQ(CreateFilter().type(), "LimitExceededException");
}

TEST_F(VocabulariesTest, UpdateReplacesTheContents) {
  ASSERT_EQ(Create().status, 200);
  const std::string before = Call("GetVocabulary", kName).json["DownloadUri"];
  clock_.Advance(std::chrono::seconds(5));
  const Answer updated = Call(
      "UpdateVocabulary", R"({"VocabularyName":"v","LanguageCode":"de-DE","Phrases":["Züri"]})");
  EXPECT_EQ(updated.body, R"({"VocabularyName":"v","LanguageCode":"de-DE",)"
                          R"("LastModifiedTime":1795492805.0,"VocabularyState":"READY"})");
  const Answer got = Call("GetVocabulary", kName);
  EXPECT_EQ(Downloaded(got), "Züri\n");
  EXPECT_NE(got.json["DownloadUri"], before);
  EXPECT_EQ(objects_.List("aws-transcribe-us-east-1-prod", {})->objects.size(), 1u);
}

TEST_F(VocabulariesTest, AFilterKeepsItsLanguage) {
  ASSERT_EQ(CreateFilter({{"LanguageCode", "de-DE"}, {"Words", {"äh"}}}).status, 200);
  EXPECT_THAT(Call("UpdateVocabularyFilter",
                   R"({"VocabularyFilterName":"f","LanguageCode":"en-US","Words":["uh"]})")
                  .message(),
              HasSubstr("Unknown member 'LanguageCode'"));
  const Answer updated =
      Call("UpdateVocabularyFilter", R"({"VocabularyFilterName":"f","Words":["ähm"]})");
  EXPECT_EQ(updated.json["LanguageCode"], "de-DE");
  EXPECT_EQ(Downloaded(Call("GetVocabularyFilter", kFilterName)), "ähm\n");
}

TEST_F(VocabulariesTest, DeleteTakesTheCopiesToo) {
  ASSERT_EQ(Create().status, 200);
  ASSERT_EQ(CreateFilter().status, 200);
  (void)Call("GetVocabulary", kName);
  (void)Call("GetVocabularyFilter", kFilterName);
  EXPECT_EQ(objects_.List("aws-transcribe-us-east-1-prod", {})->objects.size(), 2u);
  const Answer deleted = Call("DeleteVocabulary", kName);
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(Call("DeleteVocabularyFilter", kFilterName).status, 200);
  EXPECT_TRUE(objects_.List("aws-transcribe-us-east-1-prod", {})->objects.empty());
  EXPECT_EQ(Call("GetVocabulary", kName).status, 400);
}

TEST_F(VocabulariesTest, ListsHaveFiltersAndPages) {
  for (int i = 0; i < 6; ++i)
    ASSERT_EQ(Create({{"VocabularyName", "v" + std::to_string(i)}}).status, 200);
  ASSERT_EQ(Create({{"VocabularyName", "bad"}, {"Phrases", {"4"}}}).status, 200);
  const Answer first = Call("ListVocabularies", "{}");
  EXPECT_EQ(first.json["Vocabularies"].size(), 5u);
  EXPECT_TRUE(first.json.contains("NextToken"));
  const Answer failed = Call("ListVocabularies", R"({"StateEquals":"FAILED"})");
  EXPECT_EQ(failed.json["Status"], "FAILED");
  ASSERT_EQ(failed.json["Vocabularies"].size(), 1u);
  EXPECT_EQ(failed.json["Vocabularies"][0]["VocabularyName"], "bad");
  EXPECT_EQ(Call("ListVocabularies", R"({"NameContains":"V3"})").json["Vocabularies"].size(), 1u);
  EXPECT_EQ(Call("ListVocabularyFilters", "{}").json.dump(), R"({"VocabularyFilters":[]})");
  EXPECT_EQ(Call("ListVocabularies", R"({"NextToken":"bogus"})").type(), "BadRequestException");
}

TEST_F(VocabulariesTest, AFileComesFromTheObjectStore) {
  PutObject("media", "v.txt", "Phrase\tSoundsLike\tIPA\tDisplayAs\nNew-York\t\t\tNew York\n");
  const Answer created = Create({{"Phrases", nullptr}, {"VocabularyFileUri", "s3://media/v.txt"}});
  EXPECT_EQ(created.json["VocabularyState"], "READY");
  EXPECT_EQ(Downloaded(Call("GetVocabulary", kName)),
            "Phrase\tSoundsLike\tIPA\tDisplayAs\nNew-York\t\t\tNew York\n");
  // As Amazon took it: one line, commas and spaces, CRLF.
  PutObject("media", "f.txt", "uh, um, like, literally.\r\n");
  EXPECT_EQ(
      CreateFilter({{"Words", nullptr}, {"VocabularyFilterFileUri", "s3://media/f.txt"}}).status,
      200);
  EXPECT_EQ(Downloaded(Call("GetVocabularyFilter", kFilterName)), "uh\num\nlike\nliterally.\n");
}

TEST_F(VocabulariesTest, AFileThatCannotBeHadIsRefused) {
  PutObject("media", "big.txt", std::string(kMaxVocabularyBytes + 1, 'a'));
  const std::pair<const char*, const char*> cases[] = {
      {"s3://media/none.txt", "doesn't point to an S3 object"},
      {"s3://nowhere/none.txt", "can't be accessed"},
      {"https://example.org/v.txt", "can't be accessed"},
      {"s3://media/big.txt", "exceeds the maximum size of 50 KB"},
  };
  for (const auto& [uri, text] : cases) {
    const Answer answer = Create({{"Phrases", nullptr}, {"VocabularyFileUri", uri}});
    EXPECT_EQ(answer.type(), "BadRequestException");
    EXPECT_THAT(answer.message(), HasSubstr(text));
    EXPECT_EQ(CreateFilter({{"Words", nullptr}, {"VocabularyFilterFileUri", uri}}).status, 400);
  }
  EXPECT_EQ(Call("ListVocabularies", "{}").json["Vocabularies"].size(), 0u);
}

TEST_F(VocabulariesTest, WrongContentsFailAVocabularyAndRefuseAFilter) {
  const Answer created = Create({{"Phrases", {"New-York", "room 12"}}});
  EXPECT_EQ(created.status, 200);
  EXPECT_EQ(created.json["VocabularyState"], "FAILED");
  EXPECT_EQ(created.json["FailureReason"],
            "Entry 2 isn't valid: it has a space; write a hyphen between words. Correct it and try "
            "your request again.");
  const Answer got = Call("GetVocabulary", kName);
  EXPECT_EQ(got.json["VocabularyState"], "FAILED");
  EXPECT_TRUE(got.json.contains("FailureReason"));
  EXPECT_FALSE(got.json.contains("DownloadUri"));
  EXPECT_EQ(CreateFilter({{"Words", {"two words"}}}).type(), "BadRequestException");
  // Corrected, it is ready.
  EXPECT_EQ(Call("UpdateVocabulary",
                 R"({"VocabularyName":"v","LanguageCode":"en-US","Phrases":["room"]})")
                .json["VocabularyState"],
            "READY");
  EXPECT_FALSE(Call("GetVocabulary", kName).json.contains("FailureReason"));
}

TEST_F(VocabulariesTest, UnsupportedMembersAreNamed) {
  const Output encryption = {{"EncryptionConfiguration", {{"KMSKey", "k"}}}};
  const Output role = {{"DataAccessRoleArn", "arn:aws:iam::000000000000:role/r"}};
  EXPECT_THAT(Create(encryption).message(), HasSubstr("EncryptionConfiguration"));
  EXPECT_THAT(Create(role).message(), HasSubstr("DataAccessRoleArn"));
  EXPECT_THAT(CreateFilter(encryption).message(), HasSubstr("EncryptionConfiguration"));
  EXPECT_THAT(CreateFilter(role).message(), HasSubstr("DataAccessRoleArn"));
}

struct ContentCase {
  std::string text;
  std::string fault;  // "" = none
};

TEST(VocabularyContentTest, TablesFollowAmazonsRules) {
  const std::string header = "Phrase\tSoundsLike\tIPA\tDisplayAs\n";
  const ContentCase cases[] = {
      {header + "A.B.C.\t\t\tABC\nF.B.I.-s\t\t\tFBIs\n", ""},
      {header + "Los-Angeles\n", ""},
      {header + "Los-Angeles\tloss-ann-gel-es\t\tLos Angeles 90001!\n\n", ""},
      {"IPA\tPhrase\tDisplayAs\tSoundsLike\n\tx\t\t\n", ""},
      {"\xef\xbb\xbf" + header + "x\t\t\t\n", ""},
      {header, "The table has no rows."},
      {header + "x\t\t\t\r\n", "The table has carriage returns"},
      {"Phrase\tSoundsLike\tDisplayAs\nx\n", "The table's first line must name the columns"},
      {"Phrase\tPhrase\tIPA\tDisplayAs\nx\n", "The table's first line must name the columns"},
      {"Phrase\tSoundsLike\tIPA\tShownAs\nx\n", "The table's first line must name the columns"},
      {header + "x\n\ty\t\tz\n", "Line 3 isn't valid: Phrase: it is empty"},
      {header + "Los Angeles\n", "Line 2 isn't valid: Phrase: it has a space"},
      {header + "A4\n", "Line 2 isn't valid: Phrase: it has a digit"},
      {header + "Z\xc3\xbcrich\n", "character set lacks"},
      {header + "x\ta\tb\tX\n", "SoundsLike or IPA, not both"},
      {header + "x\t\t\tX\tmore\n", "more than 4 fields"},
      {header + "\xff\n", "isn't UTF-8"},
  };
  for (const ContentCase& one : cases) {
    const auto content = VocabularyFileContent(one.text, "en-US");
    if (one.fault.empty()) {
      EXPECT_TRUE(content.has_value()) << one.text << content.error().message;
    } else {
      ASSERT_FALSE(content.has_value()) << one.text;
      EXPECT_THAT(content.error().message, HasSubstr(one.fault));
    }
  }
}

TEST(VocabularyContentTest, ListsAreSplitAtCommasAndLines) {
  EXPECT_EQ(*FilterFileContent(" uh,um ,, like\r\nso\n", "en-US"), "uh\num\nlike\nso\n");
  EXPECT_TRUE(VocabularyFileContent("Los-Angeles,CLI\nEtienne\n", "en-US").has_value());
  EXPECT_FALSE(VocabularyFileContent("Los Angeles\n", "en-US").has_value());
  EXPECT_FALSE(FilterFileContent(" ,\n", "en-US").has_value());
  EXPECT_FALSE(FilterFileContent("", "en-US").has_value());
}

TEST(VocabularyContentTest, CharacterSetsDependOnTheLanguage) {
  EXPECT_TRUE(WordsContent({"O'Brien", "uh-huh", "a.m."}, "en-GB").has_value());
  EXPECT_FALSE(WordsContent({"Zürich"}, "en-GB").has_value());
  EXPECT_TRUE(WordsContent({"Zürich"}, "de-DE").has_value());
  EXPECT_FALSE(WordsContent({"a_b"}, "de-DE").has_value());
  EXPECT_FALSE(WordsContent({"a\x01"}, "de-DE").has_value());
}

TEST(VocabularyContentTest, FiftyKilobytesAreTheLimit) {
  std::vector<std::string> words(51200 / 256, std::string(255, 'a'));  // 256 bytes a line
  EXPECT_TRUE(WordsContent(words, "en-US").has_value());
  words.emplace_back("a");
  EXPECT_THAT(WordsContent(words, "en-US").error().message, HasSubstr("50 KB"));
}

TEST(VocabularyContentTest, MessagesShowNothingOfTheContents) {
  for (const char* text : {"canary 4111", "canary4111"}) {
    EXPECT_THAT(WordsContent({text}, "en-US").error().message, Not(HasSubstr("canary")));
  }
}

}  // namespace
}  // namespace tacet::api
