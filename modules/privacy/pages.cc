#include "modules/privacy/pages.h"

#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/privacy/lists.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/pages_data.h"
#include "modules/privacy/pages_requests.h"
#include "modules/privacy/requests.h"
#include "modules/privacy/rules.h"

namespace ocop::privacy {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> own(const Call<>& call) const {
    OCOP_TRY(data, service_.own(call.actor));
    return web::page(site_, call.request, {.title = in(msg::data_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::data_title << "</h1><p class=\"lead\">"_h << msg::data_lead << "</p><p class=\"acts\">"_h;
      web::link_button(out, msg::data_xlsx, "/me/data.xlsx", web::ButtonKind::quiet);
      web::link_button(out, msg::data_csv, "/me/data.csv", web::ButtonKind::quiet);
      out << "</p>"_h;
      consents_part(out, call, service_);
      held_part(out, service_, data);
      seen_part(out, call.request, data);
      own_requests_part(out, call, service_);
      out << "<p><a href=\""_h << web::link(call.request, "/privacy") << "\">"_h << msg::notice_title << "</a></p>"_h;
    });
  }
  Result<Response> csv(const Call<>& call) const { return data_csv(service_, call); }
  Result<Response> xlsx(const Call<>& call) const { return data_xlsx(service_, call); }

  Result<Response> ask(const Call<Ask>& call) const {
    OCOP_CHECK(service_.ask(call.actor, call.input));
    return web::redirect_with_flash(site_, call.request, "/me/data", msg::was_asked);
  }
  Result<Response> take_back(const Call<>& call, RequestId id) const {
    OCOP_CHECK(service_.take_back(call.actor, id));
    return web::redirect_with_flash(site_, call.request, "/me/data", msg::was_taken_back);
  }
  Result<Response> withdraw(const Call<>& call, act::ConsentId id) const {
    OCOP_CHECK(service_.withdraw(call.actor, id));
    return web::redirect_with_flash(site_, call.request, "/me/data", msg::consent_was_withdrawn);
  }
  Result<Response> leaving(const Call<>& call) const {
    OCOP_TRY(data, service_.own(call.actor));
    OCOP_TRY(shown, service_.leaving(call.actor));
    return web::page(site_, call.request, {.title = in(msg::erase_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::erase_title << "</h1>"_h;
      erase_part(out, call, data, shown);
    });
  }
  Result<Response> erase(const Call<Erase>& call) const {
    OCOP_CHECK(service_.erase(call.actor, call.input));
    return web::redirect_with_flash(site_, call.request, "/me/data/erase", msg::was_erase_asked);
  }

  // ---- the desk
  Result<Response> one(const Call<>& call, RequestId id) const {
    OCOP_TRY(shown, service_.show(call.actor, id));
    return web::page(site_, call.request, {.title = in(msg::request_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::request_title << "</h1>"_h;
      desk_part(out, call, service_, shown);
    });
  }
  Result<Response> answer(const Call<Answer>& call, RequestId id) const {
    OCOP_CHECK(service_.answer(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/privacy/requests/" + id.text(), msg::was_answered);
  }
  Result<Response> extending(const Call<>& call, RequestId id) const {
    OCOP_TRY(shown, service_.show(call.actor, id));
    return web::page(site_, call.request, {.title = in(msg::extend_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::extend_title << "</h1><p class=\"lead\">"_h << msg::extend_lead << "</p>"_h;
      request_facts(out, shown.request, service_.parts().holidays);
      web::whole_form(out, call, extend_fields(), {.version = shown.request.version, .days = rules::kMostExtension, .words = {}},
                      {"/privacy/requests/" + id.text() + "/extend", msg::extend_button});
    });
  }
  Result<Response> extend(const Call<Extend>& call, RequestId id) const {
    OCOP_CHECK(service_.extend(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/privacy/requests/" + id.text(), msg::was_extended);
  }

  Result<Response> notice(const Call<>& call) const {
    return web::page(
        site_, call.request,
        {.title = in(msg::notice_title, call.language()), .description = in(msg::notice_lead, call.language()), .width = web::Width::wide},
        [&](Html& out) {
          out << "<h1>"_h << msg::notice_title << "</h1><p class=\"lead\">"_h << msg::notice_lead << "</p><p>"_h << msg::notice_rights
              << "</p>"_h;
          if (call.actor.signed_in()) {
            out << "<p class=\"acts\">"_h;
            web::link_button(out, msg::data_title, "/me/data");
            out << "</p>"_h;
          }
          register_part(out, call.request, service_.parts().offers);
          processors_part(out, call.request, service_.parts().processors);
        });
  }

 private:
  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/privacy", Policy::anyone(), &Pages::notice, "What is held of people, why, on what ground and for how long")
      .get("/me/data", Policy::signed_in(), &Pages::own, "All that is held of the own account, and who looked at it")
      .get("/me/data.csv", Policy::signed_in(), &Pages::csv, "The same as CSV", {.media = "text/csv; charset=utf-8"})
      .get("/me/data.xlsx", Policy::signed_in(), &Pages::xlsx, "The same as a spreadsheet",
           {.media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
      .form("/me/data/requests", Policy::signed_in(), ask_fields(), &Pages::ask, &Pages::own, "Ask something about the own data")
      .post("/me/data/requests/{id}/take-back", Policy::signed_in(), &Pages::take_back, "Take an own request back")
      .post("/me/data/consents/{id}/withdraw", Policy::signed_in(), &Pages::withdraw, "Take an own consent back; what rests on it ends")
      .get("/me/data/erase", Policy::signed_in(), &Pages::leaving, "What goes and what stays when the own account is erased")
      .form("/me/data/erase", Policy::signed_in(), erase_fields(), &Pages::erase, &Pages::leaving, "Erase the own account in seven days",
            {.run = http::Run::on_heavy_worker})
      .get("/privacy/requests/{id}", kDesk, &Pages::one, "One request about data; the look is written down")
      .form("/privacy/requests/{id}/answer", kDesk, answer_fields(), &Pages::answer, &Pages::one, "Answer a request, or end it")
      .get("/privacy/requests/{id}/extend", kDesk, &Pages::extending, "Form to give a request more days")
      .form("/privacy/requests/{id}/extend", kDesk, extend_fields(), &Pages::extend, &Pages::extending, "Give a request more days, once");
}

}  // namespace ocop::privacy
