// Runs another program and waits for it. No shell.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "tacet/base/cancel.h"
#include "tacet/base/result.h"

namespace tacet::models {

struct ChildOptions {
  // "NAME=value"; replaces or adds to this process's environment.
  std::vector<std::string> environment;
  // Called about five times a second while it runs. May be empty.
  std::function<void()> on_tick;
  const CancelToken* cancel = nullptr;  // polled likewise; the program is then killed
  std::chrono::seconds time_limit{3600};
};

struct ChildResult {
  int exit_status = 0;  // 128 + signal when a signal ended it
  std::string output;   // the last 8 KiB of standard output and standard error
};

// `arguments[0]` is the program's path. Its standard input is empty.
// kNotFound when it cannot be started, kCancelled, kDeadlineExceeded.
Result<ChildResult> RunChild(const std::vector<std::string>& arguments,
                             const ChildOptions& options);

}  // namespace tacet::models
