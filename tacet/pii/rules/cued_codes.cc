#include "tacet/pii/rules/cued_codes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "tacet/pii/check_digits.h"
#include "tacet/pii/phrases.h"
#include "tacet/pii/rules/address_words.h"
#include "tacet/pii/said_codes.h"
#include "tacet/pii/tokens.h"

namespace tacet::pii {
namespace {

using enum PiiEntityType;

// How far a cue speaks for a code: the question, some words, the answer.
constexpr size_t kReachTokens = 24;
constexpr size_t kReachLines = 3;
constexpr size_t kMinRepeated = 5;

// The cue of what is asked for as something else.
constexpr int kOtherCue = -1;

int IdOf(PiiEntityType type) { return static_cast<int>(type); }

const PhraseSet& CodeCues() {
  static const auto* const cues = new PhraseSet(std::vector<PhraseSet::Group>{
      {IdOf(kDriverId),
       {"driver license",
        "driver license number",
        "drivers license",
        "drivers license number",
        "driver's license number",
        "driver licence",
        "drivers licence",
        "driver licence number",
        "drivers licence number",
        "driving licence",
        "driving license",
        "driving licence number",
        "driving license number",
        "license number",
        "licence number",
        "license id",
        "driver id",
        "drivers id",
        "driver id number",
        "drivers id number",
        "dl number",
        "d l number",
        "dmv number",
        "license is",
        "licence is",
        "state id number",
        "state id"}},
      {IdOf(kLicensePlate),
       {"license plate", "license plate number", "licence plate", "licence plate number",
        "plate number", "number plate", "number plates", "license plates", "plate", "plates",
        "tag number", "car registration", "vehicle registration", "registration plate",
        "vehicle registration number", "car registration number", "license tag",
        "registration of the car", "car's registration"}},
      {IdOf(kPassportNumber),
       {"passport number", "passport no", "passport #", "passport id", "passport", "passport card",
        "passport is", "number on your passport", "number on my passport",
        "number on the passport"}},
      {IdOf(kVehicleIdentificationNumber),
       {"vin", "vins", "v i n", "vin number", "vehicle identification number",
        "vehicle identification", "vehicle id number", "chassis number", "vehicle id"}},
      {IdOf(kInternationalBankAccountNumber),
       {"iban", "i ban", "i b a n", "iban number", "international bank account number",
        "international account number"}},
      {IdOf(kSwiftCode),
       {"swift", "swift code", "swift number", "bic", "bic code", "b i c", "swift bic",
        "bank identifier code", "bank identification code"}},
      {IdOf(kAwsAccessKey),
       {"access key", "access key id", "aws access key", "aws key", "aws access key id", "key id",
        "access id"}},
      {IdOf(kAwsSecretKey),
       {"secret key", "secret access key", "aws secret", "aws secret key", "secret is",
        "aws secret access key"}},
      {IdOf(kMacAddress),
       {"mac address", "mac", "m a c address", "hardware address", "mac id", "ethernet address",
        "physical address"}},
      {IdOf(kIpAddress), {"ip address", "ip", "i p address", "ipv6", "ipv6 address", "i p"}},
      {IdOf(kAddress), {"postcode", "post code", "postal code", "zip code", "zip"}},
      // In the order of CueGroups' kOther and of the numbers with rules of their own.
      {kOtherCue,
       {"order number",
        "order",
        "claim number",
        "claim",
        "booking number",
        "booking reference",
        "booking code",
        "reservation number",
        "reservation code",
        "confirmation number",
        "confirmation code",
        "policy number",
        "policy",
        "reference number",
        "reference code",
        "case number",
        "ticket number",
        "invoice number",
        "tracking number",
        "flight number",
        "flight",
        "model number",
        "serial number",
        "part number",
        "item number",
        "member number",
        "member id",
        "membership number",
        "employee number",
        "employee id",
        "customer number",
        "customer id",
        "transaction number",
        "transaction id",
        "phone number",
        "cell number",
        "call me at",
        "account number",
        "routing number",
        "card number",
        "social security number",
        "social security",
        "social",
        "date of birth",
        "birthday",
        "born",
        "email",
        "address is",
        "room number",
        "promo code",
        "coupon code",
        "gift card",
        "expires",
        "expiration date",
        "issued",
        "version",
        "mileage",
        "odometer"}}});
  return *cues;
}

bool IsHex(std::string_view characters) {
  return characters.find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
}

// How sure the code is one of `type`, after a cue for it; 0 = it cannot be.
double Confidence(PiiEntityType type, const SaidCode& code) {
  const std::string& text = code.characters;
  const size_t size = text.size();
  switch (type) {
    case kDriverId:
      // US states give out 1 to 13 digits with up to three letters; UK numbers have 16 characters.
      if (code.digits < 4 || size < 5 || size > 18) return 0;
      return size >= 6 && size <= 16 ? 0.95 : 0.75;
    case kLicensePlate:
      if (size < 3 || size > 9 || code.digits == 0) return 0;
      return size >= 5 && size <= 8 && code.letters() > 0 ? 0.95 : 0.75;
    case kPassportNumber:
      if (size < 5 || size > 11 || code.digits < 4) return 0;
      return size >= 6 && size <= 9 ? 0.95 : 0.75;
    case kVehicleIdentificationNumber:
      if (IsVehicleIdentificationNumber(text)) return 0.99;
      if (code.letters() == 0 && size < 15) return 0;
      return size == 17 ? 0.95 : size >= 11 && size <= 20 ? 0.85 : 0;
    case kInternationalBankAccountNumber:
      if (IsIban(text)) return 0.99;
      if (size < 10 || size > 36 || code.digits < 6) return 0;
      return size >= 15 && text[0] >= 'A' && text[1] >= 'A' ? 0.95 : 0.75;
    case kSwiftCode:
      if (code.letters() < 4 || size < 6 || size > 12) return 0;
      return size == 8 || size == 11 ? 0.95 : 0.75;
    case kAwsAccessKey:
      if (size < 12 || size > 24 || code.letters() < 4) return 0;
      return size == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")) ? 0.99 : 0.85;
    case kAwsSecretKey:
      return size >= 20 && size <= 48 && code.letters() >= 4 ? 0.85 : 0;
    case kMacAddress:
      if (!IsHex(text) || size < 8 || size > 16) return 0;
      return size == 12 ? 0.95 : 0.75;
    case kIpAddress:
      return IsHex(text) && size >= 14 && size <= 36 && code.letters() > 0 ? 0.85 : 0;
    case kAddress:
      return IsPostalCode(text) ? 0.95 : 0;
    default:
      return 0;
  }
}

class CuedCodeScan {
 public:
  explicit CuedCodeScan(std::string_view text)
      : tokens_(Tokenize(text)), cues_(CodeCues().Find(tokens_)) {}

