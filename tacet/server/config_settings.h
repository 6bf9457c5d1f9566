// The list of settings: one entry for each member of Config, with its name in the file, what it
// means and its limits. Reading, checking and printing all follow this list.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "tacet/server/config.h"

namespace tacet::server {

struct TextSetting {
  std::string Config::*member;
  // Whole values that are allowed, separated by '|'; "" = any.
  std::string_view choices = "";
};
struct IntegerSetting {
  int64_t Config::*member;
  int64_t least;
  int64_t most;
};
struct NumberSetting {
  double Config::*member;
  double least;
  double most;
};
struct FlagSetting {
  bool Config::*member;
};

struct Setting {
  std::string_view name;     // "workers.count"; without a dot at the top of the file
  std::string_view meaning;  // one or more lines for the user
  std::variant<TextSetting, IntegerSetting, NumberSetting, FlagSetting> value;
};

// In the order of the file: settings of one section stand together, those without one first.
const std::vector<Setting>& Settings();

}  // namespace tacet::server
