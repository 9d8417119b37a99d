#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "kernel/json/json.h"
#include "modules/producers/merge.h"
#include "modules/producers/messages.h"
#include "modules/producers/rules.h"
#include "modules/producers/service.h"

// One maker, two records: proposed, merged by the province, parted again.
namespace ocop::producers {
namespace {

Scope office(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }

std::string leaf(const Merge& merge, const std::vector<std::string>& products, bool parted) {
  json::Writer out;   // ids alone: a household's name is its owner's
  out.begin_object();
  if (!parted) out.field("into", merge.target);
  out.field("producer", merge.producer).member("products").begin_array();
  for (const std::string& code : products) out.text(code);
  out.end_array();
  if (!parted) out.field("province", merge.province);
  out.end_object();
  return out.take();
}

}  // namespace

std::optional<ProducerId> Service::leads_to(ProducerId id) const {
  const auto merge = database_.read([&](db::Reader& reader) { return merges::of(reader, id); });
  return merge ? std::optional(merge->target) : std::nullopt;
}

std::vector<Service::MergedHere> Service::merged_into(ProducerId id) const {
  return database_.read([&](db::Reader& reader) {
    std::vector<MergedHere> out;
    for (const Merge& one : merges::into(reader, id))
      for (Producer& producer : store_.by_ids(reader, std::span(&one.producer, 1)))
        out.push_back({std::move(producer), vietnam_date(one.merged)});
    return out;
  });
}

Result<Service::Merging> Service::merging(const Actor& actor, ProducerId id, std::string_view words) const {
  return database_.read([&](db::Reader& reader) -> Result<Merging> {
    OCOP_TRY(producer, find(reader, office(actor), id));
    Merging out{std::move(producer), {}, merges::of(reader, id).has_value()};
    const std::string asked = name_key(words);
    for (Producer& other : store_.of_province(reader, out.producer.province)) {
      if (other.id == id) continue;
      const auto likely = rules::likely(out.producer, other);
      const bool named = !asked.empty() && name_key(other.name).find(asked) != std::string::npos;
      if (!likely && !named) continue;
      // Who is named by a person and like in nothing is shown all the same: the person knows more than the words do.
      constexpr Likely kInNothing{Likely::Name::says_more, Likely::Place::other, Likely::Kind::differs};
      out.candidates.push_back({std::move(other), likely.value_or(kInNothing)});
      if (out.candidates.size() == kMostAlike) break;
    }
    std::ranges::stable_sort(out.candidates, std::greater<>(), [](const Candidate& one) { return one.likely.proposed(); });
    return out;
  });
}

std::vector<Service::Pair> Service::pairs(const Actor& actor) const {
  constexpr std::size_t kMostPairs = 500;   // that a person works through; the rest comes when these are answered
  std::vector<Pair> out;
  for (const std::string& province : office(actor).provinces) {
    // Only records with the same words are held against each other: the work grows with the register, not with its square.
    std::map<std::string, std::vector<Producer>> by_core;
    for (Producer& one : database_.read([&](db::Reader& reader) { return store_.of_province(reader, province); }))
      by_core[name_core(one.name)].push_back(std::move(one));
    for (const auto& [core, all] : by_core)
      for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = a + 1; b < all.size() && out.size() < kMostPairs; ++b)
          if (const auto likely = rules::likely(all[a], all[b]); likely && likely->proposed()) out.push_back({all[a], all[b], *likely});
  }
  return out;
}

Result<void> Service::merge(const Actor& actor, ProducerId id, const MergeInto& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    merges::hold(act, id, input.into);
    OCOP_TRY(goes, find(act, office(actor), id));
    auto found = store_.by_ids(act, std::span(&input.into, 1));
    if (found.empty()) return Error::of(ErrorKind::invalid_input, {"into", input.into.text(), "a producer", msg::merge_unknown, {}});
    const Producer& real = found[0];
    OCOP_CHECK(act::expect_version(input.version, goes.version, msg::changed_meanwhile));
    OCOP_CHECK(rules::may_merge(goes, real, merges::concerning(act, std::array{id, input.into})));
    for (const ProducerId one : {id, input.into})
      if (act.is_of_producer(one, act.now()))
        return Error::of(ErrorKind::conflict, {"into", one.text(), "nobody of the producer", msg::merge_own, {}});
    Merge merge{.id = act.new_id<MergeId>(), .province = goes.province, .producer = id, .target = input.into, .merged = act.now(),
                .merged_by = act.by(), .undone = {}, .undone_by = {}};
    const Alias alias{merge.producer, merge.target};
    std::vector<std::string> products;
    for (const MergeUse& use : offers_.all<MergeUse>())
      for (std::string& code : use.merged(act, merge.id.uuid, alias)) products.push_back(std::move(code));
    std::ranges::sort(products);
    act.in_office({Role::provincial_body}, {goes.province, {}}, "producer.merged", real.name);
    merge.log_index = act.log(kProducerMerged, merge.id.text(), leaf(merge, products, false));
    merges::insert(act, merge);
    act.keeps(kSealedMerge, merge.id);
    return {};
  });
}

Result<ProducerId> Service::part(const Actor& actor, ProducerId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<ProducerId> {
    OCOP_TRY(goes, find(act, office(actor), id));
    const auto before = merges::of(act, id);
    if (!before) return Error::of(ErrorKind::conflict, {"", id.text(), "a merged producer", msg::merge_is_not, {}});
    merges::hold(act, id, before->target);
    if (!merges::undo(act, before->id, act.by(), act.now()))
      return Error::of(ErrorKind::conflict, {"", id.text(), "a merged producer", msg::merge_is_not, {}});
    std::vector<std::string> products;
    for (const MergeUse& use : offers_.all<MergeUse>())
      for (std::string& code : use.parted(act, before->id.uuid, {before->producer, before->target})) products.push_back(std::move(code));
    std::ranges::sort(products);
    act.in_office({Role::provincial_body}, {goes.province, {}}, "producer.parted", goes.name);
    act.log(kProducerParted, before->id.text(), leaf(*before, products, true));
    act.keeps(kSealedMerge, before->id);
    return before->target;
  });
}

}  // namespace ocop::producers
