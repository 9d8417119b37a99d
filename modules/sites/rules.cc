#include "modules/sites/rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "kernel/base/tax_code.h"
#include "kernel/base/text.h"
#include "modules/sites/messages.h"

namespace ocop::sites {

std::string_view name(Block block) {
  constexpr std::array<std::string_view, kBlocks.size()> kNames{"face", "story", "steps", "papers", "shops", "hours", "contact",
                                                               "trade"};
  return kNames[static_cast<std::size_t>(block)];
}
const Message& label(Block block) {
  constexpr std::array<const Message*, kBlocks.size()> kLabels{&msg::block_face,  &msg::block_story, &msg::block_steps,  &msg::block_papers,
                                                               &msg::block_shops, &msg::block_hours, &msg::block_contact,
                                                               &msg::block_trade};
  return *kLabels[static_cast<std::size_t>(block)];
}
const Message& teach(Block block) {
  constexpr std::array<const Message*, kBlocks.size()> kTexts{&msg::teach_face,  &msg::teach_story, &msg::teach_steps,  &msg::teach_papers,
                                                              &msg::teach_shops, &msg::teach_hours, &msg::teach_contact, &msg::teach_trade};
  return *kTexts[static_cast<std::size_t>(block)];
}
std::string_view name(Look look) {
  constexpr std::array<std::string_view, kLooks.size()> kNames{"rice", "indigo", "leaf", "clay"};
  return kNames[static_cast<std::size_t>(look)];
}
const Message& label(Look look) {
  constexpr std::array<const Message*, kLooks.size()> kLabels{&msg::look_rice, &msg::look_indigo, &msg::look_leaf, &msg::look_clay};
  return *kLabels[static_cast<std::size_t>(look)];
}
std::string_view name(Move move) { return move == Move::earlier ? "earlier" : "later"; }

namespace rules {
namespace {

constexpr std::array<std::string_view, kWeekdays> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr double kPointParts = 100'000;   // of a degree: each is a metre
constexpr int kHourMinutes = 60, kDayMinutes = 24 * kHourMinutes;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
Error wrong(std::string field, std::string_view got, std::string expected, const Message& message) {
  return Error::of(ErrorKind::invalid_input,
                   Problem{std::move(field), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message, {}});
}

// Without the blanks, dots and dashes that people part the digits of a number with.
std::string without_parts(std::string_view typed) {
  std::string out;
  for (const char c : typed)
    if (std::string_view(" .-()").find(c) == std::string_view::npos) out.push_back(c);
  return out;
}

int day_of(std::string_view word) {
  const auto found = std::ranges::find(kDays, word);
  return found == kDays.end() ? -1 : static_cast<int>(found - kDays.begin());
}

// Host of an https address: nullopt where it holds what an address that is shown to others must not.
std::optional<std::string> host_of(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  if (!url.starts_with(kScheme)) return std::nullopt;
  for (const char c : url)
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' || c == '\x7f') return std::nullopt;
  url.remove_prefix(kScheme.size());
  const std::string_view host = url.substr(0, url.find_first_of("/?#"));
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '-'; };
  if (host.find('.') == std::string_view::npos || !std::ranges::all_of(host, plain)) return std::nullopt;   // nor user or port
  return text::lower(host);
}

Result<std::vector<Shop>> shops_of(std::string_view typed, const std::string& field) {
  std::vector<Shop> out;
  for (const std::string_view raw : text::split(typed, '\n')) {
    const std::string_view line = text::trim(raw);
    if (line.empty()) continue;
    Shop shop;
    for (const std::string_view word : text::split(line, ' ')) {
      const bool is_link = host_of(word).has_value();
      if (is_link && !shop.link.empty()) return wrong(field, line, "one link a line", msg::two_links);
      if (is_link) shop.link = word;
      else if (!word.empty()) shop.words.append(shop.words.empty() ? "" : " ").append(word);
    }
    if (text::characters(line) > static_cast<std::size_t>(kLineLimit))
      return wrong(field, line, "lines of at most 300", msg::wrong_shop_line);
    out.push_back(std::move(shop));
  }
  if (out.size() > kMostShops) return wrong(field, std::to_string(out.size()), "at most 12 lines", msg::too_many_shops);
  return out;
}

std::string lines_of(const std::vector<Shop>& shops) {
  std::string out;
  for (const Shop& shop : shops) {
    if (!out.empty()) out += "\n";
    out += shop.words;
    if (!shop.link.empty()) out.append(shop.words.empty() ? "" : " ").append(shop.link);
  }
  return out;
}

struct HoursFields { const std::vector<std::string>& days; std::string_view opens, closes; std::string prefix; };
Result<void> put_hours(Week& week, const HoursFields& form) {
  if (form.days.empty() && form.opens.empty() && form.closes.empty()) return {};
  if (form.days.empty()) return {};                      // hours of no day: nobody ticked one
  const auto from = time_of_day(form.opens), to = time_of_day(form.closes);
  if (!from) return wrong(form.prefix + "opens", form.opens, "7:30", msg::wrong_time);
  if (!to) return wrong(form.prefix + "closes", form.closes, "17:00", msg::wrong_time);
  if (*from >= *to) return wrong(form.prefix + "closes", form.closes, "after it opens", msg::closes_before_it_opens);
  for (const std::string& word : form.days) {
    const int day = day_of(word);
    if (day < 0) return wrong(form.prefix + "days", word, "mon … sun", msg::wrong_day);
    week[static_cast<std::size_t>(day)] = Hours{*from, *to};
  }
  return {};
}

}  // namespace

std::string_view day_word(int weekday) { return kDays[static_cast<std::size_t>(weekday)]; }

std::optional<std::string> film_address(std::string_view typed) {
  const std::string url = typed.find("://") == std::string_view::npos ? "https://" + std::string(typed) : std::string(typed);
  const auto host = host_of(url);
  if (!host) return std::nullopt;
  for (const std::string_view known : {"youtube.com", "youtu.be", "facebook.com", "fb.watch", "tiktok.com"})
    if (*host == known || host->ends_with("." + std::string(known))) return url;
  return std::nullopt;
}

std::optional<std::string> telephone(std::string_view typed) {
  const std::string number = without_parts(text::trim(typed));
  const bool abroad = number.starts_with('+');
  const std::string_view digits = std::string_view(number).substr(abroad ? 1 : 0);
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  constexpr std::size_t kLeastAbroad = 8, kMostAbroad = 15;                           // ITU-T E.164 §6
  if (abroad) return digits.size() >= kLeastAbroad && digits.size() <= kMostAbroad ? std::optional(number) : std::nullopt;
  const bool hotline = (digits.starts_with("1800") || digits.starts_with("1900")) && (digits.size() == 8 || digits.size() == 10);
  const bool usual = digits.starts_with('0') && (digits.size() == 10 || digits.size() == 11);   // mobile; fixed with its area's code
  return hotline || usual ? std::optional(number) : std::nullopt;
}

std::optional<std::string> tax_code(std::string_view typed) { return ocop::tax_code::of_business(typed); }
bool is_identity_number(std::string_view typed) { return ocop::tax_code::of_person(typed).has_value(); }

std::optional<std::string> zalo_number(std::string_view typed) {
  std::string_view rest = text::trim(typed);
  for (const std::string_view start : {"https://", "http://", "www.", "zalo.me/"})
    if (rest.starts_with(start)) rest.remove_prefix(start.size());
  rest = rest.substr(0, rest.find_first_of("?#/"));
  std::string number = without_parts(rest);
  constexpr std::string_view kVietnam = "+84";
  if (number.starts_with(kVietnam)) number = "0" + number.substr(kVietnam.size());
  constexpr std::size_t kLeast = 8, kMost = 19;          // a telephone's; an official account's has up to nineteen
  if (number.size() < kLeast || number.size() > kMost || !std::ranges::all_of(number, is_digit)) return std::nullopt;
  return number;
}

std::optional<int> time_of_day(std::string_view typed) {
  std::string digits;
  for (const char c : typed) digits.push_back(is_digit(c) ? c : ' ');
  std::vector<int> parts;
  for (const std::string_view word : text::split(digits, ' ')) {
    if (word.empty()) continue;
    int value = 0;
    if (word.size() > 2 || std::from_chars(word.data(), word.data() + word.size(), value).ec != std::errc()) return std::nullopt;
    parts.push_back(value);
  }
  if (parts.empty() || parts.size() > 2) return std::nullopt;
  const int minutes = parts[0] * kHourMinutes + (parts.size() == 2 ? parts[1] : 0);
  if ((parts.size() == 2 && parts[1] >= kHourMinutes) || minutes > kDayMinutes) return std::nullopt;
  return minutes;
}

std::optional<Point> point(std::string_view typed) {
  constexpr double kSouth = 4, kNorth = 24, kWest = 102, kEast = 118;   // the country with Hoàng Sa and Trường Sa
  const std::size_t comma = typed.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view text) -> std::optional<double> {
    text = text::trim(text);
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  const auto latitude = number(typed.substr(0, comma)), longitude = number(typed.substr(comma + 1));
  if (!latitude || !longitude || !(*latitude >= kSouth && *latitude <= kNorth && *longitude >= kWest && *longitude <= kEast))
    return std::nullopt;
  const auto rounded = [](double degrees) { return std::round(degrees * kPointParts) / kPointParts; };
  return Point{rounded(*latitude), rounded(*longitude)};
}

std::string show(const std::optional<Point>& point) {
  if (!point) return {};
  const auto text = [](double degrees) {
    constexpr auto kParts = static_cast<long long>(kPointParts);
    const auto parts = static_cast<long long>(std::llround(degrees * kPointParts));
    std::string fraction = std::to_string(parts % kParts);
    fraction.insert(0, 5 - fraction.size(), '0');
    return std::to_string(parts / kParts) + "." + fraction;
  };
  return text(point->latitude) + ", " + text(point->longitude);
}

std::string show(int minutes) {
  const std::string rest = std::to_string(minutes % kHourMinutes);
  return std::to_string(minutes / kHourMinutes) + ":" + (rest.size() == 1 ? "0" : "") + rest;
}

// ---- what is written

Result<void> write(Content& content, const FaceForm& form) {
  content.face = {form.words, form.words_en};
  return {};
}
Result<void> write(Content& content, const StoryForm& form) {
  content.story = {form.story, form.story_en};
  return {};
}

Result<void> write(Step& step, const StepForm& form) {
  std::string film;
  if (!form.film.empty()) {
    const auto address = film_address(form.film);
    if (!address) return wrong("film", form.film, "https://youtube.com, facebook.com or tiktok.com", msg::wrong_film);
    film = *address;
  }
  step.title = {form.title, form.title_en};
  step.words = {form.words, form.words_en};
  step.film = std::move(film);
  return {};
}

Result<void> move(Content& content, StepId step, Move to) {
  const auto found = std::ranges::find(content.steps, step, &Step::id);
  if (found == content.steps.end()) return Error::of(ErrorKind::not_found, "step " + step.text());
  if (to == Move::earlier && found != content.steps.begin()) std::iter_swap(found, found - 1);
  if (to == Move::later && found + 1 != content.steps.end()) std::iter_swap(found, found + 1);
  return {};
}

Result<void> write(Content& content, const PapersForm& form, std::span<const PaperId> offered) {
  for (const PaperId id : form.papers)
    if (std::ranges::find(offered, id) == offered.end()) return wrong("papers", id.text(), "papers of the producer", msg::wrong_paper);
  content.papers = form.papers;
  return {};
}

Result<void> write(Content& content, const ShopsForm& form) {
  OCOP_TRY(shops, shops_of(form.shops, "shops"));
  OCOP_TRY(english, shops_of(form.shops_en, "shops_en"));
  content.shops = std::move(shops);
  content.shops_en = std::move(english);
  return {};
}
ShopsForm shops_form(const Content& content) { return {{}, lines_of(content.shops), lines_of(content.shops_en)}; }

Result<void> write(Content& content, const HoursForm& form) {
  Week week{};
  OCOP_CHECK(put_hours(week, {form.days, form.opens, form.closes, ""}));
  OCOP_CHECK(put_hours(week, {form.other_days, form.other_opens, form.other_closes, "other_"}));
  std::bitset<kMonths> season;
  for (const std::string& word : form.months) {
    int month = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), month);
    if (fault != std::errc() || end != word.data() + word.size() || month < 1 || month > kMonths)
      return wrong("months", word, "1 … 12", msg::wrong_month);
    season.set(static_cast<std::size_t>(month - 1));
  }
  content.week = week;
  content.season = season;
  return {};
}

