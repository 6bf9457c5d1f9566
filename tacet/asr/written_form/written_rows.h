// Tables of spoken and written sentences, for tests.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

#include "tacet/asr/written_form.h"
#include "tacet/asr/written_form/spoken_words.h"

namespace tacet::asr::written_form {

struct Row {
  const char* spoken;
  const char* written;
};

inline std::string Written(const char* spoken) {
  return Sentence(ApplyWrittenForm(SpokenWords(spoken)));
}

template <size_t n>
void ExpectRows(const Row (&rows)[n]) {
  for (const Row& row : rows) EXPECT_EQ(Written(row.spoken), row.written) << "of: " << row.spoken;
}

// Rows that must come back as they are.
template <size_t n>
void ExpectUnchanged(const char* const (&sentences)[n]) {
  for (const char* sentence : sentences) EXPECT_EQ(Written(sentence), sentence);
}

}  // namespace tacet::asr::written_form
