// The text of a list's query. What varies is put together from the constants of a Source; values are always arguments.
#include <algorithm>
#include <bit>
#include <utility>

#include "kernel/db/columns.h"
#include "kernel/sources/source.h"

namespace ocop::lists {
namespace {

constexpr std::string_view kNobody = " AND 1 = 0";

// A query in the making. Arguments are numbered as they appear (docs/formats/sql.md); texts stay in the question and the scope.
class Text {
 public:
  explicit Text(db::Engine engine) : engine_(engine) {}

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
  // Each ? becomes the same argument.
  Text& condition(std::string_view sql, const Value& value, Kept kept) {
    std::string place;
    for (const char c : sql) {
      if (c != '?') {
        sql_.push_back(c);
        continue;
      }
      if (place.empty()) {
        const std::size_t before = sql_.size();
        argument(value, kept);
        place = sql_.substr(before);
      } else {
        sql_.append(place);
      }
    }
    return *this;
  }
  Text& condition(const Condition& one, const Value& value) {
    const bool own = engine_ == db::Engine::postgresql && !one.postgresql.empty();
    return condition(own ? one.postgresql : one.sql, value, one.kept);
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

  template <class Use>
  void each(db::Reader& reader, const Source& source, Use&& use) const {
    const db::Statement statement(source.name, sql_, source.columns);
    for (db::Rows rows = reader.query_list(statement, binds_); rows.next();) use(rows.row());
  }

 private:
  static db::Bind bind(const Value& value, Kept kept) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return db::Bind(*number);
    const std::string& text = std::get<std::string>(value);
    return kept == Kept::bytes ? db::Bind::blob(text) : db::Bind(text);
  }
  db::Engine engine_;
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
    if (!columns.assignee.empty() && scope.assignee) either().condition(columns.assignee, assignee, Kept::bytes);
  }
  text << (between == " OR " ? ")" : kNobody);
}

Value account_of(const Scope& scope) {
  if (!scope.assignee) return std::string();
  return std::string(reinterpret_cast<const char*>(scope.assignee->uuid.bytes.data()), scope.assignee->uuid.bytes.size());
}

void where(Text& text, const Source& source, const Scope& scope, const Question& question, const Value& assignee,
           const Condition* without) {
  text << " " << source.from << " WHERE " << (source.always.empty() ? "1 = 1" : source.always);
  cover(text, source.cover, scope, assignee);
  for (const auto& [condition, value] : question.conditions)
    if (condition != without) (text << " AND (").condition(*condition, value) << ")";
}

Value value_of(const db::Row& row, int column, Kept kept) {
  switch (kept) {
    case Kept::integer: return row.integer(column);
    case Kept::bytes: return std::string(row.blob(column));
    case Kept::text: break;
  }
  return row.string(column);
}

Direction turned(Direction direction) { return direction == Direction::ascending ? Direction::descending : Direction::ascending; }

const Sort& sort_of(const Source& source, const Question& question) { return question.sort ? *question.sort : source.sorts.front(); }

using Use = std::function<void(const db::Row&)>;

// One page's query. `direction` is the way it is read in.
enum class Wanted : std::uint8_t { rows, keys };
Text compose(db::Reader& reader, const Source& source, const Scope& scope, const Question& question, const Value& assignee,
             Direction direction, Wanted wanted) {
  const Sort& sort = sort_of(source, question);
  const std::string_view way = direction == Direction::ascending ? " ASC" : " DESC";
  Text text(reader.engine());
  text << "SELECT ";
  if (wanted == Wanted::rows) text << "{columns}, ";
  text << sort.column << ", " << source.key;
  where(text, source, scope, question, assignee, nullptr);
  if (question.cursor) {
    text << " AND (" << sort.column << ", " << source.key << (direction == Direction::ascending ? ") > (" : ") < (");
    text.argument(question.cursor->sort, sort.kept) << ", ";
    text.argument(question.cursor->key, source.key_kept) << ")";
  }
  text << " ORDER BY " << sort.column << way << ", " << source.key << way << " LIMIT ";
  text.number(question.limit + 1);   // one more tells whether there is a next page
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
    Cursor here{Cursor::Side::before, value_of(row, at, sort.kept), value_of(row, at + 1, source.key_kept)};
    if (!first) first = here;
    here.side = Cursor::Side::after;
    last = std::move(here);
    use(row);
  });
  if (more) found.next = last;
  if (question.cursor) found.previous = first;
  return found;
}

}  // namespace

Found read(db::Reader& reader, const Source& source, const Scope& scope, const Question& question, const Use& use) {
  const Value assignee = account_of(scope);
  const bool back = question.cursor && question.cursor->side == Cursor::Side::before;
  if (!back) return read_forward(reader, source, scope, question, assignee, use);
  // The way back: the page's first row is looked for by keys alone, then the page is read forward from it, so that rows come in order.
  const Sort& sort = sort_of(source, question);
  std::vector<Cursor> keys;
  compose(reader, source, scope, question, assignee, turned(question.direction), Wanted::keys)
      .each(reader, source, [&](const db::Row& row) {
        keys.push_back({Cursor::Side::after, value_of(row, 0, sort.kept), value_of(row, 1, source.key_kept)});
      });
  Question forward = question;
  forward.cursor.reset();
  if (keys.size() > static_cast<std::size_t>(question.limit)) forward.cursor = keys.back();   // the row before the page
  else if (!keys.empty()) forward.limit = static_cast<int>(keys.size());   // the first page may be a short one: no row twice
  return read_forward(reader, source, scope, forward, assignee, use);
}

std::int64_t count(db::Reader& reader, const Source& source, const Scope& scope, const Question& question) {
  const Value assignee = account_of(scope);
  Text text(reader.engine());
  text << "SELECT count(*)";
  where(text, source, scope, question, assignee, nullptr);
  std::int64_t out = 0;
  text.each(reader, source, [&](const db::Row& row) { out = db::value<std::int64_t>(row); });
  return out;
}

std::vector<std::pair<Value, std::int64_t>> counts_by(db::Reader& reader, const Source& source, const Scope& scope,
                                                      const Question& question, const Condition& condition) {
  const Value assignee = account_of(scope);
  Text text(reader.engine());
  text << "SELECT " << condition.group << ", count(*)";
  where(text, source, scope, question, assignee, &condition);
  text << " GROUP BY " << condition.group << " ORDER BY " << condition.group;
  std::vector<std::pair<Value, std::int64_t>> out;
  text.each(reader, source, [&](const db::Row& row) {
    out.emplace_back(value_of(row, 0, condition.kept), std::get<std::int64_t>(value_of(row, 1, Kept::integer)));
  });
  return out;
}

}  // namespace ocop::lists
