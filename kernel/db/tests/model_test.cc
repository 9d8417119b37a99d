// Random acts against a model in memory: after each the database holds exactly what the model holds.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Statement;

constexpr db::Migration kPairs{"20260101T0000__pairs",
                               "CREATE TABLE pair (key INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;"
                               "CREATE TABLE twin (key INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;", {}, "aaaa"};
constexpr Statement kPut{"pair.put", "INSERT INTO pair (key, value) VALUES ($1, $2)"
                                     " ON CONFLICT (key) DO UPDATE SET value = excluded.value"};
constexpr Statement kPutTwin{"twin.put", "INSERT INTO twin (key, value) VALUES ($1, $2)"
                                         " ON CONFLICT (key) DO UPDATE SET value = excluded.value"};
constexpr Statement kInsert{"pair.insert", "INSERT INTO pair (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr Statement kInsertTwin{"twin.insert", "INSERT INTO twin (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING"};
constexpr Statement kErase{"pair.erase", "DELETE FROM pair WHERE key = $1"};
constexpr Statement kEraseTwin{"twin.erase", "DELETE FROM twin WHERE key = $1"};
constexpr Statement kAll{"pair.all", "SELECT key, value FROM pair ORDER BY key"};
constexpr Statement kAllTwins{"twin.all", "SELECT key, value FROM twin ORDER BY key"};

struct Step {
  int kind;      // 0 put, 1 insert, 2 erase
  int key;
  std::string value;
};
struct Act {
  std::vector<Step> steps;
  int ending;    // 0–5 keep, 6 error, 7 exception, 8 reopen after keeping
};
using Model = std::map<std::int64_t, std::string>;

std::int64_t apply(Model& model, const Step& step) {
  if (step.kind == 0) return model[step.key] = step.value, 1;
  if (step.kind == 1) return model.emplace(step.key, step.value).second ? 1 : 0;
  return static_cast<std::int64_t>(model.erase(step.key));
}

class DbModel : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kPairs}; }

  Model stored(const Statement& statement) {
    return database().read([&](db::Reader& reader) {
      Model model;
      for (db::Rows rows = reader.query(statement); rows.next();) model[rows.row().integer(0)] = rows.row().string(1);
      return model;
    });
  }
  // Every step on both tables: an act half done would tell them apart.
  Result<void> perform(db::Transaction& transaction, const Act& act, Model& model) {
    for (const Step& step : act.steps) {
      const std::int64_t expected = apply(model, step);
      std::int64_t first = 0, second = 0;
      if (step.kind == 2) {
        first = transaction.execute(kErase, step.key);
        second = transaction.execute(kEraseTwin, step.key);
      } else {
        first = transaction.execute(step.kind == 0 ? kPut : kInsert, step.key, step.value);
        second = transaction.execute(step.kind == 0 ? kPutTwin : kInsertTwin, step.key, step.value);
      }
      RC_ASSERT(first == expected);
      RC_ASSERT(second == expected);
    }
    if (act.ending == 6) return Error::of(ErrorKind::conflict, "no");
    if (act.ending == 7) throw std::logic_error("bug");
    return {};
  }
  void follow(const std::vector<Act>& acts) {
    Model model = stored(kAll);
    for (const Act& act : acts) {
      Model next = model;
      bool kept = false;
      try {
        kept = database().write([&](db::Transaction& transaction) {
          next = model;
          return perform(transaction, act, next);
        }).ok();
      } catch (const std::logic_error&) {
      }
      RC_ASSERT(kept == (act.ending != 6 && act.ending != 7));
      if (kept) model = next;
      if (act.ending == 8) reopen();
      RC_ASSERT(stored(kAll) == model);
      RC_ASSERT(stored(kAllTwins) == model);
    }
  }
};
OCOP_ON_BOTH_ENGINES(DbModel);

TEST_P(DbModel, RandomActsLeaveWhatTheModelHolds) {
  const auto step = rc::gen::build<Step>(rc::gen::set(&Step::kind, rc::gen::inRange(0, 3)),
                                         rc::gen::set(&Step::key, rc::gen::inRange(0, 12)),
                                         rc::gen::set(&Step::value, rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'))));
  const auto act = rc::gen::build<Act>(rc::gen::set(&Act::steps, rc::gen::container<std::vector<Step>>(step)),
                                       rc::gen::set(&Act::ending, rc::gen::inRange(0, 9)));
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = 25;   // each has up to 25 acts; every one is a commit with its sync
  params.maxSize = 25;
  rc::detail::TestMetadata metadata;
  metadata.id = "DbModel";
  const auto result = rc::detail::checkTestable([&] { follow(*rc::gen::container<std::vector<Act>>(act)); }, metadata, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << text.str();
}

}  // namespace
