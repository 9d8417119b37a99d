#include "modules/evaluation/rules_council.h"

#include <algorithm>
#include <array>
#include <set>

#include "kernel/base/text.h"
#include "modules/evaluation/messages.h"

namespace ocop::evaluation::rules {
namespace {

int option_of(const Sheet& sheet, std::string_view criterion) {
  const Answer* answer = sheet.find(criterion);
  return answer ? answer->option : rulebooks::kUnticked;
}

int points_of_option(const rulebooks::Criterion& criterion, int option) {
  if (option < 1 || static_cast<std::size_t>(option) > criterion.options.size()) return 0;
  return criterion.options[static_cast<std::size_t>(option) - 1].points;
}

Settings regulation(int quorum_percent, AtLimit at_limit) {
  constexpr int kTenPoints = 10;
  Settings out;
  out.quorum_percent = quorum_percent;
  out.spread_limit = kTenPoints;
  out.over_spread = OverSpread::refuse;
  out.at_limit = at_limit;
  return out;
}

}  // namespace

std::span<const Regulation> known_regulations() {
  constexpr int kThreeQuarters = 75, kAll = 100;
  static const std::array kKnown{
      Regulation{"tay-ninh-2020", &msg::regulation_tay_ninh, &msg::regulation_tay_ninh_source,
                 "https://tayninh.gov.vn/vi/news/thong-tin-cai-cach-hanh-chinh/ban-h-nh-quy-ch-ho-t--ng-c-a-h-i--ng--nh-gi-v-x-p-h-ng-ch-"
                 "ng-tr-nh-m-i-x-m-t-s-n-ph-m-ocop-t-nh-t-y-ninh-44820.html",
                 regulation(kThreeQuarters, AtLimit::within)},
      Regulation{"dong-thap", &msg::regulation_dong_thap, &msg::regulation_dong_thap_source,
                 "https://dongthapbssc.vn/hoi-dong-danh-gia-xep-hang-san-pham/", regulation(kAll, AtLimit::within)},
      Regulation{"from-ten", &msg::regulation_from_ten, &msg::regulation_from_ten_source, "", regulation(kAll, AtLimit::over)}};
  return kKnown;
}

const Regulation* known_regulation(std::string_view code) {
  const auto all = known_regulations();
  const auto found = std::ranges::find(all, code, &Regulation::code);
  return found == all.end() ? nullptr : &*found;
}

std::vector<Rescored> rescored(const rulebooks::Table& table, const Sheet& before, const Sheet& after) {
  std::vector<Rescored> out;
  for (const rulebooks::Criterion* criterion : table.criteria) {
    const int was = option_of(before, criterion->code), is = option_of(after, criterion->code);
    if (was == is) continue;
    out.push_back({criterion->code, was, is, points_of_option(*criterion, was), points_of_option(*criterion, is)});
  }
  return out;
}

int points_of(const rulebooks::Table& table, const Sheet& sheet) {
  int total = 0;
  for (const rulebooks::Criterion* criterion : table.criteria) total += points_of_option(*criterion, option_of(sheet, criterion->code));
  return total;
}

Result<void> check_discussion(std::string_view words) {
  if (words.empty())
    return Error::of(ErrorKind::invalid_input, {"words", "", "what the council said", msg::discussion_missing, {}});
  if (const std::size_t length = text::characters(words); length > kDiscussionLimit)
    return Error::of(ErrorKind::invalid_input, {"words", std::to_string(length) + " characters",
                                                "at most " + std::to_string(kDiscussionLimit), msg::discussion_too_long,
                                                {std::to_string(kDiscussionLimit)}});
  return {};
}

Result<void> check_ground(std::string_view ground) {
  if (ground.empty()) return Error::of(ErrorKind::invalid_input, {"ground", "", "the ground", msg::conflict_needs_ground});
  if (const std::size_t length = text::characters(ground); length > kReasonLimit)
    return Error::of(ErrorKind::invalid_input, {"ground", std::to_string(length) + " characters",
                                                "at most " + std::to_string(kReasonLimit), msg::reason_too_long,
                                                {std::to_string(kReasonLimit)}});
  return {};
}

Result<void> check_stand_in(const Dossier& dossier, std::span<const Seat> seats, std::span<const ConflictOfInterest> conflicts,
                            const Candidate& candidate) {
  const auto refused = [&](std::string expected, const Message& message) {
    return Error::of(ErrorKind::invalid_input, {"member", candidate.account.text(), std::move(expected), message});
  };
  const bool here = std::ranges::any_of(candidate.grants, [&](const Grant& grant) {
    return grant.role == Role::council_member && grant.province == dossier.province;
  });
  if (!here) return refused("a council member of " + dossier.province, msg::member_not_of_province);
  if (is_of_producer(candidate.grants, dossier.producer)) return refused("nobody of the producer", msg::member_of_producer);
  if (std::ranges::find(seats, candidate.account, &Seat::member) != seats.end()) return refused("each once", msg::member_twice);
  if (std::ranges::find(conflicts, candidate.account, &ConflictOfInterest::member) != conflicts.end())
    return refused("somebody without a conflict of interest", msg::conflict_declared);
  return {};
}

Result<void> check_still_whole(const Settings& settings, int seats) {
  if (seats >= settings.council_size_min) return {};
  return Error::of(ErrorKind::conflict, {"seats", std::to_string(seats), "at least " + std::to_string(settings.council_size_min),
                                         msg::stand_in_needed, {std::to_string(settings.council_size_min), std::to_string(seats)}});
}

Result<void> check_proposals(const rulebooks::Table& table, std::span<const Proposal> proposals) {
  Error error;
  error.kind = ErrorKind::invalid_input;
  std::set<std::string_view> seen;
  for (const Proposal& proposal : proposals) {
    const rulebooks::Criterion* criterion = table.find(proposal.criterion);
    const std::string field = "proposals." + proposal.criterion;
    if (!criterion || !seen.insert(proposal.criterion).second) {
      error.problems.push_back({field, proposal.criterion, "a code of " + table.code + ", once", msg::criterion_unknown,
                                {proposal.criterion}});
      continue;
    }
    const int options = static_cast<int>(criterion->options.size());
    if (proposal.option < rulebooks::kUnticked || proposal.option > options)
      error.problems.push_back({field, std::to_string(proposal.option), "0.." + std::to_string(options), msg::option_unknown,
                                {criterion->code, std::to_string(options)}});
  }
  if (error.problems.empty()) return {};
  return error;
}

std::vector<std::string> departures(const rulebooks::Table& table, std::span<const Proposal> proposals, const Sheet& sheet) {
  std::vector<std::string> out;
  for (const rulebooks::Criterion* criterion : table.criteria) {
    const auto proposed = std::ranges::find(proposals, criterion->code, &Proposal::criterion);
    const Answer* answer = sheet.find(criterion->code);
    if (proposed == proposals.end() || !answer) continue;
    if (std::abs(answer->option - proposed->option) > kDepartureWithoutWords && text::trim(answer->note).empty())
      out.push_back(criterion->code);
  }
  return out;
}

Result<void> check_departures(const rulebooks::Table& table, std::span<const Proposal> proposals, const Sheet& sheet) {
  Error error;
  error.kind = ErrorKind::invalid_input;
  error.detail = "answers far from the advisory group's without a word";
  for (const std::string& code : departures(table, proposals, sheet)) {
    const auto proposed = std::ranges::find(proposals, code, &Proposal::criterion);
    error.problems.push_back({"answers." + code, std::to_string(option_of(sheet, code)), std::to_string(proposed->option) + ", or a note",
                              msg::departure_needs_words, {code}});
  }
  if (error.problems.empty()) return {};
  return error;
}

namespace {

int band_of(const rulebooks::Rulebook& rulebook, const Rational& total) {
  for (const rulebooks::Band& band : rulebook.bands)
    if (total >= Rational(band.from)) return band.star;
  return 0;
}

// With nothing to spare: any sheet that falls by an option would miss it.
bool just_reached(const rulebooks::CriterionResult& result, int floor, rulebooks::FloorBasis basis) {
  if (basis == rulebooks::FloorBasis::every_sheet) return result.lowest == floor;
  return result.mean == Rational(floor) || (result.mean > Rational(floor) && result.lowest < floor);
}

Decisive looked_at(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, const rulebooks::Outcome& outcome,
                   const Settings& settings, std::size_t index) {
  const rulebooks::Criterion& criterion = *table.criteria[index];
  const rulebooks::CriterionResult& result = outcome.criteria[index];
  Decisive out{.criterion = index, .spread = result.highest - result.lowest};
  for (const rulebooks::MissedFloor& missed : outcome.floors_missed)
    if (missed.criterion == criterion.code && missed.star <= outcome.band && (out.missed == 0 || missed.star < out.missed))
      out.missed = missed.star;
  for (const rulebooks::Floor& floor : criterion.floors)
    if (floor.star <= outcome.stars && floor.points > 0 && just_reached(result, floor.points, settings.floor_basis))
      out.reached = std::max(out.reached, floor.star);
  out.moves_band = band_of(rulebook, outcome.total + (Rational(result.highest) - result.mean)) != outcome.band ||
                   band_of(rulebook, outcome.total - (result.mean - Rational(result.lowest))) != outcome.band;
  return out;
}

}  // namespace

std::vector<Decisive> decisive(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, const rulebooks::Outcome& outcome,
                               const Settings& settings) {
  std::vector<Decisive> out, wide;
  for (std::size_t i = 0; i < table.criteria.size(); ++i) {
    const Decisive one = looked_at(rulebook, table, outcome, settings, i);
    if (one.missed > 0 || one.reached > 0) out.push_back(one);
    else if (one.moves_band) wide.push_back(one);
  }
  std::ranges::stable_sort(wide, std::ranges::greater{}, &Decisive::spread);
  if (wide.size() > kMostWideSpreads) wide.resize(kMostWideSpreads);
  out.insert(out.end(), wide.begin(), wide.end());
  std::ranges::sort(out, {}, &Decisive::criterion);
  return out;
}

}  // namespace ocop::evaluation::rules
