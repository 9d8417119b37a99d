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

Result<Producer> Service::show(ProducerId id) const {
  auto found = database_.read([&](db::Reader& reader) { return store_.by_ids(reader, std::span(&id, 1)); });
  if (found.empty()) return Error::of(ErrorKind::not_found, "producer " + id.text());
  return std::move(found[0]);
}

Result<Producer> Service::own(const Actor& actor, ProducerId id) const {
  auto found = database_.read([&](db::Reader& reader) { return store_.find(reader, own_scope(actor), id); });
  if (!found) return Error::of(ErrorKind::not_found, "producer " + id.text());
  return std::move(*found);
}

Result<void> Service::change_story(const Actor& actor, ProducerId id, const Story& story) {
  return database_.write([&](db::Transaction& transaction) -> Result<void> {
    if (!store_.find(transaction, own_scope(actor), id)) return Error::of(ErrorKind::not_found, "producer " + id.text());
    if (!store_.update_story(transaction, id, story)) {
      return Error::of(ErrorKind::conflict, Problem{"version", std::to_string(story.version), "the version last read", msg::changed_meanwhile});
    }
    return {};
  });
}

Result<Service::Papers> Service::papers(const Actor& actor, ProducerId id) const {
  return database_.read([&](db::Reader& reader) -> Result<Papers> {
    const Scope scope = reading_scope(actor);
    auto producer = store_.find(reader, scope, id);
    if (!producer) return Error::of(ErrorKind::not_found, "producer " + id.text());
    return Papers{std::move(*producer), store_.papers_of(reader, scope, id)};
  });
}

Result<PaperId> Service::add_paper(const Actor& actor, ProducerId id, const PaperForm& form) {
  OCOP_TRY(scan, rules::check_paper(form));
  if (!actor.account) return Error::of(ErrorKind::not_signed_in);
  const Instant now = clock_.now();
  Paper paper{new_id<PaperId>(now, random_), id, form.kind, form.title, form.issuer, form.number, form.issued,
              form.expires, scan.name, std::string(scan.type), {}, static_cast<std::int64_t>(scan.content.size())};
  OCOP_CHECK(own(actor, id));   // before a stranger's bytes reach the disk
  std::optional<blobs::Staged> file;
  if (!scan.content.empty()) {
    OCOP_TRY(staged, blobs_.receive(scan.content));
    paper.sha256 = staged.sha256();
    file.emplace(std::move(staged));
  }
  return database_.write([&](db::Transaction& transaction) -> Result<PaperId> {
    if (!store_.find(transaction, own_scope(actor), id)) return Error::of(ErrorKind::not_found, "producer " + id.text());
    OCOP_CHECK(store_.insert_paper(transaction, paper, file ? &*file : nullptr, *actor.account, now));
    return paper.id;
  });
}

Result<PaperFile> Service::open_paper(const Actor& actor, ProducerId id, PaperId paper) {
  if (!actor.account) return Error::of(ErrorKind::not_signed_in);
  const Instant now = clock_.now();
  const Uuid view = new_uuid(now, random_);
  OCOP_TRY(found, database_.write([&](db::Transaction& transaction) -> Result<Paper> {
    const Error absent = Error::of(ErrorKind::not_found, "paper " + paper.text());
    if (!store_.find(transaction, reading_scope(actor), id)) return absent;
    auto papers = store_.papers_by_ids(transaction, id, std::span(&paper, 1));
    if (papers.empty() || papers[0].sha256.empty()) return absent;
    store_.record_view(transaction, view, paper, *actor.account, now);
    return std::move(papers[0]);
  }));
  OCOP_TRY(content, database_.read([&](db::Reader& reader) { return store_.paper_content(reader, id, paper); }));
  return PaperFile{std::move(found), std::move(content)};
}

Result<MovedFiles> move_paper_files(db::Database& database, blobs::Blobs& blobs, const Clock& clock) {
  const Store store(blobs);
  MovedFiles done;
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
    OCOP_TRY(moved, database.write([&](db::Transaction& transaction) { return store.move_old_file(transaction, next->paper, staged, clock.now()); }));
    done.moved += moved ? 1 : 0;
  }
}

std::vector<std::string> recheck_paper_files(db::Reader& reader, const blobs::Blobs& blobs) { return Store(blobs).recheck(reader); }

}  // namespace ocop::producers
