#pragma once
#include "kernel/access/access.h"
#include "kernel/base/time.h"
#include "kernel/db/db.h"
#include "kernel/print/print.h"
#include "modules/labels/types.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

namespace ocop::labels {

inline constexpr std::string_view kPdfType = "application/pdf";
inline constexpr std::string_view kZplType = "text/plain; charset=utf-8";   // no media type of ZPL is registered

struct Printed {
  std::string bytes, type, file_name;
};

// Prints labels. A print keeps nothing. Thread-safe.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    const products::Products& products;
    const producers::Producers& producers;
    std::string public_url;
    print::PdfFonts fonts;
  };
  explicit Service(Parts parts) : parts_(std::move(parts)) {}

  // A product and what its label says of it. By id or public code; of one that was merged, the product that it is now.
  struct Shown {
    products::Product product;
    std::string maker;
  };
  // not_found: there is none, or the actor is neither a member of its maker nor its helper in the matter of products.
  Result<Shown> show(const Actor& actor, std::string_view id) const;
  // Errors: as show(); invalid_input as rules.h and stock.h say.
  Result<Printed> print(const Actor& actor, std::string_view id, const LabelInput& input) const;
  Date today() const { return vietnam_date(parts_.clock.now()); }
  const std::string& public_url() const { return parts_.public_url; }

 private:
  Parts parts_;
};

}  // namespace ocop::labels
