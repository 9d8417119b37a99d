#include "modules/listings/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/files/files.h"
#include "modules/listings/messages.h"

namespace ocop::listings::rules {
namespace {

std::vector<Platform> platforms() {
  return read_platforms(files::read(std::string(OCOP_SOURCE_DIR) + "/data/platforms/platforms.csv").value());
}
Instant at(std::string_view day) { return start_of_vietnam_day(*Date::parse_iso(day)); }
Date day(std::string_view day) { return *Date::parse_iso(day); }

TEST(ListingsRules, EachPlatformIsNamedWithItsHosts) {
  const auto all = platforms();
  ASSERT_GE(all.size(), 10u);
  for (const std::string_view key : {"shopee", "lazada", "tiki", "tiktok", "voso", "buudien", "sanphamvungmien"}) {
    ASSERT_NE(find(all, key), nullptr) << key;
    EXPECT_EQ(find(all, key)->counts, Platform::Counts::yes) << key;
  }
  EXPECT_EQ(find(all, "facebook")->counts, Platform::Counts::no);
  EXPECT_EQ(find(all, "shopee")->answers, Platform::Answers::no) << "it answers every address alike";
  EXPECT_EQ(find(all, "nowhere"), nullptr);
  for (const char* broken : {"", "key\n", "key,name,hosts,counts,answers,source,as_of\na,A,a.vn,maybe,no,s,2026-01-01\n",
                             "key,name,hosts,counts,answers,source,as_of\na,A,127.0.0.1,yes,no,s,2026-01-01\n",
                             "key,name,hosts,counts,answers,source,as_of\na,A,a.vn,yes,no,s,2026-01-01\na,B,b.vn,yes,no,s,2026-01-01\n"})
    EXPECT_THROW(read_platforms(broken), std::runtime_error) << broken;
}

TEST(ListingsRules, ALinkIsOfAPlatformAndOfNothingElse) {
  const auto all = platforms();
  const struct { const char *typed, *kept, *platform; } taken[] = {
      {"https://tiki.vn/che-shan-p1.html", "https://tiki.vn/che-shan-p1.html", "tiki"},
      {"  HTTPS://Tiki.VN/Che-p1.html \n", "https://tiki.vn/Che-p1.html", "tiki"},
      {"https://www.lazada.vn/products/che-i1.html?spm=a.b&utm_source=zalo", "https://www.lazada.vn/products/che-i1.html", "lazada"},
      {"https://shopee.vn/Chè-i.1.2", "https://shopee.vn/Ch%C3%A8-i.1.2", "shopee"},
      {"https://shp.ee/ab12", "https://shp.ee/ab12", "shopee"},
      {"https://nongsan.buudien.vn/sp?id=7&fbclid=x#top", "https://nongsan.buudien.vn/sp?id=7", "buudien"},
      {"https://a.b.c.voso.vn/x", "https://a.b.c.voso.vn/x", "voso"},
      {"https://voso.vn?id=5", "https://voso.vn/?id=5", "voso"},
      {"https://tiki.vn/p?a=1&&b=2&utm_campaign=t", "https://tiki.vn/p?a=1&b=2", "tiki"},
      {"https://tiki.vn/p/https://evil.com", "https://tiki.vn/p/https://evil.com", "tiki"},
      {"https://tiki.vn/p?next=//evil.com@x", "https://tiki.vn/p?next=//evil.com@x", "tiki"},
      {"https://www.facebook.com/htx.che", "https://www.facebook.com/htx.che", "facebook"}};
  for (const auto& one : taken) {
    const auto link = read_link(one.typed, all);
    ASSERT_TRUE(link) << one.typed;
    EXPECT_EQ(link->link, one.kept);
    EXPECT_EQ(link->platform->key, one.platform);
  }
}

// Look-alikes, and every way to have a server ask what it should not.
TEST(ListingsRules, OtherAddressesAreRefusedWithTheReason) {
  const auto all = platforms();
  const struct { std::string typed; const Message& why; } refused[] = {
      {"", msg::link_is_missing},
      {"   ", msg::link_is_missing},
      {"http://shopee.vn/x", msg::link_is_not_https},
      {"shopee.vn/x", msg::link_is_not_https},
      {"//shopee.vn/x", msg::link_is_not_https},
      {"ftp://shopee.vn/x", msg::link_is_not_https},
      {"file:///etc/passwd", msg::link_is_not_https},
      {"javascript:alert(1)//https://shopee.vn", msg::link_is_not_https},
      {"https:/shopee.vn/x", msg::link_is_not_https},
      {"https://shopee.vn.evil.com/x", msg::link_is_foreign},
      {"https://evil-shopee.vn/x", msg::link_is_foreign},
      {"https://evilshopee.vn/x", msg::link_is_foreign},
      {"https://shopee.vn-evil.com/x", msg::link_is_foreign},
      {"https://shopee.com/x", msg::link_is_foreign},
      {"https://evil.com/shopee.vn", msg::link_is_foreign},
      {"https://evil.com?https://shopee.vn/x", msg::link_is_foreign},
      {"https://evil.com#.shopee.vn/x", msg::link_is_foreign},
      {"https://xn--shope-yva.vn/x", msg::link_is_foreign},
      {"https://user@shopee.vn/x", msg::link_is_odd},
      {"https://shopee.vn:pass@evil.com/x", msg::link_is_odd},
      {"https://shopee.vn@evil.com/x", msg::link_is_odd},
      {"https://shopee.vn:443/x", msg::link_is_odd},
      {"https://shopee.vn:22/x", msg::link_is_odd},
      {"https://shopee.vn./x", msg::link_is_odd},
      {"https://.shopee.vn/x", msg::link_is_odd},
      {"https://a..shopee.vn/x", msg::link_is_odd},
      {"https:///shopee.vn/x", msg::link_is_odd},
      {"https://shopée.vn/x", msg::link_is_odd},
      {"https://ѕhopee.vn/x", msg::link_is_odd},        // a Cyrillic letter
      {"https://shopee。vn/x", msg::link_is_odd},       // a full stop of another script
      {"https://shopee%2Evn/x", msg::link_is_odd},
      {"https://127.0.0.1/x", msg::link_is_odd},
      {"https://169.254.169.254/latest/meta-data", msg::link_is_odd},
      {"https://2130706433/x", msg::link_is_odd},
      {"https://[::1]/x", msg::link_is_odd},
      {"https://localhost/x", msg::link_is_odd},
      {"https://evil.com\\@shopee.vn/x", msg::link_is_odd},
      {"https://shopee.vn\\.evil.com/x", msg::link_is_odd},
      {"https://shopee.vn/a b", msg::link_is_odd},
      {"https://shopee.vn/\"onclick=x", msg::link_is_odd},
      {"https://shopee.vn/x\r\nHost: evil.com", msg::link_is_odd},
      {"https://shopee.vn", msg::link_is_front},
      {"https://www.tiki.vn//", msg::link_is_front},
      {"https://tiki.vn/?utm_source=zalo", msg::link_is_front},
      {"https://tiki.vn/#p1", msg::link_is_front},
      {"https://tiki.vn/" + std::string(1'000, 'a'), msg::link_is_long},
      {"https://" + std::string(64, 'a') + ".tiki.vn/x", msg::link_is_odd}};
  for (const auto& one : refused) {
    const auto link = read_link(one.typed, all);
    ASSERT_FALSE(link) << one.typed;
    EXPECT_EQ(link.error().kind, ErrorKind::invalid_input);
    EXPECT_EQ(link.error().problems.at(0).field, "link");
    EXPECT_EQ(link.error().problems.at(0).message.en, one.why.en) << one.typed;
  }
}

TEST(ListingsRules, ARedirectStaysWithinThePlatform) {
  const auto all = platforms();
  const Platform& tiki = *find(all, "tiki");
  const std::string link = "https://tiki.vn/p1.html";
  EXPECT_EQ(follow(tiki, link, "/che-p1.html?spid=2"), "https://tiki.vn/che-p1.html?spid=2");
  EXPECT_EQ(follow(tiki, link, "https://www.tiki.vn/x"), "https://www.tiki.vn/x");
  EXPECT_EQ(follow(tiki, link, "//m.tiki.vn/x"), "https://m.tiki.vn/x");
  for (const char* away : {"http://tiki.vn/x", "https://shopee.vn/x", "https://127.0.0.1/x", "//evil.com/x", "https://tiki.vn@evil.com/",
                           "", "x.html", "https://tiki.vn:8080/x", "https://tiki.vn.evil.com/", "/a b"})
    EXPECT_EQ(follow(tiki, link, away), std::nullopt) << away;
  EXPECT_EQ(host_of("https://m.tiki.vn/x?y"), "m.tiki.vn");
}

TEST(ListingsRules, OnlyAClearAnswerSaysSomething) {
  const std::string link = "https://tiki.vn/p1.html";
  EXPECT_EQ(judge(200, link, link), Outcome::found);
  EXPECT_EQ(judge(200, link, "https://tiki.vn/che-p1.html"), Outcome::found);
  EXPECT_EQ(judge(200, link, "https://m.tiki.vn/P1/"), Outcome::found);
  EXPECT_EQ(judge(200, "https://voso.vn/mat-ong", "https://m.voso.vn/mat-ong"), Outcome::found);
  for (const char* shelf : {"https://tiki.vn/che", "https://tiki.vn/che-c15.html", "https://tiki.vn/p12.html",
                            "https://tiki.vn/thuc-pham/tra"})
    EXPECT_EQ(judge(200, link, shelf), Outcome::unsure) << shelf;   // "on sale, checked" stood of what was gone
  for (const char* door : {"https://tiki.vn/", "https://tiki.vn/?src=gone", "https://tiki.vn/login?next=x", "https://tiki.vn/buyer/Login",
                           "https://tiki.vn/dang-nhap", "https://tiki.vn/search?q=che", "https://tiki.vn/captcha/x"})
    EXPECT_EQ(judge(200, link, door), Outcome::unsure) << door;
  for (const long status : {404L, 410L}) EXPECT_EQ(judge(status, link, link), Outcome::missing);
  for (const long status : {0L, 204L, 301L, 400L, 401L, 403L, 429L, 451L, 500L, 502L, 503L, 999L})
    EXPECT_EQ(judge(status, link, link), Outcome::unsure) << status;
}

// What a product's page says after days of answers: f found, m missing, u unsure.
TEST(ListingsRules, GoneIsTwoAnswersInARowOnTwoDays) {
  const struct { std::string_view answers; Standing then;
  } rows[] = {{"f", Standing::found},      {"m", Standing::missing},     {"u", Standing::fresh},  {"mm", Standing::gone},
              {"fm", Standing::missing},   {"fmm", Standing::gone},      {"mu", Standing::unknown}, {"mum", Standing::missing},
              {"mumm", Standing::gone},    {"mfm", Standing::missing},   {"mmu", Standing::gone},   {"mmf", Standing::found},
              {"mmfm", Standing::missing}, {"uuuuuu", Standing::fresh}, {"uuuuuuu", Standing::unknown},
              {"fu", Standing::found},     {"fuuuu", Standing::found},    {"fum", Standing::missing}};
  for (const auto& row : rows) {
    Listing one{.since = day("2026-11-01"), .added = at("2026-11-01")};
    Date today = day("2026-11-02");
    for (const char answer : row.answers) {
      note(one, answer == 'f' ? Outcome::found : answer == 'm' ? Outcome::missing : Outcome::unsure, start_of_vietnam_day(today));
      today = today.plus_days(1);
    }
    EXPECT_EQ(standing(one, today), row.then) << row.answers;
  }
  Listing twice{.since = day("2026-11-01"), .added = at("2026-11-01")};
  note(twice, Outcome::missing, at("2026-11-02"));
  note(twice, Outcome::missing, {at("2026-11-02").milliseconds + 60'000});
  EXPECT_EQ(standing(twice, day("2026-11-02")), Standing::missing) << "two looks of one day are one";
}

// One night of a wall against robots took every product of a platform off the pages.
TEST(ListingsRules, WhatWasFoundIsOldAfterItsDaysWhateverDoorsAreClosed) {
  Listing one{.since = day("2026-11-01"), .added = at("2026-11-01")};
  note(one, Outcome::found, at("2026-11-02"));
  for (const char* night : {"2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"}) note(one, Outcome::unsure, at(night));
  EXPECT_EQ(standing(one, day("2026-12-02")), Standing::found);
  EXPECT_EQ(seen_on(one, day("2026-12-02")), day("2026-11-02"));
  EXPECT_EQ(standing(one, day("2026-12-03")), Standing::unknown) << "closed doors renew nothing";
}

TEST(ListingsRules, MoreThanTheAimIsMoreBeforeItIsAWholePercent) {
  Share share{.province = "92", .commune = "", .products = 1'000, .found = 500, .confirmed = 200};
  EXPECT_FALSE(is_passed(share));
  share.found = 501;
  EXPECT_TRUE(is_passed(share));
  EXPECT_FALSE(is_passed(Share{}));
}

TEST(ListingsRules, HowAListingStandsDependsOnTheDay) {
  Listing one{.since = day("2026-11-01"), .added = at("2026-11-01")};
  EXPECT_EQ(standing(one, day("2026-11-08")), Standing::fresh);
  EXPECT_EQ(standing(one, day("2026-11-09")), Standing::unknown) << "a week without a look";
  note(one, Outcome::found, at("2026-11-10"));
  EXPECT_EQ(standing(one, day("2026-12-10")), Standing::found);
  EXPECT_EQ(seen_on(one, day("2026-12-10")), day("2026-11-10"));
  EXPECT_EQ(standing(one, day("2026-12-11")), Standing::unknown) << "nobody has looked since";
  confirm(one, {}, at("2026-12-11"));
  EXPECT_EQ(standing(one, day("2027-03-11")), Standing::confirmed);
  EXPECT_EQ(seen_on(one, day("2027-03-11")), day("2026-12-11"));
  EXPECT_EQ(standing(one, day("2027-03-12")), Standing::unknown);
  note(one, Outcome::missing, at("2027-03-12"));
  note(one, Outcome::missing, at("2027-03-13"));
  EXPECT_EQ(standing(one, day("2027-03-13")), Standing::gone) << "what a robot was told clearly counts more than what a person saw before";
  confirm(one, {}, at("2027-03-14"));
  EXPECT_EQ(standing(one, day("2027-03-14")), Standing::confirmed);
  one.until = day("2027-03-14");
  EXPECT_EQ(standing(one, day("2027-03-14")), Standing::ended);
  EXPECT_EQ(seen_on(one, day("2027-03-14")), std::nullopt);
  for (const Standing shown : kStandings) EXPECT_EQ(is_shown(shown), shown <= Standing::fresh) << name(shown);
}

TEST(ListingsRules, TheNextLookIsInAWeekOrWhenThePlatformLikes) {
  const Instant now = at("2026-11-10");
  const auto days = [&](const Listing& one, int spread, std::optional<std::chrono::seconds> wait = {}) {
    return vietnam_date(next_look(one, now, spread, wait)).days - vietnam_date(now).days;
  };
  Listing one{};
  EXPECT_EQ(days(one, 0), 7);
  EXPECT_EQ(days(one, 999), 7);
  one.finding = Finding::missing;
  EXPECT_EQ(days(one, 0), 1) << "another day";
  EXPECT_EQ(days(one, 0, std::chrono::hours(24 * 10)), 10);
  EXPECT_EQ(days(one, 0, std::chrono::seconds(31'000'000)), 30) << "nobody puts a link off for a year";
  EXPECT_EQ(days(one, 0, std::chrono::seconds(0)), 1);
}

TEST(ListingsRules, FiveOfAPlatformAndTwoHundredInAll) {
  const auto all = platforms();
  const Platform& tiki = *find(all, "tiki");
  std::vector<Listing> there(kMostAPlatform - 1, Listing{.platform = "tiki"});
  EXPECT_TRUE(expect_room(there, tiki));
  there.push_back({.platform = "tiki", .until = day("2026-11-01")});
  there.push_back({.platform = "lazada"});
  EXPECT_TRUE(expect_room(there, tiki)) << "ended ones, and those of others, take no room";
  there.push_back({.platform = "tiki"});
  EXPECT_EQ(expect_room(there, tiki).error().problems.at(0).message.en, msg::too_many_there.en);
  EXPECT_TRUE(expect_room(there, *find(all, "lazada")));
  there.assign(kMostListings, Listing{.platform = "tiki", .until = day("2026-11-01")});
  EXPECT_EQ(expect_room(there, tiki).error().problems.at(0).message.en, msg::too_many.en);
}

TEST(ListingsRules, MonthsAndPercents) {
  EXPECT_EQ(read_month("2026-10"), day("2026-10-01"));
  for (const char* wrong : {"", "2026", "2026-13", "2026-1", "10-2026", "2026-10-01", "abcd-ef"})
    EXPECT_EQ(read_month(wrong), std::nullopt) << wrong;
  EXPECT_EQ(month_word(first_of_month(day("2026-10-31"))), "2026-10");
  EXPECT_EQ(percent(0, 0), 0);
  EXPECT_EQ(percent(699, 1'000), 69) << "69.9 is not 70";
  EXPECT_EQ(percent(700, 1'000), 70);
  EXPECT_EQ(percent(3, 3), 100);
  EXPECT_FALSE(may_begin({.since = day("2026-11-02")}, day("2026-11-01")));
  EXPECT_TRUE(may_begin({.since = day("2026-11-01")}, day("2026-11-01")));
  EXPECT_TRUE(may_begin({}, day("2026-11-01")));
}

// Whatever is typed: what is taken is https on a host of its platform, and is taken again as it is.
RC_GTEST_PROP(ListingsRules, WhatIsTakenIsSafeAndStays, ()) {
  static const auto all = platforms();
  const auto host =
      *rc::gen::element<std::string>("shopee.vn", "www.tiki.vn", "evil.com", "tiki.vn.evil.com", "a@tiki.vn", "tiki.vn:80", "127.0.0.1");
  const auto rest =
      *rc::gen::container<std::string>(rc::gen::oneOf(rc::gen::elementOf(std::string("/?&#=@:.%\\ utm_")), rc::gen::inRange('a', 'z')));
  const auto link = read_link("https://" + host + rest, all);
  if (!link) return;
  const std::string_view kept = host_of(link->link);
  RC_ASSERT(link->link.starts_with("https://"));
  RC_ASSERT(std::ranges::any_of(link->platform->hosts, [&](const std::string& one) { return kept == one || kept.ends_with("." + one); }));
  RC_ASSERT(kept.find_first_of("@:%\\") == std::string_view::npos);
  RC_ASSERT(link->link.find('#') == std::string::npos);
  const auto again = read_link(link->link, all);
  RC_ASSERT(again.ok());
  RC_ASSERT(again->link == link->link);
}

}  // namespace
}  // namespace ocop::listings::rules
