#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"

// What a phone sends: a batch of acts in the order in which they were done. Pure.
namespace ocop::sync {

// One act as the phone wrote it down.
struct Act {
  Uuid id;                       // made by the phone; the same act sent again carries the same id
  std::string kind;              // "dossier.answer"
  std::string subject;           // what it is about, in the kind's own words ("<dossier>/1.1"); may be empty
  Instant made;                  // by the phone's clock
  std::string body;              // a JSON object, as sent
  bool operator==(const Act&) const = default;
};
struct Batch {
  Uuid device;                   // made once by each browser; tells two phones of one person apart
  Instant sent;                  // by the phone's clock, as it sends: what its clock is worth
  std::vector<Act> acts;
};
inline constexpr std::size_t kMostActs = 200;                // a day of work; a longer outbox is sent in turns
inline constexpr std::size_t kMostBodyBytes = 128u << 10;    // a commune's report whose six texts are full is 73 kB
inline constexpr std::size_t kMostKindBytes = 64;
inline constexpr std::size_t kMostSubjectBytes = 128;

// {"device": uuid, "sent": time, "acts": [{"id", "kind", "subject"?, "made", "body"}]}. Whatever is wrong in it refuses the whole batch,
// because a phone that writes such a text is broken. Errors: malformed_request; invalid_input with the field ("acts.3.id"); too_large.
Result<Batch> read_batch(std::string_view json);


}  // namespace ocop::sync
