#include "modules/offline/service.h"

#include <array>

#include "modules/offline/messages.h"

namespace ocop::offline {

namespace {
using Decision = sync::Sync::Decision;
const Message& decision_words(Decision decision) { return decision == Decision::insist ? msg::insist : msg::drop; }
}  // namespace

const input::Declaration<Decide>& decide() {
  static const input::Declaration<Decide> fields{
      input::choice("decision", &Decide::decision, std::array{Decision::insist, Decision::drop}, decision_words,
                    {.label = msg::decision_label})};
  return fields;
}

void Service::complete() {
  for (const Kind& kind : offers_.all<Kind>()) sync_.handle(kind.name, *kind.handler);
}

Shown Service::show(const Actor& actor, const sync::Answer& act, Language language) const {
  for (const Kind& kind : offers_.all<Kind>())
    if (kind.name == act.kind) return kind.show(actor, act, language);
  return {act.kind, "", {}};
}

}  // namespace ocop::offline
