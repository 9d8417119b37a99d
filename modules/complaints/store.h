#pragma once
#include <span>
#include <vector>

#include "kernel/personal/personal.h"
#include "kernel/sources/source.h"
#include "modules/complaints/types.h"

// The only SQL of the module.
namespace ocop::complaints::store {

// False: the province has terms from that day on already.
bool insert(db::Transaction& transaction, const Terms& terms);
std::vector<Terms> terms_of(db::Reader& reader, std::string_view province);   // the latest first

void insert(db::Transaction& transaction, const Complaint& complaint);
// version + 1. False: it is not at `complaint.version` any more.
bool change(db::Transaction& transaction, const Complaint& complaint);
std::optional<Complaint> find(db::Reader& reader, ComplaintId id);
std::vector<Complaint> by_ids(db::Reader& reader, std::span<const ComplaintId> ids);
std::vector<Complaint> of_dossier(db::Reader& reader, DossierId dossier);     // the latest first
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);
bool any_of(db::Reader& reader, ProducerId producer);
lists::Rows<Complaint> complaints();
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::complaints::store
