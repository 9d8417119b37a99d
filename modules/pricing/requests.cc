#include "modules/pricing/requests.h"

#include "modules/pricing/messages.h"

namespace ocop::pricing {
namespace {

using input::Need;

// No channel keeps more of a price; a loan bears at most 20 % a year (Civil Code 2015, article 468).
constexpr std::int64_t kMostPercent = 60, kMostVat = 20, kMostDays = 365, kMostInterest = 20;

input::Options percent(const Message& label, std::int64_t most) {
  return {.label = label, .need = Need::optional, .least = 0, .most = most};
}

}  // namespace

const input::Declaration<PriceInput>& price_input() {
  static const input::Declaration<PriceInput> fields{
      input::integer("price", &PriceInput::price,
                     {.label = msg::field_price, .hint = msg::field_price_hint, .least = 1, .most = kMostMoney}),
      input::integer("cost", &PriceInput::cost, {.label = msg::field_cost, .hint = msg::field_cost_hint, .least = 0, .most = kMostMoney}),
      input::integer("carriage", &PriceInput::carriage,
                     {.label = msg::field_carriage, .hint = msg::field_carriage_hint, .need = Need::optional, .least = 0,
                      .most = kMostMoney}),
      input::integer("vat", &PriceInput::vat, percent(msg::field_vat, kMostVat)),
      input::integer("fee", &PriceInput::fee, percent(msg::field_fee, kMostPercent)),
      input::integer("platform_returns", &PriceInput::platform_returns, percent(msg::field_platform_returns, kMostPercent)),
      input::integer("discount", &PriceInput::discount, percent(msg::field_discount, kMostPercent)),
      input::integer("supermarket_returns", &PriceInput::supermarket_returns, percent(msg::field_supermarket_returns, kMostPercent)),
      input::integer("days", &PriceInput::days, percent(msg::field_days, kMostDays)),
      input::integer("interest", &PriceInput::interest, percent(msg::field_interest, kMostInterest))};
  return fields;
}

}  // namespace ocop::pricing
