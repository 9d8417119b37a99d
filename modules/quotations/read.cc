#include <algorithm>
#include <charconv>
#include <map>

#include "kernel/base/tax_code.h"
#include "kernel/base/text.h"
#include "kernel/mail/letter.h"
#include "modules/quotations/messages.h"
#include "modules/quotations/rules.h"

// What buyers and makers type.
namespace ocop::quotations::rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// All that is wrong, field by field. What was typed is about a person and stands in none of it.
class Problems {
 public:
  void add(std::string_view field, std::string_view expected, const Message& message, std::vector<Argument> arguments = {}) {
    all_.push_back({std::string(field), {}, std::string(expected), message, std::move(arguments)});
  }
  template <class T> Result<T> or_value(T value) {
    if (all_.empty()) return value;
    return Error{.kind = ErrorKind::invalid_input, .problems = std::move(all_)};
  }

 private:
  std::vector<Problem> all_;
};

bool is_key(std::string_view typed) {
  const auto is_letter = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; };
  return typed.size() == kAttempt && std::ranges::all_of(typed, is_letter);
}

// "1.234.567" without its points, when they stand where they should.
std::optional<std::string> ungrouped(std::string_view typed) {
  constexpr std::size_t kGroup = 3;
  const char separator = typed.find('.') != std::string_view::npos ? '.' : typed.find(',') != std::string_view::npos ? ',' : ' ';
  const std::vector<std::string_view> groups = text::split(typed, separator);
  std::string out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool fits = i == 0 ? groups.size() == 1 || (!groups[0].empty() && groups[0].size() <= kGroup) : groups[i].size() == kGroup;
    if (!fits || !std::ranges::all_of(groups[i], is_digit)) return std::nullopt;
    out += groups[i];
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

void check_wanted(const Start& typed, Problems& problems) {
  bool any = !typed.words.empty();
  std::size_t lines = 0;
  for (const WantedText& one : typed.lines) {
    if (one.count.empty() || one.count == "0") continue;
    any = true;
    ++lines;
    if (!whole_of(one.count, kMostCount)) problems.add("lines", "1..1000000 pieces", msg::wrong_count, {std::to_string(kMostCount)});
  }
  if (lines > kMostLines) problems.add("lines", "30 lines", msg::many_lines, {std::to_string(kMostLines)});
  if (!any) problems.add("words", "what is wanted, in lines or words", msg::nothing_wanted);
}

void read_start(Start& out, Date today, Problems& problems) {
  check_wanted(out, problems);
  if (out.wanted_by && (*out.wanted_by < today || *out.wanted_by > today.plus_days(kMostAhead)))
    problems.add("wanted_by", "a day from today on", msg::wrong_day);
  if (out.name.empty()) problems.add("name", "whom to answer", msg::name_missing);
  if (const auto phone = orders::phone_of(out.phone)) out.phone = *phone;
  else problems.add("phone", "a telephone number of Vietnam", msg::wrong_phone);
  if (!out.tax_code.empty()) {
    if (auto code = tax_code_of(out.tax_code)) out.tax_code = std::move(*code);
    else problems.add("tax_code", "10 digits, 10-3 or 12 digits, or nothing", msg::wrong_tax_code);
  }
  if (!out.mail.empty()) {
    if (auto mail = mail::read_address(out.mail)) out.mail = std::move(*mail);
    else problems.add("mail", "an address of mail, or nothing", msg::wrong_mail);
  }
  if (!out.attempt.empty() && !is_key(out.attempt)) problems.add("attempt", "22 letters of base64url, or nothing", msg::send_again);
}

struct TypedLine { std::string item, title, unit, count, price, discount; };

// By row; rows in which nothing but a choice of nothing stands are not there. A place that is none is told of.
std::map<int, TypedLine> rows_of(const Draft& typed, Problems& problems) {
  std::map<int, TypedLine> out;
  for (const Cell& cell : typed.lines) {
    const std::string value(text::trim(cell.text));
    if (value.empty()) continue;
    int row = 0;
    const char* const end = cell.place.data() + cell.place.size();
    const auto [at, fault] = std::from_chars(cell.place.data(), end, row);
    const std::string_view column = fault == std::errc() && at != end && *at == '.' ? std::string_view(at + 1, end) : std::string_view();
    TypedLine& line = out[row];
    if (row < 1 || row > static_cast<int>(kMostLines)) problems.add("lines", "rows 1..30", msg::many_lines, {std::to_string(kMostLines)});
    else if (column == "item") line.item = value;
    else if (column == "title") line.title = value;
    else if (column == "unit") line.unit = value;
    else if (column == "count") line.count = value;
    else if (column == "price") line.price = value;
    else if (column == "discount") line.discount = value;
    else problems.add("lines", "item, title, unit, count, price, discount", msg::wrong_line);
  }
  return out;
}

Line read_line(int row, const TypedLine& typed, Problems& problems) {
  constexpr std::size_t kTitle = 200, kUnit = 20;   // characters: two rows of the paper; "kiện 24 hộp"
  const std::string place = "lines." + std::to_string(row) + ".";
  const auto argument = std::to_string(row);
  Line out{.title = text::clean(typed.title), .unit = text::clean(typed.unit)};
  if (!typed.item.empty()) {
    if (const auto item = items::ItemId::parse(typed.item); item && *item != items::ItemId{}) out.item = *item;
    else problems.add(place + "item", "an item of the maker", msg::item_gone, {argument});
  }
  if ((out.title.empty() && typed.item.empty()) || text::characters(out.title) > kTitle)
    problems.add(place + "title", "what is offered, in 200 characters", msg::title_missing, {argument});
  if (text::characters(out.unit) > kUnit) problems.add(place + "unit", "at most 20 characters", msg::unit_long, {argument});
  const auto count = whole_of(typed.count, kMostCount);
  if (count && *count > 0) out.count = *count;
  else problems.add(place + "count", "1..1000000", msg::line_count, {argument, std::to_string(kMostCount)});
  if (const auto price = whole_of(typed.price, kMostPrice)) out.price = *price;
  else problems.add(place + "price", "0..1000000000 đồng", msg::line_price, {argument});
  if (const auto discount = discount_of(typed.discount)) out.discount = *discount;
  else problems.add(place + "discount", "0..100 per cent, to a tenth", msg::line_discount, {argument});
  return out;
}

void read_days(Offer& out, const Draft& typed, Date today, Problems& problems) {
  out.valid_until = typed.valid_until.value_or(today.plus_days(kUsualValid));
  if (out.valid_until < today || out.valid_until > today.plus_days(kMostValid))
    problems.add("valid_until", "a day from today on, within a year", msg::wrong_validity);
  out.ready = typed.ready;
  if (out.ready && (*out.ready < today || *out.ready > today.plus_days(kMostAhead)))
    problems.add("ready", "a day from today on", msg::wrong_day);
}

void read_seller(Offer& out, const Draft& typed, Problems& problems) {
  out.seller_address = typed.seller_address;
  if (!typed.seller_tax.empty()) {
    if (auto code = tax_code_of(typed.seller_tax)) out.seller_tax = std::move(*code);
    else problems.add("seller_tax", "10 digits, 10-3 or 12 digits, or nothing", msg::wrong_tax_code);
  }
  if (!typed.seller_phone.empty()) {
    if (auto phone = orders::phone_of(typed.seller_phone)) out.seller_phone = std::move(*phone);
    else problems.add("seller_phone", "a telephone number of Vietnam, or nothing", msg::wrong_phone);
  }
}

}  // namespace

