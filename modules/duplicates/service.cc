#include "modules/duplicates/service.h"

#include <algorithm>
#include <map>

#include "modules/duplicates/messages.h"
#include "modules/duplicates/migrations.h"
#include "modules/duplicates/store.h"

namespace ocop::duplicates {
namespace {

constexpr std::string_view kCompare = "duplicates.compare";

Error absent(PairId id) { return Error::of(ErrorKind::not_found, "pair " + id.text()); }

likeness::Record record_of(const products::Merges::Printed& printed) {
  return {{},
          printed.province,
          printed.name,
          printed.maker,
          printed.place,
          printed.commune,
          printed.decision,
          printed.group,
          printed.source,
          printed.year,
          printed.stars};
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
Scope scope_of(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }

std::vector<Pair> Service::compare() const {
  std::vector<products::Merges::Printed> printed =
      parts_.database.read([&](db::Reader& reader) { return parts_.merges.printed(reader); });
  std::ranges::sort(printed, {}, &products::Merges::Printed::id);
  std::vector<likeness::Record> records;
  for (const auto& one : printed) records.push_back(record_of(one));
  std::vector<Pair> out;
  for (const likeness::Pair& found : likeness::find_pairs(records, parts_.places, likeness::Wanted::proposed)) {
    const auto &a = printed[found.a], &b = printed[found.b];
    Pair& pair = out.emplace_back();
    pair.a = a.id;
    pair.b = b.id;
    pair.province = a.province;
    pair.name = a.name;
    pair.other_name = b.name;
    pair.weight = found.weight;
    pair.evidence = evidence_text(found.evidence);
  }
  return out;
}

Result<void> Service::keep(db::Transaction& transaction, std::vector<Pair> found) const {
  const Instant now = parts_.clock.now();
  std::map<std::pair<ProductId, ProductId>, Pair> known;
  for (Pair& pair : store::all(transaction)) known.emplace(std::pair(pair.a, pair.b), std::move(pair));
  for (Pair& pair : found) {
    pair.found = now;
    const auto before = known.find({pair.a, pair.b});
    if (before == known.end()) {
      pair.id = new_id<PairId>(now, parts_.random);
      store::insert(transaction, pair);
      continue;
    }
    const Pair& kept = before->second;
    pair.id = kept.id;
    const bool same = kept.evidence == pair.evidence && kept.name == pair.name && kept.other_name == pair.other_name;
    if (kept.answer == Answer::none && !same) store::renew(transaction, pair);
    known.erase(before);
  }
  for (const auto& [products, pair] : known)
    if (pair.answer == Answer::none) store::drop(transaction, pair.id);
  return {};
}

Result<Shown> Service::shown(db::Reader& reader, const Actor& actor, PairId id) const {
  auto pair = store::find(reader, scope_of(actor), id);
  if (!pair) return absent(id);
  const std::array both{pair->a, pair->b};
  Shown out{std::move(*pair), {}, {}, {}, {}};
  for (auto& printed : parts_.merges.printed(reader, both)) (printed.id == out.pair.a ? out.a : out.b) = std::move(printed);
  for (auto& product : parts_.products.by_ids(reader, both))
    (product.id == out.pair.a ? out.product_a : out.product_b) = std::move(product);
  return out;
}

Result<Shown> Service::show(const Actor& actor, PairId id) const {
  return parts_.database.read([&](db::Reader& reader) { return shown(reader, actor, id); });
}

Result<Shown> Service::answered(act::Act& act, Shown shown, Answer answer, std::int64_t version) const {
  Pair& pair = shown.pair;
  act.in_office({Role::provincial_body}, {shown.product_a.province, {}}, "pair.answered", pair.name);
  pair.answer = answer;
  pair.answered = answer == Answer::none ? std::nullopt : std::optional(act.now());
  pair.answered_by = answer == Answer::none ? std::nullopt : std::optional(act.by());
  if (!store::answer(act, pair, version)) return act::stale(version, {}, msg::pair_changed);
  ++pair.version;
  return shown;
}

Result<Shown> Service::are_one(const Actor& actor, PairId id, const IsOne& input) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<Shown> {
    OCOP_TRY(found, shown(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, found.pair.version, msg::pair_changed));
    if (found.pair.answer != Answer::none)
      return Error::of(ErrorKind::conflict, {"version", {}, "a pair without an answer", msg::pair_answered});
    if (input.into != found.pair.a && input.into != found.pair.b)
      return Error::of(ErrorKind::invalid_input, {"into", input.into.text(), "one of the two products", msg::into_is_one_of_two});
    OCOP_CHECK(parts_.merges.merge(act, input.into == found.pair.a ? found.pair.b : found.pair.a, input.into));
    return answered(act, std::move(found), Answer::one, input.version);
  });
}

Result<Shown> Service::are_two(const Actor& actor, PairId id, const AreTwo& input) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<Shown> {
    OCOP_TRY(found, shown(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, found.pair.version, msg::pair_changed));
    if (found.pair.answer != Answer::none)
      return Error::of(ErrorKind::conflict, {"version", {}, "a pair without an answer", msg::pair_answered});
    parts_.merges.are_two(act, found.pair.a, found.pair.b);
    return answered(act, std::move(found), Answer::two, input.version);
  });
}

Result<Shown> Service::take_back(const Actor& actor, PairId id, const TakeBack& input) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<Shown> {
    OCOP_TRY(found, shown(act, actor, id));
    OCOP_CHECK(act::expect_version(input.version, found.pair.version, msg::pair_changed));
    if (found.pair.answer == Answer::none) return Error::of(ErrorKind::conflict, {"version", {}, "an answered pair", msg::pair_waits});
    if (found.pair.answer == Answer::one) {
      // The one that was merged leads to the other, or a later merge of theirs moved it on: that one says so itself.
      const bool a_was = found.product_b.merged_into != found.pair.a;
      OCOP_CHECK(a_was ? parts_.merges.part(act, found.pair.a, found.pair.b) : parts_.merges.part(act, found.pair.b, found.pair.a));
    }
    return answered(act, std::move(found), Answer::none, input.version);
  });
}

std::vector<jobs::Kind> Service::job_kinds() const {
  return {{.name = kCompare,
           .title = msg::job_compare,
           .handler =
               [this](jobs::Attempt& attempt) {
                 const std::vector<Pair> found = compare();   // seconds at 20,000 products: nobody's writing waits for it
                 return attempt.finish([&](db::Transaction& transaction) { return keep(transaction, found); });
               },
           .lane = jobs::Lane::lengthy}};
}

std::vector<jobs::Schedule> Service::schedules() const { return {{"duplicates.nightly", kCompare, jobs::When::daily(2, 50)}}; }

void Service::ask(act::Moment& act) const { jobs::enqueue(act, {.kind = kCompare}, act.now(), parts_.random); }

}  // namespace ocop::duplicates
