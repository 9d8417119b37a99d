#include <sqlite3.h>

#include <string>

#include "kernel/db/sqlite_connection.h"

namespace ocop::db::sqlite {

Cursor::Cursor(Connection& connection, sqlite3_stmt* statement, std::string_view name)
    : connection_(connection), statement_(statement), name_(name), parameters_(sqlite3_bind_parameter_count(statement)) {
  // `$n` are names to SQLite, numbered by first appearance; PostgreSQL numbers them by n. Both agree only when the first
  // appearances ascend, so a statement that breaks this is refused here, on the engine that every developer runs.
  for (int place = 1; place <= parameters_; ++place) {
    const char* parameter = sqlite3_bind_parameter_name(statement_, place);
    if (parameter && parameter == "$" + std::to_string(place)) continue;
    const Failure failure(Failure::Kind::other, name_ + ": parameters must first appear as $1, $2, … in this order; place " +
                                                    std::to_string(place) + " is " + (parameter ? parameter : "a plain ?"));
    sqlite3_finalize(statement_);   // frees the name too
    throw failure;
  }
}

Cursor::~Cursor() { sqlite3_finalize(statement_); }

void Cursor::bind(std::span<const Bind> binds, Values values) {
  if (static_cast<int>(binds.size()) != parameters_)
    throw Failure(Failure::Kind::other,
                  name_ + ": " + std::to_string(parameters_) + " parameters in the text, " + std::to_string(binds.size()) + " given");
  if (values == Values::copied) {
    std::size_t bytes = 0;
    for (const Bind& bind : binds) bytes += bind.bytes().size();
    copies_.clear();
    copies_.reserve(bytes);   // no reallocation below: the views stay valid until the next bind
  }
  int place = 0;
  int code = SQLITE_OK;
  for (const Bind& bind : binds) {
    ++place;
    std::string_view bytes = bind.bytes();
    if (values == Values::copied && !bytes.empty()) {
      const std::size_t at = copies_.size();
      copies_ += bytes;
      bytes = std::string_view(copies_).substr(at);
    }
    if (bytes.empty()) bytes = std::string_view("", 0);   // a null pointer would bind NULL
    if (bind.is_null()) code = sqlite3_bind_null(statement_, place);
    else switch (bind.kind()) {
      case Bind::Kind::integer: code = sqlite3_bind_int64(statement_, place, bind.integer()); break;
      case Bind::Kind::real: code = sqlite3_bind_double(statement_, place, bind.real()); break;
      case Bind::Kind::text:
        code = sqlite3_bind_text64(statement_, place, bytes.data(), bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
        break;
      case Bind::Kind::blob: code = sqlite3_bind_blob64(statement_, place, bytes.data(), bytes.size(), SQLITE_STATIC); break;
    }
    if (code != SQLITE_OK) connection_.fail(code, name_);
  }
  busy_ = true;
  done_ = false;
}

bool Cursor::step() {
  if (done_) return false;   // SQLite would silently start the statement again
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  done_ = true;
  if (code == SQLITE_DONE) return false;
  connection_.fail(code, name_);
}

void Cursor::close() noexcept {
  sqlite3_reset(statement_);   // its code repeats what step() already threw
  busy_ = false;
}

void Cursor::check_column(int column) const {
  if (column < 0 || column >= sqlite3_column_count(statement_))
    throw Failure(Failure::Kind::other, name_ + ": no column " + std::to_string(column));
}

void Cursor::wrong_type(int column, const char* wanted) const {
  static constexpr const char* kNames[] = {"?", "INTEGER", "REAL", "TEXT", "BLOB", "NULL"};   // SQLITE_INTEGER = 1 … SQLITE_NULL = 5
  throw Failure(Failure::Kind::other, name_ + ": column " + std::to_string(column) + " is " +
                                          kNames[sqlite3_column_type(statement_, column)] + ", asked for as " + wanted);
}

bool Cursor::is_null(int column) const {
  check_column(column);
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

// SQLite would convert between types; PostgreSQL would not. Asking for the wrong type is a bug on both.
std::int64_t Cursor::integer(int column) const {
  const int type = sqlite3_column_type(statement_, column);
  if (type == SQLITE_INTEGER) return sqlite3_column_int64(statement_, column);
  check_column(column);
  if (type != SQLITE_NULL) wrong_type(column, "INTEGER");
  return 0;
}

double Cursor::real(int column) const {
  const int type = sqlite3_column_type(statement_, column);
  if (type == SQLITE_FLOAT || type == SQLITE_INTEGER) return sqlite3_column_double(statement_, column);
  check_column(column);
  if (type != SQLITE_NULL) wrong_type(column, "REAL");
  return 0;
}

std::string_view Cursor::text(int column) const {
  const int type = sqlite3_column_type(statement_, column);
  if (type == SQLITE_TEXT) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  check_column(column);
  if (type != SQLITE_NULL) wrong_type(column, "TEXT");
  return {};
}

std::string_view Cursor::blob(int column) const {
  const int type = sqlite3_column_type(statement_, column);
  if (type == SQLITE_BLOB) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));   // null for an empty blob
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  check_column(column);
  if (type != SQLITE_NULL) wrong_type(column, "BLOB");
  return {};
}

int Cursor::columns() const { return sqlite3_column_count(statement_); }

std::string_view Cursor::name(int column) const {
  check_column(column);
  return sqlite3_column_name(statement_, column);
}

Bind::Kind Cursor::kind(int column) const {
  check_column(column);
  switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_INTEGER: return Bind::Kind::integer;
    case SQLITE_FLOAT: return Bind::Kind::real;
    case SQLITE_BLOB: return Bind::Kind::blob;
    default: return Bind::Kind::text;
  }
}

}  // namespace ocop::db::sqlite
