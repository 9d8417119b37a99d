#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/sources/source.h"
#include "modules/certificates/types.h"

// The only SQL of the module. Certificates and decisions of recognition are public record; who may write is asked before (service.cc).
namespace ocop::certificates::store {

// False: the dossier has a decision already.
bool insert_decision(db::Transaction& transaction, const Decision& decision);
std::optional<Decision> decision(db::Reader& reader, DossierId dossier);
// The next serial of the province in the year, from 1, without gap: it goes back when the transaction does.
int next_serial(db::Transaction& transaction, std::string_view province, int year);
void insert_certificate(db::Transaction& transaction, const Issued& issued);
// False: it is withdrawn already.
bool insert_withdrawal(db::Transaction& transaction, CertificateId certificate, const Withdrawal& withdrawal);

std::optional<Issued> by_id(db::Reader& reader, CertificateId id);
std::optional<Issued> by_number(db::Reader& reader, std::string_view number);
std::optional<Issued> by_dossier(db::Reader& reader, DossierId dossier);
std::vector<Issued> of_product(db::Reader& reader, ProductId product);                      // newest first
// In the order of their ids, for the check of all records.
std::vector<Issued> after(db::Reader& reader, std::optional<CertificateId> last, std::int64_t limit);

lists::Rows<Issued> certificates();
lists::Rows<Certificate> awarded();                                                        // Awards::awarded()

}  // namespace ocop::certificates::store
