#pragma once
#include "kernel/access/access.h"
#include "kernel/blobs/blobs.h"
#include "kernel/db/db.h"
#include "kernel/print/print.h"
#include "modules/displays/draw.h"
#include "modules/displays/types.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"

namespace ocop::displays {

struct Printed { std::string bytes, file_name; };

// Draws what stands beside a product. Nothing is kept. Thread-safe.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const blobs::Blobs& blobs;
    const Clock& clock;
    const places::Index& places;
    const producers::Producers& producers;
    const products::Products& products;
    const items::Items& items;
    std::string public_url;
    print::PdfFonts fonts;
  };
  explicit Service(Parts parts) : parts_(std::move(parts)) {}

  // By id or public code; of one that was merged, the product that it is now. not_found: there is none, or the actor is neither a member of
  // its maker nor its helper in the matter of products.
  Result<Facts> show(const Actor& actor, std::string_view id, Language language) const;
  // Errors: as show(); invalid_input as rules::check().
  Result<Printed> print(const Actor& actor, std::string_view id, const DisplayInput& input, Language language) const;

 private:
  Result<Facts> read(db::Reader& reader, const Actor& actor, std::string_view id, Language language) const;
  std::optional<Shot> shot_of(db::Reader& reader, ProductId product) const;

  Parts parts_;
};

}  // namespace ocop::displays
