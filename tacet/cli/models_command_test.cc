#include "tacet/cli/models_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tacet/base/temp_dir.h"
#include "tacet/cli/capture_testing.h"
#include "tacet/models/model_catalogue.h"

namespace tacet::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class ModelsCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<TempDir> made = TempDir::Create();
    ASSERT_TRUE(made);
    dir_.emplace(std::move(*made));
    // Nobody listens there: no test reaches a network.
    setenv("HF_ENDPOINT", "http://127.0.0.1:1", 1);
    setenv("no_proxy", "127.0.0.1", 1);
  }
  void TearDown() override { unsetenv("HF_ENDPOINT"); }

  int Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "models");
    const CommandRun run = RunCommand(AddModelsCommand, arguments);
    out_ = run.out;
    err_ = run.err;
    return run.exit_code;
  }

  // Files of the right sizes and wrong bytes.
  void PretendInstalled(const std::string& name) {
    const models::ModelEntry* model = models::FindModel(models::ModelCatalogue(), name);
    fs::create_directories(dir_->path() + "/" + name);
    for (const models::ModelFile& file : model->sources.front().files) {
      const std::string path = dir_->path() + "/" + name + "/" + file.name;
      std::ofstream(path).put('x');
      fs::resize_file(path, static_cast<uintmax_t>(file.size_bytes));
    }
  }

  std::optional<TempDir> dir_;
  std::string out_;
  std::string err_;
};

TEST_F(ModelsCommandTest, ListsEveryModelWithItsFacts) {
  PretendInstalled("silero-vad");
  ASSERT_EQ(Run({"list", "--models-dir", dir_->path()}), 0);
  EXPECT_THAT(out_,
              AllOf(HasSubstr("base                   150.2  multilingual  MIT      5.0 / 12.4"),
                    HasSubstr("distil-large-v3.5"), HasSubstr(dir_->path())));
  EXPECT_THAT(
      out_, HasSubstr("silero-vad               1.2  any           MIT      -               yes"));
}

TEST_F(ModelsCommandTest, ListsAsJson) {
  PretendInstalled("silero-vad");
  ASSERT_EQ(Run({"list", "--format", "json", "--models-dir", dir_->path()}), 0);
  const auto document = nlohmann::json::parse(out_);
  EXPECT_EQ(document.at("directory"), dir_->path());
  ASSERT_EQ(document.at("models").size(), models::ModelCatalogue().size());
  const auto& base = document.at("models").at(1);
  EXPECT_EQ(base.at("name"), "base");
  EXPECT_EQ(base.at("sizeBytes"), 150'218'479);
  EXPECT_EQ(base.at("wordErrorRates").at(1).at("percent"), 12.4);
  EXPECT_EQ(base.at("installed"), false);
  EXPECT_EQ(document.at("models").back().at("installed"), true);
}

TEST_F(ModelsCommandTest, TheDirectoryComesFromTheEnvironmentWithoutTheOption) {
  const char* before = std::getenv("TACET_MODELS_DIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TACET_MODELS_DIR", dir_->path().c_str(), 1);
  EXPECT_EQ(Run({"list"}), 0);
  EXPECT_THAT(out_, HasSubstr("Models are in " + dir_->path() + "\n"));
  if (before == nullptr) {
    unsetenv("TACET_MODELS_DIR");
  } else {
    setenv("TACET_MODELS_DIR", kept.c_str(), 1);
  }
}

TEST_F(ModelsCommandTest, VerifyNamesTheDamageAndTheCure) {
  PretendInstalled("silero-vad");
  EXPECT_EQ(Run({"verify", "--models-dir", dir_->path()}), 1);
  EXPECT_THAT(out_, AllOf(HasSubstr(dir_->path() + "/silero-vad/silero_vad_16k_sequence.onnx"),
                          HasSubstr("SHA-256"), HasSubstr("tacet models pull silero-vad --again")));
  EXPECT_EQ(Run({"verify", "base", "--models-dir", dir_->path()}), 3);
  EXPECT_THAT(err_, HasSubstr("tacet models pull base"));
}

TEST_F(ModelsCommandTest, VerifyOfNothingSaysSo) {
  EXPECT_EQ(Run({"verify", "--models-dir", dir_->path()}), 3);
  EXPECT_THAT(err_, HasSubstr("no model is in " + dir_->path()));
}

TEST_F(ModelsCommandTest, VerifyFindsTheRealModelsGood) {
  const char* real = std::getenv("TACET_MODELS_DIR");
  if (real == nullptr || !fs::exists(std::string(real) + "/silero-vad")) {
    GTEST_SKIP() << "no pulled models";
  }
  EXPECT_EQ(Run({"verify", "silero-vad"}), 0) << out_ << err_;
  EXPECT_EQ(out_, "silero-vad: good\n");
}

TEST_F(ModelsCommandTest, PullExplainsItsFailures) {
  EXPECT_EQ(Run({"pull", "tiny", "--models-dir", dir_->path()}), 3);
  EXPECT_THAT(err_, AllOf(HasSubstr("\"tiny\""), HasSubstr("tiny.en, base, small.en")));
}

TEST_F(ModelsCommandTest, PullRecognisesWhatIsThere) {
  PretendInstalled("silero-vad");
  EXPECT_EQ(Run({"pull", "silero-vad", "--models-dir", dir_->path()}), 0);
  EXPECT_THAT(err_, HasSubstr("model silero-vad is already in " + dir_->path()));
}

TEST_F(ModelsCommandTest, RefusesWrongUsage) {
  EXPECT_EQ(Run({}), 99);
  EXPECT_EQ(Run({"pull"}), 99);
  EXPECT_EQ(Run({"list", "--format", "xml"}), 99);
  EXPECT_EQ(Run({"burn"}), 99);
}

}  // namespace
}  // namespace tacet::cli
