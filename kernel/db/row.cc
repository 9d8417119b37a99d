#include <algorithm>

#include "kernel/db/db.h"

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

}  // namespace ocop::db
