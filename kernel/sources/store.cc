// The text of a list's query. What varies is put together from the constants of a Source; values are always arguments.
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <functional>
#include <iterator>
#include <utility>

#include "kernel/db/columns.h"
#include "kernel/sources/source.h"

namespace ocop::lists {
namespace {

constexpr std::string_view kNobody = " AND 1 = 0";

// A query in the making. Arguments are numbered as they appear (docs/formats/sql.md); texts stay in the question and the scope.
class Text {
 public:
  Text(db::Engine engine, const Question& question) : engine_(engine), question_(question) {}

  Text& operator<<(std::string_view text) { sql_.append(text); return *this; }
  Text& argument(const Value& value, Kept kept) {
    binds_.push_back(bind(value, kept));
    sql_.append("$").append(std::to_string(binds_.size()));
    return *this;
  }
  Text& number(std::int64_t value) {
    binds_.emplace_back(value);
    sql_.append("$").append(std::to_string(binds_.size()));
    return *this;
  }
  // {today} is the question's day, ?1 to ?4 are what its order asks for, every other ? is `value`. Said again it is the same argument.
  Text& expression(std::string_view sql, const Value* value = nullptr, Kept kept = Kept::text) {
    constexpr std::string_view kToday = "{today}";
    std::string place;
    while (!sql.empty()) {
      const std::size_t plain = std::min(sql.find_first_of("?{"), sql.size());
      sql_.append(sql.substr(0, plain));
      sql.remove_prefix(plain);
      if (sql.empty()) break;
      if (sql.starts_with(kToday)) {
        once(today_, Value(std::int64_t{question_.today.days}), Kept::integer);
        sql.remove_prefix(kToday.size());
      } else if (sql.size() > 1 && sql[0] == '?' && sql[1] >= '1' && sql[1] < static_cast<char>('1' + kOrderValues)) {
        const auto which = static_cast<std::size_t>(sql[1] - '1');
        once(order_.at(which), question_.order_values.at(which), Kept::text);
        sql.remove_prefix(2);
      } else {
        if (sql[0] == '?' && value) once(place, *value, kept);
        else sql_.push_back(sql[0]);
        sql.remove_prefix(1);
      }
    }
    return *this;
  }
  Text& condition(const Condition& one, const Value& value) { return expression(own(one.sql, one.postgresql), &value, one.kept); }
  // The values a row stands by in an order, each followed by `way`.
  Text& order(const Source& source, const Sort& sort, std::string_view way) {
    expression(own(sort.column, sort.postgresql)) << way << ", ";
    if (!sort.then.empty()) expression(sort.then) << way << ", ";
    return *this << source.key << way;
  }
  // column IN (…). Few lengths, so that few texts are prepared: the last value is repeated, which changes no such list.
  template <class T>
  Text& one_of(std::string_view column, const std::vector<T>& values) {
    *this << column << " IN (";
    const std::size_t length = std::bit_ceil(values.size());
    for (std::size_t i = 0; i < length; ++i) {
      binds_.emplace_back(values[std::min(i, values.size() - 1)]);
      sql_.append(i == 0 ? "$" : ", $").append(std::to_string(binds_.size()));
    }
    return *this << ")";
  }

  Text& keys(const Source& source, const std::vector<Value>& values) {
    *this << source.key << " IN (";
    const std::size_t length = std::bit_ceil(values.size());   // as in one_of
    for (std::size_t i = 0; i < length; ++i) {
      if (i > 0) *this << ", ";
      argument(values[std::min(i, values.size() - 1)], source.key_kept);
    }
    return *this << ")";
  }

  template <class Use>
  void each(db::Reader& reader, const Source& source, Use&& use) const {
    const db::Statement statement(source.name, sql_, source.columns);
    for (db::Rows rows = reader.query_list(statement, binds_); rows.next();) use(rows.row());
  }

