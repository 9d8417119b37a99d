#include <memory>

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "modules/certificates/pages_parts.h"
#include "modules/certificates/requests.h"
#include "modules/marks/marks.h"

// What the province's OCOP body records: decisions on closed dossiers, withdrawals.
namespace ocop::certificates {

std::string points(const evaluation::ClosedDossier& dossier, Language language) {
  return text::decimal(dossier.outcome.total.exact(), language);   // its province has its own way to round
}

std::string result_words(const evaluation::ClosedDossier& dossier, Language language) {
  if (!dossier.outcome.knockouts.empty()) return in(msg::result_knocked_out, language);
  return format(msg::stars_of, language, {std::to_string(dossier.outcome.stars)});
}

namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

class DecisionPages {
 public:
  DecisionPages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> form(const Call<>& call, DossierId dossier) const {
    OCOP_TRY(view, service_.decision(call.actor, dossier));
    const std::string title = format(msg::decision_title, call.language(), {view.product.name});
    return page(call.request, title, [&](Html& out) {
      const web::Crumb crumbs[] = {{in(msg::decisions_title, call.language()), "/decisions"}, {view.product.name}};
      web::crumbs(out, crumbs);
      out << "<h1>"_h << title << "</h1><div class=\"split\"><div class=\"stack\">"_h;
      if (view.decision) write_decision(out, view);
      else write_form(out, call, view);
      out << "</div><div class=\"side stack\">"_h;
      write_result(out, view);
      // Articles 6.3a, 7.3e; of a file at the centre what its province sent.
      if (is_centre(view.dossier.province) || (view.dossier.outcome.band >= 5 && view.dossier.outcome.stars > 0)) {
        out << "<div class=\"acts\">"_h;
        web::link_button(out, msg::ministry_go, decision_path(dossier) + "/ministry", web::ButtonKind::quiet);
        out << "</div>"_h;
      }
      out << "</div></div>"_h;
    }, view.product.group);
  }

  Result<Response> record(const Call<rules::DecisionInput>& call, DossierId dossier) const {
    OCOP_TRY(done, service_.record(call.actor, dossier, call.input));
    if (!done.issued) return web::redirect_with_flash(site_, call.request, decision_path(dossier), msg::flash_recorded);
    return web::redirect_with_flash(site_, call.request, certificate_path(done.issued->certificate.number), msg::flash_issued);
  }

  Result<Response> withdrawal_form(const Call<>& call, std::string_view number) const {
    OCOP_TRY(issued, service_.withdrawable(call.actor, number));
    const Certificate& certificate = issued.certificate;
    const std::string title = format(msg::withdraw_title, call.language(), {certificate.number});
    return page(call.request, title, [&](Html& out) {
      const web::Crumb crumbs[] = {{in(msg::list_title, call.language()), "/certificates"},
                                   {certificate.number, certificate_path(certificate.number)},
                                   {in(msg::withdraw_go, call.language())}};
      web::crumbs(out, crumbs);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::withdraw_lead << "</p><div class=\"split\"><div class=\"stack\">"_h;
      if (issued.withdrawal) web::notice(out, msg::already_withdrawn);
      else write_withdrawal_form(out, call, certificate);
      out << "</div><div class=\"side stack\">"_h;
      write_record(out, certificate, issued.withdrawal);
      out << "</div></div>"_h;
    }, certificate.group);
  }

  Result<Response> withdraw(const Call<rules::WithdrawalInput>& call, std::string_view number) const {
    OCOP_CHECK(service_.withdraw(call.actor, number, call.input));
    return web::redirect_with_flash(site_, call.request, certificate_path(number), msg::flash_withdrawn);
  }

 private:
  Response page(const Request& request, std::string title, const std::function<void(Html&)>& body, std::string_view group = {}) const {
    const web::PageOptions options{
        .title = std::move(title), .width = web::Width::wide, .frame = web::Frame::task, .motif = &marks::motif_of_group(group)};
    return web::page(site_, request, options, body);
  }

  static void write_result(Html& out, const DecisionView& view) {
    const Language language = out.language();
    const std::optional<Instant>& closed = view.dossier.closed_at;
    const web::Fact facts[] = {
        {msg::fact_product, view.product.name, "/products/" + view.dossier.product.text()},
        {msg::fact_producer, view.producer_name, "/producers/" + view.dossier.producer.text()},
        {msg::fact_dossier, view.dossier.number, "/dossiers/" + view.dossier.id.text()},
        {msg::fact_total, points(view.dossier, language)},
        {msg::fact_result, result_words(view.dossier, language)},
        {msg::fact_closed, closed ? vietnam_date(*closed).show(language) : std::string()}};
    web::open_record(out, msg::result_heading);
    web::facts(out, facts);
    web::close_record(out, format(msg::result_source, language, {view.dossier.rulebook, view.dossier.product_set}),
                      "/dossiers/" + view.dossier.id.text() + "/result");
  }

