#include "modules/listings/service.h"

#include "kernel/json/json.h"
#include "modules/listings/messages.h"
#include "modules/listings/rules.h"
#include "modules/listings/tests/world.h"

namespace ocop::listings {
namespace {

using http::Method;
using test::has;

class ListingsService : public ListingsWorld {
 protected:
  std::string_view refusal(const Error& error) const { return error.problems.empty() ? "no problem" : error.problems[0].message.en; }
  std::size_t seen_by(std::string_view key) {
    const auto shown = service_->show(who(key), kCode);
    return shown ? shown->listings.size() : 999;
  }
};
OCOP_ON_BOTH_ENGINES(ListingsService);

TEST_P(ListingsService, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

TEST_P(ListingsService, ALinkIsNotedAndEnded) {
  const ListingId id = added(std::string(kTiki) + "?utm_source=zalo#x");
  Listing one = now(id);
  EXPECT_EQ(one.link, kTiki);
  EXPECT_EQ(one.platform, "tiki");
  EXPECT_EQ(one.counts, Platform::Counts::yes);
  EXPECT_EQ(one.since, service_->today());
  EXPECT_EQ(one.entered_as, Enterer::maker);
  EXPECT_EQ(one.added_by, *who("member").account);
  EXPECT_EQ(stands(id), Standing::fresh);
  const auto again = service_->add(who("helper"), kCode, {kTiki, {}}, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, id) << "the same link twice is one listing";
  EXPECT_EQ(again->how, idempotency::Outcome::How::before);
  EXPECT_EQ(refusal(service_->end(who("member"), kCode, id, {2}).error()), msg::listing_changed.en);
  ASSERT_TRUE(service_->end(who("member"), kCode, id, {1}));
  EXPECT_EQ(stands(id), Standing::ended);
  EXPECT_EQ(now(id).version, 2);
  EXPECT_EQ(refusal(service_->end(who("member"), kCode, id, {2}).error()), msg::ended_before.en);
  EXPECT_EQ(refusal(service_->confirm(who("member"), kCode, id, {2}).error()), msg::ended_before.en);
  EXPECT_NE(added(kTiki), id) << "sold there again: another listing";
  EXPECT_EQ(seen_by("member"), 2u);
  EXPECT_EQ(notices_.count(kToldNoted), 0);
}

TEST_P(ListingsService, APhoneThatSendsAgainMakesOne) {
  const Attempt attempt{"key-0123456789abcdef", "same"};
  const auto first = service_->add(who("member"), kCode, {kTiki, {}}, attempt);
  const auto second = service_->add(who("member"), kCode, {kTiki, {}}, attempt);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(first->how, idempotency::Outcome::How::now);
  EXPECT_EQ(second->how, idempotency::Outcome::How::before);
}

TEST_P(ListingsService, ThereIsRoomForFiveOnAPlatform) {
  for (std::size_t i = 0; i < rules::kMostAPlatform; ++i) added("https://tiki.vn/p" + std::to_string(i));
  EXPECT_EQ(refusal(service_->add(who("member"), kCode, {"https://tiki.vn/p9", {}}, {}).error()), msg::too_many_there.en);
  added("https://voso.vn/p9");
  EXPECT_EQ(refusal(service_->add(who("member"), kCode, {"https://voso.vn/x", service_->today().plus_days(1)}, {}).error()),
            msg::since_is_ahead.en);
  EXPECT_EQ(refusal(service_->add(who("member"), kCode, {"https://voso.vn.evil.com/x", {}}, {}).error()), msg::link_is_foreign.en);
}

TEST_P(ListingsService, EachWhoMayAndEachWhoMayNot) {
  const ListingId id = added(kTiki);
  for (const std::string_view who_may_not : {"clerk", "stranger", "neighbour", "elsewhere", "ministry"}) {
    const Actor& actor = who(who_may_not);
    EXPECT_EQ(service_->own(actor, kCode).error().kind, ErrorKind::not_found) << who_may_not;
    EXPECT_EQ(service_->add(actor, kCode, {"no link at all", {}}, {}).error().kind, ErrorKind::not_found) << who_may_not;
    EXPECT_EQ(service_->end(actor, kCode, id, {1}).error().kind, ErrorKind::not_found) << who_may_not;
    EXPECT_EQ(service_->confirm(actor, kCode, id, {1}).error().kind, ErrorKind::not_found) << who_may_not;
  }
  EXPECT_FALSE(service_->own(Actor{}, kCode));
  for (const std::string_view may : {"member", "helper", "commune", "province"}) EXPECT_TRUE(service_->own(who(may), kCode)) << may;
  EXPECT_EQ(service_->end(who("stranger"), "M1ENDONG", id, {1}).error().kind, ErrorKind::not_found) << "of another product";
  EXPECT_EQ(service_->show(who("member"), "NIRGENDS").error().kind, ErrorKind::not_found);
  EXPECT_EQ(now(id).version, 1);
}

TEST_P(ListingsService, AnOfficialNotesOneAndTheMakerIsTold) {
  const ListingId id = added(kTiki, "commune");
  EXPECT_EQ(now(id).entered_as, Enterer::official);
  ASSERT_EQ(notices_.count(kToldNoted), 1);
  EXPECT_EQ(notices_.last().news.arguments, (std::vector<std::string>{"Khẩu sli Nà Giàng", "Tiki"}));
  EXPECT_EQ(notices_.last().audience.holders.at(0).producer, ours_);
  const ListingId own = added("https://voso.vn/x");
  EXPECT_EQ(refusal(service_->end(who("province"), kCode, own, {1}).error()), msg::is_the_makers.en);
  EXPECT_TRUE(service_->confirm(who("province"), kCode, own, {1}));
  EXPECT_EQ(now(own).confirmed_by, who("province").account);
  EXPECT_TRUE(service_->end(who("province"), kCode, id, {1}));
  EXPECT_EQ(stands(own), Standing::confirmed);
}

TEST_P(ListingsService, EverybodySeesWhatSomebodyHasSeen) {
  const ListingId id = added(kTiki);
  EXPECT_EQ(seen_by("stranger"), 1u) << "new";
  pass(8);
  EXPECT_EQ(seen_by("stranger"), 0u) << "a week without a look";
  EXPECT_EQ(seen_by("member"), 1u);
  ASSERT_TRUE(service_->confirm(who("member"), kCode, id, {1}));
  EXPECT_EQ(seen_by("stranger"), 1u);
  pass(91);
  EXPECT_EQ(seen_by("stranger"), 0u);
}

// ---- the lists and shares

TEST_P(ListingsService, SharesCountEachProductOnceByItsBestListing) {
  for (std::uint8_t n = 3; n <= 8; ++n)
    products_.rows.push_back(product(n, theirs_, "Sản phẩm " + std::to_string(n), "PRODUCT" + std::to_string(n)));
  products_.rows[2].commune = "24991";
  products_.rows[3].province = "86";
  products_.rows[3].commune = "29341";
  products_.rows[4].standing.valid_until = *Date::of(2025, 1, 1);   // lapsed
  products_.rows[5].standing.withdrawn = true;
  products_.rows[6].merged_into = products_.rows[7].id;
  ASSERT_TRUE(service_->renew());
  added("https://voso.vn/old");
  added("https://www.facebook.com/htx", "stranger", "M1ENDONG");   // does not count
  pass(8);
  const ListingId tiki = added(kTiki);
  added("https://tiki.vn/second");
  const auto all = service_->shares(who("ministry"), {});
  ASSERT_TRUE(all);
  ASSERT_EQ(all->rows.size(), 2u);
  EXPECT_EQ(all->rows[0].province, "68");
  EXPECT_EQ(all->rows[0].products, 4) << "not the lapsed, the withdrawn and the merged one";
  EXPECT_EQ(all->all.products, 5);
  EXPECT_EQ(all->all.unchecked, 1);
  EXPECT_EQ(all->all.sure(), 0);
  will_answer(kTiki, {{.status = 200}});
  answers_["https://tiki.vn/second"] = {{.status = 403}};
  answers_["https://voso.vn/old"] = {{.status = 404}};
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_EQ(stands(tiki), Standing::found);
  const auto own = service_->shares(who("province"), {});
  ASSERT_TRUE(own);
  EXPECT_EQ(own->province, "68");
  ASSERT_EQ(own->rows.size(), 2u) << "by commune";
  EXPECT_EQ(own->rows[0].commune, "24988");
  EXPECT_EQ(own->rows[0].found, 1);
  EXPECT_EQ(own->all.without(), 3);
  const auto commune = service_->shares(who("neighbour"), {});
  ASSERT_TRUE(commune);
  ASSERT_EQ(commune->rows.size(), 1u);
  EXPECT_EQ(commune->all.products, 1);
  EXPECT_TRUE(service_->shares(who("neighbour"), {.province = "68", .month = {}})) << "its own province, narrowed to its commune";
  EXPECT_EQ(service_->shares(who("neighbour"), {.province = "86", .month = {}}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->shares(who("province"), {.province = "86", .month = {}}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->shares(who("ministry"), {.province = "99", .month = {}}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(service_->shares(who("ministry"), {.province = "86", .month = {}})->all.products, 1);
}

TEST_P(ListingsService, AMonthStaysAsItWas) {
  ASSERT_TRUE(service_->count());
  ASSERT_TRUE(service_->count()) << "and again the next night";
  pass(10);                                                             // December
  ASSERT_TRUE(service_->confirm(who("member"), kCode, added(kTiki), {1}));
  ASSERT_TRUE(service_->count());
  const auto november = service_->shares(who("province"), {.province = {}, .month = "2026-11"});
  ASSERT_TRUE(november);
  EXPECT_EQ(november->all.products, 2);
  EXPECT_EQ(november->all.sure(), 0);
  EXPECT_EQ(november->months.size(), 2u);
  EXPECT_EQ(service_->shares(who("province"), {.province = {}, .month = "2026-12"})->all.confirmed, 1);
  for (const char* wrong : {"2027-01", "november", "2026-13"})
    EXPECT_EQ(service_->shares(who("province"), {.province = {}, .month = wrong}).error().kind, ErrorKind::invalid_input) << wrong;
}

TEST_P(ListingsService, TheCopyFollowsTheRegister) {
  const auto names = [&] {
    std::vector<std::string> out;
    for (const store::Copy& one : database().read([](db::Reader& reader) { return store::copies(reader); })) out.push_back(one.title);
    return out;
  };
  ASSERT_TRUE(service_->renew());
  EXPECT_EQ(names().size(), 2u);
  products_.rows[1].name = "Miến dong Bình Liêu";
  products_.rows[0].standing.withdrawn = true;
  ASSERT_TRUE(service_->renew());
  EXPECT_EQ(names(), std::vector<std::string>{"Miến dong Bình Liêu"});
  added(kTiki);                                                         // a product without a star has a listing all the same
  ASSERT_TRUE(service_->renew());
  EXPECT_EQ(names().size(), 2u);
  EXPECT_EQ(service_->shares(who("province"), {})->all.products, 1);
  Platform none;
  none.key = "tiki";
  database().write([&](db::Transaction& transaction) -> Result<void> { store::recount(transaction, none); return {}; }).value();
  ASSERT_TRUE(service_->renew());
  EXPECT_EQ(service_->own(who("member"), kCode)->listings.at(0).counts, Platform::Counts::yes) << "as data/platforms says";
  EXPECT_TRUE(has(desk_.api(Method::get, "/api/v1/listings", "province"), "Khẩu sli"));
}

// The SQL of shares and lists says what the rules say, for any listing on any day.
TEST_P(ListingsService, TheDatabaseAndTheRulesAgreeHowAListingStands) {
  ASSERT_TRUE(service_->renew());
  const Instant start = clock_.now();
  std::vector<Listing> all;
  constexpr std::int64_t kHour = 60 * 60 * 1'000;
  std::uint32_t state = 12345;
  const auto any = [&](std::uint32_t below) { return (state = state * 1'664'525u + 1'013'904'223u) / 65'536u % below; };
  const auto some_time = [&] { return Instant{start.milliseconds - any(120 * 24) * kHour}; };
  database().write([&](db::Transaction& transaction) -> Result<void> {
    for (int i = 0; i < 200; ++i) {
      Listing one{.id = new_id<ListingId>(start, random_),
                  .product = products_.rows[0].id,
                  .platform = "tiki",
                  .counts = Platform::Counts::yes,
                  .link = "https://tiki.vn/p" + std::to_string(i),
                  .since = Date{20'000},
                  .added_by = *who("member").account,
                  .added = some_time(),
                  .finding = static_cast<Finding>(any(kFindings)),
                  .due = start};
      if (any(2) == 0) one.checked = some_time();
      if (any(3) == 0) one.confirmed = some_time();
      if (any(6) == 0) one.until = Date{20'100};
      store::insert(transaction, one);
      all.push_back(one);
    }
    return {};
  }).value();
  std::size_t listed = 0;
  for (const Standing standing : kStandings) {
    const auto answer = desk_.api(Method::get, "/api/v1/listings?limit=200&state=" + std::string(name(standing)), "province");
    const auto body = json::parse(test::body_of(answer));
    ASSERT_TRUE(body) << test::body_of(answer);
    const json::Node rows = body->root()["listings"];
    listed += rows.size();
    const auto expected =
        std::ranges::count_if(all, [&](const Listing& one) { return rules::standing(one, service_->today()) == standing; });
    EXPECT_EQ(rows.size(), static_cast<std::size_t>(expected)) << name(standing);
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows.at(i)["state"].text_or(""), name(standing));
  }
  EXPECT_EQ(listed, all.size());
}

// ---- the job

TEST_P(ListingsService, ALookFindsAProductOrItIsGoneAfterTwoDays) {
  const ListingId tiki = added(kTiki), voso = added("https://voso.vn/x"), sendo = added("https://sendo.vn/x");
  const ListingId shopee = added("https://shopee.vn/x-i.1.2");
  will_answer(kTiki, {{.status = 200}});
  will_answer("https://voso.vn/x", {{.status = 404}});
  will_answer("https://sendo.vn/x", {{.status = 403}});
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_EQ(stands(tiki), Standing::found);
  EXPECT_EQ(stands(voso), Standing::missing);
  EXPECT_EQ(stands(sendo), Standing::fresh) << "shut out is not gone, and new for its week";
  EXPECT_EQ(stands(shopee), Standing::fresh) << "a platform whose answers tell nothing is not asked";
  EXPECT_EQ(asked_.size(), 3u);
  EXPECT_EQ(notices_.count(kToldGone), 0);
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_EQ(asked_.size(), 3u) << "nothing is due";
  pass(2);
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_EQ(stands(voso), Standing::gone);
  EXPECT_EQ(asked_.size(), 4u) << "the missing one alone";
  ASSERT_EQ(notices_.count(kToldGone), 1);
  EXPECT_EQ(notices_.last().news.link, "/products/KHAUSL11/listings");
  EXPECT_EQ(notices_.last().news.arguments.at(1), "Vỏ Sò");
  pass(8);
  check();
  EXPECT_EQ(notices_.count(kToldGone), 1) << "told once";
  EXPECT_EQ(asked_.size(), 7u) << "all three again, after a week";
}

TEST_P(ListingsService, RedirectsAreFollowedWithinThePlatformThreeTimes) {
  const auto to = [](std::string location) { return fetch::Answer{.status = 302, .location = std::move(location)}; };
  const ListingId moved = added("https://tiki.vn/p7.html");
  will_answer("https://tiki.vn/p7.html", {to("https://m.tiki.vn/p7")});
  will_answer("https://m.tiki.vn/p7", {to("/che-p7.html")});
  will_answer("https://m.tiki.vn/che-p7.html", {{.status = 200}});
  const ListingId away = added("https://voso.vn/a");
  will_answer("https://voso.vn/a", {to("http://169.254.169.254/latest")});
  const ListingId round = added("https://sendo.vn/a");
  will_answer("https://sendo.vn/a", {to("/a")});
  const ListingId home = added("https://sanphamvungmien.vn/a");
  will_answer("https://sanphamvungmien.vn/a", {to("/")});
  will_answer("https://sanphamvungmien.vn/", {{.status = 200}});
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_EQ(stands(moved), Standing::found);
  EXPECT_EQ(stands(away), Standing::fresh);
  EXPECT_EQ(stands(round), Standing::fresh);
  EXPECT_EQ(stands(home), Standing::fresh) << "the front page says nothing";
  EXPECT_EQ(std::ranges::count(asked_, "http://169.254.169.254/latest"), 0);
  EXPECT_EQ(std::ranges::count(asked_, "https://sendo.vn/a"), rules::kMostRedirects + 1);
}

// A dead link came first every day, and its platform was left alone until the next: none of the others was looked at again.
TEST_P(ListingsService, ADeadLinkHoldsUpNoneOfItsPlatform) {
  const ListingId dead = added("https://khong-co.tiki.vn/a"), other = added(kTiki), third = added("https://voso.vn/x");
  will_answer(kTiki, {{.status = 200}});
  will_answer("https://voso.vn/x", {{.status = 200}});
  check();
  EXPECT_EQ(stands(other), Standing::found);
  EXPECT_EQ(stands(third), Standing::found);
  EXPECT_EQ(stands(dead), Standing::fresh);
  const std::size_t asked = asked_.size();
  check();
  EXPECT_EQ(asked_.size(), asked) << "it rests a day itself";
  pass(2);
  check();
  EXPECT_EQ(asked_.size(), asked + 1);
}

TEST_P(ListingsService, APlatformIsAskedSlowlyAndLeftAloneWhenItAsksForThat) {
  for (int i = 0; i < 3; ++i) {
    added("https://tiki.vn/p" + std::to_string(i));
    will_answer("https://tiki.vn/p" + std::to_string(i), {{.status = 200}});
    added("https://voso.vn/p" + std::to_string(i));
    will_answer("https://voso.vn/p" + std::to_string(i), {{.status = 429, .retry_after = std::chrono::hours(48)}});
  }
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  std::map<std::string, std::chrono::milliseconds> last;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const std::string host(rules::host_of(asked_[i]));
    if (last.contains(host)) EXPECT_GE(rested_before_[i] - last[host], std::chrono::seconds(5)) << asked_[i];
    last[host] = rested_before_[i];
  }
  EXPECT_EQ(asked_.size(), 4u) << "three of Tiki, one of Vỏ Sò";
  pass(1);
  check();
  EXPECT_EQ(asked_.size(), 4u);
  pass(2);
  check();
  EXPECT_EQ(asked_.size(), 5u) << "one of Vỏ Sò again";
}

TEST_P(ListingsService, WithoutANetworkNothingChangesAndAClosingProgramStops) {
  const ListingId tiki = added(kTiki), voso = added("https://voso.vn/x");
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_EQ(asked_.size(), 2u);
  EXPECT_EQ(stands(tiki), Standing::fresh);
  EXPECT_EQ(now(tiki).version, 1);
  EXPECT_FALSE(now(voso).checked);
  check();
  EXPECT_EQ(asked_.size(), 2u) << "not at once again";
  pass(1);
  will_answer(kTiki, {{.status = 200}});
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_EQ(stands(tiki), Standing::found);
  EXPECT_EQ(now(voso).version, 1);
  pass(30);
  EXPECT_EQ(check(0), jobs::Outcome::End::stopped);
  EXPECT_EQ(vietnam_date(*now(tiki).checked), service_->today().plus_days(-30)) << "an answer that came while closing is not noted";
}

TEST_P(ListingsService, NobodyIsAskedUntilItIsSwitchedOn) {
  EXPECT_EQ(service_->schedules().size(), 2u);
  added(kTiki);
  begin(manifest::Asking::nobody);
  EXPECT_EQ(service_->schedules().size(), 1u);
  EXPECT_EQ(check(), jobs::Outcome::End::done);
  EXPECT_TRUE(asked_.empty());
}

}  // namespace
}  // namespace ocop::listings
