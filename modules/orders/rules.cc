#include "modules/orders/rules.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "kernel/base/tax_code.h"
#include "kernel/base/text.h"
#include "kernel/mail/letter.h"
#include "modules/orders/messages.h"

namespace ocop::orders {

std::string_view name(State state) {
  constexpr std::array<std::string_view, 8> kNames{"placed", "confirmed", "sent", "done", "cancelled", "expired", "returning", "returned"};
  return kNames[static_cast<std::size_t>(state)];
}
const Message& label(State state) {
  switch (state) {
    case State::placed: return msg::state_placed;
    case State::confirmed: return msg::state_confirmed;
    case State::sent: return msg::state_sent;
    case State::done: return msg::state_done;
    case State::cancelled: return msg::state_cancelled;
    case State::expired: return msg::state_expired;
    case State::returning: return msg::state_returning;
    case State::returned: return msg::state_returned;
  }
  return msg::state_placed;
}
std::string_view name(Pay pay) { return pay == Pay::transfer ? "transfer" : "cash"; }
const Message& label(Pay pay) { return pay == Pay::transfer ? msg::pay_transfer : msg::pay_cash; }
std::string_view name(Way way) { return way == Way::pickup ? "pickup" : "delivery"; }
const Message& label(Way way) { return way == Way::pickup ? msg::way_pickup : msg::way_delivery; }
std::string_view name(Step step) {
  constexpr std::array<std::string_view, 11> kNames{"confirm",       "refuse",        "send",      "finish",        "cancel", "ask_return",
                                                    "accept_return", "refuse_return", "mark_paid", "mark_refunded", "expire"};
  return kNames[static_cast<std::size_t>(step)];
}
const Message& label(Step step) {
  switch (step) {
    case Step::confirm: return msg::step_confirm;
    case Step::refuse: return msg::step_refuse;
    case Step::send: return msg::step_send;
    case Step::finish: return msg::step_finish;
    case Step::cancel: return msg::step_cancel;
    case Step::ask_return: return msg::step_ask_return;
    case Step::accept_return: return msg::step_accept_return;
    case Step::refuse_return: return msg::step_refuse_return;
    case Step::mark_paid: return msg::step_mark_paid;
    case Step::mark_refunded: return msg::step_mark_refunded;
    case Step::expire: break;
  }
  return msg::state_expired;
}

bool is_gift(const Order& order) { return order.gift.boxed == Gift::Boxed::yes || !order.gift.receiver.empty(); }
bool owes_refund(const Order& order) {
  const bool over = order.state == State::cancelled || order.state == State::expired || order.state == State::returned;
  return over && order.paid && !order.refunded;
}
bool awaits_transfer(const Order& order) {
  return order.pay == Pay::transfer && !order.paid && (order.state == State::placed || order.state == State::confirmed);
}
std::optional<std::string> payload(const Order& order, const std::optional<payments::ReceivingAccount>& in_force) {
  if (!awaits_transfer(order) || !in_force || in_force->bin != order.bin || in_force->number != order.account) return std::nullopt;
  const auto written = payments::payload_for(order.bin, order.account, order.total, order.number);
  return written ? std::optional(*written) : std::nullopt;
}
std::string path_of(ProducerId producer) { return "/producers/" + producer.text() + "/orders"; }
std::string parcels_path(ProducerId producer) { return path_of(producer) + "/parcels"; }
std::string sales_path(ProducerId producer) { return path_of(producer) + "/sales"; }
std::string settings_path(ProducerId producer) { return path_of(producer) + "/settings"; }
std::string_view name(Paper paper) { return paper == Paper::receipt ? "receipt" : "delivery-note"; }
std::string order_path(ProducerId producer) { return "/producers/" + producer.text() + "/order"; }

namespace rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Error not_now(const Message& message) {
  return Error::of(ErrorKind::conflict, Problem{"step", "", "a step that is possible now", message, {}});
}

// The table: which party may take which step in which state, and what the order is then. What hangs on money and days is in allowed().
struct Row { Step step; Party by; State from, to; };
constexpr std::array kRows{
    Row{Step::confirm, Party::maker, State::placed, State::confirmed},
    Row{Step::refuse, Party::maker, State::placed, State::cancelled},
    Row{Step::refuse, Party::maker, State::confirmed, State::cancelled},
    Row{Step::cancel, Party::buyer, State::placed, State::cancelled},
    Row{Step::cancel, Party::buyer, State::confirmed, State::cancelled},
    Row{Step::send, Party::maker, State::confirmed, State::sent},
    Row{Step::finish, Party::maker, State::sent, State::done},
    Row{Step::finish, Party::buyer, State::sent, State::done},
    Row{Step::ask_return, Party::buyer, State::sent, State::returning},
    Row{Step::ask_return, Party::buyer, State::done, State::returning},
    Row{Step::accept_return, Party::maker, State::sent, State::returned},       // a parcel that nobody took in
    Row{Step::accept_return, Party::maker, State::returning, State::returned},
    Row{Step::refuse_return, Party::maker, State::returning, State::done},
    Row{Step::expire, Party::clock, State::placed, State::expired},
    Row{Step::expire, Party::clock, State::confirmed, State::expired},
};

bool needs_reason(Step step) { return step == Step::refuse || step == Step::ask_return || step == Step::refuse_return; }
bool is_over(State state) { return state == State::cancelled || state == State::expired || state == State::returned; }

const Row* row_of(const Order& order, Step step, Party by) {
  const auto at = std::ranges::find_if(kRows, [&](const Row& row) { return row.step == step && row.by == by && row.from == order.state; });
  return at == kRows.end() ? nullptr : &*at;
}

// Beside the table.
bool allowed(const Order& order, Step step, Party by, Instant now) {
  constexpr std::int64_t kDay = 24 * kHour;
  switch (step) {
    case Step::mark_paid:   // a transfer may come to what was cancelled or has expired, a note late to what came back: it is owed back then
      return by == Party::maker && !order.paid && (!is_over(order.state) || order.state == State::returned || order.pay == Pay::transfer);
    case Step::mark_refunded: return by == Party::maker && owes_refund(order);
    case Step::cancel: return row_of(order, step, by) && !(order.state == State::confirmed && order.paid);   // then the maker is asked
    case Step::send:   // nothing leaves unpaid but what two agreed to pay otherwise: a transfer into no account
      return row_of(order, step, by) && (order.pay == Pay::cash || order.paid || order.account.empty());
    case Step::expire: return row_of(order, step, by) && order.until && *order.until <= now && !order.paid;
    case Step::ask_return:
      return row_of(order, step, by) && order.reason.empty() && order.moved &&
             now.milliseconds - order.moved->milliseconds <= kReturnDays * kDay;
    default: return row_of(order, step, by) != nullptr;
  }
}

using Wrong = std::function<void(std::string_view field, std::string_view expected, const Message& message)>;

// What is about a gift. Who receives it pays nothing, so the buyer does, by transfer.
void read_gift(NewOrder& out, const Wrong& wrong) {
  if (out.gift != Gift::Boxed::yes) out.card.clear();
  else if (out.pay == Pay::cash) wrong("pay", "transfer, of a gift", msg::gift_by_transfer);
  if (out.receiver.empty() && out.receiver_phone.empty() && out.receiver_address.empty()) return;
  if (out.receiver.empty()) wrong("receiver", "who receives it", msg::receiver_missing);
  if (const auto phone = phone_of(out.receiver_phone)) out.receiver_phone = *phone;
  else wrong("receiver_phone", "a telephone number of Vietnam", msg::wrong_phone);
  if (out.way != Way::delivery) out.receiver_address.clear();
  else if (out.receiver_address.empty()) wrong("receiver_address", "where it is brought to", msg::address_missing);
  if (out.pay == Pay::cash && out.gift != Gift::Boxed::yes)
    wrong("pay", "transfer, of what somebody else receives", msg::gift_by_transfer);
}

// What is about the invoice: nothing of it is kept where none is asked for.
void read_billing(NewOrder& out, const Wrong& wrong) {
  if (out.invoiced != NewOrder::Invoiced::yes) {
    for (std::string* one : {&out.company, &out.tax_code, &out.company_address, &out.invoice_mail}) one->clear();
    return;
  }
  if (out.company.empty()) wrong("company", "on whom it is made out", msg::company_missing);
  auto code = tax_code::of_business(out.tax_code);
  if (!code) code = tax_code::of_person(out.tax_code);
  if (code) out.tax_code = *code;
  else wrong("tax_code", "10 digits, 13 of a branch, or a person's 12", msg::wrong_buyers_tax_code);
  if (auto mail = mail::read_address(out.invoice_mail)) out.invoice_mail = std::move(*mail);
  else wrong("invoice_mail", "an address of mail", msg::wrong_invoice_mail);
}

bool has_lines_of(const Order& order, const NewOrder& wanted) {
  std::multiset<std::pair<std::string, std::int64_t>> had, asked;
  for (const Line& line : order.lines) had.emplace(line.item.text(), line.count);
  for (const Wanted& one : wanted.lines) {
    const auto item = items::ItemId::parse(one.item);
    if (const std::int64_t count = count_of(one.count); count != 0) asked.emplace(item ? item->text() : one.item, count);
  }
  return had == asked;
}

}  // namespace

