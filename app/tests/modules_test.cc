// The modules together, as the program starts with them on an empty installation.
#include "app/modules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/application.h"
#include "app/messages.h"
#include "app/migrations.h"
#include "app/pages.h"
#include "kernel/files/files.h"
#include "tests/support/test_database.h"

namespace ocop::app {
namespace {

TEST(AppModules, SayTheirFoldersName) {
  std::set<std::string_view> names;
  for (const auto module : kModules) {
    const std::string_view name = module().name;
    EXPECT_TRUE(files::exists(std::string(OCOP_SOURCE_DIR) + "/modules/" + std::string(name) + "/manifest.cc")) << name;
    EXPECT_TRUE(names.insert(name).second) << name << " is there twice";
  }
}

TEST(AppModules, HaveMigrationsOfTheirOwn) {
  std::set<std::string_view> ids;
  for (const db::Migration& step : all_migrations()) EXPECT_TRUE(ids.insert(step.id).second) << step.id;
}

TEST(AppModules, DeclareEachKindOfLogEntryOnceAndInTheDocument) {
  const auto document = files::read(std::string(OCOP_SOURCE_DIR) + "/docs/formats/log.md");
  ASSERT_TRUE(document.ok());
  std::set<std::string_view> kinds;
  for (const auto module : kModules) {
    for (const tlog::Kind& kind : module().leaves) {
      EXPECT_TRUE(kinds.insert(kind.kind).second) << kind.kind << " is declared twice";
      EXPECT_NE(document->find("`" + std::string(kind.kind) + "`"), std::string::npos) << kind.kind << " is not in docs/formats/log.md";
      EXPECT_TRUE(std::is_sorted(kind.fields.begin(), kind.fields.end())) << kind.kind << ": canonical JSON has its keys sorted";
    }
  }
  EXPECT_FALSE(kinds.empty());
}

// One for all tests, which only look at it: opening it takes longer than any of them.
class AppApplication : public testing::Test {
 protected:
  struct Opened {
    test::TemporaryFolder folder;
    std::unique_ptr<Platform> platform;
    std::unique_ptr<Application> application;
  };
  static void SetUpTestSuite() {
    opened_ = new Opened;
    Config config;
    config.data = opened_->folder.path();
    auto platform = Platform::open(config);
    ASSERT_TRUE(platform.ok()) << platform.error().detail;
    opened_->platform = std::move(*platform);
    auto application = Application::open(*opened_->platform);
    ASSERT_TRUE(application.ok()) << application.error().detail;
    opened_->application = std::move(*application);
  }
  static void TearDownTestSuite() {
    delete opened_;
    opened_ = nullptr;
  }
  void SetUp() override {
    ASSERT_TRUE(opened_ && opened_->application);
    application_ = opened_->application.get();
  }
  const http::Route* route_of(const std::string& path, http::Method method) const {
    return application_->router().match(method, path).route;
  }

