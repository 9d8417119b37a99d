#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kernel/sources/source.h"

// A cursor comes back from anybody's address: whatever it is, it is refused or is a place that the order can hold, and what was read is
// written as it was.
namespace {

using namespace ocop::lists;

constexpr ocop::db::ColumnNames kNoColumns{};
constexpr Sort kSorts[] = {{"reported", "reported", Kept::integer, Direction::descending}, {"name", "name"}, {"key", "k", Kept::bytes},
                           {"state", "state", Kept::text, Direction::ascending, "reported", Kept::integer}};
constexpr Source kSource{.name = "fuzz", .from = "FROM t", .columns = kNoColumns, .key = "id", .sorts = kSorts};

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  int orders = 0;
  for (const Sort& sort : kSorts) {
    for (const Direction direction : {Direction::ascending, Direction::descending}) {
      const auto read = read_cursor(text, kSource, sort, direction);
      if (!read) continue;
      ++orders;
      require(std::holds_alternative<std::int64_t>(read->sort) == (sort.kept == Kept::integer));
      require(std::holds_alternative<std::string>(read->key));
      if (sort.kept == Kept::text) require(std::get<std::string>(read->sort).find('\0') == std::string::npos);
      const auto again = read_cursor(write_cursor(*read, sort, direction), kSource, sort, direction);
      require(again && again->side == read->side && again->sort == read->sort && again->key == read->key && again->then == read->then);
      require(read->then.has_value() == !sort.then.empty());
    }
  }
  require(orders <= 1);
  return 0;
}
