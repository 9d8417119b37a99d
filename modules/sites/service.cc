#include "modules/sites/service.h"

#include <algorithm>

#include "modules/sites/messages.h"
#include "modules/sites/migrations.h"
#include "modules/sites/store.h"

namespace ocop::sites {
namespace {

Error absent(ProducerId producer) { return Error::of(ErrorKind::not_found, "site of producer " + producer.text()); }
Scope scope_of(const Actor& actor) { return Scope::for_task(actor, Task::story); }
blobs::Owner owner_of(PictureId picture) { return {store::kPictureTable, picture.uuid}; }
blobs::Charge charge_of(const producers::Producer& producer) {
  const bool waits = producer.presence == producers::Presence::waiting;
  return {producer.id.uuid, waits ? producers::kFileRoomWaiting : producers::kFileRoom};
}
bool says_the_same(const Site& a, const Site& b) {
  return a.content == b.content && a.contact == b.contact && a.name == b.name && a.published == b.published && a.last == b.last;
}
// The same picture sent again is drawn to the same bytes.
bool is_drawn_so(const Picture& picture, const std::vector<products::KeptFile>& drawn) {
  std::vector<std::string> a, b;
  for (const products::PhotoFile& file : picture.files) a.push_back(file.sha256);
  for (const products::KeptFile& one : drawn) b.push_back(one.file.sha256);
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Result<producers::Producer> Service::covered(db::Reader& reader, const Actor& actor, ProducerId id) const {
  auto found = parts_.producers.by_ids(reader, std::span(&id, 1));
  if (found.empty() || !scope_of(actor).covers({}, {}, id)) return absent(id);
  return std::move(found[0]);
}

// What a page holds before anybody has written on it: the words that its maker has given already.
Site Service::fresh(const producers::Producer& producer) const {
  Site out;
  out.producer = producer.id;
  out.content.story = {producer.story, producer.story_en};
  return out;
}

std::vector<std::string> Service::proposed(const producers::Producer& producer) const {
  const places::Commune* commune = parts_.places.commune(producer.commune);
  constexpr std::size_t kTail = 12;                      // of the id: what is drawn by chance
  const std::string id = producer.id.text();
  const std::string place = commune ? commune->name : std::string();
  return rules::propose_names({producer.name, place, std::string_view(id).substr(id.size() - kTail)}, ours_);
}

// The site's row, locked; made with a name when there is none.
Result<Site> Service::begin(act::Act& act, const producers::Producer& producer) const {
  parts_.producers.hold(act, producer.id);               // of two first forms the second waits here
  if (auto site = store::lock(act, producer.id)) return std::move(*site);
  Site made = fresh(producer);
  made.changed = act.now();
  made.changed_by = act.by();
  if (!store::insert(act, made)) return act::stale(0, {}, msg::changed_meanwhile);
  for (const std::string& name : proposed(producer)) {
    if (store::find_name(act, name) || !store::give_name(act, producer.id, name, act.now(), Instant{})) continue;
    made.name = name;
    return made;
  }
  return Error::of(ErrorKind::internal, "no name is left for the page of producer " + producer.id.text());
}

Result<std::int64_t> Service::edit(const Actor& actor, ProducerId id, std::int64_t seen, std::string_view what,
                                   const Change& change) const {
  return acts_.run(actor, [&](act::Act& act) { return edit_in(act, id, seen, what, change); });
}

Result<std::int64_t> Service::edit_in(act::Act& act, ProducerId id, std::int64_t seen, std::string_view what,
                                      const Change& change) const {
  OCOP_TRY(producer, covered(act, act.actor(), id));
  OCOP_TRY(site, begin(act, producer));
  Site after = site;
  const auto changed = change(act, after);
  if (seen != site.version) {
    // The same form sent twice, by two taps or a phone that got no answer, is no conflict.
    if (changed && says_the_same(site, after)) return site.version;
    return act::stale(seen, site.version, msg::changed_meanwhile);
  }
  OCOP_CHECK(changed);
  if (site.version > 0 && says_the_same(site, after)) return site.version;   // nothing was changed: nothing to tell anybody of
  after.changed = act.now();
  after.changed_by = act.by();
  if (!store::update(act, after)) return act::stale(seen, {}, msg::changed_meanwhile);
  prune(act, after);
  act.for_producer(id, what, producer.name);
  return seen + 1;
}

// ---- pictures

Result<Service::Drawn> Service::draw(const Actor& actor, ProducerId id, const files::Sent& file) const {
  if (file.content.empty()) return Drawn();
  OCOP_CHECK(parts_.database.read([&](db::Reader& reader) -> Result<void> {
    OCOP_TRY(producer, covered(reader, actor, id));
    constexpr std::int64_t kLeast = 1;   // how much it takes is known when it is drawn; in a full room it is too much
    return parts_.blobs.expect_room(reader, charge_of(producer), kLeast);
  }));
  OCOP_TRY(picture, parts_.studio.develop(file.content, "file"));
  OCOP_TRY(kept, products::keep_all(parts_.blobs, picture));
  return Drawn(std::move(kept));
}

Result<void> Service::put_picture(act::Act& act, const Site& site, std::optional<PictureId>& at, const Drawn& drawn, Drop drop) const {
  if (drop == Drop::yes) at.reset();
  if (!drawn) return {};
  for (const Picture& picture : store::pictures(act, site.producer))
    if (at == picture.id && is_drawn_so(picture, *drawn)) return {};
  const auto producer = parts_.producers.by_ids(act, std::span(&site.producer, 1));
  Picture made{act.new_id<PictureId>(), site.producer, {}};
  for (const products::KeptFile& one : *drawn) made.files.push_back(one.file);
  store::insert(act, made, act.by(), act.now());
  for (const products::KeptFile& one : *drawn)
    OCOP_CHECK(parts_.blobs.hold(act, one.staged, images::content_type(one.file.encoding), owner_of(made.id), charge_of(producer.at(0)),
                                 act.now()));
  at = made.id;
  return {};
}

// Pictures that rules::pictures_to_keep does not name are nobody's any more.
void Service::prune(act::Moment& act, const Site& site) const {
  const auto all = store::pictures(act, site.producer);
  if (all.empty()) return;
  std::vector<PictureId> used = rules::pictures_of(site.content, site.contact);
  const auto editions = store::editions(act, site.producer);
  for (const Edition& edition : editions)
    if (edition.number == site.published) std::ranges::copy(rules::pictures_of(edition.content, edition.contact), std::back_inserter(used));
  const auto kept = rules::pictures_to_keep(std::move(used), editions);
  for (const Picture& picture : all) {
    if (std::ranges::find(kept, picture.id) != kept.end()) continue;
    store::remove(act, picture.id);
    parts_.blobs.release(act, owner_of(picture.id), act.now());
  }
}

std::optional<images::Encoding> Service::encoding_of(db::Reader& reader, std::string_view sha256) const {
  const auto bearers = store::bearers(reader, sha256);
  std::vector<ProducerId> ids;
  for (const store::FileBearer& one : bearers) ids.push_back(one.producer);
  for (const producers::Producer& producer : parts_.producers.by_ids(reader, ids))
    if (producer.presence != producers::Presence::waiting)
      return std::ranges::find(bearers, producer.id, &store::FileBearer::producer)->encoding;
  return std::nullopt;
}

void Service::role_ended(act::Moment& act, AccountId account, const Grant& grant) const {
  if (grant.role != Role::producer_member || !grant.producer) return;
  std::vector<ProducerId> records{*grant.producer};   // the people of one record are those of all that are one with it
  for (const producers::Alias& one : parts_.producers.aliases(act, records)) {
    records.push_back(one.producer);
    records.push_back(one.into);
  }
  std::ranges::sort(records);
  records.erase(std::ranges::unique(records).begin(), records.end());
  const auto left = parts_.identity.holders(act, {Role::producer_member, "", "", *grant.producer});
  if (std::ranges::any_of(left, [&](AccountId one) { return one != account; })) return;
  for (const ProducerId id : records) forget_contact(act, id);
}

void Service::forget_contact(act::Moment& act, ProducerId id) const {
  parts_.producers.hold(act, id);   // as begin() does: in one order
  auto site = store::lock(act, id);
  if (!site) return;
  site->contact = {};
  rules::forget_whereabouts(site->content);
  store::update(act, *site);
  for (Edition& edition : store::editions(act, id)) {
    edition.contact = {};
    rules::forget_whereabouts(edition.content);
    store::change(act, edition);
  }
  prune(act, *site);
}

std::vector<std::string> Service::recheck(db::Reader& reader, const blobs::Blobs& blobs) {
  constexpr int kAtOnce = 500;
  std::vector<std::string> findings;
  PictureId after{};
  for (std::vector<Picture> page; !(page = store::pictures_after(reader, after, kAtOnce)).empty(); after = page.back().id) {
    for (const Picture& picture : page) {
      const auto held = blobs.held_by(reader, owner_of(picture.id));
      for (const products::PhotoFile& file : picture.files)
        if (std::ranges::find(held, file.sha256, &blobs::Blob::sha256) == held.end())
          findings.push_back("picture " + picture.id.text() + " of a maker's page: its file " + file.sha256 + " is not held");
    }
  }
  return findings;
}

// ---- what is written

Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const FaceForm& form) {
  OCOP_TRY(drawn, draw(actor, id, form.file));
  return edit(actor, id, form.version, "site.changed", [&](act::Act& act, Site& site) -> Result<void> {
    OCOP_CHECK(rules::write(site.content, form));
    return put_picture(act, site, site.contact.face, drawn, form.drop);
  });
}
Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const StoryForm& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act&, Site& site) { return rules::write(site.content, form); });
}
Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const ShopsForm& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act&, Site& site) { return rules::write(site.content, form); });
}
Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const HoursForm& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act&, Site& site) { return rules::write(site.content, form); });
}
Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const ContactForm& form) {
  return edit(actor, id, form.version, "site.changed",
              [&](act::Act&, Site& site) { return rules::write(site.content, site.contact, form); });
}
Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const TradeForm& form) {
  return edit(actor, id, form.version, "site.changed",
              [&](act::Act&, Site& site) { return rules::write(site.content, site.contact, form); });
}
Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const LookForm& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act&, Site& site) -> Result<void> {
    site.content.look = form.look;
    return {};
  });
}
Result<std::int64_t> Service::write(const Actor& actor, ProducerId id, const PapersForm& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act& act, Site& site) -> Result<void> {
    const Scope papers = Scope::for_task(actor, Task::papers);
    if (!papers.covers({}, {}, id)) return absent(id);   // a helper for the story alone does not see them
    std::vector<PaperId> offered;
    for (const producers::Paper& paper : parts_.producers.papers_of(act, papers, id)) offered.push_back(paper.id);
    return rules::write(site.content, form, offered);
  });
}

