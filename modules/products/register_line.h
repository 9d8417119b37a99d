#pragma once
#include "kernel/sources/source.h"
#include "modules/places/places.h"
#include "modules/products/register_columns.h"
#include "modules/products/types.h"

// The register as a file again: each product with what its register printed, so that the file brought in once more changes nothing
// (docs/formats/register.md, "Out and in again").
namespace ocop::products {

// As it is kept beside the product: a JSON list.
std::string to_register_row(const RegisterValues& values);
// nullopt: it is no such list.
std::optional<RegisterValues> register_values(std::string_view register_row);

struct RegisterLine {
  Item item;
  std::string register_row;            // empty: the product is of no register
  RegisterValues values{};             // `fill` makes them
};
// Store: those that are not merged.
lists::Rows<RegisterLine> register_lines();
// What was printed; of a product that registered itself what it says here, with kOwnRecognition and its code as id; the same of one that an
// earlier version brought in, with its own id.
void fill(RegisterLine& line, const places::Index& places);

}  // namespace ocop::products
