// For tests: what a command writes to a stream.
#pragma once

#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>

namespace tacet::cli {

// Collects what is written to a stream while it lives.
class Capture {
 public:
  explicit Capture(std::ostream& stream) : stream_(stream), before_(stream.rdbuf(text_.rdbuf())) {}
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;
  ~Capture() { stream_.rdbuf(before_); }
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::ostream& stream_;
  std::streambuf* before_;
};

}  // namespace tacet::cli
