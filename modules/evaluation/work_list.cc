#include "modules/evaluation/work_list.h"

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/evaluation/words.h"

namespace ocop::evaluation {
namespace {

using pages::deadline_words;
using pages::dossier_path;
using rules::Waiting;


// One click to the next act.
work::Act act_of(const WorkItem& item, Language language) {
  const DossierId id = item.dossier.id;
  switch (item.waiting) {
    case Waiting::finish_draft: return {in(msg::work_finish_draft, language), dossier_path(id)};
    case Waiting::complete_returned: return {in(msg::work_complete_returned, language), dossier_path(id)};
    case Waiting::answer_request: return {in(msg::work_answer_request, language), dossier_path(id)};
    case Waiting::assess_commune: return {in(msg::work_assess_commune, language), dossier_path(id, "/report")};
    case Waiting::open_council: return {in(msg::work_open_council, language), dossier_path(id)};
    case Waiting::receive: return {in(msg::work_receive, language), dossier_path(id)};
    case Waiting::choose_way: return {in(msg::work_choose_way, language), dossier_path(id)};
    case Waiting::score: return {in(msg::work_score, language), dossier_path(id, "/sheet")};
    case Waiting::hand_in: return {in(msg::work_hand_in, language), dossier_path(id, "/sheet")};
    case Waiting::name_chair: return {in(msg::work_name_chair, language), dossier_path(id, "/closing")};
    case Waiting::close: return {in(msg::work_close, language), dossier_path(id, "/closing")};
    case Waiting::record_decision: return {in(msg::work_record_decision, language), "/decisions/" + id.text()};
    case Waiting::read_result: return {in(msg::work_read_result, language), dossier_path(id, "/result")};
    case Waiting::give_position: return {in(msg::work_give_position, language), dossier_path(id, "/position")};
    case Waiting::name_stand_in: return {in(msg::work_name_stand_in, language), dossier_path(id, "/closing")};
    case Waiting::settle_positions: return {in(msg::work_settle_positions, language), dossier_path(id, "/closing")};
    case Waiting::others: break;
  }
  return {in(msg::work_look, language), dossier_path(id)};
}

std::string state_of(const WorkItem& item, Language language) {
  const Dossier& dossier = item.dossier;
  std::string out = in(label(dossier.kind), language) + " · " + in(state_words(dossier), language);
  if (item.progress.criteria > 0)
    out += " · " + format(msg::rail_answered, language, {std::to_string(item.progress.answered), std::to_string(item.progress.criteria)});
  if (dossier.state == State::scoring && item.progress.seats > 0 && item.progress.criteria == 0)
    out += " · " + format(dossier.positions == Positions::asked ? msg::work_positions_in : msg::work_sheets_in, language,
                          {std::to_string(item.progress.submitted), std::to_string(item.progress.seats)});
  return out;
}

work::Telling telling(const WorkItem& item, Language language) {
  const Dossier& dossier = item.dossier;
  work::Telling out;
  out.title = dossier.product_name;
  out.path = dossier_path(dossier.id);
  out.of = item.producer_name + " · " + dossier.number;
  out.state = state_of(item, language);
  if (item.deadline)
    out.term = work::Term{item.deadline->on, item.deadline->working_days_left, deadline_words(*item.deadline, language)};
  if (rules::timeliness(dossier.kind, dossier.standing_until, vietnam_date(dossier.opened_at)) == rules::Timeliness::late)
    out.notes.push_back(in(msg::work_late_renewal, language));
  out.act = act_of(item, language);
  return out;
}

void complete(const Service& service, std::span<work::Item* const> items) {
  std::vector<Listed> asked;
  for (const work::Item* item : items) asked.push_back({DossierId{item->thing.uuid}, item->entry.holder});
  const auto found = service.work_items(asked);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (found[i]) items[i]->tell = [one = *found[i]](Language language) { return telling(one, language); };
}

// Nothing waits: say why, and what will appear here.
std::optional<work::Nothing> nothing(const Actor& actor, std::int64_t listed) {
  if (actor.has(Role::producer_member) && listed == 0) return work::Nothing{msg::work_empty_producer, msg::work_empty_producer_teach};
  if (actor.has(Role::ministry)) return work::Nothing{msg::work_empty, msg::work_empty_ministry};
  if (actor.has(Role::provincial_body)) return work::Nothing{msg::work_empty, msg::work_empty_province};
  if (actor.has(Role::commune_officer)) return work::Nothing{msg::work_empty, msg::work_empty_commune};
  if (actor.has(Role::council_chair)) return work::Nothing{msg::work_empty, msg::work_empty_chair};
  if (actor.has(Role::council_member)) return work::Nothing{msg::work_empty, msg::work_empty_member};
  if (actor.has(Role::producer_member) || actor.has(Role::helper)) return work::Nothing{msg::work_empty, msg::work_empty_waiting};
  if (actor.has(Role::administrator)) return work::Nothing{msg::work_empty, msg::work_empty_administrator};
  return work::Nothing{msg::work_empty, msg::work_empty_other};
}

std::vector<work::Act> starts(const Actor& actor, Language language) {
  if (Scope::for_task(actor, Task::dossiers).producers.empty()) return {};
  return {{in(msg::work_new, language), "/dossiers/new"}};
}

}  // namespace

work::Source work_source(Service& service) {
  return {.rank = 10,
          .name = std::string(kWorkSource),
          .complete = [&service](std::span<work::Item* const> items) { complete(service, items); },
          .nothing = nothing,
          .starts = starts};
}

}  // namespace ocop::evaluation
