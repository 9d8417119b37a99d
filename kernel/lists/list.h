#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/http/answer.h"
#include "kernel/http/input.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "kernel/manifest/manifest.h"
#include "kernel/sources/source.h"
#include "kernel/web/page.h"

// A list, declared once: its columns, filters and orders give the page (a table that becomes cards on a phone), CSV, XLSX and JSON.
//
//   lists::add(router, host, lists::List<Report>{
//       .name = "reports", .rows = store::reports(), .words = {msg::reports_title, msg::reports_none, msg::reports_none_teach},
//       .columns = {lists::linked({msg::column_number, "number"}, &Report::number, path_of),
//                   lists::column({msg::column_reported, "reported"}, &Report::reported), …},
//       .filters = {lists::choice("state", msg::column_state, kReportStates).as(lists::Filter::Style::tabs)}, .json = write_report},
//       {.page = "/reports", .api = "/api/v1/reports", .policy = kProvince, .scope = scope_of, .summary = "reports of fakes"});
//
// Its address says what it shows in words: /reports?state=open&sort=-reported. What the page shows is what its exports hold.
namespace ocop::lists {

// One value of a row: as text for people, and typed for a spreadsheet when it is no text.
struct Cell {
  std::string text;
  std::string href{};                                                     // of the page's cell
  std::variant<std::monostate, std::int64_t, double, Date, Instant> typed{};
};
Cell number(std::int64_t value, Language language);
Cell day(const std::optional<Date>& value, Language language);            // empty when there is none
Cell moment(const std::optional<Instant>& value, Language language);
enum class Shown : std::uint8_t { everywhere, page, exports };
enum class Align : std::uint8_t { left, number };
struct Heading {
  Message label;
  std::string sort{};                                                     // word of a Sort; empty = the heading does not sort
  Align align = Align::left;
  Shown shown = Shown::everywhere;
  double width = 18;                                                      // letters, in XLSX
};
// A function of a declaration that may leave out its last argument: most rows are the same JSON in every language.
template <class Last, class... First>
class Telling {
 public:
  Telling() {}
  template <class F> requires std::invocable<F&, First...>
  Telling(F tell) : tell_([tell = std::move(tell)](First... first, Last) { tell(first...); }) {}
  template <class F> requires std::invocable<F&, First..., Last>
  Telling(F tell) : tell_(std::move(tell)) {}
  explicit operator bool() const { return static_cast<bool>(tell_); }
  void operator()(First... first, Last last) const { tell_(first..., last); }

 private:
  std::function<void(First..., Last)> tell_;
};

template <class Row>
struct Column : Heading {
  std::function<Cell(const Row& row, Language language)> cell;
  Telling<const http::Asked&, web::Html&, const Row&> draw{};             // of the page, where a text is not enough (stars, a button)
};

// A value as a cell, by its type: what is absent is an empty cell, an enum is shown by its label(E).
template <class V>
Cell cell(const V& value, Language language) {
  if constexpr (std::is_same_v<V, Cell>) return value;
  else if constexpr (std::is_convertible_v<const V&, std::string_view>) return {std::string(std::string_view(value))};
  else if constexpr (std::is_same_v<V, Date>) return day(value, language);
  else if constexpr (std::is_same_v<V, Instant>) return moment(value, language);
  else if constexpr (std::is_same_v<V, Message>) return {std::string(translate(value, language))};
  else if constexpr (std::is_enum_v<V>) return {std::string(translate(label(value), language))};
  else if constexpr (requires { value.has_value(); }) return value ? cell(*value, language) : Cell{};
  else return number(value, language);
}
// A column of a member, or of what `value` makes of a row: value(row), value(row, language).
template <class Row, class Of>
Column<Row> column(Heading heading, Of value) {
  return {std::move(heading), [value](const Row& row, Language language) {
            if constexpr (std::is_invocable_v<const Of&, const Row&, Language>) return cell(std::invoke(value, row, language), language);
            else return cell(std::invoke(value, row), language);
          }};
}
template <class Row, class V>
Column<Row> column(Heading heading, V Row::*member) {
  return column<Row, V Row::*>(std::move(heading), member);
}
// The same, leading to `path(row)`: the row's own page.
template <class Row, class V, class Path>
Column<Row> linked(Heading heading, V Row::*member, Path path) {
  return {std::move(heading), [member, path](const Row& row, Language language) {
            Cell out = cell(row.*member, language);
            out.href = path(row);
            return out;
          }};
}

// What a reader narrows a list by: a field of the address, read and refused like any other input.
struct Filter {
  enum class Style : std::uint8_t {
    control,   // in the form that narrows the list
    tabs,      // its words stand above the list, each with its number of rows
    facets,    // its words stand beside the list, those that have rows, each with their number
    none,      // known to the address only: what other pages link to
  };
  input::Field field;                                                     // key = word of a Condition
  Style style = Style::control;                                           // tabs and facets: a choice, or a condition with a `group`
  std::string usual{};  // a choice's word that holds while the address does not name it; "state=" is all
  std::string whole{};  // a choice's word that says the same as "state="; for addresses of before that named it
  std::function<std::vector<web::Option>(Language language)> options{};   // of a choice whose words are known only at run time
  std::function<Value(std::string_view word)> value{};                    // how the column keeps a word; empty = as the address says it
  // What one word is called, where the options are too many to list (communes): nullopt = there is no such word. May be empty.
  std::function<std::optional<std::string>(std::string_view word, Language language)> called{};
  // What a value means when one condition with that value does not say it: adds its own, and may set the question's order_values and the
  // order that is usual with them. May be empty.
  std::function<void(Question& question, const Source& source, const input::Value& value, const http::Asked& call)> means{};

