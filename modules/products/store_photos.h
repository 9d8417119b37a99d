#pragma once
#include <optional>

#include "modules/products/photo_types.h"

// Rows of photos. Each call is within the caller's act or look; access is the service's.
namespace ocop::products::photo_rows {

std::vector<Photo> of(db::Reader& reader, std::span<const ProductId> products, Products::Photos which);
// Locks the product until the act ends, so that order and number of its photos are one person's at a time; false = no such product.
bool lock(db::Transaction& transaction, ProductId product);
void insert(db::Transaction& transaction, const Photo& photo, AccountId added_by, Instant now);
// False: the version moved on.
bool update(db::Transaction& transaction, PhotoId photo, const PhotoWords& words);
void set_place(db::Transaction& transaction, PhotoId photo, std::int64_t place);
void remove(db::Transaction& transaction, PhotoId photo);
// The encoding of a file that a photo has; nullopt = no photo has it (any more).
std::optional<images::Encoding> encoding_of(db::Reader& reader, std::string_view sha256);
// Ids in order after `after`, for the check of files.
std::vector<PhotoId> ids_after(db::Reader& reader, PhotoId after, int limit);
std::vector<std::string> files_of(db::Reader& reader, PhotoId photo);

}  // namespace ocop::products::photo_rows
