#include "tacet/cli/pii_lines.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <system_error>
#include <thread>
#include <utility>

namespace tacet::cli {
namespace {

using Json = nlohmann::ordered_json;
using pii::PiiFind;

// Of the turns before a text; what is further back says nothing about it.
constexpr size_t kMaxContextBytes = 800;
constexpr size_t kMaxLineBytes = size_t{64} << 20;
constexpr size_t kMaxBatchLines = 1024;
// What is looked at together: while one thread waits for the tagger, another one reads and judges.
constexpr size_t kChunkLines = 64;
constexpr size_t kReadBytes = 1 << 16;

size_t CodePoints(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// The whole lines that are there, at least one; waits for it. Empty at the end of the input.
class LineReader {
 public:
  explicit LineReader(int fd) : fd_(fd) {}

  Result<std::vector<std::string>> Next() {
    std::vector<std::string> lines;
    while (true) {
      TakeLines(&lines);
      if (lines.size() >= kMaxBatchLines || (ended_ && buffer_.empty())) return lines;
      if (ended_) {  // a last line without its end
        lines.push_back(std::exchange(buffer_, ""));
        return lines;
      }
      if (!lines.empty() && !IsWaiting()) return lines;
      if (buffer_.size() > kMaxLineBytes) {
        return MakeError(ErrorCode::kInvalidArgument, "a line is longer than 64 MB");
      }
      RETURN_IF_ERROR(Fill());
    }
  }

 private:
  void TakeLines(std::vector<std::string>* lines) {
    size_t begin = 0;
    while (lines->size() < kMaxBatchLines) {
      const size_t end = buffer_.find('\n', begin);
      if (end == std::string::npos) break;
      lines->push_back(buffer_.substr(begin, end - begin));
      begin = end + 1;
    }
    buffer_.erase(0, begin);
  }

  // Whether a read would return at once.
  bool IsWaiting() const {
    pollfd poll_fd = {fd_, POLLIN, 0};
    return ::poll(&poll_fd, 1, /*timeout=*/0) > 0;
  }

  Status Fill() {
    const size_t size = buffer_.size();
    buffer_.resize(size + kReadBytes);
    ssize_t count = 0;
    do {
      count = ::read(fd_, buffer_.data() + size, kReadBytes);
    } while (count < 0 && errno == EINTR);
    const std::error_code error(errno, std::system_category());
    buffer_.resize(size + static_cast<size_t>(std::max<ssize_t>(count, 0)));
    if (count < 0) {
      return MakeError(ErrorCode::kUnavailable, "the input cannot be read: " + error.message());
    }
    ended_ = count == 0;
    return {};
  }

  int fd_;
  std::string buffer_;
  bool ended_ = false;
};

// The turns before the text, the nearest ones, each on a line; nullopt when `prev` is wrong.
std::optional<std::string> ContextOf(const Json& request) {
  const auto prev = request.find("prev");
  std::string context;
  if (prev == request.end() || prev->is_null()) return context;
  std::vector<std::string_view> turns;
  if (prev->is_string()) {
    turns.push_back(prev->get_ref<const std::string&>());
  } else if (prev->is_array()) {
    for (const Json& turn : *prev) {
      if (!turn.is_string()) return std::nullopt;
      turns.push_back(turn.get_ref<const std::string&>());
    }
  } else {
    return std::nullopt;
  }
  size_t first = turns.size();
  for (size_t bytes = 0; first > 0; --first) {
    bytes += turns[first - 1].size() + 1;
    if (bytes > kMaxContextBytes && first < turns.size()) break;
  }
  for (size_t i = first; i < turns.size(); ++i) (context += turns[i]) += '\n';
  return context;
}

// Finds over context and text as finds over the text. None is over both: they are in lines.
std::vector<PiiFind> WithinText(std::vector<PiiFind> finds, size_t text_begin) {
  for (PiiFind& find : finds) {
    find.entity.begin -= text_begin;
    find.entity.end -= text_begin;
  }
  return finds;
}

Json EntitiesJson(std::string_view text, const std::vector<PiiFind>& finds, bool explain) {
  Json list = Json::array();
  size_t at = 0;
  size_t points = 0;
  const auto place = [&](size_t byte) {
    points += CodePoints(text.substr(at, byte - at));
    at = byte;
    return points;
  };
  const auto rounded = [](double value) {
    return static_cast<double>(static_cast<int64_t>(value * 10'000 + 0.5)) / 10'000;
  };
  for (const PiiFind& find : finds) {
    Json entity;
    entity["start"] = place(find.entity.begin);
    entity["end"] = place(find.entity.end);
    entity["type"] = PiiEntityTypeName(find.entity.type);
    entity["confidence"] = rounded(find.entity.confidence);
    if (explain) {
      entity["source"] = pii::PiiSourceName(find.source);
      entity["score"] = rounded(find.score);
    }
    list.push_back(std::move(entity));
  }
  return list;
}

tl::unexpected<Error> WrongLine() {
  return MakeError(ErrorCode::kInvalidArgument,
                   "is no JSON object with a text \"text\" and, if at all, turns \"prev\" and "
                   "\"confidences\", a number from 0 to 1 for each word");
}

// What a line asks.
struct PiiRequest {
  Json id;
  std::string text;  // the turns before, and the text
  size_t from = 0;   // where the text begins
  std::vector<WordConfidence> confidences;
};

// How sure the recogniser was of the words of the text from the byte `from` on; none where the line
// has none, nullopt when they are wrong.
std::optional<std::vector<WordConfidence>> ConfidencesOf(const Json& request, std::string_view text,
                                                         size_t from) {
  const auto list = request.find("confidences");
  if (list == request.end() || list->is_null()) return std::vector<WordConfidence>();
  if (!list->is_array()) return std::nullopt;
  std::vector<double> values;
  for (const Json& value : *list) {
    if (!value.is_number()) return std::nullopt;
    values.push_back(value.get<double>());
  }
  return WordConfidences(text, values, from);
}

// An error's message goes on after "line N ".
Result<PiiRequest> ParseLine(const std::string& line) {
  const Json request = Json::parse(line, /*cb=*/nullptr, /*allow_exceptions=*/false);
  if (!request.is_object()) return WrongLine();
  const auto text = request.find("text");
  if (text == request.end() || !text->is_string()) return WrongLine();
  auto context = ContextOf(request);
  if (!context) return WrongLine();
  const auto id = request.find("id");
  PiiRequest parsed;
  parsed.id = id == request.end() ? Json() : *id;
  parsed.from = context->size();
  parsed.text = *std::move(context) + text->get_ref<const std::string&>();
  auto confidences = ConfidencesOf(request, parsed.text, parsed.from);
  if (!confidences) return WrongLine();
  parsed.confidences = *std::move(confidences);
  return parsed;
}

// The answers to lines; those after a wrong one are not looked at.
std::vector<Result<std::string>> Answer(std::span<const std::string> lines,
                                        const pii::PiiDetector& detector,
                                        const PiiLinesOptions& options) {
  std::vector<PiiRequest> requests;
  std::vector<Result<std::string>> answers;
  std::optional<Error> wrong;
  for (const std::string& line : lines) {
    auto request = ParseLine(line);
    if (!request) {
      wrong = std::move(request).error();
      break;
    }
    requests.push_back(*std::move(request));
  }
  std::vector<pii::PiiDetector::TextAndContext> texts;
  for (const PiiRequest& request : requests) {
    texts.push_back({request.text, request.from, request.confidences});
  }
  auto found = detector.FindAll(texts, options.wanted);
  if (!found) {
    answers.push_back(
        MakeError(found.error().code, "cannot be looked at: " + found.error().message));
    return answers;
  }
  for (size_t i = 0; i < requests.size(); ++i) {
    const std::string_view said = std::string_view(requests[i].text).substr(requests[i].from);
    const std::vector<PiiFind> finds = WithinText(std::move((*found)[i]), requests[i].from);
    Json answer;
    answer["id"] = std::move(requests[i].id);
    answer["entities"] = EntitiesJson(said, finds, options.explain);
    answers.push_back(answer.dump());
  }
  if (wrong) answers.push_back(tl::unexpected<Error>(*std::move(wrong)));
  return answers;
}

}  // namespace

Status AnswerPiiLines(int in, std::ostream& out, const pii::PiiDetector& detector,
                      const PiiLinesOptions& options) {
  LineReader reader(in);
  size_t done = 0;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<std::string> lines, reader.Next());
    if (lines.empty()) break;
    const size_t chunks = (lines.size() + kChunkLines - 1) / kChunkLines;
    std::vector<std::vector<Result<std::string>>> answers(chunks);
    std::atomic<size_t> next = 0;
    const auto work = [&] {
      for (size_t i = next++; i < chunks; i = next++) {
        const size_t first = i * kChunkLines;
        const size_t count = std::min(kChunkLines, lines.size() - first);
        answers[i] = Answer(std::span(lines).subspan(first, count), detector, options);
      }
    };
    std::vector<std::thread> helpers;
    for (size_t i = 1; i < std::min(options.threads, chunks); ++i) helpers.emplace_back(work);
    work();
    for (std::thread& helper : helpers) helper.join();
    for (const auto& chunk : answers) {
      for (const auto& answer : chunk) {
        ++done;
        if (!answer) {
          out.flush();
          return MakeError(answer.error().code,
                           "line " + std::to_string(done) + " " + answer.error().message);
        }
        out << *answer << '\n';
      }
    }
    if (!out.flush()) return MakeError(ErrorCode::kUnavailable, "the output cannot be written");
  }
  return {};
}

std::string PiiTable(std::string_view text, std::span<const PiiFind> finds) {
  std::string table;
  size_t line = 1;
  size_t line_begin = 0;
  size_t at = 0;
  for (const PiiFind& find : finds) {
    for (; at < find.entity.begin; ++at) {
      if (text[at] != '\n') continue;
      ++line;
      line_begin = at + 1;
    }
    const size_t column = CodePoints(text.substr(line_begin, at - line_begin)) + 1;
    std::string words(text.substr(find.entity.begin, find.entity.end - find.entity.begin));
    std::replace(words.begin(), words.end(), '\n', ' ');
    const std::string place = std::to_string(line) + ":" + std::to_string(column);
    char head[96];
    std::snprintf(head, sizeof(head), "%-38s  %.2f  %8s  ",
                  std::string(PiiEntityTypeName(find.entity.type)).c_str(), find.entity.confidence,
                  place.c_str());
    table += head + words + "\n";
  }
  return table;
}

std::string RedactPii(std::string_view text, std::span<const PiiFind> finds) {
  std::string redacted;
  size_t at = 0;
  for (const PiiFind& find : finds) {
    redacted += text.substr(at, find.entity.begin - at);
    redacted += "[PII]";
    for (size_t i = find.entity.begin; i < find.entity.end; ++i) {
      if (text[i] == '\n') redacted += "\n[PII]";
    }
    at = find.entity.end;
  }
  redacted += text.substr(at);
  return redacted;
}

}  // namespace tacet::cli