  Filter as(Style shown, std::string_view usually = {}) && {
    style = shown;
    usual = usually;
    return std::move(*this);
  }
};
Filter choice(std::string word, Message label, std::vector<input::Choice> choices);
// By name(E) and `words`, as input::choice.
template <class Values, class Words>
Filter choice(std::string word, Message heading, const Values& all, Words words) {
  std::vector<input::Choice> choices;
  for (const auto one : all) choices.push_back({std::string(name(one)), words(one)});
  return choice(std::move(word), heading, std::move(choices));
}
// By name(E) and label(E).
template <class E, std::size_t N>
Filter choice(std::string word, Message heading, const std::array<E, N>& all) {
  return choice(std::move(word), heading, all, [](E one) { return label(one); });
}
// The same, of a column that keeps the place in the enum.
template <class E, std::size_t N>
Filter choice_by_place(std::string word, Message heading, const std::array<E, N>& all) {
  Filter out = choice(std::move(word), heading, all);
  out.value = [all](std::string_view asked) {
    for (const E one : all)
      if (name(one) == asked) return Value(static_cast<std::int64_t>(one));
    return Value(std::int64_t{-1});
  };
  return out;
}
Filter options(std::string word, Message label, std::function<std::vector<web::Option>(Language language)> options);
// Options of what has a code and a name: provinces.
template <class All>
std::vector<web::Option> named(const All& all, Language language) {
  std::vector<web::Option> out;
  for (const auto& one : all) out.push_back({one.code, std::string(one.name_in(language))});
  return out;
}
Filter text(std::string word, Message label);
// Rows in which each word of what was typed is found, in any order: the source's condition is asked once a word (kMostWords).
// `folded` gives what was typed as the column has it.
Filter words(std::string word, Message label, std::string (*folded)(std::string_view));
inline constexpr std::size_t kMostWords = 8;   // of a name; more are looked for as one
Filter day(std::string word, Message label);
Filter since(std::string word, Message label);  // a day whose condition is held against a moment: from its first one on
Filter id(std::string word, Message label);

// What the page says of its rows. What is not said has the usual words.
struct Words {
  Message caption;
  Message empty;                                                          // heading when there is nothing at all, and what to do then
  Message empty_teach;
  std::string empty_path{};                                               // of `empty_act`; empty = there is nothing to do
  Message empty_act{};
  Message found_one{}, found_many{};                                      // "{0} certificates"
  Message unmatched{}, unmatched_teach{};                                 // when the filters leave nothing, and what to try then
};

// An order that is offered above the rows, where the headings of columns do not say it: "most stars first".
struct Order {
  std::string word;                                                       // of a Sort; offered while the question has the values it needs
  Message label;
};

template <class Row>
struct List {
  std::string name;                                                       // "reports": member of the JSON, name of the files
  Rows<Row> rows;                                                         // of the store
  std::function<void(std::vector<Row>& rows)> complete{};  // what other modules know of the rows, asked for all of them at once
  Words words;
  std::vector<Column<Row>> columns;
  std::vector<Filter> filters{};
  std::vector<Order> orders{};
  Telling<const http::Asked&, json::Writer&, const Row&> json;
  std::string_view json_schema = R"({"type":"object"})";                  // of one row's JSON, for OpenAPI
  Telling<const http::Asked&, json::Writer&> json_of_all{};               // fields of the answer beside the rows: the day they are as of
  Telling<const http::Asked&, json::Writer&> json_of_none{};              // more of them when there are no rows: what may have been meant
};
inline constexpr std::int64_t kMostExported = 100'000;                    // five times the national register; more is an open-data file

// A list as others than its own module see it: where it stands, what it is called, which addresses of it mean something.
struct Known {
  std::string page;                                                       // "/reports"
  Message caption;
  Policy policy;
  // What narrows the list in such a query, in the list's own order of words and with its order of rows: two queries that show the same
  // rows give the same. Empty = nothing narrows it. Error: invalid_input for what the page itself refuses. `asker`: whose look it would be.
  std::function<Result<std::string>(const http::Fields& query, const http::Asked& asker)> narrowed;
  // "4 sao · Tỉnh Lâm Đồng", of a query that `narrowed` gave.
  std::function<std::string(const http::Fields& query, Language language)> called;
};
// Every list of the program that has a page. Filled while routes are added; reading afterwards is thread-safe.
class Directory {
 public:
  void add(Known list) { lists_.push_back(std::move(list)); }
  const Known* find(std::string_view page) const;
  const std::vector<Known>& all() const { return lists_; }

