#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/evaluation/words.h"

// The day's work: what waits for the reader by legal deadline, what waits for others, what is done.
namespace ocop::evaluation::pages {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

struct Act { Message label; std::string path; };

// One click to the next act.
Act act_of(const WorkItem& item) {
  const DossierId id = item.dossier.id;
  switch (item.waiting) {
    case Waiting::finish_draft: return {msg::work_finish_draft, dossier_path(id)};
    case Waiting::complete_returned: return {msg::work_complete_returned, dossier_path(id)};
    case Waiting::assess_commune: return {msg::work_assess_commune, dossier_path(id)};
    case Waiting::open_council: return {msg::work_open_council, dossier_path(id)};
    case Waiting::score: return {msg::work_score, dossier_path(id, "/sheet")};
    case Waiting::hand_in: return {msg::work_hand_in, dossier_path(id, "/sheet")};
    case Waiting::close: return {msg::work_close, dossier_path(id, "/closing")};
    case Waiting::record_decision: return {msg::work_record_decision, "/decisions/" + id.text()};
    case Waiting::read_result: return {msg::work_read_result, dossier_path(id, "/result")};
    case Waiting::others: break;
  }
  return {msg::work_look, dossier_path(id)};
}

void item_line(Html& out, const WorkItem& item) {
  const Language language = out.language();
  const Dossier& dossier = item.dossier;
  const Act act = act_of(item);
  out << "<li><div><h2><a href=\""_h << web::link(language, dossier_path(dossier.id)) << "\">"_h << dossier.product_name << "</a></h2><p>"_h
      << item.producer_name << " · "_h << dossier.number << "</p><p class=\"small\">"_h << label(dossier.kind) << " · "_h << label(dossier.state);
  if (item.criteria > 0)
    out << " · "_h << format(msg::rail_answered, language, {std::to_string(item.answered), std::to_string(item.criteria)});
  if (dossier.state == State::scoring && item.seats > 0 && item.criteria == 0)
    out << " · "_h << format(msg::work_sheets_in, language, {std::to_string(item.submitted), std::to_string(item.seats)});
  out << "</p>"_h;
  if (item.deadline) {
    const int left = item.deadline->working_days_left;
    constexpr int kSoon = 3;   // working days: time enough for one visit and one letter
    out << "<p class=\"deadline"_h << (left < 0 ? " over"_h : left <= kSoon ? " soon"_h : ""_h) << "\">"_h
        << deadline_words(*item.deadline, language) << "</p>"_h;
  }
  if (rules::timeliness(dossier.kind, dossier.standing_until, vietnam_date(dossier.opened_at)) == rules::Timeliness::late)
    out << "<p class=\"small\">"_h << msg::work_late_renewal << "</p>"_h;
  out << "</div>"_h;
  web::link_button(out, act.label, act.path, item.waiting == Waiting::others ? web::ButtonKind::quiet : web::ButtonKind::main);
  out << "</li>"_h;
}

void list(Html& out, const std::vector<WorkItem>& items) {
  out << "<ul class=\"work\">"_h;
  for (const WorkItem& item : items) item_line(out, item);
  out << "</ul>"_h;
}

// Nothing waits: say why, and what will appear here.
void nothing(Html& out, const Actor& actor, const Work& work) {
  if (actor.has(Role::producer_member) && work.others.empty() && work.done.empty())
    return web::empty_state(out, msg::work_empty_producer, msg::work_empty_producer_teach, "/dossiers/new", &msg::work_new);
  if (actor.has(Role::provincial_body)) return web::empty_state(out, msg::work_empty, msg::work_empty_province);
  if (actor.has(Role::commune_officer)) return web::empty_state(out, msg::work_empty, msg::work_empty_commune);
  if (actor.has(Role::council_chair)) return web::empty_state(out, msg::work_empty, msg::work_empty_chair);
  if (actor.has(Role::council_member)) return web::empty_state(out, msg::work_empty, msg::work_empty_member);
  if (actor.has(Role::producer_member)) return web::empty_state(out, msg::work_empty, msg::work_empty_waiting);
  web::empty_state(out, msg::work_empty, msg::work_empty_other);
}

Response show_work(const Context& context, const Request& request) {
  const auto work = context.service.work(request.actor);
  if (!work) return refuse(context, request, work.error());
  web::PageOptions page;
  page.title = translate(msg::work_title, request.language);
  return web::page(context.site, request, page, [&](Html& out) {
    out << "<h1>"_h << msg::work_title << "</h1>"_h;
    const bool producer = request.actor.has(Role::producer_member);
    if (work->waiting.empty()) nothing(out, request.actor, *work);
    else list(out, work->waiting);
    if (producer && (!work->waiting.empty() || !work->others.empty() || !work->done.empty())) {
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::work_new, "/dossiers/new", web::ButtonKind::quiet);
      out << "</p>"_h;
    }
    const auto folded = [&](const Message& heading, const std::vector<WorkItem>& items) {
      if (items.empty()) return;
      out << "<details><summary>"_h << format(heading, out.language(), {std::to_string(items.size())}) << "</summary>"_h;
      list(out, items);
      out << "</details>"_h;
    };
    folded(msg::work_others, work->others);
    folded(msg::work_done, work->done);
  });
}

}  // namespace

void add_work(http::Router& router, const Context& context) {
  add(router, context, http::Method::get, "/work", Policy::signed_in(), show_work, "What waits for the signed-in person, by legal deadline");
}

}  // namespace ocop::evaluation::pages
