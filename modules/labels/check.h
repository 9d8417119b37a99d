#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "modules/products/products.h"

// What the law asks of a label, looked for in the words of one. Decree 37/2026/NĐ-CP (article 42.1 and Annex I, in force since 23 January
// 2026; what Decree 43/2017/NĐ-CP as amended by 111/2021/NĐ-CP asked before, in articles 10 to 17 and its Annex I), Circular 29/2023/TT-BYT
// (nutrition, from 1 January 2026), Decision 1162/QĐ-VPĐP-OCOP (the mark). Article numbers of the older decree and the contents of both
// annexes are from general knowledge: whoever changes a rule reads the text again. Pure.
namespace ocop::labels {

enum class Duty : std::uint8_t {
  name,          // article 42.1 a: the name of the goods
  maker,         // article 42.1 b: name and address of who answers for them
  origin,        // article 42.1 c
  content,       // article 42.1 d and Annex I, as the next ones: how much there is in it
  made,
  expires,
  ingredients,
  storage,       // how it is used and kept
  no_medicine,   // Annex I, of what calls itself a food that protects health: that it is no medicine
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
  std::vector<const Message*> lacking; // of nutrition: the values that are not there
};
std::string_view name(Finding::State state);

struct LabelFacts {
  std::string product, maker;          // as registered
  std::string group;                   // "I" food, "II" drinks, "III" medicinal herbs …: what of the annex applies
  int stars = 0;                       // that hold on that day (rules::printable_stars)
};

// One finding for each duty that applies, in the order of the enum. `words`: all that is printed, as it is typed or read from a picture.
std::vector<Finding> check_label(std::string_view words, const LabelFacts& facts);

}  // namespace ocop::labels
