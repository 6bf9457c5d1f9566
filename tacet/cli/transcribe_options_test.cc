#include "tacet/cli/transcribe_options.h"

namespace tacet::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TranscribeArguments Arguments() { return {.media = "calls/call 7.wav"}; }

void ExpectRefused(const TranscribeArguments& arguments, const std::string& message) {
  const auto options = ParseTranscribeArguments(arguments);
  ASSERT_FALSE(options) << message;
  EXPECT_EQ(options.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(options.error().message, HasSubstr(message));
}

TEST(TranscribeOptionsTest, DefaultsToNoRedactionAndAJobNamedAfterTheFile) {
  const auto options = ParseTranscribeArguments(Arguments()).value();
  EXPECT_EQ(options.request.job_name, "call-7");
  EXPECT_FALSE(options.request.content_redaction);
  EXPECT_GE(options.threads, 1);
  EXPECT_EQ(options.format, PrintFormat::kText);
}

TEST(TranscribeOptionsTest, RedactsEveryTypeIntoOneFileUnlessToldOtherwise) {
  auto arguments = Arguments();
  arguments.redact = "pii";
  const auto redaction = ParseTranscribeArguments(arguments).value().request.content_redaction;
  ASSERT_TRUE(redaction);
  EXPECT_EQ(redaction->redaction_output, RedactionOutput::kRedacted);
  EXPECT_THAT(redaction->pii_entity_types, IsEmpty());
}

TEST(TranscribeOptionsTest, TakesTypesAndBothOutputs) {
  auto arguments = Arguments();
  arguments.redact = "pii";
  arguments.redaction_output = "redacted_and_unredacted";
  arguments.pii_entity_types = {"SSN", "NAME", "SSN"};
  const auto redaction = ParseTranscribeArguments(arguments).value().request.content_redaction;
  EXPECT_EQ(redaction->redaction_output, RedactionOutput::kRedactedAndUnredacted);
  EXPECT_THAT(redaction->pii_entity_types, ElementsAre(PiiEntityType::kName, PiiEntityType::kSsn));
}

TEST(TranscribeOptionsTest, AllBesideOtherTypesMeansAll) {
  auto arguments = Arguments();
  arguments.redact = "pii";
  arguments.pii_entity_types = {"SSN", "ALL"};
  EXPECT_THAT(
      ParseTranscribeArguments(arguments).value().request.content_redaction->pii_entity_types,
      IsEmpty());
}

TEST(TranscribeOptionsTest, NeverTakesAMisplacedRedactionOptionForNoRedaction) {
  auto arguments = Arguments();
  arguments.redaction_output = "redacted";
  ExpectRefused(arguments, "need --redact pii");
  arguments = Arguments();
  arguments.pii_entity_types = {"NAME"};
  ExpectRefused(arguments, "need --redact pii");
}

TEST(TranscribeOptionsTest, RefusesUnknownValuesByName) {
  auto arguments = Arguments();
  arguments.redact = "phi";
  ExpectRefused(arguments, "--redact takes only 'pii'");
  arguments = Arguments();
  arguments.redact = "pii";
  arguments.redaction_output = "unredacted";
  ExpectRefused(arguments, "--redaction-output takes");
  arguments = Arguments();
  arguments.redact = "pii";
  arguments.pii_entity_types = {"NAMES"};
  ExpectRefused(arguments, "'NAMES' is no type; the types are ALL, ADDRESS");
  arguments = Arguments();
  arguments.format = "xml";
  ExpectRefused(arguments, "--format");
  arguments = Arguments();
  arguments.threads = -1;
  ExpectRefused(arguments, "--threads");
  arguments = Arguments();
  arguments.job_name = "a/b";
  ExpectRefused(arguments, "--job-name");
}

TEST(TranscribeOptionsTest, RefusesLanguagesItCannotDo) {
  auto arguments = Arguments();
  arguments.language_code = "ja-JP";
  ExpectRefused(arguments,
                "--language-code: the language code ja-JP isn't supported; use one of: ");
  for (const char* code : {"en-GB", "de-DE", "de-CH", "fr-FR"}) {
    arguments.redact.clear();
    arguments.language_code = code;
    const auto options = ParseTranscribeArguments(arguments);
    ASSERT_TRUE(options) << code;
    EXPECT_EQ(options->request.language_code, code);
    arguments.redact = "pii";
    ExpectRefused(arguments,
                  std::string("Content redaction isn't supported for the language code ") + code);
  }
}

TEST(TranscribeOptionsTest, MakesJobNamesFromAnyFileName) {
  EXPECT_EQ(JobNameFromMedia("/a/b/Call_1.2-x.wav"), "Call_1.2-x");
  EXPECT_EQ(JobNameFromMedia("né e.mp3"), "n---e");
  EXPECT_EQ(JobNameFromMedia("/"), "job");
  EXPECT_EQ(JobNameFromMedia(std::string(300, 'a') + ".wav").size(), 200u);
}

}  // namespace
}  // namespace tacet::cli
