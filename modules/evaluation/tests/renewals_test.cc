#include <gtest/gtest.h>

#include "modules/evaluation/service.h"
#include "modules/evaluation/tests/world.h"

// Renewals of articles 7.6 and 12.3, as far as their dossiers go.
namespace ocop::evaluation::test {
namespace {

class EvaluationRenewals : public Evaluation {};
OCOP_ON_BOTH_ENGINES(EvaluationRenewals);

// Chè xanh Ngọc Thuý Nõn: 321/QĐ-UBND of 06/08/2024, as a register prints it. What its entry says of the recognition that it goes on from
// is what public pages extend by (article 12.3).
TEST_P(EvaluationRenewals, ARenewalOfAPrintedDecisionIsTakenInItsTimeAndNamesItsEnd) {
  products::Standing& standing = world.products.rows[0].standing;
  standing.basis = products::Standing::Basis::imported;
  standing.stars = 4;
  standing.decided = Date::of(2024, 8, 6);
  standing.valid_until = Date::of(2027, 8, 6);
  const OpenDossier ask{world.product, Kind::renewal, "QD26-13"};
  world.clock.set(start_of_vietnam_day(*Date::of(2027, 2, 6)));
  const auto early = service().open_dossier(world.maker, ask);
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().problems.at(0).message.vi.find("điều 7.6") != std::string_view::npos, true);
  world.clock.set(start_of_vietnam_day(*Date::of(2027, 4, 9)));
  const auto late = service().open_dossier(world.maker, ask);
  ASSERT_TRUE(late.ok()) << "late is not refused";
  EXPECT_EQ(late->dossier.standing_until, Date::of(2027, 8, 6));
  submit(late->dossier.id);
  const auto entry = database().read([](db::Reader& reader) { return tlog::entry_at(reader, 0); });
  ASSERT_TRUE(entry);
  EXPECT_NE(entry->find(R"("kind":"renewal")"), std::string::npos);
  EXPECT_NE(entry->find(R"("standing_until":"2027-08-06")"), std::string::npos);
}

}  // namespace
}  // namespace ocop::evaluation::test
