#include "tacet/cli/keys_command.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tacet/auth/access_key_store.h"
#include "tacet/aws/time_format.h"
#include "tacet/base/data_directory.h"
#include "tacet/cli/exit_code.h"

namespace tacet::cli {
namespace {

using auth::AccessKeyInfo;
using auth::AccessKeyStore;
using Json = nlohmann::ordered_json;

struct KeysArguments {
  std::string data_dir;
  std::string role = "submit";
  std::string description;
  std::string format = "text";
  std::string id;
};

int Flushed() { return std::cout.flush() ? static_cast<int>(kSuccess) : kUnwritable; }

Result<std::unique_ptr<AccessKeyStore>> OpenStore(const KeysArguments& arguments) {
  static const SystemClock clock;
  return AccessKeyStore::Open(
      AccessKeyStore::PathIn(arguments.data_dir.empty() ? DefaultDataDirectory()
                                                        : arguments.data_dir),
      clock);
}

Json ToJson(const AccessKeyInfo& key) {
  return {{"accessKeyId", key.id},
          {"role", std::string(auth::RoleName(key.role))},
          {"created", aws::FormatIsoMillis(key.created)},
          {"description", key.description}};
}

int RunCreate(const KeysArguments& arguments) {
  const auto store = OpenStore(arguments);
  if (!store) return ReportFailure(store.error());
  // The parser let only names of roles through.
  const auto role = auth::ParseRole(arguments.role).value_or(auth::Role::kReadRedacted);
  const auto key = (*store)->Create(role, arguments.description);
  if (!key) return ReportFailure(key.error());
  if (arguments.format == "json") {
    Json json = ToJson(key->info);
    json["secretAccessKey"] = key->secret;
    std::cout << json.dump(2) << "\n";
  } else {
    std::cout << "access key id:     " << key->info.id << "\n"
              << "secret access key: " << key->secret << "\n"
              << "role:              " << auth::RoleName(key->info.role) << "\n";
    std::cerr << "The secret is not shown again. AWS clients read both from\n"
                 "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from `aws configure`.\n";
  }
  return Flushed();
}

int RunList(const KeysArguments& arguments) {
  const auto store = OpenStore(arguments);
  if (!store) return ReportFailure(store.error());
  const auto keys = (*store)->List();
  if (!keys) return ReportFailure(keys.error());
  if (arguments.format == "json") {
    Json list = Json::array();
    for (const AccessKeyInfo& key : *keys) list.push_back(ToJson(key));
    std::cout << Json{{"keys", std::move(list)}}.dump(2) << "\n";
    return Flushed();
  }
  if (keys->empty()) std::cerr << "There is no access key; make one with: tacet keys create\n";
  std::vector<std::vector<std::string>> rows;
  if (!keys->empty()) rows.push_back({"ACCESS KEY ID", "ROLE", "CREATED", "DESCRIPTION"});
  for (const AccessKeyInfo& key : *keys) {
    rows.push_back({key.id, std::string(auth::RoleName(key.role)),
                    aws::FormatIsoMillis(key.created), key.description});
  }
  std::vector<size_t> widths(4);
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      line += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    std::cout << line << "\n";
  }
  return Flushed();
}

int RunRevoke(const KeysArguments& arguments) {
  const auto store = OpenStore(arguments);
  if (!store) return ReportFailure(store.error());
  const Status revoked = (*store)->Revoke(arguments.id);
  if (!revoked) return ReportFailure(revoked.error());
  std::cerr << "revoked " << arguments.id << "\n";
  return kSuccess;
}

}  // namespace

void AddKeysCommand(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<KeysArguments>();
  CLI::App* keys = app.add_subcommand("keys", "Create, list and revoke access keys of a service");
  keys->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*run)(const KeysArguments&)) {
    CLI::App* command = keys->add_subcommand(name, help);
    command->add_option("--data-dir", arguments->data_dir,
                        "Folder of the service. Default: $TACET_DATA_DIR, else /var/lib/tacet for\n"
                        "root, else $XDG_DATA_HOME/tacet, else ~/.local/share/tacet");
    command->callback([arguments, run, &exit_code] { exit_code = run(*arguments); });
    return command;
  };
  const auto add_format = [&](CLI::App* command) {
    command->add_option("--format", arguments->format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
  };
  CLI::App* create = add("create", "Make a key and show its secret, this once", RunCreate);
  create
      ->add_option("--role", arguments->role,
                   "admin: everything. submit (default): upload, run jobs, read results.\n"
                   "read-redacted: see jobs and fetch redacted transcripts, nothing else")
      ->check(CLI::IsMember({"admin", "submit", "read-redacted"}));
  create->add_option("--description", arguments->description, "What the key is for, one line");
  add_format(create);
  add_format(add("list", "Show the keys, without their secrets", RunList));
  add("revoke", "Take a key away; its requests and presigned URLs are refused from now on",
      RunRevoke)
      ->add_option("ID", arguments->id, "An access key id of `tacet keys list`")
      ->required();
}

}  // namespace tacet::cli
