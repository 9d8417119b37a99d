#include <algorithm>

#include "modules/sites/messages.h"
#include "modules/sites/service.h"
#include "modules/sites/store.h"

// What everybody sees: editions, and the page that is made of one.
namespace ocop::sites {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, "page " + std::string(what)); }

// Whether everybody sees the draft as it stands.
bool is_published(db::Reader& reader, const Site& site) {
  if (!site.published) return false;
  const auto edition = store::edition(reader, site.producer, *site.published);
  return edition && edition->content == site.content && edition->contact == site.contact;
}

}  // namespace

const Picture* Page::picture(const std::optional<PictureId>& id) const {
  const auto found = id ? pictures.find(*id) : pictures.end();
  return found == pictures.end() ? nullptr : &found->second;
}

Result<std::int64_t> Service::publish(const Actor& actor, ProducerId id, const Seen& form) {
  return edit(actor, id, form.version, "site.published", [&](act::Act& act, Site& site) -> Result<void> {
    if (form.version != site.version && is_published(act, site)) return {};   // two taps on one button
    OCOP_CHECK(rules::may_publish(site.content, site.contact));
    OCOP_TRY(producer, covered(act, actor, id));
    if (producer.presence == producers::Presence::waiting)
      return Error::of(ErrorKind::conflict, Problem{"", "", "a producer that its commune confirmed", msg::publish_waits, {}});
    const Edition made{id, site.last + 1, site.content, site.contact, act.now(), act.by()};
    store::insert(act, made);
    store::forget_contacts(act, id, made.number);
    store::forget_editions(act, id, made.number - static_cast<std::int64_t>(rules::kKeptEditions));
    site.published = site.last = made.number;
    store::note_shown(act, id, act.now());
    if (!site.listed) site.listed = act.now();
    return {};
  });
}

Result<std::int64_t> Service::unpublish(const Actor& actor, ProducerId id, const Seen& form) {
  return edit(actor, id, form.version, "site.unpublished", [&](act::Act& act, Site& site) -> Result<void> {
    constexpr std::int64_t kNone = 0;
    store::forget_contacts(act, id, kNone);
    site.published.reset();
    return {};
  });
}

Result<std::int64_t> Service::restore(const Actor& actor, ProducerId id, std::int64_t number, const Seen& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act& act, Site& site) -> Result<void> {
    const auto edition = store::edition(act, id, number);
    if (!edition) return absent(std::to_string(number));
    std::optional<std::vector<PaperId>> offered;
    if (const Scope papers = Scope::for_task(actor, Task::papers); papers.covers({}, {}, id)) {
      offered.emplace();
      for (const producers::Paper& paper : parts_.producers.papers_of(act, papers, id)) offered->push_back(paper.id);
    }
    site.content = rules::restored(site.content, edition->content, offered);
    const auto there = store::pictures(act, id);
    for (Step& step : site.content.steps)
      if (step.picture && std::ranges::find(there, *step.picture, &Picture::id) == there.end()) step.picture.reset();
    return {};
  });
}

Page Service::page_of(db::Reader& reader, producers::Producer producer, const Content& content, const Contact& contact) const {
  Page out;
  const ProducerId id = producer.id;
  out.producer = std::move(producer);
  out.name = store::name_of(reader, id);
  out.content = content;
  out.contact = contact;
  out.now = parts_.clock.now();
  // None but those that this content shows: what was taken off the page, or is not published yet, is nobody else's. While the maker waits
  // its pictures are not given out (encoding_of), so that none is pointed to either.
  if (out.producer.presence != producers::Presence::waiting)
    for (Picture& picture : store::pictures_by_ids(reader, rules::pictures_of(content, contact)))
      out.pictures.emplace(picture.id, std::move(picture));
  out.papers = parts_.producers.papers_by_ids(reader, id, content.papers);
  const auto ends = parts_.producers.ended(reader, content.papers);
  std::erase_if(out.papers, [&](const producers::Paper& paper) {
    return std::ranges::find(ends, paper.id, &producers::PaperEnd::paper) != ends.end();
  });
  std::vector<ProductId> ids;
  for (products::Product& product : parts_.products.of_producer(reader, id)) {
    if (product.merged_into) continue;
    ids.push_back(product.id);
    out.products.push_back(std::move(product));
  }
  for (products::Photo& photo : parts_.products.photos(reader, ids, products::Products::Photos::first))
    out.photos.emplace(photo.product, std::move(photo));
  for (items::Item& item : parts_.items.on_sale(reader, ids)) out.items[item.product].push_back(std::move(item));
  return out;
}

Result<Service::Found> Service::find(std::string_view name) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Found> {
    return find_in(reader, name);
  });
}

Result<Service::Found> Service::find_in(db::Reader& reader, std::string_view name) const {
  const auto known = store::find_name(reader, name);
  if (!known) return absent(name);
  const auto site = store::find(reader, known->producer);
  if (!site || !site->published) return absent(name);
  for (const producers::Alias& one : parts_.producers.aliases(reader, std::span(&known->producer, 1))) {
    if (one.producer != known->producer) continue;   // of two records of one maker one page is enough: the real one's
    const auto real = store::find(reader, one.into);
    return Found{std::nullopt, real && real->published ? real->name : std::string(), one.into};
  }
  auto producer = open_ones(reader, std::span(&known->producer, 1));
  if (producer.empty()) return absent(name);
  if (known->given_up) return Found{std::nullopt, site->name};
  const auto edition = store::edition(reader, known->producer, *site->published);
  if (!edition) return absent(name);
  Found out{page_of(reader, std::move(producer[0]), edition->content, edition->contact), {}};
  out.page->edition = edition->number;
  out.page->published = edition->published;
  return out;
}

