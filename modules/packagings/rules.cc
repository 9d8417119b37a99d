#include "modules/packagings/rules.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/packagings/messages.h"

namespace ocop::packagings {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The two ends of "A…B" in small letters; the second is empty of a single lot. A hyphen stands inside numbers ("L2411-01"), so it parts
// only between blanks.
struct Ends { std::string_view first, last; };
Ends ends_of(std::string_view typed) {
  constexpr std::array<std::string_view, 8> kBetween{"…", "...", "..", " đến ", " to ", " - ", "–", "→"};
  for (const std::string_view between : kBetween) {
    const std::size_t at = typed.find(between);
    if (at == std::string_view::npos) continue;
    return {text::trim(typed.substr(0, at)), text::trim(typed.substr(at + between.size()))};
  }
  return {text::trim(typed), {}};
}

// "L2411-" and "05" of "L2411-05".
struct Numbered { std::string_view head, digits; };
Numbered numbered(std::string_view lot) {
  std::size_t at = lot.size();
  while (at > 0 && is_digit(lot[at - 1])) --at;
  return {lot.substr(0, at), lot.substr(at)};
}

// Lots between which one can count: the same head, and as many digits, so that the order of digits is that of the numbers.
bool belong_together(std::string_view first, std::string_view last) {
  const Numbered a = numbered(first), b = numbered(last);
  return !a.digits.empty() && a.head == b.head && a.digits.size() == b.digits.size() && a.digits <= b.digits;
}

}  // namespace

std::string_view name(Side side) { return side == Side::front ? "front" : "back"; }
std::string_view name(State state) {
  constexpr std::array<std::string_view, 3> kNames{"draft", "in_use", "out_of_use"};
  return kNames[static_cast<std::size_t>(state)];
}

const Photo* Packaging::photo(Side side) const {
  const auto at = std::ranges::find(photos, side, &Photo::side);
  return at == photos.end() ? nullptr : &*at;
}

State state(const Packaging& packaging, Date today) {
  if (!packaging.since) return State::draft;
  return !packaging.until || *packaging.until >= today ? State::in_use : State::out_of_use;
}

bool bears(std::string_view kept, std::string_view lot) {
  const std::string range = text::lower(kept), one = text::lower(text::trim(lot));
  const Ends ends = ends_of(range);
  if (ends.last.empty()) return ends.first == one;
  return belong_together(ends.first, one) && belong_together(one, ends.last);
}

std::string path_of(const products::Product& product) { return "/products/" + product.code + "/packagings"; }
std::string path_of(const products::Product& product, PackagingId packaging) { return path_of(product) + "/" + packaging.text(); }

namespace rules {
namespace {

Error wrong(std::string_view field, std::string_view got, std::string expected, const Message& message,
            std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input,
                   Problem{std::string(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message,
                           std::move(arguments)});
}
Error stands_against(std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::conflict, Problem{"", "", std::move(expected), message, std::move(arguments)});
}

// None of either is all of them.
bool share_an_item(const Packaging& a, const Packaging& b) {
  if (a.items.empty() || b.items.empty()) return true;
  return std::ranges::any_of(a.items, [&](items::ItemId one) { return std::ranges::find(b.items, one) != b.items.end(); });
}
bool is_for_all_of(const Packaging& wide, const Packaging& narrow) {
  if (wide.items.empty()) return true;
  if (narrow.items.empty()) return false;
  return std::ranges::all_of(narrow.items, [&](items::ItemId one) { return std::ranges::find(wide.items, one) != wide.items.end(); });
}

bool share_a_day(const Packaging& other, const Period& period) {
  return (!other.until || *other.until >= period.since) && (!period.until || *period.until >= *other.since);
}

Result<void> days_hold(const Period& period, Date today) {
  if (period.since > today) return wrong("since", period.since.iso(), "today or before", msg::since_is_ahead);
  if (period.until && *period.until < period.since) return wrong("until", period.until->iso(), "since or later", msg::until_is_before);
  if (period.until && *period.until > today) return wrong("until", period.until->iso(), "today or before", msg::until_is_ahead);
  return {};
}

}  // namespace

Result<void> says_something(const Draft& draft) {
  const bool any = !draft.front.content.empty() || !draft.back.content.empty() || !draft.change.empty() || !draft.label.empty() ||
                   !draft.designer.empty();
  if (any) return {};
  return wrong("front", "", "a photo or some words", msg::draft_is_empty);
}

Result<std::vector<std::string>> read_lots(std::string_view typed, std::span<const std::string> kept) {
  std::vector<std::string> out;
  bool is_kept = false;
  std::string apart(typed);
  std::ranges::replace_if(apart, [](char c) { return c == ',' || c == ';'; }, '\n');
  for (const std::string_view line : text::split(apart, '\n')) {
    const std::string lot = text::clean(line);
    if (std::ranges::find(kept, lot) != kept.end()) is_kept = true;
    if (lot.empty() || std::ranges::find(kept, lot) != kept.end() || std::ranges::find(out, lot) != out.end()) continue;
    if (text::characters(lot) > static_cast<std::size_t>(kLotLimit))
      return wrong("lots", lot, "at most " + std::to_string(kLotLimit) + " characters a lot", msg::lot_is_long,
                   {std::to_string(kLotLimit)});
    const std::string compared = text::lower(lot);
    const Ends ends = ends_of(compared);
    const bool is_range = ends.first.size() + ends.last.size() < compared.size();
    if (is_range && !belong_together(ends.first, ends.last))
      return wrong("lots", lot, "two numbers of the same form, the lesser first", msg::range_is_wrong, {lot});
    out.push_back(lot);
  }
  if (out.empty() && is_kept) return out;   // sent twice: they are there
  if (out.empty()) return wrong("lots", typed, "a lot that is not there yet", msg::no_new_lot);
  if (kept.size() + out.size() > kMostLots)
    return wrong("lots", std::to_string(out.size()), "at most " + std::to_string(kMostLots) + " of a packaging", msg::too_many_lots,
                 {std::to_string(kMostLots)});
  return out;
}

