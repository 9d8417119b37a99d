// Where a certificate stands on every day of its life, and when its maker is told: Decision 26/2026, articles 4.3, 7.6a, 8 and 12.3.
#include "modules/certificates/life.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/certificates/rules.h"
#include "modules/certificates/recognised.h"

namespace ocop::certificates {
namespace {

using rules::Stage;
Date day(std::string_view iso) { return Date::parse_iso(iso).value(); }

// Chè xanh Ngọc Thuý Nõn: decision 321/QĐ-UBND of 06/08/2024, 36 months.
const Date kEnd = *Date::of(2027, 8, 6);

TEST(CertificatesLife, TheDaysOfArticles7And12) {
  EXPECT_EQ(rules::valid_until(day("2024-08-06")), kEnd);
  EXPECT_EQ(rules::renewal_window(kEnd).opens.iso(), "2027-02-07") << "không sớm hơn 180 ngày";
  EXPECT_EQ(rules::renewal_window(kEnd).closes.iso(), "2027-04-08") << "không muộn hơn 120 ngày";
  EXPECT_EQ(rules::extended_until(kEnd).iso(), "2028-02-02") << "không quá 180 ngày tính từ ngày hết thời hạn";
}

TEST(CertificatesLife, StandsWhereTheLawSaysOnEveryDay) {
  struct Row { const char* today; const char* filed; Stage expected; const char* why; };
  const Row rows[] = {
      {"2024-08-06", "", Stage::valid, "the day of its issue"},
      {"2027-02-06", "", Stage::valid, "181 days before the end"},
      {"2027-02-07", "", Stage::renewal_window, "180 days"},
      {"2027-04-08", "", Stage::renewal_window, "120 days"},
      {"2027-04-09", "", Stage::late_window, "119 days"},
      {"2027-08-06", "", Stage::late_window, "its last day"},
      {"2027-08-07", "", Stage::lapsed, "nobody asked for more"},
      {"2027-02-07", "2027-02-07", Stage::filed_in_time, "on the first day"},
      {"2027-04-08", "2027-04-08", Stage::filed_in_time, "on the last day"},
      {"2027-08-06", "2027-04-08", Stage::filed_in_time, "no result yet"},
      {"2027-08-07", "2027-04-08", Stage::extended, "who came in time is not worse off than who came late"},
      {"2027-04-09", "2027-04-09", Stage::filed_late, "the day after"},
      {"2027-08-06", "2027-08-06", Stage::filed_late, "on the day on which it ends"},
      {"2027-08-07", "2027-04-09", Stage::extended, "article 12.3"},
      {"2028-02-02", "2027-04-09", Stage::extended, "the 180th day"},
      {"2028-02-03", "2027-04-09", Stage::lapsed, "nothing is promised after it"},
      {"2027-08-07", "2027-08-07", Stage::lapsed, "a file that came after the end extends nothing"},
      {"2027-09-01", "2027-08-20", Stage::lapsed, "the same later"},
  };
  for (const Row& row : rows) {
    rules::LifeFacts facts{.valid_until = kEnd};
    if (*row.filed) facts.filed = day(row.filed);
    EXPECT_EQ(rules::name(rules::stage_of(facts, day(row.today))), rules::name(row.expected)) << row.today << ": " << row.why;
    facts.replaced = true;
    EXPECT_EQ(rules::stage_of(facts, day(row.today)), Stage::replaced) << row.today;
    facts.state = State::withdrawn;
    EXPECT_EQ(rules::stage_of(facts, day(row.today)), Stage::withdrawn) << row.today << ": article 8 stands before all";
  }
}

TEST(CertificatesLife, EveryStageHasItsWordAndItsBadge) {
  using products::Validity;
  const Validity expected[] = {Validity::valid,    Validity::renewal_window, Validity::renewal_window, Validity::renewal_window,
                               Validity::renewal_window, Validity::extended, Validity::lapsed, Validity::withdrawn, Validity::lapsed};
  for (std::size_t i = 0; i < rules::kStages.size(); ++i) {
    EXPECT_EQ(rules::validity_of(rules::kStages[i]), expected[i]) << rules::name(rules::kStages[i]);
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(rules::name(rules::kStages[i]), rules::name(rules::kStages[j]));
  }
}

// The catalogue keeps a copy of the standing; whatever the day and the file, it says what the certificate's page says.
RC_GTEST_PROP(CertificatesLife, TheCatalogueSaysWhatTheCertificateSays, ()) {
  Certificate certificate;
  certificate.stars = 4;
  certificate.decided = certificate.issued = day("2024-01-01").plus_days(*rc::gen::inRange(0, 1500));
  certificate.valid_until = rules::valid_until(certificate.issued);
  const int filed_before = *rc::gen::inRange(-60, 200);
  products::Standing standing = standing_of(certificate);
  const Date filed = certificate.valid_until.plus_days(-filed_before);
  if (*rc::gen::arbitrary<bool>()) {
    certificate.renewal = Renewal{{}, "01/PĐK", filed, 7};
    if (rules::extends(filed, certificate.valid_until)) standing.extended_until = rules::extended_until(certificate.valid_until);
  }
  if (*rc::gen::inRange(0, 5) == 0) {
    certificate.state = State::withdrawn;
    standing = standing_of(certificate);
  }
  const Date today = certificate.valid_until.plus_days(*rc::gen::inRange(-400, 400));
  RC_ASSERT(validity(certificate, today) == products::validity(standing, today));
  const bool counts = marks::is_in_force(validity(certificate, today));
  RC_ASSERT((products::stars_in_force(standing, today) == 4) == counts);
}

// As time passes and nothing is filed, a certificate never comes back.
RC_GTEST_PROP(CertificatesLife, GoesOneWay, ()) {
  rules::LifeFacts facts{.valid_until = kEnd};
  if (*rc::gen::arbitrary<bool>()) facts.filed = kEnd.plus_days(-*rc::gen::inRange(-10, 200));
  const Date first = kEnd.plus_days(*rc::gen::inRange(-400, 400)), then = first.plus_days(*rc::gen::inRange(0, 300));
  if (rules::stage_of(facts, first) == Stage::lapsed) RC_ASSERT(rules::stage_of(facts, then) == Stage::lapsed);
  if (rules::stage_of(facts, then) == Stage::extended) RC_ASSERT(rules::stage_of(facts, first) != Stage::lapsed);
}

TEST(CertificatesLife, NoticesFollowTheDaysAndMissNone) {
  struct Row { const char* today; int sent; int due; const char* why; };   // 0 = none
  const Row rows[] = {
      {"2027-01-17", 0, 0, "201 days before"},
      {"2027-01-18", 0, 200, "200 days before"},
      {"2027-01-18", 200, 0, "told already"},
      {"2027-02-06", 200, 0, "181 days before"},
      {"2027-02-07", 200, 180, "the window opens"},
      {"2027-03-09", 180, 150, "150 days before"},
      {"2027-04-03", 150, 125, "125 days before"},
      {"2027-04-03", 125, 0, "the last one was sent"},
      {"2027-04-03", 0, 125, "days were missed: the latest alone"},
      {"2027-03-20", 200, 150, "two were missed"},
      {"2027-03-20", 125, 0, "nothing goes back"},
      {"2027-08-06", 0, 125, "on the last day it is still of use"},
      {"2027-08-07", 0, 0, "after the end nothing can be filed"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(rules::due_notice(kEnd, day(row.today), row.sent ? std::optional(row.sent) : std::nullopt).value_or(0), row.due)
        << row.today << ": " << row.why;
}

// Whatever days the job runs on, each notice comes once at most and the order is that of the days.
RC_GTEST_PROP(CertificatesLife, NoNoticeComesTwice, ()) {
  std::optional<int> sent;
  Date today = kEnd.plus_days(-230);
  while (today <= kEnd.plus_days(5)) {
    if (const auto due = rules::due_notice(kEnd, today, sent)) {
      RC_ASSERT(!sent || *due < *sent);
      RC_ASSERT(kEnd.plus_days(-*due) <= today);
      sent = due;
      RC_ASSERT(!rules::due_notice(kEnd, today, sent));
    }
    today = today.plus_days(*rc::gen::inRange(1, 40));
  }
  RC_ASSERT(sent);
}

}  // namespace
}  // namespace ocop::certificates