std::optional<std::string> phone_of(std::string_view typed) {
  std::string digits;
  for (const char c : typed) {
    if (is_digit(c)) digits += c;
    else if (c == '+' && digits.empty()) continue;
    else if (c != ' ' && c != '.' && c != '-') return std::nullopt;
  }
  if (digits.starts_with("84") && digits.size() == 11) digits = "0" + digits.substr(2);
  constexpr std::string_view kMobile = "35789";
  const bool mobile = digits.size() == 10 && digits[0] == '0' && kMobile.find(digits[1]) != std::string_view::npos;
  const bool landline = digits.size() == 11 && digits.starts_with("02");
  return mobile || landline ? std::optional(digits) : std::nullopt;
}

std::int64_t count_of(std::string_view typed) {
  std::int64_t out = 0;
  const auto [end, fault] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
  if (typed.empty()) return 0;
  return fault == std::errc() && end == typed.data() + typed.size() && out >= 0 ? out : -1;
}

Result<NewOrder> read(const NewOrder& typed) {
  NewOrder out = typed;
  std::vector<Problem> problems;
  const Wrong wrong = [&](std::string_view field, std::string_view expected, const Message& message) {
    problems.push_back({std::string(field), {}, std::string(expected), message, {}});   // never what was typed: it is about a person
  };
  if (std::ranges::all_of(typed.lines, [](const Wanted& one) { return count_of(one.count) == 0; }))
    wrong("lines", "one of something", msg::nothing_ordered);
  if (typed.buyer.empty()) wrong("buyer", "who receives it", msg::buyer_missing);
  if (const auto phone = phone_of(typed.phone)) out.phone = *phone;
  else wrong("phone", "a telephone number of Vietnam", msg::wrong_phone);
  read_gift(out, wrong);
  const bool to_buyer = typed.way == Way::delivery && out.receiver.empty();
  if (to_buyer && typed.address.empty()) wrong("address", "where it is brought to", msg::address_missing);
  if (!to_buyer) out.address.clear();
  if (!typed.mail.empty()) {
    if (auto mail = mail::read_address(typed.mail)) out.mail = std::move(*mail);
    else wrong("mail", "an address of mail, or nothing", msg::wrong_mail);
  }
  read_billing(out, wrong);
  if (typed.consent != NewOrder::Consent::yes) wrong("consent", "yes", msg::consent_missing);
  const auto is_letter = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; };
  if (!typed.attempt.empty() && (typed.attempt.size() != kAttempt || !std::ranges::all_of(typed.attempt, is_letter)))
    wrong("attempt", "22 letters of base64url, or nothing", msg::send_again);
  if (!problems.empty()) return Error{.kind = ErrorKind::invalid_input, .problems = std::move(problems)};
  return out;
}

