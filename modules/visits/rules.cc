#include "modules/visits/rules.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "modules/visits/messages.h"

namespace ocop::visits {

std::string_view name(State state) {
  switch (state) {
    case State::planned: break;
    case State::made: return "made";
    case State::called_off: return "called_off";
  }
  return "planned";
}
const Message& label(State state) {
  switch (state) {
    case State::planned: break;
    case State::made: return msg::state_made;
    case State::called_off: return msg::state_called_off;
  }
  return msg::state_planned;
}
std::string visits_path(DossierId dossier) { return "/dossiers/" + dossier.text() + "/visits"; }
std::string path_of(const Visit& visit) { return visits_path(visit.dossier) + "/" + visit.id.text(); }
std::string path_of(const Visit& visit, const Photo& photo) { return path_of(visit) + "/photos/" + photo.id.text(); }

namespace rules {
namespace {

Error wrong(std::string field, std::string_view got, std::string wanted, const Message& message) {
  return Error::of(ErrorKind::invalid_input, {std::move(field), std::string(got), std::move(wanted), message, {}});
}
Error conflict(std::string wanted, const Message& message) {
  return Error::of(ErrorKind::conflict, {"", "", std::move(wanted), message, {}});
}

constexpr std::int64_t kUnit = 10'000;                // of a degree
constexpr std::int64_t kMostLatitude = 90, kMostLongitude = 180;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

Result<void> check_spot(const NoteVisit& input) {
  if (input.latitude.empty() && input.longitude.empty()) return {};
  if (!degrees(input.latitude, kMostLatitude)) return wrong("latitude", input.latitude, "degrees of -90 to 90", msg::place_wrong);
  if (!degrees(input.longitude, kMostLongitude)) return wrong("longitude", input.longitude, "degrees of -180 to 180", msg::place_wrong);
  if (!input.agreed) return wrong("agreed", "", "that the producer agrees", msg::place_not_agreed);
  return {};
}

Result<void> check_remarks(const NoteVisit& input, std::span<const std::string> criteria) {
  for (std::size_t i = 0; i < input.remarks.size(); ++i) {
    const OnCriterion& one = input.remarks[i];
    const std::string field = "remarks." + one.criterion;
    if (std::ranges::find(criteria, one.criterion) == criteria.end())
      return wrong(field, one.criterion, "a criterion of the dossier's table", msg::criterion_unknown);
    if (std::ranges::count(input.remarks, one.criterion, &OnCriterion::criterion) > 1)
      return wrong(field, one.criterion, "each criterion once", msg::criterion_twice);
    if (text::characters(one.words) > kMostRemark)
      return wrong(field, std::to_string(text::characters(one.words)), "a shorter remark", msg::note_too_long);
  }
  return {};
}

}  // namespace

Result<void> at_the_province(evaluation::State dossier) {
  if (dossier == evaluation::State::forwarded) return {};
  return conflict("a dossier at the province, before its council is named", msg::not_at_the_province);
}

Result<void> plan(const PlanVisit& input, Date today) {
  if (input.day < today || input.day > today.plus_days(kFurthestDays))
    return wrong("day", input.day.iso(), "from today, within a year", msg::day_wrong);
  if (input.going.empty()) return wrong("going", "", "who goes", msg::going_missing);
  return {};
}

Result<void> call_off(State state) {
  if (state == State::planned) return {};
  return conflict("a planned visit", msg::not_planned);
}

Result<void> may_note(State state, std::size_t notes) {
  if (state == State::called_off) return conflict("a visit that was not called off", msg::was_called_off);
  if (notes >= kMostNotes) return conflict("fewer notes", msg::notes_full);
  return {};
}

NoteVisit tidy(NoteVisit input) {
  input.words = text::paragraph(input.words);
  input.tests = text::paragraph(input.tests);
  for (OnCriterion& one : input.remarks) one.words = text::paragraph(one.words);
  std::erase_if(input.remarks, [](const OnCriterion& one) { return one.words.empty(); });
  std::ranges::sort(input.remarks, {}, &OnCriterion::criterion);
  return input;
}

Result<void> note(const NoteVisit& input, std::span<const std::string> criteria) {
  if (input.words.empty()) return wrong("words", "", "what was seen", msg::words_missing);
  if (text::characters(input.words) > kMostWords) return wrong("words", "", "a shorter note", msg::note_too_long);
  if (text::characters(input.tests) > kMostTests) return wrong("tests", "", "a shorter note", msg::note_too_long);
  OCOP_CHECK(check_remarks(input, criteria));
  std::size_t bytes = input.words.size() + input.tests.size();
  for (const OnCriterion& one : input.remarks) bytes += one.criterion.size() + one.words.size();
  if (bytes > kMostNoteBytes) return wrong("words", std::to_string(bytes), "a shorter note", msg::note_too_long);
  return check_spot(input);
}

Result<void> may_add_photo(State state, std::size_t photos) {
  if (state != State::made) return conflict("a visit that was made", msg::photo_before_note);
  if (photos >= kMostPhotos) return conflict("fewer photos", msg::photos_full);
  return {};
}

std::optional<std::int64_t> degrees(std::string_view text, std::int64_t most) {
  constexpr std::size_t kLongest = 24;                // more digits than any phone writes
  constexpr int kPlaces = 4;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > kLongest || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
  std::int64_t value = 0;
  int places = -1;                                    // behind the point; -1 = before it
  for (const char letter : text) {
    if ((letter == '.' || letter == ',') && places < 0) {   // a Vietnamese keyboard has a comma
      places = 0;
      continue;
    }
    if (!is_digit(letter)) return std::nullopt;
    if (places < 0 && value > most) return std::nullopt;
    if (places >= 0) ++places;
    if (places <= kPlaces) value = value * 10 + (letter - '0');
    else if (places == kPlaces + 1 && letter >= '5') ++value;
  }
  for (int place = std::max(places, 0); place < kPlaces; ++place) value *= 10;
  if (value > most * kUnit) return std::nullopt;
  return negative ? -value : value;
}

std::optional<Spot> spot(const NoteVisit& input) {
  const auto latitude = degrees(input.latitude, kMostLatitude), longitude = degrees(input.longitude, kMostLongitude);
  if (!latitude || !longitude) return std::nullopt;
  return Spot{*latitude, *longitude};
}

std::string show_degrees(std::int64_t value) {
  const std::int64_t size = value < 0 ? -value : value;
  const std::string behind = std::to_string(kUnit + size % kUnit).substr(1);
  return (value < 0 ? "-" : "") + std::to_string(size / kUnit) + "." + behind;
}

}  // namespace rules
}  // namespace ocop::visits
