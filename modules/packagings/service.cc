#include "modules/packagings/service.h"

#include <algorithm>

#include "modules/packagings/messages.h"
#include "modules/packagings/migrations.h"
#include "modules/packagings/rules.h"
#include "modules/packagings/store.h"
#include "modules/producers/producers.h"

namespace ocop::packagings {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, "packaging of product " + std::string(what)); }
blobs::Owner owner_of(PhotoId photo) { return {store::kPhotoTable, photo.uuid}; }
blobs::Charge charge_of(const products::Product& product) { return {product.producer.uuid, producers::kFileRoom}; }

Shown::Reach reach_of(const Actor& actor, const products::Product& product) {
  if (product.producer != ProducerId{} && Scope::for_task(actor, Task::products).covers({}, {}, product.producer)) return Shown::Reach::all;
  const Scope offices = Scope::of(actor, {Role::commune_officer, Role::provincial_body});
  return offices.covers(product.province, product.commune, std::nullopt) ? Shown::Reach::drafts : Shown::Reach::shown;
}

// The same picture sent again is drawn to the same bytes.
bool is_drawn_so(const Photo& photo, const std::vector<products::KeptFile>& drawn) {
  return std::ranges::equal(photo.files, drawn, {}, &products::PhotoFile::sha256,
                            [](const products::KeptFile& one) -> const std::string& { return one.file.sha256; });
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

std::vector<Packaging> Service::in_use(db::Reader& reader, ProductId product, Date day) const {
  return store::in_use(reader, product, day);
}
std::vector<Packaging> Service::of_lot(db::Reader& reader, ProductId product, std::string_view lot) const {
  std::vector<Packaging> out = store::of_product(reader, product);
  std::erase_if(out, [&](const Packaging& one) {
    return std::ranges::none_of(one.lots, [&](const std::string& kept) { return bears(kept, lot); });
  });
  rules::order(out);
  return out;
}

Shown Service::read(db::Reader& reader, const Actor& actor, products::Product product) const {
  Shown out;
  out.reach = reach_of(actor, product);
  out.packagings = store::of_product(reader, product.id);
  if (out.reach == Shown::Reach::shown) std::erase_if(out.packagings, [](const Packaging& one) { return !one.since; });
  rules::order(out.packagings);
  if (out.reach == Shown::Reach::all) out.items = parts_.items.on_sale(reader, std::span(&product.id, 1));
  std::vector<items::ItemId> more;   // ended ones, and all of them for who does not write
  for (const Packaging& packaging : out.packagings)
    for (const items::ItemId id : packaging.items)
      if (std::ranges::find(out.items, id, &items::Item::id) == out.items.end() && std::ranges::find(more, id) == more.end())
        more.push_back(id);
  if (!more.empty()) std::ranges::move(parts_.items.by_ids(reader, more), std::back_inserter(out.items));
  out.product = std::move(product);
  return out;
}

Shown Service::show(const Actor& actor, const products::Product& product) const {
  return parts_.database.read([&](db::Reader& reader) { return read(reader, actor, product); });
}

Result<Shown> Service::show(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  auto product = products::find(reader, parts_.products, id_or_code);
  if (!product) return absent(id_or_code);
  return read(reader, actor, std::move(*product));
}
Result<Shown> Service::show(const Actor& actor, std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) { return show(reader, actor, id_or_code); });
}
Result<Shown> Service::all(const Actor& actor, std::string_view id_or_code) const {
  OCOP_TRY(shown, show(actor, id_or_code));
  if (shown.reach == Shown::Reach::shown) return absent(id_or_code);
  return std::move(shown);
}
Result<Shown> Service::own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  OCOP_TRY(shown, show(reader, actor, id_or_code));
  if (shown.reach != Shown::Reach::all) return absent(id_or_code);
  return std::move(shown);
}
Result<Shown> Service::own(const Actor& actor, std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, id_or_code); });
}

Result<Service::One> Service::one(const Actor& actor, std::string_view id_or_code, PackagingId id) const {
  OCOP_TRY(shown, show(actor, id_or_code));
  const auto at = std::ranges::find(shown.packagings, id, &Packaging::id);
  if (at == shown.packagings.end()) return absent(id_or_code);
  const auto place = static_cast<std::size_t>(at - shown.packagings.begin());
  return One{std::move(shown), place};
}

Service::Now Service::now(ProductId product) const {
  return parts_.database.read([&](db::Reader& reader) {
    Now out{store::in_use(reader, product, today()), {}};
    std::vector<items::ItemId> ids;
    for (const Packaging& packaging : out.packagings) ids.insert(ids.end(), packaging.items.begin(), packaging.items.end());
    if (!ids.empty()) out.items = parts_.items.by_ids(reader, ids);
    return out;
  });
}

// ---- photos

