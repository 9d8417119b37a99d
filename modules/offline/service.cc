#include "modules/offline/service.h"

#include "modules/offline/messages.h"

namespace ocop::offline {

const input::Declaration<Decide>& decide() {
  static const input::Declaration<Decide> fields{
      {{.key = "decision",
        .kind = input::Kind::choice,
        .options = {.label = msg::decision_label},
        .choices = {{"insist", msg::insist}, {"drop", msg::drop}}},
       [](Decide& to, input::Value&& value) {
         to.decision = value.text == "insist" ? sync::Sync::Decision::insist : sync::Sync::Decision::drop;
       },
       [](const Decide&, const std::string&, http::Fields&) {}}};
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
