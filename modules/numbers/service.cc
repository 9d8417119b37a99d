#include "modules/numbers/service.h"

#include <algorithm>
#include <iterator>

#include "kernel/gs1/company_prefix.h"
#include "modules/numbers/messages.h"
#include "modules/numbers/migrations.h"
#include "modules/numbers/rules.h"
#include "modules/numbers/store.h"

namespace ocop::numbers {
namespace {

Error absent(ProducerId producer) { return Error::of(ErrorKind::not_found, "producer " + producer.text()); }
Error no_number(const Message& message) {
  return Error::of(ErrorKind::conflict, Problem{"", "", "a company prefix under which a number is free", message, {}});
}
bool covers(const Actor& actor, ProducerId producer) {
  return producer != ProducerId{} && Scope::for_task(actor, Task::products).covers({}, {}, producer);
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

std::vector<ProducerId> Service::records(db::Reader& reader, ProducerId producer) const {
  std::vector<ProducerId> out{producer};
  for (const producers::Alias& one : parts_.producers.aliases(reader, std::span(&producer, 1)))
    out.push_back(one.producer == producer ? one.into : one.producer);
  return out;
}
std::vector<Licence> Service::licences(db::Reader& reader, ProducerId producer) const {
  std::vector<Licence> out;
  for (const ProducerId record : records(reader, producer)) std::ranges::move(store::of_producer(reader, record), std::back_inserter(out));
  return out;
}

// The maker's own record goes first; else what one that was merged into it, or that it was merged into, brought along.
std::optional<Licence> Service::licence_of(db::Reader& reader, ProducerId producer) const {
  for (Licence& one : licences(reader, producer))
    if (!one.ended) return std::move(one);
  return std::nullopt;
}
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }

Result<Own> Service::own(db::Reader& reader, const Actor& actor, ProducerId producer) const {
  if (!covers(actor, producer)) return absent(producer);
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty()) return absent(producer);
  Own out{.producer = std::move(found[0])};
  for (Licence& one : store::of_producer(reader, producer)) {
    if (one.ended) out.former.push_back(std::move(one));
    else out.current = std::move(one);
  }
  out.given = store::given_by(reader, producer);
  out.products = parts_.products.of_producer(reader, producer);
  std::erase_if(out.products, [](const products::Product& one) { return one.merged_into.has_value(); });
  return out;
}
Result<Own> Service::own(const Actor& actor, ProducerId producer) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, producer); });
}

Result<Own> Service::set(const Actor& actor, ProducerId producer, const SetLicence& typed) {
  OCOP_CHECK(acts_.run(actor, [&](act::Act& act) -> Result<void> {
    parts_.producers.hold(act, producer);   // one change at a time
    OCOP_TRY(own, this->own(act, act.actor(), producer));
    OCOP_TRY(input, rules::read(typed));
    OCOP_CHECK(act::expect_version(input.version, own.version(), msg::licence_changed));
    const std::vector<ProducerId> ours = records(act, producer);
    if (!input.prefix.empty())
      for (const auto& some : {store::above(act, input.prefix), store::below(act, input.prefix)})
        for (const Licence& one : some)
          if (std::ranges::find(ours, one.producer) == ours.end())
            return Error::of(ErrorKind::conflict, Problem{"prefix", input.prefix, "a prefix of no other producer", msg::prefix_taken, {}});
    for (Licence& one : licences(act, producer)) {   // of a merged record too: it goes on as this one
      if (one.ended) continue;
      one.ended = act.now();
      one.ended_by = act.by();
      store::end(act, one);
    }
    store::insert(act, Licence{.id = act.new_id<LicenceId>(), .producer = producer, .sequence = own.version() + 1, .prefix = input.prefix,
                               .gln = input.gln, .first = input.first, .set_by = act.by(), .set = act.now()});
    return {};
  }));
  return own(actor, producer);
}

Result<void> Service::end(const Actor& actor, ProducerId producer, const EndLicence& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    parts_.producers.hold(act, producer);
    OCOP_TRY(own, this->own(act, act.actor(), producer));
    if (!own.current) return no_number(msg::no_licence);
    OCOP_CHECK(act::expect_version(input.version, own.version(), msg::licence_changed));
    own.current->ended = act.now();
    own.current->ended_by = act.by();
    store::end(act, *own.current);
    return {};
  });
}

Result<std::string> Service::give(const Actor& actor, ProducerId producer, const GiveNumber& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::string> {
    OCOP_TRY(own, this->own(act, act.actor(), producer));
    const auto product = std::ranges::find(own.products, input.product, &products::Product::id);
    if (product == own.products.end())
      return Error::of(ErrorKind::invalid_input,
                       Problem{"product", input.product.text(), "a product of this producer", msg::product_missing, {}});
    return give(act, *product);
  });
}

Result<std::string> Service::give(act::Act& act, const products::Product& product) const {
  parts_.producers.hold(act, product.producer);   // one number at a time
  const auto licence = licence_of(act, product.producer);
  if (!licence || licence->prefix.empty()) return no_number(msg::no_prefix);
  for (const Given& one : store::given_to(act, product.producer, product.id))
    if (gs1::item_of(licence->prefix, one.gtin) && !parts_.products.by_gtin(act, one.gtin)) return one.gtin;   // it stands on nothing yet
  std::vector<std::int64_t> taken = store::items_under(act, licence->prefix, licence->first);
  for (const products::Product& one : parts_.products.of_producer(act, product.producer))
    if (const auto item = gs1::item_of(licence->prefix, one.gtin)) taken.push_back(*item);
  for (;;) {   // ends: each turn takes another item away
    std::ranges::sort(taken);
    const auto next = rules::next_item(*licence, taken);
    if (!next) return no_number(msg::no_number_left);
    std::string gtin = gs1::gtin_of(licence->prefix, *next);
    if (parts_.products.by_gtin(act, gtin)) {
      taken.push_back(*next);
      continue;
    }
    store::insert(
        act,
        Given{.gtin = gtin, .producer = product.producer, .product = product.id, .item = *next, .given = act.now(), .given_by = act.by()});
    return gtin;
  }
}

Belongs Service::belongs(db::Reader& reader, ProducerId producer, std::string_view gtin) const {
  constexpr std::size_t kBeforeCheck = 12;
  auto others = store::above(reader, gtin.substr(1, kBeforeCheck));
  const std::vector<ProducerId> ours = records(reader, producer);
  std::erase_if(others, [&](const Licence& one) { return std::ranges::find(ours, one.producer) != ours.end(); });
  return rules::belongs(gtin, licences(reader, producer), others);
}

std::optional<Belongs> Service::question(const Actor& actor, const products::Product& product) const {
  if (product.gtin.empty() || !covers(actor, product.producer)) return std::nullopt;
  auto said = parts_.database.read([&](db::Reader& reader) -> Result<Belongs> { return belongs(reader, product.producer, product.gtin); });
  return said ? std::optional(*said) : std::nullopt;
}

}  // namespace ocop::numbers
