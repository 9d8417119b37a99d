#pragma once
#include "kernel/random/random.h"

namespace ocop {

// Ids of one moment, each greater than the one before, in its last eight bytes too (RFC 9562 §6.2, method 2: a random step). Rows that are
// written one after the other then go to the end of every index of their ids; in random order 100,000 of them touch every page of each.
class IdRun {
 public:
  IdRun(Instant now, Random& random) : random_(random), next_(new_uuid(now, random)) { next_.bytes[8] &= 0x8F; }   // room for the steps
  Uuid next_uuid();
  template <class T> T next() { return T{next_uuid()}; }

 private:
  Random& random_;
  Uuid next_;
};

}  // namespace ocop
