#include <gtest/gtest.h>

#include "kernel/manifest/manifest.h"

namespace ocop::manifest {
namespace {

struct Granary { int bags = 0; };
struct Mill { int stones = 0; };

std::string fault(const std::function<void()>& act) {
  try {
    act();
  } catch (const std::logic_error& thrown) {
    return thrown.what();
  }
  return "nothing was thrown";
}

TEST(ManifestPorts, GiveWhatALowerModulePublished) {
  Ports ports;
  Granary granary{3};
  const Mill mill{2};
  ports.publish<Granary>(granary);
  ports.publish<const Mill>(mill);
  ports.get<Granary>().bags = 4;
  EXPECT_EQ(granary.bags, 4);
  EXPECT_EQ(&ports.get<const Mill>(), &mill);
}

TEST(ManifestPorts, NameTheModuleAndThePortThatIsMissing) {
  Ports ports;
  ports.name_module("bakery");
  const std::string said = fault([&] { (void)ports.get<Mill>(); });
  EXPECT_NE(said.find("bakery needs "), std::string::npos) << said;
  EXPECT_NE(said.find("Mill"), std::string::npos) << said;
  EXPECT_THROW((void)ports.get<Mill>(), MissingPort);
}

TEST(ManifestPorts, OfWhatIsReadOnlyNobodyGetsMore) {
  Ports ports;
  const Mill mill{2};
  ports.publish<const Mill>(mill);
  EXPECT_THROW((void)ports.get<Mill>(), MissingPort);
}

TEST(ManifestPorts, RefuseASecondOfAType) {
  Ports ports;
  Granary one, two;
  ports.name_module("farm");
  ports.publish<Granary>(one);
  const std::string said = fault([&] { ports.publish<Granary>(two); });
  EXPECT_NE(said.find("farm publishes "), std::string::npos) << said;
  EXPECT_EQ(&ports.get<Granary>(), &one);
}

struct Shown { int rank = 0; std::string text; };
struct Other { int rank = 0; };

TEST(ManifestOffers, StandByRankAndThenInTheOrderOfTheModules) {
  Offers offers;
  EXPECT_TRUE(offers.all<Shown>().empty());
  offers.add(Shown{20, "c"});
  offers.add(Shown{10, "a"});
  offers.add(Shown{20, "d"});
  offers.add(Shown{10, "b"});
  offers.add(Other{1});
  std::string all;
  for (const Shown& shown : offers.all<Shown>()) all += shown.text;
  EXPECT_EQ(all, "abcd");
  EXPECT_EQ(offers.all<Other>().size(), 1u);
}

}  // namespace
}  // namespace ocop::manifest
