#include "tacet/server/config.h"

#include <stdexcept>

// toml++ 3.3 asserts what a malformed file breaks ("[;"). That must be an error, in every build:
// its release mode drops the check and reads on.
namespace tacet::server {
constexpr void RequireWellFormed(bool holds) {
  if (!holds) throw std::invalid_argument("malformed");
}
}  // namespace tacet::server
#undef NDEBUG
#define TOML_ASSERT(condition) ::tacet::server::RequireWellFormed(static_cast<bool>(condition))

#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <vector>

#include "tacet/base/file.h"
#include "tacet/server/config_settings.h"

namespace tacet::server {
namespace {

constexpr uint64_t kMaxConfigBytes = 1 << 20;

// A value of the file, whichever its language.
using Value = std::variant<std::monostate, std::string, int64_t, double, bool>;

struct Entry {
  std::string name;  // with dots
  Value value;       // monostate = a list, date or null: no setting has one
};

// Sections hold no sections: what is deeper is no setting, however deep a hostile file nests it.
void Flatten(const toml::table& table, const std::string& prefix, std::vector<Entry>* entries) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const toml::table* inner = node.as_table(); inner != nullptr && prefix.empty()) {
      Flatten(*inner, name + ".", entries);
      continue;
    }
    Value value;
    if (const auto* text = node.as_string()) value = text->get();
    if (const auto* integer = node.as_integer()) value = integer->get();
    if (const auto* number = node.as_floating_point()) value = number->get();
    if (const auto* flag = node.as_boolean()) value = flag->get();
    entries->push_back({name, value});
  }
}

void Flatten(const nlohmann::json& object, const std::string& prefix, std::vector<Entry>* entries) {
  for (const auto& [key, node] : object.items()) {
    const std::string name = prefix + key;
    if (node.is_object() && prefix.empty()) {
      Flatten(node, name + ".", entries);
      continue;
    }
    Value value;
    if (node.is_string()) value = node.get<std::string>();
    if (node.is_number_integer()) value = node.get<int64_t>();
    if (node.is_number_float()) value = node.get<double>();
    if (node.is_boolean()) value = node.get<bool>();
    entries->push_back({name, value});
  }
}

Result<std::vector<Entry>> ReadEntries(const std::string& text, bool json) {
  std::vector<Entry> entries;
  if (json) {
    const nlohmann::json document =
        nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!document.is_object()) {
      return MakeError(ErrorCode::kInvalidArgument, "the configuration is no JSON object");
    }
    Flatten(document, "", &entries);
    return entries;
  }
  // toml++ 3.3 runs into undefined behaviour on control characters and on letters beyond ASCII
  // where it expects a key. Texts can have such letters all the same, as \uXXXX.
  const auto forbidden = std::find_if(text.begin(), text.end(), [](unsigned char c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c >= 0x7f;
  });
  if (forbidden != text.end()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the configuration: line " +
                         std::to_string(1 + std::count(text.begin(), forbidden, '\n')) +
                         " has a character beyond ASCII or a control character; write it as "
                         "\\uXXXX, or use JSON");
  }
  try {
    const toml::table table = toml::parse(text);
    Flatten(table, "", &entries);
  } catch (const toml::parse_error& error) {
    std::ostringstream where;
    where << "line " << error.source().begin.line << ": " << error.description();
    return MakeError(ErrorCode::kInvalidArgument, "the configuration is no TOML: " + where.str());
  } catch (const std::invalid_argument&) {
    return MakeError(ErrorCode::kInvalidArgument, "the configuration is no TOML");
  }
  return entries;
}

std::string ShowNumber(double number) {
  std::ostringstream text;
  text << number;
  return text.str();
}

// What is wrong with giving `value` to the setting; "" when it was given.
std::string Give(const TextSetting& setting, const Value& value, Config* config) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return "must be a text in quotes";
  if (!setting.choices.empty()) {
    const std::string choices = "|" + std::string(setting.choices) + "|";
    if (text->empty() || choices.find("|" + *text + "|") == std::string::npos) {
      return "must be one of " + std::string(setting.choices);
    }
  }
  config->*setting.member = *text;
  return "";
}

std::string Give(const IntegerSetting& setting, const Value& value, Config* config) {
  const auto* integer = std::get_if<int64_t>(&value);
  if (integer == nullptr || *integer < setting.least || *integer > setting.most) {
    return "must be a whole number from " + std::to_string(setting.least) + " to " +
           std::to_string(setting.most);
  }
  config->*setting.member = *integer;
  return "";
}

std::string Give(const NumberSetting& setting, const Value& value, Config* config) {
  std::optional<double> number;
  if (const auto* integer = std::get_if<int64_t>(&value)) number = static_cast<double>(*integer);
  if (const auto* floating = std::get_if<double>(&value)) number = *floating;
  if (!number || !(*number >= setting.least && *number <= setting.most)) {
    return "must be a number from " + ShowNumber(setting.least) + " to " + ShowNumber(setting.most);
  }
  config->*setting.member = *number;
  return "";
}

std::string Give(const FlagSetting& setting, const Value& value, Config* config) {
  const auto* flag = std::get_if<bool>(&value);
  if (flag == nullptr) return "must be true or false";
  config->*setting.member = *flag;
  return "";
}

std::string Show(const TextSetting& setting, const Config& config) {
  return nlohmann::json(config.*setting.member).dump();
}
std::string Show(const IntegerSetting& setting, const Config& config) {
  return std::to_string(config.*setting.member);
}
std::string Show(const NumberSetting& setting, const Config& config) {
  return ShowNumber(config.*setting.member);
}
std::string Show(const FlagSetting& setting, const Config& config) {
  return config.*setting.member ? "true" : "false";
}

