#pragma once
#include <string_view>

#include "kernel/access/access.h"

// The centre: what is judged at the level of the country has this place where another row has its province (articles 4.1b and 7.4 of
// Decision 26/2026/QĐ-TTg). Its OCOP body is the role `ministry`; its council has a council's roles with this place. Pure.
namespace ocop {

inline constexpr std::string_view kCentre = "00";   // no province has it (Decision 19/2025/QĐ-TTg); numbers of certificates ask two digits
constexpr bool is_centre(std::string_view province) { return province == kCentre; }
// Roles that somebody may have at the centre, beside `ministry` itself, which is bound to no place.
bool sits_at_centre(Role role);

// The OCOP body of a place, as notices address it.
Grant body_of(std::string_view province);
bool is_body_of(const Grant& grant, std::string_view province);
// The scope, and of one of the Ministry's OCOP body the rows of the centre beside it. In Scope::of() Role::ministry covers all rows.
Scope with_centre(Scope scope, const Actor& actor);
// The place whose OCOP body the actor works for: of two the first; empty = none.
std::string body_place(const Actor& actor);

}  // namespace ocop
