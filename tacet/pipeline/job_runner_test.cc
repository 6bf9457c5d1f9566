#include "tacet/pipeline/job_runner.h"

#include <cstdint>
#include <fstream>
#include <sstream>

#include "tacet/asr/scripted_speech_recognizer.h"
#include "tacet/base/temp_dir.h"
#include "tacet/media/media_problem.h"
#include "tacet/pii/fusion/scripted_tagger.h"
#include "tacet/pipeline/testing_media.h"

namespace tacet::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

asr::RecognizedWord Word(const std::string& text, const std::string& punctuation,
                         int64_t start_ms) {
  return {.text = text,
          .punctuation = punctuation,
          .start_ms = start_ms,
          .end_ms = start_ms + 300,
          .confidence = 0.9,
          .parts = {{text, start_ms, start_ms + 300}}};
}

class JobRunnerTest : public testing::Test {
 protected:
  JobRunnerTest()
      : folder_(TempDir::Create().value()), detector_(pii::PiiDetector::Create({}).value()) {
    std::ofstream(folder_.path() + "/call.wav", std::ios::binary)
        << SilentWav({.milliseconds = 5000});
    script_.segments = {{.start_ms = 100,
                         .end_ms = 2000,
                         .words = {Word("My", "", 200), Word("name", "", 500), Word("is", "", 800),
                                   Word("Rosa", "", 1100), Word("Delgado", ".", 1400)}}};
  }

  Result<JobOutputs> Run(std::optional<ContentRedaction> redaction,
                         const RunOptions& options = {}) {
    asr::ScriptedSpeechRecognizer recognizer(script_);
    return JobRunner(recognizer, *detector_)
        .Run({.job_name = "call",
              .account_id = "111122223333",
              .media_path = folder_.path() + "/" + media_,
              .language_code = language_code_,
              .content_redaction = std::move(redaction)},
             options);
  }

  TempDir folder_;
  std::string media_ = "call.wav";
  std::string language_code_ = "en-US";
  std::unique_ptr<pii::PiiDetector> detector_;
  asr::Recognition script_;
};

TEST_F(JobRunnerTest, WritesOnlyThePlainDocumentWithoutRedaction) {
  const JobOutputs outputs = Run(std::nullopt).value();
  EXPECT_THAT(outputs.transcript_json.value(), HasSubstr("Rosa"));
  EXPECT_THAT(outputs.transcript_json.value(), Not(HasSubstr("isRedacted")));
  EXPECT_FALSE(outputs.redacted_transcript_json);
  EXPECT_EQ(outputs.text, "My name is Rosa Delgado.");
  EXPECT_EQ(outputs.media_duration_ms, 5000);
}

TEST_F(JobRunnerTest, WritesNumbersAsTheLanguageDoes) {
  script_.segments[0].words = {Word("dreiundzwanzigste", "", 200), Word("zwölf", ".", 500)};
  language_code_ = "de-CH";
  EXPECT_EQ(Run(std::nullopt).value().text, "23 12.");
  language_code_ = "fr-FR";
  EXPECT_EQ(Run(std::nullopt).value().text, "dreiundzwanzigste zwölf.");
}

