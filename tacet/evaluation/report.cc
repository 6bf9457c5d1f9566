#include "tacet/evaluation/report.h"

#include <algorithm>
#include <cstdio>

namespace tacet::evaluation {
namespace {

template <typename... Values>
std::string Format(const char* format, Values... values) {
  char buffer[160];
  const int length = std::snprintf(buffer, sizeof(buffer), format, values...);
  return std::string(buffer, static_cast<size_t>(std::clamp(length, 0, 159)));
}

std::string Text(const Share& share) {
  if (share.count == 0) return "-";
  const Interval interval = share.interval();
  return Format("%.1f %% [%.1f, %.1f]", 100 * share.value(), 100 * interval.low,
                100 * interval.high);
}

std::string Text(const Rate& rate, int digits = 2) {
  return Format("%.*f [%.*f, %.*f]", digits, rate.value, digits, rate.interval.low, digits,
                rate.interval.high);
}

std::string Text(size_t count) { return std::to_string(count); }

std::string Seconds(int64_t ms) { return Format("%.1f", static_cast<double>(ms) / 1000); }

std::vector<std::string> Row(const std::string& name, const PiiCounts& counts) {
  return {name,
          Text(counts.labelled),
          Text(Share{counts.found, counts.labelled}),
          Text(Share{counts.found_same_type, counts.labelled}),
          Text(Share{counts.touched, counts.labelled}),
          Text(counts.spans),
          Text(Share{counts.right, counts.spans})};
}

std::vector<std::string> Row(const std::string& name, const TimeCounts& counts) {
  return {name,
          Text(counts.labelled),
          Text(counts.heard),
          Text(Share{counts.redacted, counts.heard}),
          Text(Share{counts.redacted_same_type, counts.heard}),
          Text(Share{counts.unreadable, counts.heard}),
          Seconds(counts.readable_ms),
          Seconds(counts.audible_ms),
          Text(counts.redactions),
          Text(Share{counts.right, counts.redactions})};
}

std::vector<std::string> Row(const std::string& name, const PiiScores::Talk& talk) {
  return {name,
          Text(talk.dialogues),
          Text(talk.words),
          Text(talk.counts.labelled),
          Text(Share{talk.counts.found, talk.counts.labelled}),
          Text(talk.false_spans),
          Text(talk.false_per_thousand_words)};
}

// Most labelled first.
template <typename Counts>
std::vector<std::pair<PiiEntityType, Counts>> Sorted(const std::map<PiiEntityType, Counts>& types) {
  std::vector<std::pair<PiiEntityType, Counts>> sorted(types.begin(), types.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second.labelled > b.second.labelled;
  });
  return sorted;
}

// Calls `show` with at most `most` of `things`, evenly chosen.
template <typename T, typename Show>
void Choose(const std::vector<T>& things, size_t most, Show show) {
  if (most == 0) return;
  const size_t step = (things.size() + most - 1) / most;
  for (size_t i = 0; i < things.size(); i += step) show(things[i]);
}

// Code points, since columns are of characters.
size_t Width(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

Report BuildReport(const PiiScores& scores, const ReportOptions& options) {
  const std::vector<std::string> columns = {
      "labelled", "recall, any type", "recall, same type", "touched", "found", "precision"};
  const auto table = [&](const std::string& title, const std::string& first) {
    ReportTable made = {title, {first}, {}};
    made.columns.insert(made.columns.end(), columns.begin(), columns.end());
    return made;
  };
  Report report;
  ReportTable groups = table("Groups", "group");
  for (const TypeGroup& group : TypeGroups()) {
    const PiiCounts counts = scores.Of(group.types);
    if (counts.labelled + counts.spans > 0) {
      groups.rows.push_back(Row(std::string(group.name), counts));
    }
  }
  groups.rows.push_back(Row("all", scores.All()));
  ReportTable types = table("Types", "type");
  for (const auto& [type, counts] : Sorted(scores.by_type())) {
    types.rows.push_back(Row(std::string(PiiEntityTypeName(type)), counts));
  }
  ReportTable sources = {"Sources",
                         {"source", "dialogues", "words", "labelled", "recall, any type",
                          "false spans", "per 1,000 words"},
                         {}};
  for (const std::string& source : scores.sources()) {
    const bool ordinary = std::find(options.ordinary.begin(), options.ordinary.end(), source) !=
                          options.ordinary.end();
    sources.rows.push_back(
        Row(source + (ordinary ? " (ordinary talk)" : ""), scores.OfSource(source)));
  }
  sources.rows.push_back(Row("all", scores.Whole()));
  report.tables = {std::move(groups), std::move(types), std::move(sources)};
  report.lines.push_back(
      "Expected calibration error of confidence: " + Text(scores.CalibrationError(), 3) +
      ", whatever the type " + Text(scores.CalibrationErrorAnyType(), 3) + ", over " +
      Text(static_cast<size_t>(scores.calibration().count())) + " finds");
  report.lines.push_back("Digit runs left readable though the number's first half was found: " +
                         Text(scores.leaks().size()) + " (must be 0)");
  for (const DigitLeak& leak : scores.leaks()) {
    report.lines.push_back("  LEAK " + std::string(PiiEntityTypeName(leak.type)) + ", " +
                           leak.dialogue + " turn " + Text(leak.turn + 1) + ": " +
                           Text(leak.run_length) + " digits");
  }
  const auto show = [&](const char* what) {
    return [&report, what](const PiiMistake& each) {
      report.lines.push_back(std::string("  ") + what + " " +
                             std::string(PiiEntityTypeName(each.type)) + ", " + each.dialogue +
                             " turn " + Text(each.turn + 1) + ": " + each.text);
    };
  };
  Choose(scores.missed(), options.mistakes, show("missed"));
  Choose(scores.false_spans(), options.mistakes, show("false"));
  return report;
}

Report BuildReport(const TimeScores& scores, const ReportOptions& options) {
  const auto table = [](const std::string& title, const std::string& first) {
    return ReportTable{title,
                       {first, "labelled", "heard", "redacted, any type", "redacted, same type",
                        "cannot be read", "s readable", "s audible", "redactions", "precision"},
                       {}};
  };
  Report report;
  ReportTable groups = table("Groups", "group");
  for (const TypeGroup& group : TypeGroups()) {
    const TimeCounts counts = scores.Of(group.types);
    if (counts.labelled + counts.redactions > 0) {
      groups.rows.push_back(Row(std::string(group.name), counts));
    }
  }
  groups.rows.push_back(Row("all", scores.All()));
  ReportTable types = table("Types", "type");
  for (const auto& [type, counts] : Sorted(scores.by_type())) {
    types.rows.push_back(Row(std::string(PiiEntityTypeName(type)), counts));
  }
  report.tables = {std::move(groups), std::move(types)};
  report.lines = {
      Text(scores.recordings()) + " recordings, " + Text(scores.words()) + " words, " +
          Seconds(scores.said_ms()) + " s of speech, of which " +
          Seconds(scores.All().labelled_ms) + " s personal information",
      "Left readable: " + Seconds(scores.All().readable_ms) + " s, " +
          Text(scores.ReadableSecondsPerHour(), 1) + " s in an hour of speech",
      "Left audible: " + Seconds(scores.All().audible_ms) + " s, " +
          Text(scores.AudibleSecondsPerHour(), 1) + " s in an hour of speech",
      "Lost needlessly: " + Seconds(scores.lost_ms()) + " s, " +
          Text(scores.LostSecondsPerHour(), 1) + " s in an hour of speech",
      "False redactions: " + Text(scores.false_redactions()) + ", " +
          Text(scores.FalsePerThousandWords()) + " per 1,000 words",
      "Expected calibration error of confidence: " + Text(scores.CalibrationError(), 3) +
          ", whatever the type " + Text(scores.CalibrationErrorAnyType(), 3),
      "Digit runs left readable though the number's first half was redacted: " +
          Text(scores.leaks().size()) + " (must be 0)",
  };
  const auto show = [&](const char* what) {
    return [&report, what](const SpokenMistake& each) {
      report.lines.push_back(std::string("  ") + what + " " +
                             std::string(PiiEntityTypeName(each.type)) + ", " + each.recording +
                             " at " + Seconds(each.start_ms) + " s: " + each.said +
                             (each.readable.empty() ? "" : " -> " + each.readable));
    };
  };
  Choose(scores.leaks(), scores.leaks().size(), show("LEAK"));
  Choose(scores.missed(), options.mistakes, show("missed"));
  Choose(scores.false_finds(), options.mistakes, show("false"));
  return report;
}

std::string ToText(const Report& report) {
  std::string text;
  for (const ReportTable& table : report.tables) {
    std::vector<size_t> widths;
    for (const std::string& column : table.columns) widths.push_back(Width(column));
    for (const auto& row : table.rows) {
      for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
    }
    const auto add = [&](const std::vector<std::string>& row) {
      for (size_t i = 0; i < row.size(); ++i) {
        const std::string padding(widths[i] - Width(row[i]), ' ');
        text += i == 0 ? row[i] + padding : "  " + padding + row[i];
      }
      text += "\n";
    };
    text += table.title + "\n";
    add(table.columns);
    for (const auto& row : table.rows) add(row);
    text += "\n";
  }
  for (const std::string& line : report.lines) text += line + "\n";
  return text;
}

std::string ToMarkdown(const Report& report) {
  std::string text;
  for (const ReportTable& table : report.tables) {
    const auto add = [&](const std::vector<std::string>& row) {
      text += "|";
      for (const std::string& cell : row) text += " " + cell + " |";
      text += "\n";
    };
    text += "### " + table.title + "\n\n";
    add(table.columns);
    text += "| --- |";
    for (size_t i = 1; i < table.columns.size(); ++i) text += " ---: |";
    text += "\n";
    for (const auto& row : table.rows) add(row);
    text += "\n";
  }
  for (const std::string& line : report.lines) text += "- " + line + "\n";
  return text;
}

}  // namespace tacet::evaluation
