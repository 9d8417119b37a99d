// What one decision may say of many dossiers, and what its entry in the log says of it.
#include "modules/certificates/ruling_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kernel/json/json.h"
#include "modules/certificates/ruling_entry.h"
#include "modules/certificates/tests/fixture.h"

namespace ocop::certificates::test {
namespace {

using signatures::Standing;

TEST(RulingRules, EachLineIsWhatItsDossierAllows) {
  using evaluation::State;
  const auto facts = [](int band, int stars, State state = State::closed) {
    return rules::ClosedFacts{state, band, stars, day("2026-11-10")};
  };
  struct Row { const char* what; rules::ClosedFacts facts; Outcome outcome; const char* reason; ErrorKind kind; bool allowed; };
  const Row rows[] = {
      {"4 sao", facts(4, 4), Outcome::recognised, "", ErrorKind::internal, true},
      {"3 sao", facts(3, 3), Outcome::recognised, "", ErrorKind::internal, true},
      {"2 sao: không ban hành quyết định công nhận (4.1)", facts(2, 2), Outcome::recognised, "", ErrorKind::invalid_input, false},
      {"1 sao", facts(1, 1), Outcome::not_recognised, "Chưa đạt", ErrorKind::internal, true},
      {"không công nhận mà không có lý do", facts(4, 4), Outcome::not_recognised, "", ErrorKind::invalid_input, false},
      {"từ 90 điểm: gửi Bộ (7.3e)", facts(5, 5), Outcome::forwarded_to_ministry, "", ErrorKind::internal, true},
      {"5 sao: chỉ Bộ trưởng công nhận (4.1b)", facts(5, 5), Outcome::recognised, "", ErrorKind::invalid_input, false},
      {"dưới 90 điểm không gửi Bộ", facts(4, 4), Outcome::forwarded_to_ministry, "", ErrorKind::invalid_input, false},
      {"chưa chốt điểm", facts(4, 4, State::scoring), Outcome::recognised, "", ErrorKind::conflict, false}};
  const Date today = day("2026-11-21");
  for (const Row& row : rows) {
    const Ruled line{some_id<DossierId>(1), row.outcome, row.reason, 5};
    const rules::LineFacts fact{line.dossier, row.facts};
    const auto checked = rules::check_lines({&line, 1}, {&fact, 1}, day("2026-11-20"), today);
    EXPECT_EQ(checked.ok(), row.allowed) << row.what;
    if (!checked) EXPECT_EQ(checked.error().kind, row.kind) << row.what;
  }
  // All that is wrong is told at once, each at its dossier; the day once.
  const Ruled lines[] = {{some_id<DossierId>(1), Outcome::recognised, "", 5}, {some_id<DossierId>(2), Outcome::not_recognised, "", 5}};
  const rules::LineFacts many[] = {{lines[0].dossier, facts(2, 2)}, {lines[1].dossier, facts(4, 4)}};
  const auto checked = rules::check_lines(lines, many, day("2026-11-01"), today);
  ASSERT_FALSE(checked.ok());
  std::vector<std::string> fields;
  for (const Problem& problem : checked.error().problems) fields.push_back(problem.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"outcomes." + lines[0].dossier.text(), "decided", "reasons." + lines[1].dossier.text()}));
  EXPECT_FALSE(rules::check_lines({}, {}, today, today).ok());
}

TEST(RulingRules, PartsOfOneDecisionAgree) {
  const auto part = [](const char* signer, const char* file, const char* decided = "2026-11-20") {
    Ruling out;
    out.signer = signer;
    out.sha256 = file;
    out.decided = day(decided);
    return out;
  };
  struct Row { const char* what; std::vector<Ruling> parts; Ruling now; bool same; };
  const Row rows[] = {{"no part", {}, part("A", "x"), false},
                      {"the same file", {part("A", "x")}, part("A", "x"), true},
                      {"another file", {part("A", "x")}, part("A", "y"), false},
                      {"none of both has one", {part("A", "")}, part("a ", ""), true},
                      {"the first has none", {part("A", "")}, part("A", "y"), true},
                      {"the second has another one", {part("A", ""), part("A", "x")}, part("A", "y"), false},
                      {"the second has it", {part("A", ""), part("A", "x")}, part("A", "x"), true},
                      {"this one has none", {part("A", ""), part("A", "x")}, part("A", ""), true},
                      {"another signer", {part("A", "x")}, part("B", "x"), false},
                      {"another day", {part("A", "x")}, part("A", "x", "2026-11-21"), false}};
  for (const Row& row : rows) EXPECT_EQ(rules::is_same_decision(row.parts, row.now), row.same) << row.what;
}

TEST(RulingRules, NumbersAreComparedAsPeopleReadThem) {
  struct Row { const char* a; const char* b; bool same; };
  for (const Row& row : {Row{"1234/QĐ-UBND", "1234 / qđ-ubnd", true}, Row{"0321/QĐ-UBND", "321/QĐ-UBND", true},
                         Row{"1234/QĐ-UBND", "1235/QĐ-UBND", false}, Row{"1234/QĐ-UBND", "1234/QĐ-CT", false}, Row{"0", "00", true},
                         Row{"12/QĐ-UBND", "1/2QĐ-UBND", false}})
    EXPECT_EQ(rules::number_key(row.a) == rules::number_key(row.b), row.same) << row.a << " " << row.b;
  EXPECT_FALSE(rules::number_key("…").empty());
}

// Whatever is typed around a number, it is the same number; and nobody crashes it.
RC_GTEST_PROP(RulingRules, AKeyIsItsOwnKey, (const std::string& typed)) {
  const std::string key = rules::number_key(typed);
  RC_ASSERT(rules::number_key(key) == key);
}

RC_GTEST_PROP(RulingEntry, SaysWhatItWasWrittenOf, ()) {
  Ruling one;
  one.id = some_id<RulingId>(*rc::gen::arbitrary<std::uint8_t>());
  one.whole = *rc::gen::arbitrary<bool>() ? one.id : some_id<RulingId>(7);
  one.province = "68";
  one.number = "1/QĐ-UBND";
  one.decided = day("2026-11-20");
  one.signer = "Chủ tịch";
  one.salt = std::string(32, 's');
  if (*rc::gen::arbitrary<bool>()) {
    one.sha256 = std::string(64, 'a');
    one.signature = *rc::gen::element(Standing::valid, Standing::unknown, Standing::none);
    one.signed_at = Instant{*rc::gen::inRange<std::int64_t>(0, 2'000'000'000'000)};
    one.signed_by = "UBND";
    one.signed_earlier = "Văn thư";
  }
  one.recorded = Instant{1'795'000'000'000};
  const auto lines = *rc::gen::inRange(1, 20);
  for (int i = 0; i < lines; ++i)
    one.lines.push_back({some_id<DossierId>(static_cast<std::uint8_t>(lines - i)), Outcome::recognised, "", 1});
  const tlog::Entry entry = ruling_entry(one);
  const auto text = json::parse(entry.canonical());
  RC_ASSERT(text.ok());
  const auto read = read_ruling_entry(text->root());
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->id == one.id && read->whole == one.whole && read->number == one.number && read->decided == one.decided);
  RC_ASSERT(read->sha256 == one.sha256 && read->signature == one.signature && read->signed_at == one.signed_at);
  RC_ASSERT(read->lines.size() == one.lines.size());
  RC_ASSERT(entry.body.size() < 65'535u);
}

}  // namespace
}  // namespace ocop::certificates::test
