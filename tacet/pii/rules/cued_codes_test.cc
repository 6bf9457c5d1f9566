// Numbers: the registry's example IBANs, the VIN 1M8GDM9AXKP042788 of public references on its
// check digit, Luhn's examples; MAC and IPv6 addresses of RFC 7042 and RFC 3849; all others are
// made up.
#include "tacet/pii/rules/cued_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tacet/pii/pii_detector.h"
#include "tacet/pii/rules/found_texts.h"
#include "tacet/pii/rules/numeric_recognizers.h"

namespace tacet::pii {
namespace {

struct CodeRow {
  std::string text;
  std::vector<std::string> found;  // "TYPE:text"
};

void CheckCodes(const std::vector<CodeRow>& rows) {
  static const auto* const recognizers =
      new std::vector<std::unique_ptr<PiiRecognizer>>(MakeNumericRecognizers());
  for (const CodeRow& row : rows) {
    std::vector<PiiEntity> entities;
    for (const auto& recognizer : *recognizers) {
      for (const PiiEntity& entity : recognizer->Analyze(row.text, AllTypes()))
        entities.push_back(entity);
    }
    std::vector<std::string> found;
    for (const PiiEntity& entity : SettleOverlaps(row.text, entities)) {
      found.push_back(std::string(PiiEntityTypeName(entity.type)) + ":" +
                      row.text.substr(entity.begin, entity.end - entity.begin));
    }
    EXPECT_THAT(found, testing::ElementsAreArray(row.found)) << row.text;
  }
}

TEST(CuedCodesTest, FindsDrivingLicences) {
  CheckCodes({
      {"My driver's license number is D1234567.", {"DRIVER_ID:D1234567"}},
      {"What's your driver's license number?\nIt's D one two three four five six seven.",
       {"DRIVER_ID:D one two three four five six seven"}},
      {"license number 4 8 2 1 9 9 3", {"DRIVER_ID:4 8 2 1 9 9 3"}},
      {"driver's license is delta 482 dash 1993", {"DRIVER_ID:delta 482 dash 1993"}},
      {"I lost my driver's license in 2019.", {}},
      {"My driver's license expires in May. The order number is A1234567.", {}},
  });
}

TEST(CuedCodesTest, FindsPostalCodesAsTheyAreSaid) {
  CheckCodes({
      {"so um my postcode is s w one a two a a", {"ADDRESS:s w one a two a a"}},
      {"What's your postcode?\nM one, four B T.", {"ADDRESS:M one, four B T"}},
      {"the postcode's B for bravo seventy five, six D N",
       {"ADDRESS:B for bravo seventy five, six D N"}},
      {"K one A zero B one is my postal code", {"ADDRESS:K one A zero B one"}},
      {"The zip code, it's in Canada: V 5 K, 0 A 1.", {"ADDRESS:V 5 K, 0 A 1"}},
      {"My postcode changed when they built C block, 4 years ago.", {}},
      {"I know the postcode, but the order number is K1A0B1.", {}},
  });
}

TEST(CuedCodesTest, FindsLicensePlates) {
  CheckCodes({
      {"The license plate is 7ABC123.", {"LICENSE_PLATE:7ABC123"}},
      {"plate number?\nSeven A B C one two three", {"LICENSE_PLATE:Seven A B C one two three"}},
      {"the plate is alpha bravo charlie 4 8 2", {"LICENSE_PLATE:alpha bravo charlie 4 8 2"}},
      {"my plate number is WX 4821", {"LICENSE_PLATE:WX 4821"}},
      {"He broke a plate and 3 cups.", {}},
  });
}

TEST(CuedCodesTest, FindsPassports) {
  CheckCodes({
      {"passport number 482199312", {"PASSPORT_NUMBER:482199312"}},
      {"my passport number is X as in x-ray, 4 8 2 1 9 9 3",
       {"PASSPORT_NUMBER:X as in x-ray, 4 8 2 1 9 9 3"}},
      {"Can I have your passport number?\nSure.\nC 4 8 2 1 9 9 3 1",
       {"PASSPORT_NUMBER:C 4 8 2 1 9 9 3 1"}},
      {"C4821993 is my passport number", {"PASSPORT_NUMBER:C4821993"}},
      {"passport number C4821993.\nSo that's C 4 8 2 1 9 9 3?",
       {"PASSPORT_NUMBER:C4821993", "PASSPORT_NUMBER:C 4 8 2 1 9 9 3"}},
      {"My passport is at home.", {}},
  });
}

TEST(CuedCodesTest, FindsVehicleNumbersByCheckDigitAndWithout) {
  CheckCodes({
      {"the VIN is 1M8GDM9AXKP042788", {"VEHICLE_IDENTIFICATION_NUMBER:1M8GDM9AXKP042788"}},
      {"the VIN is one M eight G D M nine A X K P zero four two seven eight eight",
       {"VEHICLE_IDENTIFICATION_NUMBER:one M eight G D M nine A X K P zero four two seven eight "
        "eight"}},
      {"VIN number 1M8GDM9A1KP042788", {"VEHICLE_IDENTIFICATION_NUMBER:1M8GDM9A1KP042788"}},
  });
}

TEST(CuedCodesTest, FindsBankCodes) {
  CheckCodes({
      {"my IBAN is G B eight two W E S T one two three four five six nine eight seven six five "
       "four three two",
       {"INTERNATIONAL_BANK_ACCOUNT_NUMBER:G B eight two W E S T one two three four five six nine "
        "eight seven six five four three two"}},
      {"IBAN DE89 3704 0044 0532 0130 01",
       {"INTERNATIONAL_BANK_ACCOUNT_NUMBER:DE89 3704 0044 0532 0130 01"}},
      {"the swift code is D E U T D E F F", {"SWIFT_CODE:D E U T D E F F"}},
      {"BIC: DEUTDEFF500", {"SWIFT_CODE:DEUTDEFF500"}},
      {"a swift reply by A B", {}},
  });
}

TEST(CuedCodesTest, FindsKeysAndMachineAddresses) {
  CheckCodes({
      {"the access key is A K I A I O S F O D N N 7 E X A M P L E",
       {"AWS_ACCESS_KEY:A K I A I O S F O D N N 7 E X A M P L E"}},
      {"mac address zero zero colon zero zero colon five E colon zero zero colon five three colon "
       "zero one",
       {"MAC_ADDRESS:zero zero colon zero zero colon five E colon zero zero colon five three colon "
        "zero one"}},
      {"the IP is one ninety eight dot fifty one dot one hundred dot seven",
       {"IP_ADDRESS:one ninety eight dot fifty one dot one hundred dot seven"}},
      {"198.51 dot 100 dot 7", {"IP_ADDRESS:198.51 dot 100 dot 7"}},
      {"one point two point three", {}},
      {"three hundred dot one dot one dot one", {}},
  });
}

TEST(CuedCodesTest, FindsCanadianNumbers) {
  CheckCodes({
      {"my social insurance number is 130 692 544", {"CA_SOCIAL_INSURANCE_NUMBER:130 692 544"}},
      {"social insurance number?\none three oh six nine two five four four",
       {"CA_SOCIAL_INSURANCE_NUMBER:one three oh six nine two five four four"}},
      {"health card number 9876 543 217", {"CA_HEALTH_NUMBER:9876 543 217"}},
      {"OHIP number?\nIt's 9 8 7 6 5 4 3 2 1 7", {"CA_HEALTH_NUMBER:9 8 7 6 5 4 3 2 1 7"}},
      {"social insurance in 1990 cost 20 dollars", {}},
  });
}

TEST(CuedCodesTest, FindsSpokenWebAddresses) {
  CheckCodes({
      {"go to w w w dot bright dash path dot org", {"URL:w w w dot bright dash path dot org"}},
      {"bright dash path dot co dot uk", {"URL:bright dash path dot co dot uk"}},
  });
}

}  // namespace
}  // namespace tacet::pii
