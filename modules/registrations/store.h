#pragma once
#include "kernel/sources/source.h"
#include "modules/registrations/types.h"

// The only SQL of the module.
namespace ocop::registrations::store {

void insert(db::Transaction& transaction, const Registration& registration);
// What may change of it, with version + 1. False: it is not at `registration.version` any more.
bool change(db::Transaction& transaction, const Registration& registration);
std::vector<Registration> by_ids(db::Reader& reader, std::span<const RegistrationId> ids);
std::optional<Registration> find(db::Reader& reader, RegistrationId id);
// The one of its kind that is open, or confirmed of a producer itself; there is at most one.
std::optional<Registration> open_of(db::Reader& reader, ProducerId producer, Subject subject);
std::vector<Registration> of_producer(db::Reader& reader, ProducerId producer);   // the latest first
std::vector<Registration> of_account(db::Reader& reader, AccountId account);      // that it sent, the latest first
std::vector<Registration> confirmed(db::Reader& reader);                          // in the order of their entries
std::vector<Registration> open_with_gtin(db::Reader& reader, std::string_view gtin);   // waiting or returned, the oldest first
// Until the transaction ends nobody confirms another that names it.
void hold_gtin(db::Transaction& transaction, std::string_view gtin);
lists::Rows<Registration> registrations();

std::optional<Profile> profile(db::Reader& reader, ProducerId producer);
// False: it is not at `profile.version` any more; 0 = there is none yet.
bool save(db::Transaction& transaction, ProducerId producer, const Profile& profile, AccountId by, Instant now);
void forget_profile(db::Transaction& transaction, ProducerId producer);

}  // namespace ocop::registrations::store
