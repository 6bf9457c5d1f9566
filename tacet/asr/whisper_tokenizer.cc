#include "tacet/asr/whisper_tokenizer.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>

namespace tacet::asr {
namespace {

constexpr size_t kMaxFileBytes = size_t{32} << 20;
constexpr size_t kMaxTokens = 200000;
constexpr size_t kMaxTokenBytes = 1024;
// English-only vocabularies are shorter than this; OpenAI's loader tells them apart the same way.
constexpr size_t kMultilingualTokens = 51865;

// GPT-2 writes a printable Latin-1 byte as itself and the other 68 bytes as U+0100 and up, in
// order.
bool IsPrintableLatin1(uint32_t byte) {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) ||
         (byte >= 174 && byte <= 255);
}

// Code point -> byte, or -1; the highest code point in use is U+0143.
std::array<int, 0x144> MakeByteOfCodePoint() {
  std::array<int, 0x144> table;
  table.fill(-1);
  uint32_t next = 256;
  for (uint32_t byte = 0; byte < 256; ++byte) {
    table[IsPrintableLatin1(byte) ? byte : next++] = static_cast<int>(byte);
  }
  return table;
}

// The bytes behind one token's characters; nullopt when a character stands for no byte.
std::optional<std::string> DecodeBytes(std::string_view token) {
  static const std::array<int, 0x144> byte_of = MakeByteOfCodePoint();
  std::string bytes;
  bytes.reserve(token.size());
  for (size_t i = 0; i < token.size(); ++i) {
    uint32_t code = static_cast<unsigned char>(token[i]);
    if (code >= 0x80) {  // every character of the alphabet has at most two bytes
      if ((code & 0xE0U) != 0xC0U || i + 1 == token.size()) return std::nullopt;
      const uint32_t low = static_cast<unsigned char>(token[++i]);
      if ((low & 0xC0U) != 0x80U) return std::nullopt;
      code = ((code & 0x1FU) << 6U) | (low & 0x3FU);
    }
    if (code >= byte_of.size() || byte_of[code] < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(byte_of[code]));
  }
  return bytes;
}

tl::unexpected<Error> Broken(const std::string& why) {
  return MakeError(ErrorCode::kDataLoss,
                   "the model's vocabulary " + why + "; fetch the model again");
}

Result<std::vector<std::string>> ReadJson(std::string_view contents) {
  nlohmann::json array = nlohmann::json::parse(contents, nullptr, /*allow_exceptions=*/false);
  if (!array.is_array()) return Broken("is not a JSON array of strings");
  std::vector<std::string> tokens;
  tokens.reserve(array.size());
  for (nlohmann::json& token : array) {
    if (!token.is_string()) return Broken("is not a JSON array of strings");
    tokens.push_back(std::move(token.get_ref<std::string&>()));
  }
  return tokens;
}

Result<std::vector<std::string>> ReadText(std::string_view contents) {
  std::vector<std::string> tokens;
  while (!contents.empty()) {
    const size_t end = contents.find('\n');
    std::string_view line = contents.substr(0, end);
    contents.remove_prefix(end == std::string_view::npos ? contents.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (tokens.size() == kMaxTokens) return Broken("has too many tokens");
    tokens.emplace_back(line);
  }
  return tokens;
}

}  // namespace

Result<WhisperTokenizer> WhisperTokenizer::Load(const std::string& model_dir) {
  for (const auto& [name, format] :
       {std::pair{"vocabulary.json", Format::kJson}, std::pair{"vocabulary.txt", Format::kText}}) {
    const std::filesystem::path path = std::filesystem::path(model_dir) / name;
    std::ifstream file(path, std::ios::binary);
    if (!file) continue;
    std::string contents(kMaxFileBytes + 1, '\0');
    file.read(contents.data(), static_cast<std::streamsize>(contents.size()));
    contents.resize(static_cast<size_t>(file.gcount()));
    return Parse(contents, format);
  }
  return MakeError(ErrorCode::kNotFound,
                   "no vocabulary.json or vocabulary.txt in the model directory; give a Whisper "
                   "model in CTranslate2 form",
                   model_dir);
}

Result<WhisperTokenizer> WhisperTokenizer::Parse(std::string_view contents, Format format) {
  if (contents.size() > kMaxFileBytes) return Broken("is larger than 32 MiB");
  ASSIGN_OR_RETURN(std::vector<std::string> names,
                   format == Format::kJson ? ReadJson(contents) : ReadText(contents));
  if (names.size() > kMaxTokens) return Broken("has too many tokens");

  std::unordered_map<std::string_view, size_t> id_of;
  for (size_t id = 0; id < names.size(); ++id) {
    if (names[id].size() > kMaxTokenBytes) return Broken("has a token longer than 1024 bytes");
    id_of.emplace(names[id], id);
  }
  const auto find = [&id_of](std::string_view name) -> std::optional<size_t> {
    const auto found = id_of.find(name);
    return found == id_of.end() ? std::nullopt : std::optional(found->second);
  };
  const auto end_of_text = find("<|endoftext|>");
  const auto start_of_transcript = find("<|startoftranscript|>");
  const auto transcribe = find("<|transcribe|>");
  const auto no_timestamps = find("<|notimestamps|>");
  if (!end_of_text || !start_of_transcript || !transcribe || !no_timestamps) {
    return Broken("lacks Whisper's special tokens");
  }
  if (*start_of_transcript < *end_of_text || *transcribe < *end_of_text ||
      *no_timestamps < *end_of_text) {
    return Broken("has special tokens among those of the text");
  }

  WhisperTokenizer tokenizer;
  tokenizer.end_of_text_ = *end_of_text;
  tokenizer.start_of_transcript_ = *start_of_transcript;
  tokenizer.transcribe_ = *transcribe;
  tokenizer.no_timestamps_ = *no_timestamps;
  tokenizer.multilingual_ = names.size() >= kMultilingualTokens;
  id_of.clear();  // its keys are about to change
  for (size_t id = 0; id < *end_of_text; ++id) {
    std::optional<std::string> bytes = DecodeBytes(names[id]);
    if (!bytes) return Broken("has a token that is not byte-level BPE");
    names[id] = std::move(*bytes);
  }
  tokenizer.tokens_ = std::move(names);
  return tokenizer;
}

std::string_view WhisperTokenizer::Bytes(size_t id) const {
  return IsText(id) ? std::string_view(tokens_[id]) : std::string_view();
}

Result<std::vector<size_t>> WhisperTokenizer::Prompt(std::string_view language) const {
  const auto unknown = [] {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the speech model does not know the language; use another model or en");
  };
  if (!multilingual_) {
    if (language != "en") {
      return MakeError(ErrorCode::kInvalidArgument,
                       "the speech model knows English only; use a multilingual model, such as "
                       "base, for other languages");
    }
    return std::vector<size_t>{start_of_transcript_, no_timestamps_};
  }
  // All codes have two or three letters; longer names between these tokens are tasks.
  if (language.size() < 2 || language.size() > 3) return unknown();
  const std::string name = "<|" + std::string(language) + "|>";
  // Language tokens stand between start-of-transcript and the tasks.
  for (size_t id = start_of_transcript_ + 1; id < transcribe_; ++id) {
    if (tokens_[id] == name) {
      return std::vector<size_t>{start_of_transcript_, id, transcribe_, no_timestamps_};
    }
  }
  return unknown();
}

}  // namespace tacet::asr
