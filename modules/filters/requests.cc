#include "modules/filters/requests.h"

#include "modules/filters/messages.h"

namespace ocop::filters {

const input::Declaration<SaveFilter>& save_filter() {
  static const input::Declaration<SaveFilter> fields{
      input::line("list", &SaveFilter::list, {.about = "path of the list's page: /reports"}),
      input::line("query", &SaveFilter::query, {.most = kMostQuery, .about = "what its address says: state=closed&since=2026-11-01"}),
      input::line("name", &SaveFilter::name,
                  {.label = msg::name_label, .missing = msg::name_is_needed, .most = kMostName, .autocomplete = "off"})};
  return fields;
}

}  // namespace ocop::filters
