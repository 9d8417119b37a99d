#include "modules/ladders/requests.h"

#include "modules/ladders/messages.h"
#include "modules/ladders/rules.h"

namespace ocop::ladders {
namespace {

using input::Need;

constexpr std::int64_t kOptionLimit = 20;   // characters: "6.1.3b/4" and longer codes to come

}  // namespace

const input::Declaration<Look>& look() {
  static const input::Declaration<Look> fields{
      input::integer("target", &Look::target, {.label = msg::target, .need = Need::optional, .wrong = msg::target_is_recognised,
                                               .least = rulebooks::kLeastRecognised, .most = rulebooks::kMostStars})};
  return fields;
}

const input::Declaration<SetPrice>& set_price() {
  static const input::Declaration<SetPrice> fields{
      input::line("option", &SetPrice::option,
                  {.label = msg::option, .most = kOptionLimit, .about = "criterion/number of the option: 1.5/3"}),
      input::integer("money", &SetPrice::money,
                     {.label = msg::money, .hint = msg::money_hint, .need = Need::optional, .most = rulebooks::kMostMoney}),
      input::integer("months", &SetPrice::months,
                     {.label = msg::months, .hint = msg::months_hint, .need = Need::optional, .most = rulebooks::kMostMonths})};
  return fields;
}

const input::Declaration<SavePlan>& save_plan() {
  static const input::Declaration<SavePlan> fields{
      input::version(&SavePlan::version),
      input::integer("target", &SavePlan::target, {.label = msg::target, .wrong = msg::target_is_recognised,
                                                   .least = rulebooks::kLeastRecognised, .most = rulebooks::kMostStars}),
      input::line("owner", &SavePlan::owner,
                  {.label = msg::owner, .hint = msg::owner_hint, .need = Need::optional, .most = rules::kOwnerLimit}),
      input::date("starts", &SavePlan::starts, {.label = msg::starts, .hint = msg::starts_hint})};
  return fields;
}

const input::Declaration<RemovePlan>& remove_plan() {
  static const input::Declaration<RemovePlan> fields{input::version(&RemovePlan::version)};
  return fields;
}

}  // namespace ocop::ladders
