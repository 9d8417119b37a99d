#include <algorithm>

#include "kernel/db/columns.h"

namespace ocop::db {

Uuid Row::uuid(int column) const {
  const std::string_view bytes = blob(column);
  Uuid uuid;
  if (bytes.size() != uuid.bytes.size())
    throw Failure(Failure::Kind::other,
                  "column " + std::to_string(column) + " holds " + std::to_string(bytes.size()) + " bytes where an id has 16");
  std::copy(bytes.begin(), bytes.end(), uuid.bytes.begin());
  return uuid;
}

void detail::unknown_word(int column, std::string_view word) {
  throw Failure(Failure::Kind::other,
                "column " + std::to_string(column) + " holds the word '" + std::string(word) + "', which is none of its own");
}

void detail::no_fraction(int column) {
  throw Failure(Failure::Kind::other, "column " + std::to_string(column) + " holds a denominator that is not above zero");
}

void detail::wrong_length(int column, std::size_t got, std::size_t wanted) {
  throw Failure(Failure::Kind::other, "column " + std::to_string(column) + " holds " + std::to_string(got) + " bytes, wanted " +
                                          std::to_string(wanted));
}

}  // namespace ocop::db
