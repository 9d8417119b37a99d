#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

namespace ocop::web {
namespace {
enum class Sorted : unsigned char { no, up, down };

Sorted sorted_by(const Table& table, const Column& column) {
  if (table.sort == column.key) return Sorted::up;
  if (table.sort.size() == column.key.size() + 1 && table.sort[0] == '-' && table.sort.compare(1, std::string::npos, column.key) == 0)
    return Sorted::down;
  return Sorted::no;
}

void sort_link(Html& out, const http::Request& request, const Column& column, Sorted sorted) {
  const std::string next = sorted == Sorted::up ? "-" + column.key : column.key;
  out << "<a class=\"sort\" href=\""_h << with_query(request, "sort", next) << "\">"_h << column.label;
  if (sorted == Sorted::no) {
    out << "<span class=\"unseen\">, "_h << msg::table_sort_by << "</span>"_h;
  } else {
    out << "<span class=\"unseen\">, "_h << (sorted == Sorted::up ? msg::table_sort_up : msg::table_sort_down) << "</span>"_h;
    icon(out, sorted == Sorted::up ? Icon::up : Icon::down);
  }
  out << "</a>"_h;
}

void heading_row(Html& out, const http::Request& request, const Table& table) {
  out << "<thead><tr>"_h;
  for (const Column& column : table.columns) {
    const Sorted sorted = sorted_by(table, column);
    out << "<th scope=\"col\""_h << when(column.numeric, " class=\"num\""_h) << when(sorted == Sorted::up, " aria-sort=\"ascending\""_h)
        << when(sorted == Sorted::down, " aria-sort=\"descending\""_h) << ">"_h;
    if (column.sortable) sort_link(out, request, column, sorted);
    else out << column.label;
    out << "</th>"_h;
  }
  out << "</tr></thead>"_h;
}

// "/reports/x.csv?province=68" -> "/reports/x.xlsx?province=68"; empty when the address names no .csv.
std::string xlsx_address(std::string_view csv) {
  const auto at = csv.find(".csv");
  if (at == std::string_view::npos) return {};
  return std::string(csv.substr(0, at)) + ".xlsx" + std::string(csv.substr(at + 4));
}

void export_links(Html& out, const Table& table) {
  if (table.export_href.empty()) return;
  out << "<p class=\"export\"><a download"_h;
  href(out, table.export_href);
  out << ">"_h << msg::table_export_csv << "</a>"_h;
  if (const std::string xlsx = xlsx_address(table.export_href); !xlsx.empty()) {
    out << " <a download"_h;
    href(out, xlsx);
    out << ">"_h << msg::table_export_xlsx << "</a>"_h;
  }
  out << "</p>"_h;
}

void page_link(Html& out, const http::Request& request, int page, int here) {
  const std::string number = std::to_string(page);
  if (page == here) {
    out << "<li><span aria-current=\"page\"><span class=\"unseen\">"_h << format(msg::pager_page, out.language(), {number})
        << "</span><span aria-hidden=\"true\">"_h << number << "</span></span></li>"_h;
    return;
  }
  out << "<li><a href=\""_h << with_query(request, "page", number) << "\" aria-label=\""_h
      << format(msg::pager_page, out.language(), {number})
      << "\">"_h << number << "</a></li>"_h;
}

void cell_start(Html& out, const Column& column, Cell cell) {
  if (cell == Cell::heading)
    out << (column.numeric ? "<th scope=\"row\" class=\"num\" data-label=\""_h : "<th scope=\"row\" data-label=\""_h);
  else out << (column.numeric ? "<td class=\"num\" data-label=\""_h : "<td data-label=\""_h);
  out << column.label;
}
}  // namespace

void open_row(Html& out) { out << "<tr>"_h; }
void close_row(Html& out) { out << "</tr>"_h; }

void open_cell(Html& out, const Column& column, Cell cell) {
  cell_start(out, column, cell);
  out << "\">"_h;
}
void close_cell(Html& out, Cell cell) { out << (cell == Cell::heading ? "</th>"_h : "</td>"_h); }

void text_cell(Html& out, const Column& column, std::string_view text) {
  open_cell(out, column);
  out << text;
  close_cell(out);
}

void link_cell(Html& out, const Column& column, std::string_view text, std::string_view path) {
  value_cell(out, column, text, path, Cell::heading);
}

void value_cell(Html& out, const Column& column, std::string_view text, std::string_view path, Cell cell) {
  open_cell(out, column, cell);
  if (path.empty()) {
    out << text;
  } else {
    out << "<a href=\""_h;
    address(out, path);
    out << "\">"_h << text << "</a>"_h;
  }
  close_cell(out, cell);
}

void table(Html& out, const http::Request& request, const Table& table, const std::function<void(Html&)>& rows) {
  const bool heard = table.captioned == Table::Caption::heard;
  out << "<div class=\"table\"><table><caption"_h << when(heard, " class=\"unseen\""_h) << ">"_h << table.caption << "</caption>"_h;
  heading_row(out, request, table);
  out << "<tbody>"_h;
  rows(out);
  out << "</tbody></table></div>"_h;
  export_links(out, table);
}

void pager(Html& out, const http::Request& request, long long total, int page, int page_size) {
  if (total <= 0 || page_size <= 0) return;
  const Language language = out.language();
  const int last = static_cast<int>((total + page_size - 1) / page_size);
  const int here = page < 1 ? 1 : page > last ? last : page;
  const long long first_row = static_cast<long long>(here - 1) * page_size + 1;
  const long long last_row = std::min(total, first_row + page_size - 1);
  out << "<nav class=\"pager\" aria-label=\""_h << msg::pager_label << "\"><p>"_h
      << format(msg::pager_range, language,
                {text::group_digits(first_row, language), text::group_digits(last_row, language), text::group_digits(total, language)})
      << "</p>"_h;
  if (last > 1) {
    out << "<ul>"_h;
    if (here > 1)
      out << "<li><a rel=\"prev\" href=\""_h << with_query(request, "page", std::to_string(here - 1)) << "\">"_h << msg::pager_previous
          << "</a></li>"_h;
    // The first, the last, and two on each side of this page; the gaps are shown.
    int shown = 0;
    for (int number = 1; number <= last; ++number) {
      if (number != 1 && number != last && (number < here - 2 || number > here + 2)) continue;
      if (shown != 0 && number != shown + 1) out << "<li class=\"gap\" aria-hidden=\"true\">…</li>"_h;
      page_link(out, request, number, here);
      shown = number;
    }
    if (here < last)
      out << "<li><a rel=\"next\" href=\""_h << with_query(request, "page", std::to_string(here + 1)) << "\">"_h << msg::pager_next
          << "</a></li>"_h;
    out << "</ul>"_h;
  }
  out << "</nav>"_h;
}

void facet_list(Html& out, const http::Request& request, std::string_view parameter, const Message& heading,
    std::span<const Facet> facets) {
  if (facets.empty()) return;
  const std::string_view chosen = request.query.get(parameter);
  // Open where something is chosen, so that what narrows the list is always seen.
  out << "<details class=\"facet\""_h << when(!chosen.empty(), " open"_h) << "><summary>"_h << heading << "</summary><ul>"_h;
  for (const Facet& facet : facets) {
    const bool here = facet.value == chosen && !chosen.empty();
    out << "<li><a href=\""_h << with_query(request, parameter, here ? std::string_view() : std::string_view(facet.value)) << "\""_h
        << when(here, " aria-current=\"true\""_h) << "><span>"_h << facet.label << "</span><span class=\"count\">"_h
        << text::group_digits(facet.count, out.language()) << "</span>"_h;
    if (here) out << "<span class=\"clear\">"_h << msg::facet_clear << "</span>"_h;
    out << "</a></li>"_h;
  }
  out << "</ul></details>"_h;
}

}  // namespace ocop::web
