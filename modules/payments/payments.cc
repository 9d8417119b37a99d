#include "modules/payments/payments.h"

#include "modules/payments/reference.h"
#include "modules/payments/vietqr.h"

namespace ocop::payments {

std::string reference_of(std::string_view number) { return reference::of(number); }
std::vector<std::string> references_in(std::string_view text) { return reference::in(text); }

Result<std::string> payload_for(std::string_view bin, std::string_view account, std::int64_t amount, std::string_view number) {
  return vietqr::write({.use = vietqr::Use::once,
                        .bin = std::string(bin),
                        .account = std::string(account),
                        .amount = amount,
                        .bill = std::string(number),
                        .purpose = reference::of(number)});
}

}  // namespace ocop::payments
