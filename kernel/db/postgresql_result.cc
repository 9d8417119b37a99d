#include "kernel/db/postgresql_result.h"

#include <libpq-fe.h>

#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace ocop::db::postgresql {

namespace {

// The binary form of numeric (src/backend/utils/adt/numeric.c, numeric_send): four int16 — digit count, weight of the first digit,
// sign, display scale — then digits to base 10,000.
struct Numeric {
  int digits;
  int weight;
  int sign;
  std::string_view rest;
  static Numeric read(std::string_view bytes) {
    const auto at = [&](std::size_t index) { return static_cast<std::int16_t>(read_big_endian(bytes.substr(index * 2, 2))); };
    return {at(0), at(1), static_cast<std::uint16_t>(at(2)), bytes.substr(8)};
  }
  int digit(int place) const {   // place counts powers of 10,000; places that were not sent are 0
    const int index = weight - place;
    return index < 0 || index >= digits ? 0 : static_cast<int>(read_big_endian(rest.substr(static_cast<std::size_t>(index) * 2, 2)));
  }
};
constexpr int kPositive = 0x0000;
constexpr int kNegative = 0x4000;   // other signs are NaN and the infinities
constexpr int kBase = 10'000;

// Nothing when it has a fraction, is not a number, or does not fit.
std::optional<std::int64_t> whole(const Numeric& number) {
  if (number.sign != kPositive && number.sign != kNegative) return std::nullopt;
  for (int place = -1; place > number.weight - number.digits; --place)
    if (number.digit(place) != 0) return std::nullopt;
  std::int64_t value = 0;
  for (int place = number.weight; place >= 0; --place) {
    if (__builtin_mul_overflow(value, kBase, &value) || __builtin_add_overflow(value, number.digit(place), &value)) return std::nullopt;
  }
  return number.sign == kNegative ? -value : value;
}

double approximate(const Numeric& number) {
  if (number.sign != kPositive && number.sign != kNegative) return std::numeric_limits<double>::quiet_NaN();
  double value = 0;
  for (int place = number.weight; place > number.weight - number.digits; --place) value += number.digit(place) * std::pow(kBase, place);
  return number.sign == kNegative ? -value : value;
}

}  // namespace

void ClearResult::operator()(PGresult* result) const noexcept { PQclear(result); }

std::uint64_t read_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

void write_big_endian(std::uint64_t value, char* eight_bytes) {
  for (int i = 7; i >= 0; --i, value >>= 8) eight_bytes[i] = static_cast<char>(value & 0xff);
}

void Cursor::await(Answers& answers, std::string_view name) {
  answers_ = &answers;
  name_ = name;
  at_ = -1;
  count_ = 0;
}

void Cursor::open(ResultHandle result) {
  answers_ = nullptr;
  result_ = std::move(result);
  count_ = PQntuples(result_.get());
}

void Cursor::close() noexcept {
  if (answers_) std::exchange(answers_, nullptr)->forget(*this);
  result_.reset();
}

bool Cursor::step() {
  if (answers_) answers_->bring(*this);
  if (at_ + 1 >= count_) return false;
  ++at_;
  return true;
}

void Cursor::check_column(int column) const {
  if (at_ < 0) throw Failure(Failure::Kind::other, name_ + ": a row was read before next()");
  if (column < 0 || column >= PQnfields(result_.get()))
    throw Failure(Failure::Kind::other, name_ + ": no column " + std::to_string(column));
}

void Cursor::wrong_type(int column, const char* wanted) const {
  throw Failure(Failure::Kind::other, name_ + ": column " + std::to_string(column) + " has type " +
                                          std::to_string(PQftype(result_.get(), column)) + ", asked for as " + wanted);
}

std::string_view Cursor::bytes(int column) const {
  return {PQgetvalue(result_.get(), at_, column), static_cast<std::size_t>(PQgetlength(result_.get(), at_, column))};
}

bool Cursor::is_null(int column) const {
  check_column(column);
  return PQgetisnull(result_.get(), at_, column) != 0;
}

std::int64_t Cursor::integer(int column) const {
  if (is_null(column)) return 0;
  const std::string_view value = bytes(column);
  switch (PQftype(result_.get(), column)) {
    case kInt8: return static_cast<std::int64_t>(read_big_endian(value));
    case kInt4: return static_cast<std::int32_t>(read_big_endian(value));
    case kInt2: return static_cast<std::int16_t>(read_big_endian(value));
    case kBool: return value.front() != 0;
    case kNumeric:
      if (const auto number = whole(Numeric::read(value))) return *number;
      break;
    default: break;
  }
  wrong_type(column, "INTEGER");
}

double Cursor::real(int column) const {
  if (is_null(column)) return 0;
  const std::string_view value = bytes(column);
  switch (PQftype(result_.get(), column)) {
    case kFloat8: return std::bit_cast<double>(read_big_endian(value));
    case kFloat4: return std::bit_cast<float>(static_cast<std::uint32_t>(read_big_endian(value)));
    case kNumeric: return approximate(Numeric::read(value));
    case kInt8:
    case kInt4:
    case kInt2: return static_cast<double>(integer(column));
    default: wrong_type(column, "REAL");
  }
}

std::string_view Cursor::text(int column) const {
  if (is_null(column)) return {};
  switch (PQftype(result_.get(), column)) {
    case kText:
    case kVarchar:
    case kBpchar:
    case kName:
    case kUnknown: return bytes(column);
    default: wrong_type(column, "TEXT");
  }
}

std::string_view Cursor::blob(int column) const {
  if (is_null(column)) return {};
  if (PQftype(result_.get(), column) != kBytea) wrong_type(column, "BLOB");
  return bytes(column);
}

int Cursor::columns() const { return PQnfields(result_.get()); }

std::string_view Cursor::name(int column) const {
  check_column(column);
  return PQfname(result_.get(), column);
}

Bind::Kind Cursor::kind(int column) const {
  check_column(column);
  switch (PQftype(result_.get(), column)) {
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8: return Bind::Kind::integer;
    case kFloat4:
    case kFloat8:
    case kNumeric: return Bind::Kind::real;
    case kBytea: return Bind::Kind::blob;
    default: return Bind::Kind::text;
  }
}

}  // namespace ocop::db::postgresql
