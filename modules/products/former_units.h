#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "modules/places/places.h"

namespace ocop::products {

// Which units of today a printed commune and district of before July 2025 may be: for the report of an import, where a person chooses.
// A name is compared without marks, kind ("xã", "P.") and leading zeros. Made for one import; reads a province once.
class FormerUnits {
 public:
  explicit FormerUnits(const places::Index& places) : places_(places) {}
  // Codes in order, each once; a unit that kept its name is among them. Empty: none is known by these names.
  std::vector<std::string> find(std::string_view province, std::string_view commune, std::string_view district);

 private:
  struct Entry { std::string commune, district, code; };
  const std::vector<Entry>& entries_of(std::string_view province);
  const places::Index& places_;
  std::map<std::string, std::vector<Entry>, std::less<>> by_province_;
};

}  // namespace ocop::products
