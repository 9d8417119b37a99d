#include <algorithm>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/web/fields.h"
#include "modules/certificates/confirmation_requests.h"
#include "modules/certificates/pages_confirmations.h"
#include "modules/certificates/pages_parts.h"

// A confirmed decision that is withdrawn: the form, and what the decision's page shows of it.
namespace ocop::certificates {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string revocation_sentence(const Revocation& one, Language language) {
  if (one.decided) return format(msg::revocation_says, language, {one.decided->show(language), one.number, one.issuer});
  const Date day = one.entered ? vietnam_date(*one.entered) : vietnam_date(one.prepared);
  return format(msg::revocation_says_error, language, {day.show(language)});
}

void write_revocation(Html& out, const Revocation& one) {
  const Language language = out.language();
  std::string names;
  for (const ConfirmedProduct& product : one.products) names.append(names.empty() ? "" : "; ").append(product.name);
  std::vector<web::Fact> facts{{msg::revoke_ground, in(label(one.ground), language)}};
  if (one.decided) {
    facts.push_back({msg::revoke_number, one.number});
    facts.push_back({msg::revoke_decided, one.decided->show(language)});
    facts.push_back({msg::revoke_issuer, one.issuer});
    facts.push_back({msg::fact_signer, one.signer});
  }
  facts.push_back({msg::revoke_reason, one.reason});
  facts.push_back({msg::revoke_products, names});
  if (!one.sha256.empty()) {
    facts.push_back({msg::revoke_file, in(msg::revocation_file_open, language),
                     confirmation_path(one.confirmation) + "/withdrawals/" + one.id.text() + "/decision.pdf"});
    facts.push_back({msg::confirm_file_digest, one.sha256});
  }
  web::open_record(out, one.entered ? msg::kind_revoked : msg::revoke_prepared);
  web::facts(out, facts);
  if (one.log_index < 0) return web::close_record(out, in(msg::confirm_not_logged, language));
  web::close_record(out, format(msg::logged_at, language, {std::to_string(one.log_index)}), log_path(one.log_index));
}

void write_waiting_revocation(Html& out, const http::Request& request, const Revocation& draft) {
  const std::string path = confirmation_path(draft.confirmation) + "/withdrawal";
  out << "<p>"_h << msg::revoke_preview << "</p>"_h;
  write_revocation(out, draft);
  out << "<div class=\"acts\">"_h;
  web::act(out, request,
           {.action = path + "/confirm", .label = msg::revoke_do, .kind = web::ButtonKind::danger, .version = draft.version});
  web::act(out, request, {.action = path + "/discard", .label = msg::revoke_discard, .version = draft.version});
  out << "</div>"_h;
}

namespace {

struct Pages {
  Confirmations& confirmations;
  const web::Site& site;

  Result<Response> form(const Call<>& call, ConfirmationId id) const {
    OCOP_TRY(view, confirmations.own_view(call.actor, id));
    const Confirmation& one = view.confirmation;
    if (!one.confirmed) return Error::of(ErrorKind::not_found, "a draft is put away, not withdrawn");
    const std::string title = format(msg::revoke_title, call.language(), {one.number});
    const std::vector<web::Crumb> way{{one.number, confirmation_path(id)}, {title, {}}};
    return web::page(site, call.request, {.title = title}, [&](Html& out) {
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><div class=\"stack\">"_h;
      if (view.corrected_by) web::notice(out, msg::confirm_corrected_already);
      else if (view.waiting) write_waiting_revocation(out, call.request, *view.waiting);
      else if (view.standing().empty()) web::notice(out, msg::confirmation_none_left);
      else write_form(out, call, view);
      out << "</div>"_h;
    });
  }

