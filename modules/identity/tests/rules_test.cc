#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/identity/identity.h"
#include "modules/identity/rules.h"

namespace ocop::identity {
namespace {

AccountId account_id(int n) { return {Uuid{{0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(n)}}}; }
const ProducerId kProducer{Uuid{{1}}};

TEST(IdentityRules, LoginNames) {
  const struct { std::string_view typed, stored; } rows[] = {
      {"tan.ha", "tan.ha"}, {" Tan.Ha ", "tan.ha"}, {"an@xa-tanha.gov.vn", "an@xa-tanha.gov.vn"}, {"A+b_c-1", "a+b_c-1"}, {"123", "123"},
      {"ab", ""}, {"", ""}, {".an", ""}, {"-an", ""}, {"@an", ""}, {"an@", ""}, {"a@b@c", ""}, {"tân.hà", ""}, {"an an", ""},
      {"an'--", ""}, {"an\n1", ""}, {"an%", ""}, {"<an>", ""}, {"\xFF\xFF\xFF", ""},
  };
  for (const auto& row : rows) {
    const auto result = rules::login_name(row.typed);
    EXPECT_EQ(result.ok() ? *result : "", row.stored) << row.typed;
    if (!result) {
      EXPECT_EQ(result.error().problems.at(0).field, "login");
    }
  }
  EXPECT_TRUE(rules::login_name(std::string(254, 'a')).ok());
  EXPECT_FALSE(rules::login_name(std::string(255, 'a')).ok());
}

// "0912 345 678" was one login when it was made and none when it was typed with other gaps.
TEST(IdentityRules, AMobileNumberIsOneLoginHoweverItIsWritten) {
  for (const std::string_view typed : {"0912345678", " 0912 345 678 ", "0912.345.678", "091-234-5678", "+84912345678", "+84 912 345 678"})
    EXPECT_EQ(*rules::login_name(typed), "0912345678") << typed;
  for (const std::string_view typed : {"091234567", "09123456789", "0212345678"}) EXPECT_EQ(*rules::login_name(typed), typed);
}

TEST(IdentityRules, WhoJoinsHasAMobileNumberOrAnAddress) {
  for (const std::string_view good : {"0912 345 678", "+84 33 1234567", "May@Demo.vn", "a.b+c@mail.example.com.vn"})
    EXPECT_TRUE(rules::own_login(good).ok()) << good;
  // A free name would be "xa.thong-nguyen" before the officer is.
  for (const std::string_view bad : {"xa.thong-nguyen", "may", "may@demo", "may@demo.", "024 3825 1234", "12345678901", "", "@demo.vn"})
    EXPECT_FALSE(rules::own_login(bad).ok()) << bad;
  EXPECT_EQ(rules::own_login("may").error().problems.at(0).field, "login");
}

TEST(IdentityRules, DisplayNames) {
  EXPECT_EQ(*rules::display_name("  Nguyễn  Văn\tAn "), "Nguyễn Văn An");
  EXPECT_EQ(*rules::display_name("Nguye\u0302\u0303n"), "Nguyễn");
  EXPECT_FALSE(rules::display_name(" \n ").ok());
  EXPECT_FALSE(rules::display_name("\xC3").ok());
  std::string longest;
  for (int i = 0; i < 120; ++i) longest += "ễ";
  EXPECT_TRUE(rules::display_name(longest).ok());
  EXPECT_FALSE(rules::display_name(longest + "n").ok());
}

TEST(IdentityRules, Passwords) {
  Account holder;
  holder.login = "tan.ha@laocai.gov.vn";
  holder.display_name = "Nguyễn Văn An";
  const struct { std::string_view password; bool fit; } rows[] = {
      {"mưa rơi trên đồi chè", true}, {"k7mp-3xfa-qrst-vb29", true}, {"Trời xanh 4 mùa!", true}, {"correct horse battery", true},
      {"ngắn quá", false},                // 8 characters
      {"mười một kt", false},             // 11
      {"mười hai ktự", true},             // 12 characters, more bytes
      {"123456789012", false}, {"abcdefghijkl", false}, {"210987654321", false}, {"aaaaaaaaaaaaaaaa", false}, {"abababababab", false},
      {"matkhau123456", false}, {"Mật khẩu 2026!", false}, {"password1234", false}, {"OCOP-OCOP-2026", false}, {"vietnam19452026", false},
      {"anh yêu em 123", false}, {"01/01/1990 0912345678", false},
      {"Tân Hà của tôi 26", false},       // the login, folded
      {"nguyen van an 1990", false},      // the name
      {"mật ong bạc hà", true},
  };
  for (const auto& row : rows) {
    const auto password = rules::password_text(row.password);
    ASSERT_TRUE(password);
    EXPECT_EQ(rules::password_is_fit(*password, holder, "next").ok(), row.fit) << row.password;
  }
  std::string longest;
  for (int i = 0; i < 16; ++i) longest += "sông núi";
  EXPECT_TRUE(rules::password_is_fit(longest, holder, "next").ok());      // 128
  EXPECT_FALSE(rules::password_is_fit(longest + "x", holder, "next").ok());
}

TEST(IdentityRules, TheSameKeysAreTheSamePassword) {
  EXPECT_EQ(rules::password_text("mu\u031Ba rơi"), rules::password_text("mưa rơi"));
  EXPECT_NE(rules::password_text("Mưa rơi"), rules::password_text("mưa rơi"));     // case counts
  EXPECT_NE(rules::password_text("mưa rơi "), rules::password_text("mưa rơi"));    // spaces count
  EXPECT_FALSE(rules::password_text(std::string(rules::kMaxPasswordBytes + 1, 'a')));
  EXPECT_FALSE(rules::password_text("\xFF"));
}

TEST(IdentityRules, TemporaryPasswordsEnd) {
  Account account;
  account.password_at = {1000};
  account.password_kind = PasswordKind::temporary;
  EXPECT_TRUE(rules::password_is_usable(account, {1000 + 3 * rules::kDay - 1}));
  EXPECT_FALSE(rules::password_is_usable(account, {1000 + 3 * rules::kDay}));
  account.password_kind = PasswordKind::chosen;
  EXPECT_TRUE(rules::password_is_usable(account, {1000 + 3000 * rules::kDay}));
}

TEST(IdentityRules, SessionsEnd) {
  const struct { std::int64_t seen, now; bool alive; } rows[] = {
      {0, 0, true}, {0, 12 * rules::kHour - 1, true}, {0, 12 * rules::kHour, false}, {11 * rules::kHour, 22 * rules::kHour, true},
      {7 * rules::kDay - 1, 7 * rules::kDay - 1, true}, {7 * rules::kDay, 7 * rules::kDay, false},
  };
  for (const auto& row : rows) EXPECT_EQ(rules::session_is_alive({0}, {row.seen}, {row.now}), row.alive) << row.now;
  EXPECT_FALSE(rules::must_note_seen({0}, {5 * rules::kMinute - 1}));
  EXPECT_TRUE(rules::must_note_seen({0}, {5 * rules::kMinute}));
}

TEST(IdentityRules, TokensEnd) {
  ApiToken token;
  token.expires = {100};
  EXPECT_TRUE(rules::token_is_alive(token, {99}));
  EXPECT_FALSE(rules::token_is_alive(token, {100}));
  token.revoked = Instant{50};
  EXPECT_FALSE(rules::token_is_alive(token, {60}));
  EXPECT_EQ(*rules::token_life(1), rules::kDay);
  EXPECT_TRUE(rules::token_life(366).ok());
  for (const std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{367}, INT64_MAX}) {
    EXPECT_FALSE(rules::token_life(bad).ok());
  }
}

TEST(IdentityRules, GrantsAreBoundToWhatTheirRoleNeeds) {
  const struct { Grant grant; std::string_view wrong_field; } rows[] = {
      {{Role::producer_member, "", "", kProducer}, ""},
      {{Role::producer_member, "", "", {}}, "producer"},
      {{Role::producer_member, "68", "", kProducer}, "province"},
      {{Role::commune_officer, "68", "24988", {}}, ""},
      {{Role::commune_officer, "", "24988", {}}, "province"},
      {{Role::commune_officer, "68", "", {}}, "commune"},
      {{Role::commune_officer, "68", "2498", {}}, "commune"},
      {{Role::commune_officer, "6x", "24988", {}}, "province"},
      {{Role::commune_officer, "68", "24988", kProducer}, "producer"},
      {{Role::provincial_body, "68", "", {}}, ""},
      {{Role::provincial_body, "68", "24988", {}}, "commune"},
      {{Role::provincial_body, "", "", {}}, "province"},
      {{Role::council_member, "68", "", {}}, ""},
      {{Role::council_chair, "681", "", {}}, "province"},
      {{Role::council_chair, "68", "", kProducer}, "producer"},
      {{Role::administrator, "", "", {}}, ""},
      {{Role::administrator, "68", "", {}}, "province"},
  };
  for (const auto& row : rows) {
    const auto result = rules::grant_is_complete(row.grant);
    EXPECT_EQ(result.ok() ? "" : result.error().problems.at(0).field, row.wrong_field) << name(row.grant.role);
  }
}

TEST(IdentityRules, NobodyAdministersOneself) {
  EXPECT_TRUE(rules::may_administer(account_id(1), account_id(2)).ok());
  EXPECT_EQ(rules::may_administer(account_id(1), account_id(1)).error().kind, ErrorKind::conflict);
}

TEST(IdentityRules, Agents) {
  const struct { std::string_view header, words; } rows[] = {
      {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"},
      {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36", "Chrome, Android"},
      {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
          "Edge, Windows"},
      {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/604.1",
          "Safari, iPhone"},
      {"curl/8.0", ""}, {"", ""}, {"<script>Firefox/</script>", "Firefox"},
  };
  for (const auto& row : rows) EXPECT_EQ(rules::agent_words(row.header), row.words) << row.header;
}

TEST(IdentityRules, ReturnAddressesStayHere) {
  for (const std::string_view good : {"/", "/products?q=ca%20phe", "/en/evaluation/1", "/me"}) EXPECT_EQ(rules::safe_return(good), good);
  for (const std::string_view bad : {"", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "evil",
      "/a\nb",
                                     "/a b", "/sign-in", "/sign-out", "/en/sign-in?next=/"}) {
    EXPECT_EQ(rules::safe_return(bad), "") << bad;
  }
  EXPECT_EQ(rules::safe_return("/" + std::string(600, 'a')), "");
}

TEST(IdentityRules, AnOfficialsRoleNeedsASecondAdministratorWhereThereIsOne) {
  for (const Role role : kOfficials) {
    EXPECT_FALSE(rules::needs_second(role, 1)) << name(role);
    EXPECT_TRUE(rules::needs_second(role, 2)) << name(role);
  }
  EXPECT_FALSE(rules::needs_second(Role::producer_member, 9));

  const AccountId giver{Uuid{{1}}}, receiver{Uuid{{2}}}, third{Uuid{{3}}};
  WaitingGrant waiting{.account = receiver, .asked_by = giver, .asked = {1'000}};
  EXPECT_FALSE(rules::may_confirm(waiting, giver));
  EXPECT_FALSE(rules::may_confirm(waiting, receiver));
  EXPECT_TRUE(rules::may_confirm(waiting, third));
  EXPECT_TRUE(rules::is_waiting(waiting, {1'000 + rules::kWaitingLife - 1}));
  EXPECT_FALSE(rules::is_waiting(waiting, {1'000 + rules::kWaitingLife}));
  for (const WaitingState state : {WaitingState::confirmed, WaitingState::refused, WaitingState::taken_back}) {
    waiting.state = state;
    EXPECT_FALSE(rules::is_waiting(waiting, {1'000}));
  }

  EXPECT_FALSE(rules::two_remain(2, rules::Acts::yes));
  EXPECT_TRUE(rules::two_remain(2, rules::Acts::no)) << "one who has never come in";
  EXPECT_TRUE(rules::two_remain(3, rules::Acts::yes));
}

}  // namespace
}  // namespace ocop::identity
