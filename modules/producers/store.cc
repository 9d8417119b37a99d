#include "modules/producers/store.h"

#include "kernel/base/text.h"

namespace ocop::producers {
namespace {

#define OCOP_PRODUCER_COLUMNS \
  "id, name, kind, province, commune, address_as_printed, story, source, version, name_en, story_en"
constexpr db::Statement kByIds{"producers.by_ids", "SELECT " OCOP_PRODUCER_COLUMNS " FROM producers_producer WHERE id IN {ids}"};
constexpr db::Statement kByName{"producers.by_name", "SELECT " OCOP_PRODUCER_COLUMNS
                                " FROM producers_producer WHERE name_key = $1 AND province = $2 ORDER BY id LIMIT 1"};
constexpr db::Statement kPageAfter{"producers.page_after", "SELECT " OCOP_PRODUCER_COLUMNS
                                   " FROM producers_producer WHERE id > $1 AND ($2 = '' OR province = $2) ORDER BY id LIMIT $3"};
constexpr db::Statement kInsert{
    "producers.insert",
    "INSERT INTO producers_producer (id, name, name_en, name_key, sort_key, kind, province, commune, address_as_printed, story, story_en,"
    " source, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
constexpr db::Statement kUpdateStory{
    "producers.update_story",
    "UPDATE producers_producer SET name_en = $1, story = $2, story_en = $3, version = version + 1 WHERE id = $4 AND version = $5"};

#define OCOP_PAPER_COLUMNS "id, producer, kind, title, issuer, number, issued, expires, file_name, content_type, sha256, size"
constexpr db::Statement kPapersOf{"producers.papers_of", "SELECT " OCOP_PAPER_COLUMNS
                                  " FROM producers_paper WHERE producer = $1 ORDER BY kind, id"};
constexpr db::Statement kPapersByIds{"producers.papers_by_ids", "SELECT " OCOP_PAPER_COLUMNS " FROM producers_paper WHERE id IN {ids}"};
constexpr db::Statement kPaperContent{
    "producers.paper_content",
    "SELECT f.content FROM producers_paper_file f JOIN producers_paper p ON p.id = f.paper WHERE p.id = $1 AND p.producer = $2"};
constexpr db::Statement kInsertPaper{
    "producers.insert_paper",
    "INSERT INTO producers_paper (id, producer, kind, title, issuer, number, issued, expires, file_name, content_type, sha256, size,"
    " added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
constexpr db::Statement kInsertPaperFile{"producers.insert_paper_file", "INSERT INTO producers_paper_file (paper, content) VALUES ($1, $2)"};
constexpr db::Statement kInsertView{"producers.insert_view",
                                    "INSERT INTO producers_paper_view (id, paper, account, viewed_at) VALUES ($1, $2, $3, $4)"};
constexpr db::Statement kCountViews{"producers.count_views", "SELECT COUNT(*) FROM producers_paper_view WHERE paper = $1"};

Producer read_producer(const db::Row& row) {
  Producer producer;
  producer.id = row.id<ProducerId>(0);
  producer.name = row.string(1);
  producer.kind = static_cast<Kind>(row.integer(2));
  producer.province = row.string(3);
  producer.commune = row.string(4);
  producer.address_as_printed = row.string(5);
  producer.story = row.string(6);
  producer.source = row.string(7);
  producer.version = row.integer(8);
  producer.name_en = row.string(9);
  producer.story_en = row.string(10);
  return producer;
}

Paper read_paper(const db::Row& row) {
  Paper paper;
  paper.id = row.id<PaperId>(0);
  paper.producer = row.id<ProducerId>(1);
  paper.kind = static_cast<PaperKind>(row.integer(2));
  paper.title = row.string(3);
  paper.issuer = row.string(4);
  paper.number = row.string(5);
  paper.issued = row.optional_date(6);
  paper.expires = row.optional_date(7);
  paper.file_name = row.string(8);
  paper.content_type = row.string(9);
  paper.sha256 = row.string(10);
  paper.size = row.integer(11);
  return paper;
}

}  // namespace

std::vector<Producer> Store::by_ids(db::Reader& reader, std::span<const ProducerId> ids) const {
  return reader.by_ids(read_producer, kByIds, ids);
}

std::optional<Producer> Store::find_by_name(db::Reader& reader, std::string_view printed, std::string_view province) const {
  return reader.first(read_producer, kByName, name_key(printed), province);
}

std::vector<Producer> Store::page_after(db::Reader& reader, std::string_view province, std::optional<ProducerId> after, int limit) const {
  return reader.all(read_producer, kPageAfter, after.value_or(ProducerId{}), province, limit);
}

std::optional<Producer> Store::find(db::Reader& reader, const Scope& scope, ProducerId id) const {
  auto found = by_ids(reader, std::span(&id, 1));
  if (found.empty() || !scope.covers(found[0].province, found[0].commune, id)) return std::nullopt;
  return std::move(found[0]);
}

void Store::insert(db::Transaction& transaction, const Producer& producer) const {
  const std::string sort_key = text::collation_key(producer.name);
  transaction.execute(kInsert, producer.id, producer.name, producer.name_en, name_key(producer.name), db::Bind::blob(sort_key),
                      static_cast<int>(producer.kind), producer.province, producer.commune, producer.address_as_printed, producer.story,
                      producer.story_en, producer.source, producer.version);
}

bool Store::update_story(db::Transaction& transaction, ProducerId id, const Story& story) const {
  return transaction.execute(kUpdateStory, story.name_en, story.story, story.story_en, id, story.version) == 1;
}

std::vector<Paper> Store::papers_of(db::Reader& reader, const Scope& scope, ProducerId producer) const {
  if (!find(reader, scope, producer)) return {};
  return reader.all(read_paper, kPapersOf, producer);
}

std::vector<Paper> Store::papers_by_ids(db::Reader& reader, ProducerId producer, std::span<const PaperId> ids) const {
  auto papers = reader.by_ids(read_paper, kPapersByIds, ids);
  std::erase_if(papers, [&](const Paper& paper) { return paper.producer != producer; });
  return papers;
}

std::optional<std::string> Store::paper_content(db::Reader& reader, ProducerId producer, PaperId paper) const {
  return reader.first([](const db::Row& row) { return std::string(row.blob(0)); }, kPaperContent, paper, producer);
}

void Store::insert_paper(db::Transaction& transaction, const Paper& paper, std::string_view content, AccountId added_by, Instant now) const {
  transaction.execute(kInsertPaper, paper.id, paper.producer, static_cast<int>(paper.kind), paper.title, paper.issuer, paper.number,
                      paper.issued, paper.expires, paper.file_name, paper.content_type, paper.sha256, paper.size, added_by, now);
  if (!content.empty()) transaction.execute(kInsertPaperFile, paper.id, db::Bind::blob(content));
}

void Store::record_view(db::Transaction& transaction, const Uuid& id, PaperId paper, AccountId account, Instant now) const {
  transaction.execute(kInsertView, id, paper, account, now);
}

std::int64_t Store::views_of(db::Reader& reader, PaperId paper) const {
  return reader.first([](const db::Row& row) { return row.integer(0); }, kCountViews, paper).value_or(0);
}

}  // namespace ocop::producers
