#include "modules/sites/tests/sites_desk.h"

namespace ocop::sites {
namespace {

OCOP_ON_BOTH_ENGINES(Sites);

TEST_P(Sites, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// The heart of the module: a household that never had a page.
TEST_P(Sites, AMemberWritesPublishesAndEverybodySees) {
  EXPECT_EQ(now().site.content.story.vi, "Nghề của bà.") << "what it told the register before is there already";
  ASSERT_TRUE(service_->write(who("member"), producer, face("mẩy")));
  ASSERT_TRUE(service_->add_step(who("member"), producer, step("Ngâm nếp một đêm", "nếp"), {}));
  ASSERT_TRUE(service_->write(who("member"), producer, contact("0912 345 678")));
  EXPECT_EQ(desk_.get("/htx-khau-sli-na-giang").status, 404) << "nobody sees a draft";
  publish();
  for (const std::string_view language : {"", "/en"}) {
    const auto page = desk_.get(std::string(language) + "/htx-khau-sli-na-giang");
    ASSERT_EQ(page.status, 200);
    for (const std::string_view text : {"Ngâm nếp một đêm", "https://zalo.me/0912345678", "Nghề của bà.", "Khẩu sli",
                                        "application/ld+json",
                                        "og:image", "rel=\"canonical\"", "width=\"1600\""})
      EXPECT_TRUE(test::has(page, text)) << text;
    test::expect_sound(page, language);
  }
  EXPECT_TRUE(test::has(desk_.get("/en/htx-khau-sli-na-giang"), msg::in_vietnamese_only.en)) << "where English is missing it says so";
  EXPECT_FALSE(test::has(desk_.get("/htx-khau-sli-na-giang"), msg::in_vietnamese_only.vi));
  EXPECT_EQ(service_->addresses(0, 10), (std::vector<std::string>{"/htx-khau-sli-na-giang"}));
  EXPECT_EQ(service_->count(), 1u);
  const auto all = desk_.get("/sites/published");
  EXPECT_TRUE(test::has(all, "href=\"/htx-khau-sli-na-giang\""));
  test::expect_sound(all);
  const auto api = desk_.api(http::Method::get, "/api/v1/sites?name=htx-khau-sli-na-giang");
  EXPECT_EQ(api.status, 200);
  EXPECT_TRUE(test::has(api, "0912345678"));
}

TEST_P(Sites, WhatIsChangedAfterwardsWaitsForTheNextEdition) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  ASSERT_TRUE(service_->write(who("member"), producer, story("hai")));
  EXPECT_EQ(shown().content.story.vi, "một");
  EXPECT_TRUE(now().ahead);
  publish();
  EXPECT_EQ(shown().content.story.vi, "hai");
  ASSERT_TRUE(service_->restore(who("member"), producer, 1, {version()}));
  EXPECT_EQ(now().site.content.story.vi, "một");
  EXPECT_EQ(shown().content.story.vi, "hai") << "an earlier edition comes back as a draft";
  EXPECT_EQ(history().size(), 2u);
}

TEST_P(Sites, TheOthersOfAProducerAreNotFound) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("của ta")));
  for (const std::string_view key : {"stranger", "clerk"}) {
    EXPECT_EQ(service_->own(who(key), producer).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->write(who(key), producer, story("của người")).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->write(who(key), producer, face("x")).error().kind, ErrorKind::not_found) << key;
    EXPECT_EQ(service_->publish(who(key), producer, {version()}).error().kind, ErrorKind::not_found) << key;
  }
  EXPECT_EQ(studio_.developed, 0) << "a stranger's picture costs no work";
  EXPECT_EQ(desk_.get(path(), "").status, 401);
  EXPECT_EQ(desk_.get(path(), "stranger").status, 404);
  EXPECT_EQ(now().site.content.story.vi, "của ta");
}