std::string Joined(const std::vector<std::string>& problems) {
  std::string text;
  for (const std::string& problem : problems) text += (text.empty() ? "" : "; ") + problem;
  return text;
}

bool IsAccountId(const std::string& text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(),
                                          [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool IsRegion(const std::string& text) {
  return !text.empty() && text.size() <= 32 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
         });
}

// Also true for a file that is not there: that is another problem.
bool IsOwnersOnly(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) != 0 || (status.st_mode & 077) == 0;
}

bool IsWebAddress(const std::string& text) {
  return (text.starts_with("http://") || text.starts_with("https://")) && !text.ends_with("/");
}

}  // namespace

Result<Config> ParseConfig(const std::string& text, bool json) {
  ASSIGN_OR_RETURN(const std::vector<Entry> entries, ReadEntries(text, json));
  Config config;
  std::vector<std::string> problems;
  for (const Entry& entry : entries) {
    const auto& settings = Settings();
    const auto setting = std::find_if(settings.begin(), settings.end(),
                                      [&](const Setting& s) { return s.name == entry.name; });
    if (setting == settings.end()) {
      problems.push_back("there is no setting '" + entry.name + "'");
      continue;
    }
    const std::string problem = std::visit(
        [&](const auto& kind) { return Give(kind, entry.value, &config); }, setting->value);
    if (!problem.empty()) problems.push_back("'" + entry.name + "' " + problem);
  }
  if (!problems.empty()) {
    return MakeError(ErrorCode::kInvalidArgument, "the configuration: " + Joined(problems));
  }
  return config;
}

Result<Config> ReadConfig(const std::string& path) {
  const bool json = path.ends_with(".json");
  if (!json && !path.ends_with(".toml")) {
    return MakeError(ErrorCode::kInvalidArgument,
                     "the configuration file '" + path + "' must end in .toml or .json");
  }
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfigBytes));
  ASSIGN_OR_RETURN(Config config, ParseConfig(text, json));
  RETURN_IF_ERROR(ValidateConfig(config));
  return config;
}

Status ValidateConfig(const Config& config) {
  std::vector<std::string> problems;
  const auto require = [&](bool holds, const std::string& problem) {
    if (!holds) problems.push_back(problem);
  };
  const auto require_file = [&](const char* name, const std::string& path) {
    require(path.empty() || ::access(path.c_str(), R_OK) == 0,
            "'" + std::string(name) + "': the file '" + path + "' cannot be read");
  };
  const size_t colon = config.listen.rfind(':');
  require(colon != std::string::npos && colon > 0 && colon + 1 < config.listen.size(),
          "'listen' must be ADDRESS:PORT");
  require(IsRegion(config.region), "'region' must be of a-z, 0-9 and '-'");
  require(IsAccountId(config.account_id), "'account_id' must be 12 digits");
  require(config.public_url.empty() || IsWebAddress(config.public_url),
          "'public_url' must begin with http:// or https:// and not end in '/'");
  require(config.tls_certificate_file.empty() == config.tls_key_file.empty(),
          "'tls.certificate_file' and 'tls.key_file' go together");
  require_file("tls.certificate_file", config.tls_certificate_file);
  require_file("tls.key_file", config.tls_key_file);
  require(config.recognition_engine != "scripted" || !config.recognition_script_file.empty(),
          "'recognition.script_file' is needed by the scripted engine");
  require_file("recognition.script_file", config.recognition_script_file);
  if (config.store_kind == "s3") {
    require(IsWebAddress(config.store_endpoint),
            "'store.endpoint' must begin with http:// or https:// and not end in '/'");
    require(!config.store_access_key_id.empty(), "'store.access_key_id' is needed");
    require(!config.store_secret_access_key_file.empty(),
            "'store.secret_access_key_file' is needed");
    require_file("store.secret_access_key_file", config.store_secret_access_key_file);
    require(IsOwnersOnly(config.store_secret_access_key_file),
            "'store.secret_access_key_file': others may read the file; run: chmod 600 " +
                config.store_secret_access_key_file);
  } else {
    require(config.store_endpoint.empty(), "'store.endpoint' needs 'store.kind' = \"s3\"");
  }
  if (!problems.empty()) {
    return MakeError(ErrorCode::kInvalidArgument, "the configuration: " + Joined(problems));
  }
  return {};
}

std::string ConfigTemplate() {
  const Config defaults;
  std::string text =
      "# Settings of `tacet serve`, each with its default. Use it with: tacet serve --config "
      "FILE\n";
  std::string section;
  for (const Setting& setting : Settings()) {
    const size_t dot = setting.name.find('.');
    const std::string own_section(dot == std::string_view::npos ? "" : setting.name.substr(0, dot));
    if (own_section != section) {
      section = own_section;
      text += "\n[" + section + "]\n";
    } else {
      text += "\n";
    }
    std::istringstream lines{std::string(setting.meaning)};
    for (std::string line; std::getline(lines, line);) text += "# " + line + "\n";
    const std::string_view key =
        dot == std::string_view::npos ? setting.name : setting.name.substr(dot + 1);
    text += std::string(key) + " = " +
            std::visit([&](const auto& kind) { return Show(kind, defaults); }, setting.value) +
            "\n";
  }
  return text;
}

}  // namespace tacet::server
