#include "tacet/cli/exit_code.h"

#include <iostream>

namespace tacet::cli {

ExitCode ExitCodeFor(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kNotFound:
    case ErrorCode::kDataLoss:
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kUnauthenticated:
      return kUnusableInput;
    case ErrorCode::kUnimplemented:
    case ErrorCode::kAlreadyExists:
      return kWrongUsage;
    case ErrorCode::kCancelled:
      return kInterrupted;
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kUnavailable:
    case ErrorCode::kDeadlineExceeded:
    case ErrorCode::kInternal:
      return kFailure;
  }
  return kFailure;
}

int ReportFailure(const Error& error) {
  std::cerr << "tacet: " << error.message << "\n";
  return ExitCodeFor(error.code);
}

int ReportFailureInFull(const Error& error) {
  const int code = ReportFailure(error);
  if (!error.detail.empty()) std::cerr << "  " << error.detail << "\n";
  return code;
}

}  // namespace tacet::cli