TEST_P(Sites, AHelperWithTheStoryWritesWithBothNamesAndDoesNotChoosePapers) {
  producers_.papers.push_back({.id = PaperId{}, .producer = producer, .title = "Giấy"});
  ASSERT_TRUE(service_->write(who("helper"), producer, story("chị giúp viết")));
  const auto acts = database().read([&](db::Reader& reader) { return act::on_behalf_of(reader, producer, 10); });
  ASSERT_EQ(acts.size(), 1u);
  EXPECT_EQ(acts[0].what, "site.changed");
  PapersForm papers;
  papers.version = version();
  papers.papers = {PaperId{}};
  EXPECT_EQ(service_->write(who("helper"), producer, papers).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(test::has(desk_.get(path(), "helper"), msg::papers_not_yours.vi));
  EXPECT_TRUE(service_->write(who("member"), producer, papers));
}

TEST_P(Sites, APaperThatEndedIsShownNoMore) {
  PaperId id;
  id.uuid.bytes[3] = 4;
  producers_.papers.push_back({.id = id, .producer = producer, .title = "Giấy đủ điều kiện", .number = "12/ATTP"});
  PapersForm papers;
  papers.papers = {id};
  ASSERT_TRUE(service_->write(who("member"), producer, papers));
  publish();
  EXPECT_TRUE(test::has(desk_.get("/htx-khau-sli-na-giang"), "12/ATTP"));
  producers_.ends.push_back({id, {}});
  EXPECT_FALSE(test::has(desk_.get("/htx-khau-sli-na-giang"), "12/ATTP"));
  papers.version = version();
  papers.papers = {PaperId{}};
  EXPECT_EQ(service_->write(who("member"), producer, papers).error().problems.at(0).field, "papers") << "another's, or none";
}

// A phone that got no answer sends again, and a thumb taps twice: neither is somebody else.
TEST_P(Sites, TheSameFormTwiceIsNoConflictAndAnotherIs) {
  const StoryForm first = story("một");
  ASSERT_TRUE(service_->write(who("member"), producer, first));
  EXPECT_TRUE(service_->write(who("member"), producer, first));
  StoryForm late = first;
  late.story = "khác";
  EXPECT_EQ(service_->write(who("member"), producer, late).error().kind, ErrorKind::conflict);
  const Seen at{version()};
  ASSERT_TRUE(service_->publish(who("member"), producer, at));
  EXPECT_TRUE(service_->publish(who("member"), producer, at));
  EXPECT_EQ(history().size(), 1u);
  const FaceForm picture = face("mẩy");
  ASSERT_TRUE(service_->write(who("member"), producer, picture));
  EXPECT_TRUE(service_->write(who("member"), producer, picture));
  EXPECT_EQ(pictures(), 1u);
  const StepForm one = step("Ngâm");
  ASSERT_TRUE(service_->add_step(who("member"), producer, one, {"key", "asked"}));
  EXPECT_TRUE(service_->add_step(who("member"), producer, one, {"key", "asked"}));
  EXPECT_EQ(now().site.content.steps.size(), 1u);
}

TEST_P(Sites, TwoOfOneNameHaveTwoAddresses) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  StoryForm form;
  form.story = "hai";
  ASSERT_TRUE(service_->write(who("stranger"), other, form));
  EXPECT_EQ(now().site.name, "htx-khau-sli-na-giang");
  EXPECT_EQ(service_->own(who("stranger"), other)->site.name, "htx-khau-sli-na-giang-tan-van") << "with its commune's name";
}

TEST_P(Sites, TheFormerNameLeadsOnAndIsNobodyElsesForTwoYears) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  const auto rename = [&](std::string_view key, ProducerId id, std::string name) {
    const std::int64_t at = service_->own(who(key), id)->site.version;
    NameForm form;
    form.version = at;
    form.name = std::move(name);
    return service_->rename(who(key), id, form);
  };
  ASSERT_TRUE(rename("member", producer, "khau-sli"));
  const auto moved = desk_.get("/en/htx-khau-sli-na-giang");
  EXPECT_EQ(moved.status, 301);
  EXPECT_EQ(test::header(moved, "Location"), "/en/khau-sli");
  EXPECT_EQ(desk_.get("/khau-sli").status, 200);
  EXPECT_EQ(rename("stranger", other, "khau-sli").error().problems.at(0).message.vi, msg::name_is_taken.vi);
  EXPECT_EQ(rename("stranger", other, "htx-khau-sli-na-giang").error().problems.at(0).message.vi, msg::name_is_taken.vi);
  EXPECT_EQ(rename("member", producer, "sites").error().problems.at(0).message.vi, msg::name_is_reserved.vi) << "of a route";
  EXPECT_TRUE(rename("member", producer, "htx-khau-sli-na-giang")) << "its own it may take back";
  EXPECT_TRUE(rename("member", producer, "khau-sli"));
  clock_.set({clock_.now().milliseconds + 731 * kDay});
  EXPECT_TRUE(rename("stranger", other, "htx-khau-sli-na-giang"));
}

