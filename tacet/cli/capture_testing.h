// For tests: a command run in this process, and what it writes.
#pragma once

#include <CLI/CLI.hpp>
#include <iostream>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

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

struct CommandRun {
  int exit_code = 77;
  std::string out;
  std::string err;
};

// Runs the command that `add` adds to the program; `when_refused` is the code of a wrong command
// line.
inline CommandRun RunCommand(void (*add)(CLI::App& app, int& exit_code),
                             const std::vector<std::string>& words, int when_refused = 99) {
  CLI::App app("test", "tacet");
  CommandRun run;
  add(app, run.exit_code);
  const Capture out(std::cout);
  const Capture err(std::cerr);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError&) {
    run.exit_code = when_refused;
  }
  run.out = out.text();
  run.err = err.text();
  return run;
}

}  // namespace tacet::cli
