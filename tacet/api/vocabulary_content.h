// The contents of custom vocabularies and vocabulary filters: lists and tables, checked. Pure;
// thread-safe. Rules:
// https://docs.aws.amazon.com/transcribe/latest/dg/custom-vocabulary-create-table.html
// https://docs.aws.amazon.com/transcribe/latest/dg/custom-vocabulary-create-list.html
// https://docs.aws.amazon.com/transcribe/latest/dg/vocabulary-filter-create.html
// https://docs.aws.amazon.com/transcribe/latest/dg/charsets.html
// Private to api/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"

namespace tacet::api {

// 50 KB, of a file or of what a list's entries come to, a line each.
constexpr size_t kMaxVocabularyBytes = 50 * 1024;

// All return what is to be stored, in UTF-8, or kInvalidArgument with a message that names the line
// or entry, never what stands there.

// The phrases of a request, a line each.
Result<std::string> PhrasesContent(const std::vector<std::string>& phrases,
                                   std::string_view language_code);
// A file: a table when its first line has a TAB, else a list. Stored as it is.
Result<std::string> VocabularyFileContent(std::string bytes, std::string_view language_code);

// The words of a request, or of a file (split at commas and line ends), a line each.
Result<std::string> WordsContent(const std::vector<std::string>& words,
                                 std::string_view language_code);
Result<std::string> FilterFileContent(const std::string& bytes, std::string_view language_code);

}  // namespace tacet::api