std::optional<std::string> tax_code_of(std::string_view typed) {
  auto business = tax_code::of_business(typed);
  return business ? std::move(business) : tax_code::of_person(typed);
}

std::optional<std::int64_t> whole_of(std::string_view typed, std::int64_t most) {
  for (const std::string_view currency : {"đồng", "đ", "₫", "VND", "VNĐ"})
    if (text::trim(typed).ends_with(currency)) typed = text::trim(typed).substr(0, text::trim(typed).size() - currency.size());
  const auto digits = ungrouped(text::trim(typed));
  if (!digits) return std::nullopt;
  std::int64_t out = 0;
  const auto [end, fault] = std::from_chars(digits->data(), digits->data() + digits->size(), out);
  return fault == std::errc() && out <= most ? std::optional(out) : std::nullopt;
}

std::optional<std::int64_t> discount_of(std::string_view typed) {
  std::string_view number = text::trim(typed);
  if (number.ends_with('%')) number = text::trim(number.substr(0, number.size() - 1));
  if (number.empty()) return text::trim(typed).empty() ? std::optional<std::int64_t>(0) : std::nullopt;
  const std::size_t point = number.find_first_of(".,");
  const std::string_view whole = number.substr(0, point), tenth = point == std::string_view::npos ? "0" : number.substr(point + 1);
  constexpr std::size_t kMostDigits = 3;   // 100
  if (whole.empty() || whole.size() > kMostDigits || tenth.size() != 1) return std::nullopt;
  if (!std::ranges::all_of(whole, is_digit) || !is_digit(tenth[0])) return std::nullopt;
  std::int64_t out = 0;
  for (const char c : whole) out = out * 10 + (c - '0');
  out = out * 10 + (tenth[0] - '0');
  return out <= kWhole ? std::optional(out) : std::nullopt;
}

