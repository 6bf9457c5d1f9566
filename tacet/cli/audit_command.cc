#include "tacet/cli/audit_command.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tacet/audit/audit_log.h"
#include "tacet/base/data_directory.h"
#include "tacet/cli/exit_code.h"

namespace tacet::cli {
namespace {

struct AuditArguments {
  std::string data_dir;
  std::string format = "text";
};

int RunVerify(const AuditArguments& arguments) {
  const std::string path = audit::AuditLog::PathIn(
      arguments.data_dir.empty() ? DefaultDataDirectory() : arguments.data_dir);
  const auto found = audit::AuditLog::Verify(path);
  if (!found) {
    std::cerr << "tacet: " << found.error().message << "\n";
    return ExitCodeFor(found.error().code);
  }
  if (arguments.format == "json") {
    nlohmann::ordered_json json = {{"file", path},
                                   {"good", !found->broken_line},
                                   {"records", found->records},
                                   {"lastHash", found->last_hash}};
    if (found->broken_line) {
      json["brokenLine"] = *found->broken_line;
      json["problem"] = found->problem;
    }
    std::cout << json.dump(2) << "\n";
  } else if (found->broken_line) {
    std::cout << path << ": line " << *found->broken_line << " is broken: " << found->problem
              << "\n"
              << found->records << " records before it are good\n";
  } else {
    std::cout << path << ": good, " << found->records << " records\n";
    if (found->records > 0) std::cout << "last hash: " << found->last_hash << "\n";
  }
  if (!std::cout.flush()) return kUnwritable;
  return found->broken_line ? kFailure : kSuccess;
}

}  // namespace

void AddAuditCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<AuditArguments>();
  CLI::App* audit = app.add_subcommand("audit", "Check the log of who read unredacted data");
  audit->require_subcommand(1);
  CLI::App* verify = audit->add_subcommand(
      "verify",
      "Follow the log's chain of hashes and name the first line that does not fit.\n"
      "Keep the last hash elsewhere: it shows when records were taken off the end");
  verify->add_option("--data-dir", arguments->data_dir,
                     "Folder of the service. Default: $TACET_DATA_DIR, else /var/lib/tacet for\n"
                     "root, else $XDG_DATA_HOME/tacet, else ~/.local/share/tacet");
  verify->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  verify->callback([arguments, &exit_code] { exit_code = RunVerify(*arguments); });
}

}  // namespace tacet::cli
