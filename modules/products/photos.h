#pragma once
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/images/images.h"
#include "kernel/manifest/offers.h"
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
    const manifest::Offers& offers;      // MoreMedia
  };
  static constexpr std::size_t kMostPhotos = 12;   // more are not looked at; channels take nine

  explicit Photos(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}

  // By id or public code; not_found. Anyone.
  struct Shown { Product product; std::vector<Photo> photos; };
  Result<Shown> show(std::string_view id_or_code) const;
  // The same for a member of its producer; not_found when it is another's.
  Result<Shown> own(const Actor& actor, std::string_view id_or_code) const;

  // The photo that this attempt made, now or before. Refused before anything is drawn where that can be known, and again in the act:
  // invalid_input when there are kMostPhotos, too_large when the producer's room is full, conflict when the attempt's key was used with
  // another question or its photo has been removed since. Else as the studio has it (images.h): invalid_input, too_many_requests.
  Result<act::Made<PhotoId>> add(const Actor& actor, std::string_view product, const NewPhoto& photo);
  // conflict when the version moved on.
  Result<void> describe(const Actor& actor, std::string_view product, PhotoId photo, const PhotoWords& words);
  // One place earlier or later; at the end of the row nothing changes.
  Result<void> move(const Actor& actor, std::string_view product, PhotoId photo, PhotoStep step);
  // From now on nobody gets its bytes; they leave the disk within kernel/blobs' grace.
  Result<void> remove(const Actor& actor, std::string_view product, PhotoId photo);

  // The bytes of "{sha256}.{ending}" while a photo has them; not_found otherwise.
  struct Media { std::string bytes; std::string_view content_type; };
  Result<Media> media(std::string_view file_name) const;
  // What a drawing is filled with, of a file that a photo has. Errors: not_found; of kernel/blobs; of Studio::pixels().
  Result<images::Pixels> pixels(const std::string& sha256, int width, int height) const;
  // Photos whose files nobody holds. One line a finding.
  static std::vector<std::string> recheck(db::Reader& reader, const blobs::Blobs& blobs);

 private:
  Result<Shown> own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  // What can be known before the picture is drawn: it was added before, or there is no place for it. Nullopt: go on.
  Result<std::optional<act::Made<PhotoId>>> foresee(const Actor& actor, std::string_view product, const NewPhoto& photo) const;
  // In the act, with the product locked.
  Result<PhotoId> insert(act::Act& act, const Shown& today, const NewPhoto& photo, const images::Picture& picture,
                         const std::vector<KeptFile>& kept) const;
  // Runs `perform` on the member's product and the photo `id` of it, with the product locked.
  Result<void> change(const Actor& actor, std::string_view product, PhotoId id,
                      const std::function<Result<void>(act::Act&, const Shown&, std::size_t at)>& perform);
  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::products
