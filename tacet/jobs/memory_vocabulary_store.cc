#include "tacet/jobs/memory_vocabulary_store.h"

#include "tacet/jobs/store_errors.h"

namespace tacet::jobs {

MemoryVocabularyStore::MemoryVocabularyStore(const Clock& clock)
    : clock_(clock), tokens_(RandomPageTokenKey()) {}

Vocabulary* MemoryVocabularyStore::Find(VocabularyKind kind, const std::string& name) {
  for (auto& [number, vocabulary] : vocabularies_[kind]) {
    if (vocabulary.name == name) return &vocabulary;
  }
  return nullptr;
}

Result<Vocabulary> MemoryVocabularyStore::Create(VocabularyKind kind, Vocabulary vocabulary,
                                                 int quota) {
  const std::lock_guard lock(mutex_);
  if (Find(kind, vocabulary.name) != nullptr) return VocabularyExists(kind);
  Vocabularies& all = vocabularies_[kind];
  if (all.size() >= static_cast<size_t>(quota)) return VocabulariesExhausted(kind);
  vocabulary.last_modified_time = clock_.Now();
  all[++last_number_] = vocabulary;
  return vocabulary;
}

Result<Vocabulary> MemoryVocabularyStore::Update(VocabularyKind kind,
                                                 const Vocabulary& vocabulary) {
  const std::lock_guard lock(mutex_);
  Vocabulary* known = Find(kind, vocabulary.name);
  if (known == nullptr) return VocabularyNotFound(kind);
  const std::map<std::string, std::string> tags = known->tags;
  *known = vocabulary;
  known->tags = tags;
  known->last_modified_time = clock_.Now();
  return *known;
}

Result<Vocabulary> MemoryVocabularyStore::Get(VocabularyKind kind, const std::string& name) {
  const std::lock_guard lock(mutex_);
  const Vocabulary* vocabulary = Find(kind, name);
  if (vocabulary == nullptr) return VocabularyNotFound(kind);
  return *vocabulary;
}

Result<VocabularyPage> MemoryVocabularyStore::List(VocabularyKind kind,
                                                   const ListVocabulariesQuery& query) {
  RETURN_IF_ERROR(CheckMaxResults(query.max_results));
  const std::lock_guard lock(mutex_);
  const std::string scope = TokenScope(kind, query);
  int64_t before = last_number_ + 1;
  if (!query.next_token.empty()) {
    ASSIGN_OR_RETURN(before, tokens_.Parse(scope, query.next_token));
  }
  const std::string wanted = LowerCase(query.name_contains);
  const Vocabularies& all = vocabularies_[kind];
  VocabularyPage page;
  int64_t last = 0;
  for (auto it = all.lower_bound(before); it != all.begin();) {
    --it;
    const Vocabulary& vocabulary = it->second;
    if (query.state && vocabulary.state != *query.state) continue;
    if (LowerCase(vocabulary.name).find(wanted) == std::string::npos) continue;
    if (page.vocabularies.size() == static_cast<size_t>(query.max_results)) {
      page.next_token = tokens_.Make(scope, last);
      break;
    }
    page.vocabularies.push_back(vocabulary);
    page.vocabularies.back().content.clear();
    last = it->first;
  }
  return page;
}

Status MemoryVocabularyStore::Delete(VocabularyKind kind, const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (std::erase_if(vocabularies_[kind],
                    [&](const auto& entry) { return entry.second.name == name; }) == 0) {
    return VocabularyNotFound(kind);
  }
  return {};
}

Status MemoryVocabularyStore::SetTags(VocabularyKind kind, const std::string& name,
                                      const std::map<std::string, std::string>& tags) {
  const std::lock_guard lock(mutex_);
  Vocabulary* vocabulary = Find(kind, name);
  if (vocabulary == nullptr) return VocabularyNotFound(kind);
  vocabulary->tags = tags;
  return {};
}

}  // namespace tacet::jobs
