#include "modules/products/service.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/files/embedded.h"
#include "kernel/json/json.h"
#include "modules/products/messages.h"
#include "modules/products/migrations.h"
#include "modules/products/past_gtin.h"
#include "modules/products/rules.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> register_sample();   // data/register
}

namespace ocop::products {
namespace {

Scope own_scope(const Actor& actor) { return Scope::for_task(actor, Task::products); }
Error absent(std::string_view id) { return Error::of(ErrorKind::not_found, "product " + std::string(id)); }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
std::string_view sample_register() { return embedded::register_sample().front().content; }

Result<ImportReport> Service::import_register(const sheets::Source& source, const ImportOptions& options) {
  OCOP_TRY(file, read_register(source, places_, today()));
  if (options.mode == ImportMode::dry_run) {
    return database_.read([&](db::Reader& reader) {
      const auto known = store_.known(reader);
      settle_codes(file.rows, known);
      auto plan = plan_import(file.rows, known, options.source, places_, apart_of(reader, apart_));
      return make_report(std::move(file), known, std::move(plan), options, places_, today());
    });
  }
  std::vector<Known> known;
  std::vector<Planned> plan;
  Date day;
  OCOP_CHECK(acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    day = act.today();
    known = store_.known(act);
    settle_codes(file.rows, known);
    plan = plan_import(file.rows, known, options.source, places_, apart_of(act, apart_));
    OCOP_CHECK(apply_import(act, store_, producers_, file.rows, known, plan, options.source, act.now(), random_));
    for (const Imported& one : imported_) one.then(act);
    return {};
  }));
  return make_report(std::move(file), known, std::move(plan), options, places_, day);
}

void Service::look_at_units() {
  const auto some = [&](act::Moment& act) -> Result<std::size_t> { return store_.look_at_units(act); };
  while (acts_.run_without_account(some).value() > 0) {
  }
  const auto more = [&](act::Moment& act) -> Result<std::size_t> { return store_.index_again(act); };
  while (acts_.run_without_account(more).value() > 0) {
  }
}

void Service::look_for(lists::Question& question, std::string_view typed) const {
  const auto named = database_.read([&](db::Reader& reader) { return store_.named_in(reader, typed); });
  if (named) products::look_for(question, *named);
  else products::look_for(question, database_.engine(), understand(typed));
}

bool Service::finds(db::Reader& reader, const Understood& typed) const {
  lists::Question question{.today = today()};
  products::look_for(question, database_.engine(), typed);
  return lists::count(reader, catalogue().supply(), Scope::everything(), question) > 0;
}

Understood Service::understand(std::string_view typed) const {
  Understood out = parse_query(typed, places_);
  if (!out.province || text::fold(out.text).empty()) return out;
  return database_.read([&](db::Reader& reader) {
    if (finds(reader, out)) return out;
    Understood words = parse_query(typed, places_, Provinces::as_words);
    return finds(reader, words) ? words : out;
  });
}

std::shared_ptr<const Vocabulary> Service::vocabulary(db::Reader& reader, std::uint64_t state) const {
  const std::lock_guard lock(vocabulary_mutex_);   // whoever comes second waits for the first instead of making another
  if (!vocabulary_ || vocabulary_state_ != state) {
    vocabulary_ = std::make_shared<const Vocabulary>(store_.vocabulary(reader));
    vocabulary_state_ = state;
  }
  return vocabulary_;
}

std::vector<std::string> Service::meant(std::string_view typed) const {
  const std::uint64_t state = database_.changes(kCatalogueChanged);   // before reading: what comes between is read twice
  return database_.read([&](db::Reader& reader) -> std::vector<std::string> {
    const auto something = [&](const std::string& words) { return finds(reader, parse_query(words, places_)); };
    const std::string words = parse_query(typed, places_).text;
    if (text::fold(words).empty() || something(words)) return {};
    return proposals(words, *vocabulary(reader, state), something);
  });
}

std::size_t Service::count() const {
  return static_cast<std::size_t>(
      database_.read([&](db::Reader& reader) { return lists::count(reader, catalogue().supply(), Scope::everything(), {}); }));
}
std::vector<std::string> Service::addresses(std::size_t from, std::size_t most) const {
  std::vector<std::string> out = database_.read([&](db::Reader& reader) { return store_.codes(reader, from, most); });
  for (std::string& code : out) code.insert(0, "/products/");
  return out;
}

Figures Service::figures() const {
  return database_.read([&](db::Reader& reader) { return products::figures(reader, catalogue().supply(), today()); });
}

long long Service::count_of_place(std::string_view province, std::string_view commune) const {
  return database_.read([&](db::Reader& reader) { return products::count_of_place(reader, catalogue().supply(), province, commune); });
}

Service::Home Service::home() const {
  constexpr std::size_t kFeatured = 8;   // two rows of four on a desk
  return database_.read([&](db::Reader& reader) {
    const auto held = held_.best(today(), kFeatured);
    const auto best = held ? *held : store_.best(reader, today(), kFeatured);
    return Home{products::figures(reader, catalogue().supply(), today()), with_photos(reader, store_.items_in_order(reader, best))};
  });
}

