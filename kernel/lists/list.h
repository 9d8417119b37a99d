#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/http/input.h"
#include "kernel/http/table.h"
#include "kernel/json/json.h"
#include "kernel/lists/source.h"
#include "kernel/web/page.h"

// A list, declared once: its columns, filters and orders give the page (a table that becomes cards on a phone), CSV, XLSX and JSON.
//
//   lists::List<Report> list{.name = "reports", .source = store::reports(), .load = store::report_of, .caption = msg::reports_title,
//       .columns = {{.word = "number", .label = msg::column_number, .cell = [](const Report& r, Language) { return Cell{r.number, report_path(r)}; }}, …},
//       .filters = {lists::choice("state", msg::column_state, states())}, .json = write_report};
//   lists::add(router, database, std::move(list), {.page = "/reports", .api = "/api/v1/reports", .policy = kProvince, .scope = scope_of, …});
//
// Its address says what it shows in words: /reports?state=open&sort=-reported. What the page shows is what its exports hold.
namespace ocop::lists {

// One value of a row: as text for people, and typed for a spreadsheet when it is no text.
struct Cell {
  std::string text;
  std::string href{};                                                     // of the page's cell
  std::variant<std::monostate, std::int64_t, double, Date> typed{};
};
enum class Shown : std::uint8_t { everywhere, page, exports };
enum class Align : std::uint8_t { left, number };
template <class Row>
struct Column {
  std::string word;                                                       // heading of the CSV when `label` has none; names the cell
  Message label;
  std::function<Cell(const Row& row, Language language)> cell;
  std::string sort{};                                                     // word of a Sort; empty = the heading does not sort
  Align align = Align::left;
  Shown shown = Shown::everywhere;
  std::function<void(web::Html& out, const Row& row)> draw{};             // of the page, where a text is not enough (stars, a badge)
  double width = 18;                                                      // letters, in XLSX
};

// What a reader narrows a list by: a field of the address, read and refused like any other input.
struct Filter {
  input::Field field;                                                     // key = word of a Condition
  std::function<std::vector<input::Choice>(Language language)> choices{}; // of a choice whose words are known only at run time
};
Filter choice(std::string word, Message label, std::vector<input::Choice> choices);
Filter text(std::string word, Message label);
Filter day(std::string word, Message label);

template <class Row>
struct List {
  std::string name;                                                       // "reports": member of the JSON, name of the files
  const Source& source;
  std::function<Row(const db::Row& row)> load;
  Message caption;
  Message empty;                                                          // heading when there is nothing at all, and what to do then
  Message empty_teach;
  std::vector<Column<Row>> columns;
  std::vector<Filter> filters{};
  std::function<void(json::Writer& out, const Row& row)> json;
};
inline constexpr std::int64_t kMostExported = 100'000;                    // five times the national register; more is an open-data file

// Where a list is found and who may see it. `scope` gives the rows an actor covers.
struct Place {
  std::string page;                                                       // "/reports"; empty = no page
  std::string api;                                                        // "/api/v1/reports"; empty = no API
  Policy policy;
  std::function<Scope(const Actor& actor)> scope;
  std::string_view summary;                                               // for OpenAPI and the route table
  // The page around the table: title, headings, what else stands there. `body` writes the list.
  std::function<http::Response(const http::Asked& call, const std::function<void(web::Html& out)>& body)> frame{};
  std::function<void(web::Html& out, const http::Asked& call)> above{};   // between heading and table; may be empty
};

// ---- what is the same for every list (list.cc)
struct Asked {                                                            // the fields of a list's address
  std::vector<std::pair<std::string, input::Value>> values;
  std::string sort, cursor;
  std::int64_t limit = kUsualRows;
};
struct Heading { std::string word; Message label; std::string sort; Align align; };
namespace inner {
std::shared_ptr<const input::Declaration<Asked>> declaration(const Source& source, const std::vector<Filter>& filters);
// Errors: invalid_input for an order or a cursor that this list did not make.
Result<Question> question(const Source& source, const std::vector<Filter>& filters, const Asked& asked);
struct Shell {                                                            // a page without its rows' type
  const http::Asked& call;
  const Source& source;
  const Question& question;
  const std::vector<Filter>& filters;
  const input::Shape& shape;
  Message caption, empty, empty_teach;
  std::string page;
  std::int64_t total = 0;
  std::size_t rows = 0;
  std::optional<Cursor> next, previous;
};
void write(web::Html& out, const Shell& shell, const std::vector<Heading>& headings, const std::function<void(web::Html& out, const web::Table&)>& rows);
std::string json_cursor(const Question& question, const std::optional<Cursor>& next);
using Line = std::vector<Cell>;
// Gives the rows in order until `use` refuses one.
using Lines = std::function<void(const std::function<Result<void>(const Line& line)>& use)>;
http::Response csv(const std::string& name, const std::vector<Heading>& headings, Language language, const Lines& lines);
Result<http::Response> xlsx(const std::string& name, const std::vector<std::pair<Heading, double>>& headings, Language language, Instant now,
                            const Lines& lines);
}  // namespace inner

// ---- mounting ---------------------------------------------------------------------------------------------------------------
template <class Row>
class Mounted {
 public:
  Mounted(db::Database& database, List<Row> list, Place place)
      : database_(database), list_(std::move(list)), place_(std::move(place)), declaration_(inner::declaration(list_.source, list_.filters)) {}
  const input::Declaration<Asked>& asked() const { return *declaration_; }

