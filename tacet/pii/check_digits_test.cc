#include "tacet/pii/check_digits.h"

#include <gtest/gtest.h>

namespace tacet::pii {
namespace {

// The card networks' published test numbers (as listed by payment processors).
TEST(CheckDigitsTest, TestCardsOfTheNetworksAreCardNumbers) {
  for (const auto* digits :
       {"4111111111111111", "4012888888881881", "4222222222222", "5555555555554444",
        "5105105105105100", "2223003122003222", "378282246310005", "371449635398431",
        "6011111111111117", "6011000990139424", "30569309025904", "38520000023237",
        "3530111333300000", "3566002020360505", "6304000000000000"}) {
    EXPECT_TRUE(IsCardNumber(digits)) << digits;
  }
}

TEST(CheckDigitsTest, AWrongCheckDigitLengthOrPrefixIsNoCardNumber) {
  for (const auto* digits : {"4111111111111112", "411111111111111", "41111111111111111",
                             "9111111111111111", "37828224631000", "1", ""}) {
    EXPECT_FALSE(IsCardNumber(digits)) << digits;
  }
}

// 021000021 stands in the service's own documentation; 011000015 and 121000248 are published by the
// Federal Reserve's directory.
TEST(CheckDigitsTest, RoutingNumbersPassTheirChecksum) {
  EXPECT_TRUE(IsRoutingNumber("021000021"));
  EXPECT_TRUE(IsRoutingNumber("011000015"));
  EXPECT_TRUE(IsRoutingNumber("121000248"));
  EXPECT_FALSE(IsRoutingNumber("021000022"));
  EXPECT_FALSE(IsRoutingNumber("02100002"));
  EXPECT_FALSE(IsRoutingNumber("000000000"));
  EXPECT_FALSE(IsRoutingNumber("991000028"));
}

// 078051120 and 219099999 were printed in advertisements and are void; both have a valid shape.
TEST(CheckDigitsTest, SocialSecurityNumbersFollowTheAdministrationsRanges) {
  EXPECT_TRUE(IsSocialSecurityNumber("078051120"));
  EXPECT_TRUE(IsSocialSecurityNumber("219099999"));
  for (const auto* digits : {"000123456", "666123456", "900123456", "987654320", "123001234",
                             "123450000", "12345678", "1234567890"}) {
    EXPECT_FALSE(IsSocialSecurityNumber(digits)) << digits;
  }
}

// 555-0100 to 555-0199 are reserved for fiction.
TEST(CheckDigitsTest, NorthAmericanNumbersHaveTenDigits) {
  EXPECT_TRUE(IsNorthAmericanNumber("2065550142"));
  EXPECT_TRUE(IsNorthAmericanNumber("12065550142"));
  for (const auto* digits :
       {"206555014", "1065550142", "2061550142", "9115550142", "22065550142"}) {
    EXPECT_FALSE(IsNorthAmericanNumber(digits)) << digits;
  }
}

// 046454286 is the example of public references on the check; 8 and 0 do not begin a number.
TEST(CheckDigitsTest, SocialInsuranceNumbersPassLuhn) {
  EXPECT_TRUE(IsSocialInsuranceNumber("130692544"));
  for (const auto* digits : {"046454286", "130692545", "13069254", "800000002", "1306925440"}) {
    EXPECT_FALSE(IsSocialInsuranceNumber(digits)) << digits;
  }
}

// Examples of the IBAN registry.
TEST(CheckDigitsTest, IbansPassMod97) {
  EXPECT_TRUE(IsIban("GB82WEST12345698765432"));
  EXPECT_TRUE(IsIban("DE89370400440532013000"));
  for (const auto* text : {"DE89370400440532013001", "GB82WEST1234569", "", "DE8937040044"}) {
    EXPECT_FALSE(IsIban(text)) << text;
  }
}

// 1M8GDM9AXKP042788 explains the check digit in public references.
TEST(CheckDigitsTest, VehicleNumbersHaveTheirCheckDigit) {
  EXPECT_TRUE(IsVehicleIdentificationNumber("1M8GDM9AXKP042788"));
  EXPECT_TRUE(IsVehicleIdentificationNumber("11111111111111111"));
  for (const auto* text :
       {"1M8GDM9A1KP042788", "1M8GDM9AXKP04278", "1M8GDM9AXKP0427I8", "1m8gdm9axkp042788"}) {
    EXPECT_FALSE(IsVehicleIdentificationNumber(text)) << text;
  }
}

}  // namespace
}  // namespace tacet::pii