Result<Service::Drawn> Service::draw(const Actor& actor, std::string_view product, const Draft& draft) const {
  Drawn out;
  if (draft.front.content.empty() && draft.back.content.empty()) return out;
  OCOP_CHECK(parts_.database.read([&](db::Reader& reader) -> Result<void> {   // before a stranger's picture costs anything
    OCOP_TRY(seen, own(reader, actor, product));
    constexpr std::int64_t kLeast = 1;   // how much a picture takes is known when it is drawn; in a full room it is too much
    return parts_.blobs.expect_room(reader, charge_of(seen.product), kLeast);
  }));
  for (const Side side : {Side::front, Side::back}) {
    const files::Sent& sent = side == Side::front ? draft.front : draft.back;
    if (sent.content.empty()) continue;
    OCOP_TRY(picture, parts_.studio.develop(sent.content, name(side)));
    OCOP_TRY(kept, products::keep_all(parts_.blobs, picture));
    out[static_cast<std::size_t>(side)] = std::move(kept);
  }
  return out;
}

Result<void> Service::put_photos(act::Act& act, const products::Product& product, const Packaging& packaging, const Drawn& drawn) const {
  for (const Side side : {Side::front, Side::back}) {
    const auto& files = drawn[static_cast<std::size_t>(side)];
    if (files.empty()) continue;
    if (const Photo* before = packaging.photo(side)) {
      if (is_drawn_so(*before, files)) continue;
      store::remove(act, before->id);
      parts_.blobs.release(act, owner_of(before->id), act.now());
    }
    Photo made{act.new_id<PhotoId>(), packaging.id, side, {}};
    for (const products::KeptFile& one : files) made.files.push_back(one.file);
    store::insert(act, made, act.by(), act.now());
    for (const products::KeptFile& one : files)
      OCOP_CHECK(parts_.blobs.hold(act, one.staged, images::content_type(one.file.encoding), owner_of(made.id), charge_of(product),
                                   act.now()));
  }
  return {};
}

std::vector<std::string> Service::recheck(db::Reader& reader, const blobs::Blobs& blobs) {
  constexpr int kAtOnce = 500;
  std::vector<std::string> findings;
  PhotoId after{};
  for (std::vector<Photo> page; !(page = store::photos_after(reader, after, kAtOnce)).empty(); after = page.back().id) {
    for (const Photo& photo : page) {
      const auto held = blobs.held_by(reader, owner_of(photo.id));
      for (const products::PhotoFile& file : photo.files)
        if (std::ranges::find(held, file.sha256, &blobs::Blob::sha256) == held.end())
          findings.push_back("photo " + photo.id.text() + " of a packaging: its file " + file.sha256 + " is not held");
    }
  }
  return findings;
}

// ---- what is written

Result<void> Service::expect_items(db::Reader& reader, ProductId product, std::span<const items::ItemId> ids) const {
  if (ids.empty()) return {};
  const auto found = parts_.items.by_ids(reader, ids);
  for (const items::ItemId id : ids) {
    const auto at = std::ranges::find(found, id, &items::Item::id);
    if (at == found.end() || at->product != product)
      return Error::of(ErrorKind::invalid_input, Problem{"items", id.text(), "an item of the product", msg::item_is_foreign, {}});
  }
  return {};
}

namespace {

// The draft's words in the packaging; items once each.
void write(Packaging& packaging, const Draft& draft) {
  packaging.change = draft.change;
  packaging.change_en = draft.change_en;
  packaging.designer = draft.designer;
  packaging.label = draft.label;
  packaging.items = draft.items;
  std::ranges::sort(packaging.items);
  packaging.items.erase(std::unique(packaging.items.begin(), packaging.items.end()), packaging.items.end());
}

}  // namespace

Result<PackagingId> Service::insert(act::Act& act, const Shown& today, const Draft& draft, const Drawn& drawn) const {
  if (today.packagings.size() >= rules::kMostPackagings) {
    const std::string most = std::to_string(rules::kMostPackagings);
    return Error::of(ErrorKind::conflict, Problem{"", "", "at most " + most + " packagings", msg::too_many_packagings, {most}});
  }
  OCOP_CHECK(expect_items(act, today.product.id, draft.items));
  Packaging made;
  made.id = act.new_id<PackagingId>();
  made.product = today.product.id;
  for (const Packaging& one : today.packagings) made.number = std::max(made.number, one.number);
  ++made.number;
  write(made, draft);
  store::insert(act, made, act.by(), act.now());
  OCOP_CHECK(put_photos(act, today.product, made, drawn));
  act.for_producer(today.product.producer, "packaging.added", today.product.name);
  return made.id;
}

Result<act::Made<PackagingId>> Service::add(const Actor& actor, std::string_view product, const Draft& draft, const Attempt& attempt) {
  OCOP_CHECK(own(actor, product));   // a stranger is told that it is not there, whatever else is wrong
  OCOP_CHECK(rules::says_something(draft));
  OCOP_TRY(before, parts_.database.read([&](db::Reader& reader) { return acts_.made_before<PackagingId>(reader, actor, attempt); }));
  if (before) return *before;   // a phone that sends again has its pictures drawn once
  OCOP_TRY(drawn, draw(actor, product, draft));
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<PackagingId>> {
    OCOP_TRY(seen, own(act, act.actor(), product));
    if (!parts_.products.hold(act, seen.product.id)) return absent(product);
    return act.once(attempt, [&]() -> Result<PackagingId> {
      OCOP_TRY(today, own(act, act.actor(), product));   // as it is now that nobody else changes it
      return insert(act, today, draft, drawn);
    });
  });
}

