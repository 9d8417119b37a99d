#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// The province names the council of a dossier (article 7.3b, d).
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

// What the program knows of a tie to the producer: the office decides, own people are refused.
void tie_warning(Html& out, const CouncilChoice& choice, AccountId account) {
  const std::string words = tie_words(choice.ties, account, out.language());
  if (!words.empty()) out << "<p class=\"hint rejected\">"_h << format(msg::tie_warning, out.language(), {words}) << "</p>"_h;
}

void member_boxes(Html& out, const web::Form& form, const CouncilChoice& choice) {
  out << "<fieldset class=\"field\" id=\"f-members\"><legend>"_h << msg::council_members << "</legend><p class=\"hint\">"_h
      << format(msg::council_members_hint, out.language(), {std::to_string(choice.view.dossier.settings.council_size_min)}) << "</p>"_h;
  for (const identity::AccountSummary& member : choice.members) {
    web::Field field{"member." + member.id.text(), same(member.display_name)};
    field.required = false;
    web::check_field(out, form, field);
    tie_warning(out, choice, member.id);
  }
  if (choice.members.empty()) out << "<p>"_h << msg::council_no_members << "</p>"_h;
  out << "</fieldset>"_h;
}

void settings_record(Html& out, const CouncilChoice& choice) {
  const Settings& settings = choice.view.dossier.settings;
  const Language language = out.language();
  web::open_record(out, msg::council_settings_heading);
  const auto words = [&](const Message& message) { return std::string(translate(message, language)); };
  const std::vector<web::Fact> facts{
      {msg::setting_council_size_min, std::to_string(settings.council_size_min)},
      {msg::setting_quorum_percent, std::to_string(settings.quorum_percent) + " %"},
      {msg::setting_spread_limit, limit_words(settings, language)},
      {msg::setting_over_spread, words(label_of(settings.over_spread))},
      {msg::setting_potential_five, words(label_of(settings.potential_five))},
      {msg::setting_floor_basis,
       words(settings.floor_basis == rulebooks::FloorBasis::mean ? msg::floor_basis_mean : msg::floor_basis_every)},
      {msg::setting_differing_least, std::to_string(settings.differing_least)},
      {msg::setting_position_days, std::to_string(settings.position_days)},
      {msg::setting_self_score, words(settings.self_score == SelfScore::hidden ? msg::self_score_hidden : msg::self_score_shown)}};
  web::facts(out, facts);
  web::close_record(out, words(msg::council_settings_source));
  out << "<p><a href=\""_h << web::link(language, "/settings/evaluation") << "\">"_h << msg::council_settings_link << "</a></p>"_h;
}

Result<Response> show_council(const Context& context, const Call<>& call, DossierId id) {
  const Request& request = call.request;
  OCOP_TRY(choice, context.service.council_choice(call.actor, id));
  const web::PageOptions page = options(std::string(translate(msg::council_title, request.language)), *choice.view.table, web::Width::wide);
  return web::page(context.site, request, page, [&](Html& out) {
    const web::Form form = web::form(call);
    const Dossier& dossier = choice.view.dossier;
    head(out, dossier, translate(msg::council_title, request.language));
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << msg::council_title << "</h1><p class=\"lead\">"_h << dossier.product_name
        << "</p><p>"_h << msg::council_lead << "</p>"_h;
    if (rules::are_positions_asked_of(dossier)) out << "<p>"_h << msg::positions_council_lead << "</p>"_h;
    web::error_summary(out, form);
    web::open_form(out, form, dossier_path(dossier.id, "/council"));
    hidden(out, "version", std::to_string(dossier.version));
    member_boxes(out, form, choice);
    std::vector<web::Option> chairs;
    for (const identity::AccountSummary& chair : choice.chairs) chairs.push_back({chair.id.text(), chair.display_name});
    web::Field chair{"chair", msg::council_chair, msg::council_chair_hint};
    if (chairs.size() == 1) chair.value = chairs.front().value;
    web::select_field(out, form, chair, chairs);
    for (const identity::AccountSummary& one : choice.chairs)
      if (const std::string words = tie_words(choice.ties, one.id, out.language()); !words.empty())
        out << "<p class=\"hint rejected\">"_h << one.display_name << ": "_h << format(msg::tie_warning, out.language(), {words})
            << "</p>"_h;
    out << "<p class=\"acts\">"_h;
    web::button(out, msg::council_button);
    out << "</p>"_h;
    web::close_form(out);
    out << "</div><aside class=\"side\">"_h;
    settings_record(out, choice);
    out << "</aside></div>"_h;
  });
}

Result<Response> name_council(const Context& context, const Call<CouncilForm>& call, DossierId id) {
  const NameCouncil ask{call.input.version, ticked_ids<AccountId>(call.input.members), call.input.chair};
  OCOP_CHECK(context.service.open_council(call.actor, id, ask));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id), msg::flash_council_named);
}

}  // namespace

void add_council(http::Router& router, const Owner& owner) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body, Role::ministry);
  http::Table(router, owner)
      .get("/dossiers/{id}/council", kProvince, show_council, "Choose the council of a dossier")
      .form("/dossiers/{id}/council", kProvince, council_form(), name_council, show_council, "Open the dossier to its council");
}

}  // namespace ocop::evaluation::pages
