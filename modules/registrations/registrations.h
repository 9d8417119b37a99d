#pragma once
#include <string>

#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/result.h"

// Port of the module: what a higher module that prepared a product (modules/ideas) sends to its commune.
namespace ocop::registrations {

struct NewProduct {
  ProducerId producer;
  std::string name;
  std::string group{};                 // "I".."VI", or empty
};

class Registrations {
 public:
  virtual ~Registrations() = default;
  // As the product's maker itself sends it, in an act that runs already. The id is the product's once its commune has confirmed it; before,
  // and when it is withdrawn, nothing is called so. Errors: not_found for another's producer; conflict while its commune is not known.
  virtual Result<ProductId> register_product(act::Act& act, const NewProduct& product) const = 0;
};

}  // namespace ocop::registrations
