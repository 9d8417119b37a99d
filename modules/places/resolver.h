#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/places/address.h"
#include "modules/places/places.h"

namespace ocop::places {

// Looks up what read_address understood: every run of words that is the name of a unit, of a former district or of a province, present or
// former; then the unit that explains most of what was written and against which nothing speaks. Immutable, thread-safe; refers to the
// units it was made of.
class Resolver {
 public:
  Resolver(std::span<const Province> provinces, std::span<const Commune> communes, std::span<const FormerUnit> former);
  Resolved resolve(std::string_view written) const;
  // The same; what is not understood as it was typed is read as raw Telex, and says so (Resolved::read_as).
  Resolved understand(std::string_view typed) const;

 private:
  // A name that a unit has or had. A former unit stands once, with all that it became.
  struct Unit {
    Name name;
    std::string province;                        // key of the province it was printed under; of a present unit the present one
    std::int32_t district = -1;                  // of a present unit none
    std::vector<std::uint32_t> communes;
    std::vector<std::uint32_t> former;           // beside communes; empty = a present unit
  };
  struct District { Name name; std::string province; };
  // A run of words that is a name: its sign, its words.
  struct Mention {
    std::size_t sign = 0, begin = 0, end = 0;
    Kind kind = Kind::none;
    std::uint32_t target = 0;                    // of units and districts; of provinces a place in province_keys_
  };
  struct Mentions { std::vector<Mention> units, districts, provinces; };
  // How well a unit fits what was written; the first that differs decides, less is better.
  struct Rating {
    int against = 0;         // something written names another district, province or unit
    int unexplained = 0;     // words behind the name that nothing explains
    int loose = 0;           // the name begins in the middle of a part, without a sign
    int kind_differs = 0;    // "xã" is written, it is a ward
    int marks_differ = 0;
    int mixed = 0;           // a unit of today under a district of before
    int understood = 0;      // words that the name, its district and province explain; negative, for more is better
    int preference = 0;      // among equals
    auto operator<=>(const Rating&) const = default;
  };
  struct Candidate {
    Rating rating;
    Mention mention;
    std::uint32_t unit = 0;
    Doubt doubt = Doubt::none;
    enum class Narrowed : unsigned char { no, by_province, by_district } narrowed = Narrowed::no;
  };

  Resolved resolve_as(const Address& address) const;
  void add_provinces(std::span<const Province> provinces);
  void add_units(std::span<const Commune> communes, std::span<const FormerUnit> former);
  void add_unit(Unit unit);
  std::int32_t district_of(const FormerUnit& unit, std::string_view province);
  std::string province_key(std::string_view printed) const;
  std::uint32_t province_id(std::string_view key) const;

  Mentions find_mentions(const Address& address) const;
  Candidate rate(const Address& address, const Mentions& mentions, const Mention& mention) const;
  void explain(const Mentions& mentions, const Unit& unit, Candidate& out, std::vector<char>& covered) const;
  void hold_against(const Address& address, const Mentions& mentions, const std::vector<char>& covered, Candidate& out) const;
  bool is_in(const Unit& unit, const Mention& province) const;
  Resolved answer(std::span<const Candidate> equals) const;
  bool is_certain(const Resolved& found, std::span<const Candidate> equals) const;

  std::span<const Commune> communes_;
  std::span<const FormerUnit> former_;
  std::vector<Unit> units_;
  std::vector<District> districts_;
  std::vector<std::string> province_keys_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> units_by_name_, districts_by_name_;
  std::unordered_map<std::string, std::uint32_t> provinces_by_name_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> provinces_by_initials_;   // "kg"; "hg" is two
  std::map<std::string, std::int32_t, std::less<>> district_ids_;                 // "huyện|province"
  std::vector<std::vector<std::int32_t>> districts_of_commune_;                   // where the former units of a commune were
  std::vector<std::vector<std::string>> provinces_of_commune_;                    // keys, the present one first
};

}  // namespace ocop::places
