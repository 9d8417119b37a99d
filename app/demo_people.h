#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "app/demo_way.h"

// The people of the demo.
namespace ocop::app {

inline constexpr std::string_view kDemoPassword = "ocop-demo-2026";
enum class Reach : unsigned char { installation, province, commune, producer };
struct DemoAccount {
  std::string_view login, display_name;
  Role role;
  Reach reach;
};
// What accounts of a province may do: those of producers for all of `producers`, officers of communes for all of `communes`.
struct DemoReach {
  std::string province;
  std::vector<std::string> communes;
  std::vector<ProducerId> producers;
};
// Makes the accounts and puts each where it belongs in `people`.
Result<void> make_people(const act::Acts& acts, std::span<const DemoAccount> accounts, const DemoReach& reach, ProvincePeople& people);

}  // namespace ocop::app