 private:
  std::vector<Known> lists_;
};
// The program around a list; all of it outlives the lists.
struct Host {
  db::Database& database;
  const web::Site& site;
  const manifest::Offers& offers;                                         // of which Above is shown
  Directory* directory       = nullptr;                                   // is told of the list; may be missing
};
inline Host host_of(const manifest::Context& context) {
  return {context.database, context.site, context.offers, &context.ports.get<Directory>()};
}
// How many rows of a source whoever asks covers, under one condition or none: for web::Entry::count and figure. What is referred to
// outlives the navigation.
struct Given { std::string_view word{}; std::string value{}; };
std::function<long long(const http::Request& request)> counting(db::Database& database, const Source& source,
                                                                Scope (*scope)(const Actor& actor), Given given = {});
// A slot above every list: what higher modules show there (saved filters).
struct Above {
  int rank = 0;
  std::function<void(web::Html& out, const http::Asked& call, const Known& list)> show;   // call.request says how it is narrowed
};

// The scope of a list of one's own rows: those whose cover.assignee is the actor's account, for a visitor none.
Scope own(const Actor& actor);

// Where a list is found and who may see it.
struct Place {
  std::string page;                                                       // "/reports"; empty = no page
  std::string api;                                                        // "/api/v1/reports"; empty = no API
  Policy policy;
  std::function<Scope(const Actor& actor)> scope;                         // the rows that the actor covers; a public list says everything
  std::string_view summary;                                               // for OpenAPI and the route table
  Message description{};                                                  // of a public page, for search engines
  web::Width width = web::Width::wide;
  std::function<void(web::Html& out, const http::Asked& call)> above{};   // between heading and list; may be empty
  // What the address is taken for where that is more than its words say (a search that names a province): the API answers as if it had been
  // asked so, and says it in `understood`. nullopt = what it says. May be empty.
  std::function<std::optional<http::Fields>(const http::Asked& call)> understood{};
  // The address that says the same in this list's words (what a search understood, words of old addresses): the page and its files lead
  // there. nullopt = this one. May be empty.
  std::function<std::optional<http::Fields>(const http::Asked& call)> lead{};
  std::function<void(web::PageOptions& options, const http::Asked& call)> dress{};   // what the usual page wears: a motif. May be empty
  // Before any row is read, for whom a look is an act: a list of people writes down who looked. Its error is the answer.
  std::function<Result<void>(const http::Asked& call)> before{};
  // Instead of the usual page (heading, `above`, the list): one that calls `list` where the list stands.
  std::function<http::Response(const http::Asked& call, const std::function<void(web::Html& out)>& list)> frame{};
  // Instead of the usual words when no word of the address narrows the list and it has no rows as it comes; `all`: those it would have
  // without the words that are usual. For a list that tells each role something else. May be empty.
  std::function<void(web::Html& out, const http::Asked& call, std::int64_t all)> none{};
  // Above the words that say so, when words of the address leave no rows: what may have been meant. May be empty.
  std::function<void(web::Html& out, const http::Asked& call)> unmatched{};
};

// ---- what is the same for every list (list.cc, exports.cc)
namespace inner {
struct Asked {                                                            // the fields of a list's address
  std::vector<std::pair<std::string, input::Value>> values;
  std::string sort, cursor;
  std::int64_t limit = kUsualRows;
};
// Throws std::logic_error, at the start of the program, for a filter, an order or a column that the source does not know.
std::shared_ptr<const input::Declaration<Asked>> declaration(const Source& source, const std::vector<Filter>& filters,
                                                             const std::vector<Order>& orders, const std::vector<const Heading*>& columns);
// Errors: invalid_input for a filter, an order or a cursor that this list does not know.
Result<Question> question(const Source& source, const std::vector<Filter>& filters, const http::Call<Asked>& call);

struct Counted {                                                          // the words of a filter, with the rows under each
  const Filter* filter;
  std::vector<web::Facet> words;
};
struct Numbers {
  std::int64_t total = 0, without_filters = 0;
  std::vector<Counted> counted;
};
Numbers numbers(db::Reader& reader, const Supply& supply, const std::vector<Filter>& filters, const Scope& scope, const Question& question,
                const http::Asked& call);

struct Shell {                                                            // a page without its rows' type
  const http::Asked& call;
  const Source& source;
  const Question& question;
  const std::vector<Filter>& filters;
  const std::vector<Order>& orders;
  const input::Shape& shape;
  const Words& words;
  const Place& place;
  const Numbers& numbers;
  const Found& found;
};
void write(web::Html& out, const Shell& shell, const std::vector<const Heading*>& headings,
           const std::function<void(web::Html& out, const web::Table& table)>& rows);
void write_cell(web::Html& out, const web::Table& table, std::size_t column, const Cell& cell);
// "4 sao · Tỉnh Lâm Đồng · Giấy chứng nhận": what a narrowed list is called in a tab of the browser.
std::string title(const std::vector<Filter>& filters, Message caption, const http::Asked& call);
Known known(const Place& place, Message caption, const Source& source, std::vector<Filter> filters,
            std::shared_ptr<const input::Declaration<Asked>> declaration);
http::Response page(const Host& host, const Place& place, std::string title, const Known& known, const http::Asked& call,
                    const std::function<void(web::Html& out)>& list);
std::string json_cursor(const Question& question, const std::optional<Cursor>& next);
// JSON Schema of the API's answer.
std::string answer_schema(std::string_view name, std::string_view row);
// The answer with a Link to the page behind it (RFC 8288), when there is one.
http::Response with_next(http::Response answer, const http::Asked& call, const Question& question, const std::optional<Cursor>& next);

using Line = std::vector<Cell>;
// Gives the rows in order until `use` refuses one.
using Lines = std::function<void(const std::function<Result<void>(const Line& line)>& use)>;
// too_large, when there are more than a file may hold.
Result<void> fits(std::int64_t rows);
http::Response csv(const std::string& name, const std::vector<const Heading*>& headings, Language language, const Lines& lines);
Result<http::Response> xlsx(const std::string& name, const std::vector<const Heading*>& headings, Language language, Instant now,
                            const Lines& lines);
inline constexpr int kRowsOfARead = 1'000;                                // as many as one read takes in some milliseconds
// A request for the list in other words, and its fields.
struct Led {
  http::Request request;
  Asked asked;
};
Result<std::unique_ptr<const Led>> led(const input::Declaration<Asked>& declaration, const http::Asked& call, const http::Fields& words);
void write_understood(json::Writer& out, const http::Fields& words);
// 303 to a page or a file of the list.
http::Response lead(const http::Asked& call, const std::string& path, const http::Fields& fields);

// The columns that are not only of `other`; all of them when it is not said.
template <class Row>
std::vector<const Column<Row>*> columns_of(const List<Row>& list, std::optional<Shown> other) {
  std::vector<const Column<Row>*> out;
  for (const Column<Row>& one : list.columns)
    if (one.shown != other) out.push_back(&one);
  return out;
}
template <class Row>
std::vector<const Heading*> headings_of(const List<Row>& list, std::optional<Shown> other) {
  const auto some = columns_of(list, other);
  return {some.begin(), some.end()};
}
// All rows of the question from the first on, some at a time: memory holds a thousand rows and the file, not the list. `database` and
// `list` outlive it. Error: too_large.
template <class Row>
Result<Lines> lines_of(db::Database& database, const List<Row>& list, const Scope& scope, const Question& question, Language language) {
  const auto all = database.read([&](db::Reader& reader) { return count(reader, list.rows.supply(), scope, question); });
  OCOP_CHECK(fits(all));
  return Lines([&database, &list, scope, language, question](const auto& use) {
    Question asked = question;
    asked.cursor.reset();
    asked.limit = kRowsOfARead;
    const auto shown = columns_of(list, Shown::page);
    do {
      std::vector<Row> rows;
      asked.cursor = database.read([&](db::Reader& reader) {
        return read(reader, list.rows.supply(), scope, asked, [&](const db::Row& row) { rows.push_back(list.rows.load(row)); });
      }).next;
      if (list.complete) list.complete(rows);
      for (const Row& row : rows) {
        Line line;
        for (const Column<Row>* one : shown) line.push_back(one->cell(row, language));
        if (!use(line)) return;
      }
    } while (asked.cursor);
  });
}
}  // namespace inner

// ---- mounting ---------------------------------------------------------------------------------------------------------------
template <class Row>
class Mounted {
 public:
  using Call = http::Call<inner::Asked>;
  Mounted(const Host& host, List<Row> list, Place place)
      : host_(host), list_(std::move(list)), place_(std::move(place)),
        declaration_(inner::declaration(list_.rows.source, list_.filters, list_.orders, inner::headings_of(list_, std::nullopt))),
        known_(inner::known(place_, list_.words.caption, list_.rows.source, list_.filters, declaration_)) {
    if (host_.directory && !place_.page.empty()) host_.directory->add(known_);
  }
  const input::Declaration<inner::Asked>& asked() const { return *declaration_; }

