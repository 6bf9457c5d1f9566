#include "tacet/pii/tagger/tagger_windows.h"

#include <algorithm>
#include <utility>

namespace tacet::pii {
namespace {

size_t LengthOf(std::span<const PieceRange> turns) {
  size_t length = 0;
  for (const PieceRange& turn : turns) length += turn.size() + 1;
  return length;
}

// Where a turn that begins at `begin` and is too long is cut.
size_t CutOf(std::span<const TextPiece> pieces, size_t begin, size_t longest) {
  const size_t last = begin + longest;
  const size_t first = begin + longest / 2;
  const auto between_words = [&](size_t cut) { return pieces[cut].word != pieces[cut - 1].word; };
  for (size_t cut = last; cut > first; --cut) {
    if (between_words(cut) && pieces[cut - 1].ends_sentence) return cut;
  }
  for (size_t cut = last; cut > first; --cut) {
    if (between_words(cut)) return cut;
  }
  return last;
}

// The turns right before turns[next] that fit, or the end of the last one.
std::vector<PieceRange> ContextOf(std::span<const TextPiece> pieces,
                                  std::span<const PieceRange> turns, size_t next, size_t limit) {
  std::vector<PieceRange> context;
  size_t length = 0;
  for (size_t i = next; i > 0; --i) {
    const PieceRange& turn = turns[i - 1];
    if (length + turn.size() + 1 > limit) {
      if (!context.empty() || limit < 2) break;
      size_t begin = turn.end - (limit - 1);
      while (begin + 1 < turn.end && pieces[begin].word == pieces[begin - 1].word) ++begin;
      context.push_back({begin, turn.end});
      break;
    }
    context.push_back(turn);
    length += turn.size() + 1;
  }
  std::reverse(context.begin(), context.end());
  return context;
}

}  // namespace

bool AreUsable(const WindowLimits& limits) {
  return limits.longest_turn >= 2 &&
         limits.max_length >= 1 + limits.context_length + limits.longest_turn + 1;
}

size_t Length(const TaggerWindow& window) {
  return 1 + LengthOf(window.context) + LengthOf(window.turns);
}

std::vector<PieceRange> CutTurns(std::span<const TextPiece> pieces,
                                 std::span<const PieceRange> turns, const WindowLimits& limits) {
  std::vector<PieceRange> cut;
  for (PieceRange turn : turns) {
    while (turn.size() > limits.longest_turn) {
      const size_t end = CutOf(pieces, turn.begin, limits.longest_turn);
      cut.push_back({turn.begin, end});
      turn.begin = end;
    }
    if (turn.size() > 0) cut.push_back(turn);
  }
  return cut;
}

std::vector<TaggerWindow> PackWindows(std::span<const TextPiece> pieces,
                                      std::span<const PieceRange> turns,
                                      const WindowLimits& limits) {
  std::vector<TaggerWindow> windows;
  for (size_t next = 0; next < turns.size();) {
    TaggerWindow window;
    window.context = ContextOf(pieces, turns, next, limits.context_length);
    size_t length = 1 + LengthOf(window.context);
    do {
      window.turns.push_back(turns[next]);
      length += turns[next].size() + 1;
      ++next;
    } while (next < turns.size() && length + turns[next].size() + 1 <= limits.max_length);
    windows.push_back(std::move(window));
  }
  return windows;
}

}  // namespace tacet::pii
