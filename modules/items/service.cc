#include "modules/items/service.h"

#include <algorithm>

#include "modules/items/messages.h"
#include "modules/items/migrations.h"
#include "modules/items/rules.h"
#include "modules/items/store.h"

namespace ocop::items {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, "product " + std::string(what)); }

Own read(db::Reader& reader, products::Product product) {
  Own out{.product = std::move(product), .sheet = {}, .items = {}};
  out.items = store::of_product(reader, out.product.id);
  std::ranges::stable_partition(out.items, [](const Item& item) { return !item.ended; });
  auto sheets = store::sheets(reader, std::span(&out.product.id, 1));
  if (!sheets.empty()) out.sheet = std::move(sheets[0]);
  out.sheet.product = out.product.id;
  return out;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

std::vector<ProductId> Service::sold(db::Reader& reader) const { return store::sold(reader); }
std::vector<Item> Service::on_sale(db::Reader& reader, std::span<const ProductId> products) const {
  return store::on_sale(reader, products);
}
std::vector<Item> Service::by_ids(db::Reader& reader, std::span<const ItemId> ids) const { return store::by_ids(reader, ids); }
bool Service::take(db::Transaction& transaction, ItemId item, std::int64_t count) const { return store::take(transaction, item, count); }
void Service::give_back(db::Transaction& transaction, ItemId item, std::int64_t count) const { store::give_back(transaction, item, count); }
std::vector<Sheet> Service::sheets(db::Reader& reader, std::span<const ProductId> products) const {
  return store::sheets(reader, products);
}

Result<Own> Service::show(std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Own> {
    auto product = products::find(reader, parts_.products, id_or_code);
    if (!product) return absent(id_or_code);
    Own out = read(reader, std::move(*product));
    std::erase_if(out.items, [](const Item& item) { return item.ended.has_value(); });
    return out;
  });
}

Result<Own> Service::own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  auto product = products::find(reader, parts_.products, id_or_code);
  if (!product || product->producer == ProducerId{}) return absent(id_or_code);
  if (!Scope::for_task(actor, Task::products).covers({}, {}, product->producer)) return absent(id_or_code);
  return read(reader, std::move(*product));
}

Result<Own> Service::own(const Actor& actor, std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, id_or_code); });
}

Result<Service::OwnItem> Service::own_item(const Actor& actor, std::string_view id_or_code, ItemId item) const {
  OCOP_TRY(own, this->own(actor, id_or_code));
  const auto at = std::ranges::find(own.items, item, &Item::id);
  if (at == own.items.end()) return absent(id_or_code);
  return OwnItem{std::move(own.product), std::move(own.sheet), std::move(*at)};
}

Result<void> may_merge(db::Reader& reader, const products::Product& product, const products::Product&) {
  if (store::on_sale(reader, std::span(&product.id, 1)).empty()) return {};
  return Error::of(ErrorKind::conflict, {"into", product.code, "a product of which nothing is sold", msg::merge_sells, {product.code}});
}

Result<void> Service::expect_distinct(const Own& own, const Item& item) const {
  std::vector<Item> others = own.items;
  std::erase_if(others, [&](const Item& one) { return one.id == item.id; });
  return rules::distinct(item, others);
}

Result<void> Service::claim_gtin(db::Transaction& transaction, const Own& own, const Item& item, Instant now) const {
  if (item.gtin.empty()) return {};
  const auto ours = [&](ProductId id) {
    if (id == own.product.id) return true;
    const auto found = parts_.products.by_ids(transaction, std::span(&id, 1));
    return !found.empty() && found[0].merged_into == own.product.id;
  };
  const auto product = parts_.products.by_gtin(transaction, item.gtin);
  const auto holder = store::by_gtin(transaction, item.gtin);
  const auto bearer = store::bearer(transaction, item.gtin);
  const bool handed_over = holder && holder->ended && holder->product != own.product.id && ours(holder->product);
  if ((product && !ours(product->id)) || (bearer && !ours(*bearer)) || (holder && holder->id != item.id && !handed_over))
    return Error::of(ErrorKind::conflict, Problem{"gtin", item.gtin, "a GTIN of nothing else", msg::gtin_taken, {}});
  if (!handed_over) return {};
  store::give_up(transaction, *holder, now);
  Item without = *holder;
  without.gtin.clear();
  without.gtin_since.reset();
  if (!store::change(transaction, without)) return act::stale(holder->version, {}, msg::item_changed);   // stock came back just now
  return {};
}

