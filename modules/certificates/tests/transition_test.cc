#include "modules/certificates/transition.h"

#include <gtest/gtest.h>

namespace ocop::certificates {
namespace {

Date day(std::string_view iso) { return Date::parse_iso(iso).value(); }

TEST(CertificatesTransition, EachRecognitionIsOfTheTextOfItsDay) {
  using enum rules::Text;
  struct Row { const char* decided; const char* filed; rules::Text expected; const char* why; };
  const Row rows[] = {
      {"2019-12-30", "", qd1048_2019, "the first round"},
      {"2023-02-23", "", qd1048_2019, "the day before 148"},
      {"2023-02-24", "", qd148_2023, "ngày 24 tháng 02 năm 2023"},
      {"2024-08-06", "", qd148_2023, "321/QĐ-UBND"},
      {"2025-07-05", "", qd148_2023, "the last day with districts"},
      {"2025-07-06", "", qd1489_2025, "ngày 06 tháng 7 năm 2025"},
      {"2026-05-21", "", qd1489_2025, "the day before"},
      {"2026-05-22", "", qd26_2026, "Điều 11 khoản 1"},
      {"2026-06-20", "2026-05-21", qd1489_2025, "Điều 12 khoản 2: nộp trước, tiếp tục theo quy định cũ"},
      {"2026-06-20", "2026-05-22", qd26_2026, "filed on the day"},
      {"2026-07-21", "2026-05-21", qd1489_2025, "the sixtieth day"},
      {"2026-07-22", "2026-05-21", qd26_2026, "the old texts have ended (Điều 11 khoản 2)"},
  };
  for (const Row& row : rows) {
    const auto filed = *row.filed ? std::optional(day(row.filed)) : std::nullopt;
    EXPECT_EQ(rules::name(rules::text_of(day(row.decided), filed)), rules::name(row.expected)) << row.decided << ": " << row.why;
  }
}

TEST(CertificatesTransition, DossiersOfBeforeHaveTheirDays) {
  using enum rules::Filing;
  EXPECT_EQ(rules::old_texts_end().iso(), "2026-07-21");
  for (const auto filing : {first, upgrade}) {
    EXPECT_EQ(rules::transition_ends(filing, day("2026-05-21"))->iso(), "2026-07-21") << "không quá 60 ngày";
    EXPECT_FALSE(rules::transition_ends(filing, day("2026-05-22")));
  }
  EXPECT_EQ(rules::transition_ends(renewal, day("2025-12-01"))->iso(), "2026-06-21") << "không quá 30 ngày";
  EXPECT_FALSE(rules::transition_ends(renewal, day("2026-05-22")));
}

TEST(CertificatesTransition, RecognitionsOfBeforeHoldToTheirEnd) {
  EXPECT_TRUE(rules::holds_by_article_12_1(day("2026-05-21")));
  EXPECT_FALSE(rules::holds_by_article_12_1(day("2026-05-22")));
}

}  // namespace
}  // namespace ocop::certificates
