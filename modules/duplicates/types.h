#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "modules/likeness/likeness.h"
#include "modules/products/products.h"

namespace ocop::duplicates {

using PairId = Id<struct PairTag>;
enum class Answer : std::uint8_t { none, one, two };
inline constexpr std::array kAnswers{Answer::none, Answer::one, Answer::two};
std::string_view name(Answer answer);
Message label(Answer answer);

struct Pair {
  PairId id;
  ProductId a, b;
  std::string province, name, other_name;
  int weight = 0;                        // thousandths of a bit
  std::string evidence;                  // as it is kept; evidence_of reads it
  Instant found;
  Answer answer = Answer::none;
  std::optional<Instant> answered;
  std::optional<AccountId> answered_by;
  std::int64_t version = 1;
};
std::string path_of(const Pair& pair);
std::string evidence_text(const std::vector<likeness::Evidence>& evidence);
std::vector<likeness::Evidence> evidence_of(std::string_view text);

// A pair with both records as they are now.
struct Shown {
  Pair pair;
  products::Merges::Printed a, b;
  products::Product product_a, product_b;
};

struct IsOne {
  std::int64_t version = 0;              // of the pair, as it was read
  ProductId into;                        // the real record: one of the two
};
struct AreTwo {
  std::int64_t version = 0;
};
struct TakeBack {
  std::int64_t version = 0;
};

}  // namespace ocop::duplicates
