#pragma once
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kernel/tlog/tlog.h"
#include "modules/evaluation/service.h"
#include "modules/identity/tests/fake_identity.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/producers/tests/fake_producers.h"
#include "modules/products/tests/fake_products.h"
#include "tests/support/test_database.h"

// A small province for tests: one coffee maker, one product, a commune, three council members and a chair, on a fresh database of each
// engine. The neighbour modules are stood in for by their ports; the rulebook is small so that figures can be checked by hand.
namespace ocop::evaluation::test {

inline AccountId account(std::uint8_t n) { AccountId id; id.uuid.bytes[0] = 0xAC; id.uuid.bytes[15] = n; return id; }
inline PaperId paper_id(std::uint8_t n) { PaperId id; id.uuid.bytes[0] = 0x9A; id.uuid.bytes[15] = n; return id; }

// Part A (40): 1.1 of 20 points {0, 10 (***), 20 (****)}, 1.2 of 20 {0, 20}; B (25): 2.1 {5, 25}; C (35): 3.1 {15, 35 (*****)} whose
// knock-out line may be named. 100 points.
rulebooks::Library small_library();

struct World {
  World();
  FixedClock clock{Instant::parse_iso("2026-11-23T02:00:00.000Z").value()};   // Monday, 9 o'clock in Vietnam
  SeededRandom random{7};
  rulebooks::Library library = small_library();
  identity::FakeIdentity identity;
  notices::FakeNotices notices;
  producers::FakeProducers producers;
  products::FakeProducts products;
  places::FakePlaces places;
  HolidayCalendar holidays;
  ProducerId producer, other_producer;
  ProductId product, other_product;
  Actor maker, helper, other_maker, officer, other_officer, province, other_province, chair, administrator, visitor;
  std::vector<Actor> members;          // four council members of the province
  PaperId registration = paper_id(1), contract = paper_id(2), foreign_paper = paper_id(9);
};

class Evaluation : public ocop::test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override;
  void SetUp() override;
  // Whatever a test did, the lists of work say whose turn it is, and the log's entries answer for the rows behind them.
  void TearDown() override;
  Service& service() { return *service_; }
  std::int64_t leaves();
  std::vector<std::string> leaf_kinds();

  // The way so far, each step checked.
  DossierId open_draft();
  void answer(DossierId id, const Actor& actor, const std::map<std::string, int>& options);   // own sheet of whoever asks
  void submit(DossierId id);
  void forward(DossierId id);
  void name_council(DossierId id, int members = 3);   // forwarded before, where it was not
  void hand_in(DossierId id, const Actor& member, const std::map<std::string, int>& options);
  Result<StoredResult> close(DossierId id, rules::Tick spread_accepted = rules::Tick::absent);
  Result<void> decide(DossierId id, std::int64_t version);   // as certificates do, in an act that is logged
  DossierView view(const Actor& actor, DossierId id);

  World world;
  std::unique_ptr<Service> service_;
  std::vector<DossierId> dropped_;     // what higher modules were told of (WhenDropped)
  bool tampered_ = false;              // the test changed rows behind the program: the log does not answer for them
};

inline const std::map<std::string, int> kAllTop{{"1.1", 3}, {"1.2", 2}, {"2.1", 2}, {"3.1", 2}};     // 100 points, 5 stars
inline const std::map<std::string, int> kThreeStars{{"1.1", 2}, {"1.2", 2}, {"2.1", 1}, {"3.1", 1}};  // 50 points, floor of *** met

}  // namespace ocop::evaluation::test
