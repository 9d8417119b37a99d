#include "modules/payments/vietqr.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "modules/payments/messages.h"

namespace ocop::payments::vietqr {
namespace {

constexpr std::string_view kNapas = "A000000727";          // 38-00: the application of NAPAS
constexpr std::string_view kToAccount = "QRIBFTTA", kToCard = "QRIBFTTC";
constexpr std::string_view kDong = "704";                  // 53: ISO 4217
constexpr std::string_view kCrcTag = "6304";
constexpr std::size_t kCrcLength = 8;                      // tag, length and four digits

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool are_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }
bool is_plain(char c) { return c >= ' ' && c <= '~'; }

Error broken(std::string_view tag, std::string_view got, std::string expected) {
  return Error::of(ErrorKind::malformed_request,
                   Problem{std::string(tag), std::string(text::cut(got, kMaxProblemText)), std::move(expected), msg::vietqr_broken, {}});
}
Error unfit(std::string_view member, std::string_view got, std::string expected) {
  return Error::of(ErrorKind::invalid_input,
                   Problem{std::string(member), std::string(text::cut(got, kMaxProblemText)), std::move(expected), msg::vietqr_unfit, {}});
}

std::string hex4(std::uint16_t number) {
  constexpr std::string_view kSigns = "0123456789ABCDEF";
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4) out += kSigns[number >> shift & 0xF];
  return out;
}

// Where a value of `characters` ends: 64 and what banks wrote into 59 may hold more than ASCII, and lengths count characters.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < text.size(); --characters) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return characters == 0 ? at : std::string_view::npos;
}

// §3.3: id, length, value, one after the other; what a template holds is read the same way.
Result<std::vector<Field>> read_fields(std::string_view text, const std::string& inside) {
  std::vector<Field> out;
  while (!text.empty()) {
    const std::string tag = inside + std::string(text.substr(0, 2));
    if (text.size() < 4 || !are_digits(text.substr(0, 4))) return broken(tag, text.substr(0, 4), "two digits of an id and two of a length");
    const std::size_t length = static_cast<std::size_t>((text[2] - '0') * 10 + (text[3] - '0'));
    const std::size_t bytes = bytes_of(text.substr(4), length);
    if (length == 0 || bytes == std::string_view::npos) return broken(tag, text.substr(2, 2), "the length of what follows");
    const std::string id(text.substr(0, 2));
    if (std::ranges::find(out, id, &Field::id) != out.end()) return broken(tag, id, "each id once");
    out.push_back({id, std::string(text.substr(4, bytes))});
    text.remove_prefix(4 + bytes);
  }
  return out;
}

// 26 to 51: accounts of schemes; 62: additional data; 64: another language; 80 to 99: free. Those before 80 are templates.
bool is_template(std::string_view id) { return (id >= "26" && id <= "51") || id == "62" || id == "64"; }

std::string_view value(const std::vector<Field>& fields, std::string_view id) {
  const auto at = std::ranges::find(fields, id, &Field::id);
  return at == fields.end() ? std::string_view() : std::string_view(at->value);
}

void add(std::string& out, std::string_view id, std::string_view value) {
  if (value.empty()) return;
  out += id;
  out += static_cast<char>('0' + value.size() / 10);
  out += static_cast<char>('0' + value.size() % 10);
  out += value;
}

Result<Transfer> read_napas(const std::vector<Field>& fields) {
  Transfer out;
  OCOP_TRY(napas, read_fields(value(fields, "38"), "38/"));
  if (value(napas, "00") != kNapas) return broken("38/00", value(napas, "00"), std::string(kNapas));
  OCOP_TRY(to, read_fields(value(napas, "01"), "38/01/"));
  out.bin = value(to, "00");
  out.account = value(to, "01");
  if (out.bin.size() != 6 || !are_digits(out.bin)) return broken("38/01/00", out.bin, "six digits of a bank");
  if (out.account.empty() || out.account.size() > kMostAccount) return broken("38/01/01", out.account, "1 to 19 characters");
  const std::string_view service = value(napas, "02");
  if (service != kToAccount && service != kToCard) return broken("38/02", service, "QRIBFTTA or QRIBFTTC");
  out.receiver = service == kToCard ? Receiver::card : Receiver::account;
  return out;
}

}  // namespace

std::uint16_t crc(std::string_view bytes) {
  constexpr std::uint32_t kPolynomial = 0x1021;
  std::uint32_t out = 0xFFFF;
  for (const char c : bytes) {
    out ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit) out = (out & 0x8000) != 0 ? out << 1 ^ kPolynomial : out << 1;
    out &= 0xFFFF;
  }
  return static_cast<std::uint16_t>(out);
}

