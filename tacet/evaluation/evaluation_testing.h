// Dialogues and finds for tests, written as people read them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tacet/base/check.h"
#include "tacet/evaluation/labelled_dialogue.h"

namespace tacet::evaluation {

using TypedText = std::pair<PiiEntityType, std::string_view>;

// Where `part` stands in `text`, which must hold it.
inline size_t PlaceOf(const std::string& text, std::string_view part) {
  const size_t place = text.find(part);
  TACET_CHECK(place != std::string::npos) << "the text does not hold the part";
  return place;
}

// A turn whose labels are the first places of these parts, in their order.
inline LabelledTurn MakeTurn(std::string text, const std::vector<TypedText>& labels) {
  LabelledTurn turn;
  turn.text = std::move(text);
  for (const auto& [type, part] : labels) {
    const size_t begin = PlaceOf(turn.text, part);
    turn.spans.push_back({begin, begin + part.size(), type});
  }
  return turn;
}

inline std::vector<PiiEntity> MakeFinds(const LabelledTurn& turn,
                                        const std::vector<TypedText>& finds,
                                        double confidence = 1) {
  std::vector<PiiEntity> entities;
  for (const auto& [type, part] : finds) {
    const size_t begin = PlaceOf(turn.text, part);
    entities.push_back({type, confidence, begin, begin + part.size()});
  }
  return entities;
}

}  // namespace tacet::evaluation
