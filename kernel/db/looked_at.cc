#include "kernel/db/looked_at.h"

namespace ocop::db {

Health LookedAt::health() const {
  Health out;
  out.writable = false;
  out.reason = "opened to be looked at";
  return out;
}

void LookedAt::run_write(const std::function<bool(Transaction&)>&) {
  throw Failure(Failure::Kind::unavailable, "the database was opened to be looked at");
}

}  // namespace ocop::db
