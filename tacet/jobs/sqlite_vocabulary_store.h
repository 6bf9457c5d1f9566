// SqliteVocabularyStore: the VocabularyStore of the service, in the SqliteDatabase of its jobs.
#pragma once

#include <map>
#include <string>

#include "tacet/base/clock.h"
#include "tacet/jobs/page_token.h"
#include "tacet/jobs/sqlite_database.h"
#include "tacet/jobs/vocabulary_store.h"

namespace tacet::jobs {

class SqliteVocabularyStore : public VocabularyStore {
 public:
  // `database` and `clock` must outlive the store.
  SqliteVocabularyStore(SqliteDatabase& database, const Clock& clock);

  Result<Vocabulary> Create(VocabularyKind kind, Vocabulary vocabulary, int quota) override;
  Result<Vocabulary> Update(VocabularyKind kind, const Vocabulary& vocabulary) override;
  Result<Vocabulary> Get(VocabularyKind kind, const std::string& name) override;
  Result<VocabularyPage> List(VocabularyKind kind, const ListVocabulariesQuery& query) override;
  Status Delete(VocabularyKind kind, const std::string& name) override;
  Status SetTags(VocabularyKind kind, const std::string& name,
                 const std::map<std::string, std::string>& tags) override;

 private:
  SqliteDatabase& database_;
  const Clock& clock_;
  const PageTokens tokens_;
};

}  // namespace tacet::jobs
