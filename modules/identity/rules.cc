#include "modules/identity/rules.h"

#include <algorithm>
#include <array>
#include <vector>

#include "kernel/base/text.h"
#include "modules/identity/messages.h"

namespace ocop::identity::rules {
namespace {

Error wrong(std::string_view field, std::string_view got, std::string expected, const Message& message,
    std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input, {std::string(field), std::string(got), std::move(expected), message, std::move(arguments)});
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text, std::size_t size) { return text.size() == size && std::all_of(text.begin(), text.end(), is_digit); }

Result<std::string> line(std::string_view typed, std::size_t limit, std::string_view field, const Message& message) {
  if (!text::is_valid_utf8(typed)) return wrong(field, "", "UTF-8", message, {std::to_string(limit)});
  std::string out = text::clean(typed);
  if (!text::is_readable_line(out) || characters(out) > limit) {
    return wrong(field, out, "1.." + std::to_string(limit) + " characters", message, {std::to_string(limit)});
  }
  return out;
}

// What stands around digits and marks in the passwords that are tried first, here and elsewhere.
constexpr std::array<std::string_view, 24> kTriedWords{
    "password", "passw0rd", "matkhau", "qwerty",  "qwertyuiop", "asdfghjkl", "admin", "administrator", "ocop",    "vietnam", "abc", "abcd",
    "xinchao",  "anhyeuem", "iloveyou", "welcome", "letmein",   "quantri",   "hanoi", "saigon",        "tayninh", "laocai",  "xa",  "tinh"};

bool is_only_tried_words(std::string_view folded) {
  std::string letters;
  for (const char c : folded) {
    if (!is_digit(c) && c != ' ') letters.push_back(c);
  }
  for (std::string_view rest = letters; !rest.empty();) {
    std::size_t longest = 0;
    for (const std::string_view word : kTriedWords) {
      if (rest.starts_with(word)) longest = std::max(longest, word.size());
    }
    if (longest == 0) return false;
    rest.remove_prefix(longest);
  }
  return true;   // only digits, too: a date, a telephone number
}

bool has_few_characters(std::string_view password) {
  constexpr std::size_t kFewest = 5;
  std::array<bool, 256> seen{};
  std::size_t different = 0;
  for (const char c : password) {
    bool& known = seen[static_cast<unsigned char>(c)];
    different += known ? 0 : 1;
    known = true;
  }
  return different < kFewest;
}

// Each byte one more (or one less) than the last, nearly everywhere.
bool is_run(std::string_view password) {
  std::size_t steps = 0;
  for (std::size_t i = 1; i < password.size(); ++i) {
    const int difference = static_cast<unsigned char>(password[i]) - static_cast<unsigned char>(password[i - 1]);
    steps += difference == 1 || difference == -1 ? 1u : 0u;
  }
  return steps * 4 >= password.size() * 3;
}

// The folded password with spaces out, so that "Nguyễn Văn An 1990" is seen to hold the name.
std::string squeezed(std::string_view text) {
  std::string out = text::fold(text);
  std::erase(out, ' ');
  return out;
}

bool holds_own_words(std::string_view password, const Account& holder) {
  constexpr std::size_t kShortest = 4;   // "an" is in too much
  const std::string own = squeezed(password);
  const std::string login = squeezed(holder.login.substr(0, holder.login.find('@')));
  const std::string name = squeezed(holder.display_name);
  return (login.size() >= kShortest && own.find(login) != std::string::npos) ||
      (name.size() >= kShortest && own.find(name) != std::string::npos);
}

struct Pattern { std::string_view sign, words; };
// The first match counts: every browser names the ones it grew from after itself in its User-Agent.
constexpr std::array<Pattern, 8> kBrowsers{{{"coc_coc", "Cốc Cốc"}, {"Edg/", "Edge"}, {"OPR/", "Opera"},
                                            {"SamsungBrowser", "Samsung Internet"}, {"Zalo", "Zalo"}, {"Firefox/", "Firefox"},
                                            {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}};
constexpr std::array<Pattern, 6> kSystems{{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"},
                                           {"Mac OS X", "macOS"}, {"Linux", "Linux"}}};

template <std::size_t N>
std::string_view first_match(const std::array<Pattern, N>& patterns, std::string_view text) {
  for (const Pattern& pattern : patterns) {
    if (text.find(pattern.sign) != std::string_view::npos) return pattern.words;
  }
  return {};
}

}  // namespace

namespace {
// "0912345678", or empty when it is no Vietnamese mobile number (Circular 22/2014/TT-BTTTT: ten digits, 03 to 09).
std::string mobile(std::string_view typed) {
  constexpr std::size_t kDigits = 10;
  std::string_view rest = text::trim(typed);
  std::string out;
  if (rest.starts_with("+84")) {
    rest.remove_prefix(3);
    out = "0";
  }
  for (const char c : rest) {
    if (is_digit(c)) out.push_back(c);
    else if (c != ' ' && c != '.' && c != '-') return {};
  }
  return out.size() == kDigits && out[0] == '0' && out[1] >= '3' ? out : std::string();
}
}  // namespace

Result<std::string> own_login(std::string_view typed) {
  const auto plain = login_name(typed);
  const std::string out = plain ? *plain : std::string();
  const auto at = out.find('@');
  const bool letter = at != std::string::npos && at > 0 && out.find('.', at) != std::string::npos && out.back() != '.';
  if (letter || !mobile(out).empty()) return out;
  return wrong("login", text::is_valid_utf8(typed) ? typed : "", "an e-mail address or a mobile number", msg::own_login_malformed);
}

Result<std::string> login_name(std::string_view typed) {
  if (std::string number = mobile(typed); !number.empty()) return number;
  std::string out(text::trim(typed));
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || std::string_view("._-+@").find(c) != std::string_view::npos; };
  const bool good = out.size() >= kMinLogin && out.size() <= kMaxLogin && std::all_of(out.begin(), out.end(), allowed) &&
                    (is_lower(out[0]) || is_digit(out[0])) && std::count(out.begin(), out.end(), '@') <= 1 && out.back() != '@';
  if (!good) return wrong("login", text::is_valid_utf8(typed) ? typed : "", "3..254 of a-z 0-9 . _ - + @", msg::login_malformed);
  return out;
}

