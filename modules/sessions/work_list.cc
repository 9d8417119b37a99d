#include "modules/sessions/work_list.h"

#include "kernel/i18n/translate.h"
#include "modules/sessions/messages.h"

namespace ocop::sessions {
namespace {

work::Telling telling(const Service& service, const Session& one, Language language) {
  const bool draft = one.state == State::draft;
  return {.title = one.title,
          .path = path_of(one),
          .of = one.hour + " · " + one.place,
          .state = in(draft ? msg::work_draft : msg::work_called, language),
          .term = work::Term{.on = one.day,
                             .working_days_left = service.parts().holidays.working_days_between(service.today(), one.day),
                             .words = format(msg::work_meets, language, {one.day.show(language)})},
          .act = {in(draft ? msg::work_prepare : msg::work_open, language), path_of(one)}};
}

}  // namespace

work::Source work_source(const Service& service) { return work::source_of(17, kWorkSource, service, telling); }

}  // namespace ocop::sessions
