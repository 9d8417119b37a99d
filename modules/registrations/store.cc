#include "modules/registrations/store.h"

#include "kernel/db/columns.h"

namespace ocop::registrations::store {
namespace {

using db::Statement;

// What is said once, and what may change while it is open.
constexpr auto kOnce = db::columns<Registration>(
    db::column("id", &Registration::id), db::column("subject", &Registration::subject), db::column("producer", &Registration::producer),
    db::column("product", &Registration::product), db::column("former_name", &Registration::former_name),
    db::column("former_kind", &Registration::former_kind), db::column("asked_by", &Registration::asked_by),
    db::column("asked", &Registration::asked), db::column("version", &Registration::version));
constexpr auto kMended = db::columns<Registration>(
    db::column("state", &Registration::state), db::column("province", &Registration::province),
    db::column("commune", &Registration::commune), db::column("name", &Registration::name), db::column("name_en", &Registration::name_en),
    db::column("kind", &Registration::kind), db::column("address", &Registration::address),
    db::column("product_group", &Registration::group), db::column("gtin", &Registration::gtin),
    db::column("reason", &Registration::reason), db::column("words", &Registration::words), db::column("sent", &Registration::sent),
    db::column("sent_by", &Registration::sent_by),
    db::column("decided_by", &Registration::decided_by), db::column("decided", &Registration::decided),
    db::column("log_index", &Registration::log_index));
constexpr auto kRow = db::columns<Registration>(db::also(kOnce), db::also(kMended));
constexpr auto kProfile = db::columns<Profile>(
    db::column("founded", &Profile::founded), db::column("workers", &Profile::workers),
    db::column("local_workers", &Profile::local_workers), db::column("representative_sex", &Profile::sex),
    db::column("representative_ethnic_group", &Profile::ethnic_group), db::column("representative_disability", &Profile::disability),
    db::column("version", &Profile::version));

#define OCOP_SELECT "SELECT {columns} FROM registrations_registration "
constexpr Statement kInsert{"registrations.insert", "INSERT INTO registrations_registration ({columns}) VALUES ({arguments})", kRow};
constexpr Statement kChange{
    "registrations.change",
    "UPDATE registrations_registration SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kMended};
constexpr Statement kByIds{"registrations.by_ids", OCOP_SELECT "WHERE id IN {ids}", kRow};
constexpr Statement kOpenOf{"registrations.open_of",
                            OCOP_SELECT "WHERE producer = $1 AND subject = $2 AND (state < 2 OR (subject = 0 AND state = 2)) LIMIT 1",
                            kRow};
constexpr Statement kOfProducer{"registrations.of_producer", OCOP_SELECT "WHERE producer = $1 ORDER BY id DESC", kRow};
constexpr Statement kOfAccount{"registrations.of_account", OCOP_SELECT "WHERE asked_by = $1 ORDER BY id DESC LIMIT 50", kRow};
constexpr Statement kConfirmed{"registrations.confirmed", OCOP_SELECT "WHERE state = 2 ORDER BY log_index", kRow};
constexpr Statement kWithGtin{"registrations.with_gtin", OCOP_SELECT "WHERE gtin = $1 AND state < 2 ORDER BY sent, id", kRow};
constexpr Statement kHoldGtin{"registrations.hold_gtin",
                              "SELECT 1 FROM registrations_registration WHERE gtin = $1 AND state < 2 ORDER BY id {lock}"};
constexpr Statement kProfileOf{"registrations.profile", "SELECT {columns} FROM registrations_profile WHERE producer = $1", kProfile};
constexpr Statement kInsertProfile{
    "registrations.insert_profile",
    "INSERT INTO registrations_profile ({columns}, producer, changed_by, changed) VALUES ({arguments}, {+1}, {+2}, {+3})"
    " ON CONFLICT (producer) DO NOTHING", kProfile};
constexpr Statement kUpdateProfile{
    "registrations.update_profile",
    "UPDATE registrations_profile SET {assignments}, changed_by = {+1}, changed = {+2} WHERE producer = {+3} AND version = {+4}", kProfile};
constexpr Statement kForgetProfile{"registrations.forget_profile", "DELETE FROM registrations_profile WHERE producer = $1"};

// A product is a task of helpers (rules of the service: makers_of); the rest is its members'.
constexpr std::string_view kTask = "CASE WHEN subject = 1 THEN 2 END";
static_assert(static_cast<int>(Subject::product) == 1 && static_cast<int>(Task::products) == 2);

// Words of /registrations; what was sent first stands first.
constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"},
                                            {.word = "subject", .sql = "subject = ?", .kept = lists::Kept::integer, .group = "subject"}};
constexpr lists::Sort kSorts[] = {{"sent", "sent", lists::Kept::integer}};
constexpr lists::Source kRegistrations{.name = "registrations.list", .from = "FROM registrations_registration", .columns = kRow,
                                       .key = "id",
                                       .cover = {.province = "province", .commune = "commune", .producer = "producer", .task = kTask},
                                       .conditions = kConditions, .sorts = kSorts};

}  // namespace

void insert(db::Transaction& transaction, const Registration& registration) { transaction.send(kInsert, kRow.of(registration)); }

bool change(db::Transaction& transaction, const Registration& registration) {
  return transaction.execute(kChange, kMended.of(registration), registration.id, registration.version) == 1;
}

std::vector<Registration> by_ids(db::Reader& reader, std::span<const RegistrationId> ids) { return reader.by_ids(kRow, kByIds, ids); }

std::optional<Registration> find(db::Reader& reader, RegistrationId id) {
  auto found = by_ids(reader, std::span(&id, 1));
  return found.empty() ? std::nullopt : std::optional(std::move(found[0]));
}

std::optional<Registration> open_of(db::Reader& reader, ProducerId producer, Subject subject) {
  return reader.first(kRow, kOpenOf, producer, static_cast<int>(subject));
}
std::vector<Registration> of_producer(db::Reader& reader, ProducerId producer) { return reader.all(kRow, kOfProducer, producer); }
std::vector<Registration> of_account(db::Reader& reader, AccountId account) { return reader.all(kRow, kOfAccount, account); }
std::vector<Registration> confirmed(db::Reader& reader) { return reader.all(kRow, kConfirmed); }
std::vector<Registration> open_with_gtin(db::Reader& reader, std::string_view gtin) { return reader.all(kRow, kWithGtin, gtin); }
void hold_gtin(db::Transaction& transaction, std::string_view gtin) { transaction.all(db::value<std::int64_t>, kHoldGtin, gtin); }
lists::Rows<Registration> registrations() { return {kRegistrations, kRow}; }

std::optional<Profile> profile(db::Reader& reader, ProducerId producer) { return reader.first(kProfile, kProfileOf, producer); }

bool save(db::Transaction& transaction, ProducerId producer, const Profile& profile, AccountId by, Instant now) {
  Profile next = profile;
  ++next.version;
  if (profile.version == 0) return transaction.execute(kInsertProfile, kProfile.of(next), producer, by, now) == 1;
  return transaction.execute(kUpdateProfile, kProfile.of(next), by, now, producer, profile.version) == 1;
}

void forget_profile(db::Transaction& transaction, ProducerId producer) { transaction.send(kForgetProfile, producer); }

}  // namespace ocop::registrations::store