Result<std::string> display_name(std::string_view typed) {
  return line(typed, kMaxDisplayName, "display_name", msg::display_name_malformed);
}
Result<std::string> token_label(std::string_view typed) { return line(typed, kMaxLabel, "label", msg::label_malformed); }

std::optional<std::string> password_text(std::string_view typed) {
  if (typed.size() > kMaxPasswordBytes || !text::is_valid_utf8(typed)) return std::nullopt;
  return text::nfc(typed);
}

Result<void> password_is_fit(std::string_view password, const Account& holder, std::string_view field) {
  const std::size_t size = characters(password);
  if (size < kMinPassword || size > kMaxPassword) {
    const std::string least = std::to_string(kMinPassword), most = std::to_string(kMaxPassword);
    return wrong(field, "", least + ".." + most + " characters", msg::password_length, {least, most});
  }
  if (has_few_characters(password) || is_run(password) || is_only_tried_words(text::fold(password))) {
    return wrong(field, "", "not a pattern or a common word", msg::password_guessable);
  }
  if (holds_own_words(password, holder)) return wrong(field, "", "without the login or the name", msg::password_own_words);
  return {};
}

bool password_is_usable(const Account& account, Instant now) {
  return account.password_kind == PasswordKind::chosen || now.milliseconds - account.password_at.milliseconds < kTemporaryPasswordLife;
}

bool half_is_alive(Instant created, Instant now) { return now.milliseconds - created.milliseconds < kHalfLife; }
bool proof_holds(Instant proven, Instant now) { return now.milliseconds - proven.milliseconds < kProofLife; }

bool session_is_alive(Instant created, Instant last_seen, Instant now) {
  return now.milliseconds - last_seen.milliseconds < kSessionIdle && now.milliseconds - created.milliseconds < kSessionLife;
}
bool must_note_seen(Instant last_seen, Instant now) { return now.milliseconds - last_seen.milliseconds >= kSeenStep; }

