#include "modules/listings/rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "modules/listings/messages.h"

namespace ocop::listings {

std::string_view name(Standing standing) {
  constexpr std::array<std::string_view, kStandings.size()> kNames{"found", "confirmed", "fresh", "unknown", "missing", "gone", "ended"};
  return kNames[static_cast<std::size_t>(standing)];
}
const Message& label(Standing standing) {
  static constexpr std::array<const Message*, kStandings.size()> kLabels{
      &msg::is_found, &msg::is_confirmed, &msg::is_fresh, &msg::is_unknown, &msg::is_missing, &msg::is_gone, &msg::is_ended};
  return *kLabels[static_cast<std::size_t>(standing)];
}
std::string_view name(Enterer enterer) { return enterer == Enterer::maker ? "maker" : "official"; }
std::string path_of(std::string_view code) { return "/products/" + std::string(code) + "/listings"; }

std::optional<Date> seen_on(const Listing& listing, Date today) {
  const Standing now = rules::standing(listing, today);
  if (now == Standing::confirmed) return vietnam_date(*listing.confirmed);
  if (now == Standing::ended || now == Standing::fresh || !listing.checked) return std::nullopt;
  return vietnam_date(*listing.checked);
}

std::int64_t percent(std::int64_t part, std::int64_t all) {
  constexpr std::int64_t kWhole = 100;
  return all == 0 ? 0 : part * kWhole / all;
}

namespace rules {
namespace {

constexpr std::string_view kScheme = "https://";

Error wrong(std::string_view got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input, Problem{"link", std::string(text::cut(got, kMaxProblemText)), std::move(expected), message,
                                                     std::move(arguments)});
}

[[noreturn]] void broken(std::string_view what) { throw std::runtime_error("data/platforms/platforms.csv: " + std::string(what)); }

bool is_letter_of_host(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }
// Labels of letters, digits and hyphens, the last of letters: no name outside ASCII, no digits of a network, no dot at an end.
bool is_host(std::string_view host) {
  constexpr std::size_t kMostLabel = 63;   // RFC 1035, 2.3.4
  std::size_t labels = 0;
  for (const std::string_view label : text::split(host, '.')) {
    if (label.empty() || label.size() > kMostLabel || label.front() == '-' || label.back() == '-') return false;
    if (!std::ranges::all_of(label, is_letter_of_host)) return false;
    ++labels;
  }
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return labels > 1 && std::ranges::all_of(last, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_of(std::string_view host, std::string_view known) {
  if (host == known) return true;
  return host.size() > known.size() && host.ends_with(known) && host[host.size() - known.size() - 1] == '.';
}
bool is_of(std::string_view host, const Platform& platform) {
  return std::ranges::any_of(platform.hosts, [&](const std::string& known) { return is_of(host, known); });
}

// What no address holds as it is: blanks, controls, quotes, and the backslash that some programs take for a slash.
bool is_sound(std::string_view link) {
  constexpr std::string_view kNever = "\"'<>\\^`{|}";
  return std::ranges::all_of(link, [&](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && kNever.find(c) == std::string_view::npos;
  });
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return out;
}

// A browser's bar shows "/Chè-Shan": in the link its bytes stand in percent signs.
std::string encoded(std::string_view rest) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr unsigned kBits = 4, kLow = 15, kAscii = 0x80;
  std::string out;
  for (const char c : rest) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < kAscii) out += c;
    else out.append({'%', kDigits[byte >> kBits], kDigits[byte & kLow]});
  }
  return out;
}

// Who shared a link, from which post, in which campaign: nothing of it says which product it is.
bool is_tracking(std::string_view pair) {
  constexpr std::array<std::string_view, 3> kBegins{"utm_", "af_", "laz_"};
  constexpr std::array<std::string_view, 20> kNames{"fbclid", "gclid", "gad_source", "gbraid",  "wbraid", "zarsrc", "ttclid",
                                                    "msclkid", "sp_atk", "xptdk",     "smtt",    "spm",    "scm",    "clickTrackInfo",
                                                    "mkttid",  "mmp_pid", "uls_trackid", "_gl",   "share_token", "is_from_webapp"};
  const std::string_view name = pair.substr(0, pair.find('='));
  return std::ranges::any_of(kBegins, [&](std::string_view begin) { return name.starts_with(begin); }) ||
         std::ranges::find(kNames, name) != kNames.end();
}
std::string without_tracking(std::string_view query) {
  std::string out;
  for (const std::string_view pair : text::split(query, '&'))
    if (!pair.empty() && !is_tracking(pair)) out.append(out.empty() ? "?" : "&").append(pair);
  return out;
}

// https://host/rest#fragment in its parts; the host in small letters. Nullopt when it is not of that form.
struct Parts {
  std::string host;
  std::string_view path, query;        // the path with its slash, "/" when there is none
};
std::optional<Parts> parts_of(std::string_view link) {
  if (!is_sound(link) || lower_ascii(link.substr(0, kScheme.size())) != kScheme) return std::nullopt;
  std::string_view rest = link.substr(kScheme.size());
  rest = rest.substr(0, rest.find('#'));
  const std::size_t end = rest.find_first_of("/?");
  Parts out{.host = lower_ascii(rest.substr(0, end)), .path = "/", .query = {}};
  if (end != std::string_view::npos) rest.remove_prefix(end);
  else rest = {};
  const std::size_t mark = rest.find('?');
  if (rest.starts_with('/')) out.path = rest.substr(0, mark);
  if (mark != std::string_view::npos) out.query = rest.substr(mark + 1);
  if (!is_host(out.host)) return std::nullopt;
  return out;
}

bool is_front(std::string_view path) { return std::ranges::all_of(path, [](char c) { return c == '/'; }); }

std::string names_of(std::span<const Platform> platforms) {
  std::string out;
  for (const Platform& one : platforms) out += (out.empty() ? "" : ", ") + one.name;
  return out;
}

bool holds(const std::optional<Instant>& at, int days, Date today) { return at && vietnam_date(*at).plus_days(days) >= today; }

}  // namespace

