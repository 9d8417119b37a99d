#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/access/access.h"
#include "modules/certificates/certificates.h"
#include "modules/certificates/recognised.h"

// Printed A4s: each bears a number, and a scan of one says whether something changed since (docs/decisions/0144). Pure.
namespace ocop::certificates {

// Who printed it. Everybody whom the certificate does not concern is a visitor, signed in or not: who reads public papers is nobody's.
enum class Printer : std::uint8_t { office, maker, visitor };
inline constexpr std::array kPrinters{Printer::office, Printer::maker, Printer::visitor};
std::string_view name(Printer printer);
std::optional<Printer> parse_printer(std::string_view name);
Message label(Printer printer);
Printer printer_of(const Actor& actor, const Certificate& certificate);

using CopyId = Id<struct CopyTag>;
struct Copy {
  CopyId id;
  ProductId product;
  int number = 0;                      // of the product's copies, from 1
  std::string certificate;             // its number
  std::string province;
  std::int64_t as_of = 0;              // the last entry of the log that the paper tells of
  Instant printed;
  Printer printer = Printer::visitor;
  std::optional<AccountId> printed_by{};   // of office and maker alone
  int prints = 1;                      // how often that reader took it on that day
  std::string product_name{};          // of the certificate: for lists
};

namespace rules {

inline constexpr int kMostCopy = 999'999;              // of a product: above any; six digits keep the symbol on the paper at version 4
// A number as it stands in an address; nullopt = it is none of ours.
std::optional<int> read_copy_number(std::string_view typed);
// What a paper printed now tells of: its issue, and its withdrawal once it is withdrawn.
std::int64_t told_by(const Certificate& certificate, std::optional<std::int64_t> withdrawal_entry);
// What the QR of a copy holds: the product's permanent address with the copy's number behind it. Without it the address goes on leading to
// the same page, so that papers of before copies were numbered go on working.
std::string copy_url(std::string_view scan_url, int number);

struct CopyFacts {
  const Copy& copy;
  const Certificate& printed;          // the copy's certificate as it is today
  const Certificate& newest;           // of the product
  const LoggedStanding& stands;        // what the product stands by today: `newest`, unless a decision on paper of a later day does
  Date today;
  std::optional<std::int64_t> withdrawal_entry{};      // of `printed`
  std::optional<Date> refused{};       // when a renewal of `stands` was
  std::string product_name, producer_name;             // as the register has them today; empty = not known
};
// What changed since it was printed, and what is true of the product whenever it was: a newer certificate, a decision on paper, that either
// was withdrawn, or that the term has ended. A paper printed after its own withdrawal bears a stamp, and nothing has changed since.
CopyVerdict check_copy(const CopyFacts& facts);

}  // namespace rules
}  // namespace ocop::certificates
