// What the contract suites run on: each shipped store, made anew for a test. For tests only.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "tacet/base/clock.h"
#include "tacet/base/temp_dir.h"
#include "tacet/jobs/memory_job_store.h"
#include "tacet/jobs/memory_vocabulary_store.h"
#include "tacet/jobs/sqlite_database.h"
#include "tacet/jobs/sqlite_job_store.h"
#include "tacet/jobs/sqlite_vocabulary_store.h"

namespace tacet::jobs {

struct StoreMaker {
  std::string name;
  // `folder` is empty and outlives the store.
  std::function<std::unique_ptr<JobStore>(const std::string& folder, const JobQuotas&,
                                          const Clock&)>
      make_jobs;
  std::function<std::unique_ptr<VocabularyStore>(const std::string& folder, const Clock&)>
      make_vocabularies;
};

inline StoreMaker MemoryStores() {
  return {"Memory",
          [](const std::string&, const JobQuotas& quotas, const Clock& clock) {
            return std::make_unique<MemoryJobStore>(quotas, clock);
          },
          [](const std::string&, const Clock& clock) {
            return std::make_unique<MemoryVocabularyStore>(clock);
          }};
}

// A store together with the database that it is in.
template <typename Store>
struct WithDatabase : Store {
  template <typename... Arguments>
  explicit WithDatabase(std::unique_ptr<SqliteDatabase> database, Arguments&&... arguments)
      : Store(*database, arguments...), database_(std::move(database)) {}
  std::unique_ptr<SqliteDatabase> database_;
};

inline StoreMaker SqliteStores() {
  return {"Sqlite",
          [](const std::string& folder, const JobQuotas& quotas, const Clock& clock) {
            return std::make_unique<WithDatabase<SqliteJobStore>>(
                SqliteDatabase::Open({.path = folder + "/jobs.db"}).value(), quotas, clock);
          },
          [](const std::string& folder, const Clock& clock) {
            return std::make_unique<WithDatabase<SqliteVocabularyStore>>(
                SqliteDatabase::Open({.path = folder + "/jobs.db"}).value(), clock);
          }};
}

}  // namespace tacet::jobs
