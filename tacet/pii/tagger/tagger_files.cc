#include "tacet/pii/tagger/tagger_files.h"

#include <openssl/evp.h>

#include <cstdint>
#include <span>
#include <utility>

#include "tacet/base/file.h"

namespace tacet::pii {
namespace {

// Far more than a model's files have.
constexpr uint64_t kMaxDescriptionBytes = 1 << 20;
constexpr uint64_t kMaxVocabularyBytes = 16 << 20;
constexpr uint64_t kMaxModelBytes = 256 << 20;

Result<std::string> ReadModelFile(const std::string& path, uint64_t max_bytes) {
  auto content = ReadFile(path, max_bytes);
  if (content) return content;
  if (content.error().code == ErrorCode::kNotFound) {
    return MakeError(ErrorCode::kNotFound,
                     "the tagger's file " + path + " is missing; name a folder that has it",
                     content.error().detail);
  }
  return MakeError(ErrorCode::kDataLoss, "the tagger's file " + path + " cannot be used",
                   content.error().message);
}

Result<std::string> ReadVerified(const std::string& path, uint64_t max_bytes,
                                 const std::string& sha256) {
  ASSIGN_OR_RETURN(std::string content, ReadModelFile(path, max_bytes));
  if (Sha256(content) != sha256) {
    return MakeError(ErrorCode::kDataLoss, "the tagger's file " + path +
                                               " is not the one that tagger.json describes; "
                                               "install the model again");
  }
  return content;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr) != 1) return "";
  std::string text;
  for (const unsigned char byte : std::span(digest, size)) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

Result<TaggerFiles> ReadTaggerFiles(const std::string& folder) {
  TaggerFiles files;
  ASSIGN_OR_RETURN(const std::string json,
                   ReadModelFile(folder + "/tagger.json", kMaxDescriptionBytes));
  ASSIGN_OR_RETURN(files.description, ParseTaggerDescription(json));
  ASSIGN_OR_RETURN(files.vocabulary, ReadVerified(folder + "/vocab.txt", kMaxVocabularyBytes,
                                                  files.description.vocabulary_sha256));
  ASSIGN_OR_RETURN(files.onnx, ReadVerified(folder + "/tagger.onnx", kMaxModelBytes,
                                            files.description.model_sha256));
  return files;
}

}  // namespace tacet::pii
