#include "modules/notices/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/random/random.h"

namespace ocop::notices {
namespace {

using rules::Ways;
constexpr Ways kAll{Ways::Way::there, Ways::Way::there}, kNone{};
constexpr Instant kNow{1'795'600'000'000};

Person person(std::string address, std::string phone, Mail mail = Mail::wanted) {
  return {.address = std::move(address), .phone = std::move(phone), .mail = mail};
}

TEST(NoticesRules, WhatIsPossibleOfWhatWasWished) {
  const Person both = person("a@b.vn", "+84912345678"), stopped = person("a@b.vn", "+84912345678", Mail::stopped), none = person("", "");
  using C = Channel;
  const struct { const char* story; std::optional<Person> who; std::optional<C> chosen; C usual; Ways ways; C expected; } rows[] = {
      {"nobody who never chose", std::nullopt, std::nullopt, C::mail, kAll, C::page},
      {"the usual way", both, std::nullopt, C::mail, kAll, C::mail},
      {"the chosen way", both, C::digest, C::mail, kAll, C::digest},
      {"not at all", both, C::page, C::mail, kAll, C::page},
      {"no address", none, C::mail, C::mail, kAll, C::page},
      {"no address, digest", none, C::digest, C::mail, kAll, C::page},
      {"mail stopped", stopped, C::mail, C::mail, kAll, C::page},
      {"mail stopped, telephone goes on", stopped, C::phone, C::mail, kAll, C::phone},
      {"no mail server", both, C::mail, C::mail, kNone, C::page},
      {"no gateway", both, C::phone, C::mail, kNone, C::page},
      {"no number", person("a@b.vn", ""), C::phone, C::mail, kAll, C::page},
  };
  for (const auto& row : rows) EXPECT_EQ(rules::effective(row.who, row.chosen, row.usual, row.ways), row.expected) << row.story;
}

TEST(NoticesRules, MobileNumbers) {
  const struct { std::string_view typed, kept;
  } rows[] = {
      {"0912345678", "+84912345678"},
      {"0912 345 678", "+84912345678"},
      {"+84 912.345-678", "+84912345678"},
      {"0312345678", "+84312345678"},
      {"", ""},
      {"091234567", ""},
      {"09123456789", ""},
      {"0212345678", ""},
      {"+1 912 345 6789", ""},
      {"09123x5678", ""},
      {"0912345678\r\n", ""},
  };
  for (const auto& row : rows) {
    const auto read = rules::read_phone(row.typed);
    EXPECT_EQ(read ? *read : "", row.kept) << row.typed;
  }
}

TEST(NoticesRules, WhatAPageWithoutSignInShows) {
  EXPECT_EQ(rules::masked("htx@demo.ocop"), "h…@demo.ocop");
  EXPECT_EQ(rules::masked("+84912345678"), "…678");
  EXPECT_EQ(rules::masked(""), "…");
}

TEST(NoticesRules, AMessageHasAtMostThreeHundredCharacters) {
  const auto of = [](std::size_t characters, std::string_view character) {
    std::string out;
    for (std::size_t i = 0; i < characters; ++i) out += character;
    return out;
  };
  EXPECT_EQ(rules::message_text("Ocop: chè"), "Ocop: chè");
  EXPECT_EQ(rules::message_text(of(300, "Ế")), of(300, "Ế"));   // characters, not bytes: three each
  EXPECT_EQ(rules::message_text(of(301, "Ế")), of(299, "Ế") + "…");
  EXPECT_EQ(rules::message_text(of(1'000, "a")), of(299, "a") + "…");
  EXPECT_EQ(rules::message_text(""), "");
}

Link link(Random& random) {
  return {new_id<LinkId>(kNow, random), {}, Purpose::confirm_mail, "a@b.vn", kNow, {kNow.milliseconds + 1'000}, {}};
}

TEST(NoticesRules, ALinkIsForOnePurposeOneTimeAndOneKey) {
  SeededRandom random(3);
  const std::string key(32, 'k');
  const Link one = link(random);
  const std::string text = rules::link_text(key, one);
  EXPECT_EQ(text.size(), 64u);
  EXPECT_EQ(rules::link_id(text), one.id);
  EXPECT_TRUE(rules::check_link(key, one, text, Purpose::confirm_mail, kNow));
  const auto kind = [&](const Link& other, Purpose purpose, Instant now, const std::string& with = std::string(32, 'k')) {
    const auto checked = rules::check_link(with, other, text, purpose, now);
    return checked ? ErrorKind::internal : checked.error().kind;
  };
  EXPECT_EQ(kind(one, Purpose::stop_mail, kNow), ErrorKind::not_found);
  EXPECT_EQ(kind(one, Purpose::confirm_mail, one.expires), ErrorKind::gone);
  EXPECT_EQ(kind(one, Purpose::confirm_mail, kNow, std::string(32, 'x')), ErrorKind::not_found);
  Link longer = one, other_purpose = one, other_account = one, ended = one;
  longer.expires.milliseconds += 1;   // a row that somebody changed does not make the old text good for longer
  other_purpose.purpose = Purpose::stop_mail;
  other_account.account.uuid.bytes[0] ^= 1;   // nor for somebody else
  ended.ended = kNow;
  EXPECT_EQ(kind(longer, Purpose::confirm_mail, kNow), ErrorKind::not_found);
  EXPECT_EQ(kind(other_purpose, Purpose::stop_mail, kNow), ErrorKind::not_found);
  EXPECT_EQ(kind(other_account, Purpose::confirm_mail, kNow), ErrorKind::not_found);
  EXPECT_EQ(kind(ended, Purpose::confirm_mail, kNow), ErrorKind::gone);
}

RC_GTEST_PROP(NoticesRules, NoOtherTextIsALink, ()) {
  SeededRandom random(3);
  const std::string key(32, 'k');
  const Link one = link(random);
  std::string text = rules::link_text(key, one);
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  const char other = *rc::gen::suchThat(rc::gen::inRange<char>('!', '~'), [&](char c) { return c != text[at]; });
  text[at] = other;
  const auto id = rules::link_id(text);
  RC_ASSERT(!id || *id != one.id || !rules::check_link(key, one, text, Purpose::confirm_mail, kNow));
}

}  // namespace
}  // namespace ocop::notices
