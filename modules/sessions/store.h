#pragma once
#include "kernel/personal/personal.h"
#include "kernel/sources/source.h"
#include "modules/sessions/types.h"

// The only SQL of the module.
namespace ocop::sessions::store {

void insert(db::Transaction& transaction, const Session& session);                      // with its people
// All that may change, with version + 1. False: it is not at `session.version` any more.
bool change(db::Transaction& transaction, const Session& session);
void set_people(db::Transaction& transaction, const Session& session);                  // instead of those before
void set_items(db::Transaction& transaction, SessionId session, std::span<const Item> items);   // instead of those before
// nullopt: absent or outside the scope, which names the account that may have been named in it (Scope::assignee). With its people.
std::optional<Session> find(db::Reader& reader, const Scope& scope, SessionId id);
std::vector<Session> by_ids(db::Reader& reader, std::span<const SessionId> ids);        // in no order, without their people
std::vector<Item> items(db::Reader& reader, SessionId session);                         // in their order
// The dossiers that the call of these sessions opened.
struct Opened { SessionId session; DossierId dossier; };
std::vector<Opened> opened(db::Reader& reader, std::span<const SessionId> sessions);
std::int64_t drafts_of(db::Reader& reader, std::string_view province);
lists::Rows<Session> sessions();

std::vector<personal::Holding> personal_holdings();                                     // store_personal.cc

}  // namespace ocop::sessions::store
