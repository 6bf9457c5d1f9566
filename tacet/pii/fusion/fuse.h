// Fuse: one list of entities out of what the rules and the tagger found. The order of precedence:
//
//   1. A number, a code, a date, an age, an e-mail or a machine's address that a rule knows by its
//      cue, its check digit or its form (confidence of PiiPolicy::sure_rule or more) has the rule's
//      type, whatever the tagger calls it; what the tagger holds to belong to it goes with it.
//   2. A number that the words around it name as something else ("order number") is none of ours
//      unless the tagger reaches PiiPolicy::denied_number.
//   3. What the tagger finds beside that counts with the tagger's type and borders.
//   4. Other finds of the rules (names and addresses of lists, years, numbers without a cue)
//      count where the tagger has nothing against them: they fall where it holds their words to be
//      nothing with PiiThresholds::nothing or more. Where both found a name or an address, the
//      borders are the tagger's, widened by those words of the rule that are not surely nothing.
//   5. Parts of one address, code or spoken name of an account with a word or two between them are
//      one find. The rest of a number whose beginning was found goes with it (number_rests.h).
//   6. What goes over a line break is one find per line (line_pieces.h).
//   7. The confidence is the probability of PiiPolicy::calibration for the sources and their score.
//
// Without a tagger all finds of the rules count, the surer one where two overlap. Thread-safe: pure
// functions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "tacet/pii/fusion/pii_find.h"
#include "tacet/pii/fusion/token_tags.h"
#include "tacet/pii/pii_policy.h"
#include "tacet/pii/pii_recognizer.h"
#include "tacet/pii/tokens.h"
#include "tacet/transcript/pii_entity.h"

namespace tacet::pii {

// `tags` belong to `tokens`, those of `text`; empty = there is no tagger. In the order of the text,
// none overlapping.
std::vector<PiiFind> Fuse(std::string_view text, std::span<const Token> tokens,
                          const RuleFinds& rules, const TokenTags& tags, const PiiPolicy& policy);

// Chooses among overlapping entities: the higher confidence wins, then the longer span, then the
// earlier, then the type's order in the enum. Overlapping spans of one type become one span with
// the higher confidence. What a loser covers beyond the winner stays as an entity of its own when
// it holds a letter or digit, so that nothing that a recognizer found becomes readable. The result
// is in the order of the text and free of overlaps.
std::vector<PiiEntity> SettleOverlaps(std::string_view text, std::vector<PiiEntity> entities);

}  // namespace tacet::pii