Result<act::Made<StepId>> Service::add_step(const Actor& actor, ProducerId id, const StepForm& form, const Attempt& attempt) {
  OCOP_TRY(drawn, draw(actor, id, form.file));
  return acts_.run(actor, [&](act::Act& act) {
    return act.once(attempt, [&]() -> Result<StepId> {
      Step step{act.new_id<StepId>(), {}, {}, {}, {}};
      OCOP_CHECK(edit_in(act, id, form.version, "site.changed", [&](act::Act&, Site& site) -> Result<void> {
        if (site.content.steps.size() >= rules::kMostSteps)
          return Error::of(ErrorKind::invalid_input, Problem{"title", "", "at most 12 steps", msg::too_many_steps, {}});
        OCOP_CHECK(rules::write(step, form));
        OCOP_CHECK(put_picture(act, site, step.picture, drawn, Drop::no));
        site.content.steps.push_back(step);
        return {};
      }));
      return step.id;
    });
  });
}
Result<std::int64_t> Service::write_step(const Actor& actor, ProducerId id, StepId step, const StepForm& form) {
  OCOP_TRY(drawn, draw(actor, id, form.file));
  return edit(actor, id, form.version, "site.changed", [&](act::Act& act, Site& site) -> Result<void> {
    const auto found = std::ranges::find(site.content.steps, step, &Step::id);
    if (found == site.content.steps.end()) return absent(id);
    OCOP_CHECK(rules::write(*found, form));
    return put_picture(act, site, found->picture, drawn, form.drop);
  });
}
Result<std::int64_t> Service::move_step(const Actor& actor, ProducerId id, StepId step, const MoveForm& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act&, Site& site) { return rules::move(site.content, step, form.to); });
}
Result<std::int64_t> Service::remove_step(const Actor& actor, ProducerId id, StepId step, const Seen& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act&, Site& site) -> Result<void> {
    std::erase_if(site.content.steps, [&](const Step& one) { return one.id == step; });   // a second tap finds it gone: that was wanted
    return {};
  });
}

Result<std::int64_t> Service::rename(const Actor& actor, ProducerId id, const NameForm& form) {
  return edit(actor, id, form.version, "site.changed", [&](act::Act& act, Site& site) -> Result<void> {
    OCOP_TRY(name, rules::check_name(form.name, ours_));
    const Instant free_since = rules::names_free_since(act.now());
    if (!store::give_name(act, id, name, act.now(), free_since))
      return Error::of(ErrorKind::invalid_input, Problem{"name", name, "a name that nobody has", msg::name_is_taken, {}});
    if (store::formers(act, id, free_since) > rules::kMostFormerNames)
      return Error::of(ErrorKind::invalid_input, Problem{"name", name, "at most 5 former names", msg::too_many_names, {}});
    if (site.published) store::note_shown(act, id, act.now());
    site.name = name;
    return {};
  });
}

}  // namespace ocop::sites
