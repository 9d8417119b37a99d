#include <charconv>
#include <memory>

#include "kernel/base/text.h"
#include "modules/certificates/pages_parts.h"
#include "modules/marks/marks.h"

// What the province's OCOP body records: decisions on closed dossiers, withdrawals.
namespace ocop::certificates {
namespace {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::size_t kDateLetters = 10;   // 20/11/2026: typed as on the paper, whatever the browser's own language
constexpr Policy kProvince = Policy::roles(Role::provincial_body);

std::string points(const evaluation::ClosedDossier& dossier, Language language) {
  return text::decimal(dossier.outcome.total.cut(2), language);
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Response waiting(const Request& request) const {
    const auto views = service_.awaiting(request.actor);
    return page(request, in(msg::decisions_title, request.language), [&](Html& out) {
      out << "<h1>"_h << msg::decisions_title << "</h1>"_h;
      if (views.empty()) return web::empty_state(out, msg::decisions_none, msg::decisions_none_teach, "/certificates", &msg::list_title);
      const web::Table table{msg::decisions_caption,
                             {{"product", msg::fact_product},
                              {"producer", msg::fact_producer},
                              {"dossier", msg::fact_dossier},
                              {"total", msg::fact_total, true},
                              {"stars", msg::fact_result}}};
      web::table(out, request, table, [&](Html& rows) {
        for (const DecisionView& view : views) row(rows, table, view);
      });
    });
  }

  Response form(const Request& request) const {
    const auto view = find(request);
    if (!view) return web::error_page(site_, view.error(), request);
    return decision_page(request, *view, nullptr);
  }

  Response record(const Request& request) const {
    const auto view = find(request);
    if (!view) return web::error_page(site_, view.error(), request);
    const auto typed = [&](std::string_view field) { return std::string(request.form.get(field)); };
    rules::DecisionInput input{typed("outcome"), typed("number"), typed("decided"), typed("signer"), typed("reason"), 0};
    const std::string version = typed("version");
    std::from_chars(version.data(), version.data() + version.size(), input.version);
    const auto done = service_.record(request.actor, view->dossier.id, input);
    if (!done && done.error().kind == ErrorKind::not_found) return web::error_page(site_, done.error(), request);
    if (!done) return decision_page(request, *view, &done.error());
    if (done->issued) {
      return web::redirect_with_flash(site_, request, certificate_path(done->issued->certificate.number), msg::flash_issued);
    }
    return web::redirect_with_flash(site_, request, decision_path(view->dossier.id), msg::flash_recorded);
  }

  Response withdrawal_form(const Request& request) const {
    const auto issued = service_.withdrawable(request.actor, request.value("number"));
    if (!issued) return web::error_page(site_, issued.error(), request);
    return withdrawal_page(request, *issued, nullptr);
  }

  Response withdraw(const Request& request) const {
    const auto issued = service_.withdrawable(request.actor, request.value("number"));
    if (!issued) return web::error_page(site_, issued.error(), request);
    const auto typed = [&](std::string_view field) { return std::string(request.form.get(field)); };
    const rules::WithdrawalInput input{typed("ground"),  typed("number"), typed("concluded"),
                                       typed("decided"), typed("signer"), typed("note")};
    const auto done = service_.withdraw(request.actor, request.value("number"), input);
    if (!done) return withdrawal_page(request, *issued, &done.error());
    return web::redirect_with_flash(site_, request, certificate_path(done->certificate.number), msg::flash_withdrawn);
  }

 private:
  Result<DecisionView> find(const Request& request) const {
    const auto id = DossierId::parse(request.value("dossier"));
    if (!id) return Error::of(ErrorKind::not_found, "no dossier of this id");
    return service_.decision(request.actor, *id);
  }

  Response page(const Request& request, std::string title, const std::function<void(Html&)>& body, int status = 200,
                std::string_view group = {}) const {
    web::PageOptions options;
    options.title = std::move(title);
    options.width = web::Width::wide;
    options.motif = &marks::motif_of_group(group);
    options.status = status;
    return web::page(site_, request, options, body);
  }

  static void row(Html& out, const web::Table& table, const DecisionView& view) {
    web::open_row(out);
    web::link_cell(out, table.columns[0], view.product.name, decision_path(view.dossier.id));
    web::text_cell(out, table.columns[1], view.producer_name);
    web::text_cell(out, table.columns[2], view.dossier.number);
    web::text_cell(out, table.columns[3], points(view.dossier, out.language()));
    web::text_cell(out, table.columns[4], result_words(view.dossier, out.language()));
    web::close_row(out);
  }

  static std::string result_words(const evaluation::ClosedDossier& dossier, Language language) {
    if (!dossier.outcome.knockouts.empty()) return in(msg::result_knocked_out, language);
    return format(msg::stars_of, language, {std::to_string(dossier.outcome.stars)});
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
    const auto possible = rules::possible_outcomes(dossier.outcome.band, dossier.outcome.stars);
    if (possible.size() == 1) return msg::guide_below_three;
    if (possible.front() == Outcome::recognised) return msg::guide_province;
    return possible.size() == 3 ? msg::guide_ninety_with_floor : msg::guide_ministry;
  }

  void write_form(Html& out, const Request& request, const DecisionView& view, const Error* error) const {
    const web::Form form{request, error, error ? &request.form : nullptr};
    const auto& outcome = view.dossier.outcome;
    std::vector<web::Option> options;
    for (const Outcome possible : rules::possible_outcomes(outcome.band, outcome.stars)) {
      const Message& hint = possible == Outcome::recognised ? msg::hint_recognised
                            : possible == Outcome::not_recognised ? msg::hint_not_recognised : msg::hint_forwarded;
      options.push_back({std::string(name(possible)), in(label(possible), out.language()),
                         format(hint, out.language(), {std::to_string(outcome.stars)})});
    }
    web::open_form(out, form, decision_path(view.dossier.id));
    web::error_summary(out, form);
    out << "<input type=\"hidden\" name=\"version\" value=\""_h << view.dossier.version << "\">"_h;
    const std::string only = options.size() == 1 ? options.front().value : std::string();
    web::radio_cards(out, form, {"outcome", msg::field_outcome, guidance(view.dossier), only}, options);
    web::text_field(out, form, {.name = "number", .label = msg::field_number, .hint = msg::hint_number,
                                .limit = rules::kMaxDecisionNumber});
    web::text_field(out, form, {.name = "decided", .label = msg::field_decided, .hint = msg::hint_decided,
                                .value = service_.today().show(Language::vi), .limit = kDateLetters});
    web::text_field(out, form, {.name = "signer", .label = msg::field_signer, .hint = msg::hint_signer, .limit = rules::kMaxSigner});
    web::text_area(out, form, {.name = "reason", .label = msg::field_reason, .hint = msg::hint_reason, .required = false,
                               .limit = rules::kMaxReason}, 4);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::button_record);
    out << "</div>"_h;
    web::close_form(out);
  }