bool is_of(const Order& order, ProducerId producer, const NewOrder& wanted) {
  if (order.producer != producer || order.pay != wanted.pay || order.way != wanted.way || !has_lines_of(order, wanted)) return false;
  const bool forgotten = order.phone.empty();
  Gift gift = order.gift;
  gift.price = 0;
  return forgotten || (order.buyer == wanted.buyer && order.phone == wanted.phone && order.address == wanted.address &&
                       order.note == wanted.note && order.mail == wanted.mail && order.billing == billing_of(wanted) &&
                       gift == gift_of(wanted));
}

bool is_pressed_again(const Order& order, ProducerId producer, const NewOrder& wanted, Instant now) {
  const auto same = [](std::string_view one, std::string_view other) { return text::fold(one) == text::fold(other); };
  const bool is_open = (order.state == State::placed || order.state == State::confirmed) && !order.paid;
  const bool just_now = now.milliseconds - order.placed.milliseconds < kPressedAgain;
  return is_open && just_now && order.producer == producer && order.way == wanted.way && !order.phone.empty() &&
         order.phone == wanted.phone && same(order.buyer, wanted.buyer) && same(order.address, wanted.address) &&
         same(order.gift.receiver, wanted.receiver) && order.gift.phone == wanted.receiver_phone &&
         same(order.gift.address, wanted.receiver_address) && has_lines_of(order, wanted);
}

