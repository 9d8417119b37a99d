#pragma once
#include "kernel/db/columns.h"
#include "kernel/tlog/tlog.h"

// The log's tables as log.cc reads them, for the whole-log verifier. Inner header of kernel/tlog.
namespace ocop::tlog {

struct StoredHead { std::int64_t size = 0; Hash root{}; std::vector<Hash> frontier; };
struct StoredCheckpoint { std::int64_t size = 0; std::string signer; std::string note; };

inline constexpr auto kStoredCheckpoint = db::columns<StoredCheckpoint>(
    db::column("size", &StoredCheckpoint::size), db::column("signer", &StoredCheckpoint::signer),
    db::column("note", &StoredCheckpoint::note));

StoredHead stored_head(db::Reader& reader);
StoredHead lock_head(db::Transaction& transaction);   // until the transaction ends
void insert_seal(db::Transaction& transaction, std::int64_t position, std::string_view seal);
// Up to `count` hashes of a tile level from `first` on: leaves (level 0) or hashes of full tiles of the level below.
std::vector<Hash> stored_hashes(db::Reader& reader, int level, std::int64_t first, std::int64_t count);
std::optional<StoredCheckpoint> newest_checkpoint(db::Reader& reader);

}  // namespace ocop::tlog
