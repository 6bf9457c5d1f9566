#include "tacet/evaluation/labelled_dialogue.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

namespace tacet::evaluation {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kUnknown = "UNKNOWN";
constexpr std::string_view kOther = "OTHER";

bool StartsCodePoint(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// The byte place of every code point and, last, the text's size.
std::vector<size_t> BytePlaces(std::string_view text) {
  std::vector<size_t> places;
  for (size_t i = 0; i < text.size(); ++i) {
    if (StartsCodePoint(text[i])) places.push_back(i);
  }
  places.push_back(text.size());
  return places;
}

size_t CodePoints(std::string_view text, size_t bytes) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bytes), StartsCodePoint));
}

tl::unexpected<Error> Fault(const std::string& what) {
  return MakeError(ErrorCode::kInvalidArgument, what);
}

// The line's member, or null when it is not of that kind.
const Json* Member(const Json& object, const char* name, Json::value_t kind) {
  if (!object.is_object()) return nullptr;
  const auto it = object.find(name);
  if (it == object.end()) return nullptr;
  const bool fits =
      it->type() == kind || (kind == Json::value_t::number_unsigned && it->is_number_unsigned());
  return fits ? &*it : nullptr;
}

// A span's place in bytes of `text`.
Result<std::pair<size_t, size_t>> Place(const Json& span, const std::vector<size_t>& places) {
  const Json* start = Member(span, "start", Json::value_t::number_unsigned);
  const Json* end = Member(span, "end", Json::value_t::number_unsigned);
  if (start == nullptr || end == nullptr) return Fault("a span without start and end");
  const auto from = start->get<size_t>();
  const auto to = end->get<size_t>();
  if (from >= to || to >= places.size()) return Fault("a span outside its turn");
  return std::pair(places[from], places[to]);
}

std::optional<std::vector<WordConfidence>> Confidences(std::string_view text, const Json& list) {
  if (!list.is_array()) return {};
  std::vector<double> values;
  for (const Json& value : list) {
    if (!value.is_number()) return {};
    values.push_back(value.get<double>());
  }
  return WordConfidences(text, values);
}

Result<LabelledTurn> ParseTurn(const Json& row) {
  const Json* text = Member(row, "text", Json::value_t::string);
  if (text == nullptr) return Fault("a turn without text");
  LabelledTurn turn;
  turn.text = text->get<std::string>();
  if (turn.text.find('\n') != std::string::npos) return Fault("a turn of several lines");
  const std::vector<size_t> places = BytePlaces(turn.text);
  if (const Json* spans = Member(row, "spans", Json::value_t::array)) {
    for (const Json& span : *spans) {
      ASSIGN_OR_RETURN(const auto place, Place(span, places));
      const Json* name = Member(span, "type", Json::value_t::string);
      const std::string type = name == nullptr ? "" : name->get<std::string>();
      const auto parsed = ParsePiiEntityType(type);
      if (!parsed && type != kUnknown) return Fault("a span of no known type");
      if (!turn.spans.empty() && place.first < turn.spans.back().end) {
        return Fault("spans that overlap or are out of order");
      }
      turn.spans.push_back({place.first, place.second, parsed});
    }
  }
  if (const auto confidences = row.find("confidences"); confidences != row.end()) {
    auto read = Confidences(turn.text, *confidences);
    if (!read) return Fault("\"confidences\" are not one number from 0 to 1 for each word");
    turn.confidences = *std::move(read);
  }
  if (const Json* known = Member(row, "known", Json::value_t::array)) {
    turn.known.emplace();
    for (const Json& name : *known) {
      const auto type = ParsePiiEntityType(name.is_string() ? name.get<std::string>() : "");
      if (!type) return Fault("\"known\" names no type");
      turn.known->insert(*type);
    }
  }
  return turn;
}

Result<LabelledDialogue> ParseDialogue(const Json& row) {
  const Json* id = Member(row, "id", Json::value_t::string);
  const Json* turns = Member(row, "turns", Json::value_t::array);
  if (id == nullptr || turns == nullptr) return Fault("a dialogue without id and turns");
  LabelledDialogue dialogue;
  dialogue.id = id->get<std::string>();
  if (const Json* source = Member(row, "source", Json::value_t::string)) {
    dialogue.source = source->get<std::string>();
  }
  for (const Json& each : *turns) {
    ASSIGN_OR_RETURN(LabelledTurn turn, ParseTurn(each));
    dialogue.turns.push_back(std::move(turn));
  }
  return dialogue;
}