Result<Service::Shown> Service::show(std::string_view id_or_code) const {
  constexpr int kSimilar = 4;
  return database_.read([&](db::Reader& reader) -> Result<Shown> {
    auto product = find(reader, store_, id_or_code);
    if (!product) return absent(id_or_code);
    Shown shown{.product = std::move(*product), .maker = {}, .similar = {}, .original = {}, .photos = {}, .merged = {}};
    const auto id = ProductId::parse(id_or_code);
    if (id ? *id != shown.product.id : rules::normal_code(id_or_code) != shown.product.code) shown.by = Shown::By::merged;
    shown.merged = store_.by_ids(reader, merges::led_to(reader, shown.product.id));
    std::vector<ProductId> records{shown.product.id};        // its own photos first, then those of what was merged into it
    for (const Product& merged : shown.merged) records.push_back(merged.id);
    for (const ProductId& record : records)
      for (Photo& photo : store_.photos(reader, std::span(&record, 1), Products::Photos::all)) shown.photos.push_back(std::move(photo));
    auto makers = producers_.by_ids(reader, std::span(&shown.product.producer, 1));
    if (!makers.empty()) shown.maker = std::move(makers[0]);
    shown.similar = with_photos(reader, store_.similar(reader, shown.product, kSimilar));
    if (shown.product.duplicate_of) {
      auto original = store_.by_ids(reader, std::span(&*shown.product.duplicate_of, 1));
      if (!original.empty()) shown.original = std::move(original[0]);
    }
    return shown;
  });
}

void Service::settle(std::vector<Item>& items) const {
  database_.read([&](db::Reader& reader) {
    for (Item& item : items) store_.settle(reader, item.product);
  });
}

std::vector<Item> Service::of_producers(std::span<const ProducerId> producers) const {
  return database_.read([&](db::Reader& reader) {
    std::vector<Item> items;
    for (Product& product : store_.of_producers(reader, producers)) items.push_back({.product = std::move(product)});
    return with_photos(reader, std::move(items));
  });
}

std::vector<Item> Service::with_photos(db::Reader& reader, std::vector<Item> items) const {
  std::vector<ProductId> ids;
  for (const Item& item : items) ids.push_back(item.product.id);
  for (Photo& photo : store_.photos(reader, ids, Products::Photos::first))
    std::ranges::find(items, photo.product, [](const Item& item) { return item.product.id; })->photo = std::move(photo);
  return items;
}

std::vector<Item> Service::of_place(std::string_view province, std::string_view commune, int limit) const {
  return database_.read([&](db::Reader& reader) { return with_photos(reader, store_.of_place(reader, province, commune, limit)); });
}

std::map<std::string, long long> Service::by_commune(std::string_view province) const {
  return database_.read([&](db::Reader& reader) { return store_.by_commune(reader, province); });
}

Result<Product> Service::own(const Actor& actor, ProductId id) const {
  return database_.read([&](db::Reader& reader) { return own(reader, actor, id); });
}

Result<Product> Service::own(db::Reader& reader, const Actor& actor, ProductId id) const {
  auto found = store_.by_ids(reader, std::span(&id, 1));
  if (found.empty() || found[0].producer == ProducerId{} || !own_scope(actor).covers({}, {}, found[0].producer)) return absent(id.text());
  return std::move(found[0]);
}

// What stands on a certificate or a package of a certified product goes on leading to it.
void Service::give_up_gtin(act::Act& act, const Product& product) const {
  const bool certified = is_logged(product.standing);
  if (!certified || product.gtin.empty() || past_gtins::product_of(act, product.gtin)) return;
  json::Writer body;
  body.begin_object().field("code", product.code).field("gtin", product.gtin).end_object();
  const std::int64_t entry = act.log(kGtinGivenUp, product.id.text(), body.take());
  past_gtins::insert(act, {product.gtin, product.id, act.now(), act.by(), entry});
  act.keeps(kSealedPastGtin, product.gtin);
}

Result<void> Service::change_wording(const Actor& actor, ProductId id, const Wording& wording) {
  OCOP_TRY(gtin, rules::optional_gtin(wording.gtin));
  Wording checked = wording;
  checked.gtin = gtin;
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(product, own(act, actor, id));
    const auto holder = checked.gtin.empty() ? std::nullopt : store_.by_gtin(act, checked.gtin);
    const auto bearer = checked.gtin.empty() ? std::nullopt : store_.bearer(act, checked.gtin);   // also one that is merged into this one
    if ((holder && holder->id != id) || (bearer && *bearer != id)) {
      return Error::of(ErrorKind::conflict, Problem{"gtin", checked.gtin, "a GTIN no other product has", msg::gtin_taken});
    }
    OCOP_CHECK(act::expect_version(wording.version, product.version, msg::changed_meanwhile));
    if (!store_.update_wording(act, product, checked)) return act::stale(wording.version, {}, msg::changed_meanwhile);
    if (product.gtin != checked.gtin) give_up_gtin(act, product);
    act.for_producer(product.producer, "product.changed", product.name);
    return {};
  });
}

}  // namespace ocop::products