Result<std::vector<Packaging>> put_in_use(const Packaging& draft, std::span<const Packaging> others, const Period& period, Date today) {
  OCOP_CHECK(is_draft(draft));
  OCOP_CHECK(days_hold(period, today));
  if (!draft.photo(Side::front)) return stands_against("a photo of the front", msg::front_is_needed);
  const bool first = std::ranges::none_of(others, [](const Packaging& one) { return one.since.has_value(); });
  if (!first && draft.change.empty()) return stands_against("what changed", msg::change_is_needed);
  std::vector<Packaging> ending;
  for (const Packaging& other : others) {
    if (!other.since || !share_an_item(draft, other) || !share_a_day(other, period)) continue;
    const Argument number = std::to_string(other.number), since = other.since->in_a_sentence();
    if (other.until)
      return wrong("since", period.since.iso(), "days in which no other one is in use", msg::days_are_taken,
                   {number, since, other.until->in_a_sentence()});
    if (period.until) return wrong("until", period.until->iso(), "before " + other.since->iso(), msg::ends_too_late, {number, since});
    if (period.since <= *other.since)
      return wrong("since", period.since.iso(), "after " + other.since->iso(), msg::begins_too_early, {number, since});
    if (!is_for_all_of(draft, other)) return stands_against("all sizes of the one in use", msg::is_for_more, {number});
    ending.push_back(other);
    ending.back().until = period.since.plus_days(-1);
  }
  return ending;
}

Result<void> may_end(const Packaging& packaging, Date until, Date today) {
  OCOP_CHECK(was_in_use(packaging));
  if (packaging.until) return stands_against("a packaging in use", msg::ended_before);
  if (until < *packaging.since) return wrong("until", until.iso(), "since or later", msg::until_is_before);
  if (until > today) return wrong("until", until.iso(), "today or before", msg::until_is_ahead);
  return {};
}

Result<void> is_draft(const Packaging& packaging) {
  if (!packaging.since) return {};
  return stands_against("a draft", msg::was_shown);
}
Result<void> was_in_use(const Packaging& packaging) {
  if (packaging.since) return {};
  return stands_against("a packaging that is or was in use", msg::is_a_draft);
}
Result<void> expect_place_for_note(const Packaging& packaging) {
  OCOP_CHECK(was_in_use(packaging));
  if (packaging.notes.size() < kMostNotes) return {};
  return stands_against("at most " + std::to_string(kMostNotes) + " notes", msg::too_many_notes, {std::to_string(kMostNotes)});
}

void order(std::vector<Packaging>& packagings) {
  std::ranges::sort(packagings, [](const Packaging& a, const Packaging& b) {
    if (a.since.has_value() != b.since.has_value()) return a.since.has_value();
    return a.since != b.since ? a.since < b.since : a.number < b.number;
  });
}

std::optional<std::size_t> one_before(std::span<const Packaging> packagings, std::size_t at) {
  for (std::size_t i = at; i-- > 0;)
    if (share_an_item(packagings[i], packagings[at])) return i;
  return std::nullopt;
}

std::vector<Part> differences(const Packaging& before, const Packaging& after) {
  const auto same_photo = [&](Side side) {
    const Photo *a = before.photo(side), *b = after.photo(side);
    if (!a || !b) return a == b;
    return std::ranges::equal(a->files, b->files, {}, &products::PhotoFile::sha256, &products::PhotoFile::sha256);
  };
  const auto sorted = [](std::vector<items::ItemId> ids) {
    std::ranges::sort(ids);
    return ids;
  };
  std::vector<Part> out;
  if (!same_photo(Side::front)) out.push_back(Part::front);
  if (!same_photo(Side::back)) out.push_back(Part::back);
  if (before.designer != after.designer) out.push_back(Part::designer);
  if (sorted(before.items) != sorted(after.items)) out.push_back(Part::items);
  if (!lines_missing(before.label, after.label).empty() || !lines_missing(after.label, before.label).empty()) out.push_back(Part::label);
  return out;
}

std::vector<std::string_view> lines_missing(std::string_view in, std::string_view of) {
  std::vector<std::string_view> there, out;
  for (const std::string_view line : text::split(in, '\n')) there.push_back(text::trim(line));
  for (const std::string_view line : text::split(of, '\n'))
    if (const std::string_view one = text::trim(line); !one.empty() && std::ranges::find(there, one) == there.end()) out.push_back(one);
  return out;
}

}  // namespace rules
}  // namespace ocop::packagings