  Result<http::Response> page(const Call& call) const {
    if (const auto better = lead(call)) return inner::lead(call, place_.page, *better);
    OCOP_TRY(question, asks(call));
    inner::Numbers numbers;
    std::vector<Row> rows;
    const Found found = look(call, question, rows, numbers);
    return inner::page(host_, place_, inner::title(list_.filters, list_.words.caption, call), known_, call, [&](web::Html& out) {
                         const inner::Shell shell{call,         list_.rows.source,     question,    list_.filters,
                                                  list_.orders, declaration_->shape(), list_.words, place_,
                                                  numbers,      found};
                         const auto write_rows = [&](web::Html& cells, const web::Table& table) {
                           for (const Row& row : rows) write_row(cells, table, row, call);
                         };
                         inner::write(out, shell, inner::headings_of(list_, Shown::exports), write_rows);
                       });
  }
  Result<http::Response> api(const Call& call) const {
    const auto better = place_.understood ? place_.understood(call) : std::nullopt;
    if (!better) return answer(call, nullptr);
    OCOP_TRY(led, inner::led(*declaration_, call, *better));
    return answer(Call{{led->request, call.actor}, led->asked}, &*better);
  }
  Result<http::Response> csv(const Call& call) const {
    if (const auto better = lead(call)) return inner::lead(call, place_.page + ".csv", *better);
    OCOP_TRY(lines, lines_of(call));
    return inner::csv(list_.name, inner::headings_of(list_, Shown::page), call.language(), lines);
  }
  Result<http::Response> xlsx(const Call& call) const {
    if (const auto better = lead(call)) return inner::lead(call, place_.page + ".xlsx", *better);
    OCOP_TRY(lines, lines_of(call));
    return inner::xlsx(list_.name, inner::headings_of(list_, Shown::page), call.language(), call.request.received, lines);
  }

