// Random bytes from the operating system, fit for keys and request ids. Thread-safe.
#pragma once

#include <cstddef>
#include <string>

namespace tacet {

// `count` bytes of the kernel's generator. Stops the process when it has none to give.
std::string RandomBytes(size_t count);

// A version 4 UUID in lower case: "5b7f4c0e-6a39-4d5e-9a2c-0a1f6f6d2b11".
std::string RandomUuid();

}  // namespace tacet
