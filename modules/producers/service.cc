#include "modules/producers/service.h"

#include "kernel/crypto/crypto.h"
#include "modules/producers/messages.h"
#include "modules/producers/migrations.h"
#include "modules/producers/rules.h"

namespace ocop::producers {
namespace {

Scope own_scope(const Actor& actor) { return Scope::of(actor, {Role::producer_member}); }
Scope reading_scope(const Actor& actor) { return Scope::of(actor, {Role::producer_member, Role::commune_officer, Role::provincial_body}); }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

std::vector<std::string> Service::addresses() const {
  std::vector<std::string> out;
  for (const ProducerId id : database_.read([&](db::Reader& reader) { return store_.all_ids(reader); }))
    out.push_back("/producers/" + id.text());
  return out;
}

Result<Producer> Service::show(ProducerId id) const {
  auto found = database_.read([&](db::Reader& reader) { return store_.by_ids(reader, std::span(&id, 1)); });
  if (found.empty()) return Error::of(ErrorKind::not_found, "producer " + id.text());
  return std::move(found[0]);
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
    return {};
  });
}

Result<Service::Papers> Service::papers(const Actor& actor, ProducerId id) const {
  return database_.read([&](db::Reader& reader) -> Result<Papers> {
    const Scope scope = reading_scope(actor);
    OCOP_TRY(producer, find(reader, scope, id));
    return Papers{std::move(producer), store_.papers_of(reader, scope, id)};
  });
}

Result<act::Made<PaperId>> Service::add_paper(const Actor& actor, ProducerId id, const PaperForm& form) {
  OCOP_TRY(scan, rules::check_paper(form));
  Paper paper{{}, id, form.kind, form.title, form.issuer, form.number, form.issued,
              form.expires, scan.name, std::string(scan.type), {}, static_cast<std::int64_t>(scan.content.size())};
  OCOP_CHECK(own(actor, id));   // before a stranger's bytes reach the disk
  std::optional<blobs::Staged> file;
  if (!scan.content.empty()) {
    OCOP_TRY(staged, blobs_.receive(scan.content));
    paper.sha256 = staged.sha256();
    file.emplace(std::move(staged));
  }
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<PaperId>> {
    OCOP_CHECK(find(act, own_scope(actor), id));
    return act.once(form.attempt, [&]() -> Result<PaperId> {
      paper.id = act.new_id<PaperId>();
      OCOP_CHECK(store_.insert_paper(act, paper, file ? &*file : nullptr, act.by(), act.now()));
      return paper.id;
    });
  });
}

Result<PaperFile> Service::open_paper(const Actor& actor, ProducerId id, PaperId paper) {
  OCOP_TRY(found, acts_.run(actor, [&](act::Act& act) -> Result<Paper> {
    OCOP_CHECK(find(act, reading_scope(actor), id));
    auto papers = store_.papers_by_ids(act, id, std::span(&paper, 1));
    if (papers.empty() || papers[0].sha256.empty()) return Error::of(ErrorKind::not_found, "paper " + paper.text());
    store_.record_view(act, act.new_uuid(), paper, act.by(), act.now());
    return std::move(papers[0]);
  }));
  OCOP_TRY(content, database_.read([&](db::Reader& reader) { return store_.paper_content(reader, id, paper); }));
  return PaperFile{std::move(found), std::move(content)};
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
