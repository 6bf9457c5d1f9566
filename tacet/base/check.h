// TACET_CHECK(condition) << why: stops the process when our own code is wrong. Never looks at
// outside input (that is an Error), and `why` never holds transcript text.
#pragma once

#include <cstdlib>
#include <iostream>

namespace tacet::check_internal {

// Prints what was streamed into it when it goes, then stops the process.
class Failure {
 public:
  Failure(const char* condition, const char* file, int line) {
    std::cerr << file << ":" << line << ": check failed: " << condition << " ";
  }
  Failure(const Failure&) = delete;
  Failure& operator=(const Failure&) = delete;
  ~Failure() {
    std::cerr << std::endl;
    std::abort();
  }
  std::ostream& stream() { return std::cerr; }
};

// Gives both branches of the macro's conditional the type void.
struct Voidify {
  void operator&(std::ostream&) const {}
};

}  // namespace tacet::check_internal

#define TACET_CHECK(condition)                       \
  (condition) ? static_cast<void>(0)                 \
              : ::tacet::check_internal::Voidify() & \
                    ::tacet::check_internal::Failure(#condition, __FILE__, __LINE__).stream()
