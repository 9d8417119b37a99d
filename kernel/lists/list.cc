#include "kernel/lists/list.h"

#include <algorithm>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/lists/messages.h"
#include "kernel/sheets/writer.h"
#include "kernel/web/fields.h"

namespace ocop::lists {
namespace {

using web::Html;
using web::operator""_h;

constexpr std::string_view kSort = "sort", kCursor = "cursor", kLimit = "limit";

Filter filter(std::string word, Message label, input::Kind kind) {
  return {.field = {.key = std::move(word), .kind = kind, .options = {.label = label, .need = input::Need::optional}}};
}

// What a field's text means to its condition: days and numbers are integers, ids their bytes, all else text.
Value value_of(const input::Value& read, input::Kind kind) {
  switch (kind) {
    case input::Kind::integer:
    case input::Kind::boolean:
    case input::Kind::date: return read.number;
    case input::Kind::id:
      return std::string(reinterpret_cast<const char*>(read.ids.front().bytes.data()), read.ids.front().bytes.size());
    default: return read.text;
  }
}

const input::Field* field_of(const std::vector<Filter>& filters, std::string_view word) {
  const auto found = std::ranges::find_if(filters, [&](const Filter& one) { return one.field.key == word; });
  return found == filters.end() ? nullptr : &found->field;
}

std::vector<input::Choice> choices_of(const Filter& filter, Language language) {
  return filter.choices ? filter.choices(language) : filter.field.choices;
}

std::string shown(const Filter& filter, std::string_view value, Language language) {
  for (const input::Choice& one : choices_of(filter, language))
    if (one.value == value) return std::string(translate(one.label, language));
  return std::string(value);
}

std::string query_without(const http::Request& request, std::string_view word) {
  http::Fields kept;
  for (const auto& [name, value] : request.query.items())
    if (name != word && name != kCursor && !value.empty()) kept.add(name, value);
  return kept.empty() ? std::string() : "?" + kept.to_query();
}

std::string query_at(const http::Request& request, const std::string& cursor) {
  http::Fields kept;
  for (const auto& [name, value] : request.query.items())
    if (name != kCursor && !value.empty()) kept.add(name, value);
  kept.add(std::string(kCursor), cursor);
  return "?" + kept.to_query();
}

void write_chips(Html& out, const inner::Shell& shell) {
  const http::Request& request = shell.call.request;
  std::vector<const Filter*> chosen;
  for (const Filter& one : shell.filters)
    if (!request.query.get(one.field.key).empty()) chosen.push_back(&one);
  if (chosen.empty()) return;
  out << "<ul class=\"chips\" aria-label=\""_h << msg::filters_label << "\">"_h;
  for (const Filter* one : chosen) {
    const std::string value = shown(*one, request.query.get(one->field.key), out.language());
    out << "<li><a href=\""_h << web::link(request, shell.page + query_without(request, one->field.key)) << "\">"_h;
    out.write(msg::filter_chip, {translate(one->field.options.label, out.language()), value});
    out << "<span class=\"unseen\">, "_h << msg::remove_filter << "</span><span class=\"remove\" aria-hidden=\"true\">×</span></a></li>"_h;
  }
  if (chosen.size() > 1) out << "<li><a href=\""_h << web::link(request, shell.page) << "\">"_h << msg::remove_all << "</a></li>"_h;
  out << "</ul>"_h;
}

// A form that asks, so that a narrowed list has an address of its own. The order chosen stays.
void write_filters(Html& out, const inner::Shell& shell) {
  if (shell.filters.empty()) return;
  const http::Request& request = shell.call.request;
  const web::Form form{request, nullptr, &request.query};
  out << "<details class=\"narrow\"><summary>"_h << msg::narrow << "</summary><form method=\"get\" class=\"stack\" action=\""_h
      << web::link(request, shell.page) << "\">"_h;
  for (const Filter& one : shell.filters) {
    std::vector<web::Option> options;
    for (const input::Choice& choice : choices_of(one, out.language()))
      options.push_back({choice.value, std::string(translate(choice.label, out.language()))});
    web::control(out, form, shell.shape, one.field.key, {.options = options});
  }
  if (const std::string_view sort = request.query.get(kSort); !sort.empty())
    out << "<input type=\"hidden\" name=\"sort\" value=\""_h << sort << "\">"_h;
  web::button(out, msg::narrow_act, web::ButtonKind::quiet);
  out << "</form></details>"_h;
}

void write_pages(Html& out, const inner::Shell& shell) {
  if (!shell.next && !shell.previous) return;
  const http::Request& request = shell.call.request;
  const Sort& sort = *shell.question.sort;
  const auto link = [&](const std::optional<Cursor>& to, web::Markup rel, const Message& label) {
    if (!to) return;
    out << "<li><a rel=\""_h << rel << "\" href=\""_h
        << web::link(request, shell.page + query_at(request, write_cursor(*to, sort, shell.question.direction))) << "\">"_h << label
        << "</a></li>"_h;
  };
  out << "<nav class=\"pager\" aria-label=\""_h << msg::pages_label << "\"><ul>"_h;
  link(shell.previous, "prev"_h, msg::previous_page);
  link(shell.next, "next"_h, msg::next_page);
  out << "</ul></nav>"_h;
}

std::string sort_word(const Sort& sort, Direction direction) {
  return (direction == Direction::descending ? "-" : "") + std::string(sort.word);
}

}  // namespace

Filter choice(std::string word, Message label, std::vector<input::Choice> choices) {
  Filter out = filter(std::move(word), label, input::Kind::choice);
  out.field.choices = std::move(choices);
  return out;
}
Filter text(std::string word, Message label) { return filter(std::move(word), label, input::Kind::line); }
Filter day(std::string word, Message label) { return filter(std::move(word), label, input::Kind::date); }

namespace inner {

std::shared_ptr<const input::Declaration<Asked>> declaration(const Source& source, const std::vector<Filter>& filters) {
  std::vector<input::Member<Asked>> members;
  for (const Filter& one : filters) {
    if (!source.condition(one.field.key)) throw std::logic_error(std::string(source.name) + ": no condition for the filter " + one.field.key);
    members.push_back({one.field,
                       [word = one.field.key](Asked& to, input::Value&& value) { to.values.emplace_back(word, std::move(value)); },
                       [](const Asked&, const std::string&, http::Fields&) {}});
  }
  members.push_back(input::line(std::string(kSort), &Asked::sort, {.need = input::Need::optional, .about = "word of an order; -word turns it round"}));
  members.push_back(input::line(std::string(kCursor), &Asked::cursor,
                                {.need = input::Need::optional, .most = 1'000, .about = "next_cursor of the page before"}));
  members.push_back(input::integer(std::string(kLimit), &Asked::limit,
                                   {.need = input::Need::optional, .least = 1, .most = kMostRows, .about = "rows of a page"}));
  return std::make_shared<const input::Declaration<Asked>>(std::move(members));
}

Result<Question> question(const Source& source, const std::vector<Filter>& filters, const Asked& asked) {
  Question out;
  for (const auto& [word, value] : asked.values) {
    const input::Field* field = field_of(filters, word);
    if (field) out.conditions.emplace_back(source.condition(word), value_of(value, field->kind));
  }
  const bool minus = asked.sort.starts_with('-');
  out.sort = asked.sort.empty() ? &source.sorts.front() : source.sort(std::string_view(asked.sort).substr(minus ? 1 : 0));
  if (!out.sort) return Error::of(ErrorKind::invalid_input, {std::string(kSort), asked.sort, "an order of this list", msg::order_unknown});
  out.direction = asked.sort.empty() ? out.sort->usual : minus ? Direction::descending : Direction::ascending;
  if (!asked.cursor.empty()) {
    out.cursor = read_cursor(asked.cursor, source, *out.sort, out.direction);
    if (!out.cursor)
      return Error::of(ErrorKind::invalid_input, {std::string(kCursor), asked.cursor, "next_cursor of the page before", msg::cursor_unknown});
  }
  out.limit = static_cast<int>(asked.limit);
  return out;
}

void write(Html& out, const Shell& shell, const std::vector<Heading>& headings, const std::function<void(Html& out, const web::Table&)>& rows) {
  const http::Request& request = shell.call.request;
  const bool narrowed = !shell.question.conditions.empty();
  if (shell.rows == 0 && !narrowed && !shell.question.cursor) return web::empty_state(out, shell.empty, shell.empty_teach);
  out << "<p class=\"lead\" role=\"status\">"_h << ocop::count(msg::found_one, msg::found_many, shell.total, out.language()) << "</p>"_h;
  write_chips(out, shell);
  write_filters(out, shell);
  if (shell.rows == 0) return web::empty_state(out, msg::nothing_found, msg::nothing_found_teach, shell.page, &msg::show_all);
  web::Table table{.caption = shell.caption};
  for (const Heading& one : headings)
    table.columns.push_back({.key = one.sort.empty() ? one.word : one.sort, .label = one.label, .numeric = one.align == Align::number,
                             .sortable = !one.sort.empty()});
  table.sort = sort_word(*shell.question.sort, shell.question.direction);
  table.export_href = web::link(request, shell.page + ".csv" + query_without(request, {}));
  web::table(out, request, table, [&](Html& cells) { rows(cells, table); });
  write_pages(out, shell);
}

std::string json_cursor(const Question& question, const std::optional<Cursor>& next) {
  json::Writer out;
  if (next) out.text(write_cursor(*next, *question.sort, question.direction));
  else out.null();
  return out.take();
}

http::Response csv(const std::string& name, const std::vector<Heading>& headings, Language language, const Lines& lines) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";   // or a Vietnamese Excel reads the file as windows-1258
  std::string out(kByteOrderMark);
  std::vector<std::string> fields;
  for (const Heading& one : headings) fields.emplace_back(translate(one.label, language));
  out.append(ocop::csv::write(fields));
  lines([&](const Line& line) -> Result<void> {
    fields.clear();
    for (const Cell& cell : line) fields.push_back(cell.text);
    out.append(ocop::csv::write(fields));
    return {};
  });
  return http::Response::file(std::move(out), "text/csv; charset=utf-8", name + ".csv");
}

Result<http::Response> xlsx(const std::string& name, const std::vector<std::pair<Heading, double>>& headings, Language language, Instant now,
                            const Lines& lines) {
  std::vector<sheets::ColumnPlan> plan;
  for (const auto& [heading, width] : headings) plan.push_back({std::string(translate(heading.label, language)), width});
  OCOP_TRY(writer, sheets::Writer::open(name, plan, now));
  std::optional<Error> fault;
  lines([&](const Line& line) -> Result<void> {
    std::vector<sheets::Value> values;
    for (const Cell& cell : line)
      values.push_back(std::visit(
          [&](const auto& typed) -> sheets::Value {
            if constexpr (std::is_same_v<std::decay_t<decltype(typed)>, std::monostate>) {
              if (cell.text.empty()) return std::monostate{};
              return std::string_view(cell.text);
            } else {
              return typed;
            }
          },
          cell.typed));
    auto written = writer.row(values);
    if (!written) fault = written.error();
    return written;
  });
  if (fault) return *fault;
  OCOP_TRY(file, writer.finish());
  return http::Response::file(std::move(file), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
}

}  // namespace inner
}  // namespace ocop::lists
