#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "kernel/db/db.h"

typedef struct pg_result PGresult;

namespace ocop::db::postgresql {

struct ClearResult {
  void operator()(PGresult* result) const noexcept;
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

class Cursor;

// Where the answers of sent queries come from.
class Answers {
 public:
  virtual ~Answers() = default;
  virtual void bring(Cursor& cursor) = 0;               // waits until it is open; throws Failure
  virtual void forget(Cursor& cursor) noexcept = 0;     // nobody wants it any more
};

// The rows of one query, whole in memory and in binary form: several may be open at once, as on SQLite. A query is sent when it is made and
// waited for when its first row is asked for: what was sent meanwhile costs no round trip of its own.
class Cursor final : public Rows::Source, public Row {
 public:
  void await(Answers& answers, std::string_view name);
  void open(ResultHandle result);
  bool busy() const { return awaited() || result_ != nullptr; }
  bool awaited() const { return answers_ != nullptr; }
  const std::string& name() const { return name_; }

  bool step() override;
  const Row& row() const override { return *this; }
  void close() noexcept override;

  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;   // also of bool, int2, int4 and of a whole numeric (sum of bigint)
  double real(int column) const override;            // also of integers and numeric (avg)
  std::string_view text(int column) const override;
  std::string_view blob(int column) const override;
  int columns() const override;
  std::string_view name(int column) const override;
  Bind::Kind kind(int column) const override;

 private:
  void check_column(int column) const;
  std::string_view bytes(int column) const;
  [[noreturn]] void wrong_type(int column, const char* wanted) const;
  Answers* answers_ = nullptr;   // while the answer is awaited
  ResultHandle result_;
  std::string name_;
  int at_ = -1;
  int count_ = 0;
};

// Type ids of pg_type.dat, stable since PostgreSQL 7.
inline constexpr unsigned kBool = 16, kBytea = 17, kName = 19, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kFloat4 = 700,
                          kFloat8 = 701, kUnknown = 705, kBpchar = 1042, kVarchar = 1043, kNumeric = 1700;

// Big-endian, as on the wire.
std::uint64_t read_big_endian(std::string_view bytes);
void write_big_endian(std::uint64_t value, char* eight_bytes);

}  // namespace ocop::db::postgresql
