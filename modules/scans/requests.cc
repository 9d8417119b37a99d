#include "modules/scans/requests.h"

#include "modules/scans/messages.h"

namespace ocop::scans {

const input::Declaration<StripAsked>& strip_asked() {
  static const input::Declaration<StripAsked> fields{
      input::choice("days", &StripAsked::days, kSpans, {.label = msg::column_days, .need = input::Need::optional})};
  return fields;
}

}  // namespace ocop::scans
