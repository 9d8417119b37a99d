#pragma once
#include "kernel/personal/personal.h"
#include "modules/packagings/types.h"

// The only SQL of the module. Each call is within the caller's act or look; access is the service's.
namespace ocop::packagings::store {

inline constexpr std::string_view kPhotoTable = "packagings_photo";

void insert(db::Transaction& transaction, const Packaging& packaging, AccountId added_by, Instant now);   // with its items, without photos
// Words and items of a draft. False: it is another version, or no draft any more.
bool change(db::Transaction& transaction, const Packaging& packaging);
// Its days in use. False: it is another version.
bool use(db::Transaction& transaction, const Packaging& packaging);
// A draft with all that is its own; its photos go before.
void remove(db::Transaction& transaction, PackagingId packaging);
void unname(db::Transaction& transaction, PackagingId packaging);   // its designer
void add_lots(db::Transaction& transaction, const Packaging& packaging, std::span<const std::string> lots);
void add_note(db::Transaction& transaction, const Packaging& packaging, const NoteWords& words, AccountId noted_by, Instant now);
void insert(db::Transaction& transaction, const Photo& photo, AccountId added_by, Instant now);
void remove(db::Transaction& transaction, PhotoId photo);

// Acts on the packagings of one product stand in a row from here until the transaction ends.
void lock(db::Transaction& transaction, ProductId product);
std::vector<Packaging> of_product(db::Reader& reader, ProductId product);                  // whole, drafts too, by number
std::vector<Packaging> in_use(db::Reader& reader, ProductId product, Date day);            // with photos and items
// The encoding of a file that a photo has; nullopt = none has it.
std::optional<images::Encoding> encoding_of(db::Reader& reader, std::string_view sha256);
std::vector<Photo> photos_after(db::Reader& reader, PhotoId after, int limit);             // by id, for the check of files
// Of these products those that have a packaging.
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);
// What is held of a person here (kernel/personal).
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::packagings::store
