#include "modules/evaluation/replay.h"

#include "kernel/json/json.h"

namespace ocop::evaluation {

std::string replay_json(const ResultView& view) {
  const rulebooks::Table& table = *view.view.table;
  const rulebooks::Settings settings = view.view.dossier.settings.scoring();
  json::Writer out;
  out.begin_object().field("rulebook", view.view.rulebook->code).field("product_set", table.code).field("sha256", table.sha256);
  out.member("settings").begin_object().field("floor_basis", name(settings.floor_basis)).field("rounding", name(settings.rounding));
  out.end_object().member("sheets").begin_array();
  for (const MemberResult& member : view.members) {
    out.begin_object().field("member", member.sheet.member).member("answers").begin_object();
    for (std::size_t c = 0; c < table.criteria.size(); ++c)
      if (const int option = member.sheet.answers[c]; option != rulebooks::kUnticked) out.field(table.criteria[c]->code, option);
    out.end_object().member("knockouts").begin_array();
    for (const std::string& code : member.sheet.knockouts) out.text(code);
    out.end_array().end_object();
  }
  return out.end_array().end_object().take();
}

}  // namespace ocop::evaluation