Result<act::Made<ItemId>> Service::add(const Actor& actor, std::string_view id_or_code, const ItemWords& words, const Attempt& attempt) {
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<ItemId>> {
    OCOP_TRY(seen, own(act, act.actor(), id_or_code));
    OCOP_TRY(item, rules::read(words));
    if (!parts_.products.hold(act, seen.product.id)) return absent(id_or_code);
    return act.once(attempt, [&]() -> Result<ItemId> {
      OCOP_TRY(today, own(act, act.actor(), id_or_code));   // as it is now that nobody else changes it
      if (today.items.size() >= rules::kMostItems) {
        const std::string most = std::to_string(rules::kMostItems);
        return Error::of(ErrorKind::conflict, Problem{"", "", "at most " + most + " items", msg::too_many_items, {most}});
      }
      item.id = act.new_id<ItemId>();
      item.product = today.product.id;
      item.place = 0;
      for (const Item& one : today.items) item.place = std::max(item.place, one.place + 1);
      OCOP_CHECK(expect_distinct(today, item));
      OCOP_CHECK(claim_gtin(act, today, item, act.now()));
      if (!item.gtin.empty()) item.gtin_since = act.now();
      store::insert(act, item);
      if (!item.gtin.empty()) static_cast<db::Transaction&>(act).announce(products::kKeysChanged);
      act.for_producer(today.product.producer, "item.added", today.product.name);
      return item.id;
    });
  });
}

template <class Perform>
auto Service::change_one(const Actor& actor, std::string_view id_or_code, ItemId item, std::int64_t version, Perform&& perform) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Item> {
    OCOP_TRY(seen, own(act, act.actor(), id_or_code));
    if (!parts_.products.hold(act, seen.product.id)) return absent(id_or_code);
    OCOP_TRY(today, own(act, act.actor(), id_or_code));
    const auto at = std::ranges::find(today.items, item, &Item::id);
    if (at == today.items.end()) return absent(id_or_code);
    OCOP_CHECK(act::expect_version(version, at->version, msg::item_changed));
    Item changed = *at;
    OCOP_CHECK(perform(act, today, changed));
    if (!store::change(act, changed)) return act::stale(version, {}, msg::item_changed);
    ++changed.version;
    act.for_producer(today.product.producer, "item.changed", today.product.name);
    return changed;
  });
}

Result<Item> Service::change(const Actor& actor, std::string_view id_or_code, ItemId item, const ItemWords& words) {
  return change_one(actor, id_or_code, item, words.version, [&](act::Act& act, const Own& today, Item& changed) -> Result<void> {
    OCOP_TRY(read, rules::read(words));
    const Item before = changed;
    changed = std::move(read);
    changed.id = before.id;
    changed.product = before.product;
    changed.place = before.place;
    changed.ended = before.ended;
    changed.version = before.version;
    changed.gtin_since = before.gtin_since;
    if (changed.gtin != before.gtin) {
      changed.gtin_since = changed.gtin.empty() ? std::nullopt : std::optional(act.now());
      static_cast<db::Transaction&>(act).announce(products::kKeysChanged);
      if (rules::binds(before, act.now())) store::give_up(act, before, act.now());
    }
    if (!changed.ended) OCOP_CHECK(expect_distinct(today, changed));
    return claim_gtin(act, today, changed, act.now());   // of an ended item too: it keeps its number, and may be sold again
  });
}

Result<void> Service::end(const Actor& actor, std::string_view id_or_code, ItemId item, std::int64_t version) {
  OCOP_CHECK(change_one(actor, id_or_code, item, version, [](act::Act& act, const Own&, Item& changed) -> Result<void> {
    if (changed.ended) return Error::of(ErrorKind::conflict, Problem{"", "", "an item that is sold", msg::item_ended_before, {}});
    changed.ended = act.now();
    return {};
  }));
  return {};
}

Result<void> Service::resume(const Actor& actor, std::string_view id_or_code, ItemId item, std::int64_t version) {
  OCOP_CHECK(change_one(actor, id_or_code, item, version, [&](act::Act& act, const Own& today, Item& changed) -> Result<void> {
    if (!changed.ended) return Error::of(ErrorKind::conflict, Problem{"", "", "an item that ended", msg::item_is_sold, {}});
    changed.ended.reset();
    OCOP_CHECK(expect_distinct(today, changed));
    return claim_gtin(act, today, changed, act.now());
  }));
  return {};
}

Result<void> Service::put_first(const Actor& actor, std::string_view id_or_code, ItemId item) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(seen, own(act, act.actor(), id_or_code));
    if (!parts_.products.hold(act, seen.product.id)) return absent(id_or_code);
    OCOP_TRY(today, own(act, act.actor(), id_or_code));
    const auto at = std::ranges::find(today.items, item, &Item::id);
    if (at == today.items.end()) return absent(id_or_code);
    std::rotate(today.items.begin(), at, at + 1);
    for (std::size_t i = 0; i < today.items.size(); ++i) store::place(act, today.items[i].id, static_cast<std::int64_t>(i));
    act.for_producer(today.product.producer, "item.changed", today.product.name);
    return {};
  });
}

Result<Sheet> Service::write_sheet(const Actor& actor, std::string_view id_or_code, const SheetWords& words) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Sheet> {
    OCOP_TRY(today, own(act, act.actor(), id_or_code));
    OCOP_TRY(sheet, rules::read(words));
    OCOP_CHECK(act::expect_version(words.version, today.sheet.version, msg::sheet_changed));
    sheet.product = today.product.id;
    sheet.version = today.sheet.version;
    if (!store::save(act, sheet)) return act::stale(words.version, {}, msg::sheet_changed);
    ++sheet.version;
    act.for_producer(today.product.producer, "sheet.written", today.product.name);
    return std::move(sheet);
  });
}

}  // namespace ocop::items