  static inline Opened* opened_ = nullptr;
  Application* application_ = nullptr;
};

TEST_F(AppApplication, StartsWithRoutesThatAreSoundAndAgreesWithItself) {
  EXPECT_TRUE(application_->router().check().empty()) << application_->router().check().front();
  EXPECT_TRUE(application_->recheck().empty());
}

TEST_F(AppApplication, LeadsToPagesThatAreThereAndAdmitWhomTheyAreShownTo) {
  const web::Navigation& navigation = application_->navigation();
  for (const web::Entry& entry : navigation.entries()) {
    const http::Route* route = route_of(entry.path, entry.press == web::Press::posts ? http::Method::post : http::Method::get);
    ASSERT_NE(route, nullptr) << entry.path;
    EXPECT_FALSE(entry.positions.empty()) << entry.path << " stands nowhere";
    // A page that admits anyone may be shown to fewer: signing out is no use to a visitor.
    if (entry.audience == web::Audience::admitted && route->policy.kind() != Policy::Kind::anyone)
      EXPECT_EQ(entry.policy.describe(), route->policy.describe()) << entry.path;
  }
  for (const web::Section& section : navigation.sections())
    EXPECT_TRUE(std::any_of(navigation.entries().begin(), navigation.entries().end(),
                            [&](const auto& entry) { return entry.path == section.entry; }))
        << section.below << " belongs to " << section.entry << ", which is no entry";
  EXPECT_NE(route_of(navigation.sign_in(), http::Method::get), nullptr);
  ASSERT_TRUE(navigation.search().has_value());
  EXPECT_NE(route_of(navigation.search()->path, http::Method::get), nullptr);
}

// A thumb reaches five places (web/styles/frame.css), whoever holds the phone.
TEST_F(AppApplication, FillsTheBottomBarWithFiveForEverybody) {
  EXPECT_EQ(application_->navigation().at(web::Spot::bottom, {}).size(), 5u);
  for (int role = 0; role < kRoleCount; ++role) {
    const Actor actor{AccountId{}, "", {{static_cast<Role>(role), "08", "", {}}}};
    EXPECT_EQ(application_->navigation().at(web::Spot::bottom, actor).size(), 5u) << role;
    EXPECT_NE(application_->navigation().home(actor), nullptr) << role;
    EXPECT_FALSE(application_->navigation().at(web::Spot::duties, actor).empty()) << role;
  }
}

// /api was half English under its Vietnamese heading.
TEST_F(AppApplication, EveryRouteOfTheApiSaysInVietnameseWhatItDoes) {
  for (const http::Route& route : application_->router().routes()) {
    if (!route.pattern.starts_with("/api/")) continue;
    EXPECT_TRUE(what_it_does(route.summary, Language::vi))
        << route.pattern << ": \"" << route.summary << "\" has no line in app/api.messages";
  }
}

// What a role may do was to be read out of a table of routes.
TEST_F(AppApplication, WhoMayDoWhatIsToldByThePoliciesThatDecide) {
  const http::Router& router = application_->router();
  for (const Language language : {Language::vi, Language::en}) {
    std::size_t told = 0, decided = 0;
    for (int i = 0; i < kRoleCount; ++i) {
      const auto role = static_cast<Role>(i);
      for (const Right right : {Right::does, Right::reads}) told += rights_of(router, role, right, language).size();
      std::set<std::string_view> own;
      for (const http::Route& route : router.routes())
        if (route.pattern.starts_with("/api/") && route.policy.kind() == Policy::Kind::roles && route.policy.names(role))
          own.insert(what_it_does(route.summary, language).value_or(""));
      decided += own.size();
      EXPECT_FALSE(own.empty()) << i;
    }
    EXPECT_EQ(told, decided);
  }
  const auto does = [&](Role role) { return rights_of(router, role, Right::does, Language::en); };
  const auto has = [&](Role role, std::string_view what) { return std::ranges::count(does(role), what) == 1; };
  EXPECT_TRUE(has(Role::council_member, msg::does_hand_in_the_own_sheet_it.en));
  EXPECT_FALSE(has(Role::administrator, msg::does_hand_in_the_own_sheet_it.en));
  EXPECT_TRUE(has(Role::administrator, msg::does_give_a_role.en));
  EXPECT_FALSE(has(Role::provincial_body, msg::does_give_a_role.en));
}

TEST_F(AppApplication, TheDesignPageShowsWhatModulesDraw) {
  http::Request request;
  request.path = "/design";
  const auto page = route_of("/design", http::Method::get)->handler(request);
  ASSERT_TRUE(page.ok());
  for (const std::string_view section : {"id=\"stars\"", "id=\"drawings\""})
    EXPECT_NE(page->body.find(section), std::string::npos) << section;
}

TEST_F(AppApplication, EverySecondDoesWhatTheModulesAskFor) {
  for (long long second = 0; second < 10; ++second) EXPECT_NO_THROW(application_->tick(second));
}

}  // namespace
}  // namespace ocop::app
