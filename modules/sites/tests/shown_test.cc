// What of a page is everybody's, and what stops being so.
#include "modules/sites/tests/sites_desk.h"

namespace ocop::sites {
namespace {

class SitesShown : public Sites {};
OCOP_ON_BOTH_ENGINES(SitesShown);

// The public API listed every picture that the producer ever sent: of drafts, and faces that were taken off the page.
TEST_P(SitesShown, AStrangerSeesThePicturesOfTheShownEditionAlone) {
  ASSERT_TRUE(service_->write(who("member"), producer, face("mẩy")));
  publish();
  const PictureId shown_face = *shown().contact.face;
  ASSERT_TRUE(service_->write(who("member"), producer, face("người khác")));
  ASSERT_TRUE(service_->add_step(who("member"), producer, step("Ngâm", "chưa đăng"), {}));
  EXPECT_EQ(pictures(), 3u);
  const Page page = shown();
  EXPECT_EQ(page.pictures.size(), 1u);
  EXPECT_NE(page.picture(shown_face), nullptr);
  const auto api = desk_.api(http::Method::get, "/api/v1/sites?name=htx-khau-sli-na-giang");
  EXPECT_TRUE(test::has(api, shown_face.text()));
  for (const PictureId id : rules::pictures_of(now().site.content, now().site.contact)) EXPECT_FALSE(test::has(api, id.text()));
  const auto all = service_->newest(0, 10);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].face->id, shown_face);
}

// Anybody may register a producer: its pictures are not given to the world before somebody has looked at it.
TEST_P(SitesShown, PicturesOfAProducerThatWaitsAreNotGivenOut) {
  producers_.rows[0].presence = producers::Presence::waiting;
  ASSERT_TRUE(service_->write(who("member"), producer, face("mẩy")));
  const auto kept = database().read([&](db::Reader& reader) { return store::pictures(reader, producer); });
  ASSERT_EQ(kept.size(), 1u);
  const std::string file = kept[0].files.at(0).sha256;
  const auto encoding = [&] { return database().read([&](db::Reader& reader) { return service_->encoding_of(reader, file); }); };
  EXPECT_FALSE(encoding());
  for (const std::string_view rest : {"", "/face"}) {
    const auto page = desk_.get(path(rest), "member");
    EXPECT_TRUE(test::has(page, msg::picture_waits.vi)) << rest;
    EXPECT_FALSE(test::has(page, file)) << rest;
  }
  producers_.rows[0].presence = producers::Presence::listed;
  EXPECT_EQ(encoding(), kept[0].files.at(0).encoding);
  EXPECT_TRUE(test::has(desk_.get(path(), "member"), file));
}

// A page of many editions refused every new picture: those of editions that nobody sees counted.
TEST_P(SitesShown, HistoryNeverStandsInTheWayOfANewPicture) {
  constexpr int kSteps = 3, kEditions = 16;   // 48 pictures
  for (int edition = 0; edition < kEditions; ++edition) {
    for (int at = 0; at < kSteps; ++at) {
      const StepForm form = step("Bước " + std::to_string(at), "lần " + std::to_string(edition) + " bước " + std::to_string(at));
      const auto steps = now().site.content.steps;
      if (edition == 0) {
        ASSERT_TRUE(service_->add_step(who("member"), producer, form, {}));
      } else {
        ASSERT_TRUE(service_->write_step(who("member"), producer, steps.at(static_cast<std::size_t>(at)).id, form)) << edition;
      }
    }
    publish();
  }
  EXPECT_LE(pictures(), rules::kMostPictures);
  EXPECT_GT(pictures(), rules::kMostPictures - kSteps) << "what there is room for is kept";
  EXPECT_NE(shown().picture(shown().content.steps.at(0).picture), nullptr);
}

