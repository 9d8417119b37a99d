#include "modules/producers/service.h"

#include "kernel/crypto/crypto.h"
#include "modules/producers/messages.h"
#include "modules/producers/migrations.h"

namespace ocop::producers {
namespace {

Scope own_scope(const Actor& actor) { return Scope::for_task(actor, Task::story); }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

std::size_t Service::count() const {
  return database_.read([&](db::Reader& reader) { return static_cast<std::size_t>(store_.count(reader)); });
}
std::vector<std::string> Service::addresses(std::size_t from, std::size_t most) const {
  std::vector<std::string> out;
  for (const ProducerId id : database_.read([&](db::Reader& reader) { return store_.ids(reader, from, most); }))
    out.push_back("/producers/" + id.text());
  return out;
}

Result<Producer> Service::show(const Actor& actor, ProducerId id) const {
  auto found = database_.read([&](db::Reader& reader) { return store_.by_ids(reader, std::span(&id, 1)); });
  const Scope concerned = Scope::of(actor, {Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body});
  if (found.empty() || (found[0].presence == Presence::waiting && !concerned.covers(found[0].province, found[0].commune, id)))
    return Error::of(ErrorKind::not_found, "producer " + id.text());
  return std::move(found[0]);
}

std::vector<Former> Service::formerly(ProducerId id) const {
  return database_.read([&](db::Reader& reader) { return store_.formerly(reader, id); });
}

Result<Producer> Service::own(const Actor& actor, ProducerId id) const {
  return database_.read([&](db::Reader& reader) { return find(reader, own_scope(actor), id); });
}

Result<Producer> Service::find(db::Reader& reader, const Scope& scope, ProducerId id) const {
  auto found = store_.find(reader, scope, id);
  if (!found) return Error::of(ErrorKind::not_found, "producer " + id.text());
  return std::move(*found);
}

Result<void> Service::change_story(const Actor& actor, ProducerId id, const Story& story) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(producer, find(act, own_scope(actor), id));
    OCOP_CHECK(act::expect_version(story.version, producer.version, msg::changed_meanwhile));
    if (!store_.update_story(act, id, story)) return act::stale(story.version, {}, msg::changed_meanwhile);
    act.for_producer(id, "story.changed", producer.name);
    return {};
  });
}

Result<MovedFiles> move_paper_files(db::Database& database, blobs::Blobs& blobs, const Clock& clock) {
  const Store store(blobs);
  MovedFiles done;
  if (database.access() == db::Database::Access::looking) return done;
  PaperId after{};
  for (;;) {
    const auto next = database.read([&](db::Reader& reader) { return store.old_file_after(reader, after); });
    if (!next) return done;
    after = next->paper.id;
    if (crypto::sha256_hex(next->content) != next->paper.sha256) {
      ++done.damaged;
      continue;
    }
    OCOP_TRY(staged, blobs.receive(next->content));
    OCOP_TRY(moved, database.write(
                        [&](db::Transaction& transaction) { return store.move_old_file(transaction, next->paper, staged, clock.now()); }));
    done.moved += moved ? 1 : 0;
  }
}

std::vector<std::string> recheck_paper_files(db::Reader& reader, const blobs::Blobs& blobs) { return Store(blobs).recheck(reader); }

}  // namespace ocop::producers
