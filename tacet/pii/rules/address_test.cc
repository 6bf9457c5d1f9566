#include "tacet/pii/rules/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tacet/pii/rules/found_texts.h"

namespace tacet::pii {
namespace {

using ::testing::IsEmpty;

void CheckAddresses(const std::vector<FoundCase>& cases) {
  CheckFound(*MakeAddressRecognizer(), PiiEntityType::kAddress, cases);
}

TEST(AddressTest, FindsStreetsWithTheirNumbers) {
  CheckAddresses({
      {"I live at 100 Main Street, Anytown, Washington 98109.",
       {"100 Main Street, Anytown, Washington 98109"}},
      {"It's 350 5th Avenue, Suite 12, New York, NY 10118.",
       {"350 5th Avenue, Suite 12, New York, NY 10118"}},
      {"Send it to 42 North Oak St. Apt 4B please.", {"42 North Oak St. Apt 4B"}},
      {"my address is 1 0 0 main street", {"1 0 0 main street"}},
      {"i live at forty two eleven elm street", {"forty two eleven elm street"}},
      {"It is 221B Baker Street.", {"221B Baker Street"}},
      {"We're at 4819 Woodey Boulevard, Pittsburgh, PA 15201.",
       {"4819 Woodey Boulevard, Pittsburgh, PA 15201"}},
      {"The house at 12 Martin Luther King Boulevard burned.", {"12 Martin Luther King Boulevard"}},
      {"Meet me at 100 Main Street with $3.50.", {"100 Main Street"}},
      {"27 Moss Lane.\nSpringfield, Illinois.", {"27 Moss Lane.\nSpringfield, Illinois"}},
  });
}

TEST(AddressTest, LeavesCountedThingsAlone) {
  CheckAddresses({
      {"It was two miles down the road.", {}},
      {"That is a 20 minute drive.", {}},
      {"I waited 5 days and there is one way to fix it.", {}},
      {"We have 3 lanes on the road and 2 people on the street.", {}},
      {"In 2019 December close was good.", {}},
      {"He was first in court.", {}},
      {"Could you address that? Two months ago you said no.", {}},
  });
}

TEST(AddressTest, FindsPostOfficeBoxes) {
  CheckAddresses({
      {"Mail it to P.O. Box 1234, Denver, Colorado 80201.",
       {"P.O. Box 1234, Denver, Colorado 80201"}},
      {"it's p o box five five two", {"p o box five five two"}},
      {"The PO box is full.", {}},
      {"I opened the box 5 days ago.", {}},
  });
}

TEST(AddressTest, FindsCityWithState) {
  CheckAddresses({
      {"I grew up in Springfield, Illinois.", {"Springfield, Illinois"}},
      {"a flight from portland oregon", {"portland oregon"}},
      {"She is from Sumner, IL.", {"Sumner, IL"}},
      {"It plays in Spring Hills, Kansas.", {"Spring Hills, Kansas"}},
      {"Green, OK. Any blood?", {}},
      {"Paris is lovely and so is Boston.", {}},
      {"I visited Canada and Texas.", {}},
  });
}

TEST(AddressTest, FindsZipAndPostalCodesByContext) {
  CheckAddresses({
      {"My zip code is 90210.", {"90210"}},
      {"the zip is nine oh two one oh", {"nine oh two one oh"}},
      {"What's your zip code?\n9 8 1 0 9.", {"9 8 1 0 9"}},
      {"It's SW1A 1AA.", {"SW1A 1AA"}},
      {"My postcode is K1A 0B1.", {"K1A 0B1"}},
      {"The order number is 90210.", {}},
  });
}

TEST(AddressTest, FindsAnswersToAQuestionForAnAddress) {
  CheckAddresses({
      {"What's your address?\nSure, it's 12 Rue de Rivoli, Paris.", {"12 Rue de Rivoli, Paris"}},
      {"Where do you live?\nIn Seattle.", {"Seattle"}},
      {"What's your email address?\nSure, one second.", {}},
      {"I live in Seattle with my dog.", {"Seattle"}},
      {"I moved to Canada last year.", {}},
      {"Where do you live?\nMm-hmm.", {}},
      {"Half of it has moved to NPA.", {}},
  });
}

TEST(AddressTest, FindsUnitsAlone) {
  CheckAddresses({{"It's Suite #12 on the left.", {"Suite #12"}}, {"I live in an apartment.", {}}});
}

TEST(AddressTest, LooksForNothingWhenAddressesAreNotWanted) {
  EXPECT_THAT(MakeAddressRecognizer()->Analyze("100 Main Street", {PiiEntityType::kName}),
              IsEmpty());
}

}  // namespace
}  // namespace tacet::pii