  // What the article allows, in words; the choice itself is the form's.
  static const Message& guidance(const evaluation::ClosedDossier& dossier) {
    const auto possible = rules::possible_outcomes(rules::facts_of(dossier));
    if (is_centre(dossier.province)) return possible.size() == 1 ? msg::guide_centre_below : msg::guide_centre_five;
    if (possible.size() == 1) return msg::guide_below_three;
    constexpr int kFive = 5;
    if (dossier.outcome.band >= kFive && dossier.outcome.stars < kFive && possible.size() == 2)
      return possible.front() == Outcome::recognised ? msg::guide_asks_province : msg::guide_asks_ministry;
    if (possible.front() == Outcome::recognised) return msg::guide_province;
    return possible.size() == 3 ? msg::guide_ninety_with_floor : msg::guide_ministry;
  }

  void write_form(Html& out, const Call<>& call, const DecisionView& view) const {
    const auto& outcome = view.dossier.outcome;
    std::vector<web::Option> options;
    for (const Outcome possible : rules::possible_outcomes(rules::facts_of(view.dossier))) {
      const Message& hint = possible == Outcome::recognised ? msg::hint_recognised
                            : possible == Outcome::forwarded_to_ministry  ? msg::hint_forwarded
                            : is_centre(view.dossier.province)             ? msg::hint_returned
                                                                            : msg::hint_not_recognised;
      options.push_back({std::string(name(possible)), in(label(possible, view.dossier.province), out.language()),
                         format(hint, out.language(), {std::to_string(outcome.stars)})});
    }
    http::Fields shown;
    shown.add("version", std::to_string(view.dossier.version));
    shown.add("decided", service_.today().show(Language::vi));   // typed as on the paper, whatever the browser's own language
    if (options.size() == 1) shown.add("outcome", options.front().value);
    const web::Form form = web::form(call, &shown);
    const input::Shape& shape = decision_fields().shape();
    web::open_form(out, form, decision_path(view.dossier.id));
    web::error_summary(out, form);
    web::control(out, form, shape, "version");
    web::control(out, form, shape, "outcome", {.choices = web::ChoiceStyle::cards, .options = options, .hint = guidance(view.dossier)});
    for (const std::string_view field : {"number", "decided", "signer", "reason"}) web::control(out, form, shape, field);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::button_record);
    out << "</div>"_h;
    web::close_form(out);
  }

  void write_withdrawal_form(Html& out, const Call<>& call, const Certificate& certificate) const {
    http::Fields shown;
    shown.add("decided", service_.today().show(Language::vi));
    const web::Form form = web::form(call, &shown);
    const input::Shape& shape = withdrawal_fields().shape();
    web::open_form(out, form, certificate_path(certificate.number) + "/withdraw");
    web::error_summary(out, form);
    web::control(out, form, shape, "ground", {.choices = web::ChoiceStyle::cards});
    for (const std::string_view field : {"concluded", "number", "decided", "signer", "note"}) web::control(out, form, shape, field);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::button_withdraw, web::ButtonKind::danger);
    out << "</div>"_h;
    web::close_form(out);
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_decision_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body, Role::ministry);   // of which dossier: its level
  constexpr Policy kWithdraws = Policy::roles(Role::provincial_body, Role::ministry);   // by stars: article 8.2
  http::Table(router, std::make_shared<const DecisionPages>(service, site))
      .get("/decisions/{dossier}", kProvince, &DecisionPages::form, "The result of a closed dossier and the form of the decision")
      .form("/decisions/{dossier}", kProvince, decision_fields(), &DecisionPages::record, &DecisionPages::form,
            "Records the decision and issues the certificate")
      .get("/certificates/{number}/withdraw", kWithdraws, &DecisionPages::withdrawal_form, "Form of a withdrawal")
      .form("/certificates/{number}/withdraw", kWithdraws, withdrawal_fields(), &DecisionPages::withdraw, &DecisionPages::withdrawal_form,
            "Withdraws a certificate on a ground of article 8");
}

}  // namespace ocop::certificates