  static void write_decision(Html& out, const DecisionView& view) {
    const Decision& decision = *view.decision;
    const Language language = out.language();
    std::vector<web::Fact> facts{{msg::field_outcome, in(label(decision.outcome), language)},
                                 {msg::fact_decision, decision.number},
                                 {msg::fact_decided, decision.decided.show(language)},
                                 {msg::fact_signer, decision.signer}};
    if (!decision.reason.empty()) facts.push_back({msg::field_reason, decision.reason});
    if (view.issued) {
      const std::string& number = view.issued->certificate.number;
      facts.push_back({msg::fact_number, number, certificate_path(number)});
    }
    web::open_record(out, msg::decision_heading);
    web::facts(out, facts);
    web::close_record(out, format(msg::logged_at, language, {std::to_string(decision.log_index)}), log_path(decision.log_index));
  }

  Response decision_page(const Request& request, const DecisionView& view, const Error* error) const {
    const std::string title = format(msg::decision_title, request.language, {view.product.name});
    return page(request, title, [&](Html& out) {
      const web::Crumb crumbs[] = {{in(msg::decisions_title, request.language), "/decisions"}, {view.product.name}};
      web::crumbs(out, crumbs);
      out << "<h1>"_h << title << "</h1><div class=\"split\"><div class=\"stack\">"_h;
      if (view.decision) write_decision(out, view);
      else write_form(out, request, view, error);
      out << "</div><div class=\"side stack\">"_h;
      write_result(out, view);
      out << "</div></div>"_h;
    }, error ? traits(error->kind).status : 200, view.product.group);
  }

