// /offices: what somebody holds, and handing it over.
#include <array>
#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/offices/messages.h"
#include "modules/offices/pages.h"
#include "modules/offices/requests.h"

namespace ocop::offices {
// "dossier.forward" is what the rules of evaluation call it.
const Message& words_of_act(std::string_view what) {
  struct Known { std::string_view what; const Message& words; };
  static constexpr std::array kKnown{Known{"dossier.return_back", msg::act_dossier_returned},
                                     Known{"check.arranged", msg::act_check_arranged},
                                     Known{"complaints.terms", msg::act_complaint_terms},
                                     Known{"withdrawal.proposed", msg::act_withdrawal_proposed},
                                     Known{"dossier.save_report", msg::act_report_saved},
                                     Known{"dossier.forward", msg::act_dossier_forwarded},
                                     Known{"dossier.open_council", msg::act_council_named},
                                     Known{"samples.counted", msg::act_samples_counted},
                                     Known{"visit.planned", msg::act_visit_planned},
                                     Known{"visit.called_off", msg::act_visit_called_off},
                                     Known{"visit.noted", msg::act_visit_noted},
                                     Known{"visit.photo", msg::act_visit_photo},
                                     Known{"visit.photo_removed", msg::act_visit_photo_removed},
                                     Known{"visit.place_removed", msg::act_visit_place_removed},
                                     Known{"session.made", msg::act_session_made},
                                     Known{"session.changed", msg::act_session_changed},
                                     Known{"session.called", msg::act_session_called},
                                     Known{"session.held", msg::act_session_held},
                                     Known{"session.cancelled", msg::act_session_cancelled},
                                     Known{"dossier.name_chair", msg::act_chair_named},
                                     Known{"dossier.send", msg::act_file_sent},
                                     Known{"dossier.receive", msg::act_file_received},
                                     Known{"dossier.adopt", msg::act_result_adopted},
                                     Known{"decision.recorded", msg::act_decision},
                                     Known{"certificate.withdrawn", msg::act_withdrawal},
                                     Known{"registration.confirmed", msg::act_registration_confirmed},
                                     Known{"registration.returned", msg::act_registration_returned},
                                     Known{"idea.entered", msg::act_idea_entered},
                                     Known{"idea.changed", msg::act_idea_changed},
                                     Known{"idea.moved", msg::act_idea_moved},
                                     Known{"idea.given_up", msg::act_idea_given_up},
                                     Known{"round.added", msg::act_round_added},
                                     Known{"round.removed", msg::act_round_removed},
                                     Known{"letter.printed", msg::act_letter},
                                     Known{"report.closed", msg::act_fake_closed},
                                     Known{"claim.accepted", msg::act_claim_accepted},
                                     Known{"claim.refused", msg::act_claim_refused},
                                     Known{"decision.confirmed", msg::act_paper_confirmed},
                                     Known{"decision.withdrawn", msg::act_paper_withdrawn},
                                     Known{"import.corrected", msg::act_import_corrected},
                                     Known{"import.applied", msg::act_import_applied},
                                     Known{"import.undone", msg::act_import_undone},
                                     Known{"import.discarded", msg::act_import_discarded},
                                     Known{"unit.settled", msg::act_unit_settled},
                                     Known{"unit.reopened", msg::act_unit_reopened},
                                     Known{"settings.entered", msg::act_settings},
                                     Known{"producer.merged", msg::act_producer_merged},
                                     Known{"producer.parted", msg::act_producer_parted},
                                     Known{"pair.answered", msg::act_pair},
                                     Known{"mandate.ended", msg::act_mandate_ended},
                                     Known{"mandate.recorded", msg::act_mandate}};
  for (const Known& one : kKnown)
    if (one.what == what) return one.words;
  return msg::act_other;
}

namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string with_office(std::string_view path, const Grant& office) {
  return std::string(path) + "?office=" + http::percent_encode(office_text(office));
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> own(const Call<>& call) const {
    OCOP_TRY(held, service_.own(call.actor));
    return web::page(site_, call.request, {.title = in(msg::offices_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::offices_title << "</h1>"_h;
      if (held.offices.empty()) web::empty_state(out, msg::offices_none, msg::offices_none_teach);
      for (const Grant& office : held.offices) {
        out << "<section class=\"panel stack\"><h2>"_h << service_.words(office, out.language()) << "</h2><p class=\"acts\">"_h;
        if (rules::may_delegate(office))
          web::link_button(out, msg::delegate, with_office("/offices/delegation", office), web::ButtonKind::quiet);
        if (rules::passes_on(office))
          web::link_button(out, msg::hand_over, with_office("/offices/handover", office), web::ButtonKind::quiet);
        out << "</p></section>"_h;
      }
      if (!held.delegations.empty()) out << "<h2>"_h << msg::delegations << "</h2>"_h;
      for (const Service::DelegationRow& row : held.delegations) delegation(out, call, row);
    });
  }

  Result<Response> delegation_form(const Call<>& call) const {
    OCOP_TRY(open, service_.open_matters(call.actor, {{}, asked(call, "office")}, call.language()));
    return web::page(site_, call.request, {.title = in(msg::delegate_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::delegate_title << "</h1><p class=\"lead\">"_h << msg::delegate_lead << "</p>"_h;
      web::facts(out, std::array{web::Fact{msg::office, service_.words(open.office, out.language())}});
      const web::Form form = web::form(call);
      web::open_form(out, form, "/offices/delegation");
      web::error_summary(out, form);
      out << "<input type=\"hidden\" name=\"office\" value=\""_h << office_text(open.office) << "\">"_h;
      for (const std::string_view field : {"login", "from", "until"}) web::control(out, form, delegate_fields().shape(), field);
      web::button(out, msg::delegate_button);
      web::close_form(out);
    });
  }
  Result<Response> give(const Call<Delegate>& call) const {
    OCOP_CHECK(service_.delegate(call.actor, call.input));
    return web::redirect_with_flash(site_, call.request, "/offices", msg::was_delegated);
  }
  Result<Response> end(const Call<>& call, DelegationId id) const {
    OCOP_CHECK(service_.end_delegation(call.actor, id));
    return web::redirect_with_flash(site_, call.request, "/offices", msg::delegation_ended);
  }

  Result<Response> handover(const Call<>& call) const {
    WhichOffice which{AccountId::parse(asked(call, "account")), asked(call, "office")};
    if (!which.account && service_.offices_of(*call.actor.account).empty()) return whose(call);
    OCOP_TRY(open, service_.open_matters(call.actor, which, call.language()));
    return web::page(site_, call.request, {.title = in(msg::handover_title, call.language())}, [&](Html& out) {
      const Language language = call.language();
      out << "<h1>"_h << msg::handover_title << "</h1>"_h;
      web::facts(out, std::array{web::Fact{msg::office, service_.words(open.office, language)}, web::Fact{msg::holder, open.name}});
      open_part(out, call, open);
      handover_form(out, call, open);
    });
  }
  Result<Response> hand_over(const Call<HandOver>& call) const {
    OCOP_TRY(given, service_.hand_over(call.actor, call.input));
    const bool waits = given == identity::Offices::Given::waits;
    const bool others = call.input.account && call.input.account != call.actor.account;
    return web::redirect_with_flash(site_, call.request, others ? "/accounts/" + call.input.account->text() : "/offices",
                                    waits ? msg::handover_waits : msg::handed_over);
  }

 private:
  // An administrator's own role does not pass on: whose does, he says first.
  Result<Response> whose(const Call<>& call) const {
    return web::page(site_, call.request, {.title = in(msg::handover_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::handover_title << "</h1>"_h;
      const bool administers = call.actor.has(Role::administrator);
      web::empty_state(out, msg::handover_whose, msg::handover_whose_teach, administers ? "/accounts" : "",
                       administers ? &msg::handover_accounts : nullptr);
    });
  }
  // Of the address, or of the form that was refused.
  static std::string asked(const Call<>& call, std::string_view key) {
    if (const auto value = call.request.query.get(key); !value.empty()) return std::string(value);
    return std::string(call.kept() ? call.kept()->get(key) : std::string_view());
  }

  void delegation(Html& out, const Call<>& call, const Service::DelegationRow& row) const {
    const Delegation& one = row.delegation;
    const Language language = out.language();
    const DelegationState state = state_of(one, service_.now());
    out << "<section class=\"panel stack\"><p>"_h;
    const web::Tone tone = state == DelegationState::in_force ? web::Tone::good
                           : state == DelegationState::over   ? web::Tone::ended : web::Tone::noted;
    web::badge(out, {tone, web::Icon::ring}, label(state));
    out << "</p>"_h;
    const Date last = vietnam_date({one.until.milliseconds - 1});
    web::facts(out, std::array{web::Fact{msg::office, service_.words(one.office, language)}, web::Fact{msg::holder, row.giver},
                               web::Fact{msg::stands_in, row.account},
                               web::Fact{msg::days, format(msg::from_to, language, {vietnam_date(one.starts).show(language),
                                                                                     last.show(language)})}});
    if (!row.acts.empty()) {
      out << "<ul>"_h;
      for (const act::StoodIn& done : row.acts)
        out << "<li>"_h << format(msg::did_for, language, {in(words_of_act(done.what), language) + ": " + done.subject, row.account,
                                                            row.giver, show(done.at, language)}) << "</li>"_h;
      out << "</ul>"_h;
    }
    if (state != DelegationState::over)
      web::act(out, call.request, {"/offices/delegations/" + one.id.text() + "/end",
                                   one.giver == call.actor.account ? msg::end_delegation : msg::give_back});
    out << "</section>"_h;
  }

  static void open_part(Html& out, const Call<>& call, const Service::Open& open) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::open_heading << "</h2>"_h;
    if (open.waiting > 0)
      out << "<p>"_h << format(msg::open_waiting, out.language(), {std::to_string(open.waiting)}) << "</p>"_h;
    if (!open.own.empty()) {
      out << "<p>"_h << msg::open_own << "</p><ul>"_h;
      for (const identity::OpenMatter& one : open.own)
        out << "<li><a href=\""_h << web::link(call.request, one.path) << "\">"_h << one.words << "</a></li>"_h;
      out << "</ul>"_h;
    }
    if (open.waiting == 0 && open.own.empty()) out << "<p>"_h << msg::open_nothing << "</p>"_h;
    out << "</section>"_h;
  }

  static void handover_form(Html& out, const Call<>& call, const Service::Open& open) {
    const web::Form form = web::form(call);
    web::open_form(out, form, "/offices/handover");
    web::error_summary(out, form);
    out << "<input type=\"hidden\" name=\"account\" value=\""_h << open.from.text() << "\">"_h;
    out << "<input type=\"hidden\" name=\"office\" value=\""_h << office_text(open.office) << "\">"_h;
    web::control(out, form, handover_fields().shape(), "successor");
    web::control(out, form, handover_fields().shape(), "from");
    out << "<p class=\"small\">"_h << msg::handover_rule << "</p>"_h;
    web::button(out, msg::handover_button);
    web::close_form(out);
  }

  Service& service_;
  const web::Site& site_;
};

// On an administrator's page of an account: somebody who has left hands nothing over himself.
void account_part(Html& out, const http::Request& request, const Service& service, AccountId account) {
  const auto held = service.offices_of(account);
  if (held.empty()) return;
  out << "<h2>"_h << msg::handover_title << "</h2><ul>"_h;
  for (const Grant& office : held)
    out << "<li><a href=\""_h << web::link(request, with_office("/offices/handover", office) + "&account=" + account.text()) << "\">"_h
        << service.words(office, out.language()) << "</a></li>"_h;
  out << "</ul>"_h;
}

// On a person's own page: who stands in, and for whom.
void profile_part(Html& out, const http::Request& request, const Service& service) {
  if (!kOfficials.admit(request.actor)) return;
  const auto held = service.own(request.actor);
  if (!held) return;
  bool any = false;
  for (const Service::DelegationRow& row : held->delegations) {
    if (state_of(row.delegation, request.received) == DelegationState::over) continue;
    if (!any) out << "<h2>"_h << msg::delegations << "</h2>"_h;
    any = true;
    const Language language = out.language();
    const Date last = vietnam_date({row.delegation.until.milliseconds - 1});
    out << "<p>"_h << format(msg::stands_in_line, language, {row.account, row.giver, service.words(row.delegation.office, language),
                                                              last.show(language)}) << "</p>"_h;
  }
  out << "<p class=\"acts\">"_h;
  web::link_button(out, msg::offices_title, "/offices", web::ButtonKind::quiet);
  out << "</p>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(identity::ProfilePart{.rank = 20, .show = [&service](Html& out, const http::Request& request) {
                                     profile_part(out, request, service);
                                   }});
  offers.add(identity::AccountPart{.rank = 20, .show = [&service](Html& out, const http::Request& request, AccountId account) {
                                     account_part(out, request, service, account);
                                   }});
}

void add_office_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/offices", kOfficials, &Pages::own, "Offices that one holds, lends and stands in for")
      .get("/offices/delegation", kLenders, &Pages::delegation_form, "Form to let a colleague stand in")
      .form("/offices/delegation", kLenders, delegate_fields(), &Pages::give, &Pages::delegation_form,
            "Let a colleague stand in for some days")
      .post("/offices/delegations/{id}/end", kOfficials, &Pages::end, "End a delegation at once, or give it back")
      .get("/offices/handover", kPassers, &Pages::handover, "What is open in an office, and the form that hands it over")
      .form("/offices/handover", kPassers, handover_fields(), &Pages::hand_over, &Pages::handover,
            "Hand an office over to a successor from a day on");
}

}  // namespace ocop::offices
