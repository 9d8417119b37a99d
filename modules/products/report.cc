#include <array>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/products/import.h"
#include "modules/products/messages.h"

namespace ocop::products {
namespace {

std::string reason(const Problem& problem, Language language) {
  const auto argument = [&](std::size_t i) { return i < problem.arguments.size() ? std::string_view(problem.arguments[i]) : std::string_view(); };
  return format(problem.message, language, {argument(0), argument(1), argument(2)});
}

void write_problems(json::Writer& out, const std::vector<Problem>& problems) {
  out.member("problems").begin_array();
  for (const Problem& problem : problems) {
    out.begin_object();
    out.field("field", problem.field).field("value", problem.got).field("expected", problem.expected);
    out.field("reason", reason(problem, Language::en)).field("reason_vi", reason(problem, Language::vi));
    out.end_object();
  }
  out.end_array();
}

void write_row(json::Writer& out, const ReportRow& row) {
  out.begin_object();
  out.field("line", static_cast<std::int64_t>(row.line)).field("id", row.register_id).field("product_name", row.name).field("outcome", name(row.outcome));
  if (row.like) {
    out.member("like").begin_object();
    out.field("id", row.like_id).field("product_name", row.like->name).field("entity_name", row.like->maker);
    out.end_object();
  }
  if (!row.problems.empty()) write_problems(out, row.problems);
  out.end_object();
}

}  // namespace

std::string to_json(const ImportReport& report) {
  json::Writer out;
  out.begin_object();
  out.field("mode", report.mode == ImportMode::apply ? "apply" : "dry_run").field("source", report.source).field("day", report.day.iso());
  out.field("rows", static_cast<std::int64_t>(report.rows.size()));
  out.member("counts").begin_object();
  for (int i = 0; i < kOutcomes; ++i) out.field(name(static_cast<Outcome>(i)), static_cast<std::int64_t>(report.counts[static_cast<std::size_t>(i)]));
  out.end_object();
  out.member("validity").begin_object();
  for (std::size_t i = 0; i < report.validity.size(); ++i)
    if (report.validity[i]) out.field(name(static_cast<Validity>(i)), static_cast<std::int64_t>(report.validity[i]));
  out.end_object();
  out.member("ignored_columns").begin_array();
  for (const std::string& column : report.ignored_columns) out.text(column);
  out.end_array();
  out.member("details").begin_array();
  for (const ReportRow& row : report.rows) write_row(out, row);
  out.end_array();
  out.end_object();
  return out.take();
}

std::string to_text(const ImportReport& report, Language language) {
  std::string out(translate(report.mode == ImportMode::apply ? msg::report_title_applied : msg::report_title_dry, language));
  const auto line = [&](const Message& message, std::size_t number) { out.append("\n").append(format(message, language, {std::to_string(number)})); };
  line(msg::report_rows, report.rows.size());
  constexpr std::array<Message, kOutcomes> kLines{msg::report_created, msg::report_updated, msg::report_unchanged, msg::report_duplicates,
                                                  msg::report_wrong};
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    line(kLines[i], report.counts[i]);
    for (const ReportRow& row : report.rows) {
      if (row.outcome != static_cast<Outcome>(i)) continue;
      const std::string at = std::to_string(row.line);
      if (row.like) {
        out.append("\n  ").append(format(msg::report_duplicate_line, language, {at, row.register_id, row.name, row.like_id, row.like->name}));
      }
      for (const Problem& problem : row.problems)
        out.append("\n  ").append(format(msg::report_wrong_line, language, {at, problem.field, problem.got, reason(problem, language)}));
    }
  }
  return out + "\n";
}

}  // namespace ocop::products