Result<FoundInTurns> ParseFoundTurns(const Json& row, const LabelledDialogue& dialogue) {
  const Json* turns = Member(row, "turns", Json::value_t::array);
  if (turns == nullptr || turns->size() != dialogue.turns.size()) {
    return Fault("other turns than its dialogue has");
  }
  FoundInTurns found(turns->size());
  for (size_t i = 0; i < turns->size(); ++i) {
    const std::vector<size_t> places = BytePlaces(dialogue.turns[i].text);
    const Json* entities = Member((*turns)[i], "entities", Json::value_t::array);
    if (entities == nullptr) return Fault("a turn without entities");
    for (const Json& each : *entities) {
      ASSIGN_OR_RETURN(const auto place, Place(each, places));
      const Json* name = Member(each, "type", Json::value_t::string);
      const std::string type = name == nullptr ? "" : name->get<std::string>();
      if (type == kOther) continue;
      const auto parsed = ParsePiiEntityType(type);
      const auto confidence = each.find("confidence");
      if (!parsed || confidence == each.end() || !confidence->is_number()) {
        return Fault("an entity without known type or confidence");
      }
      const auto value = confidence->get<double>();
      if (!(value >= 0 && value <= 1)) return Fault("a confidence outside [0, 1]");
      found[i].push_back({*parsed, value, place.first, place.second});
    }
    std::sort(found[i].begin(), found[i].end(), [](const PiiEntity& a, const PiiEntity& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
  }
  return found;
}

// Calls `use` with every line that is not blank; errors name the line.
Status ForEachLine(std::string_view lines, const std::function<Status(const Json&)>& use) {
  for (size_t number = 1; !lines.empty(); ++number) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Json row = Json::parse(line, /*cb=*/nullptr, /*allow_exceptions=*/false);
    const Status used = row.is_discarded() ? Status(Fault("no JSON")) : use(row);
    if (!used) return Fault("line " + std::to_string(number) + ": " + used.error().message);
  }
  return {};
}

}  // namespace

Result<std::vector<LabelledDialogue>> ParseLabelledDialogues(std::string_view json_lines) {
  std::vector<LabelledDialogue> dialogues;
  RETURN_IF_ERROR(ForEachLine(json_lines, [&](const Json& row) -> Status {
    ASSIGN_OR_RETURN(LabelledDialogue dialogue, ParseDialogue(row));
    dialogues.push_back(std::move(dialogue));
    return {};
  }));
  return dialogues;
}

Result<std::vector<FoundInTurns>> ParseFound(std::string_view json_lines,
                                             const std::vector<LabelledDialogue>& dialogues) {
  std::unordered_map<std::string, size_t> places;
  for (size_t i = 0; i < dialogues.size(); ++i) {
    if (!places.emplace(dialogues[i].id, i).second) return Fault("two dialogues have the same id");
  }
  std::vector<std::optional<FoundInTurns>> read(dialogues.size());
  RETURN_IF_ERROR(ForEachLine(json_lines, [&](const Json& row) -> Status {
    const Json* id = Member(row, "id", Json::value_t::string);
    const auto place = id == nullptr ? places.end() : places.find(id->get<std::string>());
    if (place == places.end()) return {};  // of a dialogue that is not scored
    ASSIGN_OR_RETURN(read[place->second], ParseFoundTurns(row, dialogues[place->second]));
    return {};
  }));
  std::vector<FoundInTurns> found;
  for (std::optional<FoundInTurns>& each : read) {
    if (!each) return Fault("a dialogue has no line of finds");
    found.push_back(std::move(*each));
  }
  return found;
}

std::string FoundLines(const std::vector<LabelledDialogue>& dialogues,
                       const std::vector<FoundInTurns>& found) {
  std::string lines;
  for (size_t i = 0; i < dialogues.size(); ++i) {
    Json turns = Json::array();
    for (size_t turn = 0; turn < found[i].size(); ++turn) {
      Json entities = Json::array();
      const std::string& text = dialogues[i].turns[turn].text;
      for (const PiiEntity& entity : found[i][turn]) {
        entities.push_back({{"start", CodePoints(text, entity.begin)},
                            {"end", CodePoints(text, entity.end)},
                            {"type", PiiEntityTypeName(entity.type)},
                            {"confidence", entity.confidence}});
      }
      turns.push_back({{"entities", std::move(entities)}});
    }
    lines += Json{{"id", dialogues[i].id}, {"turns", std::move(turns)}}.dump() + "\n";
  }
  return lines;
}

std::string TextOf(const LabelledDialogue& dialogue) {
  std::string text;
  for (size_t i = 0; i < dialogue.turns.size(); ++i) {
    if (i > 0) text += '\n';
    text += dialogue.turns[i].text;
  }
  return text;
}

std::vector<WordConfidence> ConfidencesOf(const LabelledDialogue& dialogue) {
  std::vector<WordConfidence> confidences;
  size_t begin = 0;
  for (const LabelledTurn& turn : dialogue.turns) {
    for (const WordConfidence& word : turn.confidences) {
      confidences.push_back({begin + word.begin, begin + word.end, word.confidence});
    }
    begin += turn.text.size() + 1;
  }
  return confidences;
}

FoundInTurns SplitByTurns(const LabelledDialogue& dialogue,
                          const std::vector<PiiEntity>& entities) {
  FoundInTurns found(dialogue.turns.size());
  size_t begin = 0;
  for (size_t i = 0; i < dialogue.turns.size(); ++i) {
    const size_t end = begin + dialogue.turns[i].text.size();
    for (PiiEntity entity : entities) {
      entity.begin = std::max(entity.begin, begin);
      entity.end = std::min(entity.end, end);
      if (entity.begin >= entity.end) continue;
      entity.begin -= begin;
      entity.end -= begin;
      found[i].push_back(entity);
    }
    begin = end + 1;
  }
  return found;
}

}  // namespace tacet::evaluation
