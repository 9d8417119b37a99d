#include "modules/resolver/work_list.h"

#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/resolver/messages.h"

namespace ocop::resolver {
namespace {

work::Telling telling(const lists::Page<Report>& open, Language language) {
  const auto in = [&](const Message& message) { return std::string(translate(message, language)); };
  return {.title = in(msg::work_reports),
          .path = "/reports",
          .of = format(msg::work_reports_open, language, {std::to_string(open.total)}),
          .state = format(msg::work_reports_since, language, {show(open.rows.front().reported, language)}),
          .act = {in(msg::work_look_into), "/reports"}};
}

}  // namespace

work::ThingId reports_of(std::string_view province) {
  work::ThingId out;
  std::ranges::copy(province.substr(0, out.uuid.bytes.size()), out.uuid.bytes.begin());
  return out;
}

work::Source work_source(const Service& service) {
  return {.rank = 20, .name = std::string(kWorkSource), .complete = [&service](std::span<work::Item* const> items) {
            for (work::Item* item : items) {   // one for each province of the reader
              const auto open = service.oldest_open_report(item->entry.holder.province);
              if (!open.rows.empty()) item->tell = [open](Language language) { return telling(open, language); };
            }
          }};
}

}  // namespace ocop::resolver
