#include "tacet/pii/pii_detector.h"

#include <algorithm>
#include <tuple>

#include "tacet/base/check.h"
#include "tacet/pii/rules/address.h"
#include "tacet/pii/rules/name.h"
#include "tacet/pii/rules/numeric_recognizers.h"

namespace tacet::pii {
namespace {

bool HoldsText(std::string_view part) {
  return std::any_of(part.begin(), part.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

// The parts of [begin, end) outside [hole_begin, hole_end) that hold text, trimmed of what is
// around it.
void AddRemainder(std::string_view text, PiiEntity part, std::vector<PiiEntity>* entities) {
  if (part.begin >= part.end) return;
  while (part.begin < part.end && !HoldsText(text.substr(part.begin, 1))) ++part.begin;
  while (part.end > part.begin && !HoldsText(text.substr(part.end - 1, 1))) --part.end;
  if (part.begin < part.end) entities->push_back(part);
}

bool Overlap(const PiiEntity& a, const PiiEntity& b) { return a.begin < b.end && b.begin < a.end; }

// Overlapping spans of one type become one.
std::vector<PiiEntity> MergeSameType(std::vector<PiiEntity> entities) {
  std::sort(entities.begin(), entities.end(), [](const PiiEntity& a, const PiiEntity& b) {
    return std::tie(a.type, a.begin, a.end) < std::tie(b.type, b.begin, b.end);
  });
  std::vector<PiiEntity> merged;
  for (const PiiEntity& entity : entities) {
    if (!merged.empty() && merged.back().type == entity.type && Overlap(merged.back(), entity)) {
      merged.back().end = std::max(merged.back().end, entity.end);
      merged.back().confidence = std::max(merged.back().confidence, entity.confidence);
    } else {
      merged.push_back(entity);
    }
  }
  return merged;
}

}  // namespace

std::vector<std::unique_ptr<PiiRecognizer>> BuildRecognizers() {
  std::vector<std::unique_ptr<PiiRecognizer>> recognizers = MakeNumericRecognizers();
  recognizers.push_back(MakeAddressRecognizer());
  recognizers.push_back(MakeNameRecognizer());
  return recognizers;
}

std::vector<PiiEntity> SettleOverlaps(std::string_view text, std::vector<PiiEntity> entities) {
  std::vector<PiiEntity> open = MergeSameType(std::move(entities));
  std::sort(open.begin(), open.end(), [](const PiiEntity& a, const PiiEntity& b) {
    const size_t a_length = a.end - a.begin;
    const size_t b_length = b.end - b.begin;
    return std::tie(b.confidence, b_length, a.begin, a.type) <
           std::tie(a.confidence, a_length, b.begin, b.type);
  });
  // Winners by place; a loser is cut by every winner it meets.
  std::vector<PiiEntity> settled;
  for (const PiiEntity& entity : open) {
    const auto by_end = [](const PiiEntity& winner, size_t begin) { return winner.end <= begin; };
    auto it = std::lower_bound(settled.begin(), settled.end(), entity.begin, by_end);
    std::vector<PiiEntity> parts;
    PiiEntity rest = entity;
    for (; it != settled.end() && it->begin < entity.end; ++it) {
      PiiEntity left = rest;
      left.end = std::max(left.begin, it->begin);
      AddRemainder(text, left, &parts);
      rest.begin = std::max(rest.begin, it->end);
    }
    if (rest.begin == entity.begin) {
      parts.push_back(rest);  // met no winner: as found
    } else {
      AddRemainder(text, rest, &parts);
    }
    for (const PiiEntity& part : parts) {
      settled.insert(std::lower_bound(settled.begin(), settled.end(), part.begin, by_end), part);
    }
  }
  return settled;
}

Result<std::unique_ptr<PiiDetector>> PiiDetector::Create(const PiiDetectorOptions& options) {
  if (!(options.min_confidence >= 0 && options.min_confidence <= 1)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "min_confidence of the PII detector must be between 0 and 1");
  }
  return std::unique_ptr<PiiDetector>(new PiiDetector(options, BuildRecognizers()));
}

std::vector<PiiEntity> PiiDetector::Detect(std::string_view text,
                                           const PiiEntityTypeSet& wanted) const {
  if (wanted.empty()) return {};
  const auto all_types = AllPiiEntityTypes();
  const PiiEntityTypeSet all(all_types.begin(), all_types.end());
  std::vector<PiiEntity> entities;
  for (const auto& recognizer : recognizers_) {
    for (const PiiEntity& entity : recognizer->Analyze(text, all)) {
      TACET_CHECK(entity.begin < entity.end && entity.end <= text.size())
          << "a recognizer found an entity outside the text";
      if (entity.confidence >= options_.min_confidence) entities.push_back(entity);
    }
  }
  entities = SettleOverlaps(text, std::move(entities));
  std::erase_if(entities, [&](const PiiEntity& entity) { return !wanted.contains(entity.type); });
  return entities;
}

}  // namespace tacet::pii
