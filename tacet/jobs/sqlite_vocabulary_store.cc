#include "tacet/jobs/sqlite_vocabulary_store.h"

#include <limits>
#include <utility>

#include "tacet/jobs/job_json.h"
#include "tacet/jobs/job_row.h"
#include "tacet/jobs/sqlite.h"
#include "tacet/jobs/store_errors.h"

namespace tacet::jobs {
namespace {

// The numbers that the migration gives the kinds and states.
int KindNumber(VocabularyKind kind) { return kind == VocabularyKind::kVocabulary ? 0 : 1; }

int StateNumber(VocabularyState state) {
  switch (state) {
    case VocabularyState::kPending:
      return 0;
    case VocabularyState::kReady:
      return 1;
    case VocabularyState::kFailed:
      return 2;
  }
  return 2;
}

VocabularyState StateOf(int64_t number) {
  if (number == 0) return VocabularyState::kPending;
  return number == 1 ? VocabularyState::kReady : VocabularyState::kFailed;
}

#define TACET_VOCABULARY_COLUMNS \
  "name, language_code, state, failure_reason, last_modified_ms, tags, number"

Result<Vocabulary> ReadVocabulary(const SqliteStatement& row) {
  Vocabulary vocabulary;
  vocabulary.name = row.Text(0);
  vocabulary.language_code = row.Text(1);
  vocabulary.state = StateOf(row.Int(2));
  vocabulary.failure_reason = row.Text(3);
  vocabulary.last_modified_time = FromMs(row.Int(4));
  ASSIGN_OR_RETURN(vocabulary.tags, ParseTagsJson(row.Text(5)));
  return vocabulary;
}

Result<Vocabulary> Find(SqliteConnection& connection, VocabularyKind kind,
                        const std::string& name) {
  ASSIGN_OR_RETURN(SqliteStatement row,
                   connection.Query("SELECT " TACET_VOCABULARY_COLUMNS
                                    ", content FROM vocabularies WHERE kind = ? AND name = ?",
                                    KindNumber(kind), name));
  ASSIGN_OR_RETURN(const bool found, row.Step());
  if (!found) return VocabularyNotFound(kind);
  ASSIGN_OR_RETURN(Vocabulary vocabulary, ReadVocabulary(row));
  vocabulary.content = row.Text(7);
  return vocabulary;
}

}  // namespace

SqliteVocabularyStore::SqliteVocabularyStore(SqliteDatabase& database, const Clock& clock)
    : database_(database), clock_(clock), tokens_(database.page_token_key()) {}

Result<Vocabulary> SqliteVocabularyStore::Create(VocabularyKind kind, Vocabulary vocabulary,
                                                 int quota) {
  const Status done = database_.Write([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(
        const int64_t taken,
        connection.QueryInt("SELECT count(*) FROM vocabularies WHERE kind = ? AND name = ?",
                            KindNumber(kind), vocabulary.name));
    if (taken != 0) return VocabularyExists(kind);
    ASSIGN_OR_RETURN(
        const int64_t count,
        connection.QueryInt("SELECT count(*) FROM vocabularies WHERE kind = ?", KindNumber(kind)));
    if (count >= quota) return VocabulariesExhausted(kind);
    vocabulary.last_modified_time = clock_.Now();
    return connection.Run(
        "INSERT INTO vocabularies (kind, name, name_lower, language_code, state, failure_reason, "
        "last_modified_ms, content, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        KindNumber(kind), vocabulary.name, LowerCase(vocabulary.name), vocabulary.language_code,
        StateNumber(vocabulary.state), vocabulary.failure_reason,
        ToMs(vocabulary.last_modified_time), vocabulary.content, WriteTagsJson(vocabulary.tags));
  });
  RETURN_IF_ERROR(done);
  return vocabulary;
}

Result<Vocabulary> SqliteVocabularyStore::Update(VocabularyKind kind,
                                                 const Vocabulary& vocabulary) {
  Vocabulary updated;
  const Status done = database_.Write([&](SqliteConnection& connection) -> Status {
    RETURN_IF_ERROR(connection.Run(
        "UPDATE vocabularies SET language_code = ?, state = ?, failure_reason = ?, "
        "last_modified_ms = ?, content = ? WHERE kind = ? AND name = ?",
        vocabulary.language_code, StateNumber(vocabulary.state), vocabulary.failure_reason,
        ToMs(clock_.Now()), vocabulary.content, KindNumber(kind), vocabulary.name));
    ASSIGN_OR_RETURN(updated, Find(connection, kind, vocabulary.name));
    return {};
  });
  RETURN_IF_ERROR(done);
  return updated;
}

Result<Vocabulary> SqliteVocabularyStore::Get(VocabularyKind kind, const std::string& name) {
  Vocabulary vocabulary;
  const Status done = database_.Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(vocabulary, Find(connection, kind, name));
    return {};
  });
  RETURN_IF_ERROR(done);
  return vocabulary;
}

Result<VocabularyPage> SqliteVocabularyStore::List(VocabularyKind kind,
                                                   const ListVocabulariesQuery& query) {
  RETURN_IF_ERROR(CheckMaxResults(query.max_results));
  const std::string scope = TokenScope(kind, query);
  int64_t before = std::numeric_limits<int64_t>::max();
  if (!query.next_token.empty()) {
    ASSIGN_OR_RETURN(before, tokens_.Parse(scope, query.next_token));
  }
  const int state = query.state ? StateNumber(*query.state) : -1;
  VocabularyPage page;
  const Status done = database_.Read([&](SqliteConnection& connection) -> Status {
    ASSIGN_OR_RETURN(
        SqliteStatement row,
        connection.Query("SELECT " TACET_VOCABULARY_COLUMNS
                         " FROM vocabularies WHERE kind = ? AND number < ? AND "
                         "(? = -1 OR state = ?) AND (? = '' OR instr(name_lower, ?) > 0) "
                         "ORDER BY number DESC LIMIT ?",
                         KindNumber(kind), before, state, state, LowerCase(query.name_contains),
                         LowerCase(query.name_contains), query.max_results + 1));
    int64_t last = 0;
    while (true) {
      ASSIGN_OR_RETURN(const bool found, row.Step());
      if (!found) return {};
      if (page.vocabularies.size() == static_cast<size_t>(query.max_results)) {
        page.next_token = tokens_.Make(scope, last);
        return {};
      }
      ASSIGN_OR_RETURN(Vocabulary vocabulary, ReadVocabulary(row));
      page.vocabularies.push_back(std::move(vocabulary));
      last = row.Int(6);
    }
  });
  RETURN_IF_ERROR(done);
  return page;
}

Status SqliteVocabularyStore::Delete(VocabularyKind kind, const std::string& name) {
  return database_.Write([&](SqliteConnection& connection) -> Status {
    RETURN_IF_ERROR(connection.Run("DELETE FROM vocabularies WHERE kind = ? AND name = ?",
                                   KindNumber(kind), name));
    if (connection.changed_rows() == 0) return VocabularyNotFound(kind);
    return {};
  });
}

Status SqliteVocabularyStore::SetTags(VocabularyKind kind, const std::string& name,
                                      const std::map<std::string, std::string>& tags) {
  return database_.Write([&](SqliteConnection& connection) -> Status {
    RETURN_IF_ERROR(connection.Run("UPDATE vocabularies SET tags = ? WHERE kind = ? AND name = ?",
                                   WriteTagsJson(tags), KindNumber(kind), name));
    if (connection.changed_rows() == 0) return VocabularyNotFound(kind);
    return {};
  });
}

}  // namespace tacet::jobs
