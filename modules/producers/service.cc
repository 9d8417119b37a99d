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

std::vector<Producer> Service::list(const ProducerQuery& query) const {
  return database_.read([&](db::Reader& reader) { return store_.page_after(reader, query.province, query.after, query.limit + 1); });
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
  if (!scan.content.empty()) paper.sha256 = crypto::sha256_hex(scan.content);
  return database_.write([&](db::Transaction& transaction) -> Result<PaperId> {
    if (!store_.find(transaction, own_scope(actor), id)) return Error::of(ErrorKind::not_found, "producer " + id.text());
    store_.insert_paper(transaction, paper, scan.content, *actor.account, now);
    return paper.id;
  });
}

Result<PaperFile> Service::open_paper(const Actor& actor, ProducerId id, PaperId paper) {
  if (!actor.account) return Error::of(ErrorKind::not_signed_in);
  const Instant now = clock_.now();
  const Uuid view = new_uuid(now, random_);
  return database_.write([&](db::Transaction& transaction) -> Result<PaperFile> {
    const Error absent = Error::of(ErrorKind::not_found, "paper " + paper.text());
    if (!store_.find(transaction, reading_scope(actor), id)) return absent;
    auto papers = store_.papers_by_ids(transaction, id, std::span(&paper, 1));
    auto content = store_.paper_content(transaction, id, paper);
    if (papers.empty() || !content) return absent;
    store_.record_view(transaction, view, paper, *actor.account, now);
    return PaperFile{std::move(papers[0]), std::move(*content)};
  });
}

}  // namespace ocop::producers