  std::vector<PiiEntity> Find() {
    const bool any = std::any_of(cues_.begin(), cues_.end(),
                                 [](const PhraseHit& cue) { return cue.id != kOtherCue; });
    if (!any) return {};
    codes_ = FindSaidCodes(tokens_, CoveredBy(cues_, tokens_.size()));
    claims_.resize(codes_.size());
    for (size_t cue = 0; cue < cues_.size(); ++cue) {
      if (cues_[cue].id == kOtherCue) continue;
      if (!ClaimBefore(cue)) ClaimAfter(cue);
    }
    ClaimRepeated();
    std::vector<PiiEntity> entities;
    for (size_t i = 0; i < codes_.size(); ++i) {
      if (!claims_[i]) continue;
      entities.push_back({claims_[i]->first, claims_[i]->second,
                          tokens_[codes_[i].first_token].begin, tokens_[codes_[i].last_token].end});
    }
    return entities;
  }

 private:
  using Claim = std::pair<PiiEntityType, double>;

  // "WX1234 is my plate number".
  bool ClaimBefore(size_t cue) {
    const size_t first = cues_[cue].first_token;
    if (first < 3 || !IsAnyOf(tokens_[first - 1].lower, {"my", "the", "his", "her", "our", "your"}))
      return false;
    if (!IsAnyOf(tokens_[first - 2].lower, {"is", "that's", "was"})) return false;
    const auto at = std::lower_bound(
        codes_.begin(), codes_.end(), first - 3,
        [](const SaidCode& code, size_t token) { return code.last_token < token; });
    if (at == codes_.end() || at->last_token != first - 3) return false;
    return ClaimCode(static_cast<size_t>(at - codes_.begin()), cue);
  }

