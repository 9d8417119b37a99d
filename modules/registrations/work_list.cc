#include "modules/registrations/work_list.h"

#include "kernel/i18n/translate.h"
#include "modules/registrations/messages.h"

namespace ocop::registrations {
namespace {

work::Act act_of(const Registration& one, const work::Holder& holder, Language language) {
  if (one.state == State::waiting && !holder.producer) return {in(msg::work_look, language), path_of(one)};
  if (one.state == State::returned && holder.producer) return {in(msg::mend_and_send, language), path_of(one) + "/edit"};
  return {in(msg::work_see, language), path_of(one)};
}

work::Telling telling(const Service& service, const Service::Listed& listed, const work::Holder& holder, Language language) {
  const Registration& one = listed.registration;
  work::Telling out{.title = one.name,
                    .path = path_of(one),
                    .of = one.subject == Subject::producer ? service.parts().places.show(one.province, one.commune, language)
                                                           : listed.producer,
                    .state = in(label(one.subject), language) + " · " + in(label(one.state), language),
                    .act = act_of(one, holder, language)};
  if (one.state == State::waiting) {
    const Date due = service.due(one);
    const HolidayCalendar& holidays = service.parts().holidays;
    const Date today = service.today();
    const int left = due < today ? -holidays.working_days_between(due, today) : holidays.working_days_between(today, due);
    const std::string days = std::to_string(left < 0 ? -left : left);
    out.term = work::Term{due, left, format(left < 0 ? msg::term_over : msg::term_left, language, {days})};
  }
  return out;
}

std::vector<work::Act> starts(const Actor& actor, Language language) {
  if (Scope::for_task(actor, Task::products).producers.empty()) return {};
  return {{in(msg::add_product, language), "/products/new"}};
}

}  // namespace

work::Source work_source(const Service& service) {
  return {.rank = 15,
          .name = std::string(kWorkSource),
          .complete =
              [&service](std::span<work::Item* const> items) {
                std::vector<RegistrationId> ids;
                for (const work::Item* item : items) ids.push_back({item->thing.uuid});
                const auto found = service.listed(ids);
                for (std::size_t i = 0; i < items.size(); ++i)
                  if (found[i])
                    items[i]->tell = [&service, one = *found[i], holder = items[i]->entry.holder](Language language) {
                      return telling(service, one, holder, language);
                    };
              },
          .starts = starts};
}

}  // namespace ocop::registrations
