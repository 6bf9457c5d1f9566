// PiiEntityType: the kinds of personal information of Amazon Transcribe's PiiEntityTypes.
// Source: the service model's enum PiiEntityType (30 values; ALL is a request's word, not a kind).
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string_view>

namespace tacet {

enum class PiiEntityType {
  kAddress,
  kAge,
  kAwsAccessKey,
  kAwsSecretKey,
  kBankAccountNumber,
  kBankRouting,
  kCaHealthNumber,
  kCaSocialInsuranceNumber,
  kCreditDebitCvv,
  kCreditDebitExpiry,
  kCreditDebitNumber,
  kDateTime,
  kDriverId,
  kEmail,
  kInternationalBankAccountNumber,
  kIpAddress,
  kLicensePlate,
  kMacAddress,
  kName,
  kPassportNumber,
  kPassword,
  kPhone,
  kPin,
  kSsn,
  kSwiftCode,
  kUrl,
  kUsIndividualTaxIdentificationNumber,
  kUsername,
  kVehicleIdentificationNumber,
};

using PiiEntityTypeSet = std::set<PiiEntityType>;

// Every type, in the enum's order.
std::span<const PiiEntityType> AllPiiEntityTypes();

// AWS's spelling: kCreditDebitNumber -> "CREDIT_DEBIT_NUMBER".
std::string_view PiiEntityTypeName(PiiEntityType type);

// The type with AWS's spelling `name` (case-sensitive); nullopt for anything else, "ALL" included.
std::optional<PiiEntityType> ParsePiiEntityType(std::string_view name);

}  // namespace tacet