bool token_is_alive(const ApiToken& token, Instant now) { return !token.revoked && now < token.expires; }
bool grant_holds(const StoredGrant& grant, Instant now) {
  return (!grant.since || *grant.since <= now) && (!grant.until || now < *grant.until);
}
bool is_over(const StoredGrant& grant, Instant now) { return grant.until && *grant.until <= now; }

bool same_office(const Grant& a, const Grant& b) {
  return a.role == b.role && a.province == b.province && a.commune == b.commune && a.producer == b.producer;
}

bool passes_on(Role role) {
  return is_officials(role) && role != Role::council_member && role != Role::council_chair && role != Role::administrator;
}
bool must_note_use(const ApiToken& token, Instant now) {
  return !token.last_used || now.milliseconds - token.last_used->milliseconds >= kTokenUseStep;
}
Result<std::int64_t> token_life(std::int64_t days) {
  if (days < 1 || days > kMaxTokenDays) {
    const std::string most = std::to_string(kMaxTokenDays);
    return wrong("days", std::to_string(days), "1.." + most, msg::token_days, {most});
  }
  return days * kDay;
}

Result<void> grant_is_complete(const Grant& grant) {
  constexpr std::size_t kProvinceDigits = 2, kCommuneDigits = 5;   // Decision 19/2025/QĐ-TTg
  const bool member = grant.role == Role::producer_member || grant.role == Role::helper, officer = grant.role == Role::commune_officer;
  const bool in_province = !member && !is_unbound(grant.role);
  if (in_province ? !all_digits(grant.province, kProvinceDigits) : !grant.province.empty()) {
    return wrong("province", grant.province, in_province ? "a province code" : "empty",
                 in_province ? msg::grant_province : msg::grant_unbound);
  }
  if (officer ? !all_digits(grant.commune, kCommuneDigits) : !grant.commune.empty()) {
    return wrong("commune", grant.commune, officer ? "a commune code" : "empty", officer ? msg::grant_commune : msg::grant_unbound);
  }
  if (member != grant.producer.has_value()) {
    return wrong("producer", "", member ? "a producer id" : "empty", member ? msg::grant_producer : msg::grant_unbound);
  }
  return {};
}

Result<void> may_administer(AccountId actor, AccountId subject) {
  if (actor != subject) return {};
  return Error::of(ErrorKind::conflict, {"", "", "another administrator does it", msg::not_oneself});
}

bool is_officials(Role role) { return role != Role::producer_member && role != Role::helper; }
bool needs_second(Role role, std::int64_t acting) { return is_officials(role) && acting >= kAdministratorsForTwo; }

bool is_waiting(const WaitingGrant& waiting, Instant now) {
  return waiting.state == WaitingState::waiting && now.milliseconds - waiting.asked.milliseconds < kWaitingLife;
}

Result<void> may_confirm(const WaitingGrant& waiting, AccountId by) {
  if (by != waiting.asked_by && by != waiting.account) return {};
  return Error::of(ErrorKind::conflict, {"", "", "an administrator who neither gives nor receives it", msg::waiting_by_another});
}

Result<void> two_remain(std::int64_t acting, Acts subject) {
  if (subject == Acts::no || acting > kAdministratorsForTwo) return {};
  return Error::of(ErrorKind::conflict, {"", std::to_string(acting), "more than two administrators", msg::two_remain});
}

std::string agent_words(std::string_view user_agent) {
  const std::string_view browser = first_match(kBrowsers, user_agent), system = first_match(kSystems, user_agent);
  if (browser.empty() || system.empty()) return std::string(browser.empty() ? system : browser);
  return std::string(browser) + ", " + std::string(system);
}

std::string safe_return(std::string_view path) {
  const bool ours = text::is_path_of_this_site(path) && !path.starts_with("/sign-") && !path.starts_with("/en/sign-");
  return std::string(ours ? path : "");
}

}  // namespace ocop::identity::rules
