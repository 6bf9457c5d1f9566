// What is printed of scores: tables for a person, as text or Markdown, and JSON for programs.
//
// Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "tacet/evaluation/pii_scores.h"
#include "tacet/evaluation/time_scores.h"

namespace tacet::evaluation {

struct ReportTable {
  std::string title;
  std::vector<std::string> columns;  // the first to the left, the others to the right
  std::vector<std::vector<std::string>> rows;
};

struct Report {
  std::vector<ReportTable> tables;
  std::vector<std::string> lines;  // after the tables
};

struct ReportOptions {
  // The sources that hold ordinary talk; of each, false spans get a row of their own.
  std::vector<std::string> ordinary = {"ordinary_talk"};
  size_t mistakes = 0;  // of each kind to show, evenly chosen; 0 = none
};

Report BuildReport(const PiiScores& scores, const ReportOptions& options);
Report BuildReport(const TimeScores& scores, const ReportOptions& options);

std::string ToText(const Report& report);
std::string ToMarkdown(const Report& report);

// One object: {"types", "groups", "sources", "ordinary", "whole", "calibration", "leaks", "missed",
// "false_spans"}; every share is {"hits", "count", "value", "low", "high"}, every rate {"value",
// "low", "high"}.
std::string ToJson(const PiiScores& scores, const ReportOptions& options);
// One object: {"types", "groups", "recordings", "words", "false_per_thousand_words",
// "seconds_per_hour": {"readable", "audible", "lost"}, "seconds", "calibration_error", "leaks",
// "missed", "false_finds"}.
std::string ToJson(const TimeScores& scores, const ReportOptions& options);

}  // namespace tacet::evaluation