std::vector<Step> possible(const Order& order, Party by, Instant now) {
  std::vector<Step> out;
  for (const Step step : kSteps)
    if (allowed(order, step, by, now)) out.push_back(step);
  return out;
}

Result<Order> after(const Order& order, const Move& move, Party by, Instant now) {
  if (!allowed(order, move.step, by, now)) {
    if (move.step == Step::send && row_of(order, move.step, by)) return not_now(msg::not_paid_yet);
    if (move.step == Step::cancel && row_of(order, move.step, by)) return not_now(msg::paid_already);
    return not_now(msg::step_not_now);
  }
  if (needs_reason(move.step) && move.reason.empty())
    return Error::of(ErrorKind::invalid_input, Problem{"reason", "", "why", msg::reason_missing, {}});
  Order out = order;
  if (needs_reason(move.step)) out.reason = move.reason;
  if (move.step == Step::mark_paid) {
    out.paid = now;
    out.until.reset();
    if (out.state == State::placed) out.state = State::confirmed;   // what is paid is agreed
  } else if (move.step == Step::mark_refunded) {
    out.refunded = now;
  } else {
    out.state = row_of(order, move.step, by)->to;
    // From the maker's yes a transfer has a day; a cash order waits for the maker.
    if (out.state == State::confirmed && out.pay == Pay::transfer && !out.paid) out.until = Instant{now.milliseconds + kUnpaid};
    else out.until.reset();
  }
  if (out.state != order.state) out.moved = now;
  if (move.step == Step::send) out.handed = now;
  out.waits = waits(out);
  return out;
}

Order::Waits waits(const Order& order) {
  const bool to_send = order.state == State::confirmed && (order.pay == Pay::cash || order.paid);
  const bool next = order.state == State::placed || order.state == State::returning || to_send || owes_refund(order);
  return next ? Order::Waits::yes : Order::Waits::no;
}

std::vector<Line> by_item(std::vector<Line> lines) {
  std::ranges::sort(lines, {}, &Line::item);
  return lines;
}

bool gives_back(const Order& before, const Order& after) {
  const bool had = !is_over(before.state), has = !is_over(after.state);
  return had && !has && after.state != State::returned;   // what comes back is looked at before anybody sells it again
}

Gift gift_of(const NewOrder& wanted) {
  return {.boxed = wanted.gift, .card = wanted.card, .receiver = wanted.receiver, .phone = wanted.receiver_phone,
          .address = wanted.receiver_address};
}

Billing billing_of(const NewOrder& wanted) {
  if (wanted.invoiced != NewOrder::Invoiced::yes) return {};
  return {Billing::Asked::yes, wanted.company, wanted.tax_code, wanted.company_address, wanted.invoice_mail};
}

Result<Invoice> read(const NoteInvoice& typed, const Order& order, Date today) {
  OCOP_CHECK(may_print(order, Paper::receipt));            // before that nothing was sold
  const Invoice out = typed;
  if (out == Invoice{}) return out;
  const auto wrong = [](std::string_view field, std::string_view expected, const Message& message) {
    return Error::of(ErrorKind::invalid_input, Problem{std::string(field), {}, std::string(expected), message, {}});
  };
  if (out.series.empty()) return wrong("series", "as on the invoice", msg::invoice_series_missing);
  if (out.number.empty() || !std::ranges::all_of(out.number, is_digit)) return wrong("number", "digits", msg::wrong_invoice_number);
  if (!out.day || *out.day > today || *out.day < vietnam_date(order.placed))
    return wrong("day", "from the order's day until today", msg::wrong_invoice_day);
  return out;
}

