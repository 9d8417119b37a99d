#pragma once
#include "kernel/personal/personal.h"
#include "modules/ladders/types.h"

// The only SQL of the module. Each call is within the caller's act or look; access is the service's.
namespace ocop::ladders::store {

// Of which product, by which table.
struct Of { ProductId product; std::string_view rulebook, product_set; };
std::vector<GivenPrice> prices(db::Reader& reader, const Of& of);                          // by criterion as text, then option
void set_price(db::Transaction& transaction, const Of& of, const GivenPrice& price, AccountId by, Instant now);   // over what stood there
void remove_price(db::Transaction& transaction, const Of& of, std::string_view criterion, int option);

std::vector<Plan> plans(db::Reader& reader, ProductId product);                            // with their steps, the latest first
std::optional<Plan> plan(db::Reader& reader, DossierId dossier);
// Precondition of both: the product is held (products::Products::hold), so that two do not come at once.
void insert(db::Transaction& transaction, const Plan& plan);
// With other steps. False: it is another version.
bool change(db::Transaction& transaction, const Plan& plan);
bool remove(db::Transaction& transaction, PlanId plan, std::int64_t version);
// What is held of a person here (kernel/personal).
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::ladders::store
