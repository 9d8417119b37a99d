#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/lists/address.h"
#include "kernel/lists/list.h"
#include "kernel/lists/messages.h"
#include "kernel/web/fields.h"

// The markup of a list: tabs with numbers, what it is narrowed by, the table, the way to the pages beside it.
namespace ocop::lists {
namespace {

using web::Html;
using web::operator""_h;

const Filter* usual_of(const std::vector<Filter>& filters, std::string_view word) {
  const auto found = std::ranges::find_if(filters, [&](const Filter& one) { return one.field.key == word && !one.usual.empty(); });
  return found == filters.end() ? nullptr : &*found;
}

std::string with(const http::Request& request, const std::vector<Filter>& filters, std::string_view word, std::string_view value) {
  http::Fields kept;
  for (const auto& [name, old] : request.query.items())
    if (name != word && name != kCursor && (!old.empty() || usual_of(filters, name))) kept.add(name, old);
  if (!value.empty() || usual_of(filters, word)) kept.add(std::string(word), std::string(value));
  return kept.empty() ? std::string() : "?" + kept.to_query();
}

void tab(Html& out, const inner::Shell& shell, const Filter& filter, std::string_view value, std::string_view label, std::int64_t rows) {
  const http::Request& request = shell.call.request;
  const std::string_view asked = request.query.find(filter.field.key).value_or(filter.usual);
  const bool here = value == asked || (value.empty() && asked == filter.whole);
  out << "<li><a href=\""_h << web::link(request, shell.place.page + address(request, shell.filters, filter.field.key, value)) << "\""_h
      << web::when(here, " aria-current=\"true\""_h) << ">"_h << label << " <span class=\"count\">"_h
      << text::group_digits(rows, out.language()) << "</span></a></li>"_h;
}

void write_tabs(Html& out, const inner::Shell& shell) {
  for (const inner::Counted& counted : shell.numbers.counted) {
    const Filter& filter = *counted.filter;
    if (filter.style != Filter::Style::tabs) continue;
    std::int64_t all = 0;
    out << "<nav class=\"tabs\" aria-label=\""_h << filter.field.options.label << "\"><ul>"_h;
    for (const web::Facet& one : counted.words) {
      tab(out, shell, filter, one.value, one.label, one.count);
      all += one.count;
    }
    tab(out, shell, filter, {}, translate(msg::all, out.language()), all);
    out << "</ul></nav>"_h;
  }
}

// Those that have rows, and the one that was chosen.
void write_facets(Html& out, const inner::Shell& shell) {
  for (const inner::Counted& counted : shell.numbers.counted) {
    const Filter& filter = *counted.filter;
    if (filter.style != Filter::Style::facets) continue;
    std::vector<web::Facet> words = counted.words;
    std::erase_if(words,
                  [&](const web::Facet& one) { return one.count == 0 && one.value != shell.call.request.query.get(filter.field.key); });
    web::facet_list(out, shell.call.request, filter.field.key, filter.field.options.label, words);
  }
}

// The orders that are offered, of which one holds.
void write_orders(Html& out, const inner::Shell& shell) {
  if (shell.orders.empty()) return;
  const http::Request& request = shell.call.request;
  out << "<nav class=\"sorts\" aria-label=\""_h << msg::order_label << "\"><span>"_h << msg::order_label << "</span>"_h;
  for (const Order& one : shell.orders) {
    const Sort& sort = *shell.source.sort(one.word);
    if (sort.needs_values() && shell.question.order_values.empty()) continue;
    if (&sort == shell.question.sort && shell.question.direction == sort.usual) {
      out << "<span aria-current=\"true\">"_h << one.label << "</span>"_h;
      continue;
    }
    const std::string word = (sort.usual == Direction::descending ? "-" : "") + one.word;
    out << "<a href=\""_h << web::link(request, shell.place.page + address(request, shell.filters, kSort, word)) << "\">"_h << one.label
        << "</a>"_h;
  }
  out << "</nav>"_h;
}

void write_chips(Html& out, const inner::Shell& shell) {
  const http::Request& request = shell.call.request;
  std::vector<const Filter*> chosen;
  for (const Filter& one : shell.filters)
    if (one.style != Filter::Style::tabs && !request.query.get(one.field.key).empty()) chosen.push_back(&one);
  if (chosen.empty()) return;
  out << "<ul class=\"chips\" aria-label=\""_h << msg::filters_label << "\">"_h;
  for (const Filter* one : chosen) {
    const std::string value = shown(*one, request.query.get(one->field.key), out.language());
    out << "<li><a href=\""_h << web::link(request, shell.place.page + address(request, shell.filters, one->field.key, {})) << "\">"_h;
    out.write(msg::filter_chip, {translate(one->field.options.label, out.language()), value});
    out << "<span class=\"unseen\">, "_h << msg::remove_filter << "</span> <span aria-hidden=\"true\">×</span></a></li>"_h;
  }
  if (chosen.size() > 1) out << "<li><a href=\""_h << web::link(request, shell.place.page) << "\">"_h << msg::remove_all << "</a></li>"_h;
  out << "</ul>"_h;
}

void keep(Html& out, std::string_view name, std::string_view value) {
  out << "<input type=\"hidden\" name=\""_h << name << "\" value=\""_h << value << "\">"_h;
}

// A form that asks, so that a narrowed list has an address of its own. The order and the tab that were chosen stay.
void write_filters(Html& out, const inner::Shell& shell) {
  const auto is_control = [](const Filter& one) { return one.style == Filter::Style::control; };
  const auto controls = std::ranges::count_if(shell.filters, is_control);
  if (controls == 0) return;
  constexpr std::ptrdiff_t kInOneRow = 2;   // with more, the rows would begin below a phone's first screen
  // Words to look for stand open; days and choices wait behind one line.
  const bool searches = std::ranges::any_of(shell.filters, [&](const Filter& one) {
    return is_control(one) && one.field.kind == input::Kind::line && !one.options;
  });
  const bool folded = controls > kInOneRow || !searches;
  const http::Request& request = shell.call.request;
  const web::Form form{request, nullptr, &request.query};
  if (folded) out << "<details class=\"narrow\"><summary>"_h << msg::narrow << "</summary>"_h;
  out << "<form method=\"get\" class=\"filters "_h << (folded ? "stack"_h : "row"_h) << "\" action=\""_h
      << web::link(request, shell.place.page) << "\">"_h;
  for (const Filter& one : shell.filters) {
    if (!is_control(one)) {   // the form would forget it
      if (const auto value = request.query.find(one.field.key)) keep(out, one.field.key, *value);
      continue;
    }
    std::vector<web::Option> options;
    if (one.options || one.field.kind == input::Kind::choice) {
      options = options_of(one, out.language());
      options.insert(options.begin(), {"", std::string(translate(msg::all, out.language()))});
    }
    web::control(out, form, shell.shape, one.field.key, {.options = options});
  }
  if (const std::string_view sort = request.query.get(kSort); !sort.empty()) keep(out, kSort, sort);
  web::button(out, msg::narrow_act, web::ButtonKind::quiet);
  out << "</form>"_h;
  if (folded) out << "</details>"_h;
}

void write_pages(Html& out, const inner::Shell& shell) {
  if (!shell.found.next && !shell.found.previous) return;
  const http::Request& request = shell.call.request;
  const auto link = [&](const std::optional<Cursor>& to, web::Markup rel, const Message& label) {
    if (!to) return;
    const std::string cursor = write_cursor(*to, *shell.question.sort, shell.question.direction);
    const std::string path = shell.place.page + address(request, shell.filters, cursor);
    out << "<li><a rel=\""_h << rel << "\" href=\""_h << web::link(request, path) << "\">"_h << label << "</a></li>"_h;
  };
  out << "<nav class=\"pager\" aria-label=\""_h << msg::pages_label << "\"><ul>"_h;
  link(shell.found.previous, "prev"_h, msg::previous_page);
  link(shell.found.next, "next"_h, msg::next_page);
  out << "</ul></nav>"_h;
}

web::Table table_of(const inner::Shell& shell, const std::vector<const Heading*>& headings) {
  const http::Request& request = shell.call.request;
  web::Table out{.caption = shell.words.caption, .columns = {}, .captioned = web::Table::Caption::heard};
  for (const Heading* one : headings)
    out.columns.push_back({.key = one->sort, .label = one->label, .numeric = one->align == Align::number, .sortable = !one->sort.empty()});
  out.sort = (shell.question.direction == Direction::descending ? "-" : "") + std::string(shell.question.sort->word);
  out.export_href = shell.place.page + ".csv" + address(request, shell.filters, std::string());
  return out;
}

}  // namespace

std::string address(const http::Request& request, const std::vector<Filter>& filters, std::string_view word, std::string_view value) {
  return with(request, filters, word, value);
}
std::string address(const http::Request& request, const std::vector<Filter>& filters, const std::string& cursor) {
  return with(request, filters, kCursor, cursor);
}

namespace inner {
namespace {

void nothing(Html& out, const Shell& shell) {
  if (shell.place.none) return shell.place.none(out, shell.call, 0);
  const Words& words = shell.words;
  web::empty_state(out, words.empty, words.empty_teach, words.empty_path, words.empty_path.empty() ? nullptr : &words.empty_act);
}

std::string found(const Shell& shell, Language language) {
  const Words& words = shell.words;
  if (words.found_one.vi.empty()) return ocop::count(msg::found_one, msg::found_many, shell.numbers.total, language);
  return ocop::count(words.found_one, words.found_many, shell.numbers.total, language);
}

void write_rows(Html& out, const Shell& shell, const std::vector<const Heading*>& headings,
                const std::function<void(Html& out, const web::Table& table)>& rows) {
  if (shell.found.rows == 0) {
    // The whole list is another address where a filter has a usual word: without it the page would come again.
    http::Fields whole;
    for (const Filter& one : shell.filters)
      if (!one.usual.empty()) whole.add(one.field.key, "");
    const std::string path = shell.place.page + (whole.empty() ? std::string() : "?" + whole.to_query());
    const bool narrowed =
        std::ranges::any_of(shell.filters, [&](const Filter& one) { return !shell.call.request.query.get(one.field.key).empty(); });
    if (!narrowed && shell.place.none) return shell.place.none(out, shell.call, shell.numbers.without_filters);
    if (narrowed && shell.place.unmatched) shell.place.unmatched(out, shell.call);
    if (narrowed && !shell.words.unmatched.vi.empty())
      return web::empty_state(out, shell.words.unmatched, shell.words.unmatched_teach, path, &msg::show_all);
    return web::empty_state(out, msg::nothing_found, narrowed ? msg::nothing_found_teach : msg::nothing_usual_teach, path, &msg::show_all);
  }
  write_orders(out, shell);
  const web::Table table = table_of(shell, headings);
  web::table(out, shell.call.request, table, [&](Html& cells) { rows(cells, table); });
  write_pages(out, shell);
}

}  // namespace

void write(Html& out, const Shell& shell, const std::vector<const Heading*>& headings,
           const std::function<void(Html& out, const web::Table& table)>& rows) {
  if (shell.numbers.without_filters == 0) return nothing(out, shell);
  write_tabs(out, shell);
  // The tabs have the number already; it is said all the same when the list changes.
  const bool tabbed = std::ranges::any_of(shell.filters, [](const Filter& one) { return one.style == Filter::Style::tabs; });
  out << "<p class=\"lead"_h << web::when(tabbed, " unseen"_h) << "\" role=\"status\">"_h << found(shell, out.language()) << "</p>"_h;
  write_chips(out, shell);
  const auto facets = std::ranges::count_if(shell.filters, [](const Filter& one) { return one.style == Filter::Style::facets; });
  const bool beside = facets > 0;
  constexpr std::ptrdiff_t kFacetsInSight = 3;   // with more, the rows would begin below a phone's first screen; a desk shows all
  const bool folded = facets > kFacetsInSight;
  if (beside) {
    out << "<div class=\"split\"><div class=\"side first\"><h2 class=\"unseen\">"_h << msg::narrow << "</h2>"_h;
  }
  write_filters(out, shell);
  if (folded) out << "<details class=\"narrow\"><summary>"_h << msg::narrow << "</summary>"_h;
  if (beside) write_facets(out, shell);
  if (folded) out << "</details>"_h;
  if (beside) out << "</div><div class=\"stack\">"_h;
  write_rows(out, shell, headings, rows);
  if (beside) out << "</div></div>"_h;
}

void write_cell(Html& out, const web::Table& table, std::size_t column, const Cell& cell) {
  web::value_cell(out, table.columns[column], cell.text, cell.href, column == 0 ? web::Cell::heading : web::Cell::data);
}

}  // namespace inner
}  // namespace ocop::lists