// Each change of mind before the first publishing kept a good name from all other makers for two years.
TEST_P(Sites, OnlyANameThatSomebodySawRestsAndNotWithoutEnd) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  const auto rename = [&](std::string name) {
    NameForm form;
    form.version = version();
    form.name = std::move(name);
    return service_->rename(who("member"), producer, form);
  };
  for (const std::string name : {"khau-sli", "banh-khao", "mon-cua-ba", "bep-cua-ba", "na-giang", "ha-quang", "khau-sli-2"})
    ASSERT_TRUE(rename(name)) << name;
  const auto kept = [&](std::string_view name) {
    return database().read([&](db::Reader& reader) { return store::find_name(reader, name).has_value(); });
  };
  EXPECT_FALSE(kept("khau-sli") || kept("htx-khau-sli-na-giang")) << "nobody ever saw a page under it";
  publish();
  for (std::size_t i = 0; i < rules::kMostFormerNames; ++i) ASSERT_TRUE(rename("ten-moi-" + std::to_string(i + 1))) << i;
  EXPECT_TRUE(kept("khau-sli-2"));
  EXPECT_EQ(rename("ten-nua").error().problems.at(0).message.vi, msg::too_many_names.vi);
  EXPECT_EQ(now().site.name, "ten-moi-5");
  EXPECT_TRUE(rename("khau-sli-2")) << "its own it may take back";
  clock_.set({clock_.now().milliseconds + 731 * kDay});
  EXPECT_TRUE(rename("ten-nua"));
}

// A maker with a long name that others had too could not write its page at all: "no name is left".
TEST_P(Sites, MakersOfOneLongNameAllFindAnAddress) {
  const std::string name = "Hợp tác xã Nông nghiệp Hữu cơ Thanh niên Khởi nghiệp Xanh Miền Tây";
  for (int i = 0; i < 25; ++i) {
    ProducerId id;
    id.uuid.bytes[0] = 0x44;
    id.uuid.bytes[15] = static_cast<std::uint8_t>(i + 1);
    producers_.rows.push_back({.id = id, .name = name, .province = "68", .commune = "24988"});
    const std::string key = "maker " + std::to_string(i);
    desk_.people.add(key, Grant{Role::producer_member, "", "", id});
    StoryForm form;
    form.story = "Nghề";
    ASSERT_TRUE(service_->write(who(key), id, form)) << i;
    const std::string address = service_->own(who(key), id)->site.name;
    EXPECT_LE(address.size(), rules::kMostName) << address;
    EXPECT_TRUE(rules::check_name(address, [](std::string_view) { return false; })) << address;
  }
}

// Telephone, Zalo and the maker's face are kept in what everybody sees, and nowhere once it is gone.
TEST_P(Sites, EarlierEditionsDoNotKeepHowToReachTheMaker) {
  ASSERT_TRUE(service_->write(who("member"), producer, contact("0912345678")));
  ASSERT_TRUE(service_->write(who("member"), producer, face("mẩy")));
  publish();
  ASSERT_TRUE(service_->write(who("member"), producer, contact("")));
  FaceForm none;
  none.version = version();
  none.drop = Drop::yes;
  ASSERT_TRUE(service_->write(who("member"), producer, none));
  EXPECT_EQ(shown().contact.zalo, "0912345678");
  EXPECT_EQ(pictures(), 1u) << "everybody still sees it";
  ASSERT_TRUE(service_->write(who("member"), producer, story("còn đây")));
  publish();
  for (const Edition& edition : history()) EXPECT_EQ(edition.contact, Contact{}) << edition.number;
  EXPECT_EQ(pictures(), 0u);
  ASSERT_TRUE(service_->write(who("member"), producer, contact("0912345678")));
  publish();
  ASSERT_TRUE(service_->unpublish(who("member"), producer, {version()}));
  for (const Edition& edition : history()) EXPECT_EQ(edition.contact, Contact{}) << edition.number;
  EXPECT_EQ(desk_.get("/htx-khau-sli-na-giang").status, 404);
  EXPECT_TRUE(service_->addresses(0, 10).empty());
}

TEST_P(Sites, APictureStaysWhileAnEditionShowsIt) {
  const auto made = service_->add_step(who("member"), producer, step("Ngâm", "nếp"), {});
  ASSERT_TRUE(made);
  publish();
  ASSERT_TRUE(service_->remove_step(who("member"), producer, made->id, {version()}));
  EXPECT_EQ(pictures(), 1u);
  EXPECT_NE(shown().picture(shown().content.steps.at(0).picture), nullptr);
  EXPECT_TRUE(database().read([&](db::Reader& reader) { return Service::recheck(reader, *blobs_); }).empty());
  EXPECT_EQ(service_->write_step(who("member"), producer, made->id, step("x")).error().kind, ErrorKind::not_found);
}

