#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "modules/payments/payments.h"

// The string inside a VietQR code. Sources: EMVCo, "QR Code Specification for Payment Systems, Merchant-Presented Mode" 1.1; NAPAS, "Quy
// định về định dạng mã VietQR" 1.0 (09/2021), whose tag numbers stand beside the fields. Pure.
namespace ocop::payments::vietqr {

enum class Use : std::uint8_t { many_times, once };   // 01: "11", "12"
enum class Receiver : std::uint8_t { account, card }; // 38-02: QRIBFTTA, QRIBFTTC

struct Field {
  std::string id, value;               // two digits; 1 to 99 characters
  bool operator==(const Field&) const = default;
};

// A transfer to an account at a bank of Vietnam.
struct Transfer {
  Use use = Use::many_times;
  std::string bin;                     // 38-01-00: six digits, of the bank
  std::string account;                 // 38-01-01: of account or card, at most 19 letters and digits
  Receiver receiver = Receiver::account;
  std::optional<std::int64_t> amount{};   // 54: whole đồng; absent = whoever pays types it
  std::string bill;                    // 62-01: at most 25
  std::string purpose;                 // 62-08: at most 25, ASCII
  bool operator==(const Transfer&) const = default;
};

inline constexpr std::size_t kMostPayload = 512;           // EMVCo §3.2: what a code holds
inline constexpr std::size_t kMostAccount = 19;
inline constexpr std::size_t kMostText = 25;
inline constexpr std::int64_t kMostAmount = kMostTransfer;

// CRC-16/CCITT-FALSE: polynomial 0x1021, from 0xFFFF, nothing reflected; of "123456789" it is 0x29B1.
std::uint16_t crc(std::string_view bytes);

// Any payload of EMVCo's kind that holds: lengths two levels deep, 00 first, 63 last and right; its fields in order, without the CRC.
// Error: malformed_request, whose field names the tag ("38/01").
Result<std::vector<Field>> read(std::string_view payload);
// The transfer in it. Error: as read(); also when it is of another scheme (a merchant's tag 26), or a NAPAS field does not hold.
Result<Transfer> read_transfer(std::string_view payload);

// The payload of a transfer; 63 stands last. Error: invalid_input on the member that does not fit.
Result<std::string> write(const Transfer& transfer);

// A text as banks take it: without marks, capitals, digits and blanks, cut at a word where it is too long.
std::string plain(std::string_view text, std::size_t most = kMostText);

}  // namespace ocop::payments::vietqr
