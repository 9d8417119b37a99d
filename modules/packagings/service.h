#pragma once
#include <array>

#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/images/images.h"
#include "modules/packagings/types.h"

namespace ocop::packagings {

std::vector<db::Migration> migrations();

// Use cases. Thread-safe. What it was made with must outlive it.
class Service final : public Packagings {
 public:
  struct Parts {
    db::Database& database;
    blobs::Blobs& blobs;
    images::Studio& studio;
    const Clock& clock;
    Random& random;
    const products::Products& products;
    const items::Items& items;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // For anyone, by id or code (of a product that was merged, of the one that it is now): what is and was in use; drafts too for its own
  // people and its offices.
  // not_found.
  Result<Shown> show(const Actor& actor, std::string_view id_or_code) const;
  // The same of a product that was read already.
  Shown show(const Actor& actor, const products::Product& product) const;
  // The same for who may see drafts; not_found for others.
  Result<Shown> all(const Actor& actor, std::string_view id_or_code) const;
  // The same for who may write; not_found for others.
  Result<Shown> own(const Actor& actor, std::string_view id_or_code) const;
  // That packaging among all that the actor sees; not_found. `at` is its place in shown.packagings.
  struct One { Shown shown; std::size_t at = 0; const Packaging& packaging() const { return shown.packagings[at]; } };
  Result<One> one(const Actor& actor, std::string_view id_or_code, PackagingId id) const;
  // What is in use today, with photos and the items that it is for; for anyone.
  struct Now { std::vector<Packaging> packagings; std::vector<items::Item> items; };
  Now now(ProductId product) const;

  // Errors of all that write: not_found; invalid_input with the field; conflict when the version moved on, or the packaging is not in the
  // state that the act needs (rules.h). Photos as the studio and the producer's room have it (images.h, blobs.h).
  Result<act::Made<PackagingId>> add(const Actor& actor, std::string_view product, const Draft& draft, const Attempt& attempt);
  Result<void> change(const Actor& actor, std::string_view product, PackagingId id, const Draft& draft);
  // From now on nobody gets its photos; their bytes leave the disk within kernel/blobs' grace.
  Result<void> remove(const Actor& actor, std::string_view product, PackagingId id);
  // Those that it takes the place of end the day before.
  Result<void> put_in_use(const Actor& actor, std::string_view product, PackagingId id, const Period& period);
  Result<void> end(const Actor& actor, std::string_view product, PackagingId id, const Ending& ending);
  // The designer's name is taken out, also of what was in use: whoever is named may take back what he agreed to.
  Result<void> unname(const Actor& actor, std::string_view product, PackagingId id);
  Result<void> add_lots(const Actor& actor, std::string_view product, PackagingId id, const LotWords& words);
  Result<void> add_note(const Actor& actor, std::string_view product, PackagingId id, const NoteWords& words);

  // Photos whose files nobody holds. One line a finding.
  static std::vector<std::string> recheck(db::Reader& reader, const blobs::Blobs& blobs);

  // ---- Packagings
  std::vector<Packaging> in_use(db::Reader& reader, ProductId product, Date day) const override;
  std::vector<Packaging> of_lot(db::Reader& reader, ProductId product, std::string_view lot) const override;

 private:
  // By Side; empty of a side that was not sent.
  using Drawn = std::array<std::vector<products::KeptFile>, kSides>;
  Shown read(db::Reader& reader, const Actor& actor, products::Product product) const;
  Result<Shown> show(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  Result<Shown> own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const;
  // Drawn before the act; refused before it is drawn where that can be known.
  Result<Drawn> draw(const Actor& actor, std::string_view product, const Draft& draft) const;
  Result<void> put_photos(act::Act& act, const products::Product& product, const Packaging& packaging, const Drawn& drawn) const;
  Result<void> expect_items(db::Reader& reader, ProductId product, std::span<const items::ItemId> ids) const;
  Result<PackagingId> insert(act::Act& act, const Shown& today, const Draft& draft, const Drawn& drawn) const;
  // With the product's packagings locked, as everything stands then; `perform(act, today, packaging)`.
  template <class Perform>
  Result<void> change_one(const Actor& actor, std::string_view product, PackagingId id, Perform&& perform);

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::packagings
