#include "modules/places/live.h"
#include "modules/places/service.h"

namespace ocop::places {

void Follower::look(Instant now) {
  const std::uint64_t state = database_.changes(kPlacesChanged);   // before reading: what comes between is read twice
  const Date today = vietnam_date(now);
  if (state == state_ && today == day_) return;
  auto read = read_index(database_, today);
  if (!read) return;
  index_.renew(std::move(*read), now);
  state_ = state;
  day_ = today;
}

}  // namespace ocop::places
