#include "modules/claims/service.h"

#include "modules/claims/api.h"
#include "modules/claims/lists.h"
#include "modules/claims/messages.h"
#include "modules/claims/pages.h"
#include "modules/claims/rules.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/desk.h"
#include "tests/support/fonts.h"
#include "tests/support/test_database.h"

namespace ocop::claims {
namespace {

AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
constexpr std::string_view kHere = "203.0.113.7";

// An imported cooperative that nobody acts for, and who would.
class Claims : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = claims::migrations();
    for (const auto& more : {work::migrations(), throttle::migrations()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    throttle_.emplace(database(), std::string(32, 'k'));
    service_.emplace(Service::Parts{database(), clock_, random_, *throttle_, identity_, notices_, producers_, products_, places_, url_,
                                    ocop::test::fonts()});
    producer.uuid.bytes[0] = 0x11;
    producers_.rows.push_back({.id = producer, .name = "HTX Khẩu Sli Nà Giàng", .kind = producers::Kind::cooperative, .province = "68",
                               .commune = "24988", .address_as_printed = "xã Ngọc Đào, huyện Hà Quảng, Cao Bằng"});
    for (const auto& [key, actor] : {std::pair{"an", &an}, {"binh", &binh}, {"officer", &officer}, {"other", &other}})
      desk_.people.add(key, *actor);
    for (const Actor* one : {&an, &binh, &officer, &other}) identity_.add(*one);
    add_api(desk_.router, *service_);
    add_pages(desk_.router, *service_, desk_.site);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers, nullptr}, *service_);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  std::string code() { return service_->print_letter(officer, producer)->code; }
  Result<Claim> use(const Actor& actor, std::string_view typed) { return service_->use_code(actor, typed, kHere); }
  bool member(const Actor& actor) const {
    const auto is = [&](const auto& one) { return one.account == *actor.account && one.producer == producer; };
    return std::ranges::any_of(identity_.members, is);
  }
  void pass(std::int64_t milliseconds) { clock_.set({clock_.now().milliseconds + milliseconds}); }

  Actor an{account(1), "An", {}}, binh{account(2), "Bình", {}};
  Actor officer{account(3), "Cán bộ xã", {{Role::commune_officer, "68", "24988", {}}}};
  Actor other{account(4), "Cán bộ xã khác", {{Role::commune_officer, "68", "24991", {}}}};
  ProducerId producer;
  identity::FakeIdentity identity_;
  notices::FakeNotices notices_;
  producers::FakeProducers producers_;
  products::FakeProducts products_;
  places::FakePlaces places_;
  std::string url_ = "https://ocop.test";
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{7};
  std::optional<throttle::Throttle> throttle_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};
OCOP_ON_BOTH_ENGINES(Claims);

TEST_P(Claims, TheRoutesMayStart) { EXPECT_TRUE(desk_.router.check().empty()) << desk_.router.check()[0]; }

// An imported maker could never come in: an administrator had to type its id.
TEST_P(Claims, WhoHasTheCodeIsAMemberAtOnceAndTheOfficeIsTold) {
  const auto claim = use(an, code());
  ASSERT_TRUE(claim.ok());
  EXPECT_EQ(claim->state, State::accepted);
  EXPECT_TRUE(member(an));
  EXPECT_EQ(notices_.count(kToldAsked), 1);
  EXPECT_EQ(notices_.last().audience.holders.at(0).commune, "24988");
}

TEST_P(Claims, ACodeWorksOnceAndTheSecondIsToldSo) {
  const std::string letter = code();
  const auto first = use(an, letter), again = use(an, letter);   // an answer that got lost
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(again->id, first->id);
  EXPECT_EQ(identity_.members.size(), 1u);
  const auto second = use(binh, letter);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().problems.at(0).message.vi, msg::code_used.vi);
  EXPECT_FALSE(member(binh));
}

// Above a code that was used stood "The data has changed", and no field was marked.
TEST_P(Claims, WhatIsWrongWithACodeStandsAtItsField) {
  const std::string replaced = code(), letter = code();
  ASSERT_TRUE(use(an, letter).ok());
  for (const std::string& typed : {letter, replaced, std::string("0000-0000-0000")}) {
    const auto page = desk_.post("/claim", "binh", {{"code", typed}});
    EXPECT_EQ(page.status, 422) << typed;
    EXPECT_TRUE(test::has(page, "href=\"#f-code\"") && !test::has(page, "Dữ liệu đã thay đổi")) << typed;
    test::expect_sound(page);
  }
}