HoursForm hours_form(const Content& content) {
  HoursForm out;
  std::optional<Hours> first, other;
  for (int day = 0; day < kWeekdays; ++day) {
    const auto& hours = content.week[static_cast<std::size_t>(day)];
    if (!hours) continue;
    if (!first) first = hours;
    if (hours == first) {
      out.days.emplace_back(day_word(day));
    } else {
      other = hours;
      out.other_days.emplace_back(day_word(day));
    }
  }
  if (first) out.opens = show(first->from), out.closes = show(first->to);
  if (other) out.other_opens = show(other->from), out.other_closes = show(other->to);
  for (std::size_t month = 0; month < kMonths; ++month)
    if (content.season[month]) out.months.push_back(std::to_string(month + 1));
  return out;
}

Result<void> write(Content& content, Contact& contact, const ContactForm& form) {
  std::string phone, zalo;
  std::optional<Point> at;
  if (!form.phone.empty()) {
    const auto number = telephone(form.phone);
    if (!number) return wrong("phone", form.phone, "a telephone number", msg::wrong_phone);
    phone = *number;
  }
  if (!form.zalo.empty()) {
    const auto number = zalo_number(form.zalo);
    if (!number) return wrong("zalo", form.zalo, "a number, or https://zalo.me/…", msg::wrong_zalo);
    zalo = *number;
  }
  if (!form.point.empty()) {
    at = point(form.point);
    if (!at) return wrong("point", form.point, "22.6667, 106.1333", msg::wrong_point);
  }
  contact.phone = std::move(phone);
  contact.zalo = std::move(zalo);
  content.point = at;
  content.visiting = {form.visiting, form.visiting_en};
  return {};
}