TEST_P(Sites, AnEmptyListOfPagesTeaches) {
  EXPECT_TRUE(test::has(desk_.get("/sites/published"), msg::makers_none_teach.vi));
  EXPECT_EQ(desk_.get("/sites/published?page=0").status, 422);
}

TEST_P(Sites, AProducerThatWaitsWritesAndDoesNotPublish) {
  producers_.rows[0].presence = producers::Presence::waiting;
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  EXPECT_EQ(service_->publish(who("member"), producer, {version()}).error().problems.at(0).message.vi, msg::publish_waits.vi);
  const auto refused = desk_.post(path("/publish"), "member", {{"version", seen()}});
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(test::has(refused, msg::publish_waits.vi));
}

// A star is the register's of this second, never the page's.
TEST_P(Sites, AStarIsShownOnlyWhileItHolds) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  const Date today = *Date::of(2026, 11, 27);
  const auto certification = [&] { return test::has(desk_.get("/htx-khau-sli-na-giang"), "hasCertification"); };
  const auto says = [&](const Message& words) { return test::has(desk_.get("/htx-khau-sli-na-giang"), words.vi); };
  EXPECT_FALSE(certification());
  standing() = {.basis = products::Standing::Basis::confirmed, .stars = 3, .decision = "3981/QĐ-UBND", .decided = Date::of(2026, 8, 5),
                .valid_until = Date::of(2029, 8, 4), .verified = true};
  ASSERT_EQ(products::validity(standing(), today), marks::Validity::valid);
  EXPECT_TRUE(certification());
  EXPECT_TRUE(test::has(desk_.get("/htx-khau-sli-na-giang"), "3 sao"));
  EXPECT_FALSE(test::has(desk_.get("/htx-khau-sli-na-giang"), "aggregateRating"));
  EXPECT_TRUE(test::has(desk_.api(http::Method::get, "/api/v1/sites?name=htx-khau-sli-na-giang"), "\"stars\":3"));
  standing().withdrawn = true;
  EXPECT_FALSE(test::has(desk_.api(http::Method::get, "/api/v1/sites?name=htx-khau-sli-na-giang"), "\"stars\":3"));
  EXPECT_FALSE(certification());
  EXPECT_TRUE(says(msg::said_withdrawn));
  standing() = {.basis = products::Standing::Basis::imported, .stars = 4, .decision = "1/QĐ", .decided = Date::of(2023, 2, 20),
                .recognition = "decision"};
  EXPECT_FALSE(certification());
  EXPECT_TRUE(test::has(desk_.get("/htx-khau-sli-na-giang"), "đã hết hiệu lực sau ngày 20/02/2026"));
  standing() = {.basis = products::Standing::Basis::imported, .stars = 3, .year = 2023};
  EXPECT_TRUE(says(msg::said_not_verified));
}

TEST_P(Sites, WhatIsSoldHasItsPriceAndAButton) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  const auto page = [&] { return desk_.get("/htx-khau-sli-na-giang"); };
  items::Item asked, sold;
  asked.product = sold.product = products_.rows.at(0).id;
  asked.id.uuid.bytes[15] = 1;
  items_.rows = {asked};   // without a price it is asked for by telephone
  EXPECT_FALSE(test::has(page(), "priceCurrency"));
  sold.id.uuid.bytes[15] = 2;
  sold.price = 45'000;
  items_.rows.push_back(sold);
  EXPECT_FALSE(test::has(page(), "Đặt mua")) << "whether it can be ordered is not this page's to know";
  takes_orders = true;
  EXPECT_TRUE(test::has(page(), "Đặt mua"));
  EXPECT_TRUE(test::has(page(), "/producers/" + producer.text() + "/order"));
  EXPECT_TRUE(test::has(page(), "Từ 45.000"));
  EXPECT_TRUE(test::has(page(), R"("price":45000,"priceCurrency":"VND","availability":"https://schema.org/MadeToOrder")"));
  EXPECT_FALSE(test::has(page(), "aggregateRating"));
}

// A number of a company's own scales is another thing in every shop: whoever reads it as a GTIN finds somebody else's goods.
TEST_P(Sites, NumbersThatAreNoOnesAloneNeverLeave) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("một")));
  publish();
  const auto says = [&](std::string gtin) {
    products_.rows.at(0).gtin = std::move(gtin);
    return test::has(desk_.get("/htx-khau-sli-na-giang"), "\"gtin\"");
  };
  EXPECT_TRUE(says("08935000000014"));
  for (const std::string own : {"02000000000008", "00200000000004", "00400000000002", "09800000000004"}) EXPECT_FALSE(says(own)) << own;
}

