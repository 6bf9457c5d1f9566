// Tables of text -> entities. Numbers: card networks' published test numbers (4111..., 5555...,
// 3782...), routing number 021000021 and SSN 000-00-0000 of the service's documents, the void SSN
// 078-05-1120 (printed on sample cards), 555-01xx phone numbers (reserved for fiction), example.com
// (RFC 2606); all others are made up.
#include "tacet/pii/rules/numeric_recognizers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "tacet/base/sanitizer.h"
#include "tacet/pii/rules/found_texts.h"

namespace tacet::pii {
namespace {

std::vector<PiiEntity> Analyze(std::string_view text, const PiiEntityTypeSet& wanted = AllTypes()) {
  static const auto* const recognizers =
      new std::vector<std::unique_ptr<PiiRecognizer>>(MakeNumericRecognizers());
  std::vector<PiiEntity> all;
  for (const auto& recognizer : *recognizers) {
    for (const PiiEntity& entity : recognizer->Analyze(text, wanted)) all.push_back(entity);
  }
  std::sort(all.begin(), all.end(),
            [](const PiiEntity& a, const PiiEntity& b) { return a.begin < b.begin; });
  return all;
}

// "TYPE:span" of each entity but those inside a surer one (the web site of a mail address), which
// the detector drops.
std::vector<std::string> Find(std::string_view text) {
  std::vector<std::string> found;
  const std::vector<PiiEntity> entities = Analyze(text);
  for (const PiiEntity& entity : entities) {
    const bool inside =
        std::any_of(entities.begin(), entities.end(), [&entity](const PiiEntity& other) {
          const bool same = other == entity && &other < &entity;  // of two recognizers
          return same || (other.begin <= entity.begin && other.end >= entity.end &&
                          other.confidence > entity.confidence);
        });
    if (inside) continue;
    found.push_back(std::string(PiiEntityTypeName(entity.type)) + ":" +
                    std::string(text.substr(entity.begin, entity.end - entity.begin)));
  }
  return found;
}

struct NumberRow {
  const char* text;
  std::vector<std::string> entities;
};

void CheckNumbers(const std::vector<NumberRow>& rows) {
  for (const NumberRow& row : rows) EXPECT_EQ(Find(row.text), row.entities) << row.text;
}

TEST(CreditDebitNumberRuleTest, FindsCardNumbers) {
  CheckNumbers({
      {"My card number is 4111111111111111.", {"CREDIT_DEBIT_NUMBER:4111111111111111"}},
      {"4111 1111 1111 1111", {"CREDIT_DEBIT_NUMBER:4111 1111 1111 1111"}},
      {"Can I have the card number?\nSure. It's 5555 5555\n5555, um, 4444.",
       {"CREDIT_DEBIT_NUMBER:5555 5555\n5555, um, 4444"}},
      {"card number four one one one, one one one one, uh, one one one one, one one one one",
       {"CREDIT_DEBIT_NUMBER:four one one one, one one one one, uh, one one one one, one one one "
        "one"}},
      {"Amex 378282246310005", {"CREDIT_DEBIT_NUMBER:378282246310005"}},
      {"the card ending in 4821", {"CREDIT_DEBIT_NUMBER:4821"}},
      {"It's the Visa ending 4821, right?", {"CREDIT_DEBIT_NUMBER:4821"}},
      {"last four of the card?\nfour eight two one", {"CREDIT_DEBIT_NUMBER:four eight two one"}},
      {"credit card number is 4111111111111111, 05/27, 123",
       {"CREDIT_DEBIT_NUMBER:4111111111111111", "CREDIT_DEBIT_EXPIRY:05/27",
        "CREDIT_DEBIT_CVV:123"}},
      // Misheard: one digit short, one too many, a wrong check digit.
      {"card number 411111111111111", {"CREDIT_DEBIT_NUMBER:411111111111111"}},
      {"card number 41111111111111111", {"CREDIT_DEBIT_NUMBER:41111111111111111"}},
      {"card number is 4111111111111112", {"CREDIT_DEBIT_NUMBER:4111111111111112"}},
      {"4111\nOkay.\n1111\nMm-hmm.\n1111\nYes.\n1111",
       {"CREDIT_DEBIT_NUMBER:4111\nOkay.\n1111\nMm-hmm.\n1111\nYes.\n1111"}},
  });
}

TEST(CreditDebitNumberRuleTest, LeavesOtherNumbers) {
  CheckNumbers({
      {"I bought 4 cards in 2019.", {}},
      {"order number 12345678", {}},
      {"We sold 1,234,567 cards.", {}},
  });
}

TEST(CreditDebitCvvRuleTest, FindsSecurityCodes) {
  CheckNumbers({
      {"And the CVV?\n123.", {"CREDIT_DEBIT_CVV:123"}},
      {"the security code on the back is one two three", {"CREDIT_DEBIT_CVV:one two three"}},
      {"The three digits on the back?\nUm, it's 7 3 9.", {"CREDIT_DEBIT_CVV:7 3 9"}},
      {"C V V 7392", {"CREDIT_DEBIT_CVV:7392"}},
      // "Back" is heard as much else.
      {"Is that a Visa card?\nYes.\nThe three numbers on the pack?\n950.",
       {"CREDIT_DEBIT_CVV:950"}},
      {"Now the back of the Visa card, just the last three.\n117.", {"CREDIT_DEBIT_CVV:117"}},
      {"The three numbers on the pack?\n950.", {}},
      {"We have 123 people.", {}},
      {"the security code is 12", {}},
  });
}

TEST(CreditDebitExpiryRuleTest, FindsMonthAndYear) {
  CheckNumbers({
      {"expiration date 01/21", {"CREDIT_DEBIT_EXPIRY:01/21"}},
      {"What's the expiration date on the card?\nJanuary 2027.",
       {"CREDIT_DEBIT_EXPIRY:January 2027"}},
      {"the card expires in August of twenty seven",
       {"CREDIT_DEBIT_EXPIRY:August of twenty seven"}},
      {"expiration date is oh five twenty seven", {"CREDIT_DEBIT_EXPIRY:oh five twenty seven"}},
      {"Expires zero nine, two thousand twenty eight",
       {"CREDIT_DEBIT_EXPIRY:zero nine, two thousand twenty eight"}},
      {"expiration 0 3 of 2 9", {"CREDIT_DEBIT_EXPIRY:0 3 of 2 9"}},
      {"expiry 0527", {"CREDIT_DEBIT_EXPIRY:0527"}},
      {"expiry zero five slash two seven", {"CREDIT_DEBIT_EXPIRY:zero five slash two seven"}},
      {"We met in January 2021.", {}},
      {"Your subscription expires in 2027.", {}},
  });
}

TEST(BankRulesTest, FindsAccountAndRoutingNumbers) {
  CheckNumbers({
      {"My account number is 123456789012", {"BANK_ACCOUNT_NUMBER:123456789012"}},
      {"account ending 4821", {"BANK_ACCOUNT_NUMBER:4821"}},
      {"the checking account ends in one two three four",
       {"BANK_ACCOUNT_NUMBER:one two three four"}},
      {"Routing number?\n021000021", {"BANK_ROUTING:021000021"}},
      {"routing zero two one, triple zero, zero two one",
       {"BANK_ROUTING:zero two one, triple zero, zero two one"}},
      {"the routing number is 021000022", {"BANK_ROUTING:021000022"}},
      {"last four of the routing number are 0021", {"BANK_ROUTING:0021"}},
      {"routing number 021000021 and account number 9876543210",
       {"BANK_ROUTING:021000021", "BANK_ACCOUNT_NUMBER:9876543210"}},
      {"my sort code is 60-83-71 and the account number is 12345678",
       {"BANK_ROUTING:60-83-71", "BANK_ACCOUNT_NUMBER:12345678"}},
      {"Your sort code?\nsixty, eighty three, seventy one",
       {"BANK_ROUTING:sixty, eighty three, seventy one"}},
      {"the BSB's oh six two, triple zero", {"BANK_ROUTING:oh six two, triple zero"}},
      {"I opened the account in 2019 with 300 dollars.", {}},
      {"Your account has 25 points.", {}},
  });
}

TEST(PinRuleTest, FindsPins) {
  CheckNumbers({
      {"My PIN is 4071", {"PIN:4071"}},
      {"What's your PIN?\nUh, four oh seven one.", {"PIN:four oh seven one"}},
      {"4071 is my PIN", {"PIN:4071"}},
      {"my pin is 4072, sorry, 4071", {"PIN:4072, sorry, 4071"}},
      {"P-I-N 4071", {"PIN:4071"}},
      {"pin 40", {}},
      {"the tin has 4071 grams", {}},
  });
}

TEST(SsnRuleTest, FindsSocialSecurityNumbers) {
  CheckNumbers({
      {"My social is 078-05-1120.", {"SSN:078-05-1120"}},
      {"social security number 000000000", {"SSN:000000000"}},
      {"078-05-1120", {"SSN:078-05-1120"}},
      {"My social security number is oh seven eight, oh five, eleven twenty",
       {"SSN:oh seven eight, oh five, eleven twenty"}},
      {"last four of my social are one two three four", {"SSN:one two three four"}},
      {"the last four of your social?\n1234.", {"SSN:1234"}},
      {"last four of your social?\n1984", {"SSN:1984"}},
      {"1234 is the last four of my social", {"SSN:1234"}},
      {"ssn 07805112", {"SSN:07805112"}},
      {"social security number 078 05\nOkay.\n1120", {"SSN:078 05\nOkay.\n1120"}},
      {"I saw it on social media in 2019, 1234 times.", {}},
  });
}

TEST(PhoneRuleTest, FindsPhoneNumbers) {
  CheckNumbers({
      {"call me at 206-555-0142", {"PHONE:206-555-0142"}},
      {"My phone number is 4255551212", {"PHONE:4255551212"}},
      {"(206) 555-0142", {"PHONE:206) 555-0142"}},
      {"+44 20 7946 0958", {"PHONE:+44 20 7946 0958"}},
      {"What's the best number to reach you?\nIt's two oh six, five five five, oh one four two.",
       {"PHONE:two oh six, five five five, oh one four two"}},
      {"one eight hundred five five five oh one nine nine",
       {"PHONE:one eight hundred five five five oh one nine nine"}},
      {"phone number 555-0142", {"PHONE:555-0142"}},
      {"phone number is 206, no wait, sorry, 425 555 0142",
       {"PHONE:206, no wait, sorry, 425 555 0142"}},
      // "oh" heard as "or".
      {"My phone number is 4 or 3 5 5 5 0 1 4 2.", {"PHONE:4 or 3 5 5 5 0 1 4 2"}},
      {"phone number 206555014", {"PHONE:206555014"}},
      {"It's 2065550142.\nOkay, 206.\nYes.\n555 0142.",
       {"PHONE:2065550142", "PHONE:206.\nYes.\n555 0142"}},
      {"And the zip? 98052. And the phone? 4255550178.", {"PHONE:4255550178"}},
      {"order number 12345. My cell? 2065550142", {"PHONE:2065550142"}},
      {"I bought the phone for 300 dollars in 2019.", {}},
      {"Call back in 10 minutes, 15 at most.", {}},
  });
}

TEST(EmailRuleTest, FindsMailAddresses) {
  CheckNumbers({
      {"ana@example.com", {"EMAIL:ana@example.com"}},
      {"john dot smith at gmail dot com", {"EMAIL:john dot smith at gmail dot com"}},
      {"my email is j o h n underscore s at example dot co dot uk.",
       {"EMAIL:j o h n underscore s at example dot co dot uk"}},
      {"It's john.smith at gmail.com", {"EMAIL:john.smith at gmail.com"}},
      {"My email is John Smith@gmail.com.", {"EMAIL:John Smith@gmail.com"}},
      {"john underscore smith@gmail.com", {"EMAIL:john underscore smith@gmail.com"}},
      {"And your email?\nIt's bob22 at example.org", {"EMAIL:bob22 at example.org"}},
      {"email b as in boy, o, b at sign example.com",
       {"EMAIL:b as in boy, o, b at sign example.com"}},
      {"email me at john at brightpath dot org", {"EMAIL:john at brightpath dot org"}},
      {"it's mary ann seventy seven at yahoo dot com",
       {"EMAIL:mary ann seventy seven at yahoo dot com"}},
      {"it's a n a dot l o p e z at g mail dot com",
       {"EMAIL:a n a dot l o p e z at g mail dot com"}},
      {"It's Ana underscore Lopez 22@hotmail.com", {"EMAIL:Ana underscore Lopez 22@hotmail.com"}},
      {"johnsmith@ gmail.com", {"EMAIL:johnsmith@ gmail.com"}},
      // No "at" was heard.
      {"Use ana.lopezgmail.com, please.", {"EMAIL:ana.lopezgmail.com"}},
      {"My email is ana.lopezexample.com.", {"EMAIL:ana.lopezexample.com"}},
      {"What's the address? It's ana underscore lopezhotmail.com",
       {"EMAIL:ana underscore lopezhotmail.com"}},
      {"My e-mail is jsmith at gmail", {"EMAIL:jsmith at gmail"}},
  });
}

TEST(EmailRuleTest, LeavesWebsitesAndPlaces) {
  CheckNumbers({
      {"Visit ACMEBank.com for more.", {"URL:ACMEBank.com"}},
      {"I shop at amazon.com", {"URL:amazon.com"}},
      {"it is on finance.yahoo.com and gmail.com", {"URL:finance.yahoo.com", "URL:gmail.com"}},
      {"look at example dot com", {"URL:example dot com"}},
      {"You can email us at example.com", {"URL:example.com"}},
      {"Meet me at three. Dot is coming.", {}},
      {"@home is where I am", {}},
  });
}

// Addresses reserved for documentation: RFC 5737 (198.51.100.0/24), RFC 3849 (2001:db8::/32), RFC
// 7042 (00-00-5E-00-53-xx).
TEST(NetworkRulesTest, FindsWebAndMachineAddresses) {
  CheckNumbers({
      {"go to www.example.com/help, please", {"URL:www.example.com/help"}},
      {"https://example.org", {"URL:https://example.org"}},
      {"w w w dot example dot com slash help", {"URL:w w w dot example dot com slash help"}},
      {"the IP is 198.51.100.7", {"IP_ADDRESS:198.51.100.7"}},
      {"2001:db8::1", {"IP_ADDRESS:2001:db8::1"}},
      {"MAC 00:00:5E:00:53:01", {"MAC_ADDRESS:00:00:5E:00:53:01"}},
      {"version 1.2.3", {}},
      {"connect the dot to the line", {}},
      {"it was 256.300.1.1", {}},
  });
}

// The IBAN registry's examples; the sample keys of the AWS documentation; the VIN 1M8GDM9AXKP042788
// that explains the check digit of 49 CFR 565 in public references.
TEST(CodeRulesTest, FindsCodesByCheckDigitAndContext) {
  CheckNumbers({
      {"GB82 WEST 1234 5698 7654 32",
       {"INTERNATIONAL_BANK_ACCOUNT_NUMBER:GB82 WEST 1234 5698 7654 32"}},
      {"DE89370400440532013000", {"INTERNATIONAL_BANK_ACCOUNT_NUMBER:DE89370400440532013000"}},
      {"the SWIFT code is DEUTDEFF", {"SWIFT_CODE:DEUTDEFF"}},
      {"AKIAIOSFODNN7EXAMPLE", {"AWS_ACCESS_KEY:AKIAIOSFODNN7EXAMPLE"}},
      {"secret key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
       {"AWS_SECRET_KEY:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}},
      {"VIN 1M8GDM9AXKP042788", {"VEHICLE_IDENTIFICATION_NUMBER:1M8GDM9AXKP042788"}},
      {"DE89370400440532013001", {}},
      {"a wonderful DISCOVER", {}},
      {"1M8GDM9A1KP042788", {}},
  });
}

TEST(NumericRecognizersTest, UnexplainedLongNumbersAreRedactedAsTheLikeliestType) {
  CheckNumbers({
      {"It is 2065550142", {"PHONE:2065550142"}},
      {"4111111111111111", {"CREDIT_DEBIT_NUMBER:4111111111111111"}},
      {"Sure, the number is 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 0",
       {"CREDIT_DEBIT_NUMBER:4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 0"}},
      {"Here you go, 78456321907", {"BANK_ACCOUNT_NUMBER:78456321907"}},
  });
}

TEST(NumericRecognizersTest, AmountsDatesAndReferencesStay) {
  CheckNumbers({
      {"My order number is 1234567890.", {}},
      {"Confirmation code 4255551212", {}},
      {"flight 2047 leaves at 8:30 from gate 12", {}},
      {"claim number is one two three four five six seven eight nine", {}},
      {"It cost $4,500.50, 23% more than 3.5 million.", {}},
      {"The revenue was 123,456,789 dollars in 2019.", {}},
      {"March 15 2024, from 2019 to 2021", {}},
      {"one, two, three, four, five, six, seven, eight, nine, ten", {}},
      {"20, 25, 30, 35, 40", {}},
      {"tracking number 9400 1000 0000 0000 0000 00", {}},
      {"What's the PO number on that?\nIt's 45000 31277.", {}},
      {"The last meter reading was 45120 31277.", {}},
      {"The RMA is 4821 9930 57, and the asset tag 10029384755.", {}},
  });
}

TEST(NumericRecognizersTest, ATypeThatIsNotWantedIsNotReportedAsAnother) {
  EXPECT_TRUE(Analyze("My card number is 4111111111111111", {PiiEntityType::kPhone}).empty());
  EXPECT_TRUE(Analyze("call me at 206-555-0142", {PiiEntityType::kSsn}).empty());
}

TEST(NumericRecognizersTest, MoreEvidenceGivesMoreConfidence) {
  const auto confidence = [](std::string_view text) { return Analyze(text).at(0).confidence; };
  EXPECT_GT(confidence("card number 4111111111111111"), confidence("4111111111111111"));
  EXPECT_GT(confidence("4111111111111111"), confidence("card number 411111111111111"));
  EXPECT_GT(confidence("social 078-05-1120"), confidence("078051120"));
  EXPECT_GE(confidence("78456321907"), 0.5);
}

TEST(NumericRecognizersTest, SpansOfRandomBytesLieInTheTextOnWordBorders) {
  const auto seed = 20240501u;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const std::vector<std::string> pieces = {
      "card", "number", "4111",    "at",     "gmail", "dot",  "com",      "oh",   "double",
      "one",  "twenty", "\n",      ". ",     ",",     "\xFF", "\xE2\x80", "-",    "@",
      "555-", "social", "hundred", "/27",    "pin",   "and",  "05",       "\xC3", "+1",
      "(",    ")",      "expires", "ending", "in",    "\0x"};
  for (unsigned round = 0; round < RandomCases(3000); ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      text += pieces[random() % pieces.size()];
      if (random() % 3 != 0) text += ' ';
    }
    for (const PiiEntity& entity : Analyze(text)) {
      ASSERT_LT(entity.begin, entity.end);
      ASSERT_LE(entity.end, text.size());
      const auto is_word = [&](size_t i) {
        return static_cast<unsigned char>(text[i]) >= 0x80 ||
               std::isalnum(static_cast<unsigned char>(text[i])) != 0;
      };
      if (entity.begin > 0) {
        ASSERT_FALSE(is_word(entity.begin - 1) && is_word(entity.begin)) << text;
      }
      if (entity.end < text.size()) {
        ASSERT_FALSE(is_word(entity.end - 1) && is_word(entity.end)) << text;
      }
      ASSERT_GE(entity.confidence, 0.5);
      ASSERT_LE(entity.confidence, 1.0);
    }
  }
}

}  // namespace
}  // namespace tacet::pii
