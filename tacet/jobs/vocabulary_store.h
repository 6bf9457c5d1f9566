// VocabularyStore: custom vocabularies and vocabulary filters. Names and meanings are Amazon
// Transcribe's: https://docs.aws.amazon.com/transcribe/latest/dg/custom-vocabulary.html and
// https://docs.aws.amazon.com/transcribe/latest/dg/vocabulary-filtering.html
// Shipped: SQLite (in the jobs' database) and memory, held to one contract test.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tacet/base/clock.h"
#include "tacet/base/result.h"

namespace tacet::jobs {

enum class VocabularyKind { kVocabulary, kVocabularyFilter };

enum class VocabularyState { kPending, kReady, kFailed };  // a filter is always kReady

struct Vocabulary {
  std::string name;
  std::string language_code;
  VocabularyState state = VocabularyState::kReady;
  std::string failure_reason;  // only when kFailed
  Time last_modified_time;
  std::string content;  // the file, or the phrases or words, a line each; UTF-8, up to 50 KB
  std::map<std::string, std::string> tags;
};

struct ListVocabulariesQuery {
  std::optional<VocabularyState> state;
  std::string name_contains;  // without regard to case
  int max_results = 5;
  std::string next_token;
};

struct VocabularyPage {
  std::vector<Vocabulary> vocabularies;  // newest first; `content` left empty
  std::optional<std::string> next_token;
};

// Thread-safe; every call is one transaction, durable when it returns. The two kinds have names of
// their own.
class VocabularyStore {
 public:
  virtual ~VocabularyStore() = default;

  // Sets last_modified_time. kAlreadyExists; kResourceExhausted when there are `quota` already.
  virtual Result<Vocabulary> Create(VocabularyKind kind, Vocabulary vocabulary, int quota) = 0;
  // Replaces content, language, state and reason, and sets last_modified_time; keeps the tags.
  // kNotFound.
  virtual Result<Vocabulary> Update(VocabularyKind kind, const Vocabulary& vocabulary) = 0;
  virtual Result<Vocabulary> Get(VocabularyKind kind, const std::string& name) = 0;  // kNotFound
  // kInvalidArgument for a token it did not make for the same kind and filters.
  virtual Result<VocabularyPage> List(VocabularyKind kind, const ListVocabulariesQuery& query) = 0;
  virtual Status Delete(VocabularyKind kind, const std::string& name) = 0;  // kNotFound
  virtual Status SetTags(VocabularyKind kind, const std::string& name,
                         const std::map<std::string, std::string>& tags) = 0;
};

}  // namespace tacet::jobs