std::vector<Platform> read_platforms(std::string_view file) {
  constexpr std::size_t kKey = 0, kName = 1, kHosts = 2, kCounts = 3, kAnswers = 4, kSource = 5, kAsOf = 6, kColumns = 7;
  const auto rows = csv::parse(file);
  if (!rows || rows->size() < 2) broken("cannot be read");
  const auto yes = [](const std::string& word) {
    if (word != "yes" && word != "no") broken("neither yes nor no: " + word);
    return word == "yes";
  };
  std::vector<Platform> out;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const std::vector<std::string>& row = (*rows)[i].fields;
    if (row.size() != kColumns) broken("a row has not seven columns");
    Platform one;
    one.key = row[kKey];
    one.name = row[kName];
    for (const std::string_view host : text::split(row[kHosts], ' ')) {
      if (!is_host(host)) broken("no host: " + std::string(host));
      one.hosts.emplace_back(host);
    }
    one.counts = yes(row[kCounts]) ? Platform::Counts::yes : Platform::Counts::no;
    one.answers = yes(row[kAnswers]) ? Platform::Answers::yes : Platform::Answers::no;
    one.source = row[kSource];
    one.as_of = row[kAsOf];
    if (one.key.empty() || one.name.empty() || !Date::parse_iso(one.as_of) || find(out, one.key) != nullptr)
      broken("key, name and day are needed, each key once");
    out.push_back(std::move(one));
  }
  return out;
}

const Platform* find(std::span<const Platform> platforms, std::string_view key) {
  const auto at = std::ranges::find(platforms, key, &Platform::key);
  return at == platforms.end() ? nullptr : &*at;
}

