#include "modules/channels/rules.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/gs1/gtin.h"
#include "kernel/i18n/translate.h"
#include "modules/channels/messages.h"
#include "modules/marks/marks.h"

namespace ocop::channels::rules {
namespace {

// ---- the values ----------------------------------------------------------------------------------------------------------------------

struct Source {
  const Record& record;
  const Surroundings& around;
  const items::Item& item = record.item;
  const items::Sheet& sheet = record.sheet;
  const products::Product& product = record.product;
  bool english() const { return around.language == Language::en; }
};

std::string said(std::int64_t number) { return number == 0 ? std::string() : std::to_string(number); }
std::string money(std::int64_t dong) { return dong == 0 ? std::string() : std::to_string(dong) + " VND"; }
// What a field of two languages says; English has what was written in English alone.
const std::string& either(const Source& source, const std::string& vi, const std::string& en) { return source.english() ? en : vi; }

// 1,234 thousandths as "1.234": what machines read.
std::string decimal(std::int64_t thousandths, std::int64_t whole) {
  if (thousandths == 0) return {};
  std::string out = std::to_string(thousandths / whole);
  if (thousandths % whole == 0) return out;
  std::string rest = std::to_string(whole + thousandths % whole).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return out + "." + rest;
}

int stars_of(const Source& source) { return products::stars_in_force(source.product.standing, source.around.today); }

std::string title(const Source& source, Language language) {
  std::string out(language == Language::en ? source.product.name_en : source.product.name);
  if (out.empty()) return out;
  for (const std::string& part : {source.item.option, source.item.option_two, items::show(source.item.content, language)})
    if (!part.empty()) out += ", " + part;
  return out;
}

std::string description(const Source& source) {
  std::string out = either(source, source.sheet.summary, source.sheet.summary_en);
  if (out.empty()) out = either(source, source.product.story, source.product.story_en);
  if (out.empty()) return out;
  const Language language = source.around.language;
  const auto add = [&](const Message& label, const std::string& text) {
    if (!text.empty()) out += "\n" + in(label, language) + ": " + text;
  };
  add(msg::ingredients, either(source, source.sheet.ingredients, source.sheet.ingredients_en));
  add(msg::allergens, either(source, source.sheet.allergens, source.sheet.allergens_en));
  add(msg::storage, either(source, source.sheet.storage, source.sheet.storage_en));
  add(msg::made_by, source.record.maker + (source.record.place.empty() ? "" : ", " + source.record.place));
  return out;
}

// Shops cut a square from the middle otherwise, and many take JPEG alone.
std::string image(const Source& source, const products::Photo& photo) {
  for (const images::Size size : {images::Size::square, images::Size::large, images::Size::medium})
    for (const products::PhotoFile& file : photo.files)
      if (file.size == size && file.encoding == images::Encoding::jpeg)
        return source.around.public_url + "/media/" + file.sha256 + "." + std::string(images::ending(file.encoding));
  return {};
}

std::string more_images(const Source& source, const Field& field) {
  std::string out;
  for (std::size_t i = 1; i < source.record.photos.size() && (field.most == 0 || i <= field.most); ++i) {
    if (field.nth != 0 && i != field.nth) continue;
    const std::string one = image(source, source.record.photos[i]);
    if (!one.empty()) out += (out.empty() ? "" : ",") + one;
  }
  return out;
}

// Numbers of a company's own house say nothing outside, and coupons are no goods.
std::string gtin_14(const Source& source) {
  const std::string& number = source.item.gtin.empty() && source.record.first ? source.product.gtin : source.item.gtin;
  return number.empty() || gs1::circulation_of(number) != gs1::Circulation::open ? std::string() : number;
}
std::string gtin(const Source& source) {
  const std::string number = gtin_14(source);
  return number.empty() ? number : std::string(gs1::ean13_of(number).value_or(number));
}

std::string id_of(const Source& source) {
  constexpr std::size_t kTail = 8;   // of the item's own id: with the code 17 letters, and nobody meets one that is there
  const std::string id = source.item.id.text();
  return source.product.code + "-" + id.substr(id.size() - kTail);
}

const std::string& brand(const Source& source) { return source.sheet.brand.empty() ? source.record.maker : source.sheet.brand; }

std::string available_from(const Source& source) {
  if (items::availability(source.item) != items::Availability::to_order || source.sheet.lead_days == 0) return {};
  return Date{source.around.today.days + static_cast<std::int32_t>(source.sheet.lead_days)}.iso() + "T09:00+0700";
}

// Groups I and II of Decision 26/2026 are food and drink; herbs of group III are eaten by nobody as food.
bool is_food(const Source& source) { return source.product.group == "I" || source.product.group == "II"; }

std::string link(const Source& source) {
  return source.around.public_url + (source.english() ? "/en" : "") + "/products/" + source.product.code;
}

// Of the star: each field, or nothing of any when it does not hold.
std::string of_star(const Source& source, From from) {
  const int stars = stars_of(source);
  const products::Standing& standing = source.product.standing;
  if (stars == 0) return {};
  switch (from) {
    case From::star: return format(msg::star, source.around.language, {std::to_string(stars)});
    case From::star_number: return std::to_string(stars);
    case From::star_scheme: return "OCOP";
    case From::star_since: return standing.decided ? standing.decided->iso() : std::string();
    case From::star_until: return products::last_day(standing) ? products::last_day(standing)->iso() : std::string();
    case From::decision: return standing.decision;
    default: return {};
  }
}

std::string of_product(const Source& source, const Field& field) {
  const items::Sheet& sheet = source.sheet;
  const From from = field.from;
  switch (from) {
    case From::id: return id_of(source);
    case From::group: return source.record.siblings > 1 ? source.product.code : std::string();
    case From::group_code: return source.product.code;
    case From::title: return title(source, source.around.language);
    case From::title_en: return title(source, Language::en);
    case From::description: return description(source);
    case From::summary: return either(source, sheet.summary, sheet.summary_en);
    case From::link: return link(source);
    case From::node: return source.around.public_url + "/products/" + source.product.code + "#" + id_of(source);   // of both languages
    case From::image: return source.record.photos.empty() ? std::string() : image(source, source.record.photos.front());
    case From::more_images: return more_images(source, field);
    case From::brand: return brand(source);
    case From::maker: return source.record.maker;
    case From::place: return source.record.place;
    case From::country: return source.english() ? "Vietnam" : "Việt Nam";
    case From::new_: return "new";
    case From::product_type: return in(products::group_words(source.product.group), source.around.language);
    case From::axis: return sheet.axis;
    case From::axis_two: return sheet.axis_two;
    case From::product_class: return is_food(source) ? "food" : "other";
    case From::ingredients: return either(source, sheet.ingredients, sheet.ingredients_en);
    case From::food_ingredients: return is_food(source) ? either(source, sheet.ingredients, sheet.ingredients_en) : std::string();
    case From::storage: return either(source, sheet.storage, sheet.storage_en);
    case From::shelf_life: return said(sheet.shelf_life_days);
    case From::vat: return sheet.vat ? std::to_string(*sheet.vat) : std::string();
    default: return of_star(source, from);
  }
}

std::string measure_plain(const items::Item& item) {
  return std::to_string(item.content.amount) + " " + std::string(items::name(item.content.unit));
}

std::string of_item(const Source& source, From from) {
  constexpr std::int64_t kGrams = 1'000, kMillimetres = 10;
  const items::Item& item = source.item;
  const bool reduced = item.list_price > item.price && item.price > 0;
  switch (from) {
    case From::availability: return std::string(items::name(items::availability(item)));
    case From::available_from: return available_from(source);
    case From::lead_days: return items::availability(item) == items::Availability::to_order ? said(source.sheet.lead_days) : std::string();
    case From::stock: return item.stock ? std::to_string(*item.stock) : std::string();
    case From::price: return money(reduced ? item.list_price : item.price);
    case From::sale_price: return reduced ? money(item.price) : std::string();
    case From::price_number: return said(item.price);
    case From::list_number: return said(reduced ? item.list_price : item.price);
    case From::sale_number: return reduced ? said(item.price) : std::string();
    case From::currency: return item.price == 0 ? "" : "VND";
    case From::gtin: return gtin(source);
    case From::gtin_14: return gtin_14(source);
    case From::mpn: return item.sku;   // the maker's own number, and the maker is who made it; ours would be made up
    case From::seller_sku: return item.sku.empty() ? id_of(source) : item.sku;
    case From::identifier_exists: return gtin(source).empty() && (item.sku.empty() || brand(source).empty()) ? "no" : "yes";
    case From::option: return item.option;
    case From::option_two: return item.option_two;
    case From::measure: return items::show(item.content, source.around.language);
    case From::measure_plain:
      return item.content.unit == items::Unit::piece || item.content.amount == 0 ? std::string() : measure_plain(item);
    case From::amount: return said(item.content.amount);
    case From::unit: return item.content.amount == 0 ? std::string() : std::string(items::name(item.content.unit));
    case From::weight: return item.parcel_grams == 0 ? std::string() : std::to_string(item.parcel_grams) + " g";
    case From::weight_number: return said(item.parcel_grams);
    case From::weight_kg: return decimal(item.parcel_grams, kGrams);
    case From::length_cm: return decimal(item.parcel_length, kMillimetres);
    case From::width_cm: return decimal(item.parcel_width, kMillimetres);
    case From::height_cm: return decimal(item.parcel_height, kMillimetres);
    default: return {};
  }
}

// What the maker typed of a field, apart from what stands with it: a description ends with the maker's name and its place, and neither
// "HTX Ba Sao" nor "xã Ba Sao" claims anything.
std::vector<std::string_view> typed_of(const Source& source, From from) {
  const items::Sheet& sheet = source.sheet;
  const items::Item& item = source.item;
  switch (from) {
    case From::title: return {source.english() ? source.product.name_en : source.product.name, item.option, item.option_two};
    case From::title_en: return {source.product.name_en, item.option, item.option_two};
    case From::summary: return {either(source, sheet.summary, sheet.summary_en)};
    case From::description: {
      const std::string& summary = either(source, sheet.summary, sheet.summary_en);
      return {summary.empty() ? either(source, source.product.story, source.product.story_en) : summary,
              either(source, sheet.ingredients, sheet.ingredients_en), either(source, sheet.allergens, sheet.allergens_en),
              either(source, sheet.storage, sheet.storage_en)};
    }
    case From::brand: return {sheet.brand};   // empty: the maker's name stands there
    case From::axis: return {sheet.axis};
    case From::axis_two: return {sheet.axis_two};
    case From::ingredients: case From::food_ingredients: return {either(source, sheet.ingredients, sheet.ingredients_en)};
    case From::storage: return {either(source, sheet.storage, sheet.storage_en)};
    case From::option: return {item.option};
    case From::option_two: return {item.option_two};
    case From::mpn: case From::seller_sku: return {item.sku};
    default: return {};
  }
}

bool claims_what_does_not_hold(const Source& source, From from, int stars) {
  const std::array<std::string_view, 2> names{source.record.maker, source.record.place};
  for (const std::string_view typed : typed_of(source, from))
    for (const int claimed : marks::claimed_stars(typed, names))
      if (claimed != stars) return true;
  return false;
}

bool is_needed(const Field& field, const items::Item& item) {
  return field.need == Need::required ||
         (field.need == Need::of_what_is_made_to_order && items::availability(item) == items::Availability::to_order);
}

// Where a sentence, or a part of one, ends within the first `end` bytes; 0 = nowhere.
std::size_t last_end(std::string_view text, std::size_t end, std::string_view signs) {
  for (std::size_t at = std::min(end, text.size()); at-- > 0;) {
    const bool closes =
        signs.find(text[at]) != std::string_view::npos && (at + 1 >= text.size() || text[at + 1] == ' ' || text[at + 1] == '\n');
    if (closes) return at + 1;
  }
  return 0;
}

std::size_t bytes_of(std::string_view text, std::size_t letters) {
  std::size_t at = 0;
  for (; at < text.size() && letters > 0; --letters) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

}  // namespace

std::string shorten(std::string_view text, std::size_t most) {
  if (most == 0 || text::characters(text) <= most) return std::string(text);
  const std::size_t end = bytes_of(text, most);
  if (const std::size_t sentence = last_end(text, end, ".!?;\n"); sentence > end / 2)
    return std::string(text::trim(text.substr(0, sentence)));
  constexpr std::string_view kMore = "…";
  const std::size_t room = bytes_of(text, most - 1);
  if (const std::size_t part = last_end(text, room, ",:"); part > end / 2)
    return std::string(text::trim(text.substr(0, part - 1))) + std::string(kMore);
  const std::size_t word = text.find_last_of(" \n", room);
  if (word == std::string_view::npos || word == 0) return std::string(text.substr(0, room)) + std::string(kMore);
  return std::string(text::trim(text.substr(0, word))) + std::string(kMore);
}

Filled fill(const Channel& channel, const Record& record, const Surroundings& around) {
  const Source source{record, around};
  Filled out;
  const int stars = stars_of(source);
  for (const Field& field : channel.fields) {
    std::string value = of_product(source, field);
    if (value.empty()) value = of_item(source, field.from);
    if (!field.words.empty() && !value.empty()) {
      const auto word = field.words.find(value);
      value = word == field.words.end() ? std::string() : word->second;
    }
    if (claims_what_does_not_hold(source, field.from, stars)) out.missing.push_back({field.key, field.from, Missing::Why::star});
    if (field.from != From::more_images) value = shorten(value, field.most);
    if (value.empty() && is_needed(field, record.item)) out.missing.push_back({field.key, field.from, Missing::Why::absent});
    out.values.push_back(std::move(value));
  }
  return out;
}

std::string_view page_of(From from) {
  switch (from) {
    case From::image: case From::more_images: return "/photos";
    case From::title_en: return "/edit";
    case From::description: case From::summary: case From::brand: case From::ingredients: case From::food_ingredients: case From::storage:
    case From::shelf_life: case From::vat: case From::axis: case From::axis_two: case From::lead_days: case From::available_from:
      return "/sheet";
    case From::title: return "/edit";
    default: return "/items";
  }
}

}  // namespace ocop::channels::rules
