#pragma once
#include "kernel/db/columns.h"
#include "modules/certificates/types.h"

// The columns of decisions, certificates and withdrawals, for the files of the module that hold SQL. Inner header.
namespace ocop::certificates::store {

inline constexpr auto kDecisionRow = db::columns<Decision>(
    db::column("dossier", &Decision::dossier), db::column("product", &Decision::product), db::column("producer", &Decision::producer),
    db::column("province", &Decision::province), db::column("dossier_number", &Decision::dossier_number),
    db::column("outcome", &Decision::outcome, db::words(name, parse_outcome)), db::column("number", &Decision::number),
    db::column("decided", &Decision::decided), db::column("signer", &Decision::signer), db::column("reason", &Decision::reason),
    db::column("stars", &Decision::stars), db::fraction("total_numerator", "total_denominator", &Decision::total),
    db::column("recorded", &Decision::recorded), db::column("recorded_by", &Decision::recorded_by),
    db::column("log_index", &Decision::log_index));
inline constexpr auto kCertificate = db::columns<Certificate>(
    db::column("id", &Certificate::id), db::column("dossier", &Certificate::dossier), db::column("product", &Certificate::product),
    db::column("producer", &Certificate::producer), db::column("province", &Certificate::province),
    db::column("number", &Certificate::number), db::column("stars", &Certificate::stars),
    db::column("decision_number", &Certificate::decision_number), db::column("decided", &Certificate::decided),
    db::column("signer", &Certificate::signer), db::column("issued", &Certificate::issued),
    db::column("valid_until", &Certificate::valid_until), db::column("rulebook", &Certificate::rulebook),
    db::column("product_set", &Certificate::product_set), db::column("product_group", &Certificate::group),
    db::column("product_name", &Certificate::product_name), db::column("producer_name", &Certificate::producer_name),
    db::column("place", &Certificate::place), db::column("code", &Certificate::code), db::column("log_index", &Certificate::log_index));
inline constexpr auto kStored = db::columns<Issued>(db::nested(&Issued::certificate, kCertificate), db::column("serial", &Issued::serial),
                                             db::column("salt", &Issued::salt, db::kBlob), db::column("recorded", &Issued::recorded));
inline constexpr auto kWithdrawal = db::columns<Withdrawal>(
    db::column("ground", &Withdrawal::ground, db::words(name, parse_ground)),
    db::column("decision_number", &Withdrawal::decision_number), db::column("concluded", &Withdrawal::concluded),
    db::column("decided", &Withdrawal::decided), db::column("signer", &Withdrawal::signer), db::column("note", &Withdrawal::note),
    db::column("recorded", &Withdrawal::recorded), db::column("recorded_by", &Withdrawal::recorded_by),
    db::column("log_index", &Withdrawal::log_index));
inline constexpr auto kIssued = db::columns<Issued>(db::also("c", kStored), db::nested("w", &Issued::withdrawal, kWithdrawal));

// The table's check lets "recognised" be of three and four stars alone, and SQLite changes no check: what the Ministry recognises is kept
// as "forwarded_to_ministry" with the place 00. No province has that place, and nobody forwards from there.
Decision as_kept(Decision decision);
Decision read_decision(const db::Row& row);

// With what follows for the public facts from a withdrawal.
Issued read_issued(const db::Row& row);

}  // namespace ocop::certificates::store
