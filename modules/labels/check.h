#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "modules/products/products.h"

// What the law asks of a label, looked for in the words of one. Decree 43/2017/NĐ-CP as amended by 111/2021/NĐ-CP (articles 10 to 17 and
// Annex I), Circular 29/2023/TT-BYT (nutrition, from 1 January 2026), Decision 1162/QĐ-VPĐP-OCOP (the mark). Article numbers are from
// general knowledge of the decree: whoever changes a rule reads the text again. Pure.
namespace ocop::labels {

enum class Duty : std::uint8_t {
  name,          // article 10, 11: the name of the goods
  maker,         // article 10, 12: name and address of who answers for them
  origin,        // article 10, 15
  content,       // article 13, Annex I
  made,          // article 14, Annex I
  expires,       // article 14, Annex I
  ingredients,   // article 16, Annex I
  storage,       // Annex I: how it is used and kept
  nutrition,     // Circular 29/2023: energy, protein, carbohydrate, fat, sodium
  sugar,         // the same, of what sugar was added to
  fat,           // the same, of what is fried: saturated fat
  stars,         // Decision 1162: the mark bears the stars that hold
};
inline constexpr int kDuties = static_cast<int>(Duty::stars) + 1;
const Message& label(Duty duty);
const Message& source(Duty duty);      // the article
const Message& advice(Duty duty);      // what to write
std::string_view name(Duty duty);

struct Finding {
  Duty duty = Duty::name;
  enum class State : std::uint8_t { there, missing, wrong } state = State::missing;
  std::string seen;                    // the words that were taken for it; of a wrong one what stands there
};
std::string_view name(Finding::State state);

struct LabelFacts {
  std::string product, maker;          // as registered
  std::string group;                   // "I" food, "II" drinks …: what of the annex applies
  int stars = 0;                       // that hold on that day (products::stars_in_force)
};

// One finding for each duty that applies, in the order of the enum. `words`: all that is printed, as it is typed or read from a picture.
std::vector<Finding> check_label(std::string_view words, const LabelFacts& facts);

}  // namespace ocop::labels
