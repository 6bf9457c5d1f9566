#include "tacet/cli/detect_pii_command.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tacet/cli/exit_code.h"
#include "tacet/pii/pii_detector.h"

namespace tacet::cli {
namespace {

using Json = nlohmann::ordered_json;

Json EntitiesJson(const std::vector<PiiEntity>& entities) {
  Json list = Json::array();
  for (const PiiEntity& entity : entities) {
    list.push_back({{"type", PiiEntityTypeName(entity.type)},
                    {"confidence", entity.confidence},
                    {"begin", entity.begin},
                    {"end", entity.end}});
  }
  return {{"entities", std::move(list)}};
}

int Run() {
  const auto detector = pii::PiiDetector::Create({});
  if (!detector) {
    std::cerr << "tacet: " << detector.error().message << "\n";
    return ExitCodeFor(detector.error().code);
  }
  const auto all = AllPiiEntityTypes();
  const PiiEntityTypeSet wanted(all.begin(), all.end());
  std::string line;
  for (size_t number = 1; std::getline(std::cin, line); ++number) {
    const Json request = Json::parse(line, /*cb=*/nullptr, /*allow_exceptions=*/false);
    const auto text = request.is_object() ? request.find("text") : request.end();
    if (!request.is_object() || text == request.end() || !text->is_string()) {
      std::cerr << "tacet: line " << number << " is no JSON object with a member \"text\"\n";
      return kWrongUsage;
    }
    std::cout
        << EntitiesJson((*detector)->Detect(text->get_ref<const std::string&>(), wanted)).dump()
        << "\n";
  }
  return std::cout.flush() ? kSuccess : kUnwritable;
}

}  // namespace

void AddDetectPiiCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "detect-pii",
      "Find personal information in texts: reads JSON lines {\"text\": ...} from standard\n"
      "input, writes {\"entities\": [{type, confidence, begin, end}]} lines (byte offsets)");
  command->callback([&exit_code] { exit_code = Run(); });
}

}  // namespace tacet::cli