// After the office had refused, the same code was answered "somebody else claims it too"; after the membership ended, "you are a member".
TEST_P(Claims, AUsedCodeAgainSaysWhatBecameOfIt) {
  const std::string letter = code();
  const auto claim = use(an, letter);
  identity_.members.clear();   // an administrator took it away
  EXPECT_EQ(use(an, letter).error().problems.at(0).message.vi, msg::code_membership_over.vi);
  ASSERT_TRUE(service_->refuse(officer, claim->id, {1, "Thư đến nhầm nhà."}).ok());
  EXPECT_EQ(use(an, letter).error().problems.at(0).message.vi, msg::code_refused.vi);
}

// The paper said "until the end of the 25th", and the code ended on that day at the minute of printing.
TEST_P(Claims, ALetterHoldsForTheWholeOfItsLastDay) {
  clock_.set(Instant::parse_iso("2026-11-27T02:00:00.000Z").value());
  const auto printed = service_->print_letter(officer, producer);
  EXPECT_EQ(rules::last_day(printed->letter), *Date::of(2027, 2, 25));
  EXPECT_TRUE(test::has(desk_.get("/producers/" + producer.text() + "/letters", "officer"), "đến hết ngày 25/02/2027"));
  clock_.set({start_of_vietnam_day(*Date::of(2027, 2, 26)).milliseconds - 1});
  EXPECT_TRUE(use(an, printed->code).ok());
}

TEST_P(Claims, ALetterEndsAfterNinetyDaysAndWithTheNext) {
  const std::string first = code(), second = code();
  EXPECT_EQ(use(an, first).error().problems.at(0).message.vi, msg::code_ended.vi);
  clock_.set(rules::letter_ends(clock_.now()));
  EXPECT_EQ(use(an, second).error().problems.at(0).message.vi, msg::code_ended.vi);
  EXPECT_FALSE(member(an));
}

// An officer could have made himself the member of every producer of his commune.
TEST_P(Claims, WhoPrintedALetterDoesNotUseIt) {
  EXPECT_EQ(use(officer, code()).error().problems.at(0).message.vi, msg::own_letter.vi);
  EXPECT_FALSE(member(officer));
}

TEST_P(Claims, FiveOfAnAccountWaitAndNoMore) {
  std::vector<ProducerId> many;
  for (std::uint8_t i = 0; i < 6; ++i) {
    ProducerId id;
    id.uuid.bytes[0] = 0x40;
    id.uuid.bytes[15] = i;
    producers_.rows.push_back({.id = id, .name = "HTX " + std::to_string(i), .province = "68", .commune = "24988"});
    many.push_back(id);
  }
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(service_->ask(an, many[static_cast<std::size_t>(i)], {"Của tôi"}).ok());
  EXPECT_EQ(service_->ask(an, many[5], {"Của tôi"}).error().kind, ErrorKind::conflict);
}

TEST_P(Claims, NoLetterIsPrintedWhereSomebodyActs) {
  identity_.accounts[0].grants = {{Role::producer_member, "", "", producer}};
  EXPECT_EQ(service_->print_letter(officer, producer).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->print_letter(other, producer).error().kind, ErrorKind::not_found);
}

