#include <array>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"
#include "modules/evaluation/rules_centre.h"

// A file at the centre: its steps and facts, its reception; and the two ways of one that came back (article 7.4).
namespace ocop::evaluation::pages {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

void centre_progress(Html& out, const Dossier& dossier) {
  struct One { const Message* label; std::optional<Instant> at; };
  const std::array<One, 5> all{One{&msg::centre_step_sent, dossier.forwarded_at}, {&msg::centre_step_received, dossier.received_at},
                               {&msg::centre_step_scoring, dossier.scoring_at}, {&msg::centre_step_closed, dossier.closed_at},
                               {&msg::centre_step_decided, dossier.decided_at}};
  constexpr std::size_t kScoring = 2;   // the council scores from the day that it was named until its scoring is closed
  std::vector<web::Step> steps;
  bool now_told = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool done = all[i].at && !(i == kScoring && dossier.state == State::scoring);
    const auto state = done ? web::StepState::done : now_told ? web::StepState::later : web::StepState::now;
    now_told = now_told || !done;
    steps.push_back({*all[i].label, state, all[i].at ? vietnam_date(*all[i].at).show(out.language()) : std::string()});
  }
  web::steps(out, steps);
}

void centre_record(Html& out, const DossierView& view, std::vector<web::Fact> facts) {
  const Language language = out.language();
  const Dossier& file = view.dossier;
  facts.front() = {msg::centre_receipt, file.number};
  if (file.origin && view.relation.is(rules::Capacity::informed))   // the Ministry reads it as what was sent
    facts.push_back({msg::centre_origin, in(msg::centre_origin, language), dossier_path(*file.origin)});
  if (file.letter_day)
    facts.push_back({msg::centre_letter, format(msg::centre_letter_of, language, {file.letter, file.letter_day->show(language)})});
  if (file.forwarded_at) facts.push_back({msg::centre_sent, show(*file.forwarded_at, language)});
  if (file.received_at) facts.push_back({msg::centre_received, show(*file.received_at, language)});
  facts.push_back({msg::centre_state, in(state_words(file), language)});
  const Round round = centre_round_of(vietnam_date(file.forwarded_at.value_or(file.opened_at)));
  facts.push_back({msg::centre_round, format(msg::centre_round_of, language,
                                             {round.results_before.show(language), round.asked_before.show(language)})});
  if (view.deadline) facts.push_back({msg::fact_deadline, deadline_words(*view.deadline, language)});
  web::open_record(out, msg::centre_heading);
  web::facts(out, facts);
  web::close_record(out, format(msg::record_source, language, {view.rulebook->decision}));
}

namespace {

void post(Html& out, const web::Form& form, const Dossier& dossier, std::string_view rest, const Message& button) {
  web::open_form(out, form, dossier_path(dossier.id, rest));
  hidden(out, "version", std::to_string(dossier.version));
  out << "<p class=\"acts\">"_h;
  web::button(out, button);
  out << "</p>"_h;
  web::close_form(out);
}

}  // namespace

void centre_acts(Html& out, const web::Form& form, const DossierView& view) {
  const Dossier& dossier = view.dossier;
  if (view.relation.is(rules::Capacity::informed)) web::notice(out, msg::centre_informed_teach);
  const bool centre = dossier.level() == Level::centre;
  if (centre && view.relation.is(rules::Capacity::provincial_body)) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::centre_parts, "/decisions/" + dossier.id.text() + "/ministry", web::ButtonKind::quiet);
    out << "</p>"_h;
  }
  if (rules::may(rules::Act::receive, dossier, view.relation)) {
    out << "<section class=\"panel\"><p>"_h << msg::centre_receive_teach << "</p>"_h;
    post(out, form, dossier, "/reception", msg::centre_receive);
    out << "</section>"_h;
  }
  if (!rules::may(rules::Act::adopt, dossier, view.relation)) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::centre_ways << "</h2><p class=\"prose\">"_h << msg::centre_ways_teach
      << "</p><p class=\"acts\">"_h;
  web::link_button(out, msg::centre_file, dossier_path(*dossier.origin), web::ButtonKind::quiet);
  web::link_button(out, msg::centre_anew, dossier_path(dossier.id, "/council"), web::ButtonKind::quiet);
  out << "</p>"_h;
  post(out, form, dossier, "/adoption", msg::centre_adopt);
  out << "</section>"_h;
}

void adopted_note(Html& out, const Dossier& dossier) {
  if (!dossier.adopted_at || !dossier.origin) return;
  out << "<p class=\"small\">"_h << msg::centre_adopted_note << " <a href=\""_h << web::link(out.language(), dossier_path(*dossier.origin))
      << "\">"_h << msg::centre_file << "</a></p>"_h;
}

namespace {

Result<Response> receive(const Context& context, const Call<Version>& call, DossierId id) {
  OCOP_CHECK(context.service.receive(call.actor, id, call.input.version));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::centre_flash_received);
}

Result<Response> adopt(const Context& context, const Call<Version>& call, DossierId id) {
  OCOP_CHECK(context.service.adopt(call.actor, id, call.input.version));
  return web::redirect_with_flash(context.site, call.request, "/decisions/" + id.text(), msg::centre_flash_adopted);
}

}  // namespace

void add_centre(http::Router& router, const Owner& owner,
                Result<Response> (*overview)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/reception", Policy::roles(Role::ministry), version_fields(), receive, overview,
            "Receive a file at the centre: it is whole")
      .form("/dossiers/{id}/adoption", Policy::roles(Role::provincial_body), version_fields(), adopt, overview,
            "Take the central council's result of a dossier that came back");
}

}  // namespace ocop::evaluation::pages
