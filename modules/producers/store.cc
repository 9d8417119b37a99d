#include "modules/producers/store.h"

#include <limits>

#include "kernel/base/text.h"
#include "kernel/db/columns.h"
#include "modules/producers/merge.h"
#include "modules/producers/rules.h"

namespace ocop::producers {
namespace {

// What a confirmed registration or change of legal form says.
constexpr auto kRecord = db::columns<Producer>(
    db::column("name", &Producer::name), db::column("kind", &Producer::kind), db::column("province", &Producer::province),
    db::column("commune", &Producer::commune), db::column("address_as_printed", &Producer::address_as_printed),
    db::column("presence", &Producer::presence));
constexpr auto kFormer = db::columns<Former>(db::column("producer", &Former::producer), db::column("name", &Former::name),
                                             db::column("kind", &Former::kind), db::column("until", &Former::until));
constexpr auto kProducer = db::columns<Producer>(
    db::column("id", &Producer::id), db::column("name", &Producer::name), db::column("kind", &Producer::kind),
    db::column("province", &Producer::province), db::column("commune", &Producer::commune),
    db::column("address_as_printed", &Producer::address_as_printed), db::column("story", &Producer::story),
    db::column("source", &Producer::source), db::column("version", &Producer::version), db::column("name_en", &Producer::name_en),
    db::column("story_en", &Producer::story_en), db::column("presence", &Producer::presence));
constexpr auto kStory = db::columns<Story>(db::column("name_en", &Story::name_en), db::column("story", &Story::story),
                                           db::column("story_en", &Story::story_en));
constexpr auto kPaper = db::columns<Paper>(
    db::column("id", &Paper::id), db::column("producer", &Paper::producer), db::column("kind", &Paper::kind),
    db::column("title", &Paper::title), db::column("issuer", &Paper::issuer), db::column("number", &Paper::number),
    db::column("issued", &Paper::issued), db::column("expires", &Paper::expires), db::column("file_name", &Paper::file_name),
    db::column("content_type", &Paper::content_type), db::column("sha256", &Paper::sha256), db::column("size", &Paper::size));

// A record that leads to another one is in no list.
#define OCOP_UNMERGED \
  "presence = 0 AND producers_producer.id NOT IN (SELECT m.producer FROM producers_merge m WHERE m.undone IS NULL)"
constexpr db::Statement kIds{"producers.ids",
                             "SELECT id FROM producers_producer WHERE " OCOP_UNMERGED " ORDER BY id LIMIT $1 OFFSET $2"};
constexpr db::Statement kCount{"producers.count", "SELECT COUNT(*) FROM producers_producer WHERE " OCOP_UNMERGED};
constexpr db::Statement kByIds{"producers.by_ids", "SELECT {columns} FROM producers_producer WHERE id IN {ids}", kProducer};
// Of a table that is empty when it plans, PostgreSQL holds the index of places for as good as that of names, and keeps to it for the whole
// act: an import of 100,000 rows read all makers of the province for each of them, and took six minutes. So neither the province nor the
// presence is a key there.
constexpr db::Statement kByName{
    "producers.by_name",
    "SELECT {columns} FROM producers_producer WHERE name_key = $1 AND province = $2 AND presence = 0 ORDER BY id LIMIT 1",
    "SELECT {columns} FROM producers_producer WHERE name_key = $1 AND province || '' = $2 AND presence + 0 = 0 ORDER BY id LIMIT 1",
    kProducer};
constexpr db::Statement kInsert{
    "producers.insert", "INSERT INTO producers_producer ({columns}, name_key, sort_key) VALUES ({arguments}, {+1}, {+2})", kProducer};
constexpr db::Statement kChangeRecord{
    "producers.change_record",
    "UPDATE producers_producer SET {assignments}, name_key = {+1}, sort_key = {+2}, version = version + 1"
    " WHERE id = {+3} AND version = {+4}",
    kRecord};
constexpr db::Statement kInsertFormer{"producers.insert_former", "INSERT INTO producers_former ({columns}, id) VALUES ({arguments}, {+1})",
                                      kFormer};
constexpr db::Statement kFormerOf{"producers.former_of",
                                  "SELECT {columns} FROM producers_former WHERE producer = $1 ORDER BY until DESC, id DESC", kFormer};
constexpr db::Statement kFormers{"producers.formers", "SELECT {columns} FROM producers_former ORDER BY until DESC, id DESC", kFormer};
constexpr db::Statement kOfProvince{"producers.of_province",
                                    "SELECT {columns} FROM producers_producer WHERE province = $1 AND " OCOP_UNMERGED
                                    " ORDER BY sort_key, id",
                                    kProducer};
constexpr db::Statement kUpdateStory{
    "producers.update_story",
    "UPDATE producers_producer SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kStory};

constexpr db::Statement kRemoveUnused{
    "producers.remove_unused",
    "DELETE FROM producers_producer WHERE id = $1 AND version = 0 AND NOT EXISTS (SELECT 1 FROM producers_paper WHERE producer = $1)"
    " AND NOT EXISTS (SELECT 1 FROM producers_merge WHERE producer = $1 OR target = $1)"};
constexpr db::Statement kSettleUnit{"producers.settle_unit",
                                    "UPDATE producers_producer SET commune = $1, version = version + 1 WHERE id = $2 AND commune = $3"};

constexpr db::Statement kPapersOf{"producers.papers_of",
                                  "SELECT {p.columns} FROM producers_paper p WHERE p.producer = $1 AND NOT EXISTS "
                                  "(SELECT 1 FROM producers_paper_end e WHERE e.paper = p.id) ORDER BY p.kind, p.id", kPaper};
constexpr auto kEnded = db::columns<Producers::Ended>(db::column("p.producer", &Producers::Ended::producer),
                                                     db::column("MIN(p.expires)", &Producers::Ended::expired));
constexpr db::Statement kWithEnded{"producers.with_ended_papers",
                                   "SELECT {columns} FROM producers_paper p WHERE p.producer IN {ids} AND p.expires IS NOT NULL AND NOT"
                                   " EXISTS (SELECT 1 FROM producers_paper_end e WHERE e.paper = p.id) GROUP BY p.producer", kEnded};
constexpr db::Statement kPastPapersOf{"producers.past_papers_of",
                                      "SELECT {p.columns} FROM producers_paper p JOIN producers_paper_end e ON e.paper = p.id "
                                      "WHERE p.producer = $1 ORDER BY e.ended_at DESC, p.id", kPaper};
constexpr auto kEnd = db::columns<PaperEnd>(db::column("paper", &PaperEnd::paper), db::column("replaced_by", &PaperEnd::replaced_by));
constexpr db::Statement kEnds{"producers.paper_ends", "SELECT {columns} FROM producers_paper_end WHERE paper IN {ids}", kEnd};
constexpr db::Statement kInsertEnd{
    "producers.insert_paper_end",
    "INSERT INTO producers_paper_end ({columns}, ended_by, ended_at) VALUES ({arguments}, {+1}, {+2})", kEnd};
constexpr db::Statement kHold{"producers.hold", "SELECT 1 FROM producers_producer WHERE id = $1 {lock}"};
constexpr db::Statement kForgetViews{"producers.forget_views", "DELETE FROM producers_paper_view WHERE paper = $1"};
constexpr db::Statement kRemovePaper{"producers.remove_paper", "DELETE FROM producers_paper WHERE id = $1"};
constexpr db::Statement kPapersByIds{"producers.papers_by_ids", "SELECT {columns} FROM producers_paper WHERE id IN {ids}", kPaper};
constexpr db::Statement kInsertPaper{
    "producers.insert_paper", "INSERT INTO producers_paper ({columns}, added_by, added_at) VALUES ({arguments}, {+1}, {+2})", kPaper};
constexpr db::Statement kPapersWithFile{
    "producers.papers_with_file", "SELECT {columns} FROM producers_paper WHERE id > $1 AND sha256 <> '' ORDER BY id LIMIT $2", kPaper};
struct OldBytes { PaperId paper; std::string bytes; };
constexpr auto kOldBytes = db::columns<OldBytes>(db::column("paper", &OldBytes::paper), db::column("content", &OldBytes::bytes, db::kBlob));
constexpr db::Statement kOldFileAfter{
    "producers.old_file_after", "SELECT {columns} FROM producers_paper_file WHERE paper > $1 ORDER BY paper LIMIT 1", kOldBytes};
constexpr db::Statement kForgetOldFile{"producers.forget_old_file", "DELETE FROM producers_paper_file WHERE paper = $1"};
constexpr db::Statement kInsertView{"producers.insert_view",
                                    "INSERT INTO producers_paper_view (id, paper, account, viewed_at) VALUES ($1, $2, $3, $4)"};
constexpr db::Statement kCountViews{"producers.count_views", "SELECT COUNT(*) FROM producers_paper_view WHERE paper = $1"};

// Words of /producers. By name, as Vietnamese sorts names.
constexpr lists::Condition kConditions[] = {{.word = "province", .sql = "province = ?", .group = "province"},
                                            {.word = "kind", .sql = "kind = ?", .kept = lists::Kept::integer, .group = "kind"},
                                            {.word = "q", .sql = "instr(name_key, ?) > 0", .postgresql = "strpos(name_key, ?) > 0"}};
constexpr lists::Sort kSorts[] = {{"name", "sort_key", lists::Kept::bytes}, {"province", "province"}};
constexpr lists::Source kProducers{.name = "producers.list", .from = "FROM producers_producer", .columns = kProducer, .key = "id",
                                   .cover = {.province = "province", .commune = "commune", .producer = "id"},
                                   .always = OCOP_UNMERGED,
                                   .conditions = kConditions, .sorts = kSorts};

constexpr std::string_view kPaperTable = "producers_paper";
blobs::Owner owner_of(PaperId paper) { return {kPaperTable, paper.uuid}; }

}  // namespace

std::vector<ProducerId> Store::ids(db::Reader& reader, std::size_t from, std::size_t most) const {
  return reader.all(db::value<ProducerId>, kIds, static_cast<std::int64_t>(most), static_cast<std::int64_t>(from));
}
std::int64_t Store::count(db::Reader& reader) const { return reader.first(db::value<std::int64_t>, kCount).value(); }

std::vector<Producer> Store::by_ids(db::Reader& reader, std::span<const ProducerId> ids) const {
  return reader.by_ids(kProducer, kByIds, ids);
}

std::optional<Producer> Store::find_by_name(db::Reader& reader, std::string_view printed, std::string_view province) const {
  auto found = reader.first(kProducer, kByName, name_key(printed), province);
  if (!found) return std::nullopt;
  const auto merge = merges::of(reader, found->id);
  if (!merge) return found;
  auto real = by_ids(reader, std::span(&merge->target, 1));
  return real.empty() ? std::move(found) : std::optional(std::move(real[0]));
}

std::vector<Producer> Store::of_province(db::Reader& reader, std::string_view province) const {
  return reader.all(kProducer, kOfProvince, province);
}

lists::Rows<Producer> producers() { return {kProducers, kProducer}; }

std::optional<Producer> Store::find(db::Reader& reader, const Scope& scope, ProducerId id) const {
  auto found = by_ids(reader, std::span(&id, 1));
  if (found.empty() || !scope.covers(found[0].province, found[0].commune, id)) return std::nullopt;
  return std::move(found[0]);
}

void Store::insert(db::Transaction& transaction, const Producer& producer) const {
  const std::string sort_key = text::collation_key(producer.name);
  transaction.send(kInsert, kProducer.of(producer), name_key(producer.name), db::Bind::blob(sort_key));
}

bool Store::change_record(db::Transaction& transaction, const Producer& producer) const {
  const std::string sort_key = text::collation_key(producer.name);
  return transaction.execute(kChangeRecord, kRecord.of(producer), name_key(producer.name), db::Bind::blob(sort_key), producer.id,
                             producer.version) == 1;
}

void Store::add_former(db::Transaction& transaction, const Uuid& id, const Former& former) const {
  transaction.send(kInsertFormer, kFormer.of(former), id);
}

std::vector<Former> Store::formers(db::Reader& reader) const { return reader.all(kFormer, kFormers); }
std::vector<Former> Store::formerly(db::Reader& reader, ProducerId producer) const { return reader.all(kFormer, kFormerOf, producer); }

std::vector<Producer> Store::alike(db::Reader& reader, std::string_view printed, std::string_view province) const {
  const std::string core = name_core(printed);
  std::vector<Producer> out;
  if (core.empty()) return out;
  for (Producer& one : reader.all(kProducer, kOfProvince, province)) {
    if (out.size() == kMostAlike) break;
    if (rules::may_be_one(core, name_core(one.name))) out.push_back(std::move(one));
  }
  return out;
}

bool Store::update_story(db::Transaction& transaction, ProducerId id, const Story& story) const {
  return transaction.execute(kUpdateStory, kStory.of(story), id, story.version) == 1;
}

bool Store::remove_unused(db::Transaction& transaction, ProducerId producer) const {
  return transaction.execute(kRemoveUnused, producer) == 1;
}

bool Store::settle_unit(db::Transaction& transaction, ProducerId producer, std::string_view from, std::string_view to) const {
  return transaction.execute(kSettleUnit, to, producer, from) == 1;
}

std::vector<Producers::Ended> Store::with_ended_papers(db::Reader& reader, std::span<const ProducerId> producers, Date today) const {
  auto out = reader.by_ids(kEnded, kWithEnded, producers);
  std::erase_if(out, [&](const Ended& one) { return one.expired >= today; });
  return out;
}

std::vector<Paper> Store::papers_of(db::Reader& reader, const Scope& scope, ProducerId producer) const {
  if (!find(reader, scope, producer)) return {};
  return reader.all(kPaper, kPapersOf, producer);
}

std::vector<Paper> Store::papers_by_ids(db::Reader& reader, ProducerId producer, std::span<const PaperId> ids) const {
  auto papers = reader.by_ids(kPaper, kPapersByIds, ids);
  std::erase_if(papers, [&](const Paper& paper) { return paper.producer != producer; });
  return papers;
}

Result<std::string> Store::paper_content(db::Reader& reader, ProducerId producer, PaperId paper) const {
  const auto papers = papers_by_ids(reader, producer, std::span(&paper, 1));
  if (papers.empty() || papers[0].sha256.empty()) return Error::of(ErrorKind::not_found, "no file of paper " + paper.text());
  return blobs_.read(reader, papers[0].sha256);
}

Result<void> Store::insert_paper(db::Transaction& transaction, const Paper& paper, const blobs::Staged* file, AccountId added_by,
                                 Instant now) const {
  transaction.send(kInsertPaper, kPaper.of(paper), added_by, now);
  if (file == nullptr) return {};
  const auto producers = by_ids(transaction, std::span(&paper.producer, 1));
  const bool waits = !producers.empty() && producers[0].presence == Presence::waiting;
  const blobs::Charge charge{paper.producer.uuid, waits ? kFileRoomWaiting : kFileRoom};
  return blobs_.hold(transaction, *file, paper.content_type, owner_of(paper.id), charge, now);
}

std::vector<PaperEnd> Store::ended(db::Reader& reader, std::span<const PaperId> ids) const { return reader.by_ids(kEnd, kEnds, ids); }

void Store::hold(db::Transaction& transaction, ProducerId producer) const {
  transaction.first(db::value<std::int64_t>, kHold, producer);
}

std::vector<Paper> Store::past_papers_of(db::Reader& reader, ProducerId producer) const {
  return reader.all(kPaper, kPastPapersOf, producer);
}

void Store::insert_end(db::Transaction& transaction, const PaperEnd& end, AccountId by, Instant now) const {
  transaction.send(kInsertEnd, kEnd.of(end), by, now);
}

void Store::remove_paper(db::Transaction& transaction, PaperId paper, Instant now) const {
  transaction.send(kForgetViews, paper);
  transaction.send(kForgetOldFile, paper);
  transaction.send(kRemovePaper, paper);
  blobs_.release(transaction, owner_of(paper), now);
}

void Store::record_view(db::Transaction& transaction, const Uuid& id, PaperId paper, AccountId account, Instant now) const {
  transaction.send(kInsertView, id, paper, account, now);
}

std::int64_t Store::views_of(db::Reader& reader, PaperId paper) const {
  return reader.first(db::value<std::int64_t>, kCountViews, paper).value_or(0);
}

std::optional<Store::OldFile> Store::old_file_after(db::Reader& reader, PaperId after) const {
  auto found = reader.first(kOldBytes, kOldFileAfter, after);
  if (!found) return std::nullopt;
  auto papers = reader.by_ids(kPaper, kPapersByIds, std::span<const PaperId>(&found->paper, 1));
  return OldFile{std::move(papers.at(0)), std::move(found->bytes)};
}

// What was accepted once is not refused now: no limit of room.
Result<bool> Store::move_old_file(db::Transaction& transaction, const Paper& paper, const blobs::Staged& file, Instant now) const {
  if (transaction.execute(kForgetOldFile, paper.id) == 0) return false;
  const blobs::Charge charge{paper.producer.uuid, std::numeric_limits<std::int64_t>::max()};
  OCOP_CHECK(blobs_.hold(transaction, file, paper.content_type, owner_of(paper.id), charge, now));
  return true;
}

std::vector<std::string> Store::recheck(db::Reader& reader) const {
  constexpr int kAtOnce = 500;
  std::vector<std::string> findings;
  PaperId after{};
  for (std::vector<Paper> page; !(page = reader.all(kPaper, kPapersWithFile, after, kAtOnce)).empty(); after = page.back().id) {
    for (const Paper& paper : page) {
      const auto held = blobs_.held_by(reader, owner_of(paper.id));
      if (held.size() != 1 || held[0].sha256 != paper.sha256)
        findings.push_back("paper " + paper.id.text() + ": its file " + paper.sha256 + " is not held");
    }
  }
  return findings;
}

}  // namespace ocop::producers
