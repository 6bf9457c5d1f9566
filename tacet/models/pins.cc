#include "tacet/models/pins.h"

#include <nlohmann/json.hpp>

#include "tacet/base/file.h"
#include "tacet/models/sha256.h"

namespace tacet::models {
namespace {

using nlohmann::json;

constexpr uint64_t kMaxBytes = 1 << 20;

bool IsPlainName(const std::string& name) {
  return !name.empty() && name.size() <= 255 && name.find('/') == std::string::npos &&
         name != "." && name != ".." && name.find('\0') == std::string::npos;
}

}  // namespace

Result<Pins> ParsePins(std::string_view text) {
  const auto damaged = [](const std::string& what) {
    return MakeError(ErrorCode::kDataLoss, "pins.json is damaged: " + what);
  };
  if (text.size() > kMaxBytes) return damaged("longer than 1 MiB");
  const json document = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return damaged("not a JSON object");
  Pins pins;
  for (const auto& [model, files] : document.items()) {
    if (!IsPlainName(model) || !files.is_object()) return damaged("a model's entry");
    for (const auto& [name, pin] : files.items()) {
      if (!IsPlainName(name) || !pin.is_object()) return damaged("a file's entry");
      const auto hash = pin.find("sha256");
      const auto size = pin.find("sizeBytes");
      if (hash == pin.end() || !hash->is_string() ||
          !IsSha256(hash->get_ref<const std::string&>())) {
        return damaged("an sha256");
      }
      if (size == pin.end() || !size->is_number_unsigned() ||
          size->get<uint64_t>() > static_cast<uint64_t>(INT64_MAX)) {
        return damaged("a sizeBytes");
      }
      pins[model][name] = {hash->get<std::string>(), size->get<int64_t>()};
    }
  }
  return pins;
}

std::string FormatPins(const Pins& pins) {
  json document = json::object();
  for (const auto& [model, files] : pins) {
    for (const auto& [name, pin] : files) {
      document[model][name] = {{"sha256", pin.sha256}, {"sizeBytes", pin.size_bytes}};
    }
  }
  return document.dump(/*indent=*/2, ' ', /*ensure_ascii=*/false, json::error_handler_t::replace) +
         "\n";
}

Result<Pins> ReadPins(const std::string& path) {
  Result<std::string> text = ReadFile(path, kMaxBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return Pins();
  if (!text) return tl::unexpected<Error>(std::move(text).error());
  return ParsePins(*text);
}

}  // namespace tacet::models
