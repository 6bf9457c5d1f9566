#include "tacet/redaction/vocabulary_filter.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace tacet::redaction {
namespace {

// Lower case of ASCII and of the Latin letters of two bytes that European languages need (U+00C0 to
// U+017F); other text as it is.
std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (size_t i = 0; i < lower.size(); ++i) {
    const auto byte = static_cast<unsigned char>(lower[i]);
    if (byte >= 'A' && byte <= 'Z') lower[i] = static_cast<char>(byte + 0x20);
    if (byte < 0xc3 || byte > 0xc5 || i + 1 == lower.size()) continue;
    const auto next = static_cast<unsigned char>(lower[i + 1]);
    const unsigned code = (byte & 0x1fu) << 6 | (next & 0x3fu);
    const bool latin1 = code >= 0xc0 && code <= 0xde && code != 0xd7;  // U+00D7 is a sign
    // From U+0100 on capital and small letter alternate; which comes first changes twice.
    const bool even_pair =
        (code >= 0x100 && code <= 0x137 && code != 0x130) || (code >= 0x14a && code <= 0x177);
    const bool odd_pair = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e);
    unsigned small = code;
    if (latin1) small = code + 0x20;
    if (even_pair) small = code | 1;
    if (odd_pair && code % 2 == 1) small = code + 1;
    if (code == 0x178) small = 0xff;
    lower[i] = static_cast<char>(0xc0 | small >> 6);
    lower[i + 1] = static_cast<char>(0x80 | (small & 0x3f));
    ++i;
  }
  return lower;
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\v\f";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// Takes the items out that `gone` names; a segment left without any goes too.
Transcript WithoutItems(Transcript transcript, const std::vector<bool>& gone) {
  Transcript kept;
  for (AudioSegment segment : transcript.audio_segments) {
    const size_t end = segment.first_item + segment.item_count;
    const size_t first = kept.items.size();
    for (size_t i = segment.first_item; i < end; ++i) {
      if (!gone[i]) kept.items.push_back(std::move(transcript.items[i]));
    }
    segment.first_item = first;
    segment.item_count = kept.items.size() - first;
    if (segment.item_count > 0) kept.audio_segments.push_back(segment);
  }
  return kept;
}

}  // namespace

std::optional<VocabularyFilterMethod> ParseVocabularyFilterMethod(std::string_view name) {
  if (name == "mask") return VocabularyFilterMethod::kMask;
  if (name == "remove") return VocabularyFilterMethod::kRemove;
  if (name == "tag") return VocabularyFilterMethod::kTag;
  return std::nullopt;
}

VocabularyFilter::VocabularyFilter(std::string_view text, VocabularyFilterMethod method)
    : method_(method) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(",\r\n"), text.size());
    const std::string_view word = Trimmed(text.substr(0, end));
    if (!word.empty()) words_.insert(LowerCase(word));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool VocabularyFilter::Matches(const Item& item) const {
  return item.type == ItemType::kPronunciation && item.redactions.empty() &&
         words_.contains(LowerCase(item.content));
}

Transcript VocabularyFilter::Apply(Transcript transcript) const {
  std::vector<bool> gone(transcript.items.size(), false);
  for (size_t i = 0; i < transcript.items.size(); ++i) {
    Item& item = transcript.items[i];
    const bool matches = Matches(item);
    switch (method_) {
      case VocabularyFilterMethod::kMask:
        if (!matches) break;
        item.content = kMaskedWord;
        item.parts.clear();
        break;
      case VocabularyFilterMethod::kRemove:
        gone[i] = matches;
        break;
      case VocabularyFilterMethod::kTag:
        if (item.type == ItemType::kPronunciation) item.vocabulary_filter_match = matches;
        break;
    }
  }
  if (method_ != VocabularyFilterMethod::kRemove) return transcript;
  return WithoutItems(std::move(transcript), gone);
}

RedactedTranscript VocabularyFilter::Apply(const RedactedTranscript& transcript) const {
  return RedactedTranscript(Apply(transcript.transcript()));
}

}  // namespace tacet::redaction
