#include "modules/channels/files.h"

#include <charconv>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "kernel/sheets/writer.h"
#include "modules/channels/gs1_file.h"

namespace ocop::channels::files {
namespace {

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text::without_unprintables(text)) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else out += c;
  }
  return out;
}

// Google's file: RSS 2.0 with the fields in its own namespace. Several pictures are as many elements.
std::string rss(const Channel& channel, Rows rows, const About& about) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\">\n<channel>\n";
  out += "<title>" + xml(about.title) + "</title>\n<link>" + xml(about.link) + "</link>\n<description>" + xml(about.title) +
         "</description>\n";
  for (const auto& row : rows) {
    out += "<item>\n";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      const std::string tag = "g:" + channel.fields[i].key;
      const bool several = channel.fields[i].from == From::more_images;
      for (const std::string_view value : several ? text::split(row[i], ',') : std::vector<std::string_view>{row[i]})
        out += "<" + tag + ">" + xml(value) + "</" + tag + ">\n";
    }
    out += "</item>\n";
  }
  return out + "</channel>\n</rss>\n";
}

std::string tsv(const Channel& channel, Rows rows) {
  std::string out;
  const auto line = [&](const auto& values, auto text_of) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out += '\t';
      const std::string value = text::without_unprintables(text_of(values[i]));
      if (csv::runs(value)) out += '\'';   // as csv::write: people open it in a spreadsheet, which would run "=…"
      for (const char c : value) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    }
    out += '\n';
  };
  line(channel.fields, [](const Field& field) { return std::string_view(field.key); });
  for (const auto& row : rows) line(row, [](const std::string& value) { return std::string_view(value); });
  return out;
}

std::string csv(const Channel& channel, Rows rows) {
  std::vector<std::string> heading;
  for (const Field& field : channel.fields) heading.push_back(field.key);
  std::string out = csv::write(heading);
  for (const auto& row : rows) out += csv::write(row);
  return out;
}

std::string json_file(const Channel& channel, Rows rows) {
  json::Writer out;
  out.begin_object().member("items").begin_array();
  for (const auto& row : rows) {
    out.begin_object();
    for (std::size_t i = 0; i < row.size(); ++i) out.field(channel.fields[i].key, row[i]);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

Result<std::string> xlsx(const Channel& channel, Rows rows, const About& about) {
  constexpr double kUsual = 18, kWide = 48;   // letters of a column
  std::vector<sheets::ColumnPlan> columns;
  for (const Field& field : channel.fields)
    columns.push_back({field.key + (field.need == Need::required ? " *" : ""), field.from == From::description ? kWide : kUsual});
  OCOP_TRY(writer, sheets::Writer::open(channel.title, columns, about.made));
  for (const auto& row : rows) {
    std::vector<sheets::Value> values;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::int64_t number = 0;
      const auto [end, fault] = std::from_chars(row[i].data(), row[i].data() + row[i].size(), number);
      const bool whole = is_number(channel.fields[i].from) && fault == std::errc() && end == row[i].data() + row[i].size();
      if (row[i].empty()) values.emplace_back(std::monostate());
      else if (whole) values.emplace_back(number);
      else values.emplace_back(std::string_view(row[i]));
    }
    OCOP_CHECK(writer.row(values));
  }
  return writer.finish();
}

}  // namespace

bool is_number(From from) {
  switch (from) {
    case From::stock:
    case From::price_number:
    case From::list_number:
    case From::sale_number:
    case From::weight_number:
    case From::shelf_life:
    case From::vat: case From::star_number: case From::lead_days: return true;
    default: return false;
  }
}

Result<std::string> write(const Channel& channel, Form form, Rows rows, const About& about) {
  switch (form) {
    case Form::rss: return rss(channel, rows, about);
    case Form::tsv: return tsv(channel, rows);
    case Form::csv: return csv(channel, rows);
    case Form::json: return json_file(channel, rows);
    case Form::xlsx: return xlsx(channel, rows, about);
    case Form::jsonld: return gs1_jsonld(channel, rows, about.language);
  }
  return Error::of(ErrorKind::internal, "a form that nothing writes");
}

std::string_view content_type(Form form) {
  switch (form) {
    case Form::rss: return "application/rss+xml; charset=utf-8";
    case Form::tsv: return "text/tab-separated-values; charset=utf-8";
    case Form::csv: return "text/csv; charset=utf-8";
    case Form::json: return "application/json";
    case Form::jsonld: return "application/ld+json";   // JSON-LD 1.1 §C
    case Form::xlsx: return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }
  return "application/octet-stream";
}

}  // namespace ocop::channels::files
