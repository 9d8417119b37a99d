#include "modules/payments/store.h"

#include "kernel/db/columns.h"

namespace ocop::payments::store {
namespace {

using db::Statement;

constexpr auto kAccount = db::columns<ReceivingAccount>(
    db::column("id", &ReceivingAccount::id), db::column("producer", &ReceivingAccount::producer),
    db::column("sequence", &ReceivingAccount::sequence), db::column("bin", &ReceivingAccount::bin),
    db::column("number", &ReceivingAccount::number), db::column("holder", &ReceivingAccount::holder),
    db::column("set_by", &ReceivingAccount::set_by), db::column("set_at", &ReceivingAccount::set),
    db::column("ended", &ReceivingAccount::ended), db::column("ended_by", &ReceivingAccount::ended_by));

constexpr Statement kOfProducer{"payments.of_producer", "SELECT {columns} FROM payments_account WHERE producer = $1 ORDER BY sequence DESC",
                                kAccount};
constexpr Statement kInsert{"payments.insert", "INSERT INTO payments_account ({columns}) VALUES ({arguments})", kAccount};
constexpr Statement kEnd{"payments.end", "UPDATE payments_account SET ended = $1, ended_by = $2 WHERE id = $3 AND ended IS NULL"};
constexpr Statement kAny{"payments.any", "SELECT id FROM payments_account WHERE producer = $1 LIMIT 1"};

}  // namespace

std::vector<ReceivingAccount> of_producer(db::Reader& reader, ProducerId producer) { return reader.all(kAccount, kOfProducer, producer); }
void insert(db::Transaction& transaction, const ReceivingAccount& account) { transaction.send(kInsert, kAccount.of(account)); }
void end(db::Transaction& transaction, const ReceivingAccount& account) {
  transaction.send(kEnd, account.ended, account.ended_by, account.id);
}
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<AccountOfId>, kAny, producer).has_value(); }

}  // namespace ocop::payments::store
