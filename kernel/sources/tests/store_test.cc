#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <set>

#include "kernel/sources/tests/things.h"

namespace ocop::lists {
namespace {

using tests::kThing;
using tests::kThings;
using tests::Thing;

class SourcesStore : public tests::ThingsTest {
 protected:
  Page<Thing> look(const Question& question, const Scope& scope = Scope::everything(), const Source& source = kThings) {
    return database().read([&](db::Reader& reader) { return page(reader, source, kThing, scope, question); });
  }
  std::int64_t rows(const Question& question, const Scope& scope = Scope::everything()) {
    return database().read([&](db::Reader& reader) { return count(reader, kThings, scope, question); });
  }
  std::vector<Counts> counts(const Question& question, std::span<const Condition* const> conditions,
                             const Scope& scope = Scope::everything()) {
    return database().read([&](db::Reader& reader) { return counts_by(reader, kThings, scope, question, conditions); });
  }
  static Question where(std::string_view word, Value value) { return {.conditions = {{kThings.condition(word), std::move(value)}}}; }
  static Question order(std::string_view sort, Direction direction, int limit) {
    return {.sort = kThings.sort(sort), .direction = direction, .limit = limit};
  }
  // Every row as one page says it, in C++: what the pages together must be.
  std::vector<Thing> all(const Question& question, const Scope& scope, const Source& source = kThings) {
    Question whole = question;
    whole.cursor.reset();
    whole.limit = 10'000;
    return look(whole, scope, source).rows;
  }
  // A new row that stands before all others in the question's order, among those that a state or a province would show.
  Thing before_all(const Question& question, Thing first) {
    const bool ascending = question.direction == Direction::ascending;
    first.id = new_id<tests::ThingId>(Instant{1}, random_);
    first.name = ascending ? "A" : "z";
    first.seen = ascending ? -1 : 9;
    return first;
  }
  static std::string names(const std::vector<Thing>& rows) {
    std::string out;
    for (const Thing& row : rows) out += row.name;
    return out;
  }
};
OCOP_ON_BOTH_ENGINES(SourcesStore);

TEST_P(SourcesStore, GivesOnlyWhatTheScopeCovers) {
  insert(make("a", "68", "open", 1));
  insert(make("b", "08", "open", 2));
  insert(make("c", "", "open", 3));
  EXPECT_EQ(names(look({}, Scope::everything()).rows), "abc");
  EXPECT_EQ(names(look({}, tests::of_provinces({"68"})).rows), "a");
  EXPECT_EQ(names(look({}, tests::of_provinces({"08", "68", "12"})).rows), "ab") << "three are asked for as four";
  EXPECT_EQ(names(look({}, Scope::nothing()).rows), "");
  EXPECT_EQ(rows({}, Scope::nothing()), 0);
  Scope of_a_member;   // covers dossiers and producers, which this list has not
  of_a_member.reach = Scope::Reach::listed;
  of_a_member.assignee = new_id<AccountId>(Instant{1}, random_);
  of_a_member.producers = {new_id<ProducerId>(Instant{1}, random_)};
  EXPECT_EQ(rows({}, of_a_member), 0) << "a scope that names nothing of this list finds nothing";
}

TEST_P(SourcesStore, HoldsAllConditionsAtOnceAndCountsByTheSame) {
  insert(make("a", "68", "open", 1));
  insert(make("b", "68", "closed", 2));
  insert(make("c", "08", "open", 3));
  EXPECT_EQ(names(look(where("state", "open")).rows), "ac");
  Question both = where("state", "open");
  both.conditions.emplace_back(kThings.condition("since"), std::int64_t{2});
  EXPECT_EQ(names(look(both).rows), "c");
  EXPECT_EQ(look(both).total, 1);
  EXPECT_EQ(names(look(where("like", "closed")).rows), "b") << "one value stands for every ?";
  EXPECT_EQ(rows(where("state", "' OR 1 = 1 --")), 0) << "a value is an argument";
  const std::array counted{kThings.condition("state")};
  const Counts expected{{Value(std::string("closed")), 1}};
  EXPECT_EQ(counts(both, counted, tests::of_provinces({"68"})).at(0), expected)
      << "of the other conditions and the scope, whatever state was chosen";
}

// Counted together, each is what asking for its words one by one would give.
TEST_P(SourcesStore, CountsSeveralConditionsAtOnceEachWithTheOthers) {
  for (int i = 0; i < 24; ++i) insert(make("n" + std::to_string(i), i % 3 ? "68" : "08", i % 4 ? "open" : "closed", i % 5));
  const std::array counted{kThings.condition("province"), kThings.condition("age"), kThings.condition("state"),
                           kThings.condition("ahead")};
  Question asked = where("state", "open");
  asked.conditions.emplace_back(kThings.condition("age"), std::int64_t{7});
  asked.conditions.emplace_back(kThings.condition("since"), std::int64_t{1});
  asked.today = Date{10};
  const auto found = counts(asked, counted);
  for (std::size_t i = 0; i < counted.size(); ++i) {
    EXPECT_FALSE(found.at(i).empty());
    for (const auto& [value, number] : found.at(i)) {
      Question one = asked;
      std::erase_if(one.conditions, [&](const auto& condition) { return condition.first == counted[i]; });
      one.conditions.emplace_back(counted[i], value);
      EXPECT_EQ(number, rows(one)) << i;
      EXPECT_GT(number, 0);
    }
  }
  EXPECT_TRUE(found.at(1).contains(Value(std::int64_t{9}))) << "another day than the one that was chosen";
  EXPECT_TRUE(counts(asked, {}).empty());
}

TEST_P(SourcesStore, OrdersByLikenessToWhatWasAskedAndThenBySomethingElse) {
  insert(make("a", "68", "open", 3));
  insert(make("b", "68", "closed", 2));
  insert(make("c", "08", "lost", 1));
  insert(make("d", "08", "closed", 1));
  Question question = order("near", Direction::ascending, 10);
  question.order_values = {Value("closed"), Value("lost")};
  EXPECT_EQ(names(look(question).rows), "dbca");
  EXPECT_EQ(names(look(question, Scope::everything(), tests::kThingsByKey).rows), "dbca");
  question.order_values = {Value("open"), Value("' OR 1 = 1 --")};
  EXPECT_EQ(names(look(question).rows).front(), 'a');
}

TEST_P(SourcesStore, GoesOnWhereRowsHaveTheSameValue) {
  for (const char* name : {"a", "b", "c", "d", "e"}) insert(make(name, "68", "open", 5));
  Question question = order("seen", Direction::descending, 2);
  std::set<std::string> seen;
  for (int pages = 0; pages < 3; ++pages) {
    const auto found = look(question);
    for (const Thing& row : found.rows) EXPECT_TRUE(seen.insert(row.name).second) << row.name;
    ASSERT_EQ(found.next.has_value(), pages < 2);
    question.cursor = found.next;
  }
  EXPECT_EQ(seen.size(), 5u);
}

TEST_P(SourcesStore, ShowsTheFirstPageToWhoGoesBackToRowsThatAreGone) {
  const Thing a = insert(make("a", "68", "open", 1));
  const Thing b = insert(make("b", "68", "open", 2));
  Question question = order("name", Direction::ascending, 1);
  question.cursor = look(question).next;
  const auto second = look(question);
  ASSERT_TRUE(second.previous.has_value());
  remove(a);
  question.cursor = second.previous;
  EXPECT_EQ(names(look(question).rows), "b");
  EXPECT_FALSE(look(question).previous.has_value());
}

// A walk over a list that others write into meanwhile: to the end and back. Every row comes once, in order, and what comes or goes on pages
// already seen moves nothing.
TEST_P(SourcesStore, WalksEveryRowOnceWhateverHappensOnSeenPages) {
  const bool holds = rc::check("walking a list", [this] {
    clear();
    const Scope scope = tests::of_provinces({"08", "68"});
    const int size = *rc::gen::inRange(0, 24);
    for (int i = 0; i < size; ++i)
      insert(make(std::string(1, *rc::gen::inRange('a', 'f')), *rc::gen::element<std::string>("08", "68", "12"),
                  *rc::gen::element<std::string>("open", "closed"), *rc::gen::inRange(0, 4)));
    Question question = order(*rc::gen::element<std::string>("seen", "name", "state", "near"),
                              *rc::gen::element(Direction::ascending, Direction::descending), *rc::gen::inRange(1, 7));
    question.order_values = {Value("open"), Value("closed")};
    const Source& source = *rc::gen::arbitrary<bool>() ? kThings : tests::kThingsByKey;
    if (*rc::gen::arbitrary<bool>()) question.conditions.emplace_back(kThings.condition("state"), Value("open"));
    const std::vector<Thing> before = all(question, scope, source);
    RC_ASSERT(static_cast<std::int64_t>(before.size()) == rows(question, scope));

    std::vector<Thing> walked, last;
    for (;;) {
      const Page<Thing> found = look(question, scope, source);
      walked.insert(walked.end(), found.rows.begin(), found.rows.end());
      last = found.rows;
      RC_ASSERT(found.previous.has_value() == question.cursor.has_value());
      if (!found.next) {
        question.cursor = found.previous;
        break;
      }
      question.cursor = found.next;
      if (*rc::gen::arbitrary<bool>()) remove(walked[*rc::gen::inRange<std::size_t>(0, walked.size())]);
      if (*rc::gen::arbitrary<bool>()) insert(before_all(question, walked.front()));
    }
    RC_ASSERT(walked == before);

    const std::vector<Thing> now = all(question, scope, source);
    if (now.size() == last.size()) return;   // nothing before the last page: back is the first page, which is this one
    std::vector<Thing> back = last;
    while (question.cursor) {
      const Page<Thing> found = look(question, scope, source);
      back.insert(back.begin(), found.rows.begin(), found.rows.end());
      question.cursor = found.previous;
    }
    RC_ASSERT(back == now);
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace ocop::lists
