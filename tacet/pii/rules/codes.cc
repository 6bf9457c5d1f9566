#include "tacet/pii/rules/codes.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "tacet/pii/check_digits.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

using enum PiiEntityType;

constexpr size_t kCueReachTokens = 12;
constexpr size_t kMaxIbanTokens = 10;  // written in groups of four

std::string Upper(std::string_view text) {
  std::string upper;
  for (const char c : text) {
    upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return upper;
}

class CodeRecognizer : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    std::vector<PiiEntity> entities;
    const std::vector<Token> tokens = Tokenize(text);
    for (size_t i = 0; i < tokens.size(); ++i) {
      const auto found = CodeAt(tokens, i);
      if (!found) continue;
      if (wanted.contains(found->type)) {
        entities.push_back(
            {found->type, found->confidence, tokens[i].begin, tokens[found->last].end});
      }
      i = found->last;
    }
    return entities;
  }

 private:
  static constexpr std::array<PiiEntityType, 5> kTypes = {kInternationalBankAccountNumber,
                                                          kSwiftCode, kAwsAccessKey, kAwsSecretKey,
                                                          kVehicleIdentificationNumber};

  struct Code {
    PiiEntityType type;
    double confidence;
    size_t last;
  };

  std::optional<Code> CodeAt(const std::vector<Token>& tokens, size_t i) const {
    const std::string_view text = tokens[i].text;
    if (text.size() < 4) return std::nullopt;
    if (auto iban = IbanAt(tokens, i)) return iban;
    if (text.size() == 20 && RE2::FullMatch(Piece(text), access_key_)) {
      return Code{kAwsAccessKey, 0.99, i};
    }
    if (text.size() == 40 && RE2::FullMatch(Piece(text), secret_key_) &&
        HasCue(tokens, i, {"secret", "key", "aws"})) {
      return Code{kAwsSecretKey, 0.95, i};
    }
    if (text.size() == 17) {
      const std::string upper = Upper(text);
      const bool letters = upper.find_first_of("ABCDEFGHJKLMNPRSTUVWXYZ") != std::string::npos;
      if (letters && RE2::FullMatch(upper, vin_)) {
        const bool check = IsVehicleIdentificationNumber(upper);
        if (check) return Code{kVehicleIdentificationNumber, 0.99, i};
        if (HasCue(tokens, i, {"vin", "vehicle", "identification"})) {
          return Code{kVehicleIdentificationNumber, 0.85, i};
        }
      }
    }
    if ((text.size() == 8 || text.size() == 11) && RE2::FullMatch(Piece(text), swift_) &&
        HasCue(tokens, i, {"swift", "bic"})) {
      return Code{kSwiftCode, 0.95, i};
    }
    return std::nullopt;
  }

  // One token, or groups of up to four characters on one line.
  std::optional<Code> IbanAt(const std::vector<Token>& tokens, size_t i) const {
    if (!RE2::PartialMatch(Piece(tokens[i].text), iban_start_)) return std::nullopt;
    std::string iban;
    std::optional<Code> found;
    for (size_t last = i; last < tokens.size() && last < i + kMaxIbanTokens; ++last) {
      if (tokens[last].line != tokens[i].line ||
          !RE2::FullMatch(Piece(tokens[last].text), alnum_)) {
        break;
      }
      // Groups have four characters, the last one may have fewer; small letters make words.
      const bool group = last == i || tokens[last].text.size() <= 4;
      const bool short_before = last > i && tokens[last - 1].text.size() != 4;
      const bool word = last > i && RE2::PartialMatch(Piece(tokens[last].text), small_letter_);
      if (!group || short_before || word) break;
      iban += Upper(tokens[last].text);
      if (iban.size() > 34) break;
      if (IsIban(iban)) found = Code{kInternationalBankAccountNumber, 0.99, last};
    }
    if (!found && tokens[i].text.size() >= 15 && tokens[i].text.size() <= 34 &&
        RE2::FullMatch(Piece(tokens[i].text), alnum_) && HasCue(tokens, i, {"iban"})) {
      found = Code{kInternationalBankAccountNumber, 0.85, i};
    }
    return found;
  }

  static bool HasCue(const std::vector<Token>& tokens, size_t i,
                     std::initializer_list<std::string_view> words) {
    const size_t first = i < kCueReachTokens ? 0 : i - kCueReachTokens;
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                       tokens.begin() + static_cast<std::ptrdiff_t>(i), [&](const Token& token) {
                         return std::find(words.begin(), words.end(), token.lower) != words.end();
                       });
  }

  static re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

  RE2 iban_start_{R"(^[A-Za-z]{2}[0-9]{2}(?:[A-Za-z0-9]*)$)"};
  RE2 small_letter_{R"([a-z])"};
  RE2 alnum_{R"([A-Za-z0-9]+)"};
  // AKIA (long-term) and ASIA (temporary) keys; source: IAM user guide, "IAM identifiers".
  RE2 access_key_{R"((?:AKIA|ASIA)[A-Z0-9]{16})"};
  RE2 secret_key_{R"([A-Za-z0-9/+=]{40})"};
  RE2 vin_{R"([A-HJ-NPR-Z0-9]{17})"};
  // Capitals only: "swift" is also a word, a programming language and a name.
  RE2 swift_{R"([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)"};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeCodeRecognizer() { return std::make_unique<CodeRecognizer>(); }

}  // namespace tacet::pii
