#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/package/package.h"
#include "modules/evaluation/tests/desk.h"
#include "modules/work/tests/listed.h"

// A renewal whose council is asked for its written views, with the people of the world.
namespace ocop::evaluation::test {

class PositionsDesk : public Desk {
 protected:
  void SetUp() override {
    Desk::SetUp();
    if (IsSkipped()) return;
    products::Standing& standing = world.products.rows[0].standing;
    standing.basis = products::Standing::Basis::imported;
    standing.stars = 4;
    standing.decided = Date::of(2024, 4, 15);
    standing.valid_until = Date::of(2027, 4, 15);
    desk_.people.add("secretary", secretary_);
  }
  // Handed in and forwarded on Monday 23/11/2026.
  DossierId forwarded() {
    const auto opened = service().open_dossier(world.maker, {world.product, Kind::renewal, "QD26-13"});
    EXPECT_TRUE(opened.ok());
    const DossierId id = opened->dossier.id;
    answer(id, world.maker, kAllTop);
    submit(id);
    forward(id);
    return id;
  }
  // The office's report proposes 60 points: three stars.
  void report(DossierId id, std::vector<Proposal> proposals = {{"1.1", 3}, {"1.2", 2}, {"2.1", 1}, {"3.1", 1}}) {
    const auto saved = service().save_advice(world.province, id, {0, "Cơ sở không thay đổi quy mô.", std::move(proposals)});
    ASSERT_TRUE(saved.ok()) << saved.error().detail;
  }
  DossierId asked(int members = 3) {
    const DossierId id = forwarded();
    report(id);
    name_council(id, members);
    return id;
  }
  Result<Position> give(DossierId id, std::size_t member, const GivePosition& view) {
    return service().give_position(world.members[member], id, view);
  }
  void agree(DossierId id, std::size_t member) { ASSERT_TRUE(give(id, member, {Stand::agree}).ok()) << member; }
  Positions phase(DossierId id) { return view(world.province, id).dossier.positions; }
  void on(std::string_view iso) { world.clock.set({start_of_vietnam_day(Date::parse_iso(iso).value()).milliseconds + 9 * 3'600'000}); }
  std::string path(DossierId id, const std::string& rest) { return "/dossiers/" + id.text() + rest; }
  std::string word_text(const http::Response& file) {
    const auto opened = package::Package::open(package::Source::bytes(file.body), {});
    return opened ? opened->read("word/document.xml", 1u << 20).value() : std::string();
  }
  bool listed(const Actor& actor) { return !work::tests::listed(database(), actor, work::State::waiting).empty(); }
  std::string last_entry() {
    return database().read([](db::Reader& reader) { return tlog::entry_at(reader, tlog::head(reader).size - 1).value(); });
  }
  Actor secretary_{account(61), "Thư ký", {{Role::secretary, "68", "", {}}}};
};

}  // namespace ocop::evaluation::test
