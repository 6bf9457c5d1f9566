#include "tacet/models/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

extern char** environ;

namespace tacet::models {
namespace {

constexpr size_t kKeptOutput = 8192;
constexpr int kTickMilliseconds = 200;

std::vector<std::string> MergedEnvironment(const std::vector<std::string>& changes) {
  std::vector<std::string> merged = changes;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('=') + 1);
    bool replaced = false;
    for (const std::string& change : changes) replaced = replaced || change.starts_with(name);
    if (!replaced) merged.emplace_back(text);
  }
  return merged;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Takes what is in the pipe. False at its end.
bool Drain(int pipe, std::string* output) {
  char buffer[4096];
  const ssize_t count = read(pipe, buffer, sizeof(buffer));
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  if (count <= 0) return false;
  output->append(buffer, static_cast<size_t>(count));
  if (output->size() > 2 * kKeptOutput) output->erase(0, output->size() - kKeptOutput);
  return true;
}

int WaitFor(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Result<ChildResult> RunChild(const std::vector<std::string>& arguments,
                             const ChildOptions& options) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return MakeError(ErrorCode::kInternal, std::string("no pipe: ") + std::strerror(errno));
  }
  std::vector<std::string> argument_texts = arguments;
  std::vector<std::string> environment_texts = MergedEnvironment(options.environment);
  const std::vector<char*> argument_list = Pointers(argument_texts);
  const std::vector<char*> environment_list = Pointers(environment_texts);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int failure = posix_spawn(&child, arguments[0].c_str(), &actions, nullptr,
                                  argument_list.data(), environment_list.data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failure != 0) {
    close(ends[0]);
    return MakeError(ErrorCode::kNotFound,
                     "cannot start " + arguments[0] + ": " + std::strerror(failure));
  }

  ChildResult result;
  Status stopped;
  const auto end = std::chrono::steady_clock::now() + options.time_limit;
  for (bool open = true; open && stopped;) {
    pollfd waiting = {ends[0], POLLIN, 0};
    if (poll(&waiting, 1, kTickMilliseconds) > 0) open = Drain(ends[0], &result.output);
    stopped = CheckNotCancelled(options.cancel);
    if (stopped && std::chrono::steady_clock::now() > end) {
      stopped = MakeError(
          ErrorCode::kDeadlineExceeded,
          arguments[0] + " took longer than " + std::to_string(options.time_limit.count()) + " s");
    }
    if (options.on_tick) options.on_tick();
  }
  if (!stopped) kill(child, SIGKILL);
  close(ends[0]);
  result.exit_status = WaitFor(child);
  if (!stopped) return tl::unexpected<Error>(std::move(stopped).error());
  if (result.output.size() > kKeptOutput) {
    result.output.erase(0, result.output.size() - kKeptOutput);
  }
  return result;
}

}  // namespace tacet::models
