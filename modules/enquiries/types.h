#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "modules/producers/producers.h"

namespace ocop::enquiries {

using EnquiryId = Id<struct EnquiryTag>;

// What a visitor asks a maker.
struct Enquiry {
  EnquiryId id;
  ProducerId producer;
  std::string name, contact, words;    // who asks, how to reach them, what
  Instant asked;
  std::optional<Instant> answered{};
  std::optional<AccountId> answered_by{};
  std::int64_t version = 1;
};
std::string path_of(ProducerId producer);                  // "/producers/{id}/enquiries"
std::string form_path(ProducerId producer);                // "/producers/{id}/enquiry"

struct Ask {
  std::string name, contact, words;
  enum class Consent : std::uint8_t { no, yes } consent = Consent::no;
};
struct Answered { std::int64_t version = 0; };

}  // namespace ocop::enquiries
