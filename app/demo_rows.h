#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "kernel/base/time.h"
#include "modules/places/places.h"

// The rows that the demo makes up for Cần Thơ, so that with the 87 real rows of the sample register it has as many products as a newspaper
// printed in December 2025 (data/counts, C08). Pure: the same on the same day. Every name of a product and of a maker says that it is made
// up; none is a person's. Days are counted from the day on which the demo is made, so that terms always end around it.
namespace ocop::app {

inline constexpr std::string_view kLivingProvince = "92";                     // Thành phố Cần Thơ
inline constexpr std::string_view kHillProvince = "15";                       // Lào Cai, with what was Yên Bái until 1 July 2025
inline constexpr std::array<int, 3> kPublished{648, 242, 5};                  // with 3, 4, 5 stars
inline constexpr std::array<int, 3> kReal{27, 60, 0};                         // of the sample register
inline constexpr std::string_view kMadeUp = "(minh họa)";
inline constexpr std::string_view kMadeUpSource = "demo-can-tho";            // of the register that they are rows of
inline constexpr std::string_view kHillSource = "demo-lao-cai";
inline constexpr std::size_t kHillRows = 250;

// A decision on paper that the rows name.
struct MadeUpDecision {
  std::string number, issuer;
  Date decided;
  enum class Fate : std::uint8_t { confirmed, waits } fate = Fate::confirmed;
  std::string printed{};               // as the register prints it
};
// The maker whose dossiers the demo takes through the programme, and the unit of its commune.
struct MadeUpMaker { std::string name, commune; };

struct MadeUpRow {
  std::string id, name, maker, kind, group, commune;
  int stars = 3;
  int decision = -1;                   // position; -1 = it names none
  std::string product_set{};           // of those that are evaluated
};
struct MadeUpProvince {
  std::string code{kLivingProvince}, name{"Cần Thơ"};
  std::vector<MadeUpDecision> decisions;
  std::vector<MadeUpRow> rows;
  std::vector<MadeUpMaker> makers;     // whose dossiers the demo takes through: of Cần Thơ three cooperatives of one commune
};
// Precondition: there are communes.
MadeUpProvince made_up_province(std::span<const places::Commune* const> communes, Date today);
// A province in the hills: a cooperative in each of the first communes, all of kHillRows with a set to be evaluated by; no number of
// them is printed anywhere. Precondition: there are communes.
MadeUpProvince made_up_hills(std::span<const places::Commune* const> communes, Date today);
// As a register prints them: what an import reads (docs/formats/register.md).
std::string register_of(const MadeUpProvince& province);

}  // namespace ocop::app