Result<Parcel> read(const NoteParcel& typed, const Order& order, Date today) {
  const bool is_accepted = order.handed || order.state == State::confirmed;
  if (order.way != Way::delivery || !is_accepted)
    return Error::of(ErrorKind::conflict, Problem{"", "", "an order that is brought", msg::no_parcel, {}});
  const Parcel out = typed;
  const auto wrong = [](std::string_view field, std::string_view expected, const Message& message) {
    return Error::of(ErrorKind::invalid_input, Problem{std::string(field), {}, std::string(expected), message, {}});
  };
  if (!out.tracking.empty() && out.carrier.empty()) return wrong("carrier", "who brings it", msg::carrier_missing);
  Date since = vietnam_date(order.placed);
  for (const auto& [field, day] : {std::pair{"handed", out.day}, {"collected", out.collected}, {"remitted", out.remitted}}) {
    if (!day) continue;
    if (*day < since || *day > today) return wrong(field, "from the day before it until today", msg::wrong_parcel_day);
    since = *day;
  }
  const bool has_money = out.collected || out.remitted || out.amount;
  if (has_money && order.pay != Pay::cash) return wrong("collected", "nothing of a transfer", msg::nothing_collected);
  if (has_money && !order.handed) return wrong("collected", "once it was sent", msg::not_sent_yet);
  if (out.remitted && !out.amount) return wrong("amount", "what came", msg::remitted_amount_missing);
  if (out.amount && !out.remitted) return wrong("remitted", "when it came", msg::remitted_day_missing);
  if (out.amount && (*out.amount < 1 || *out.amount > order.total)) return wrong("amount", "1 to the total", msg::wrong_remitted_amount);
  return out;
}

Result<SetSeller> read(const SetSeller& typed) {
  SetSeller out = typed;
  const auto wrong = [](const Message& message) {   // never what was typed: it may be somebody's identity number
    return Error::of(ErrorKind::invalid_input, Problem{"tax_code", "", "10 digits, or 13 of a branch", message, {}});
  };
  if (typed.tax_code.empty()) return out;
  if (tax_code::of_person(typed.tax_code)) return wrong(msg::tax_code_is_personal);
  const auto code = tax_code::of_business(typed.tax_code);
  if (!code) return wrong(msg::wrong_tax_code);
  out.tax_code = *code;
  return out;
}

Result<void> may_print(const Order& order, Paper paper) {
  const bool is_packed = order.state == State::confirmed || order.state == State::sent;
  if (paper == Paper::receipt ? order.paid || order.handed : is_packed) return {};
  return Error::of(ErrorKind::conflict, paper == Paper::receipt
                                            ? Problem{"", "", "a paid order, or one handed over", msg::no_receipt_yet, {}}
                                            : Problem{"", "", "an order that is to be sent", msg::no_delivery_note, {}});
}

std::int64_t to_collect(const Order& order) { return order.pay == Pay::cash && !order.paid ? order.total : 0; }

std::vector<Matched> match(std::span<const Received> lines, std::span<const Order> orders) {
  std::map<std::string_view, const Order*> by_number;
  std::multimap<std::int64_t, const Order*> awaited;   // by amount
  for (const Order& order : orders) {
    if (order.pay != Pay::transfer) continue;
    by_number.emplace(order.number, &order);
    if (awaits_transfer(order)) awaited.emplace(order.total, &order);
  }
  std::vector<Matched> out;
  std::set<std::string_view> taken;    // by a line above: a second transfer of the same order is nobody's yet
  for (const Received& line : lines) {
    Matched one{.line = line};
    for (const std::string& number : payments::references_in(line.words))
      if (by_number.contains(number)) one.numbers.push_back(number);
    if (one.numbers.size() == 1) {
      const Order& order = *by_number.find(one.numbers.front())->second;
      if (order.paid || taken.contains(order.number)) one.how = Matched::How::again;
      else one.how = order.total == line.amount ? Matched::How::exact : Matched::How::near;
      if (one.how == Matched::How::exact) taken.insert(order.number);
    } else if (!one.numbers.empty()) {
      one.how = Matched::How::near;    // one transfer for several orders: a person looks
    } else {
      const auto [first, last] = awaited.equal_range(line.amount);
      for (auto at = first; at != last; ++at)
        if (!taken.contains(at->second->number)) one.numbers.push_back(at->second->number);
      if (!one.numbers.empty()) one.how = Matched::How::near;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace rules
}  // namespace ocop::orders