  static void write_form(Html& out, const Call<>& call, const Confirmations::View& view) {
    http::Fields shown;
    shown.add("version", std::to_string(view.confirmation.version));
    const web::Form form = web::form(call, &shown);
    const input::Shape& shape = new_revocation().shape();
    out << "<p class=\"lead\">"_h << msg::revoke_lead << "</p>"_h;
    web::open_upload_form(out, form, confirmation_path(view.confirmation.id) + "/withdraw");
    web::error_summary(out, form);
    web::control(out, form, shape, "version");
    std::vector<web::Option> grounds;
    for (const RevocationGround ground : kRevocationGrounds)
      grounds.push_back({std::string(name(ground)), in(label(ground), out.language()),
                         in(ground == RevocationGround::by_decision ? msg::revoked_by_decision_hint : msg::revoked_in_error_hint,
                            out.language())});
    web::control(out, form, shape, "ground", {.choices = web::ChoiceStyle::cards, .options = grounds});
    for (const std::string_view field : {"number", "decided", "issuer", "signer"}) web::control(out, form, shape, field);
    web::control(out, form, shape, "file", {.accept = "application/pdf,.pdf"});
    web::control(out, form, shape, "reason");
    boxes(out, call, view.standing());
    out << "<p class=\"small\">"_h << msg::confirm_next << "</p><div class=\"acts\">"_h;
    web::button(out, msg::confirm_look);
    out << "</div>"_h;
    web::close_form(out);
  }
  // A decision is mostly withdrawn whole: all are ticked at first; what was sent stands again after a refusal.
  static void boxes(Html& out, const Call<>& call, const std::vector<ConfirmedProduct>& products) {
    out << "<fieldset class=\"field\" id=\"f-products\"><legend>"_h << msg::revoke_products << "</legend>"_h;
    for (const ConfirmedProduct& one : products) {
      bool ticked = true;
      if (call.kept()) ticked = std::ranges::count(call.kept()->all("products"), one.product.text()) > 0;
      out << "<label class=\"check-card\"><input type=\"checkbox\" name=\"products\" value=\""_h << one.product.text() << "\""_h
          << web::when(ticked, " checked"_h) << "><span>"_h << one.name << ", "_h
          << format(msg::stars_of, out.language(), {std::to_string(one.stars)}) << "</span></label>"_h;
    }
    out << "</fieldset>"_h;
  }

  Result<Response> prepare(const Call<NewRevocation>& call, ConfirmationId id) const {
    OCOP_CHECK(confirmations.prepare_revocation(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, confirmation_path(id), msg::revoke_was_prepared);
  }
  Result<Response> enter(const Call<ConfirmationVersion>& call, ConfirmationId id) const {
    OCOP_CHECK(confirmations.revoke(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, confirmation_path(id), msg::revoke_was_done);
  }
  Result<Response> discard(const Call<ConfirmationVersion>& call, ConfirmationId id) const {
    OCOP_CHECK(confirmations.discard_revocation(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, confirmation_path(id), msg::revoke_was_discarded);
  }
  Result<Response> file(const Call<>& call, ConfirmationId id, RevocationId revocation) const {
    OCOP_TRY(bytes, confirmations.revocation_file(call.actor, id, revocation));
    return Response::file(std::move(bytes), "application/pdf", "quyet-dinh-thu-hoi-" + revocation.text() + ".pdf")
        .with("X-Content-Type-Options", "nosniff");
  }
};

}  // namespace

void add_revocation_pages(http::Router& router, Confirmations& confirmations, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(Pages{confirmations, site}))
      .get("/confirmations/{id}/withdraw", kProvince, &Pages::form, "Withdraw a confirmed decision: form")
      .form("/confirmations/{id}/withdraw", kProvince, new_revocation(), &Pages::prepare, &Pages::form,
            "Prepare that a confirmed decision is withdrawn; nothing is said yet")
      .form("/confirmations/{id}/withdrawal/confirm", kProvince, confirmation_version(), &Pages::enter, &Pages::form,
            "Enter the prepared withdrawal")
      .form("/confirmations/{id}/withdrawal/discard", kProvince, confirmation_version(), &Pages::discard, &Pages::form,
            "Put a prepared withdrawal away")
      .get("/confirmations/{id}/withdrawals/{withdrawal}/decision.pdf", Policy::anyone(), &Pages::file,
           "The file of a withdrawing decision");
}

}  // namespace ocop::certificates