TEST_F(JobRunnerTest, RefusesLanguagesBeforeAnyWork) {
  media_ = "missing.wav";
  language_code_ = "xx-XX";
  auto outputs = Run(std::nullopt);
  ASSERT_FALSE(outputs);
  EXPECT_EQ(outputs.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(outputs.error().message,
              HasSubstr("the language code xx-XX isn't supported; use one"));
  for (const char* code : {"de-DE", "en-GB"}) {
    language_code_ = code;
    outputs = Run(ContentRedaction{});
    ASSERT_FALSE(outputs);
    EXPECT_EQ(outputs.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(outputs.error().message,
              std::string("Content redaction isn't supported for the language code ") + code +
                  ". Use a supported language code and try your request again.");
  }
}

TEST_F(JobRunnerTest, LetsNothingUnredactedOutWhenOnlyTheRedactedIsWanted) {
  const JobOutputs outputs = Run(ContentRedaction{}).value();
  EXPECT_FALSE(outputs.transcript_json);
  EXPECT_EQ(outputs.text, "My name is [PII].");
  EXPECT_THAT(outputs.redacted_transcript_json.value(), HasSubstr(R"("isRedacted":true)"));
  for (const char* word : {"Rosa", "Delgado"}) {
    EXPECT_THAT(outputs.redacted_transcript_json.value(), Not(HasSubstr(word)));
  }
}

TEST_F(JobRunnerTest, WritesBothDocumentsAndShowsTheRedactedOne) {
  const JobOutputs outputs =
      Run(ContentRedaction{.redaction_output = RedactionOutput::kRedactedAndUnredacted}).value();
  EXPECT_THAT(outputs.transcript_json.value(), HasSubstr(R"("isRedacted":false)"));
  EXPECT_THAT(outputs.transcript_json.value(), HasSubstr("Rosa"));
  EXPECT_THAT(outputs.redacted_transcript_json.value(), Not(HasSubstr("Rosa")));
  EXPECT_EQ(outputs.text, "My name is [PII].");
}

TEST_F(JobRunnerTest, RedactsOnlyTheWantedTypes) {
  const JobOutputs outputs =
      Run(ContentRedaction{.pii_entity_types = {PiiEntityType::kSsn}}).value();
  EXPECT_EQ(outputs.text, "My name is Rosa Delgado.");
  EXPECT_THAT(outputs.redacted_transcript_json.value(), HasSubstr(R"("isRedacted":true)"));
}

TEST_F(JobRunnerTest, ReportsSpeechWithoutWordsAsAWarning) {
  script_.speech_without_words = {{.start_ms = 3000, .end_ms = 4500}};
  EXPECT_THAT(Run(std::nullopt)->warnings,
              ElementsAre("no words were recognised in the speech from 3.0 to 4.5 s"));
}

TEST_F(JobRunnerTest, ReportsProgressWithTheLengthThatTheHeadersSay) {
  int64_t last = -1;
  std::optional<int64_t> length;
  const auto result =
      Run(std::nullopt, {.on_progress = [&](int64_t done, std::optional<int64_t> total) {
            last = done;
            length = total;
          }});
  ASSERT_TRUE(result);
  EXPECT_EQ(last, 5000);
  EXPECT_EQ(length, 5000);
}

TEST_F(JobRunnerTest, StopsWhenCancelled) {
  CancelToken cancel;
  cancel.Cancel();
  EXPECT_EQ(Run(std::nullopt, {.cancel = &cancel}).error().code, ErrorCode::kCancelled);
}

TEST_F(JobRunnerTest, PassesOnWhatIsWrongWithTheMedia) {
  media_ = "missing.wav";
  EXPECT_EQ(Run(std::nullopt).error().code, ErrorCode::kNotFound);
}

TEST_F(JobRunnerTest, SaysWhatTheMediaAre) {
  const JobOutputs outputs = Run(std::nullopt).value();
  EXPECT_EQ(outputs.media_format, "wav");
  EXPECT_EQ(outputs.sample_rate_hertz, 8000);
}

TEST_F(JobRunnerTest, HoldsTheMediaToWhatTheRequestSays) {
  asr::ScriptedSpeechRecognizer recognizer(script_);
  JobRunner runner(recognizer, *detector_);
  const auto problem = [&](const std::function<void(JobRequest&)>& change) {
    JobRequest request = {.job_name = "call",
                          .account_id = "111122223333",
                          .media_path = folder_.path() + "/call.wav"};
    change(request);
    const auto outputs = runner.Run(request, {});
    return outputs ? media::MediaProblem::kNone : media::ProblemOf(outputs.error());
  };
  using media::MediaProblem;
  EXPECT_EQ(problem([](JobRequest& r) { r.media_format = "mp3"; }), MediaProblem::kOtherFormat);
  EXPECT_EQ(problem([](JobRequest& r) { r.media_sample_rate_hertz = 8001; }),
            MediaProblem::kOtherSampleRate);
  EXPECT_EQ(problem([](JobRequest& r) { r.min_media_duration = std::chrono::seconds(6); }),
            MediaProblem::kTooShort);
  EXPECT_EQ(problem([](JobRequest& r) { r.media_limits.max_duration = std::chrono::seconds(4); }),
            MediaProblem::kTooLong);
  EXPECT_EQ(problem([](JobRequest& r) { r.media_limits.max_bytes = 100; }),
            MediaProblem::kTooLarge);
  EXPECT_EQ(problem([](JobRequest& r) {
              r.media_format = "wav";
              r.media_sample_rate_hertz = 8000;
              r.min_media_duration = std::chrono::seconds(5);
            }),
            MediaProblem::kNone);
}

TEST_F(JobRunnerTest, FiltersEveryDocumentAfterRedaction) {
  asr::ScriptedSpeechRecognizer recognizer(script_);
  JobRunner runner(recognizer, *detector_);
  // Without "name" the detector would not know that "Rosa" is one.
  const redaction::VocabularyFilter filter("name\nis", redaction::VocabularyFilterMethod::kRemove);
  JobRequest request = {.job_name = "call",
                        .account_id = "111122223333",
                        .media_path = folder_.path() + "/call.wav",
                        .vocabulary_filter = filter};
  EXPECT_EQ(runner.Run(request, {})->text, "My Rosa Delgado.");
  request.content_redaction =
      ContentRedaction{.redaction_output = RedactionOutput::kRedactedAndUnredacted};
  const JobOutputs outputs = runner.Run(request, {}).value();
  EXPECT_EQ(outputs.text, "My [PII].");
  EXPECT_THAT(outputs.transcript_json.value(), HasSubstr("My Rosa Delgado."));
}

TEST_F(JobRunnerTest, TellsTheDetectorWhatTheRecogniserDoubts) {
  using Opinions = std::map<std::string, pii::ScriptedTagger::Opinion>;
  detector_ = pii::PiiDetector::Create(
      pii::DefaultPiiPolicy(),
      std::make_unique<pii::ScriptedTagger>(Opinions{{"heard", {PiiEntityType::kName, 0.3f}},
                                                     {"fawny", {PiiEntityType::kName, 0.3f}}}));
  script_.segments[0].words = {Word("we", "", 200), Word("heard", "", 500), Word("that", "", 800),
                               Word("fawny", ".", 1100)};
  script_.segments[0].words[1].confidence = 0.99;
  script_.segments[0].words[3].confidence = 0.5;
  EXPECT_EQ(Run(ContentRedaction{}).value().text, "we heard that [PII].");
}

TEST_F(JobRunnerTest, GivesTheSameDocumentsAgain) {
  const ContentRedaction both = {.redaction_output = RedactionOutput::kRedactedAndUnredacted};
  const JobOutputs first = Run(both).value();
  const JobOutputs second = Run(both).value();
  EXPECT_EQ(first.transcript_json, second.transcript_json);
  EXPECT_EQ(first.redacted_transcript_json, second.redacted_transcript_json);
}

TEST(ValidateJobNameTest, TakesTheServicesPattern) {
  EXPECT_TRUE(ValidateJobName("call-0042_a.B"));
  EXPECT_TRUE(ValidateJobName(std::string(200, 'a')));
  for (const std::string& name : {std::string(), std::string(201, 'a'), std::string("a b"),
                                  std::string("a/b"), std::string("é")}) {
    EXPECT_EQ(ValidateJobName(name).error().code, ErrorCode::kInvalidArgument) << name;
  }
}

}  // namespace
}  // namespace tacet::pipeline