 private:
  Result<Question> asks(const Call& call) const {
    OCOP_TRY(question, inner::question(list_.rows.source, list_.filters, call));
    if (place_.before) OCOP_CHECK(place_.before(call));
    return question;
  }
  // `understood`: the words that the address was taken for; null = its own.
  Result<http::Response> answer(const Call& call, const http::Fields* understood) const {
    OCOP_TRY(question, asks(call));
    inner::Numbers numbers;
    std::vector<Row> rows;
    const Found found = look(call, question, rows, numbers);
    json::Writer out;
    out.begin_object();
    if (understood) inner::write_understood(out, *understood);
    if (list_.json_of_all) list_.json_of_all(out, call);
    if (list_.json_of_none && numbers.total == 0) list_.json_of_none(out, call);
    out.member(list_.name).begin_array();
    for (const Row& row : rows) list_.json(out, row, call);
    out.end_array().field("total", numbers.total).member("next_cursor").raw(inner::json_cursor(question, found.next)).end_object();
    return inner::with_next(http::content(out.take()), call, question, found.next);
  }
  std::optional<http::Fields> lead(const Call& call) const { return place_.lead ? place_.lead(call) : std::nullopt; }
  Found look(const http::Asked& call, const Question& question, std::vector<Row>& rows, inner::Numbers& numbers) const {
    const Scope scope = place_.scope(call.actor);
    Found found = host_.database.read([&](db::Reader& reader) {
      numbers = inner::numbers(reader, list_.rows.supply(), list_.filters, scope, question, call);
      return read(reader, list_.rows.supply(), scope, question, [&](const db::Row& row) { rows.push_back(list_.rows.load(row)); });
    });
    if (list_.complete) list_.complete(rows);
    return found;
  }
  void write_row(web::Html& out, const web::Table& table, const Row& row, const Call& call) const {
    web::open_row(out);
    std::size_t at = 0;
    for (const Column<Row>* one : inner::columns_of(list_, Shown::exports)) {
      if (!one->draw) {
        inner::write_cell(out, table, at++, one->cell(row, out.language()));
        continue;
      }
      const web::Cell kind = at == 0 ? web::Cell::heading : web::Cell::data;
      web::open_cell(out, table.columns[at++], kind);
      one->draw(out, row, call);
      web::close_cell(out, kind);
    }
    web::close_row(out);
  }
  Result<inner::Lines> lines_of(const Call& call) const {
    OCOP_TRY(question, asks(call));
    return inner::lines_of(host_.database, list_, place_.scope(call.actor), question, call.language());
  }

