#include "modules/products/held_catalogue.h"

#include "modules/products/store.h"
#include "modules/products/store_catalogue.h"

namespace ocop::products {
namespace {

constexpr std::chrono::seconds kHeard{6};   // the listener asks an idle line every few seconds; longer than that it is gone
constexpr int kRest = 20;                   // times as long as the making took

}  // namespace

void HeldCatalogue::renew() {
  const std::uint64_t state = database_.changes(kCatalogueChanged);   // before reading: what comes between is read twice
  const auto began = std::chrono::steady_clock::now();
  if ((catalogue_ && state_ == state) || began < rest_until_) return;
  auto made = database_.read([](db::Reader& reader) { return catalogue_entries::read_all(reader); });
  const auto ended = std::chrono::steady_clock::now();
  rest_until_ = ended + kRest * (ended - began);
  const std::lock_guard lock(mutex_);
  catalogue_.swap(made);
  state_ = state;
}

std::shared_ptr<const Catalogue> HeldCatalogue::fresh() const {
  std::shared_ptr<const Catalogue> held;
  std::uint64_t state = 0;
  {
    const std::lock_guard lock(mutex_);
    held = catalogue_;
    state = state_;
  }
  if (!held) return nullptr;   // a command that never made it need not listen to a server
  return database_.unheard() <= kHeard && database_.changes(kCatalogueChanged) == state ? held : nullptr;
}

std::optional<lists::Held::Page> HeldCatalogue::page(const lists::Question& question) const {
  const auto held = fresh();
  return held ? held->page(question) : std::nullopt;
}
std::optional<std::int64_t> HeldCatalogue::count(const lists::Question& question) const {
  const auto held = fresh();
  return held ? held->count(question) : std::nullopt;
}
std::optional<std::vector<lists::Counts>> HeldCatalogue::counts_by(const lists::Question& question,
                                                                   std::span<const lists::Condition* const> conditions) const {
  const auto held = fresh();
  return held ? held->counts_by(question, conditions) : std::nullopt;
}
std::vector<Tallies::Tally> HeldCatalogue::tallies(Date today) const {
  const auto held = fresh();
  return held ? held->tallies(today) : database_.read([&](db::Reader& reader) { return Store::tallies(reader, today); });
}
std::map<std::string, std::int64_t> HeldCatalogue::makers() const {
  const auto held = fresh();
  return held ? held->makers() : database_.read([](db::Reader& reader) { return Store::makers(reader); });
}
std::optional<std::vector<ProductId>> HeldCatalogue::best(Date today, std::size_t most) const {
  const auto held = fresh();
  return held ? std::optional(held->best(today, most)) : std::nullopt;
}

}  // namespace ocop::products