  void ClaimAfter(size_t cue) {
    const size_t last = cues_[cue].last_token;
    auto at = static_cast<size_t>(std::upper_bound(codes_.begin(), codes_.end(), last,
                                                   [](size_t token, const SaidCode& code) {
                                                     return token < code.first_token;
                                                   }) -
                                  codes_.begin());
    for (; at < codes_.size(); ++at) {
      const SaidCode& code = codes_[at];
      if (code.first_token - last > kReachTokens) return;
      if (tokens_[code.first_token].line - tokens_[last].line > kReachLines) return;
      if (CueBetween(cue, code.first_token)) return;
      if (ClaimCode(at, cue)) return;
    }
  }

  bool ClaimCode(size_t code, size_t cue) {
    const auto type = static_cast<PiiEntityType>(cues_[cue].id);
    const double confidence = Confidence(type, codes_[code]);
    if (confidence == 0 || (claims_[code] && claims_[code]->second >= confidence)) return false;
    claims_[code] = Claim(type, confidence);
    return true;
  }

  // Whether another kind of number was asked for between the cue and the token.
  bool CueBetween(size_t cue, size_t token) const {
    for (size_t i = cue + 1; i < cues_.size() && cues_[i].first_token < token; ++i) {
      if (cues_[i].id != cues_[cue].id) return true;
    }
    return false;
  }

  void ClaimRepeated() {
    std::unordered_map<std::string_view, Claim> known;
    for (size_t i = 0; i < codes_.size(); ++i) {
      if (claims_[i] && codes_[i].characters.size() >= kMinRepeated) {
        known.emplace(codes_[i].characters, *claims_[i]);
      }
    }
    for (size_t i = 0; i < codes_.size(); ++i) {
      if (claims_[i]) continue;
      if (const auto found = known.find(codes_[i].characters); found != known.end()) {
        claims_[i] = found->second;
      }
    }
  }

  std::vector<Token> tokens_;
  std::vector<PhraseHit> cues_;
  std::vector<SaidCode> codes_;
  std::vector<std::optional<Claim>> claims_;  // one per code
};

class CuedCodeRecognizer final : public PiiRecognizer {
 public:
  std::span<const PiiEntityType> entity_types() const override { return kTypes; }

  std::vector<PiiEntity> Analyze(std::string_view text,
                                 const PiiEntityTypeSet& wanted) const override {
    std::vector<PiiEntity> entities = CuedCodeScan(text).Find();
    std::erase_if(entities, [&](const PiiEntity& entity) { return !wanted.contains(entity.type); });
    return entities;
  }

 private:
  static constexpr std::array<PiiEntityType, 11> kTypes = {
      kDriverId,   kLicensePlate, kPassportNumber, kVehicleIdentificationNumber,
      kSwiftCode,  kAwsAccessKey, kAwsSecretKey,   kInternationalBankAccountNumber,
      kMacAddress, kIpAddress,    kAddress};
};

}  // namespace

std::unique_ptr<PiiRecognizer> MakeCuedCodeRecognizer() {
  return std::make_unique<CuedCodeRecognizer>();
}

}  // namespace tacet::pii
