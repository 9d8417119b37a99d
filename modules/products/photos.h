#pragma once
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/images/images.h"
#include "modules/products/photo_types.h"

namespace ocop::products {

// Photos of products: added, described, ordered and removed by a member of the producer; seen by everyone. Thread-safe; what it was made
// with must outlive it.
class Photos {
 public:
  struct Parts {
    db::Database& database;
    blobs::Blobs& blobs;
    images::Studio& studio;
    const Clock& clock;
    Random& random;
    const Products& products;
  };
  static constexpr std::size_t kMostPhotos = 12;   // more are not looked at; channels take nine

  explicit Photos(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Products& products() const { return parts_.products; }

  // By id or public code; not_found. Anyone.
  struct Shown { Product product; std::vector<Photo> photos; };
  Result<Shown> show(std::string_view id_or_code) const;
  // The first photo of each, for lists.
  std::map<ProductId, Photo> first_of(std::span<const ProductId> products) const;
  // The same for a member of its producer; not_found when it is another's.
  Result<Shown> own(const Actor& actor, std::string_view id_or_code) const;

  // invalid_input when the picture cannot be used (images.h) or there are kMostPhotos; too_large when the producer's room is full.
  Result<PhotoId> add(const Actor& actor, std::string_view product, const NewPhoto& photo);
  // conflict when the version moved on.
  Result<void> describe(const Actor& actor, std::string_view product, PhotoId photo, const PhotoWords& words);
  // One place earlier or later; at the end of the row nothing changes.
  Result<void> move(const Actor& actor, std::string_view product, PhotoId photo, PhotoStep step);
  // From now on nobody gets its bytes; they leave the disk within kernel/blobs' grace.
  Result<void> remove(const Actor& actor, std::string_view product, PhotoId photo);

  // The bytes of "{sha256}.{ending}" while a photo has them; not_found otherwise.
  struct Media { std::string bytes; std::string_view content_type; };
  Result<Media> media(std::string_view file_name) const;
  // Photos whose files nobody holds. One line a finding.
  static std::vector<std::string> recheck(db::Reader& reader, const blobs::Blobs& blobs);

 private:
  Result<Shown> own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  // Runs `perform` on the member's product and the photo `id` of it, with the product locked.
  Result<void> change(const Actor& actor, std::string_view product, PhotoId id,
                      const std::function<Result<void>(act::Act&, const Shown&, std::size_t at)>& perform);
  Parts parts_;
  act::Acts acts_;
};

// "/media/{sha256}.webp"
std::string media_path(const PhotoFile& file);

}  // namespace ocop::products
