// Result<T> and Status: how every function of Tacet that can fail says so.
//
// A Result holds a value or an Error, and must be looked at: dropping one is a compiler warning
// (an error in our builds). Exceptions are not used between our own functions; a .cc that calls a
// throwing library catches there and returns an Error.
//
//   Result<Config> ReadConfig(const std::string& path);
//
//   Status Start(const std::string& path) {
//     ASSIGN_OR_RETURN(const Config config, ReadConfig(path));
//     RETURN_IF_ERROR(Validate(config));
//     return {};
//   }
//
// Thread-safety: values; as safe as the T inside.
#pragma once

#include <source_location>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace tacet {

// What kind of failure it is. Names and meanings are Abseil's status codes; only those in use.
enum class ErrorCode {
  kInvalidArgument,    // the caller's input is wrong whatever the state of the system
  kNotFound,           // the named thing does not exist
  kAlreadyExists,      // the thing to create exists
  kResourceExhausted,  // a limit is reached; later may work
  kUnauthenticated,    // no valid credentials
  kPermissionDenied,   // credentials are valid but not allowed
  kUnavailable,        // a passing outside failure; retry with backoff
  kDeadlineExceeded,   // took too long; retry with backoff
  kUnimplemented,      // a known request that is not supported
  kDataLoss,           // broken media, broken model file
  kCancelled,          // the caller asked to stop
  kInternal,           // a bug or an unexpected library failure
};

// The code's name as Abseil spells it, for logs: "INVALID_ARGUMENT".
std::string_view ErrorCodeName(ErrorCode code);

// Neither text may hold transcript text, matched personal information, credentials or signed URLs.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;         // one line; the client or user may see it; says what to do next
  std::string detail;          // for the log only; may be empty
  std::source_location where;  // in our source
};

template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

template <>
class [[nodiscard]] Result<void> : public tl::expected<void, Error> {
 public:
  using tl::expected<void, Error>::expected;
};

// Success or an Error.
using Status = Result<void>;

// An Error ready to be returned from a function whose result is any Result<T>.
inline tl::unexpected<Error> MakeError(
    ErrorCode code, std::string message, std::string detail = {},
    std::source_location where = std::source_location::current()) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail), where});
}

}  // namespace tacet

#define TACET_RESULT_CONCAT_INNER(a, b) a##b
#define TACET_RESULT_CONCAT(a, b) TACET_RESULT_CONCAT_INNER(a, b)

// Returns the error of `expr` from the enclosing function, if it is one.
#define RETURN_IF_ERROR(expr)                                                 \
  do {                                                                        \
    if (auto tacet_status = (expr); !tacet_status) {                          \
      return tl::unexpected<::tacet::Error>(std::move(tacet_status).error()); \
    }                                                                         \
  } while (false)

// Evaluates `expr`; on success puts its value in `lhs`, otherwise returns its error.
#define ASSIGN_OR_RETURN(lhs, expr) \
  TACET_ASSIGN_OR_RETURN_IMPL(TACET_RESULT_CONCAT(tacet_result_, __LINE__), lhs, expr)
#define TACET_ASSIGN_OR_RETURN_IMPL(result, lhs, expr)                \
  auto result = (expr);                                               \
  if (!result) {                                                      \
    return tl::unexpected<::tacet::Error>(std::move(result).error()); \
  }                                                                   \
  lhs = std::move(*result)
