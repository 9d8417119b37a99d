#pragma once
#include <map>
#include "kernel/base/time.h"
#include "modules/counts/rules.h"
#include "modules/places/places.h"
#include "modules/products/products.h"

namespace ocop::counts {

// The published figures, read once, beside the register of now. Thread-safe; its parts outlive it.
class Service {
 public:
  struct Parts {
    const Clock& clock;
    const places::Index& places;
    const products::Tallies& tallies;
  };
  // Error: the embedded file is not what it should be.
  static Result<Service> make(const Parts& parts);
  const Parts& parts() const { return parts_; }
  const std::vector<Published>& published() const { return published_; }
  const std::vector<Conflict>& conflicts() const { return conflicts_; }
  // Of a province by its code of today, the latest first; "" = the country.
  std::vector<const Published*> of(std::string_view province) const;
  std::map<std::string, Computed> computed() const;   // by province; "" = the country: one look for all
  Computed computed(std::string_view province) const;
  // Pages that print something else of the same.
  std::vector<const Published*> against(const Published& one) const;
  Date today() const { return vietnam_date(parts_.clock.now()); }

 private:
  Service(const Parts& parts, std::vector<Published> published)
      : parts_(parts), published_(std::move(published)), conflicts_(rules::conflicts(published_)) {}
  Parts parts_;
  std::vector<Published> published_;
  std::vector<Conflict> conflicts_;
};

}  // namespace ocop::counts
