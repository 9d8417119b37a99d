#pragma once
#include <span>
#include <string>
#include <string_view>

#include "modules/certificates/confirmation_types.h"

// What may be confirmed of a decision on paper. Pure.
namespace ocop::certificates::rules {

// Quảng Ninh began in 2013; nothing was recognised before.
inline constexpr int kFirstDecisions = 2013;

enum class PaperFile : std::uint8_t { sent, kept };   // kept: of the draft that is changed, or of what is corrected
// What is sent without a product in view: the day, the file, how many products. invalid_input with every wrong field. Without products only
// a correction: then the paper names none of those that were ticked.
enum class Begun : std::uint8_t { anew, as_correction };
Result<void> check_paper(const ConfirmationInput& input, PaperFile file, Begun begun, Date today);

// Whether what is corrected names the product already: then it is not in its own way.
enum class Named : std::uint8_t { anew, before };
// invalid_input on field "stars": of another province or gone, merged, or recognised by a later or the same day's decision in the log.
Result<void> check_product(const products::Product& product, std::string_view province, Date decided, Named named);

// Whether what the log says of a product stands before a decision on paper of that day: it was decided later, or on the same day. A paper
// that was withdrawn may be confirmed anew, should its withdrawal have been wrong: then the later entry holds.
bool stands_before(const products::Standing& logged, Date decided);

// What a withdrawal needs. By decision: its number, day, organ and signer; the day not before the confirmed decision's and not after today.
// In error: none of them, there is no such decision. Products: at least one, each named by the confirmation and not withdrawn yet.
// invalid_input with every wrong field.
Result<void> check_revocation(const NewRevocation& input, const Confirmation& confirmed, std::span<const ProductId> revocable, Date today);

// "3", "4", "5"; 0 = anything else.
int read_stars(std::string_view typed);

// Whether two spellings may be one decision: the same digits before the slash (or the first there are), and not two different years. A
// person says whether they are.
bool may_be_one(const products::Products::ReportedDecision& a, const products::Products::ReportedDecision& b);

// What a confirmed decision says of a product of it.
products::Standing standing_of(const Confirmed& confirmed);

}  // namespace ocop::certificates::rules