Result<Start> read(const Start& typed, Date today) {
  Start out = typed;
  Problems problems;
  read_start(out, today, problems);
  return problems.or_value(std::move(out));
}

Result<Ask> read(const Ask& typed, Date today) {
  Ask out = typed;
  Problems problems;
  read_start(out, today, problems);
  if (typed.consent != Ask::Consent::yes) problems.add("consent", "yes", msg::consent_missing);
  return problems.or_value(std::move(out));
}

Result<Offer> read(const Draft& typed, Date today) {
  Offer out{.box = typed.box, .vat = typed.vat, .terms = typed.terms};
  Problems problems;
  for (const auto& [row, line] : rows_of(typed, problems)) out.lines.push_back(read_line(row, line, problems));
  if (out.lines.empty()) problems.add("lines", "a line", msg::no_lines);
  if (!typed.delivery.empty()) {
    if (const auto delivery = whole_of(typed.delivery, kMostPrice)) out.delivery = *delivery;
    else problems.add("delivery", "0..1000000000 đồng", msg::wrong_delivery);
  }
  read_days(out, typed, today, problems);
  read_seller(out, typed, problems);
  if (total(out) > kMostTotal) problems.add("lines", "at most 100 milliards", msg::too_much);
  return problems.or_value(std::move(out));
}

Draft draft_of(const Offer& offer) {
  Draft out{.delivery = offer.delivery > 0 ? text::group_digits(offer.delivery, Language::vi) : std::string(), .box = offer.box,
            .vat = offer.vat, .terms = offer.terms, .valid_until = offer.valid_until, .ready = offer.ready, .seller_tax = offer.seller_tax,
            .seller_phone = offer.seller_phone, .seller_address = offer.seller_address};
  for (std::size_t i = 0; i < offer.lines.size(); ++i) {
    const Line& line = offer.lines[i];
    const std::string row = std::to_string(i + 1) + ".";
    if (line.item != items::ItemId{}) out.lines.push_back({row + "item", line.item.text()});
    out.lines.push_back({row + "title", line.title});
    if (!line.unit.empty()) out.lines.push_back({row + "unit", line.unit});
    out.lines.push_back({row + "count", text::group_digits(line.count, Language::vi)});
    out.lines.push_back({row + "price", text::group_digits(line.price, Language::vi)});
    if (line.discount > 0)
      out.lines.push_back({row + "discount", std::to_string(line.discount / 10) + "," + std::to_string(line.discount % 10)});
  }
  return out;
}

}  // namespace ocop::quotations::rules
