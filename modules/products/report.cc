#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/products/import.h"
#include "modules/products/messages.h"

namespace ocop::products {
namespace {

// The letter of the column a problem is about; empty when the file has no such column.
std::string_view letter(const ImportReport& report, const ReportRow& row, std::string_view field) {
  for (const Column& column : report.columns)
    if (column.sheet == row.where.sheet && column.field == field) return column.letter;
  return {};
}

// "dòng 9" of a text file, "trang “OCOP 2024”, dòng 9" of a workbook.
std::string place(const Where& where, Language language) {
  if (where.sheet.empty()) return format(msg::report_at_line, language, {std::to_string(where.line)});
  return format(msg::report_at_row, language, {where.sheet, std::to_string(where.row)});
}

void write_where(json::Writer& out, const Where& where) {
  out.field("line", static_cast<std::int64_t>(where.line)).field("row", static_cast<std::int64_t>(where.row));
  if (!where.sheet.empty()) out.field("sheet", where.sheet);
}

void write_problems(json::Writer& out, const ImportReport& report, const ReportRow& row) {
  out.member("problems").begin_array();
  for (const Problem& problem : row.problems) {
    out.begin_object();
    out.field("field", problem.field);
    if (const auto column = letter(report, row, problem.field); !column.empty()) out.field("column", column);
    out.field("value", problem.got).field("expected", problem.expected);
    out.field("reason", sentence(problem, Language::en)).field("reason_vi", sentence(problem, Language::vi));
    out.end_object();
  }
  out.end_array();
}

void write_row(json::Writer& out, const ImportReport& report, const ReportRow& row) {
  out.begin_object();
  write_where(out, row.where);
  out.field("id", row.register_id).field("product_name", row.name).field("outcome", name(row.outcome));
  if (row.like) {
    out.member("like").begin_object();
    out.field("id", row.like->id).field("product_name", row.like->name).field("entity_name", row.like->maker);
    out.end_object();
  }
  if (!row.problems.empty()) write_problems(out, report, row);
  if (!row.units.empty()) {
    out.member("units_today").begin_array();
    for (const ReportRow::Unit& unit : row.units) out.begin_object().field("code", unit.code).field("name", unit.name).end_object();
    out.end_array();
  }
  out.end_object();
}

std::string_view name(LeftOut::Reason reason) {
  constexpr std::array<std::string_view, 3> kNames{"blank", "total", "column_numbers"};
  return kNames[static_cast<std::size_t>(reason)];
}

// How the file was understood.
void write_reading(json::Writer& out, const ImportReport& report) {
  out.field("written_as", report.written_as);
  out.member("columns").begin_array();
  for (const Column& column : report.columns) {
    out.begin_object();
    if (!column.sheet.empty()) out.field("sheet", column.sheet);
    out.field("field", column.field).field("column", column.letter).field("heading", column.heading).end_object();
  }
  out.end_array();
  const auto list = [&](std::string_view member, const std::vector<std::string>& texts) {
    out.member(member).begin_array();
    for (const std::string& text : texts) out.text(text);
    out.end_array();
  };
  list("ignored_columns", report.ignored_columns);
  list("ignored_sheets", report.ignored_sheets);
  out.member("left_out").begin_array();
  for (const LeftOut& left : report.left_out) {
    out.begin_object();
    write_where(out, left.where);
    out.field("rows", static_cast<std::int64_t>(left.rows)).field("reason", name(left.reason)).field("text", left.text).end_object();
  }
  out.end_array();
}

void show_left_out(std::string& out, const ImportReport& report, Language language) {
  if (report.left_out.empty()) return;
  std::size_t rows = 0;
  for (const LeftOut& left : report.left_out) rows += left.rows;
  out.append("\n").append(format(msg::report_left_out, language, {std::to_string(rows)}));
  constexpr std::array<const Message*, 3> kReasons{&msg::left_out_blank, &msg::left_out_total, &msg::left_out_numbers};
  for (const LeftOut& left : report.left_out) {
    out.append("\n  ").append(place(left.where, language)).append(": ");
    out.append(format(*kReasons[static_cast<std::size_t>(left.reason)], language, {std::to_string(left.rows), left.text}));
  }
}

}  // namespace

std::string to_json(const ImportReport& report) {
  json::Writer out;
  out.begin_object();
  out.field("mode", report.mode == ImportMode::apply ? "apply" : "dry_run").field("source", report.source).field("day", report.day.iso());
  out.field("rows", static_cast<std::int64_t>(report.rows.size() + report.more_wrong));
  out.member("counts").begin_object();
  for (int i = 0; i < kOutcomes; ++i)
    out.field(name(static_cast<Outcome>(i)), static_cast<std::int64_t>(report.counts[static_cast<std::size_t>(i)]));
  out.end_object();
  out.member("validity").begin_object();
  for (std::size_t i = 0; i < report.validity.size(); ++i)
    if (report.validity[i]) out.field(name(static_cast<Validity>(i)), static_cast<std::int64_t>(report.validity[i]));
  out.end_object();
  if (report.more_wrong > 0) out.field("wrong_without_details", static_cast<std::int64_t>(report.more_wrong));
  write_reading(out, report);
  out.member("details").begin_array();
  for (const ReportRow& row : report.rows) write_row(out, report, row);
  out.end_array();
  out.end_object();
  return out.take();
}

std::string to_text(const ImportReport& report, Language language) {
  std::string out(translate(report.mode == ImportMode::apply ? msg::report_title_applied : msg::report_title_dry, language));
  const auto line = [&](const Message& message, std::size_t number) {
    out.append("\n").append(format(message, language, {std::to_string(number)}));
  };
  line(msg::report_rows, report.rows.size() + report.more_wrong);
  constexpr std::array<const Message*, kOutcomes> kLines{&msg::report_created, &msg::report_updated, &msg::report_unchanged,
                                                         &msg::report_duplicates, &msg::report_wrong};
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    line(*kLines[i], report.counts[i]);
    for (std::size_t r = 0; r < report.rows.size(); ++r) {
      if (report.rows.outcome(r) != static_cast<Outcome>(i)) continue;
      const ReportRow row = report.rows[r];
      const std::string at = place(row.where, language);
      if (row.like) {
        out.append("\n  ").append(
            format(msg::report_duplicate_line, language, {at, row.register_id, row.name, row.like->id, row.like->name}));
      }
      for (const Problem& problem : row.problems)
        out.append("\n  ").append(format(msg::report_wrong_line, language,
                                        {at, problem.field, letter(report, row, problem.field), problem.got, sentence(problem, language)}));
    }
  }
  if (report.more_wrong > 0)
    out.append("\n  ").append(format(msg::report_more_wrong, language, {std::to_string(report.more_wrong)}));
  show_left_out(out, report, language);
  const auto unsure = std::ranges::count_if(report.rows.read(), [](const RegisterRow& row) { return !row.units.empty(); });
  if (unsure > 0) line(msg::report_units, static_cast<std::size_t>(unsure));
  return out + "\n";
}

}  // namespace ocop::products
