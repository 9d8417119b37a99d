#pragma once
#include <cstdint>
#include <string_view>

namespace ocop::identity {

// How a session began. half: the password was right, and the second step of the account is still to be done; it is nobody's session until
// then.
enum class SignedBy : std::uint8_t { half, password, code, recovery_code, passkey };
std::string_view name(SignedBy by);    // "recovery_code"

}  // namespace ocop::identity