 private:
  std::string_view own(std::string_view sql, std::string_view postgresql) const {
    return engine_ == db::Engine::postgresql && !postgresql.empty() ? postgresql : sql;
  }
  // An argument that is at `place` from its first use on.
  void once(std::string& place, const Value& value, Kept kept) {
    const std::size_t before = sql_.size();
    if (place.empty()) argument(value, kept);
    else sql_.append(place);
    place = sql_.substr(before);
  }
  static db::Bind bind(const Value& value, Kept kept) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return db::Bind(*number);
    const std::string& text = std::get<std::string>(value);
    return kept == Kept::bytes ? db::Bind::blob(text) : db::Bind(text);
  }
  db::Engine engine_;
  const Question& question_;
  std::string today_;
  static constexpr std::size_t kOrderValues = 4;
  std::array<std::string, kOrderValues> order_;
  std::string sql_;
  std::vector<db::Bind> binds_;
};

// The rows that a scope covers (kernel/access/access.h), as a condition. Nothing but indexed columns stands between the ORs: with
// `1 = 0 OR account = $1` SQLite reads the whole table.
void cover(Text& text, const Cover& columns, const Scope& scope, const Value& assignee) {
  if (scope.reach == Scope::Reach::everything) return;
  std::string_view between = " AND (";
  const auto either = [&]() -> Text& { return text << std::exchange(between, " OR "); };
  if (scope.reach == Scope::Reach::listed) {
    if (!columns.province.empty() && !scope.provinces.empty()) either().one_of(columns.province, scope.provinces);
    if (!columns.commune.empty() && !scope.communes.empty()) either().one_of(columns.commune, scope.communes);
    if (!columns.producer.empty() && !scope.producers.empty()) either().one_of(columns.producer, scope.producers);
    for (std::size_t task = 0; task < scope.helped.size() && !columns.task.empty(); ++task)
      if (!scope.helped[task].empty())
        (either() << "(").one_of(columns.producer, scope.helped[task]) << " AND " << columns.task << " = " << std::to_string(task) << ")";
    if (!columns.assignee.empty() && scope.assignee) either().expression(columns.assignee, &assignee, Kept::bytes);
  }
  text << (between == " OR " ? ")" : kNobody);
}

Value account_of(const Scope& scope) {
  if (!scope.assignee) return std::string();
  return std::string(reinterpret_cast<const char*>(scope.assignee->uuid.bytes.data()), scope.assignee->uuid.bytes.size());
}

void where(Text& text, const Source& source, const Scope& scope, const Question& question, const Value& assignee,
           std::span<const Condition* const> without = {}) {
  (text << " " << source.from << " WHERE ").expression(source.always.empty() ? "1 = 1" : source.always);
  cover(text, source.cover, scope, assignee);
  for (const auto& [condition, value] : question.conditions)
    if (std::ranges::find(without, condition) == without.end()) (text << " AND (").condition(*condition, value) << ")";
}

Value value_of(const db::Row& row, int column, Kept kept) {
  switch (kept) {
    case Kept::integer: return row.integer(column);
    case Kept::bytes: return std::string(row.blob(column));
    case Kept::text: break;
  }
  return row.string(column);
}

std::int64_t number_of(const db::Row& row, int column) { return std::get<std::int64_t>(value_of(row, column, Kept::integer)); }

// A group of rows: of which condition, by which word, and how many.
struct Group { std::int64_t condition; std::string word; std::int64_t rows; };
Group of_group(const db::Row& row) { return {number_of(row, 0), std::get<std::string>(value_of(row, 1, Kept::text)), number_of(row, 2)}; }

// A number that the query gave as text.
Value integer_of(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

Direction turned(Direction direction) { return direction == Direction::ascending ? Direction::descending : Direction::ascending; }

const Sort& sort_of(const Source& source, const Question& question) { return question.sort ? *question.sort : source.sorts.front(); }

// Where a row stands in an order: what Text::order selected, from column `at` on.
Cursor place_of(const db::Row& row, int at, const Source& source, const Sort& sort) {
  Cursor out{Cursor::Side::after, value_of(row, at, sort.kept), {}};
  if (!sort.then.empty()) out.then = value_of(row, ++at, sort.then_kept);
  out.key = value_of(row, at + 1, source.key_kept);
  return out;
}

using Use = std::function<void(const db::Row&)>;

// One page's query. `direction` is the way it is read in.
enum class Wanted : std::uint8_t { rows, keys };
Text compose(db::Reader& reader, const Source& source, const Scope& scope, const Question& question, const Value& assignee,
             Direction direction, Wanted wanted) {
  const Sort& sort = sort_of(source, question);
  const std::string_view way = direction == Direction::ascending ? " ASC" : " DESC";
  const bool keys_first = wanted == Wanted::rows && source.fetch == Fetch::keys_first;
  Text text(reader.engine(), question);
  text << "SELECT ";
  if (wanted == Wanted::rows) text << "{columns}, ";
  text.order(source, sort, "");
  if (keys_first) text << " " << source.from << " WHERE " << source.key << " IN (SELECT " << source.key;
  where(text, source, scope, question, assignee);
  if (question.cursor) {
    (text << " AND (").order(source, sort, "") << (direction == Direction::ascending ? ") > (" : ") < (");
    text.argument(question.cursor->sort, sort.kept) << ", ";
    if (question.cursor->then) text.argument(*question.cursor->then, sort.then_kept) << ", ";
    text.argument(question.cursor->key, source.key_kept) << ")";
  }
  (text << " ORDER BY ").order(source, sort, way) << " LIMIT ";
  text.number(question.limit + 1);   // one more tells whether there is a next page
  if (keys_first) (text << ") ORDER BY ").order(source, sort, way);
  return text;
}

Found read_forward(db::Reader& reader, const Source& source, const Scope& scope, const Question& question, const Value& assignee,
                   const Use& use) {
  const Sort& sort = sort_of(source, question);
  const int at = static_cast<int>(source.columns.count);
  Found found;
  std::optional<Cursor> first, last;
  bool more = false;
  compose(reader, source, scope, question, assignee, question.direction, Wanted::rows).each(reader, source, [&](const db::Row& row) {
    if (found.rows == question.limit) {
      more = true;
      return;
    }
    ++found.rows;
    Cursor here = place_of(row, at, source, sort);
    here.side = Cursor::Side::before;
    if (!first) first = here;
    here.side = Cursor::Side::after;
    last = std::move(here);
    use(row);
  });
  if (more) found.next = last;
  if (question.cursor) found.previous = first;
  return found;
}

// What is held knows no scope, and one statement has only so many arguments.
bool may_ask(const Supply& supply, const Scope& scope, const Question& question) {
  constexpr int kMostKeys = 1'024;   // an export reads 1,000 at a time
  return supply.held != nullptr && scope.reach == Scope::Reach::everything && question.limit <= kMostKeys;
}

// A page whose rows are known by their keys.
Found read_held(db::Reader& reader, const Source& source, const Question& question, const Held::Page& page, const Use& use) {
  Found found;
  if (page.keys.empty()) return found;
  const Sort& sort = sort_of(source, question);
  Text text(reader.engine(), question);
  ((text << "SELECT {columns}, ").order(source, sort, "") << " " << source.from << " WHERE ").keys(source, page.keys);
  (text << " ORDER BY ").order(source, sort, question.direction == Direction::ascending ? " ASC" : " DESC");
  const int at = static_cast<int>(source.columns.count);
  std::optional<Cursor> first, last;
  text.each(reader, source, [&](const db::Row& row) {
    ++found.rows;
    last = place_of(row, at, source, sort);
    if (!first) first = last;
    use(row);
  });
  if (last && page.after > 0) found.next = last;
  if (first && page.before > 0) {
    found.previous = first;
    found.previous->side = Cursor::Side::before;
  }
  return found;
}

}  // namespace

Found read(db::Reader& reader, const Supply& supply, const Scope& scope, const Question& question, const Use& use) {
  const Source& source = supply.source;
  if (may_ask(supply, scope, question))
    if (const auto page = supply.held->page(question)) return read_held(reader, source, question, *page, use);
  const Value assignee = account_of(scope);
  const bool back = question.cursor && question.cursor->side == Cursor::Side::before;
  if (!back) return read_forward(reader, source, scope, question, assignee, use);
  // The way back: the page's first row is looked for by keys alone, then the page is read forward from it, so that rows come in order.
  const Sort& sort = sort_of(source, question);
  std::vector<Cursor> keys;
  compose(reader, source, scope, question, assignee, turned(question.direction), Wanted::keys)
      .each(reader, source, [&](const db::Row& row) {
        keys.push_back(place_of(row, 0, source, sort));
      });
  const bool first_page = keys.size() <= static_cast<std::size_t>(question.limit);
  Question forward = question;
  forward.cursor = first_page ? std::nullopt : std::optional<Cursor>(std::move(keys.back()));   // the row before the page
  if (first_page && !keys.empty()) forward.limit = static_cast<int>(keys.size());   // the first page may be a short one: no row twice
  return read_forward(reader, source, scope, forward, assignee, use);
}

std::int64_t count(db::Reader& reader, const Supply& supply, const Scope& scope, const Question& question) {
  if (may_ask(supply, scope, question))
    if (const auto rows = supply.held->count(question)) return *rows;
  const Source& source = supply.source;
  const Value assignee = account_of(scope);
  Text text(reader.engine(), question);
  text << "SELECT count(*)";
  where(text, source, scope, question, assignee);
  std::int64_t out = 0;
  text.each(reader, source, [&](const db::Row& row) { out = db::value<std::int64_t>(row); });
  return out;
}

namespace {

using Conditions = std::vector<const Condition*>;

// Columns: one look at the rows. They are grouped by all of `conditions`, and each of these then adds up the groups that the others leave.
std::vector<Counts> count_together(db::Reader& reader, const Source& source, const Scope& scope, const Question& question,
                                   const Conditions& conditions) {
  const auto column = [](std::size_t i) { return "c" + std::to_string(i); };
  const Value assignee = account_of(scope);
  Text text(reader.engine(), question);
  text << "WITH counted AS (SELECT ";
  for (std::size_t i = 0; i < conditions.size(); ++i) text.expression(conditions[i]->group) << " AS " << column(i) << ", ";
  text << "count(*) AS of_group";
  where(text, source, scope, question, assignee, conditions);
  text << " GROUP BY ";
  for (std::size_t i = 0; i < conditions.size(); ++i) text << (i == 0 ? "" : ", ") << std::to_string(i + 1);
  text << ")";
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    text << (i == 0 ? " SELECT " : " UNION ALL SELECT ") << std::to_string(i) << ", CAST(" << column(i)
         << " AS TEXT), CAST(sum(of_group) AS BIGINT) FROM counted WHERE 1 = 1";
    for (const auto& [condition, value] : question.conditions) {
      const auto j = static_cast<std::size_t>(std::ranges::find(conditions, condition) - conditions.begin());
      if (j < conditions.size() && j != i) (text << " AND " << column(j) << " = ").argument(value, condition->kept);
    }
    text << " GROUP BY " << column(i);
  }
  std::vector<Counts> out(conditions.size());
  text.each(reader, source, [&](const db::Row& row) {
    const auto [which, word, rows] = of_group(row);
    const auto i = static_cast<std::size_t>(which);
    out.at(i).emplace(conditions[i]->kept == Kept::integer ? integer_of(word) : Value(word), rows);
  });
  return out;
}

// A computed value. Where an index has the columns that it is made of, the rows are grouped by these first, in order and without a sort.
Counts count_apart(db::Reader& reader, const Source& source, const Scope& scope, const Question& question, const Condition& condition) {
  const std::array<const Condition*, 1> own{&condition};
  const Value assignee = account_of(scope);
  Text text(reader.engine(), question);
  if (condition.of.empty()) {
    (text << "SELECT ").expression(condition.group) << ", count(*)";
    where(text, source, scope, question, assignee, own);
  } else {
    text << "WITH grouped AS (SELECT " << condition.of << ", count(*) AS of_group";
    where(text, source, scope, question, assignee, own);
    (text << " GROUP BY " << condition.of << ") SELECT ").expression(condition.group) << ", CAST(sum(of_group) AS BIGINT) FROM grouped";
  }
  text << " GROUP BY 1";
  Counts out;
  text.each(reader, source, [&](const db::Row& row) { out.emplace(value_of(row, 0, condition.kept), number_of(row, 1)); });
  return out;
}

}  // namespace

std::vector<Counts> counts_by(db::Reader& reader, const Supply& supply, const Scope& scope, const Question& question,
                              std::span<const Condition* const> conditions) {
  if (may_ask(supply, scope, question))
    if (auto counts = supply.held->counts_by(question, conditions)) return std::move(*counts);
  const Source& source = supply.source;
  const auto is_computed = [](const Condition* one) { return one->group.find(' ') != std::string_view::npos; };
  Conditions columns;
  std::ranges::copy_if(conditions, std::back_inserter(columns), std::not_fn(is_computed));
  std::vector<Counts> together;
  if (!columns.empty()) together = count_together(reader, source, scope, question, columns);
  std::vector<Counts> out;
  std::size_t next = 0;
  for (const Condition* one : conditions) {
    if (is_computed(one)) out.push_back(count_apart(reader, source, scope, question, *one));
    else out.push_back(std::move(together.at(next++)));
  }
  return out;
}

}  // namespace ocop::lists