template <class Perform>
Result<void> Service::change_one(const Actor& actor, std::string_view product, PackagingId id, Perform&& perform) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(seen, own(act, act.actor(), product));
    store::lock(act, seen.product.id);
    OCOP_TRY(today, own(act, act.actor(), product));   // as it is now that nobody else changes it
    const auto at = std::ranges::find(today.packagings, id, &Packaging::id);
    if (at == today.packagings.end()) return absent(product);
    OCOP_CHECK(perform(act, today, *at));
    act.for_producer(today.product.producer, "packaging.changed", today.product.name);
    return {};
  });
}

Result<void> Service::change(const Actor& actor, std::string_view product, PackagingId id, const Draft& draft) {
  OCOP_TRY(seen, one(actor, product, id));
  if (seen.shown.reach != Shown::Reach::all) return absent(product);
  OCOP_CHECK(rules::is_draft(seen.packaging()));   // before a picture is drawn in vain
  OCOP_CHECK(act::expect_version(draft.version, seen.packaging().version, msg::packaging_changed));
  OCOP_TRY(drawn, draw(actor, product, draft));
  return change_one(actor, product, id, [&](act::Act& act, const Shown& today, Packaging& packaging) -> Result<void> {
    OCOP_CHECK(act::expect_version(draft.version, packaging.version, msg::packaging_changed));
    OCOP_CHECK(rules::is_draft(packaging));
    OCOP_CHECK(expect_items(act, today.product.id, draft.items));
    write(packaging, draft);
    if (!store::change(act, packaging)) return act::stale(draft.version, {}, msg::packaging_changed);
    return put_photos(act, today.product, packaging, drawn);
  });
}

Result<void> Service::remove(const Actor& actor, std::string_view product, PackagingId id) {
  return change_one(actor, product, id, [&](act::Act& act, const Shown&, const Packaging& packaging) -> Result<void> {
    OCOP_CHECK(rules::is_draft(packaging));
    for (const Photo& photo : packaging.photos) {
      store::remove(act, photo.id);
      parts_.blobs.release(act, owner_of(photo.id), act.now());
    }
    store::remove(act, packaging.id);
    return {};
  });
}

Result<void> Service::put_in_use(const Actor& actor, std::string_view product, PackagingId id, const Period& period) {
  return change_one(actor, product, id, [&](act::Act& act, const Shown& today, Packaging& packaging) -> Result<void> {
    OCOP_CHECK(act::expect_version(period.version, packaging.version, msg::packaging_changed));
    std::vector<Packaging> others = today.packagings;
    std::erase_if(others, [&](const Packaging& one) { return one.id == id; });
    OCOP_TRY(ending, rules::put_in_use(packaging, others, period, act.today()));
    for (const Packaging& one : ending)
      if (!store::use(act, one)) return act::stale(one.version, {}, msg::packaging_changed);
    packaging.since = period.since;
    packaging.until = period.until;
    if (!store::use(act, packaging)) return act::stale(period.version, {}, msg::packaging_changed);
    return {};
  });
}

Result<void> Service::end(const Actor& actor, std::string_view product, PackagingId id, const Ending& ending) {
  return change_one(actor, product, id, [&](act::Act& act, const Shown&, Packaging& packaging) -> Result<void> {
    OCOP_CHECK(act::expect_version(ending.version, packaging.version, msg::packaging_changed));
    OCOP_CHECK(rules::may_end(packaging, ending.until, act.today()));
    packaging.until = ending.until;
    if (!store::use(act, packaging)) return act::stale(ending.version, {}, msg::packaging_changed);
    return {};
  });
}

Result<void> Service::unname(const Actor& actor, std::string_view product, PackagingId id) {
  return change_one(actor, product, id, [](act::Act& act, const Shown&, const Packaging& packaging) -> Result<void> {
    store::unname(act, packaging.id);
    return {};
  });
}

Result<void> Service::add_lots(const Actor& actor, std::string_view product, PackagingId id, const LotWords& words) {
  return change_one(actor, product, id, [&](act::Act& act, const Shown&, const Packaging& packaging) -> Result<void> {
    OCOP_CHECK(rules::was_in_use(packaging));
    OCOP_TRY(lots, rules::read_lots(words.lots, packaging.lots));
    store::add_lots(act, packaging, lots);
    return {};
  });
}

Result<void> Service::add_note(const Actor& actor, std::string_view product, PackagingId id, const NoteWords& words) {
  return change_one(actor, product, id, [&](act::Act& act, const Shown&, const Packaging& packaging) -> Result<void> {
    OCOP_CHECK(rules::expect_place_for_note(packaging));
    if (!packaging.notes.empty() && packaging.notes.back().words == words.words && packaging.notes.back().words_en == words.words_en)
      return {};   // sent twice: a correction cannot be taken out
    store::add_note(act, packaging, words, act.by(), act.now());
    return {};
  });
}

}  // namespace ocop::packagings
