// Tagger: the trained network that says of every word of a text how likely it belongs to personal
// information, and of which type. Owns the model of one folder (tools/train_pii makes it;
// docs/training.md): tagger.json, vocab.txt and tagger.onnx. Decides nothing: thresholds and rules
// are tacet/pii/fusion's.
//
//   ASSIGN_OR_RETURN(const auto tagger, Tagger::Create({.model_dir = models + "/pii"}));
//   ASSIGN_OR_RETURN(const Tagging tagging, tagger->Tag(text));
//   for (const TaggedWord& word : tagging.words) ... text.substr(word.begin, ...), word.nothing
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tacet/base/result.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/transcript/pii_entity_type.h"

namespace tacet::pii {

// What stands between white space (Unicode's) and its probabilities: the mean over its word pieces,
// as trained. They are calibrated by the model's temperature and add up to 1.
struct TaggedWord {
  size_t begin = 0;  // half-open byte range of the text; never empty
  size_t end = 0;
  size_t line = 0;                        // '\n' before it
  float nothing = 1;                      // P(O): not personal
  std::array<float, kPiiTypes> starts{};  // P(B-type): an entity begins here; by PiiEntityType
  std::array<float, kPiiTypes> inside{};  // P(I-type): it goes on here

  float Of(PiiEntityType type) const {
    return starts[static_cast<size_t>(type)] + inside[static_cast<size_t>(type)];
  }
};

struct Tagging {
  std::vector<TaggedWord> words;  // every word, in order
};

struct TaggerOptions {
  // The folder with tagger.json, vocab.txt and tagger.onnx. Required.
  std::string model_dir;
  // Computing threads; 0 = one per core, at most 4. Each works on windows of its own, so that two
  // are nearly twice as fast; each needs some 20 MB.
  size_t threads = 1;
};

// Thread-safe after Create; calls at the same time follow one another, each on all threads.
class Tagger {
 public:
  // kNotFound names a file that is missing; kDataLoss one that is broken: not as tagger.json
  // describes it, or not this kind of model.
  static Result<std::unique_ptr<Tagger>> Create(const TaggerOptions& options);
  virtual ~Tagger() = default;

  // The words of `text` (any bytes), a turn or a stretch between pauses a line, in the order of
  // time: the lines before are the context of a line. The same text gives the same numbers, however
  // many threads. Memory for inner results is given back afterwards. kInternal when the network
  // fails; never less than every word.
  Result<Tagging> Tag(std::string_view text) const;

  // The same for texts that have nothing to do with one another, a tagging each. Much faster than
  // one call each for short texts, whose windows then keep all threads busy.
  virtual Result<std::vector<Tagging>> TagAll(std::span<const std::string_view> texts) const = 0;

  // tagger.json's.
  virtual const std::string& version() const = 0;
};

}  // namespace tacet::pii