Result<Link> read_link(std::string_view typed, std::span<const Platform> platforms) {
  const std::string_view link = text::trim(typed);
  if (link.empty()) return wrong(link, "https://…", msg::link_is_missing);
  if (lower_ascii(link.substr(0, kScheme.size())) != kScheme) return wrong(link, "https://…", msg::link_is_not_https);
  const auto parts = parts_of(link);
  if (!parts) return wrong(link, "https, the platform's host alone, and the product's path", msg::link_is_odd);
  const auto at = std::ranges::find_if(platforms, [&](const Platform& one) { return is_of(parts->host, one); });
  if (at == platforms.end()) return wrong(link, "a host of a known platform", msg::link_is_foreign, {names_of(platforms)});
  const std::string query = without_tracking(parts->query);
  const std::string kept = std::string(kScheme) + parts->host + encoded(parts->path) + encoded(query);
  if (query.empty() && is_front(parts->path)) return wrong(link, "the page of the product or shop", msg::link_is_front, {at->name});
  if (kept.size() > static_cast<std::size_t>(kLinkLimit))
    return wrong(link, "at most " + std::to_string(kLinkLimit) + " characters", msg::link_is_long, {std::to_string(kLinkLimit)});
  return Link{&*at, kept};
}

std::optional<std::string> follow(const Platform& platform, std::string_view link, std::string_view location) {
  std::string target(location);
  if (target.starts_with("//")) target = "https:" + target;
  else if (target.starts_with('/')) target = std::string(kScheme) + std::string(host_of(link)) + target;
  const auto parts = parts_of(target);
  if (!parts || !is_of(parts->host, platform) || target.size() > static_cast<std::size_t>(kLinkLimit)) return std::nullopt;
  return std::string(kScheme) + parts->host + encoded(parts->path) +
         (parts->query.empty() ? std::string() : "?" + encoded(parts->query));
}

std::string_view host_of(std::string_view link) {
  link.remove_prefix(std::min(kScheme.size(), link.size()));
  return link.substr(0, link.find_first_of("/?#"));
}

namespace {

// What names the product in a link: its last word with a digit ("p123" of "/che-shan-p123.html"), or its last segment where none has.
std::string mark_of(std::string_view path) {
  const auto is_of_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  std::string word, mark;
  for (const char c : lower_ascii(path) + "/") {
    if (is_of_word(c)) {
      word += c;
      continue;
    }
    if (std::ranges::any_of(word, [](char one) { return one >= '0' && one <= '9'; })) mark = word;
    word.clear();
  }
  while (path.ends_with('/')) path.remove_suffix(1);
  return mark.empty() ? lower_ascii(path.substr(path.rfind('/') + 1)) : mark;
}

}  // namespace

Outcome judge(long status, std::string_view asked, std::string_view link) {
  constexpr long kOk = 200, kNotFound = 404, kGone = 410;
  constexpr std::array<std::string_view, 8> kDoors{"login", "signin", "sign-in", "dang-nhap", "captcha", "verify", "punish", "search"};
  if (status == kNotFound || status == kGone) return Outcome::missing;
  if (status != kOk) return Outcome::unsure;
  if (asked == link) return Outcome::found;
  const auto parts = parts_of(link);
  if (!parts || is_front(parts->path)) return Outcome::unsure;
  const std::string path = lower_ascii(parts->path);
  for (const std::string_view step : text::split(path, '/'))
    if (std::ranges::find(kDoors, step) != kDoors.end()) return Outcome::unsure;
  // A product that is gone is led to its shelf as a rule: that page is there, the product is not.
  const auto before = parts_of(asked);
  return before && mark_of(before->path) == mark_of(parts->path) ? Outcome::found : Outcome::unsure;
}

void note(Listing& listing, Outcome outcome, Instant now) {
  // A closed door says nothing: what was found stays found until that is old, and what is new stays new for its week.
  if (outcome == Outcome::unsure && (listing.finding == Finding::found || listing.finding == Finding::unchecked)) return;
  listing.checked = now;
  if (outcome == Outcome::missing) {
    const Date today = vietnam_date(now);
    if (listing.finding == Finding::gone) return;
    listing.finding = listing.missing_since && *listing.missing_since < today ? Finding::gone : Finding::missing;
    if (!listing.missing_since) listing.missing_since = today;
    return;
  }
  listing.missing_since.reset();
  if (outcome == Outcome::found) listing.finding = Finding::found;
  else if (listing.finding != Finding::gone) listing.finding = Finding::unsure;   // a closed door does not bring a product back
}