  Result<http::Response> page(const http::Call<Asked>& call) const {
    OCOP_TRY(question, inner::question(list_.source, list_.filters, call.input));
    const Page<Row> found = look(call, question);
    return place_.frame(call, [&](web::Html& out) {
      if (place_.above) place_.above(out, call);
      std::vector<const Column<Row>*> columns = shown(Shown::exports);
      std::vector<Heading> headings;
      for (const Column<Row>* one : columns) headings.push_back({one->word, one->label, one->sort, one->align});
      const inner::Shell shell{call, list_.source, question, list_.filters, declaration_->shape(), list_.caption, list_.empty, list_.empty_teach,
                               place_.page, found.total, found.rows.size(), found.next, found.previous};
      inner::write(out, shell, headings, [&](web::Html& cells, const web::Table& table) {
        for (const Row& row : found.rows) write_row(cells, table, columns, row);
      });
    });
  }
  Result<http::Response> api(const http::Call<Asked>& call) const {
    OCOP_TRY(question, inner::question(list_.source, list_.filters, call.input));
    const Page<Row> found = look(call, question);
    json::Writer out;
    out.begin_object().member(list_.name).begin_array();
    for (const Row& row : found.rows) list_.json(out, row);
    out.end_array().field("total", found.total).member("next_cursor").raw(inner::json_cursor(question, found.next)).end_object();
    return http::Response::json(out.take());
  }
  Result<http::Response> csv(const http::Call<Asked>& call) const {
    OCOP_TRY(question, inner::question(list_.source, list_.filters, call.input));
    std::vector<Heading> headings;
    for (const Column<Row>* one : shown(Shown::page)) headings.push_back({one->word, one->label, one->sort, one->align});
    return inner::csv(list_.name, headings, call.language(), lines(call, question));
  }
  Result<http::Response> xlsx(const http::Call<Asked>& call) const {
    OCOP_TRY(question, inner::question(list_.source, list_.filters, call.input));
    std::vector<std::pair<Heading, double>> headings;
    for (const Column<Row>* one : shown(Shown::page)) headings.push_back({{one->word, one->label, one->sort, one->align}, one->width});
    return inner::xlsx(list_.name, headings, call.language(), call.request.received, lines(call, question));
  }

 private:
  std::vector<const Column<Row>*> shown(Shown not_in) const {
    std::vector<const Column<Row>*> out;
    for (const Column<Row>& one : list_.columns)
      if (one.shown != not_in) out.push_back(&one);
    return out;
  }
  Page<Row> look(const http::Asked& call, const Question& question) const {
    const Scope scope = place_.scope(call.actor);
    return database_.read([&](db::Reader& reader) {
      Page<Row> out;
      Found found = read(reader, list_.source, scope, question, [&](const db::Row& row) { out.rows.push_back(list_.load(row)); });
      out.next = std::move(found.next);
      out.previous = std::move(found.previous);
      out.total = count(reader, list_.source, scope, question);
      return out;
    });
  }
  static void write_row(web::Html& out, const web::Table& table, const std::vector<const Column<Row>*>& columns, const Row& row) {
    web::open_row(out);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const web::Cell kind = i == 0 ? web::Cell::heading : web::Cell::data;
      if (columns[i]->draw) {
        web::open_cell(out, table.columns[i], kind);
        columns[i]->draw(out, row);
        web::close_cell(out, kind);
        continue;
      }
      const Cell cell = columns[i]->cell(row, out.language());
      if (i == 0 && !cell.href.empty()) web::link_cell(out, table.columns[i], cell.text, cell.href);
      else web::value_cell(out, table.columns[i], cell.text, cell.href, kind);
    }
    web::close_row(out);
  }
  // All rows of the question from the first on, some at a time: memory holds one page, not the list.
  inner::Lines lines(const http::Asked& call, Question question) const {
    return [this, scope = place_.scope(call.actor), language = call.language(), question](const auto& use) mutable {
      question.cursor.reset();
      question.limit = 1'000;   // as many as one read takes in some milliseconds
      for (std::int64_t written = 0; written < kMostExported;) {
        std::vector<inner::Line> some;
        const Found found = database_.read([&](db::Reader& reader) {
          return read(reader, list_.source, scope, question, [&](const db::Row& row) { some.push_back(line(list_.load(row), language)); });
        });
        for (const inner::Line& one : some)
          if (!use(one)) return;
        written += found.rows;
        if (!found.next) return;
        question.cursor = found.next;
      }
    };
  }
  inner::Line line(const Row& row, Language language) const {
    inner::Line out;
    for (const Column<Row>* one : shown(Shown::page)) out.push_back(one->cell(row, language));
    return out;
  }

  db::Database& database_;
  List<Row> list_;
  Place place_;
  std::shared_ptr<const input::Declaration<Asked>> declaration_;
};

// The page, the page's .csv and .xlsx, and the API of a list.
template <class Row>
void add(http::Router& router, db::Database& database, List<Row> list, Place place) {
  using Owner = const Mounted<Row>;
  const std::string page = place.page, api = place.api;
  const Policy policy = place.policy;
  const std::string_view summary = place.summary;
  const auto owner = std::make_shared<Owner>(database, std::move(list), std::move(place));
  http::Table<Owner> table(router, owner);
  if (!page.empty()) {
    table.get(page, policy, owner->asked(), &Owner::page, summary);
    table.get(page + ".csv", policy, owner->asked(), &Owner::csv, summary);
    table.get(page + ".xlsx", policy, owner->asked(), &Owner::xlsx, summary);
  }
  if (!api.empty()) table.get(api, policy, owner->asked(), &Owner::api, summary);
}

}  // namespace ocop::lists