Result<void> write(Content& content, Contact& contact, const TradeForm& form) {
  std::string code;
  if (!form.tax_code.empty()) {
    if (is_identity_number(form.tax_code)) return wrong("tax_code", "", "10 digits, or 13 of a branch", msg::tax_code_is_personal);
    const auto checked = tax_code(form.tax_code);
    if (!checked) return wrong("tax_code", form.tax_code, "10 digits, or 13 of a branch", msg::wrong_tax_code);
    code = *checked;
  }
  contact.tax_code = std::move(code);
  content.delivery = {form.delivery, form.delivery_en};
  content.returns = {form.returns, form.returns_en};
  return {};
}

// ---- what stands there

bool has_hours(const Week& week) {
  return std::ranges::any_of(week, [](const auto& day) { return day.has_value(); });
}

bool is_open(const Week& week, Instant now) {
  const Date today = vietnam_date(now);
  const auto& hours = week[static_cast<std::size_t>(today.weekday() - 1)];
  constexpr std::int64_t kMinute = 60'000;
  const auto minutes = (now.milliseconds - start_of_vietnam_day(today).milliseconds) / kMinute;
  return hours && minutes >= hours->from && minutes < hours->to;
}

std::vector<HoursLine> hours_lines(const Week& week) {
  std::vector<HoursLine> out;
  if (!has_hours(week)) return out;
  for (int day = 0; day < kWeekdays; ++day) {
    const auto& hours = week[static_cast<std::size_t>(day)];
    if (!out.empty() && out.back().hours == hours) out.back().last = day;
    else out.push_back({day, day, hours});
  }
  return out;
}

