#include "modules/products/merge.h"

#include <algorithm>

#include "kernel/act/act.h"
#include "kernel/json/json.h"
#include "modules/products/messages.h"
#include "modules/products/rules.h"

namespace ocop::products {
namespace {

Error absent(ProductId id) { return Error::of(ErrorKind::not_found, "product " + id.text()); }
Error refused(const Product& product, std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::conflict, {"into", product.code, std::string(expected), message});
}

bool in_force(const Product& product, Date today) {
  return is_logged(product.standing) && marks::is_in_force(validity(product.standing, today));
}

Merges::Printed printed_of(const Known& known) {
  return {known.id,    known.province,   known.name, known.maker_name, known.place_as_printed, known.commune, known.decision,
          known.group, known.source_url, known.year, known.stars};
}
Merges::Printed printed_of(const Item& item) {
  const Product& product = item.product;
  const Standing& standing = product.standing;
  return {product.id,    product.province,    product.name,  item.maker,    product.place_as_printed, product.commune, standing.decision,
          product.group, standing.source_url, standing.year, standing.stars};
}

}  // namespace

std::vector<Merges::Printed> Merging::printed(db::Reader& reader) const {
  std::vector<Printed> out;
  store_.each_known(reader, [&](const Known& known) {
    if (!known.merged_into) out.push_back(printed_of(known));
  });
  return out;
}

std::vector<Merges::Printed> Merging::printed(db::Reader& reader, std::span<const ProductId> ids) const {
  std::vector<Settled> wanted;
  for (const ProductId& id : ids) wanted.push_back({id, {}, {}});
  std::vector<Printed> out;
  for (const Item& item : store_.items(reader, wanted)) out.push_back(printed_of(item));
  return out;
}

// What speaks against it, in the words of whoever asked.
Result<void> Merging::check(db::Reader& reader, const Product& product, const Product& into, Date today) const {
  if (product.id == into.id) return refused(into, "another product", msg::merge_itself);
  if (product.merged_into) return refused(product, "a product that is not merged", msg::merge_is_merged);
  if (into.merged_into) return refused(into, "a product that is not merged", msg::merge_into_merged);
  if (product.province != into.province) return refused(into, "a product of province " + product.province, msg::merge_other_province);
  // A star that holds must not vanish behind a record that has none: the record with the certificate is the real one.
  if (in_force(product, today) && !in_force(into, today)) return refused(into, "the product with the certificate", msg::merge_certificate);
  for (const MergeCheck& one : checks_) OCOP_CHECK(one.allowed(reader, product, into));
  return {};
}

void Merging::log(act::Act& act, const tlog::Kind& kind, const Merge& merge, const Product& product, const Product* into) const {
  std::vector<ProductId> ids;
  for (const Moved& one : merge.moved) ids.push_back(one.product);
  json::Writer out;
  out.begin_object();
  if (into != nullptr) out.field("into", into->code);
  out.field("product", product.code).member("products").begin_array();
  for (const Product& one : store_.by_ids(act, ids)) out.text(one.code);
  out.end_array();
  if (into != nullptr) out.field("province", merge.province);
  out.end_object();
  const std::int64_t index = act.log(kind, merge.id.text(), out.take());
  if (into == nullptr) return;
  Merge written = merge;
  written.log_index = index;
  merges::insert(act, written);
}

// Both rows are held before anything is read of them, in one order whoever asks: a merge of the target that is under way is waited for,
// and so is what moves others to the product.
Result<void> Merging::hold(act::Act& act, ProductId id, ProductId into_id) const {
  for (const ProductId& one : {std::min(id, into_id), std::max(id, into_id)}) {
    if (merges::hold_unmerged(act, one)) continue;
    const auto there = store_.by_ids(act, std::span(&one, 1));
    if (there.empty()) return absent(one);
    return refused(there[0], "a product that is not merged", one == id ? msg::merge_is_merged : msg::merge_into_merged);
  }
  return {};
}

Result<void> Merging::merge(act::Act& act, ProductId id, ProductId into_id) const {
  OCOP_CHECK(hold(act, id, into_id));
  const auto found = store_.by_ids(act, std::array{id, into_id});
  const auto product = std::ranges::find(found, id, &Product::id), into = std::ranges::find(found, into_id, &Product::id);
  if (product == found.end()) return absent(id);
  if (into == found.end()) return absent(into_id);
  OCOP_CHECK(check(act, *product, *into, act.today()));
  Merge merge{.id = act.new_id<MergeId>(),
              .province = product->province,
              .target = into_id,
              .merged = act.now(),
              .merged_by = act.by(),
              .undone = {},
              .undone_by = {}};
  merge.moved.push_back({id, {}});
  for (const ProductId& led : merges::led_to(act, id)) merge.moved.push_back({led, id});
  for (const Moved& one : merge.moved)
    if (!merges::lead(act, one.product, one.led_to, into_id))
      return refused(*product, "a product that is not merged", msg::merge_is_merged);
  log(act, kProductMerged, merge, *product, &*into);
  act.keeps(kSealedMerge, merge.id);
  static_cast<db::Transaction&>(act).announce(kCatalogueChanged);
  static_cast<db::Transaction&>(act).announce(kKeysChanged);
  return {};
}

Result<void> Merging::part(act::Act& act, ProductId id, ProductId from) const {
  const auto found = store_.by_ids(act, std::span(&id, 1));
  if (found.empty()) return absent(id);
  const auto merge = merges::standing(act, id);
  const auto own = [&](const Moved& one) { return one.product == id && !one.led_to; };
  if (!found[0].merged_into || !merge) return refused(found[0], "a merged product", msg::merge_is_not);
  if (merge->target != from || std::ranges::none_of(merge->moved, own))
    return refused(found[0], "the newest merge first", msg::merge_moved_on);
  for (const Moved& one : merge->moved)
    if (!merges::lead(act, one.product, merge->target, one.led_to)) return refused(found[0], "the newest merge first", msg::merge_moved_on);
  if (!merges::undo(act, merge->id, act.by(), act.now())) return refused(found[0], "a merged product", msg::merge_is_not);
  log(act, kProductParted, *merge, found[0], nullptr);
  act.keeps(kSealedMerge, merge->id);
  static_cast<db::Transaction&>(act).announce(kCatalogueChanged);
  static_cast<db::Transaction&>(act).announce(kKeysChanged);
  return {};
}

void Merging::are_two(db::Transaction& transaction, ProductId a, ProductId b) const { merges::forget_suspicion(transaction, a, b); }

std::vector<std::string> Merging::recheck(const std::vector<Known>& known, db::Reader& reader) {
  std::map<ProductId, std::pair<ProductId, std::int64_t>> leads;
  for (const Merge& merge : merges::all_standing(reader))
    for (const Moved& one : merge.moved) leads[one.product] = {merge.target, merge.log_index};
  std::vector<std::string> out;
  for (const Known& one : known) {
    const auto found = leads.find(one.id);
    if (found == leads.end() && one.merged_into)
      out.push_back("products_product " + one.id.text() + ": merged_into is " + one.merged_into->text() + ", of which nothing was logged");
    if (found != leads.end() && one.merged_into != found->second.first)
      out.push_back("products_product " + one.id.text() + ": merged_into is " + (one.merged_into ? one.merged_into->text() : "empty") +
                    ", entry " + std::to_string(found->second.second) + " says " + found->second.first.text());
  }
  return out;
}

}  // namespace ocop::products
