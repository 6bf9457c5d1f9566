#include "tacet/cli/serve_command.h"

#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "tacet/base/file.h"
#include "tacet/base/temp_dir.h"
#include "tacet/cli/exit_code.h"
#include "tacet/server/config.h"
#include "tacet/server/server.h"

namespace tacet::cli {
namespace {

constexpr char kDemoBucket[] = "demo";

struct ServeArguments {
  std::string config_file;
  std::string listen;
  std::string data_dir;
  std::optional<int64_t> workers;
  std::string address_file;
  bool demo = false;
  bool print_config = false;
};

// The signals that end the service, kept from every thread so that one can wait for them.
sigset_t BlockEndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

bool IsLoopback(const std::string& listen) {
  return listen.starts_with("127.") || listen.starts_with("localhost:") ||
         listen.starts_with("[::1]:");
}

// The file's settings with the flags laid over them.
Result<server::Config> ChooseConfig(const ServeArguments& arguments) {
  server::Config config;
  if (!arguments.config_file.empty()) {
    ASSIGN_OR_RETURN(config, server::ReadConfig(arguments.config_file));
  }
  if (!arguments.listen.empty()) config.listen = arguments.listen;
  if (!arguments.data_dir.empty()) config.data_dir = arguments.data_dir;
  if (arguments.workers) config.workers_count = *arguments.workers;
  if (arguments.demo && !IsLoopback(config.listen)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "--demo shows its key, so it listens on this machine only: --listen "
                     "127.0.0.1:PORT");
  }
  return config;
}

// What somebody needs to try the demo, ready to be pasted.
Status PrintDemoKey(server::Server& server, const server::Config& config) {
  ASSIGN_OR_RETURN(const auth::AccessKey key,
                   server.access_keys().Create(auth::Role::kAdmin, "demo"));
  RETURN_IF_ERROR(server.CreateBucket(kDemoBucket));
  std::cout << "\nA key for this demo; it ends with it, and so do its buckets and jobs:\n"
            << "  export AWS_ENDPOINT_URL=" << server.url() << "\n"
            << "  export AWS_ACCESS_KEY_ID=" << key.info.id << "\n"
            << "  export AWS_SECRET_ACCESS_KEY=" << key.secret << "\n"
            << "  export AWS_DEFAULT_REGION=" << config.region << "\n"
            << "  aws s3 cp RECORDING.wav s3://" << kDemoBucket << "/\n\n";
  return {};
}

Status PrintWelcome(server::Server& server, const server::Config& config, bool demo) {
  std::cout << "Tacet listens on " << server.url() << "\n"
            << "Its web console: " << server.url() << "/console/\n";
  if (demo) {
    RETURN_IF_ERROR(PrintDemoKey(server, config));
  } else {
    ASSIGN_OR_RETURN(const auto keys, server.access_keys().List());
    if (keys.empty()) {
      std::cout << "There is no access key yet. To make one: tacet keys create"
                << (config.data_dir.empty() ? "" : " --data-dir " + config.data_dir) << "\n";
    }
  }
  std::cout << std::flush;
  return {};
}

Result<int> Serve(const ServeArguments& arguments) {
  ASSIGN_OR_RETURN(server::Config config, ChooseConfig(arguments));
  std::optional<TempDir> demo_dir;
  if (arguments.demo && arguments.data_dir.empty()) {
    ASSIGN_OR_RETURN(demo_dir, TempDir::Create());
    config.data_dir = demo_dir->path() + "/data";
  }
  const sigset_t end_signals = BlockEndSignals();
  ASSIGN_OR_RETURN(const std::unique_ptr<server::Server> server, server::Server::Start(config));
  RETURN_IF_ERROR(PrintWelcome(*server, config, arguments.demo));
  if (!arguments.address_file.empty()) {
    RETURN_IF_ERROR(WriteFileAtomically(arguments.address_file, server->url() + "\n"));
  }
  int signal = 0;
  sigwait(&end_signals, &signal);
  std::cerr << "tacet: stopping; once more stops at once\n";
  // Somebody who cannot wait for running requests sends the signal again.
  std::signal(signal, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &end_signals, nullptr);
  server->Stop();
  return kSuccess;
}

int Run(const ServeArguments& arguments) {
  if (arguments.print_config) {
    std::cout << server::ConfigTemplate();
    return std::cout.flush() ? kSuccess : kUnwritable;
  }
  const Result<int> ended = Serve(arguments);
  return ended ? *ended : ReportFailureInFull(ended.error());
}

}  // namespace

void AddServeCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<ServeArguments>();
  CLI::App* command = app.add_subcommand(
      "serve", "Answer AWS clients: Amazon Transcribe's batch operations and S3 on one address");
  command->add_option("--config", arguments->config_file,
                      "TOML or JSON file of settings. The options below win over it");
  command->add_option("--listen", arguments->listen,
                      "ADDRESS:PORT. Default: 127.0.0.1:9320; port 0 takes a free one");
  command->add_option("--data-dir", arguments->data_dir,
                      "Folder of keys, jobs, objects and audit log.\n"
                      "Default: $TACET_DATA_DIR, else /var/lib/tacet for root, else\n"
                      "$XDG_DATA_HOME/tacet or ~/.local/share/tacet");
  command->add_option("--workers", arguments->workers, "Jobs that run at the same time")
      ->check(CLI::Range(0, 256));
  command->add_flag("--demo", arguments->demo,
                    "For a try on this machine: an empty data folder that goes at the end, a\n"
                    "bucket 'demo' and a throwaway key, which is printed");
  command->add_option("--address-file", arguments->address_file,
                      "Write the service's URL to this file once it answers");
  command->add_flag("--print-config", arguments->print_config,
                    "Print a configuration file with every setting and its default, and end");
  command->footer(
      "$TACET_ACCESS_KEY_ID and $TACET_SECRET_ACCESS_KEY, when set, become a key with the role\n"
      "admin. Other keys are made with `tacet keys create`, also while the service runs.\n"
      "The log goes to standard error, a JSON object a line. SIGTERM and SIGINT stop the service\n"
      "once running requests have ended; jobs that were running are begun again at its next "
      "start.");
  command->callback([arguments, &exit_code] { exit_code = Run(*arguments); });
}

}  // namespace tacet::cli
