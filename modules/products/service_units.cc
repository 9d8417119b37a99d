#include <algorithm>

#include "kernel/json/json.h"
#include "modules/products/messages.h"
#include "modules/products/service.h"
#include "modules/products/store_units.h"
#include "modules/products/units.h"

// A person says which of several units products are in, and may take it back.
namespace ocop::products {
namespace {

Scope scope_of(const Actor& actor) { return Scope::of(actor, {Role::provincial_body}); }
Error absent(std::string_view id) { return Error::of(ErrorKind::not_found, "product " + std::string(id)); }

void write_codes(json::Writer& out, const std::vector<Item>& items) {
  out.member("products").begin_array();
  for (const Item& item : items) out.text(item.product.code);
  out.end_array();
}

std::string leaf_settled(const Settlement& settlement, const std::vector<Item>& items, std::span<const places::Commune* const> offered) {
  json::Writer out;
  out.begin_object().field("commune", settlement.commune).member("from").begin_array();
  for (const places::Commune* one : offered) out.text(one->code);
  out.end_array();
  write_codes(out, items);
  out.field("province", settlement.province).end_object();
  return out.take();
}

std::string leaf_reopened(const std::vector<Item>& items) {
  json::Writer out;
  out.begin_object();
  write_codes(out, items);
  out.end_object();
  return out.take();
}

}  // namespace

std::string_view name(Reach reach) { return reach == Reach::maker ? "maker" : "product"; }

Result<UnitQuestion> Service::unit_question(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  auto product = find(reader, store_, id_or_code);
  if (!product || !scope_of(actor).covers(product->province, {}, {})) return absent(id_or_code);
  UnitQuestion out{std::move(*product), {}, {}, {}, {}};
  if (const auto makers = producers_.by_ids(reader, std::span(&out.product.producer, 1)); !makers.empty()) out.maker = makers[0].name;
  out.offered = offered_units(places_, out.product);
  if (!out.offered.empty()) out.alike = store_.waiting_like(reader, out.product, kMostSettled);
  out.settled = unit_rows::standing(reader, out.product.id);
  return out;
}

Result<UnitQuestion> Service::unit_question(const Actor& actor, std::string_view id_or_code) const {
  return database_.read([&](db::Reader& reader) { return unit_question(reader, actor, id_or_code); });
}

// The maker's own unit follows where its address is printed alike and it rests on the same question.
void Service::settle_maker(db::Transaction& transaction, const UnitQuestion& question, Settlement& settlement) const {
  const auto makers = producers_.by_ids(transaction, std::span(&question.product.producer, 1));
  if (makers.empty() || makers[0].address_as_printed != settlement.place_as_printed || makers[0].commune == settlement.commune) return;
  const auto is_its = [&](const places::Commune* one) { return one->code == makers[0].commune; };
  if (!makers[0].commune.empty() && std::ranges::none_of(question.offered, is_its)) return;
  if (!producers_.settle_unit(transaction, makers[0].id, makers[0].commune, settlement.commune)) return;
  settlement.maker = makers[0].id;
  settlement.maker_before = makers[0].commune;
}

Result<std::size_t> Service::settle_unit(const Actor& actor, std::string_view id_or_code, const UnitChoice& choice) {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::size_t> {
    OCOP_TRY(question, unit_question(act, actor, id_or_code));
    OCOP_CHECK(act::expect_version(choice.version, question.product.version, msg::changed_meanwhile));
    const places::Commune* commune = places_.commune(choice.commune);
    if (commune == nullptr || std::ranges::find(question.offered, commune->code, &places::Commune::code) == question.offered.end())
      return Error::of(ErrorKind::invalid_input, {"commune", choice.commune, "one of the units offered", msg::unit_not_offered});
    if (choice.reach == Reach::product)
      std::erase_if(question.alike, [&](const Item& item) { return item.product.id != question.product.id; });
    Settlement settlement{.id = act.new_id<SettlementId>(),
                          .province = question.product.province,
                          .commune = commune->code,
                          .place_as_printed = question.product.place_as_printed,
                          .maker = {},
                          .maker_before = {},
                          .settled = act.now(),
                          .settled_by = act.by(),
                          .undone = {},
                          .undone_by = {}};
    for (const Item& item : question.alike) {
      settlement.products.push_back({item.product.id, item.product.commune, item.product.unit_choices});
      if (!store_.set_unit(act, item, commune->code, {})) return act::stale(choice.version, {}, msg::changed_meanwhile);
    }
    if (choice.reach == Reach::maker) settle_maker(act, question, settlement);
    act.in_office({Role::provincial_body}, {settlement.province, {}}, "unit.settled", settlement.place_as_printed);
    settlement.log_index = act.log(kUnitSettled, settlement.id.text(), leaf_settled(settlement, question.alike, question.offered));
    unit_rows::insert(act, settlement);
    act.keeps(kSealedSettlement, settlement.id);
    return settlement.products.size();
  });
}

Result<std::size_t> Service::reopen_unit(const Actor& actor, std::string_view id_or_code, const UnitReturn& given) {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::size_t> {
    OCOP_TRY(question, unit_question(act, actor, id_or_code));
    OCOP_CHECK(act::expect_version(given.version, question.product.version, msg::changed_meanwhile));
    if (!question.settled) return Error::of(ErrorKind::conflict, {"version", {}, "a product that was settled", msg::unit_not_settled});
    const Settlement& settlement = *question.settled;
    act.in_office({Role::provincial_body}, {settlement.province, {}}, "unit.reopened", settlement.place_as_printed);
    std::vector<Item> back;
    for (Item& item : store_.items(act, settlement.products)) {
      // What a later import printed otherwise is not of this answer any more.
      if (item.product.commune != settlement.commune || item.product.place_as_printed != settlement.place_as_printed) continue;
      const auto before = std::ranges::find(settlement.products, item.product.id, &Settled::product);
      if (!store_.set_unit(act, item, before->commune_before, before->choices_before))
        return act::stale(given.version, {}, msg::changed_meanwhile);
      back.push_back(std::move(item));
    }
    if (settlement.maker) (void)producers_.settle_unit(act, *settlement.maker, settlement.commune, settlement.maker_before);
    if (!unit_rows::undo(act, settlement.id, act.by(), act.now())) return act::stale(given.version, {}, msg::changed_meanwhile);
    act.log(kUnitReopened, settlement.id.text(), leaf_reopened(back));
    act.keeps(kSealedSettlement, settlement.id);
    return back.size();
  });
}

// The answers that hold against the products: nothing but taking one back, or another printed address, ends one.
std::vector<std::string> Service::recheck(db::Reader& reader) const {
  std::vector<std::string> out;
  std::map<ProductId, unit_rows::Held> held;
  for (unit_rows::Held& one : unit_rows::all_held(reader)) held[one.product] = std::move(one);
  const std::vector<Known> all = store_.known(reader);
  for (const Known& known : all) {
    const auto found = held.find(known.id);
    if (found == held.end() || found->second.place_as_printed != known.place_as_printed) continue;
    const places::Commune *is = places_.commune(known.commune), *settled = places_.commune(found->second.commune);
    if (is != nullptr && settled != nullptr && is->code == settled->code) continue;
    out.push_back("products_product " + known.id.text() + ": commune is " + known.commune + ", entry " +
                  std::to_string(found->second.log_index) + " settled " + found->second.commune);
  }
  for (std::string& finding : Merging::recheck(all, reader)) out.push_back(std::move(finding));
  return out;
}

}  // namespace ocop::products
