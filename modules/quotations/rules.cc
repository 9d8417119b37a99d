#include "modules/quotations/rules.h"

#include <algorithm>
#include <tuple>

#include "modules/quotations/messages.h"

namespace ocop::quotations {

std::string_view name(State state) {
  constexpr std::array<std::string_view, 6> kNames{"asked", "offered", "accepted", "declined", "withdrawn", "lapsed"};
  return kNames[static_cast<std::size_t>(state)];
}
const Message& label(State state) {
  switch (state) {
    case State::asked: return msg::state_asked;
    case State::offered: return msg::state_offered;
    case State::accepted: return msg::state_accepted;
    case State::declined: return msg::state_declined;
    case State::withdrawn: return msg::state_withdrawn;
    case State::lapsed: break;
  }
  return msg::state_lapsed;
}
std::string_view name(Step step) {
  constexpr std::array<std::string_view, 6> kNames{"offer", "withdraw", "accept", "decline", "forget", "lapse"};
  return kNames[static_cast<std::size_t>(step)];
}
const Message& label(Step step) {
  switch (step) {
    case Step::offer: return msg::step_offer;
    case Step::withdraw: return msg::step_withdraw;
    case Step::accept: return msg::step_accept;
    case Step::decline: return msg::step_decline;
    case Step::forget: return msg::step_forget;
    case Step::lapse: break;
  }
  return msg::state_lapsed;
}

std::int64_t total(const Line& line) {
  const std::int64_t tenths = line.count * line.price * (rules::kWhole - line.discount);
  return (tenths + rules::kWhole / 2) / rules::kWhole;
}
std::int64_t goods(const Offer& offer) {
  std::int64_t out = 0;
  for (const Line& line : offer.lines) out += total(line);
  return out;
}
std::int64_t total(const Offer& offer) { return goods(offer) + offer.delivery; }

std::string list_path(ProducerId producer) { return "/producers/" + producer.text() + "/quotations"; }
std::string ask_path(ProducerId producer) { return "/producers/" + producer.text() + "/quotation"; }
std::string one_path(ProducerId producer, std::string_view number) { return list_path(producer) + "/" + std::string(number); }

namespace rules {
namespace {

// Which party may take which step in which state, and what the quotation is then. What hangs on days is in allowed().
constexpr std::array kRows{
    Row{Step::offer, Party::maker, State::asked, State::offered},
    Row{Step::offer, Party::maker, State::offered, State::offered},       // mended: another number, the earlier one stays readable
    Row{Step::offer, Party::maker, State::declined, State::offered},      // they talked, and agreed on another price
    Row{Step::offer, Party::maker, State::lapsed, State::offered},
    Row{Step::withdraw, Party::maker, State::asked, State::withdrawn},
    Row{Step::withdraw, Party::maker, State::offered, State::withdrawn},
    Row{Step::accept, Party::buyer, State::offered, State::accepted},
    Row{Step::decline, Party::buyer, State::asked, State::declined},      // the question is taken back
    Row{Step::decline, Party::buyer, State::offered, State::declined},
    Row{Step::forget, Party::buyer, State::declined, State::declined},    // what was accepted is an order, with terms of its own
    Row{Step::forget, Party::buyer, State::withdrawn, State::withdrawn},
    Row{Step::forget, Party::buyer, State::lapsed, State::lapsed},
    Row{Step::lapse, Party::clock, State::asked, State::lapsed},
    Row{Step::lapse, Party::clock, State::offered, State::lapsed},
};

const Row* row_of(const Quotation& quotation, Step step, Party by) {
  const auto at =
      std::ranges::find_if(kRows, [&](const Row& row) { return row.step == step && row.by == by && row.from == quotation.state; });
  return at == kRows.end() ? nullptr : &*at;
}

bool is_forgotten(const Quotation& quotation) { return quotation.phone.empty(); }

// Beside the table.
bool allowed(const Quotation& quotation, Step step, Party by, Instant now) {
  if (!row_of(quotation, step, by)) return false;
  switch (step) {
    case Step::offer:
    case Step::forget: return !is_forgotten(quotation);   // to nobody nothing is offered
    case Step::accept: return quotation.until && now < *quotation.until;
    case Step::lapse: return quotation.until && *quotation.until <= now;
    default: return true;
  }
}

Error not_now(const Message& message) {
  return Error::of(ErrorKind::conflict, Problem{"step", "", "a step that is possible now", message, {}});
}

}  // namespace

std::span<const Row> table() { return kRows; }

bool is_over(State state) { return state != State::asked && state != State::offered; }

void empty_person(Quotation& quotation) {
  for (std::string* one : {&quotation.company, &quotation.tax_code, &quotation.name, &quotation.phone, &quotation.mail, &quotation.place,
                           &quotation.words, &quotation.reason})
    one->clear();
}

std::vector<Step> possible(const Quotation& quotation, Party by, Instant now) {
  std::vector<Step> out;
  for (const Step step : {Step::offer, Step::accept, Step::decline, Step::withdraw, Step::forget})
    if (allowed(quotation, step, by, now)) out.push_back(step);
  return out;
}

Result<Quotation> after(const Quotation& quotation, const Taking& taking, Party by, Instant now) {
  const Row* row = row_of(quotation, taking.step, by);
  if (!allowed(quotation, taking.step, by, now))
    return not_now(row && taking.step == Step::accept ? msg::no_longer_valid : msg::step_not_now);
  if (taking.step == Step::withdraw && taking.reason.empty())
    return Error::of(ErrorKind::invalid_input, Problem{"reason", "", "why", msg::reason_missing, {}});
  Quotation out = quotation;
  if (taking.step == Step::forget) {
    empty_person(out);                 // how long it was in its state is not asked anew
    out.waits = waits(out);
    return out;
  }
  out.state = row->to;
  out.moved = now;
  out.until.reset();
  out.reason = taking.reason;
  if (taking.step == Step::offer) {
    ++out.offers;
    out.until = start_of_vietnam_day(taking.valid_until.value_or(vietnam_date(now)).plus_days(1));
  }
  out.waits = waits(out);
  return out;
}

Quotation::Waits waits(const Quotation& quotation) {
  return quotation.state == State::asked ? Quotation::Waits::yes : Quotation::Waits::no;
}

bool is_same(const Quotation& one, const Quotation& other) {
  const auto said = [](const Quotation& it) {
    return std::tie(it.producer, it.company, it.tax_code, it.name, it.phone, it.mail, it.place, it.words, it.wanted_by);
  };
  const auto lines = [](const Quotation& it) {
    std::vector<std::pair<items::ItemId, std::int64_t>> out;
    for (const Wanted& line : it.wanted) out.emplace_back(line.item, line.count);
    std::ranges::sort(out);
    return out;
  };
  return said(one) == said(other) && lines(one) == lines(other);
}

std::vector<orders::Agreed::Line> order_lines(const Offer& offer, std::string_view delivery) {
  std::vector<orders::Agreed::Line> out;
  for (const Line& line : offer.lines) {
    const std::int64_t sum = total(line), each = sum / line.count, dearer = sum % line.count;
    const auto item = line.item == items::ItemId{} ? std::nullopt : std::optional(line.item);
    if (dearer > 0) out.push_back({item, line.product, line.title, each + 1, dearer});
    out.push_back({item, line.product, line.title, each, line.count - dearer});
  }
  if (offer.delivery > 0) out.push_back({std::nullopt, ProductId{}, std::string(delivery), offer.delivery, 1});
  return out;
}

}  // namespace rules
}  // namespace ocop::quotations
