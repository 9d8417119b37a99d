#include "modules/visits/requests.h"

#include "modules/visits/messages.h"
#include "modules/visits/rules.h"

namespace ocop::visits {

using input::Need;

const input::Declaration<PlanVisit>& plan_visit() {
  static const input::Declaration<PlanVisit> fields{
      input::date("day", &PlanVisit::day, {.label = msg::day, .missing = msg::day_wrong, .wrong = msg::day_wrong}),
      input::paragraph("going", &PlanVisit::going,
                       {.label = msg::going, .hint = msg::going_hint, .missing = msg::going_missing, .most = rules::kMostGoing})};
  return fields;
}

const input::Declaration<CallOff>& call_off() {
  static const input::Declaration<CallOff> fields{input::version(&CallOff::version)};
  return fields;
}

const input::Declaration<NoteVisit>& note_visit() {
  static const input::Declaration<NoteVisit> fields{
      input::paragraph("words", &NoteVisit::words,
                       {.label = msg::words, .hint = msg::words_hint, .missing = msg::words_missing, .most = rules::kMostWords}),
      input::map("remarks", &NoteVisit::remarks, {.label = msg::remarks, .need = Need::optional, .most = rules::kMostRemarks}),
      input::paragraph("tests", &NoteVisit::tests,
                       {.label = msg::tests, .hint = msg::tests_hint, .need = Need::optional, .most = rules::kMostTests}),
      input::line("latitude", &NoteVisit::latitude, {.label = msg::latitude, .hint = msg::place_hint, .need = Need::optional, .most = 24}),
      input::line("longitude", &NoteVisit::longitude, {.label = msg::longitude, .need = Need::optional, .most = 24}),
      input::boolean("agreed", &NoteVisit::agreed, {.label = msg::agreed, .need = Need::optional})};
  return fields;
}

const input::Declaration<AddPhoto>& add_photo() {
  static const input::Declaration<AddPhoto> fields{
      input::file("file", &AddPhoto::photo,
                  {.label = msg::photo, .hint = msg::photo_hint, .missing = msg::photo_missing, .most = rules::kMostPhotoBytes})};
  return fields;
}

}  // namespace ocop::visits