Result<Page> Service::page(std::string_view name) const {
  constexpr int kMostSteps = 3;   // a former name, of a record that was merged, to the real one's page
  return parts_.database.read([&](db::Reader& reader) -> Result<Page> {
    std::string at(name);
    for (int step = 0; step < kMostSteps && !at.empty(); ++step) {
      OCOP_TRY(found, find_in(reader, at));
      if (found.page) return std::move(*found.page);
      at = std::move(found.name);
    }
    return absent(name);
  });
}

std::vector<producers::Producer> Service::open_ones(db::Reader& reader, std::span<const ProducerId> ids) const {
  auto out = parts_.producers.by_ids(reader, ids);
  const auto aliases = parts_.producers.aliases(reader, ids);
  std::erase_if(out, [&](const producers::Producer& one) {
    return one.presence == producers::Presence::waiting || std::ranges::find(aliases, one.id, &producers::Alias::producer) != aliases.end();
  });
  return out;
}

std::string Service::published_name(ProducerId id) const {
  return parts_.database.read([&](db::Reader& reader) {
    const auto site = store::find(reader, id);
    return site && site->published && !open_ones(reader, std::span(&id, 1)).empty() ? site->name : std::string();
  });
}
std::optional<Page> Service::seller(ProducerId id) const {
  return parts_.database.read([&](db::Reader& reader) -> std::optional<Page> {
    const auto site = store::find(reader, id);
    auto producer = open_ones(reader, std::span(&id, 1));
    if (!site || !site->published || producer.empty()) return std::nullopt;
    auto edition = store::edition(reader, id, *site->published);
    if (!edition) return std::nullopt;
    Page out;
    out.producer = std::move(producer[0]);
    out.name = site->name;
    out.content = std::move(edition->content);
    out.contact = std::move(edition->contact);
    out.now = parts_.clock.now();
    return out;
  });
}
std::size_t Service::count() const {
  return parts_.database.read([&](db::Reader& reader) { return store::count(reader); });
}
std::vector<std::string> Service::addresses(std::size_t from, std::size_t most) const {
  return parts_.database.read([&](db::Reader& reader) {
    const auto rows = store::addresses(reader, from, most);
    std::vector<ProducerId> makers;
    for (const store::Address& row : rows) makers.push_back(row.producer);
    const auto known = open_ones(reader, makers);
    std::vector<std::string> out;
    for (const store::Address& row : rows)
      if (std::ranges::find(known, row.producer, &producers::Producer::id) != known.end()) out.push_back("/" + row.name);
    return out;
  });
}

std::vector<Service::Listed> Service::newest(std::size_t from, std::size_t most) const {
  return parts_.database.read([&](db::Reader& reader) {
    const auto rows = store::newest(reader, from, most);
    std::vector<ProducerId> makers;
    std::vector<PictureId> ids;
    for (const store::Listed& row : rows) {
      makers.push_back(row.producer);
      if (row.face) ids.push_back(*row.face);
    }
    const auto known = open_ones(reader, makers);
    const auto faces = store::pictures_by_ids(reader, ids);
    std::vector<Listed> out;
    for (const store::Listed& row : rows) {
      const auto producer = std::ranges::find(known, row.producer, &producers::Producer::id);
      if (producer == known.end()) continue;
      const auto face = row.face ? std::ranges::find(faces, *row.face, &Picture::id) : faces.end();
      out.push_back({*producer, row.name, face == faces.end() ? std::nullopt : std::optional(*face)});
    }
    return out;
  });
}

Result<Service::Desk> Service::own(const Actor& actor, ProducerId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Desk> {
    OCOP_TRY(producer, covered(reader, actor, id));
    Desk out;
    auto site = store::find(reader, id);
    out.site = site ? std::move(*site) : fresh(producer);
    out.page = page_of(reader, producer, out.site.content, out.site.contact);
    const Scope papers = Scope::for_task(actor, Task::papers);
    if (papers.covers({}, {}, id)) out.offered = parts_.producers.papers_of(reader, papers, id);
    out.ahead = !is_published(reader, out.site);
    return out;
  });
}

std::string Service::name_to_be(const Desk& desk) const {
  if (!desk.site.name.empty()) return desk.site.name;
  return parts_.database.read([&](db::Reader& reader) {
    for (const std::string& name : proposed(desk.page.producer))
      if (!store::find_name(reader, name)) return name;
    return std::string();
  });
}

Result<std::vector<Edition>> Service::history(const Actor& actor, ProducerId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<std::vector<Edition>> {
    OCOP_CHECK(covered(reader, actor, id));
    return store::editions(reader, id);
  });
}

Result<Page> Service::edition(const Actor& actor, ProducerId id, std::int64_t number) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Page> {
    OCOP_TRY(producer, covered(reader, actor, id));
    const auto edition = store::edition(reader, id, number);
    if (!edition) return absent(std::to_string(number));
    return page_of(reader, producer, edition->content, edition->contact);
  });
}

}  // namespace ocop::sites
