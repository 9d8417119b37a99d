#include "modules/claims/rules.h"

#include "modules/claims/messages.h"

namespace ocop::claims {

std::string_view name(State state) {
  switch (state) {
    case State::waiting: break;
    case State::accepted: return "accepted";
    case State::refused: return "refused";
  }
  return "waiting";
}
const Message& label(State state) {
  switch (state) {
    case State::waiting: break;
    case State::accepted: return msg::state_accepted;
    case State::refused: return msg::state_refused;
  }
  return msg::state_waiting;
}
std::string path_of(const Claim& claim) { return "/claims/" + claim.id.text(); }

namespace rules {
namespace {

constexpr std::string_view kSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kGroup = 4;

// Luhn's sum with base 32: finds every single sign that is wrong, and neighbours that changed places but for one pair.
char check_sign(std::string_view signs) {
  std::size_t sum = 0, factor = 2;
  for (std::size_t i = signs.size(); i-- > 0; factor = 3 - factor) {
    const std::size_t product = factor * kSigns.find(signs[i]);
    sum += product / kSigns.size() + product % kSigns.size();
  }
  return kSigns[(kSigns.size() - sum % kSigns.size()) % kSigns.size()];
}

Error wrong(std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {"code", {}, std::string(expected), message, {}});   // what was typed is in no answer or log
}

}  // namespace

std::string code_from(std::span<const std::uint8_t, kCodeBytes> random) {
  std::uint64_t bits = 0;
  for (const std::uint8_t byte : random) bits = bits << 8 | byte;
  std::string out(kCodeSigns - 1, '0');
  for (std::size_t i = out.size(); i-- > 0; bits >>= 5) out[i] = kSigns[bits & 31];
  out.push_back(check_sign(out));
  return out;
}

std::string grouped(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % kGroup == 0) out.push_back('-');
    out.push_back(code[i]);
  }
  return out;
}

Result<std::string> read_code(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c == ' ' || c == '-' || c == '.') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kSigns.find(c) == std::string_view::npos) return wrong("twelve letters and digits", msg::code_signs);
    out.push_back(c);
  }
  if (out.size() != kCodeSigns) return wrong("twelve letters and digits", msg::code_signs);
  if (check_sign(std::string_view(out).substr(0, kCodeSigns - 1)) != out.back()) return wrong("as it is printed", msg::code_mistyped);
  return out;
}

bool in_force(const Letter& letter, Instant now) { return !letter.used && now < letter.ends; }
Instant letter_ends(Instant printed) { return start_of_vietnam_day(Date{vietnam_date(printed).days + kLetterDays + 1}); }
Date last_day(const Letter& letter) { return vietnam_date({letter.ends.milliseconds - 1}); }

Result<void> may_repeat(const Claim& claim, Member member) {
  if (claim.state == State::refused) return wrong("a code of a claim that was not refused", msg::code_refused);
  if (claim.state == State::accepted && member == Member::no) return wrong("a code of a membership that stands", msg::code_membership_over);
  return {};
}

Result<void> may_accept(const Claim& claim) {
  if (claim.state == State::waiting) return {};
  return Error::of(ErrorKind::conflict, {"", std::string(name(claim.state)), "a claim that waits", msg::too_late, {}});
}

Result<void> may_refuse(const Claim& claim, Instant now) {
  if (claim.state == State::waiting) return {};
  if (claim.state == State::accepted && now.milliseconds - claim.accepted->milliseconds < kRefusable) return {};
  return Error::of(ErrorKind::conflict, {"", std::string(name(claim.state)), "a claim of the last 30 days", msg::too_late, {}});
}

}  // namespace rules
}  // namespace ocop::claims