bool is_written(Block block, const Content& content, const Contact& contact) {
  switch (block) {
    case Block::face: return contact.face.has_value() || !content.face.vi.empty();
    case Block::story: return !content.story.vi.empty();
    case Block::steps: return !content.steps.empty();
    case Block::papers: return !content.papers.empty();
    case Block::shops: return !content.shops.empty();
    case Block::hours: return has_hours(content.week) || content.season.any();
    case Block::contact:
      return !contact.phone.empty() || !contact.zalo.empty() || !content.visiting.vi.empty() || content.point.has_value();
    case Block::trade: return !contact.tax_code.empty() || !content.delivery.vi.empty() || !content.returns.vi.empty();
  }
  return false;
}

std::vector<Block> gaps(const Content& content, const Contact& contact) {
  std::vector<Block> out;
  for (const Block block : kBlocks)
    if (!is_written(block, content, contact)) out.push_back(block);
  return out;
}

Result<void> may_publish(const Content& content, const Contact& contact) {
  if (gaps(content, contact).size() < kBlocks.size()) return {};
  return Error::of(ErrorKind::conflict, Problem{"", "", "at least one block", msg::nothing_to_publish, {}});
}

std::vector<PictureId> pictures_of(const Content& content, const Contact& contact) {
  std::vector<PictureId> out;
  if (contact.face) out.push_back(*contact.face);
  for (const Step& step : content.steps)
    if (step.picture) out.push_back(*step.picture);
  return out;
}

std::vector<PictureId> pictures_to_keep(std::vector<PictureId> used, std::span<const Edition> earlier) {
  std::set<PictureId> kept(used.begin(), used.end());
  for (const Edition& edition : earlier) {
    std::set<PictureId> more = kept;
    for (const PictureId id : pictures_of(edition.content, edition.contact)) more.insert(id);
    if (more.size() > kMostPictures) break;
    kept = std::move(more);
  }
  return {kept.begin(), kept.end()};
}

Content restored(const Content& draft, const Content& edition, const std::optional<std::vector<PaperId>>& offered) {
  Content out = edition;
  out.visiting = draft.visiting;
  out.point = draft.point;
  if (!offered) out.papers = draft.papers;
  else std::erase_if(out.papers, [&](PaperId id) { return std::ranges::find(*offered, id) == offered->end(); });
  return out;
}

void forget_whereabouts(Content& content) {
  content.visiting = {};
  content.point.reset();
}

}  // namespace rules
}  // namespace ocop::sites
