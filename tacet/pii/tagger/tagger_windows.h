// Tagger windows: which word pieces the network reads together. A window is
// `[CLS] turn [SEP] turn [SEP] ...`; its first turns may be context, whose tags another window
// gives. The windows of training are cut alike: tools/train_pii/windows.py. Thread-safe: pure
// functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tacet::pii {

// One word piece of a text, as far as cutting goes.
struct TextPiece {
  uint32_t id = 0;
  uint32_t word = 0;           // which word it stands for a part of; never falls
  bool ends_sentence = false;  // a full stop, a question or an exclamation mark
};

// A half-open range of the text's pieces: a turn or a part of one.
struct PieceRange {
  size_t begin = 0;
  size_t end = 0;
  size_t size() const { return end - begin; }
  bool operator==(const PieceRange&) const = default;
};

struct TaggerWindow {
  std::vector<PieceRange> context;  // side by side right before `turns`; may be empty
  std::vector<PieceRange> turns;    // never empty
};

struct WindowLimits {
  size_t max_length = 192;     // places of a window, [CLS] and every [SEP] counted
  size_t context_length = 64;  // places of its context, every [SEP] counted
  size_t longest_turn = 110;   // pieces; a longer turn is cut
};
// What windows can keep to.
bool AreUsable(const WindowLimits& limits);

// Places that the window fills.
size_t Length(const TaggerWindow& window);

// Cuts every turn of more than `limits.longest_turn` pieces: behind the last end of a sentence in
// the second half of what fits, else between two words there, else inside a word. Empty turns are
// left out.
std::vector<PieceRange> CutTurns(std::span<const TextPiece> pieces,
                                 std::span<const PieceRange> turns, const WindowLimits& limits);

// Every turn of `turns` (of CutTurns, in order and side by side) in `turns` of exactly one window;
// as many in each as fit behind the context, which is as much of what came before as fits in whole
// turns, at least the end of the last one.
std::vector<TaggerWindow> PackWindows(std::span<const TextPiece> pieces,
                                      std::span<const PieceRange> turns,
                                      const WindowLimits& limits);

}  // namespace tacet::pii
