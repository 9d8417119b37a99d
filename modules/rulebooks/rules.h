#pragma once
#include <string>
#include <string_view>

#include "modules/rulebooks/rulebooks.h"

// What score() and the reader of score files share: the same fault has the same words wherever it is found.
namespace ocop::rulebooks {

// A code of the table's own list, or of a criterion that carries a line "bị loại".
bool is_knockout(const Table& table, std::string_view code);
Problem option_out_of_range(const Criterion& criterion, std::string_view sheet, std::string got);
Problem unknown_knockout(const Table& table, std::string field, std::string got);

}  // namespace ocop::rulebooks
