#include <gtest/gtest.h>

#include <stdexcept>

#include "kernel/web/navigation.h"

namespace ocop::web {
namespace {

constexpr Message kLabel{"Mục", "Entry"};

std::vector<std::string> paths(const Navigation& navigation, Spot spot, const Actor& actor = {}) {
  std::vector<std::string> out;
  for (const Entry* entry : navigation.at(spot, actor)) out.push_back(entry->path);
  return out;
}
using Paths = std::vector<std::string>;

Actor with_role(Role role) {
  Actor actor;
  actor.account = AccountId{};
  actor.grants.push_back({.role = role, .province = "68"});
  return actor;
}

TEST(WebNavigation, OrdersASpotByRankAndThenByArrival) {
  Navigation navigation;
  navigation.add(Entry{.path = "/c", .label = kLabel, .positions = {{Spot::header, 20}, {Spot::bottom, 1}}});
  navigation.add(Entry{.path = "/a", .label = kLabel, .positions = {{Spot::header, 10}}});
  navigation.add(Entry{.path = "/d", .label = kLabel, .positions = {{Spot::header, 20}}});
  EXPECT_EQ(paths(navigation, Spot::header), (Paths{"/a", "/c", "/d"}));
  EXPECT_EQ(paths(navigation, Spot::bottom), (Paths{"/c"}));
  EXPECT_TRUE(paths(navigation, Spot::account).empty());
}

TEST(WebNavigation, LeadsNobodyToAPageThatRefusesHim) {
  Navigation navigation;
  navigation.add(Entry{.path = "/all", .label = kLabel, .positions = {{Spot::header, 1}}});
  navigation.add(Entry{.path = "/work", .label = kLabel, .positions = {{Spot::header, 2}}, .policy = Policy::signed_in()});
  navigation.add(
      Entry{.path = "/accounts", .label = kLabel, .positions = {{Spot::header, 3}}, .policy = Policy::roles(Role::administrator)});
  navigation.add(Entry{.path = "/sign-in", .label = kLabel, .positions = {{Spot::header, 4}}, .audience = Audience::visitors});
  EXPECT_EQ(paths(navigation, Spot::header), (Paths{"/all", "/sign-in"}));
  EXPECT_EQ(paths(navigation, Spot::header, with_role(Role::commune_officer)), (Paths{"/all", "/work"}));
  EXPECT_EQ(paths(navigation, Spot::header, with_role(Role::administrator)), (Paths{"/all", "/work", "/accounts"}));
}

TEST(WebNavigation, NarrowsAPositionWithoutThePage) {
  Navigation navigation;
  navigation.add(Entry{.path = "/work", .label = kLabel,
                       .positions = {{Spot::header, 1, Policy::roles(Role::commune_officer)}, {Spot::account, 1}},
                       .policy = Policy::signed_in()});
  EXPECT_EQ(paths(navigation, Spot::header, with_role(Role::commune_officer)), (Paths{"/work"}));
  EXPECT_TRUE(paths(navigation, Spot::header, with_role(Role::administrator)).empty());
  EXPECT_EQ(paths(navigation, Spot::account, with_role(Role::administrator)), (Paths{"/work"}));
}

TEST(WebNavigation, HoldsFiveAtTheBottom) {
  Navigation navigation;
  for (const char* path : {"/a", "/b", "/c", "/d", "/e", "/f"})
    navigation.add(Entry{.path = path, .label = kLabel, .positions = {{Spot::bottom, 1}, {Spot::header, 1}}});
  EXPECT_EQ(paths(navigation, Spot::bottom), (Paths{"/a", "/b", "/c", "/d", "/e"}));
  EXPECT_EQ(paths(navigation, Spot::header).size(), 6u);
}

// An administrator came in at "your account has no role yet": the list of work was everybody's first page.
TEST(WebNavigation, LeadsEachRoleToItsHome) {
  Navigation navigation;
  navigation.add(Entry{.path = "/work", .label = kLabel, .policy = Policy::signed_in(), .home = Policy::roles(Role::commune_officer)});
  navigation.add(Entry{.path = "/accounts", .label = kLabel, .home = Policy::roles(Role::administrator)});
  const auto home = [&](const Actor& actor) {
    const Entry* entry = navigation.home(actor);
    return entry ? entry->path : std::string();
  };
  EXPECT_EQ(home(with_role(Role::commune_officer)), "/work");
  EXPECT_EQ(home(with_role(Role::administrator)), "/accounts");
  Actor both = with_role(Role::administrator);
  both.grants.push_back({.role = Role::commune_officer, .province = "68"});
  EXPECT_EQ(home(both), "/work") << "the first entry";
  EXPECT_EQ(home(with_role(Role::council_chair)), "");
  EXPECT_EQ(home({}), "");
}

// The secretary of a council came in where a maker without a role begins: that page had been added first.
TEST(WebNavigation, ARolesHomeComesBeforeThatOfEverybody) {
  Navigation navigation;
  navigation.add(Entry{.path = "/start", .label = kLabel, .policy = Policy::signed_in(), .home = Policy::signed_in()});
  navigation.add(Entry{.path = "/dossiers", .label = kLabel, .home = Policy::roles(Role::secretary)});
  EXPECT_EQ(navigation.home(with_role(Role::secretary))->path, "/dossiers");
  EXPECT_EQ(navigation.home(with_role(Role::council_chair))->path, "/start");
}

TEST(WebNavigation, FindsWhereAPageBelongsByTheLongestPath) {
  Navigation navigation;
  for (const std::string_view path : {"/", "/work", "/settings/people"}) navigation.add(Entry{.path = std::string(path), .label = kLabel});
  navigation.add(Section{"/dossiers", "/work"});
  navigation.add(Section{"/settings", "/work"});
  navigation.add(Section{"/elsewhere", "/nowhere"});
  navigation.add(Entry{.path = "/decisions", .label = kLabel});
  navigation.add(Section{"/decisions", "/work"});   // the section says more than the entry of the same path
  const auto of = [&](std::string_view path) {
    const Entry* entry = navigation.of_path(path);
    return entry == nullptr ? std::string() : entry->path;
  };
  const std::pair<std::string_view, std::string_view> kCases[] = {{"/", "/"},
                                                                  {"/work", "/work"},
                                                                  {"/work/list", "/work"},
                                                                  {"/workshop", ""},
                                                                  {"/dossiers/1/sheet", "/work"},
                                                                  {"/settings/x", "/work"},
                                                                  {"/settings/people/1", "/settings/people"},
                                                                  {"/decisions", "/work"},
                                                                  {"/decisions/1", "/work"},
                                                                  {"/products", ""},
                                                                  {"/elsewhere", ""},
                                                                  {"", ""}};
  for (const auto& [path, entry] : kCases) EXPECT_EQ(of(path), entry) << path;
}

TEST(WebNavigation, MergesWhatModulesBringAndRefusesTwoOfAThing) {
  Navigation all, one, again, box, other_box;
  one.add(Entry{.path = "/map", .label = kLabel, .positions = {{Spot::header, 5}}});
  one.add(Section{"/places", "/map"});
  again.add(Entry{.path = "/map", .label = kLabel});
  box.set(SearchBox{.path = "/products", .label = kLabel, .example = kLabel, .own_page = "/"});
  box.set_sign_in("/sign-in");
  all.merge(one);
  all.merge(box);
  ASSERT_NE(all.of_path("/places/68"), nullptr);
  EXPECT_EQ(all.of_path("/places/68")->path, "/map");
  ASSERT_TRUE(all.search().has_value());
  EXPECT_EQ(all.search()->path, "/products");
  EXPECT_EQ(all.sign_in(), "/sign-in");
  EXPECT_THROW(all.merge(again), std::logic_error);
  other_box.set(SearchBox{.path = "/other", .label = kLabel, .example = kLabel, .own_page = {}});
  EXPECT_THROW(all.merge(other_box), std::logic_error);
  EXPECT_THROW(all.set_sign_in("/enter"), std::logic_error);
}

}  // namespace
}  // namespace ocop::web
