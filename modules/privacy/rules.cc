#include "modules/privacy/rules.h"

#include "kernel/base/text.h"
#include "modules/privacy/messages.h"

namespace ocop::privacy::rules {
namespace {

int days_of(Wish wish, ThirdParty third_party) {
  if (third_party == ThirdParty::yes) return kThirdPartyDays;
  switch (wish) {
    case Wish::withdraw:
    case Wish::restrict_use:
    case Wish::object: return kUseDays;
    case Wish::see:
    case Wish::correct:
    case Wish::erase: break;
  }
  return kDataDays;
}

Result<void> still_open(const Request& request) {
  if (is_open(request.state)) return {};
  return Error::of(ErrorKind::conflict, {"", std::string(name(request.state)), "a request that is open", msg::wrong_ended});
}

}  // namespace

Clock clock(Wish wish, ThirdParty third_party, std::int64_t extended_days, Instant asked, const HolidayCalendar& holidays) {
  const Date day = vietnam_date(asked);
  return {holidays.plus_working_days(day, kReplyDays), day.plus_days(days_of(wish, third_party) + static_cast<int>(extended_days))};
}

Date due(const Request& request, const HolidayCalendar& holidays) {
  if (request.ended) return vietnam_date(*request.ended);
  const Clock both = clock(request.wish, request.third_party, request.extended_days, request.asked, holidays);
  return request.state == State::asked ? both.reply_by : both.done_by;
}

Instant notify_by(Instant detected) { return {detected.milliseconds + kBreachHours * 3'600'000}; }

Result<void> may_answer(const Request& request, const Answer& answer) {
  OCOP_CHECK(still_open(request));
  if (request.state == State::answered && answer.outcome == Outcome::answered)
    return Error::of(ErrorKind::conflict, {"outcome", "answered", "done or refused", msg::wrong_answered});
  if (text::trim(answer.words).empty())
    return Error::of(ErrorKind::invalid_input, {"words", "", "what the person is told", msg::wrong_words});
  return {};
}

Result<void> may_extend(const Request& request, const Extend& extend) {
  OCOP_CHECK(still_open(request));
  if (request.extended_days > 0) return Error::of(ErrorKind::conflict, {"", "", "a request that was not extended", msg::wrong_extended});
  if (extend.days < 1 || extend.days > kMostExtension)
    return Error::of(ErrorKind::invalid_input, {"days", std::to_string(extend.days), "1 to 15", msg::wrong_days});
  if (text::trim(extend.words).empty()) return Error::of(ErrorKind::invalid_input, {"words", "", "why", msg::wrong_words});
  return {};
}

}  // namespace ocop::privacy::rules
