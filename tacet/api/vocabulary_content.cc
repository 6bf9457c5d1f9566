#include "tacet/api/vocabulary_content.h"

#include <algorithm>
#include <map>
#include <set>

#include "tacet/aws/encoding.h"

namespace tacet::api {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

tl::unexpected<Error> Invalid(const std::string& where, size_t number, const std::string& why) {
  return MakeError(ErrorCode::kInvalidArgument, where + " " + std::to_string(number) +
                                                    " isn't valid: " + why +
                                                    ". Correct it and try your request again.");
}

tl::unexpected<Error> Invalid(const std::string& what) {
  return MakeError(ErrorCode::kInvalidArgument, what + " Correct it and try your request again.");
}

Status CheckBytes(std::string_view bytes) {
  if (bytes.size() > kMaxVocabularyBytes) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "The list or file that you provided exceeds the maximum size of 50 KB. Try "
                     "again with a smaller one.");
  }
  if (!aws::IsUtf8(bytes)) return Invalid("The file that you provided isn't UTF-8.");
  return {};
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> Split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> pieces;
  while (true) {
    const size_t end = text.find_first_of(separators);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// What is wrong with a word or phrase; "" = nothing. English has its letters, apostrophe, hyphen
// and full stop. Of other languages, whose sets are not listed here, every character beyond ASCII
// is taken.
std::string WordFault(std::string_view word, std::string_view language_code) {
  if (word.empty()) return "it is empty";
  if (word.size() > 256) return "it is longer than 256 characters";
  // No letter of any language; at the beginning of a list it would go when the list is read.
  if (word.find(kByteOrderMark) != std::string_view::npos) return "it has a byte order mark";
  const bool english = language_code.starts_with("en-");
  for (const char c : word) {
    if (IsSpace(c) || c == '\n') return "it has a space; write a hyphen between words";
    if (c >= '0' && c <= '9') return "it has a digit; write numbers as words";
    const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
    if (IsAsciiLetter(c) || c == '\'' || c == '-' || c == '.' || (beyond_ascii && !english)) {
      continue;
    }
    return "it has a character that the language's character set lacks";
  }
  return "";
}

Result<std::string> ListContent(const std::vector<std::string_view>& entries,
                                std::string_view language_code) {
  std::string content;
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string fault = WordFault(entries[i], language_code);
    if (!fault.empty()) return Invalid("Entry", i + 1, fault);
    content.append(entries[i]) += "\n";
  }
  RETURN_IF_ERROR(CheckBytes(content));
  return content;
}

// The entries of a comma- or line-separated file.
std::vector<std::string_view> FileEntries(std::string_view bytes) {
  std::vector<std::string_view> entries;
  for (const std::string_view piece : Split(bytes, ",\n")) {
    if (const std::string_view entry = Trim(piece); !entry.empty()) entries.push_back(entry);
  }
  return entries;
}

std::string RowFault(const std::map<std::string_view, std::string_view>& row,
                     std::string_view language_code) {
  const std::string fault = WordFault(row.at("Phrase"), language_code);
  if (!fault.empty()) return "Phrase: " + fault;
  if (!row.at("SoundsLike").empty() && !row.at("IPA").empty()) {
    return "a row may have SoundsLike or IPA, not both";
  }
  return "";
}

Status CheckTable(std::string_view bytes, std::string_view language_code) {
  static const std::set<std::string_view> kColumns = {"Phrase", "SoundsLike", "IPA", "DisplayAs"};
  if (bytes.find('\r') != std::string_view::npos) {
    return Invalid("The table has carriage returns; its lines must end with line feeds alone.");
  }
  std::vector<std::string_view> lines = Split(bytes, "\n");
  const std::vector<std::string_view> header = Split(lines[0], "\t");
  if (header.size() != kColumns.size() || std::set(header.begin(), header.end()) != kColumns) {
    return Invalid(
        "The table's first line must name the columns Phrase, SoundsLike, IPA and DisplayAs, with "
        "a "
        "TAB between them.");
  }
  bool any = false;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    any = true;
    const std::vector<std::string_view> fields = Split(lines[i], "\t");
    if (fields.size() > header.size()) return Invalid("Line", i + 1, "it has more than 4 fields");
    std::map<std::string_view, std::string_view> row;
    for (size_t j = 0; j < header.size(); ++j) {
      row[header[j]] = j < fields.size() ? fields[j] : std::string_view();
    }
    const std::string fault = RowFault(row, language_code);
    if (!fault.empty()) return Invalid("Line", i + 1, fault);
  }
  if (!any) return Invalid("The table has no rows.");
  return {};
}

tl::unexpected<Error> Empty() { return Invalid("The list or file that you provided is empty."); }

std::string_view WithoutMark(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  return bytes;
}

std::vector<std::string_view> Views(const std::vector<std::string>& list) {
  return {list.begin(), list.end()};
}

}  // namespace

Result<std::string> PhrasesContent(const std::vector<std::string>& phrases,
                                   std::string_view language_code) {
  if (phrases.empty()) return Empty();
  return ListContent(Views(phrases), language_code);
}

Result<std::string> VocabularyFileContent(std::string bytes, std::string_view language_code) {
  RETURN_IF_ERROR(CheckBytes(bytes));
  const std::string_view text = WithoutMark(bytes);
  if (text.substr(0, text.find('\n')).find('\t') != std::string_view::npos) {
    RETURN_IF_ERROR(CheckTable(text, language_code));
    return std::string(text);
  }
  const std::vector<std::string_view> entries = FileEntries(text);
  if (entries.empty()) return Empty();
  RETURN_IF_ERROR(ListContent(entries, language_code));
  return std::string(text);
}

Result<std::string> WordsContent(const std::vector<std::string>& words,
                                 std::string_view language_code) {
  if (words.empty()) return Empty();
  return ListContent(Views(words), language_code);
}

Result<std::string> FilterFileContent(const std::string& bytes, std::string_view language_code) {
  RETURN_IF_ERROR(CheckBytes(bytes));
  const std::vector<std::string_view> entries = FileEntries(WithoutMark(bytes));
  if (entries.empty()) return Empty();
  return ListContent(entries, language_code);
}

}  // namespace tacet::api