TEST_P(Claims, TwoOfOneProducerWaitForAPerson) {
  const std::string letter = code();
  ASSERT_TRUE(service_->ask(binh, producer, {"Tôi là giám đốc"}).ok());
  const auto claim = use(an, letter);
  ASSERT_TRUE(claim.ok());
  EXPECT_EQ(claim->state, State::waiting);
  EXPECT_FALSE(member(an));
  EXPECT_EQ(service_->accept(other, claim->id, {1}).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(service_->accept(officer, claim->id, {1}).ok());
  EXPECT_TRUE(member(an));
  EXPECT_EQ(service_->accept(officer, claim->id, {2}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(service_->ask(binh, producer, {"Lần nữa"}).error().kind, ErrorKind::conflict);
}

TEST_P(Claims, AreRefusedWithinThirtyDaysAndTheRightEnds) {
  const auto claim = use(an, code());
  ASSERT_TRUE(service_->refuse(officer, claim->id, {1, "Thư đến nhầm nhà."}).ok());
  EXPECT_FALSE(member(an));
  EXPECT_EQ(notices_.last().news.kind, kToldRefused);
  EXPECT_EQ(notices_.last().audience.accounts, std::vector{*an.account});
  const auto later = use(binh, code());
  pass(rules::kRefusable);
  EXPECT_EQ(service_->refuse(officer, later->id, {1, "Muộn"}).error().kind, ErrorKind::conflict);
  EXPECT_TRUE(member(binh));
}

// Guesses are counted; a slip of the finger is told by the check sign and costs nothing.
TEST_P(Claims, GuessesAreCountedAndSlipsAreNot) {
  const std::string letter = code();
  std::string slip = letter;
  slip[0] = slip[0] == '0' ? '1' : '0';
  for (int i = 0; i < 30; ++i) EXPECT_EQ(use(an, slip).error().kind, ErrorKind::invalid_input);
  std::array<std::uint8_t, rules::kCodeBytes> bytes{};
  for (int i = 0; i < 10; ++i) {
    random_.fill(bytes);
    EXPECT_EQ(use(an, rules::code_from(bytes)).error().kind, ErrorKind::invalid_input);
  }
  EXPECT_EQ(use(an, letter).error().kind, ErrorKind::too_many_requests);
  EXPECT_TRUE(use(binh, letter).ok());   // another account
}

TEST_P(Claims, TheCodeIsOnTheLetterAndNowhereElse) {
  const auto printed = service_->print_letter(officer, producer);
  const auto bytes = service_->pdf(*printed);
  ASSERT_TRUE(bytes.ok());
  EXPECT_TRUE(bytes->starts_with("%PDF-"));
  EXPECT_NE(bytes->find("/MarkInfo"), std::string::npos);
  EXPECT_NE(bytes->find("/Lang"), std::string::npos);
  const std::string letters = "/producers/" + producer.text() + "/letters";
  for (const std::string& path : {letters, "/api/v1" + letters}) {
    const auto page = desk_.get(path, "officer");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(test::has(page, "Cán bộ xã"));
    EXPECT_FALSE(test::has(page, printed->code)) << path;
    EXPECT_EQ(desk_.get(path, "other").status, 404);
  }
  const auto paper = desk_.post(letters, "officer", {});
  EXPECT_EQ(paper.content_type, "application/pdf");
  EXPECT_NE(test::header(paper, "cache-control").find("no-store"), std::string::npos);
}

// Whoever scanned a letter's QR was sent to the sign-in page of an account he never had.
TEST_P(Claims, AVisitorWithALetterIsLedToAnAccountWithItsCode) {
  for (const std::string prefix : {"", "/en"}) {
    const auto page = desk_.get(prefix + "/claim?code=7K3M-9QXD-4TRB");
    EXPECT_EQ(page.status, 200);
    test::expect_sound(page, "claim");
    for (const char* way : {"/join?next=%2Fclaim%3Fcode%3D7K3M-9QXD-4TRB", "/sign-in?next=%2Fclaim%3Fcode%3D7K3M-9QXD-4TRB"})
      EXPECT_TRUE(test::has(page, prefix + way)) << way;
    EXPECT_FALSE(test::has(page, "<form method=\"post\" action=\"" + prefix + "/claim\"")) << "nobody's producer is given to nobody";
  }
  EXPECT_TRUE(test::has(desk_.get("/claim"), "/join?next=%2Fclaim\""));
}

TEST_P(Claims, PagesAreSoundInBothLanguages) {
  const auto claim = use(an, code());
  const auto asked = service_->ask(binh, producer, {"Tôi là giám đốc"});
  for (const std::string& page : {std::string("/claim?code=7K3M-9QXD-4TRB"), "/producers/" + producer.text() + "/claim"})
    for (const std::string prefix : {"", "/en"}) test::expect_sound(desk_.get(prefix + page, "binh"), page);
  for (const std::string& page : {std::string("/claims"), std::string("/claims?state="), "/claims/" + claim->id.text(),
                                  "/claims/" + asked->id.text(), "/producers/" + producer.text() + "/letters"})
    for (const std::string prefix : {"", "/en"}) test::expect_sound(desk_.get(prefix + page, "officer"), page);
  EXPECT_EQ(desk_.get("/claims/" + claim->id.text(), "other").status, 404);
  EXPECT_FALSE(test::has(desk_.get("/claims?state=", "other"), "Nà Giàng"));
  EXPECT_EQ(desk_.post("/claim", "binh", {{"code", "7K3M"}}).status, 422);
}

TEST(ClaimRules, CodesAreReadAsTheyAreTyped) {
  const std::array<std::uint8_t, rules::kCodeBytes> bytes{0x7F, 0x31, 0xC0, 0x0E, 0x55, 0x00, 0x21};
  const std::string code = rules::code_from(bytes), printed = rules::grouped(code);
  EXPECT_EQ(printed.size(), 14u);
  EXPECT_EQ(*rules::read_code(printed), code);
  std::string low = " " + printed + " ";
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '0' ? 'o' : c == '1' ? 'l' : c == '-' ? ' ' : c;
  EXPECT_EQ(*rules::read_code(low), code);
  // Every single wrong sign is told.
  for (std::size_t i = 0; i < code.size(); ++i)
    for (const char c : std::string_view("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
      std::string wrong = code;
      wrong[i] = c;
      EXPECT_EQ(rules::read_code(wrong).ok(), c == code[i]) << i << c;
    }
  for (const std::string_view bad : {"", "7K3M", "7K3M-9QXD-4TRU", "7K3M-9QXD-4TRB-7"}) EXPECT_FALSE(rules::read_code(bad).ok()) << bad;
}

}  // namespace
}  // namespace ocop::claims
