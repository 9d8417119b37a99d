#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/message.h"
#include "modules/places/places.h"

// Port of the module: whether two printed rows are one product, with the evidence of each field and one probability. Pure.
//
// The method is Fellegi & Sunter, "A Theory for Record Linkage", Journal of the American Statistical Association 64 (1969): each field adds
// log2(m/u), where m is how often rows of one product agree in this way and u how often rows of two products do; agreement on what is rare
// in the file says more than on what is common (W. E. Winkler, "Frequency-Based Matching in Fellegi-Sunter Model of Record Linkage", U.S.
// Census Bureau RR2000/06). What one field says is asked under what an earlier one said (a name under its maker), because the fields of a
// register are not independent. The sum of all weights, the prior among them, is all that the probability is computed of: there is no
// second number. Each m and u has its reason in weights.h.
namespace ocop::likeness {

// What a register prints of a product. The texts belong to the caller and outlive the call.
struct Record {
  std::string_view id;
  std::string_view province;            // code of today; rows of two provinces are never compared
  std::string_view name, maker;         // maker empty = the register names none
  std::string_view place;               // as printed, old or new names: "xã Phú Cần, huyện Tiểu Cần, Trà Vinh"
  std::string_view commune;             // code of today; may be empty
  std::string_view decision;            // as printed
  std::string_view group;               // "I".."VI" or empty
  std::string_view source;              // the page it was printed on
  std::optional<int> year{};
  int stars = 0;                        // 0 = not stated
};

enum class Field : std::uint8_t { prior, name, size, maker, place, year, decision, stars, group, source };
std::string_view name(Field field);
const Message& label(Field field);
// How two rows agree in a field. alike: but for slips, order, or words that say nothing new. says_more: one has words that the other lacks.
// could_be: a split unit, a district around the other's commune. expected: of the prior.
enum class Agreement : std::uint8_t { expected, same, alike, says_more, could_be, different, not_said };
std::string_view name(Agreement agreement);
const Message& label(Agreement agreement);

struct Evidence {
  Field field = Field::prior;
  Agreement agreement = Agreement::not_said;
  int weight = 0;                       // thousandths of a bit; positive speaks for one product
};
struct Pair {
  std::size_t a = 0, b = 0;             // places in the records, a < b
  std::vector<Evidence> evidence;       // the prior first, each field once; nothing of a field that neither row prints
  int weight = 0;                       // the sum of its evidence
  bool proposed() const { return weight >= 0; }   // more likely one product than two
};
double probability(int weight);         // 2^w / (1 + 2^w), w in bits

// proposed: those that a person is asked about. named: also those that a reader would stumble on (one name, other makers), at most
// kNamedOfRow of a row.
enum class Wanted : std::uint8_t { proposed, named };
inline constexpr std::size_t kNamedOfRow = 10;
// The likeliest first, then by the records' order. The same records give the same pairs. Of a block of more than kBlock rows with the same
// rare words each row is compared with its neighbours alone, so that the work grows with the rows and not with their pairs.
inline constexpr std::size_t kBlock = 64;
std::vector<Pair> find_pairs(std::span<const Record> records, const places::Index& places, Wanted wanted);

class Words;
// The same for records that are not held against each other at once: of a register of a country only one province's are made ready, and
// memory grows with the largest province. How common a word is, is asked of all of them, so their names are counted first.
class Finder {
 public:
  explicit Finder(const places::Index& places);
  ~Finder();
  Finder(const Finder&) = delete;
  Finder& operator=(const Finder&) = delete;
  void count(std::string_view name);                         // of each record, once, before the first pairs()
  // In the order of find_pairs, of which they are those of this province.
  std::vector<Pair> pairs(std::span<const Record> of_one_province, Wanted wanted);

 private:
  const places::Index& places_;
  std::unique_ptr<Words> words_;
  std::size_t records_ = 0;
};
// Places in the records, by province; in each in their order.
std::vector<std::vector<std::uint32_t>> by_province(std::span<const std::string_view> provinces);

// What the record prints in a field; empty for the prior and for what is not said.
std::string said(const Record& record, Field field);

// For programs and for a terminal. JSON: a list of {a, b, probability, proposed, weight, evidence: [{field, a, b, agreement, weight}]}.
std::string to_json(std::span<const Record> records, std::span<const Pair> pairs);
std::string to_text(std::span<const Record> records, std::span<const Pair> pairs, Language language);

}  // namespace ocop::likeness
