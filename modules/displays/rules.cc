#include "modules/displays/rules.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/displays/messages.h"
#include "modules/marks/marks.h"

namespace ocop::displays {

std::string_view name(Piece piece) {
  switch (piece) {
    case Piece::tags: return "tags";
    case Piece::card: return "card";
    case Piece::leaflet: return "leaflet";
    case Piece::live: return "live";
  }
  return {};
}

const Message& label(Piece piece) {
  switch (piece) {
    case Piece::tags: return msg::piece_tags;
    case Piece::card: return msg::piece_card;
    case Piece::leaflet: return msg::piece_leaflet;
    case Piece::live: return msg::piece_live;
  }
  return msg::piece_tags;
}

namespace rules {
namespace {

std::string stock_of(const items::Item& item, Language language) {
  if (!item.stock) return in(msg::to_order, language);
  return *item.stock > 0 ? format(msg::left, language, {text::group_digits(*item.stock, language)}) : in(msg::sold_out, language);
}

// The unit that price_of_measure() counts in; a piece has none.
std::string by_measure(const items::Item& item, Language language) {
  const std::int64_t price = items::price_of_measure(item);
  if (price == 0) return {};
  const std::string_view unit = item.content.unit == items::Unit::gram ? "kg" : item.content.unit == items::Unit::millilitre ? "l" : "m";
  return items::show_money(price, language) + "/" + std::string(unit);
}

Priced priced(const items::Item& item, Language language) {
  return {.what = items::show(item, language),
          .has_price = item.price > 0,
          .price = item.price > 0 ? items::show_money(item.price, language) : in(msg::price_asked, language),
          .before = item.price > 0 && item.list_price > item.price ? items::show_money(item.list_price, language) : "",
          .by_measure = by_measure(item, language),
          .stock = stock_of(item, language)};
}

std::string_view chosen(std::string_view vi, std::string_view en, Language language) {
  return language == Language::en && !en.empty() ? en : vi;
}

// What may be printed of the maker's words today.
class Truthful {
 public:
  Truthful(const Facts& facts, int stars) : names_{facts.maker, facts.place}, stars_(stars) {}
  bool may(std::string_view words) const {
    return std::ranges::all_of(marks::claimed_stars(words, names_), [this](int claimed) { return claimed == stars_; });
  }
  std::string text(std::string_view words) const {
    if (may(words)) return std::string(words);
    std::string out;
    for (const std::string& one : sentences(words))
      if (may(one)) out.append(out.empty() ? "" : " ").append(one);
    return out;
  }

 private:
  std::array<std::string_view, 2> names_;   // of the facts
  int stars_;
};

std::string standing_of(const products::Standing& standing, int stars, Date today, Language language) {
  const std::string until = products::until_words(standing, today, language);
  const std::string number = std::to_string(stars);
  std::string out = until.empty() ? format(msg::stars_now, language, {number}) : format(msg::stars_until, language, {number, until});
  if (const std::string decision = products::decision_number(standing.decision); !decision.empty())
    out += "\n" + format(msg::by_decision, language, {decision});
  return out;
}

}  // namespace

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view piece) {
    const std::string_view one = text::trim(piece);
    if (!one.empty() && text::characters(one) <= kMostPointLetters) out.emplace_back(one);
  };
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '.' || text[i] == '!' || text[i] == '?';
    const bool closes = ends && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n');   // "3.5 kg" goes on
    if (!closes && text[i] != '\n') continue;
    add(text.substr(from, i + 1 - from));
    from = i + 1;
  }
  add(text.substr(from));
  return out;
}

Said say(const Facts& facts, const DisplayInput& input, Language language) {
  const products::Product& product = facts.product;
  const items::Sheet& sheet = facts.sheet;
  const Date today = vietnam_date(facts.now);
  const int stars = products::stars_in_force(product.standing, today);
  const Truthful truthful(facts, stars);
  Said out{.name = std::string(product.name_in(language)), .maker = facts.maker, .place = facts.place, .group = product.group};
  if (!truthful.may(out.name)) out.name = product.name;
  out.stars = stars;
  if (stars > 0) out.standing = standing_of(product.standing, stars, today, language);
  for (const items::Item& item : facts.items) {
    out.prices.push_back(priced(item, language));
    if (!truthful.may(out.prices.back().what)) out.prices.back().what = items::show(item.content, language);
  }
  for (const std::string_view text : {chosen(sheet.summary, sheet.summary_en, language), chosen(product.story, product.story_en, language)})
    for (std::string& one : sentences(text))
      if (out.points.size() < kMostPoints && truthful.may(one) && std::ranges::find(out.points, one) == out.points.end())
        out.points.push_back(std::move(one));
  out.ingredients = truthful.text(chosen(sheet.ingredients, sheet.ingredients_en, language));
  out.allergens = truthful.text(chosen(sheet.allergens, sheet.allergens_en, language));
  out.storage = truthful.text(chosen(sheet.storage, sheet.storage_en, language));
  out.usage = truthful.text(chosen(sheet.usage, sheet.usage_en, language));
  out.returns = truthful.text(chosen(sheet.returns, sheet.returns_en, language));
  out.address = facts.address;
  out.contact = input.contact;
  out.moment = show(facts.now, language);
  return out;
}

Result<void> check(const DisplayInput& input, const Facts& facts) {
  const bool has_price = std::ranges::any_of(facts.items, [](const items::Item& item) { return item.price > 0; });
  if (input.piece == Piece::tags && !has_price)
    return Error::of(ErrorKind::invalid_input, Problem{"piece", "tags", "an item with a price", msg::tags_need_a_price, {}});
  if (input.piece == Piece::live && facts.items.empty())
    return Error::of(ErrorKind::invalid_input, Problem{"piece", "live", "an item that is sold", msg::live_needs_an_item, {}});
  return {};
}

}  // namespace rules
}  // namespace ocop::displays
