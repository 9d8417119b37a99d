#include "modules/producers/messages.h"
#include "modules/producers/rules.h"
#include "modules/producers/service.h"

// Papers: added, opened, replaced, removed.
namespace ocop::producers {
namespace {

Scope own_scope(const Actor& actor) { return Scope::for_task(actor, Task::papers); }
Scope reading_scope(const Actor& actor) { return Scope::for_task(actor, Task::papers, {Role::commune_officer, Role::provincial_body}); }

}  // namespace

Result<Service::Papers> Service::papers(const Actor& actor, ProducerId id) const {
  return database_.read([&](db::Reader& reader) -> Result<Papers> {
    const Scope scope = reading_scope(actor);
    OCOP_TRY(producer, find(reader, scope, id));
    return Papers{std::move(producer), store_.papers_of(reader, scope, id), store_.past_papers_of(reader, id)};
  });
}

Result<Producer> Service::with_papers(const Actor& actor, ProducerId id) const {
  return database_.read([&](db::Reader& reader) { return find(reader, own_scope(actor), id); });
}

Result<Paper> Service::living(db::Reader& reader, ProducerId id, PaperId paper) const {
  auto found = store_.papers_by_ids(reader, id, std::span(&paper, 1));
  if (found.empty() || !store_.ended(reader, std::span(&paper, 1)).empty()) return Error::of(ErrorKind::not_found, "paper " + paper.text());
  return std::move(found[0]);
}

Result<Service::OwnPaper> Service::own_paper(const Actor& actor, ProducerId id, PaperId paper) const {
  return database_.read([&](db::Reader& reader) -> Result<OwnPaper> {
    OCOP_TRY(producer, find(reader, own_scope(actor), id));
    OCOP_TRY(found, living(reader, id, paper));
    return OwnPaper{std::move(producer), std::move(found)};
  });
}

Result<Service::Received> Service::receive(ProducerId id, const PaperForm& form) {
  OCOP_TRY(scan, rules::check_paper(form));
  Received out{{{}, id, form.kind, form.title, form.issuer, form.number, form.issued, form.expires, scan.name, std::string(scan.type), {},
                static_cast<std::int64_t>(scan.content.size())}, {}};
  if (scan.content.empty()) return out;
  OCOP_TRY(staged, blobs_.receive(scan.content));
  out.paper.sha256 = staged.sha256();
  out.file.emplace(std::move(staged));
  return out;
}

Result<act::Made<PaperId>> Service::add_paper(const Actor& actor, ProducerId id, const PaperForm& form) {
  OCOP_CHECK(with_papers(actor, id));   // before a stranger's bytes reach the disk
  OCOP_TRY(received, receive(id, form));
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<PaperId>> {
    OCOP_CHECK(find(act, own_scope(actor), id));
    return act.once(form.attempt, [&]() -> Result<PaperId> {
      received.paper.id = act.new_id<PaperId>();
      OCOP_CHECK(store_.insert_paper(act, received.paper, received.file ? &*received.file : nullptr, act.by(), act.now()));
      act.for_producer(id, "paper.added", received.paper.title);
      return received.paper.id;
    });
  });
}

// Rows of others that may point to it first, then the producer, whose papers nobody else ends meanwhile.
Result<void> Service::lock_paper(act::Act& act, ProducerId id, PaperId paper) const {
  OCOP_CHECK(find(act, own_scope(act.actor()), id));
  for (const PaperUse& use : offers_.all<PaperUse>()) use.lock(act, id);
  store_.hold(act, id);
  OCOP_CHECK(living(act, id, paper));
  return {};
}

void Service::end_paper(act::Act& act, ProducerId id, const PaperEnd& end) const {
  bool held = false;
  for (const PaperUse& use : offers_.all<PaperUse>()) held |= use.changed(act, id, end) == PaperUse::Held::for_good;
  if (held) store_.insert_end(act, end, act.by(), act.now());
  else store_.remove_paper(act, end.paper, act.now());
}

Result<act::Made<PaperId>> Service::replace_paper(const Actor& actor, ProducerId id, PaperId paper, const PaperForm& form) {
  OCOP_CHECK(with_papers(actor, id));
  OCOP_TRY(received, receive(id, form));
  const auto now = own_paper(actor, id, paper);   // a repeated click finds it ended, and is answered as the first one
  if (now && !received.file && !now->paper.sha256.empty()) {
    // The same bytes under another row: compared with their digest on the way, and there once.
    OCOP_TRY(incoming, blobs_.receive());
    OCOP_CHECK(database_.read([&](db::Reader& reader) {
      return blobs_.read_pieces(reader, now->paper.sha256, [&](std::string_view piece) { return incoming.append(piece); });
    }));
    OCOP_TRY(staged, std::move(incoming).finish());
    received.paper.file_name = now->paper.file_name;
    received.paper.content_type = now->paper.content_type;
    received.paper.sha256 = now->paper.sha256;
    received.paper.size = now->paper.size;
    received.file.emplace(std::move(staged));
  }
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<PaperId>> {
    OCOP_CHECK(find(act, own_scope(actor), id));
    return act.once(form.attempt, [&]() -> Result<PaperId> {
      OCOP_CHECK(lock_paper(act, id, paper));
      received.paper.id = act.new_id<PaperId>();
      OCOP_CHECK(store_.insert_paper(act, received.paper, received.file ? &*received.file : nullptr, act.by(), act.now()));
      end_paper(act, id, {paper, received.paper.id});
      act.for_producer(id, "paper.replaced", received.paper.title);
      return received.paper.id;
    });
  });
}

Result<void> Service::remove_paper(const Actor& actor, ProducerId id, PaperId paper) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_CHECK(lock_paper(act, id, paper));
    const auto gone = store_.papers_by_ids(act, id, std::span(&paper, 1));
    end_paper(act, id, {paper});
    act.for_producer(id, "paper.removed", gone.empty() ? std::string() : gone[0].title);
    return {};
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

}  // namespace ocop::producers