// Restoring last year's edition wrote last year's address onto the page, and papers that the helper may not choose.
TEST_P(SitesShown, AnEarlierEditionDoesNotBringBackAnAddressOrPapers) {
  PaperId old, later;
  old.uuid.bytes[3] = 4;
  later.uuid.bytes[3] = 5;
  producers_.papers.push_back({.id = old, .producer = producer, .title = "Cũ"});
  producers_.papers.push_back({.id = later, .producer = producer, .title = "Mới"});
  const auto choose = [&](PaperId id) {
    PapersForm papers;
    papers.version = version();
    papers.papers = {id};
    return service_->write(who("member"), producer, papers).ok();
  };
  const auto live_at = [&](std::string zalo, std::string way, std::string point) {
    ContactForm form = contact(std::move(zalo));
    form.visiting = std::move(way);
    form.point = std::move(point);
    return service_->write(who("member"), producer, form).ok();
  };
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  ASSERT_TRUE(choose(old) && live_at("0912345678", "Nhà cũ", "22.6, 106.1"));
  publish();
  ASSERT_TRUE(service_->write(who("member"), producer, story("hai")));
  ASSERT_TRUE(choose(later) && live_at("0987654321", "Nhà mới", "22.7, 106.2"));
  ASSERT_TRUE(service_->restore(who("helper"), producer, 1, {version()}));
  const Site site = now().site;
  EXPECT_EQ(site.content.story.vi, "một");
  EXPECT_EQ(site.contact.zalo, "0987654321") << "of the shown edition too";
  EXPECT_EQ(site.content.visiting.vi, "Nhà mới");
  EXPECT_EQ(rules::show(site.content.point), "22.70000, 106.20000");
  EXPECT_EQ(site.content.papers, std::vector<PaperId>{later}) << "a helper for the story alone chooses no papers";
  ASSERT_TRUE(service_->restore(who("member"), producer, 1, {version()}));
  EXPECT_EQ(now().site.content.papers, std::vector<PaperId>{old});
}

// A page that was taken down between two reads ended the request with a crash: a former name is followed in one read.
TEST_P(SitesShown, TheApiFollowsAFormerNameAndASiteTakenDownIsNotFound) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  NameForm form;
  form.version = version();
  form.name = "khau-sli";
  ASSERT_TRUE(service_->rename(who("member"), producer, form));
  EXPECT_EQ(service_->page("htx-khau-sli-na-giang")->name, "khau-sli");
  EXPECT_EQ(desk_.api(http::Method::get, "/api/v1/sites?name=htx-khau-sli-na-giang").status, 200);
  ASSERT_TRUE(service_->unpublish(who("member"), producer, {version()}));
  for (const std::string_view name : {"htx-khau-sli-na-giang", "khau-sli", "khong-co"})
    EXPECT_EQ(desk_.api(http::Method::get, "/api/v1/sites?name=" + std::string(name)).status, 404) << name;
}

TEST_P(SitesShown, ASecondTapOnRemoveIsNoError) {
  const auto made = service_->add_step(who("member"), producer, step("Ngâm"), {});
  ASSERT_TRUE(made);
  const Seen at{version()};
  const auto first = service_->remove_step(who("member"), producer, made->id, at);
  ASSERT_TRUE(first);
  EXPECT_EQ(*service_->remove_step(who("member"), producer, made->id, at), *first);
  EXPECT_EQ(*service_->remove_step(who("member"), producer, made->id, {version()}), *first) << "nothing was changed";
  EXPECT_EQ(service_->remove_step(who("stranger"), producer, made->id, at).error().kind, ErrorKind::not_found);
}

