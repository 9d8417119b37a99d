#pragma once
#include <span>
#include <vector>

#include "kernel/personal/personal.h"
#include "kernel/sources/source.h"
#include "modules/checks/types.h"

// The only SQL of the module.
namespace ocop::checks::store {

// ---- plans
void insert(db::Transaction& transaction, const Plan& plan, std::span<const Sampled> sample);
bool touch(db::Transaction& transaction, const Plan& plan);       // version + 1. False: it is not at `plan.version` any more.
bool issue(db::Transaction& transaction, const Plan& plan);       // the same, with state, who and when
void put(db::Transaction& transaction, const Sampled& one);       // instead of what stood there
std::optional<Plan> plan(db::Reader& reader, PlanId id);
std::vector<Sampled> sample(db::Reader& reader, PlanId plan);     // in the order of the proposal
// The issued plan of the province whose period holds that day and whose sample names the product.
std::optional<PlanId> plan_of(db::Reader& reader, std::string_view province, ProductId product, Date day);
lists::Rows<Plan> plans();

// ---- checks
void insert(db::Transaction& transaction, const Check& check);
bool change(db::Transaction& transaction, const Check& check);    // version + 1
void put(db::Transaction& transaction, const Finding& finding);   // instead of what stood of the same matter and criterion
std::optional<Check> find(db::Reader& reader, CheckId id);
std::vector<Check> by_ids(db::Reader& reader, std::span<const CheckId> ids);
std::vector<Finding> findings(db::Reader& reader, CheckId check);
bool is_under_way(db::Reader& reader, ProductId product);
std::vector<ProductId> with_one_under_way(db::Reader& reader, std::span<const ProductId> products);
std::vector<Check> of_product(db::Reader& reader, ProductId product);   // the latest first
// Of the products of a province the last check that ended and was not cancelled.
struct Last { ProductId product; Date day; std::int64_t failed = 0; };  // failed: how many of its checks found something
std::vector<Last> last_ones(db::Reader& reader, std::string_view province);
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);
bool any_of(db::Reader& reader, ProducerId producer);
lists::Rows<Check> checks();
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::checks::store