Result<std::vector<Field>> read(std::string_view payload) {
  if (payload.size() > kMostPayload) return broken("", payload, "at most 512 characters");
  if (!text::is_valid_utf8(payload)) return broken("", "", "UTF-8");
  // §4.7.3: the CRC covers everything before its four digits.
  if (payload.size() < kCrcLength || payload.substr(payload.size() - kCrcLength, 4) != kCrcTag)
    return broken("63", "", "a CRC that stands last");
  const std::string_view told = payload.substr(payload.size() - 4);
  const std::string computed = hex4(crc(payload.substr(0, payload.size() - 4)));
  if (told != computed) return broken("63", told, computed);
  OCOP_TRY(fields, read_fields(payload.substr(0, payload.size() - kCrcLength), ""));
  if (fields.empty() || fields[0] != Field{"00", "01"}) return broken("00", fields.empty() ? "" : fields[0].value, "01, first of all");
  for (const Field& one : fields) {
    if (!is_template(one.id)) continue;
    OCOP_TRY(inner, read_fields(one.value, one.id + "/"));
    if (one.id != "38" || value(inner, "00") != kNapas) continue;
    OCOP_CHECK(read_fields(value(inner, "01"), "38/01/"));
  }
  return fields;
}

Result<Transfer> read_transfer(std::string_view payload) {
  OCOP_TRY(fields, read(payload));
  OCOP_TRY(out, read_napas(fields));
  const std::string_view use = value(fields, "01");
  if (use != "11" && use != "12") return broken("01", use, "11 or 12");
  out.use = use == "12" ? Use::once : Use::many_times;
  if (value(fields, "53") != kDong) return broken("53", value(fields, "53"), std::string(kDong));
  if (value(fields, "58") != "VN") return broken("58", value(fields, "58"), "VN");
  if (const std::string_view amount = value(fields, "54"); !amount.empty()) {
    constexpr std::size_t kMostDigits = 13;
    if (amount.size() > kMostDigits || !are_digits(amount)) return broken("54", amount, "whole đồng");
    out.amount = 0;
    for (const char c : amount) *out.amount = *out.amount * 10 + (c - '0');
  }
  if (const std::string_view more = value(fields, "62"); !more.empty()) {
    OCOP_TRY(inner, read_fields(more, "62/"));
    out.bill = value(inner, "01");
    out.purpose = value(inner, "08");
  }
  return out;
}

Result<std::string> write(const Transfer& transfer) {
  const auto is_sign = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (transfer.bin.size() != 6 || !are_digits(transfer.bin)) return unfit("bin", transfer.bin, "six digits");
  if (transfer.account.empty() || transfer.account.size() > kMostAccount || !std::ranges::all_of(transfer.account, is_sign))
    return unfit("account", transfer.account, "1 to 19 letters and digits");
  if (transfer.amount && (*transfer.amount < 1 || *transfer.amount > kMostAmount))
    return unfit("amount", std::to_string(*transfer.amount), "1.." + std::to_string(kMostAmount));
  for (const auto& [member, text] : {std::pair<std::string_view, const std::string&>{"bill", transfer.bill}, {"purpose", transfer.purpose}})
    if (text.size() > kMostText || !std::ranges::all_of(text, is_plain)) return unfit(member, text, "at most 25 characters of ASCII");

  std::string to, napas, more, out;
  add(to, "00", transfer.bin);
  add(to, "01", transfer.account);
  add(napas, "00", kNapas);
  add(napas, "01", to);
  add(napas, "02", transfer.receiver == Receiver::card ? kToCard : kToAccount);
  add(more, "01", transfer.bill);
  add(more, "08", transfer.purpose);
  add(out, "00", "01");
  add(out, "01", transfer.use == Use::once ? "12" : "11");
  add(out, "38", napas);
  add(out, "53", kDong);
  if (transfer.amount) add(out, "54", std::to_string(*transfer.amount));
  add(out, "58", "VN");
  add(out, "62", more);
  out += kCrcTag;
  return out + hex4(crc(out));
}

std::string plain(std::string_view text, std::size_t most) {
  std::string out;
  for (const char c : text::upper(text::fold(text))) {
    if (is_digit(c) || (c >= 'A' && c <= 'Z')) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.size() > most) {
    const std::size_t word = out.rfind(' ', most);
    out.resize(word == std::string::npos || word == 0 ? most : word);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace ocop::payments::vietqr
