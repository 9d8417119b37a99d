#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/by_index.h"
#include "kernel/base/message.h"
#include "kernel/crypto/crypto.h"
#include "modules/likeness/likeness.h"
#include "modules/products/register_columns.h"
#include "modules/products/types.h"

// The rows of a register file as they are kept until it is brought in.
namespace ocop::products {

// Where a row stands: what a person looks for in the file.
struct Where {
  std::string sheet;                               // empty for CSV
  std::uint32_t row = 0;                           // as a spreadsheet shows it
  std::size_t line = 0;                            // of a text file; of XLSX the row
};
// A row of the file. `product` has the record columns only: no ids, no code, no producer.
struct RegisterRow {
  Where where;
  std::string maker;                               // as printed; empty = the register names none
  std::string province;                            // as printed
  producers::Kind kind = producers::Kind::unknown;
  Product product;
  std::string code;                                // of kCode; empty = the row is found by its id
  std::string digest;                              // SHA-256 of what was read
  RegisterValues values{};                         // what was read
  std::vector<Problem> problems;                   // not empty = wrong, never written; a field is a column's name
  std::vector<std::string> units;                  // codes of units that the printed commune may be today, when the file gives no code, or
                                                   // one that rests on a unit that was split
};

// Rows in the order of the file. A row has forty texts, most of them one and the same text in another place: a sound one is kept as its
// values alone and is made again when it is asked for; whole, 100,000 of them took 200 MB. What is wrong is kept as it is.
class RegisterRows {
 public:
  void add(RegisterRow row);
  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  RegisterRow operator[](std::size_t row) const;
  RegisterRow at(std::size_t row) const { return (*this)[row]; }
  auto begin() const { return ByIndex(*this, 0); }
  auto end() const { return ByIndex(*this, size()); }

  // What planning looks at, without making the row. Views into it, valid until the row is spoilt.
  bool sound(std::size_t row) const;
  std::string_view code(std::size_t row) const;
  std::string_view register_id(std::size_t row) const;
  std::string digest(std::size_t row) const;
  // The row as it is held against others (modules/likeness).
  likeness::Record record(std::size_t row) const;

  // Wrong after all: `problems` in place of those that it has.
  void spoil(std::size_t row, std::vector<Problem> problems);

 private:
  // Values of kColumns, then these.
  enum Text : std::size_t { kProvince = kColumns.size(), kCommune, kUnitChoices, kPlace, kOwnCode, kUnits, kTexts };
  struct Packed {
    std::string texts;                             // one behind the other
    std::array<std::uint16_t, kTexts> ends{};
    crypto::Digest digest{};
    std::uint32_t row = 0, line = 0;
    std::int32_t year = 0;                         // 0 = not stated
    std::int32_t decided = kNoDay, valid_until = kNoDay;
    std::uint16_t sheet = 0;
    std::int8_t stars = 0;
    producers::Kind kind = producers::Kind::unknown;
  };
  static constexpr std::int32_t kNoDay = INT32_MIN;
  static std::string_view text(const Packed& packed, std::size_t at);
  static bool pack(const RegisterRow& row, Packed& packed);   // false: the row says more than its values do
  RegisterRow unpack(const Packed& packed) const;
  const RegisterRow* whole(std::size_t row) const;

  std::deque<Packed> rows_;                        // never moved: views stay
  std::vector<std::string> sheets_;
  std::map<std::size_t, RegisterRow> whole_;       // those that are wrong, or say more than their values
};

}  // namespace ocop::products