  Host host_;
  List<Row> list_;
  Place place_;
  std::shared_ptr<const input::Declaration<inner::Asked>> declaration_;
  Known known_;
};

// The page, the page's .csv and .xlsx, and the API of a list. What `host` refers to outlives the router.
template <class Row>
void add(http::Router& router, const Host& host, List<Row> list, Place place) {
  using Owner = const Mounted<Row>;
  const std::string page = place.page, api = place.api;
  const Policy policy = place.policy;
  const std::string_view summary = place.summary;
  const std::string answers = inner::answer_schema(list.name, list.json_schema);
  const auto owner = std::make_shared<Owner>(host, std::move(list), std::move(place));
  http::Table<Owner> table(router, owner);
  if (!page.empty()) {
    table.get(page, policy, owner->asked(), &Owner::page, summary);
    table.get(page + ".csv", policy, owner->asked(), &Owner::csv, summary);
    table.get(page + ".xlsx", policy, owner->asked(), &Owner::xlsx, summary);
  }
  if (!api.empty()) table.get(api, policy, owner->asked(), &Owner::api, summary, {.answers = answers, .pages = http::Pages::by_cursor});
}

// The whole list in its usual order, as the text of its CSV: for commands. Error: too_large.
template <class Row>
Result<std::string> to_csv(db::Database& database, const List<Row>& list, Date today, Language language) {
  OCOP_TRY(lines, inner::lines_of(database, list, Scope::everything(), Question{.today = today}, language));
  return inner::csv(list.name, inner::headings_of(list, Shown::page), language, lines).body;
}

}  // namespace ocop::lists
