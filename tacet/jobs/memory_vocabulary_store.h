// MemoryVocabularyStore: a VocabularyStore that forgets everything with the process.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "tacet/base/clock.h"
#include "tacet/jobs/page_token.h"
#include "tacet/jobs/vocabulary_store.h"

namespace tacet::jobs {

class MemoryVocabularyStore : public VocabularyStore {
 public:
  // `clock` must outlive the store.
  explicit MemoryVocabularyStore(const Clock& clock);

  Result<Vocabulary> Create(VocabularyKind kind, Vocabulary vocabulary, int quota) override;
  Result<Vocabulary> Update(VocabularyKind kind, const Vocabulary& vocabulary) override;
  Result<Vocabulary> Get(VocabularyKind kind, const std::string& name) override;
  Result<VocabularyPage> List(VocabularyKind kind, const ListVocabulariesQuery& query) override;
  Status Delete(VocabularyKind kind, const std::string& name) override;
  Status SetTags(VocabularyKind kind, const std::string& name,
                 const std::map<std::string, std::string>& tags) override;

 private:
  using Vocabularies = std::map<int64_t, Vocabulary>;  // by the order of creation

  Vocabulary* Find(VocabularyKind kind, const std::string& name);

  const Clock& clock_;
  const PageTokens tokens_;
  std::mutex mutex_;  // guards all below
  std::map<VocabularyKind, Vocabularies> vocabularies_;
  int64_t last_number_ = 0;
};

}  // namespace tacet::jobs