// A household that erased its account left its number, its face and the way to its door on a page that nobody could take down.
TEST_P(SitesShown, TheLastOfItsPeopleTakesTelephoneAndFaceAlong) {
  ContactForm form = contact("0912345678");
  form.phone = "0987654321";
  form.visiting = "Nhà sàn thứ ba";
  form.point = "22.6667, 106.1333";
  ASSERT_TRUE(service_->write(who("member"), producer, form));
  ASSERT_TRUE(service_->write(who("member"), producer, face("mẩy")));
  ASSERT_TRUE(service_->write(who("member"), producer, story("Nghề")));
  publish();
  ASSERT_TRUE(service_->write(who("member"), producer, story("Nghề của bà")));
  publish();
  identity_.add(who("member"));
  const Grant membership{Role::producer_member, "", "", producer};
  const auto ends = [&](AccountId account, const Grant& grant) {
    const act::Acts acts(database(), clock_, random_);
    ASSERT_TRUE(acts.run_without_account([&](act::Moment& act) -> Result<void> {
      service_->role_ended(act, account, grant);
      return {};
    }));
  };
  AccountId cousin;
  cousin.uuid.bytes[1] = 9;
  ends(cousin, membership);
  EXPECT_EQ(shown().contact.zalo, "0912345678") << "another member is there who answers for it";
  identity_.accounts.clear();
  ends(*who("member").account, {Role::helper, "", "", producer});
  EXPECT_EQ(shown().contact.zalo, "0912345678") << "a helper is none of its people";
  ends(*who("member").account, membership);
  EXPECT_EQ(shown().contact, Contact{});
  EXPECT_EQ(shown().content.story.vi, "Nghề của bà");
  EXPECT_EQ(pictures(), 0u);
  const auto page = desk_.get("/htx-khau-sli-na-giang");
  for (const std::string_view gone : {"0912345678", "0987654321", "Nhà sàn thứ ba", "22.66670"})
    EXPECT_FALSE(test::has(page, gone)) << gone;
  for (const Edition& edition : history()) {
    EXPECT_FALSE(edition.content.point) << edition.number;
    EXPECT_TRUE(edition.content.visiting.vi.empty()) << edition.number;
  }
}

// Two records of one maker had two pages in public, and the one that was given up went on speaking for both.
TEST_P(SitesShown, ThePageOfARecordThatWasMergedLeadsToTheRealOne) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  producers_.merged.push_back({producer, other});
  const auto without = desk_.get("/en/htx-khau-sli-na-giang");
  EXPECT_EQ(without.status, 308);
  EXPECT_EQ(test::header(without, "Location"), "/en/producers/" + other.text()) << "the real one has no page";
  EXPECT_TRUE(service_->addresses(0, 10).empty());
  EXPECT_TRUE(service_->newest(0, 10).empty());
  EXPECT_EQ(service_->published_name(producer), "");
  EXPECT_EQ(desk_.api(http::Method::get, "/api/v1/sites?name=htx-khau-sli-na-giang").status, 404);
  StoryForm form;
  form.story = "hai";
  ASSERT_TRUE(service_->write(who("stranger"), other, form));
  ASSERT_TRUE(service_->publish(who("stranger"), other, {service_->own(who("stranger"), other)->site.version}));
  const auto real = desk_.get("/htx-khau-sli-na-giang");
  EXPECT_EQ(real.status, 308);
  EXPECT_EQ(test::header(real, "Location"), "/htx-khau-sli-na-giang-tan-van");
  EXPECT_EQ(desk_.get("/htx-khau-sli-na-giang-tan-van").status, 200);
  EXPECT_EQ(service_->page("htx-khau-sli-na-giang")->name, "htx-khau-sli-na-giang-tan-van");
  producers_.merged.clear();
  EXPECT_EQ(desk_.get("/htx-khau-sli-na-giang").status, 200) << "parted again";
}

// Chosen where the page is written, worn by the desk at once and by the page when it is published.
TEST_P(SitesShown, APageWearsTheLookThatWasChosen) {
  const auto saved = desk_.post(path("/look"), "member", {{"version", "0"}, {"look", "leaf"}});
  EXPECT_EQ(saved.status, 303);
  EXPECT_TRUE(test::has(desk_.get(path(), "member"), "data-theme=\"leaf\""));
  EXPECT_EQ(desk_.post(path("/look"), "member", {{"version", seen()}, {"look", "neon"}}).status, 422);
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  EXPECT_TRUE(test::has(desk_.get("/htx-khau-sli-na-giang"), "data-theme=\"leaf\""));
  EXPECT_EQ(desk_.post(path("/look"), "member", {{"version", seen()}, {"look", "rice"}}).status, 303);
  EXPECT_FALSE(test::has(desk_.get(path(), "member"), "data-theme")) << "the site's own";
  EXPECT_TRUE(test::has(desk_.get("/htx-khau-sli-na-giang"), "data-theme=\"leaf\"")) << "until it is published";
}

}  // namespace
}  // namespace ocop::sites
