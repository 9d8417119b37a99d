#include "modules/sites/store.h"

#include "kernel/db/columns.h"
#include "modules/sites/content.h"

namespace ocop::sites::store {
namespace {

using db::Statement;

// A content in its column.
struct KeptContent {
  std::string store(const Content& content) const { return text_of(content); }
  template <class V> V load(const db::Row& row, int column) const { return content_of(row.text(column)); }
};
constexpr auto kContact = db::columns<Contact>(db::column("phone", &Contact::phone), db::column("zalo", &Contact::zalo),
                                               db::column("face", &Contact::face), db::column("tax_code", &Contact::tax_code));
constexpr auto kChanged = db::columns<Site>(
    db::column("content", &Site::content, KeptContent()), db::nested(&Site::contact, kContact), db::column("published", &Site::published),
    db::column("last", &Site::last), db::column("listed", &Site::listed), db::column("changed", &Site::changed),
    db::column("changed_by", &Site::changed_by));
constexpr auto kSite =
    db::columns<Site>(db::column("producer", &Site::producer), db::also(kChanged), db::column("version", &Site::version));
constexpr auto kEdition = db::columns<Edition>(
    db::column("producer", &Edition::producer), db::column("number", &Edition::number),
    db::column("content", &Edition::content, KeptContent()),
    db::nested(&Edition::contact, kContact), db::column("published", &Edition::published),
    db::column("published_by", &Edition::published_by));
constexpr auto kName = db::columns<Name>(db::column("name", &Name::name), db::column("producer", &Name::producer),
                                         db::column("given_up", &Name::given_up));

constexpr Statement kInsert{"sites.insert", "INSERT INTO sites_site ({columns}) VALUES ({arguments}) ON CONFLICT (producer) DO NOTHING",
                            kSite};
constexpr Statement kUpdate{"sites.update",
                            "UPDATE sites_site SET {assignments}, version = version + 1 WHERE producer = {+1} AND version = {+2}",
                            kChanged};
constexpr Statement kFind{"sites.find", "SELECT {columns} FROM sites_site WHERE producer = $1", kSite};
constexpr Statement kLock{"sites.lock", "SELECT {columns} FROM sites_site WHERE producer = $1 {lock}", kSite};

constexpr Statement kFindName{"sites.find_name", "SELECT {columns} FROM sites_name WHERE name = $1", kName};
constexpr Statement kNameOf{"sites.name_of", "SELECT name FROM sites_name WHERE producer = $1 AND given_up IS NULL"};
constexpr Statement kDropUnseen{"sites.drop_unseen_name",
                                "DELETE FROM sites_name WHERE producer = $1 AND given_up IS NULL AND shown IS NULL AND name <> $2"};
constexpr Statement kNoteShown{"sites.note_shown_name",
                               "UPDATE sites_name SET shown = $1 WHERE producer = $2 AND given_up IS NULL AND shown IS NULL"};
constexpr Statement kFormers{"sites.former_names", "SELECT count(*) FROM sites_name WHERE producer = $1 AND given_up > $2"};
constexpr Statement kGiveUp{"sites.give_up_name",
                            "UPDATE sites_name SET given_up = $1 WHERE producer = $2 AND given_up IS NULL AND name <> $3"};
constexpr Statement kGive{"sites.give_name",
                          "INSERT INTO sites_name (name, producer, given) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE"
                          " SET shown = CASE WHEN sites_name.producer = excluded.producer THEN sites_name.shown END,"
                          " producer = excluded.producer, given = excluded.given, given_up = NULL"
                          " WHERE sites_name.producer = excluded.producer OR sites_name.given_up <= $4"};

constexpr Statement kInsertEdition{"sites.insert_edition", "INSERT INTO sites_edition ({columns}) VALUES ({arguments})", kEdition};
constexpr Statement kEditionOf{"sites.edition", "SELECT {columns} FROM sites_edition WHERE producer = $1 AND number = $2", kEdition};
constexpr Statement kEditions{"sites.editions", "SELECT {columns} FROM sites_edition WHERE producer = $1 ORDER BY number DESC", kEdition};
constexpr Statement kForgetContacts{
    "sites.forget_contacts",
    "UPDATE sites_edition SET phone = '', zalo = '', face = NULL, tax_code = '' WHERE producer = $1 AND number <> $2 AND"
    " (phone <> '' OR zalo <> '' OR face IS NOT NULL OR tax_code <> '')"};
constexpr auto kSaid = db::columns<Edition>(db::column("content", &Edition::content, KeptContent()),
                                            db::nested(&Edition::contact, kContact));
constexpr Statement kChangeEdition{"sites.change_edition",
                                   "UPDATE sites_edition SET {assignments} WHERE producer = {+1} AND number = {+2}", kSaid};
constexpr Statement kForgetEditions{"sites.forget_editions", "DELETE FROM sites_edition WHERE producer = $1 AND number <= $2"};

constexpr Statement kCount{"sites.count", "SELECT count(*) FROM sites_site WHERE published IS NOT NULL"};
constexpr auto kAddress = db::columns<Address>(db::column("name", &Address::name), db::column("producer", &Address::producer));
constexpr Statement kNames{"sites.names",
                           "SELECT {columns} FROM (SELECT (SELECT n.name FROM sites_name n WHERE n.producer = s.producer AND n.given_up IS"
                           " NULL) AS name, s.producer AS producer FROM sites_site s WHERE s.published IS NOT NULL"
                           " ORDER BY s.listed, s.producer LIMIT $1 OFFSET $2) AS named", kAddress};
constexpr auto kListed = db::columns<Listed>(db::column("name", &Listed::name), db::column("producer", &Listed::producer),
                                             db::column("face", &Listed::face));
constexpr Statement kNewest{"sites.newest",
                            "SELECT {columns} FROM (SELECT (SELECT n.name FROM sites_name n WHERE n.producer = s.producer AND n.given_up IS"
                            " NULL) AS name, s.producer AS producer, (SELECT e.face FROM sites_edition e WHERE e.producer = s.producer AND"
                            " e.number = s.published) AS face FROM sites_site s WHERE s.published IS NOT NULL"
                            " ORDER BY s.listed DESC, s.producer DESC LIMIT $1 OFFSET $2) AS newest", kListed};

}  // namespace

bool insert(db::Transaction& transaction, const Site& site) { return transaction.execute(kInsert, kSite.of(site)) == 1; }
bool update(db::Transaction& transaction, const Site& site) {
  return transaction.execute(kUpdate, kChanged.of(site), site.producer, site.version) == 1;
}
std::optional<Site> find(db::Reader& reader, ProducerId producer) {
  auto site = reader.first(kSite, kFind, producer);
  if (site) site->name = name_of(reader, producer);
  return site;
}
std::optional<Site> lock(db::Transaction& transaction, ProducerId producer) {
  auto site = transaction.first(kSite, kLock, producer);
  if (site) site->name = name_of(transaction, producer);
  return site;
}

std::optional<Name> find_name(db::Reader& reader, std::string_view name) { return reader.first(kName, kFindName, name); }
std::string name_of(db::Reader& reader, ProducerId producer) {
  return reader.first(db::value<std::string>, kNameOf, producer).value_or(std::string());
}
bool give_name(db::Transaction& transaction, ProducerId producer, std::string_view name, Instant now, Instant free_since) {
  transaction.execute(kDropUnseen, producer, name);
  transaction.execute(kGiveUp, now, producer, name);
  return transaction.execute(kGive, name, producer, now, free_since) == 1;
}

void note_shown(db::Transaction& transaction, ProducerId producer, Instant now) { transaction.execute(kNoteShown, now, producer); }
std::size_t formers(db::Reader& reader, ProducerId producer, Instant since) {
  return static_cast<std::size_t>(reader.first(db::value<std::int64_t>, kFormers, producer, since).value_or(0));
}

void insert(db::Transaction& transaction, const Edition& edition) { transaction.execute(kInsertEdition, kEdition.of(edition)); }
std::optional<Edition> edition(db::Reader& reader, ProducerId producer, std::int64_t number) {
  return reader.first(kEdition, kEditionOf, producer, number);
}
std::vector<Edition> editions(db::Reader& reader, ProducerId producer) { return reader.all(kEdition, kEditions, producer); }
void forget_contacts(db::Transaction& transaction, ProducerId producer, std::int64_t but) {
  transaction.execute(kForgetContacts, producer, but);
}
void change(db::Transaction& transaction, const Edition& edition) {
  transaction.execute(kChangeEdition, kSaid.of(edition), edition.producer, edition.number);
}
void forget_editions(db::Transaction& transaction, ProducerId producer, std::int64_t up_to) {
  transaction.execute(kForgetEditions, producer, up_to);
}

std::size_t count(db::Reader& reader) {
  return static_cast<std::size_t>(reader.first(db::value<std::int64_t>, kCount).value_or(0));
}
std::vector<Address> addresses(db::Reader& reader, std::size_t from, std::size_t most) {
  return reader.all(kAddress, kNames, static_cast<std::int64_t>(most), static_cast<std::int64_t>(from));
}
std::vector<Listed> newest(db::Reader& reader, std::size_t from, std::size_t most) {
  return reader.all(kListed, kNewest, static_cast<std::int64_t>(most), static_cast<std::int64_t>(from));
}

}  // namespace ocop::sites::store
