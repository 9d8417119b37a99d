#include "modules/certificates/copies.h"

#include <algorithm>
#include <charconv>

#include "kernel/i18n/translate.h"
#include "modules/certificates/life.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {
namespace {

constexpr std::array<std::string_view, kPrinters.size()> kPrinterNames{"office", "maker", "visitor"};

// What changed since, as the words that follow a colon.
std::string change_words(const CopyVerdict& verdict, CopyChange change, Language language) {
  const std::string stars = std::to_string(verdict.stars);
  switch (change) {
    case CopyChange::renewed: return format(msg::copy_renewed, language, {stars, verdict.newest});
    case CopyChange::upgraded: return format(msg::copy_upgraded, language, {stars, verdict.newest});
    case CopyChange::lowered: return format(msg::copy_lowered, language, {stars, verdict.newest});
    case CopyChange::by_paper: return format(msg::copy_by_paper, language, {stars, verdict.newest});
    case CopyChange::newest_withdrawn: return std::string(translate(msg::copy_newest_withdrawn, language));
    case CopyChange::lapsed: return std::string(translate(msg::copy_change_lapsed, language));
    case CopyChange::refused: return std::string(translate(msg::copy_change_refused, language));
    case CopyChange::withdrawn: return std::string(translate(msg::copy_change_withdrawn, language));
    case CopyChange::product_renamed: return format(msg::copy_product_renamed, language, {verdict.product_name});
    case CopyChange::producer_renamed: return format(msg::copy_producer_renamed, language, {verdict.producer_name});
  }
  return {};
}

}  // namespace

std::string_view name(Printer printer) { return kPrinterNames[static_cast<std::size_t>(printer)]; }
std::optional<Printer> parse_printer(std::string_view name) {
  const auto found = std::ranges::find(kPrinterNames, name);
  if (found == kPrinterNames.end()) return std::nullopt;
  return kPrinters[static_cast<std::size_t>(found - kPrinterNames.begin())];
}
Message label(Printer printer) {
  switch (printer) {
    case Printer::office: return msg::printer_office;
    case Printer::maker: return msg::printer_maker;
    case Printer::visitor: return msg::printer_visitor;
  }
  return msg::printer_visitor;
}

Printer printer_of(const Actor& actor, const Certificate& certificate) {
  if (!actor.signed_in()) return Printer::visitor;
  if (Scope::of(actor, {Role::provincial_body}).covers(certificate.province, "", std::nullopt)) return Printer::office;
  return is_of_producer(actor.grants, certificate.producer) ? Printer::maker : Printer::visitor;
}

std::string copy_sentence(const CopyVerdict& verdict, Language language) {
  const std::string number = std::to_string(verdict.number);
  if (verdict.state == CopyVerdict::State::unknown) return format(msg::copy_unknown, language, {number});
  const std::string printed = verdict.printed.show(language);
  if (verdict.state == CopyVerdict::State::current) return format(msg::copy_current, language, {number, printed, verdict.certificate});
  std::string changes;
  for (const CopyChange change : verdict.changes)
    changes += (changes.empty() ? "" : "; ") + change_words(verdict, change, language);
  if (verdict.state == CopyVerdict::State::withdrawn)
    return format(msg::copy_withdrawn, language, {number, printed, verdict.since.show(language), changes});
  if (verdict.state == CopyVerdict::State::lapsed)
    return format(msg::copy_lapsed, language, {number, printed, verdict.since.show(language), changes});
  if (verdict.state == CopyVerdict::State::renamed) return format(msg::copy_renamed, language, {number, printed, changes});
  return format(msg::copy_replaced, language, {number, printed, verdict.since.show(language), changes});
}

namespace rules {

std::optional<int> read_copy_number(std::string_view typed) {
  int number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (error != std::errc() || end != typed.data() + typed.size() || number < 1 || number > kMostCopy) return std::nullopt;
  return number;
}

std::int64_t told_by(const Certificate& certificate, std::optional<std::int64_t> withdrawal_entry) {
  return std::max(certificate.log_index, withdrawal_entry.value_or(certificate.log_index));
}

std::string copy_url(std::string_view scan_url, int number) {
  return std::string(scan_url) + "?" + std::string(kCopyWord) + "=" + std::to_string(number);
}

namespace {

using Verdict = CopyVerdict::State;

// What stands in the place of the printed certificate.
void compare(const CopyFacts& facts, CopyVerdict& out) {
  const Certificate &printed = facts.printed, &newest = facts.newest;
  if (const auto& paper = facts.stands.confirmed) {
    out.state = Verdict::replaced;
    out.since = paper->decided;
    out.newest = paper->number;
    out.stars = paper->stars;
    out.changes.push_back(CopyChange::by_paper);
  } else if (newest.number != printed.number) {
    out.state = Verdict::replaced;
    out.since = newest.issued;
    out.newest = newest.number;
    out.stars = newest.stars;
    out.changes.push_back(newest.stars > printed.stars   ? CopyChange::upgraded
                          : newest.stars < printed.stars ? CopyChange::lowered
                                                         : CopyChange::renewed);
  }
}

void find_withdrawals(const CopyFacts& facts, CopyVerdict& out) {
  // Of a paper that was printed after it was withdrawn its stamp says so.
  if (facts.withdrawal_entry && *facts.withdrawal_entry > facts.copy.as_of) {
    if (out.changes.empty()) {
      out.state = Verdict::withdrawn;
      out.since = facts.printed.withdrawn.value_or(out.printed);
    }
    out.changes.push_back(CopyChange::withdrawn);
  }
  if (out.state != Verdict::replaced || !facts.stands.standing.withdrawn) return;
  const auto& paper = facts.stands.confirmed;
  std::optional<Date> day = facts.newest.withdrawn;
  if (paper && paper->withdrawn) day = paper->withdrawn->decided;
  out.state = Verdict::withdrawn;
  out.since = day.value_or(out.since);
  out.changes.push_back(CopyChange::newest_withdrawn);
}

// The end of what stands: its 36 months, the result of its renewal, or the 180 days of article 12.3.
void find_end(const CopyFacts& facts, CopyVerdict& out) {
  const products::Standing& standing = facts.stands.standing;
  if (standing.withdrawn || !standing.valid_until || products::validity(standing, facts.today) != products::Validity::lapsed) return;
  const Date end = *standing.valid_until, most = extended_until(end);
  out.state = Verdict::lapsed;
  out.since = standing.extended_until.value_or(end);
  if (facts.refused && *facts.refused > end) out.since = std::min(*facts.refused, most);
  out.changes.push_back(facts.refused ? CopyChange::refused : CopyChange::lapsed);
}

}  // namespace

CopyVerdict check_copy(const CopyFacts& facts) {
  CopyVerdict out{.number = facts.copy.number, .printed = vietnam_date(facts.copy.printed), .since = {},
                  .certificate = facts.copy.certificate};
  compare(facts, out);
  find_withdrawals(facts, out);
  find_end(facts, out);
  const auto differs = [](std::string_view now, std::string_view then) { return !now.empty() && !then.empty() && now != then; };
  if (differs(facts.product_name, facts.printed.product_name)) out.changes.push_back(CopyChange::product_renamed);
  if (differs(facts.producer_name, facts.printed.producer_name)) out.changes.push_back(CopyChange::producer_renamed);
  if (out.state == Verdict::current && !out.changes.empty()) out.state = Verdict::renamed;
  out.product_name = facts.product_name;
  out.producer_name = facts.producer_name;
  return out;
}

}  // namespace rules
}  // namespace ocop::certificates
