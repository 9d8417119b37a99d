#include "modules/certificates/rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ocop::certificates {
namespace {

Date day(const char* iso) { return Date::parse_iso(iso).value(); }

TEST(CertificatesRules, ACertificateIsGoodFor36MonthsToTheEndOfTheCorrespondingDay) {
  // Decision 26/2026 article 4.3; Civil Code 2015 articles 147.2 and 148.3.
  const std::pair<const char*, const char*> cases[] = {
      {"2026-11-20", "2029-11-20"}, {"2024-02-29", "2027-02-28"}, {"2025-03-01", "2028-03-01"}, {"2026-12-31", "2029-12-31"},
      {"2025-02-28", "2028-02-28"}, {"2027-11-21", "2030-11-21"}};   // 21/11/2027 and 2030 end on days off: article 148.5 is not about this
  for (const auto& [issued, last] : cases) EXPECT_EQ(rules::valid_until(day(issued)).iso(), last) << issued;
}

TEST(CertificatesRules, ValidityTurnsOnTheDay) {
  Certificate certificate;
  certificate.issued = day("2026-11-20");
  certificate.valid_until = day("2029-11-20");
  const std::pair<const char*, products::Validity> cases[] = {
      {"2026-11-20", products::Validity::valid},          {"2029-05-23", products::Validity::valid},
      {"2029-05-24", products::Validity::renewal_window},   // 180 days before the end, article 7.6
      {"2029-11-20", products::Validity::renewal_window},   // the last day counts
      {"2029-11-21", products::Validity::lapsed}};
  for (const auto& [today, expected] : cases) EXPECT_EQ(validity(certificate, day(today)), expected) << today;
  certificate.state = State::withdrawn;
  EXPECT_EQ(validity(certificate, day("2027-01-01")), products::Validity::withdrawn);
  EXPECT_EQ(validity(certificate, day("2030-01-01")), products::Validity::withdrawn);
}

TEST(CertificatesRules, TheFileForRenewalComes180To120DaysBeforeTheEnd) {   // article 7.6
  const auto window = rules::renewal_window(day("2029-11-20"));
  EXPECT_EQ(window.opens.iso(), "2029-05-24");
  EXPECT_EQ(window.closes.iso(), "2029-07-23");
}

TEST(CertificatesRules, NumbersHaveOneForm) {
  EXPECT_EQ(rules::certificate_number("68", 2026, 12), "OCOP-68-2026-000012");
  EXPECT_EQ(rules::certificate_number("01", 2026, rules::kMaxSerial), "OCOP-01-2026-999999");
  EXPECT_TRUE(rules::is_certificate_number("OCOP-68-2026-000012"));
  for (const char* bad : {"", "OCOP-68-2026-00012", "OCOP-6A-2026-000012", "ocop-68-2026-000012", "OCOP-68-2026-0000123",
                          "OCOP_68-2026-000012"}) {
    EXPECT_FALSE(rules::is_certificate_number(bad)) << bad;
  }
}

TEST(CertificatesRules, FindsItsNumberInWhatIsTyped) {
  for (const std::string_view typed : {"OCOP-68-2026-000012", "ocop-68-2026-000012", "OCOP 68 2026 12", "GCN số OCOP-68-2026-000012.",
                                       "68-2026-000012",
                                       "https://ocop.example.vn/certificates/OCOP-68-2026-000012", "ocop/68/2026/000012"})
    EXPECT_EQ(rules::certificate_number_in(typed), "OCOP-68-2026-000012") << typed;
  for (const std::string_view typed : {"", "ocop", "OCOP-68-2026", "ngày 12 11 2026", "12-2026-3", "OCOP-68-2026-0000123",
                                       "ocop 5 sao 2026", "OCOP-68-20x6-000012"})
    EXPECT_EQ(rules::certificate_number_in(typed), "") << typed;
}

TEST(CertificatesRules, WhatTheProvinceMayDecide) {
  using enum Outcome;
  using evaluation::PotentialFive;
  struct Row { int band, stars; std::vector<Outcome> expected; const char* article; PotentialFive asked = PotentialFive::either; };
  const Row rows[] = {
      {1, 1, {not_recognised}, "4.1"},
      {2, 2, {not_recognised}, "4.1"},
      {4, 0, {not_recognised}, "knocked out"},
      {5, 0, {not_recognised}, "knocked out"},
      {3, 2, {not_recognised}, "4.1: a floor of three stars is missed"},
      {3, 3, {recognised, not_recognised}, "7.3e"},
      {4, 3, {recognised, not_recognised}, "7.3e"},
      {4, 4, {recognised, not_recognised}, "7.3e"},
      {5, 3, {forwarded_to_ministry, recognised, not_recognised}, "7.3e"},
      {5, 4, {forwarded_to_ministry, recognised, not_recognised}, "7.3e"},
      {5, 4, {forwarded_to_ministry, not_recognised}, "7.3e by the province's regulation", PotentialFive::ministry},
      {5, 4, {recognised, not_recognised}, "7.3e by the province's regulation", PotentialFive::province},
      {5, 0, {not_recognised}, "knocked out, whoever is asked", PotentialFive::ministry},
      {4, 4, {recognised, not_recognised}, "below 90 nobody asks the Ministry", PotentialFive::ministry},
      {5, 5, {forwarded_to_ministry, not_recognised}, "7.4: five stars are the Minister's, whoever is asked", PotentialFive::province},
      {5, 5, {forwarded_to_ministry, not_recognised}, "7.3e, 7.4: five stars are the Minister's"},
  };
  for (const Row& row : rows) EXPECT_EQ(rules::possible_outcomes(row.band, row.stars, row.asked), row.expected) << row.article;
}

// Điều 7 khoản 4 điểm e, g.
TEST(CertificatesRules, WhatTheMinisterMayDecide) {
  using enum Outcome;
  EXPECT_EQ(rules::possible_at_centre(5), (std::vector<Outcome>{recognised, not_recognised}));
  for (const int stars : {0, 1, 2, 3, 4}) EXPECT_EQ(rules::possible_at_centre(stars), std::vector<Outcome>{not_recognised}) << stars;
  rules::ClosedFacts facts{evaluation::State::closed, 5, 5, day("2026-11-10")};
  facts.level = rules::ClosedFacts::Level::centre;
  rules::DecisionInput input{Outcome::recognised, "1500/QĐ-BNNMT", day("2026-11-20"), "Thứ trưởng", "", 1};
  EXPECT_TRUE(rules::decide(facts, input, day("2026-11-21")).ok());
  input.outcome = forwarded_to_ministry;
  EXPECT_EQ(rules::decide(facts, input, day("2026-11-21")).error().problems.at(0).field, "outcome") << "nobody is above it";
  facts.stars = 4;
  input.outcome = recognised;
  EXPECT_FALSE(rules::decide(facts, input, day("2026-11-21")).ok()) << "three and four stars are a province's (article 4.1a)";
  input.outcome = not_recognised;
  EXPECT_EQ(rules::decide(facts, input, day("2026-11-21")).error().problems.at(0).field, "reason");
}

rules::ClosedFacts closed(int band = 4, int stars = 4) { return {evaluation::State::closed, band, stars, day("2026-11-10")}; }
rules::DecisionInput good() { return {Outcome::recognised, "1234/QĐ-UBND", day("2026-11-20"), "Phó Chủ tịch UBND tỉnh", "", 1}; }
std::vector<std::string> fields(const Error& error) {
  std::vector<std::string> out;
  for (const Problem& problem : error.problems) out.push_back(problem.field);
  return out;
}

TEST(CertificatesRules, TakesADecisionOfTheDayOfClosingOrLater) {
  EXPECT_TRUE(rules::decide(closed(), good(), day("2026-11-21")).ok());
  auto same_day = good();
  same_day.decided = day("2026-11-10");   // the day of the closing itself
  EXPECT_TRUE(rules::decide(closed(), same_day, day("2026-11-10")).ok());
}

TEST(CertificatesRules, RefusesADecisionWithEveryWrongFieldNamed) {
  const auto refused = [](rules::DecisionInput input, rules::ClosedFacts facts = closed()) {
    const auto ruling = rules::decide(facts, input, day("2026-11-21"));
    return ruling.ok() ? std::vector<std::string>{} : fields(ruling.error());
  };
  auto input = good();
  input.decided = day("2026-11-22");
  EXPECT_EQ(refused(input), std::vector<std::string>{"decided"});   // to come
  input.decided = day("2026-11-09");
  EXPECT_EQ(refused(input), std::vector<std::string>{"decided"});   // before the closing
  input = good();
  input.outcome = Outcome::not_recognised;
  EXPECT_EQ(refused(input), std::vector<std::string>{"reason"});    // a refusal says why
  input.outcome = Outcome::forwarded_to_ministry;
  EXPECT_EQ(refused(input), std::vector<std::string>{"outcome"});   // below 90 points, article 7.3e
  EXPECT_EQ(refused(good(), closed(5, 5)), std::vector<std::string>{"outcome"});   // five stars are not the province's, article 7.4
  EXPECT_EQ(refused(good(), closed(2, 2)), std::vector<std::string>{"outcome"});   // article 4.1
  input = good();
  input.outcome = Outcome::not_recognised;
  input.decided = day("2026-11-22");
  EXPECT_EQ(refused(input), (std::vector<std::string>{"decided", "reason"}));   // all at once
}

TEST(CertificatesRules, DecidesOnlyOnAClosedDossier) {
  using Step = evaluation::State;
  for (const Step state : {Step::draft, Step::submitted, Step::scoring, Step::decided}) {
    auto facts = closed();
    facts.state = state;
    EXPECT_EQ(rules::decide(facts, good(), day("2026-11-21")).error().kind, ErrorKind::conflict);
  }
}

Certificate in_force() {
  Certificate certificate;
  certificate.number = "OCOP-68-2026-000012";
  certificate.issued = day("2026-11-20");
  certificate.valid_until = day("2029-11-20");
  return certificate;
}

TEST(CertificatesRules, WithdrawsOnOneOfTheSixGroundsOfArticle8) {
  for (const Ground ground : kGrounds) {
    const rules::WithdrawalInput input{ground, "55/QĐ-UBND", day("2027-03-01"), day("2027-03-16"), "Chủ tịch", ""};
    const auto done = rules::withdraw(in_force(), input, day("2027-03-20"));
    ASSERT_TRUE(done.ok());
    EXPECT_EQ(done->ground, ground);
    EXPECT_EQ(parse_ground(name(ground)), ground);
  }
  EXPECT_EQ(kGrounds.size(), 6u);
}

TEST(CertificatesRules, RefusesAWithdrawalThatIsNotOne) {
  const auto refused = [](const rules::WithdrawalInput& input) {
    const auto done = rules::withdraw(in_force(), input, day("2027-03-20"));
    return done.ok() ? std::vector<std::string>{} : fields(done.error());
  };
  EXPECT_EQ(refused({Ground::misuse_of_mark, "5", day("2027-03-16"), day("2027-03-01"), "x", ""}), std::vector<std::string>{"decided"});
  EXPECT_EQ(refused({Ground::misuse_of_mark, "5", day("2026-11-19"), day("2027-03-01"), "x", ""}), std::vector<std::string>{"concluded"});
  EXPECT_EQ(refused({Ground::misuse_of_mark, "5", day("2027-03-01"), day("2027-03-21"), "x", ""}), std::vector<std::string>{"decided"});
  Certificate withdrawn = in_force();
  withdrawn.state = State::withdrawn;
  EXPECT_EQ(rules::withdraw(withdrawn, {Ground::misuse_of_mark, "5", day("2027-03-01"), day("2027-03-02"), "x", ""}, day("2027-03-20"))
                .error()
                .kind,
            ErrorKind::conflict);
}

TEST(CertificatesRules, TheOfficeHas15Days) {   // article 8
  Withdrawal withdrawal;
  withdrawal.concluded = day("2027-03-01");
  withdrawal.decided = day("2027-03-16");
  EXPECT_TRUE(rules::in_time(withdrawal));
  withdrawal.decided = day("2027-03-17");
  EXPECT_FALSE(rules::in_time(withdrawal));
}

// 8.2: the chair of the province of 3 and 4 stars, the Minister of 5.
TEST(CertificatesRules, TheStarsSayWhoseDecisionAWithdrawalIs) {
  for (const int stars : {3, 4}) EXPECT_EQ(decides_withdrawal(stars), Role::provincial_body) << stars;
  EXPECT_EQ(decides_withdrawal(5), Role::ministry);
}

TEST(CertificatesRules, TheQrHoldsThePermanentUrl) {
  EXPECT_EQ(scan_url("https://ocop.example.vn/", "k7m2p"), "https://ocop.example.vn/s/k7m2p");
  EXPECT_EQ(scan_url("https://ocop.example.vn", "k7m2p"), "https://ocop.example.vn/s/k7m2p");
}

}  // namespace
}  // namespace ocop::certificates