  Response withdrawal_page(const Request& request, const Issued& issued, const Error* error) const {
    const Certificate& certificate = issued.certificate;
    const std::string title = format(msg::withdraw_title, request.language, {certificate.number});
    return page(request, title, [&](Html& out) {
      const web::Crumb crumbs[] = {{in(msg::list_title, request.language), "/certificates"},
                                   {certificate.number, certificate_path(certificate.number)},
                                   {in(msg::withdraw_go, request.language)}};
      web::crumbs(out, crumbs);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::withdraw_lead << "</p><div class=\"split\"><div class=\"stack\">"_h;
      if (issued.withdrawal) web::notice(out, msg::already_withdrawn);
      else write_withdrawal_form(out, request, certificate, error);
      out << "</div><div class=\"side stack\">"_h;
      write_record(out, certificate, issued.withdrawal);
      out << "</div></div>"_h;
    }, error ? traits(error->kind).status : 200, certificate.group);
  }

  void write_withdrawal_form(Html& out, const Request& request, const Certificate& certificate, const Error* error) const {
    const web::Form form{request, error, error ? &request.form : nullptr};
    std::vector<web::Option> options;
    for (const Ground ground : kGrounds) options.push_back({std::string(name(ground)), in(label(ground), out.language())});
    web::open_form(out, form, certificate_path(certificate.number) + "/withdraw");
    web::error_summary(out, form);
    web::radio_cards(out, form, {"ground", msg::field_ground, msg::hint_ground}, options);
    web::text_field(out, form, {.name = "concluded", .label = msg::field_concluded, .hint = msg::hint_concluded,
                                .limit = kDateLetters});
    web::text_field(out, form, {.name = "number", .label = msg::field_withdrawal_number, .limit = rules::kMaxDecisionNumber});
    web::text_field(out, form, {.name = "decided", .label = msg::field_decided, .hint = msg::hint_date,
                                .value = service_.today().show(Language::vi), .limit = kDateLetters});
    web::text_field(out, form, {.name = "signer", .label = msg::field_signer, .hint = msg::hint_signer, .limit = rules::kMaxSigner});
    web::text_area(out, form, {.name = "note", .label = msg::field_note, .hint = msg::hint_note, .required = false,
                               .limit = rules::kMaxReason}, 3);
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
  using http::Method;
  const auto pages = std::make_shared<const Pages>(service, site);
  const auto add = [&](Method method, std::string pattern, Response (Pages::*act)(const Request&) const, std::string summary) {
    router.add({.method = method, .pattern = std::move(pattern), .policy = kProvince,
                .handler = [pages, act](const Request& request) { return ((*pages).*act)(request); }, .summary = std::move(summary)});
  };
  add(Method::get, "/decisions", &Pages::waiting, "Closed dossiers of the province that wait for its decision");
  add(Method::get, "/decisions/{dossier}", &Pages::form, "The result of a closed dossier and the form of the decision");
  add(Method::post, "/decisions/{dossier}", &Pages::record, "Records the decision and issues the certificate");
  add(Method::get, "/certificates/{number}/withdraw", &Pages::withdrawal_form, "Form of a withdrawal");
  add(Method::post, "/certificates/{number}/withdraw", &Pages::withdraw, "Withdraws a certificate on a ground of article 8");
}

}  // namespace ocop::certificates