// Who buys online may know from whom, and on which terms, before paying: on the page and beside each product.
TEST_P(Sites, TheTermsOfSaleStandOnThePageAndBesideItsProducts) {
  TradeForm form;
  form.version = version();
  form.tax_code = "0100233488";
  form.delivery = "Gửi qua bưu điện, ba ngày";
  form.returns = "Đổi trong bảy ngày";
  ASSERT_TRUE(service_->write(who("member"), producer, form));
  EXPECT_FALSE(service_->seller(producer)) << "nobody sees a draft";
  publish();
  const auto page = desk_.get("/en/htx-khau-sli-na-giang");
  for (const std::string_view text : {"0100233488", "Gửi qua bưu điện, ba ngày", "Đổi trong bảy ngày", "\"taxID\":\"0100233488\""})
    EXPECT_TRUE(test::has(page, text)) << text;
  EXPECT_TRUE(test::has(page, msg::trade_source.en)) << "not mistaken for the register's";
  manifest::Offers offers;
  offer(offers, *service_);
  http::Request request;
  web::Html out(Language::vi);
  for (const products::Panel& panel : offers.all<products::Panel>()) panel.show(out, request, products_.rows.at(0));
  EXPECT_NE(out.view().find("0100233488"), std::string::npos);
  EXPECT_NE(out.view().find("Đổi trong bảy ngày"), std::string::npos);
  form.version = version();
  form.tax_code.clear();
  ASSERT_TRUE(service_->write(who("member"), producer, form));
  publish();
  EXPECT_EQ(history().back().contact.tax_code, "") << "earlier editions do not keep it";
}

TEST_P(Sites, AFormThatIsWrongKeepsWhatWasTyped) {
  const auto refused = desk_.post(path("/contact"), "member", {{"version", "0"}, {"zalo", "mười hai"},
                                                                       {"visiting", "Qua cầu rẽ trái"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(test::has(refused, "Qua cầu rẽ trái"));
  EXPECT_TRUE(test::has(refused, msg::wrong_zalo.vi));
  const auto film = desk_.upload(path("/steps"), "member", {{"version", "0"}, {"title", "Ngâm"}, {"film", "https://evil.vn"}},
                                 "a.jpg", "photo: x");
  EXPECT_EQ(film.status, 422);
  EXPECT_TRUE(test::has(film, "value=\"Ngâm\""));
  EXPECT_EQ(version(), 0) << "nothing was made";
  const auto saved = desk_.post_and_follow(path("/contact"), "member", {{"version", "0"}, {"zalo", "0912345678"}});
  EXPECT_EQ(saved.status, 200);
  EXPECT_TRUE(test::has(saved, "0912345678"));
}

TEST_P(Sites, PagesAreSound) {
  ASSERT_TRUE(service_->write(who("member"), producer, face("mẩy")));
  const auto made = service_->add_step(who("member"), producer, step("Ngâm <b>nếp</b>", "nếp"), {});
  publish();
  for (const std::string_view language : {"", "/en"})
    for (const std::string& rest : {std::string(), std::string("/face"), std::string("/story"), std::string("/steps"),
                                    "/steps/" + made->id.text(),
                                    std::string("/papers"), std::string("/shops"), std::string("/hours"), std::string("/contact"),
                                    std::string("/trade"),
                                    std::string("/name"), std::string("/preview"), std::string("/history"), std::string("/history/1")}) {
      const auto page = desk_.get(std::string(language) + path(rest), "member");
      EXPECT_EQ(page.status, 200) << rest;
      test::expect_sound(page, rest);
    }
  EXPECT_TRUE(test::has(desk_.get("/sites", "member"), path()));
}

TEST_P(Sites, WordsOfTheMakerAreNoMarkup) {
  ASSERT_TRUE(service_->write(who("member"), producer, story("</script><script>alert(1)</script>")));
  producers_.rows[0].name = "HTX </script><b>";
  publish();
  const auto page = desk_.get("/htx-khau-sli-na-giang");
  EXPECT_FALSE(test::has(page, "<script>alert"));
  EXPECT_FALSE(test::has(page, "HTX </script>"));
  EXPECT_TRUE(test::has(page, "HTX \\u003c/script\\u003e"));
}

}  // namespace
}  // namespace ocop::sites
