#pragma once
#include "kernel/sources/source.h"
#include "modules/waits/types.h"

// The only SQL of the module.
namespace ocop::waits::store {

// False: its producer has said it before.
bool insert(db::Transaction& transaction, const Opinion& opinion);
std::optional<Opinion> opinion(db::Reader& reader, DossierId dossier);
std::vector<DossierId> said_of(db::Reader& reader, std::span<const DossierId> dossiers);   // those of which something was said
std::vector<Opinion> opinions(db::Reader& reader, std::string_view province);   // the latest first
lists::Rows<Opinion> opinions();   // without their grades, which are told as a mean alone
void take_words(db::Transaction& transaction, DossierId dossier);
// False: there is one that ends on that day.
bool insert(db::Transaction& transaction, const ExtraRound& round);
bool remove_round(db::Transaction& transaction, std::string_view province, Date results_before);   // false: there is none
std::vector<ExtraRound> rounds(db::Reader& reader, std::string_view province);  // the first that ends first

}  // namespace ocop::waits::store
