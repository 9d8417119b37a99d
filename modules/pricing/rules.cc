#include "modules/pricing/rules.h"

#include <algorithm>

#include "modules/pricing/messages.h"

namespace ocop::pricing {

std::string_view name(Way way) {
  switch (way) {
    case Way::home: return "home";
    case Way::platform: return "platform";
    case Way::supermarket: return "supermarket";
  }
  return {};
}

const Message& label(Way way) {
  switch (way) {
    case Way::home: return msg::way_home;
    case Way::platform: return msg::way_platform;
    case Way::supermarket: return msg::way_supermarket;
  }
  return msg::way_home;
}

namespace {

struct About {
  Asked asked;
  std::string_view name, page;
  Place place;
  const Message* label;
};
constexpr std::array<About, kAsked.size()> kAbout{{
    {Asked::registration, "registration", "/papers", Place::producer, &msg::asks_registration},
    {Asked::production_conditions, "production_conditions", "/papers", Place::producer, &msg::asks_production_conditions},
    {Asked::quality_declaration, "quality_declaration", "/papers", Place::producer, &msg::asks_quality_declaration},
    {Asked::test_sheet, "test_sheet", "/papers", Place::producer, &msg::asks_test_sheet},
    {Asked::quality_management, "quality_management", "/papers", Place::producer, &msg::asks_quality_management},
    {Asked::barcode, "barcode", "/items", Place::product, &msg::asks_barcode},
    {Asked::traceability, "traceability", "/papers", Place::producer, &msg::asks_traceability},
    {Asked::star, "star", "", Place::product, &msg::asks_star},
    {Asked::photo, "photo", "/photos", Place::product, &msg::asks_photo},
    {Asked::price, "price", "/items", Place::product, &msg::asks_price},
    {Asked::stock, "stock", "/items", Place::product, &msg::asks_stock},
    {Asked::content, "content", "/items", Place::product, &msg::asks_content},
    {Asked::ingredients, "ingredients", "/sheet", Place::product, &msg::asks_ingredients},
    {Asked::storage, "storage", "/sheet", Place::product, &msg::asks_storage},
    {Asked::shelf_life, "shelf_life", "/sheet", Place::product, &msg::asks_shelf_life},
    {Asked::margin, "margin", "/pricing", Place::product, &msg::asks_margin},
}};
const About& about(Asked asked) { return *std::ranges::find(kAbout, asked, &About::asked); }

}  // namespace

std::string_view name(Asked asked) { return about(asked).name; }
const Message& label(Asked asked) { return *about(asked).label; }
std::string_view page_of(Asked asked) { return about(asked).page; }
Place place_of(Asked asked) { return about(asked).place; }

std::string_view name(Line::State state) {
  switch (state) {
    case Line::State::there: return "there";
    case Line::State::missing: return "missing";
    case Line::State::hidden: return "hidden";
  }
  return {};
}

namespace rules {
namespace {

constexpr std::int64_t kHundred = 100, kYear = 365;   // days

std::int64_t share(std::int64_t amount, std::int64_t part, std::int64_t whole) { return (amount * part + whole / 2) / whole; }

struct Terms { int discount, fee, returns, days; bool carried; };
Terms terms_of(const PriceInput& input, Way way) {
  switch (way) {
    case Way::home: return {0, 0, 0, 0, false};
    case Way::platform: return {0, input.fee, input.platform_returns, 0, true};
    case Way::supermarket: return {input.discount, 0, input.supermarket_returns, input.days, true};
  }
  return {};
}

std::optional<std::int64_t> least(PriceInput input, Way way) {
  constexpr std::int64_t kStep = 100;                 // nobody asks for less change
  const auto is_enough = [&](std::int64_t steps) {
    input.price = steps * kStep;
    return split(input, way).left >= 0;
  };
  std::int64_t low = 0, high = kMostMoney / kStep;
  if (!is_enough(high)) return std::nullopt;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    if (is_enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low * kStep;
}

bool has_paper(const std::vector<producers::Paper>& papers, producers::PaperKind kind, Date today) {
  return std::ranges::any_of(papers, [&](const producers::Paper& one) {
    return one.kind == kind && !one.sha256.empty() && (!one.expires || *one.expires >= today);
  });
}

std::optional<producers::PaperKind> paper_of(Asked asked) {
  using producers::PaperKind;
  switch (asked) {
    case Asked::registration: return PaperKind::business_registration;
    case Asked::production_conditions: return PaperKind::production_conditions;
    case Asked::quality_declaration: return PaperKind::quality_declaration;
    case Asked::test_sheet: return PaperKind::test_sheet;
    case Asked::quality_management: return PaperKind::quality_management;
    case Asked::traceability: return PaperKind::barcode_trace;
    default: return std::nullopt;
  }
}

// Of the product itself.
bool is_there(Asked asked, const Facts& facts, const std::optional<PriceInput>& reckoned) {
  const auto any = [&](auto&& is) { return std::ranges::any_of(facts.items, is); };
  switch (asked) {
    case Asked::barcode: return !facts.product.gtin.empty() || any([](const items::Item& one) { return !one.gtin.empty(); });
    case Asked::star: return products::stars_in_force(facts.product.standing, facts.today) > 0;
    case Asked::photo: return facts.has_photo;
    case Asked::price: return any([](const items::Item& one) { return one.price > 0; });
    case Asked::stock: return any([](const items::Item& one) { return items::availability(one) != items::Availability::sold_out; });
    case Asked::content: return any([](const items::Item& one) { return one.content.amount > 0; });
    case Asked::ingredients: return !facts.sheet.ingredients.empty();
    case Asked::storage: return !facts.sheet.storage.empty();
    case Asked::shelf_life: return facts.sheet.shelf_life_days > 0;
    case Asked::margin: return reckoned && reckoned->cost > 0 && split(*reckoned, Way::supermarket).left > 0;
    default: return false;                            // papers
  }
}

}  // namespace

Split split(const PriceInput& input, Way way) {
  const Terms terms = terms_of(input, way);
  const std::int64_t carriage = terms.carried ? input.carriage : 0;
  Split out;
  out.returned = share(input.price, terms.returns, kHundred);
  const std::int64_t paid = input.price - out.returned;
  out.discount = share(paid, terms.discount, kHundred);
  const std::int64_t invoice = paid - out.discount;
  out.fee = share(invoice, terms.fee, kHundred);
  out.vat = share(invoice, input.vat, kHundred + input.vat);
  out.carriage = carriage + share(carriage, terms.returns, kHundred);
  out.credit = share((input.cost + carriage) * input.interest, terms.days, kHundred * kYear);
  out.cost = input.cost;
  out.left = invoice - out.fee - out.vat - out.carriage - out.credit - out.cost;
  return out;
}

Answer answer(const PriceInput& input, Way way) { return {way, split(input, way), least(input, way)}; }

std::vector<Line> readiness(const Facts& facts, const std::optional<PriceInput>& reckoned) {
  std::vector<Line> out;
  for (const Asked asked : kAsked) {
    using State = Line::State;
    const auto paper = paper_of(asked);
    if (paper && !facts.papers) out.push_back({State::hidden, asked});
    else if (paper) out.push_back({has_paper(*facts.papers, *paper, facts.today) ? State::there : State::missing, asked});
    else out.push_back({is_there(asked, facts, reckoned) ? State::there : State::missing, asked});
  }
  return out;
}

}  // namespace rules
}  // namespace ocop::pricing