void confirm(Listing& listing, AccountId by, Instant now) {
  listing.confirmed = now;
  listing.confirmed_by = by;
  listing.missing_since.reset();
  if (listing.finding == Finding::missing || listing.finding == Finding::gone) listing.finding = Finding::unsure;
}

Instant next_look(const Listing& listing, Instant now, int spread, std::optional<std::chrono::seconds> wait) {
  constexpr std::int64_t kDay = 24LL * 60 * 60 * 1'000, kWeek = 7 * kDay, kSpreads = 1'000;
  constexpr std::chrono::days kMostWait{30};   // a platform that asks for more is asked once a month
  std::int64_t rest = listing.finding == Finding::missing ? kDay : kWeek;
  if (wait) rest = std::max<std::int64_t>(rest, std::chrono::milliseconds(std::min<std::chrono::seconds>(*wait, kMostWait)).count());
  return {now.milliseconds + rest + spread * (kDay / kSpreads)};
}

bool is_passed(const Share& share) { return share.sure() * 100 > kAim * share.products; }

Standing standing(const Listing& listing, Date today) {
  if (listing.until) return Standing::ended;
  if (listing.finding == Finding::gone) return Standing::gone;
  if (listing.finding == Finding::missing) return Standing::missing;
  if (listing.finding == Finding::found && holds(listing.checked, kFoundHolds, today)) return Standing::found;
  if (holds(listing.confirmed, kConfirmedHolds, today)) return Standing::confirmed;
  if (listing.finding == Finding::unchecked && holds(listing.added, kFreshHolds, today)) return Standing::fresh;
  return Standing::unknown;
}

bool is_shown(Standing standing) { return standing <= Standing::fresh; }

Result<void> may_begin(const NewListing& listing, Date today) {
  if (!listing.since || *listing.since <= today) return {};
  return Error::of(ErrorKind::invalid_input, Problem{"since", listing.since->iso(), "today or before", msg::since_is_ahead, {}});
}

Result<void> expect_room(std::span<const Listing> listings, const Platform& platform) {
  const auto full = [](std::size_t most, const Message& message, std::vector<Argument> arguments) {
    return Error::of(ErrorKind::conflict, Problem{"", "", "at most " + std::to_string(most), message, std::move(arguments)});
  };
  if (listings.size() >= kMostListings) return full(kMostListings, msg::too_many, {std::to_string(kMostListings)});
  const auto there = std::ranges::count_if(listings, [&](const Listing& one) { return !one.until && one.platform == platform.key; });
  if (static_cast<std::size_t>(there) < kMostAPlatform) return {};
  return full(kMostAPlatform, msg::too_many_there, {platform.name, std::to_string(kMostAPlatform)});
}

void order(std::vector<Listing>& listings) {
  std::ranges::sort(listings, [](const Listing& a, const Listing& b) {
    if (a.until.has_value() != b.until.has_value()) return !a.until.has_value();
    if (a.until && a.until != b.until) return a.until > b.until;
    if (a.platform != b.platform) return a.platform < b.platform;
    return a.since != b.since ? a.since < b.since : a.id < b.id;
  });
}

std::optional<Date> read_month(std::string_view word) {
  constexpr std::size_t kLetters = 7;   // "2026-10"
  return word.size() == kLetters ? Date::parse_iso(std::string(word) + "-01") : std::nullopt;
}
std::string month_word(Date day) {
  constexpr std::size_t kLetters = 7;
  return day.iso().substr(0, kLetters);
}
Date first_of_month(Date day) { return day.plus_days(1 - day.civil().day); }

}  // namespace rules
}  // namespace ocop::listings
