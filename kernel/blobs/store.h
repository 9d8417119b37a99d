#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/blobs/blobs.h"

// The only SQL of blobs.
namespace ocop::blobs::store {

// Makes the row, or takes it back from being free; holds its lock until the act ends.
void keep_blob(db::Transaction& transaction, const Blob& blob, Instant now);
// False: this owner held it already.
bool add_holder(db::Transaction& transaction, const Owner& owner, std::string_view sha256, const Uuid& account);
// The room taken after adding `bytes`, which may be negative.
std::int64_t charge(db::Transaction& transaction, const Uuid& account, std::int64_t bytes);

struct Held { std::string sha256; Uuid account; std::int64_t size = 0; };
std::vector<Held> lock_held(db::Transaction& transaction, const Owner& owner);
void remove_holders(db::Transaction& transaction, const Owner& owner);
// Marks it free when nobody holds it any more.
void free_if_unheld(db::Transaction& transaction, std::string_view sha256, Instant now);

std::vector<Blob> held_by(db::Reader& reader, const Owner& owner);
std::optional<Blob> find_held(db::Reader& reader, std::string_view sha256);
std::int64_t used(db::Reader& reader, const Uuid& account);
bool has_row(db::Reader& reader, std::string_view sha256);
// In the order of their names, after `after`.
std::vector<Blob> page_after(db::Reader& reader, std::string_view after, int limit);
// Deletes rows (and chunks) free since before `before`, at most `limit`; their names.
std::vector<std::string> delete_free(db::Transaction& transaction, Instant before, int limit);
// What cannot be: held and free, neither, or counted wrong.
std::vector<std::string> disagreements(db::Reader& reader);

// PostgreSQL only.
bool has_chunks(db::Reader& reader, std::string_view sha256);
void insert_chunk(db::Transaction& transaction, std::string_view sha256, std::int64_t number, std::string_view bytes);
std::optional<std::string> chunk(db::Reader& reader, std::string_view sha256, std::int64_t number);

}  // namespace ocop::blobs::store
