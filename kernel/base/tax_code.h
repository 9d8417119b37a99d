#pragma once
#include <optional>
#include <string>
#include <string_view>

// Tax codes of Vietnam (mã số thuế). The forms are those of Circular 86/2024/TT-BTC; the weights of the check digit stand in no law that is
// in the data here: they are general knowledge, and the codes that companies print agree with them (tests).
namespace ocop::tax_code {

// A code as it is kept: ten digits of which the last is checked ("0100233488"), or a branch's with its three behind ("0314409058-002").
// Blanks, dots and dashes may be typed anywhere. nullopt = none.
std::optional<std::string> of_business(std::string_view typed);
// Twelve digits: the identity number that is a person's and a household's tax code. It has no check digit, and it is personal data.
std::optional<std::string> of_person(std::string_view typed);

}  // namespace ocop::tax_code
