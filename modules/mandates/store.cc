#include "modules/mandates/store.h"

#include "kernel/db/columns.h"

namespace ocop::mandates::store {
namespace {

using db::Statement;

struct KeptTasks {
  db::Bind store(Tasks tasks) const { return static_cast<std::int64_t>(tasks.bits()); }
  template <class V> V load(const db::Row& row, int column) const { return V::of_bits(static_cast<unsigned>(row.integer(column))); }
};
constexpr auto kChanged = db::columns<Mandate>(db::column("account", &Mandate::account), db::column("accepted", &Mandate::accepted),
                                               db::column("ended", &Mandate::ended), db::column("ended_by", &Mandate::ended_by));
constexpr auto kGiven = db::columns<Mandate>(
    db::column("id", &Mandate::id), db::column("producer", &Mandate::producer), db::column("invitation", &Mandate::invitation, db::kBlob),
    db::column("tasks", &Mandate::tasks, KeptTasks()), db::column("until", &Mandate::until), db::column("channel", &Mandate::channel),
    db::column("paper", &Mandate::paper), db::column("consent_text", &Mandate::consent_text),
    db::column("consented_by", &Mandate::consented_by), db::column("consented", &Mandate::consented),
    db::column("version", &Mandate::version));
constexpr auto kMandate = db::columns<Mandate>(db::also(kGiven), db::also(kChanged));

#define OCOP_SELECT "SELECT {columns} FROM mandates_mandate "
constexpr Statement kInsert{"mandates.insert", "INSERT INTO mandates_mandate ({columns}) VALUES ({arguments})", kMandate};
constexpr Statement kChange{"mandates.change",
                            "UPDATE mandates_mandate SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}",
                            kChanged};
constexpr Statement kFind{"mandates.find", OCOP_SELECT "WHERE id = $1", kMandate};
constexpr Statement kByInvitation{"mandates.by_invitation", OCOP_SELECT "WHERE invitation = $1", kMandate};
constexpr Statement kOfProducer{"mandates.of_producer", OCOP_SELECT "WHERE producer = $1 ORDER BY consented DESC, id DESC", kMandate};
constexpr Statement kOfAccount{"mandates.of_account", OCOP_SELECT "WHERE account = $1 ORDER BY consented DESC, id DESC", kMandate};

}  // namespace

void insert(db::Transaction& transaction, const Mandate& mandate) { transaction.send(kInsert, kMandate.of(mandate)); }
bool change(db::Transaction& transaction, const Mandate& mandate) {
  return transaction.execute(kChange, kChanged.of(mandate), mandate.id, mandate.version) == 1;
}
std::optional<Mandate> find(db::Reader& reader, MandateId id) { return reader.first(kMandate, kFind, id); }
std::optional<Mandate> by_invitation(db::Reader& reader, std::string_view digest) {
  return reader.first(kMandate, kByInvitation, db::Bind::blob(digest));
}
std::vector<Mandate> of_producer(db::Reader& reader, ProducerId producer) { return reader.all(kMandate, kOfProducer, producer); }
std::vector<Mandate> of_account(db::Reader& reader, AccountId account) { return reader.all(kMandate, kOfAccount, account); }

}  // namespace ocop::mandates::store
