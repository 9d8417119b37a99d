#include "modules/certificates/transition.h"

namespace ocop::certificates::rules {
namespace {

constexpr int kOldTextsDays = 60, kFirstDays = 60, kRenewalDays = 30;   // articles 11.2, 12.2a, 12.2b
struct Since { Text text; int year, month, day; };
constexpr Since kSince[] = {{Text::qd148_2023, 2023, 2, 24}, {Text::qd1489_2025, 2025, 7, 6},
                            {Text::qd26_2026, kInForceYear, kInForceMonth, kInForceDay}};

}  // namespace

Date in_force_from() { return *Date::of(kInForceYear, kInForceMonth, kInForceDay); }
Date old_texts_end() { return in_force_from().plus_days(kOldTextsDays); }

std::string_view name(Text text) {
  constexpr std::array<std::string_view, kTexts.size()> kNames{"1048/QĐ-TTg", "148/QĐ-TTg", "1489/QĐ-TTg", "26/2026/QĐ-TTg"};
  return kNames[static_cast<std::size_t>(text)];
}

Text text_of(Date decided, std::optional<Date> filed) {
  const bool old_rules = filed && *filed < in_force_from() && decided >= in_force_from() && decided <= old_texts_end();
  const Date day = old_rules ? in_force_from().plus_days(-1) : decided;
  Text out = Text::qd1048_2019;
  for (const Since& since : kSince)
    if (*Date::of(since.year, since.month, since.day) <= day) out = since.text;
  return out;
}

std::optional<Date> transition_ends(Filing filing, Date filed) {
  if (filed >= in_force_from()) return std::nullopt;
  return in_force_from().plus_days(filing == Filing::renewal ? kRenewalDays : kFirstDays);
}

bool holds_by_article_12_1(Date decided) { return decided < in_force_from(); }

}  // namespace ocop::certificates::rules
