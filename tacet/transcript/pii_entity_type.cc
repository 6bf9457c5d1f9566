#include "tacet/transcript/pii_entity_type.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tacet/base/check.h"

namespace tacet {
namespace {

using enum PiiEntityType;

constexpr std::array<std::pair<PiiEntityType, std::string_view>, 29> kNames = {{
    {kAddress, "ADDRESS"},
    {kAge, "AGE"},
    {kAwsAccessKey, "AWS_ACCESS_KEY"},
    {kAwsSecretKey, "AWS_SECRET_KEY"},
    {kBankAccountNumber, "BANK_ACCOUNT_NUMBER"},
    {kBankRouting, "BANK_ROUTING"},
    {kCaHealthNumber, "CA_HEALTH_NUMBER"},
    {kCaSocialInsuranceNumber, "CA_SOCIAL_INSURANCE_NUMBER"},
    {kCreditDebitCvv, "CREDIT_DEBIT_CVV"},
    {kCreditDebitExpiry, "CREDIT_DEBIT_EXPIRY"},
    {kCreditDebitNumber, "CREDIT_DEBIT_NUMBER"},
    {kDateTime, "DATE_TIME"},
    {kDriverId, "DRIVER_ID"},
    {kEmail, "EMAIL"},
    {kInternationalBankAccountNumber, "INTERNATIONAL_BANK_ACCOUNT_NUMBER"},
    {kIpAddress, "IP_ADDRESS"},
    {kLicensePlate, "LICENSE_PLATE"},
    {kMacAddress, "MAC_ADDRESS"},
    {kName, "NAME"},
    {kPassportNumber, "PASSPORT_NUMBER"},
    {kPassword, "PASSWORD"},
    {kPhone, "PHONE"},
    {kPin, "PIN"},
    {kSsn, "SSN"},
    {kSwiftCode, "SWIFT_CODE"},
    {kUrl, "URL"},
    {kUsIndividualTaxIdentificationNumber, "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER"},
    {kUsername, "USERNAME"},
    {kVehicleIdentificationNumber, "VEHICLE_IDENTIFICATION_NUMBER"},
}};

constexpr std::array<PiiEntityType, kNames.size()> kAll = [] {
  std::array<PiiEntityType, kNames.size()> all = {};
  for (size_t i = 0; i < kNames.size(); ++i) all[i] = kNames[i].first;
  return all;
}();

}  // namespace

std::span<const PiiEntityType> AllPiiEntityTypes() { return kAll; }

std::string_view PiiEntityTypeName(PiiEntityType type) {
  const auto index = static_cast<size_t>(type);
  TACET_CHECK(index < kNames.size() && kNames[index].first == type) << "table out of order";
  return kNames[index].second;
}

std::optional<PiiEntityType> ParsePiiEntityType(std::string_view name) {
  const auto found = std::find_if(kNames.begin(), kNames.end(),
                                  [name](const auto& entry) { return entry.second == name; });
  if (found == kNames.end()) return std::nullopt;
  return found->first;
}

}  // namespace tacet
