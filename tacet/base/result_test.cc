#include "tacet/base/result.h"

#include <memory>

namespace tacet {
namespace {

Result<int> Half(int number) {
  if (number % 2 != 0) return MakeError(ErrorCode::kInvalidArgument, "odd", "a detail");
  return number / 2;
}

Result<int> Quarter(int number) {
  ASSIGN_OR_RETURN(const int half, Half(number));
  ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

Status CheckEven(int number) {
  RETURN_IF_ERROR(Half(number));
  return {};
}

TEST(ResultTest, CarriesValues) { EXPECT_EQ(Quarter(8).value(), 2); }

TEST(ResultTest, CarriesTheFirstErrorAndWhereItWasMade) {
  const auto result = Quarter(6);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(result.error().message, "odd");
  EXPECT_EQ(result.error().detail, "a detail");
  EXPECT_THAT(result.error().where.function_name(), testing::HasSubstr("Half"));
}

TEST(ResultTest, ReturnIfErrorStopsOnlyOnErrors) {
  EXPECT_TRUE(CheckEven(2));
  EXPECT_FALSE(CheckEven(3));
}

TEST(ResultTest, HoldsWhatCanOnlyBeMoved) {
  const auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(3); };
  const auto use = [&]() -> Result<int> {
    ASSIGN_OR_RETURN(const std::unique_ptr<int> number, make());
    return *number;
  };
  EXPECT_EQ(use().value(), 3);
}

TEST(ResultTest, NamesEveryCode) {
  EXPECT_EQ(ErrorCodeName(ErrorCode::kInvalidArgument), "INVALID_ARGUMENT");
  EXPECT_EQ(ErrorCodeName(ErrorCode::kInternal), "INTERNAL");
}

}  // namespace
}  // namespace tacet
