#pragma once
#include "modules/likeness/rows.h"

// Two rows held against each other: the evidence of each field. Pure; a and b may be exchanged.
namespace ocop::likeness {

struct NameFound { Agreement agreement = Agreement::different; double cost = 0; };
NameFound compare_names(const Rows& rows, std::size_t a, std::size_t b);
Agreement compare_makers(const Rows& rows, std::size_t a, std::size_t b);
Pair compare(const Rows& rows, std::size_t a, std::size_t b);

}  // namespace ocop::likeness
