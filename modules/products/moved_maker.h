#pragma once
#include <string>
#include <vector>

#include "modules/producers/producers.h"
#include "modules/products/products.h"

// Products follow their maker when its two records become one (modules/producers, decision 125), and go back when that is taken back
// (store_moved_maker.cc holds the SQL). Dossiers and certificates keep the maker that was logged.
namespace ocop::products::moved_makers {

// The public codes of what moved. Merged products too: a merge of theirs may be taken back.
std::vector<std::string> move(act::Act& act, const Products& products, const Uuid& merge, const producers::Alias& alias);
// Of what came by that merge those that still are the real record's.
std::vector<std::string> move_back(act::Act& act, const Products& products, const Uuid& merge, const producers::Alias& alias);

}  // namespace ocop::products::moved_makers
