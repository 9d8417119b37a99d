#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/privacy/lists.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/pages.h"
#include "modules/privacy/requests.h"
#include "modules/privacy/rules.h"

// Breaches: recorded, looked into, told to the authority, closed; and the notification to be printed.
namespace ocop::privacy {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::int64_t kUrgent = 24;   // hours that are left: from here it is said loudly

std::string moment(const std::optional<Instant>& at, Language language) { return at ? show(*at, language) : std::string(); }
std::string people_words(const Breach& one, Language language) {
  return one.people ? std::to_string(*one.people) : in(msg::breach_people_unknown, language);
}
// "14:30" of the moment, as it is typed.
std::string clock_of(Instant at) {
  const std::int64_t minutes = (at.milliseconds - start_of_vietnam_day(vietnam_date(at)).milliseconds) / 60'000;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

// The clock above all else: what is left, or how late it was.
void clock(Html& out, const Breach& one, Instant now) {
  const Language language = out.language();
  const std::string by = show(rules::notify_by(one.found), language);
  if (one.notified) {
    const bool late = *one.notified > rules::notify_by(one.found);
    out << "<p><strong>"_h
        << format(late ? msg::breach_told_late : msg::breach_told_in_time, language, {show(*one.notified, language), by})
        << "</strong></p>"_h;
  } else if (!one.closed) {
    const std::int64_t left = rules::hours_left(one, now);
    const Message& words = left < 0 ? msg::breach_clock_over : left < kUrgent ? msg::breach_clock_urgent : msg::breach_clock;
    out << "<p role=\"status\"><strong>"_h << format(words, language, {std::to_string(left < 0 ? -left : left), by}) << "</strong></p>"_h;
  }
}

void facts(Html& out, const Breach& one) {
  const Language language = out.language();
  web::facts(out, std::array{web::Fact{msg::breach_state, in(label(state_of(one)), language)},
                             web::Fact{msg::breach_found, show(one.found, language)}, web::Fact{msg::breach_found_by, one.found_by},
                             web::Fact{msg::breach_what, one.what}, web::Fact{msg::breach_data, one.data},
                             web::Fact{msg::breach_people, people_words(one, language)}, web::Fact{msg::breach_done, one.done},
                             web::Fact{msg::breach_notified_at, moment(one.notified, language)},
                             web::Fact{msg::breach_reference, one.reference}, web::Fact{msg::breach_told, one.told},
                             web::Fact{msg::breach_closed_at, moment(one.closed, language)}, web::Fact{msg::breach_outcome, one.outcome},
                             web::Fact{msg::breach_without, one.without}});
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> begin(const Call<>& call) const {
    return page(call, msg::breach_new, {}, [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::breach_new_lead << "</p>"_h;
      web::whole_form(out, call, breach_fields(), {"/privacy/breaches", msg::breach_record});
    });
  }
  Result<Response> record(const Call<BreachFacts>& call) const {
    OCOP_TRY(id, service_.record_breach(call.actor, call.input));
    return web::redirect_with_flash(site_, call.request, breach_path(id), msg::breach_was_recorded);
  }

  Result<Response> one(const Call<>& call, BreachId id) const {
    OCOP_TRY(breach, service_.breach(id));
    return page(call, msg::breach_title, {}, [&](Html& out) {
      clock(out, breach, service_.now());
      facts(out, breach);
      out << "<p class=\"acts\">"_h;
      web::link_button(out, msg::breach_notification, breach_path(id) + "/notification", web::ButtonKind::quiet);
      if (call.actor.has(Role::administrator) && !breach.closed) {
        web::link_button(out, msg::breach_edit, breach_path(id) + "/edit", web::ButtonKind::quiet);
        if (!breach.notified) web::link_button(out, msg::breach_notify, breach_path(id) + "/notified");
        web::link_button(out, msg::breach_close, breach_path(id) + "/close", web::ButtonKind::quiet);
      }
      out << "</p>"_h;
    });
  }

  Result<Response> edit(const Call<>& call, BreachId id) const {
    OCOP_TRY(one, service_.breach(id));
    return page(call, msg::breach_edit, breach_path(id), [&](Html& out) {
      const BreachChange shown{{.found_on = vietnam_date(one.found), .found_at = clock_of(one.found), .found_by = one.found_by,
                                .what = one.what, .data = one.data, .done = one.done, .people = one.people},
                               one.version};
      web::whole_form(out, call, breach_change(), shown, {breach_path(id) + "/edit", msg::breach_save});
    });
  }
  Result<Response> change(const Call<BreachChange>& call, BreachId id) const {
    OCOP_CHECK(service_.change(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, breach_path(id), msg::breach_was_saved);
  }

  Result<Response> notify_form(const Call<>& call, BreachId id) const {
    OCOP_TRY(one, service_.breach(id));
    return page(call, msg::breach_notify, breach_path(id), [&](Html& out) {
      clock(out, one, service_.now());
      out << "<p>"_h << msg::breach_notify_lead << "</p>"_h;
      const BreachNotified shown{.version = one.version, .on = vietnam_date(service_.now()), .at = clock_of(service_.now()),
                                 .reference = {}, .told = {}};
      web::whole_form(out, call, breach_notified_fields(), shown, {breach_path(id) + "/notified", msg::breach_notify});
    });
  }
  Result<Response> notified(const Call<BreachNotified>& call, BreachId id) const {
    OCOP_CHECK(service_.notified(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, breach_path(id), msg::breach_notice_kept);
  }

  Result<Response> close_form(const Call<>& call, BreachId id) const {
    OCOP_TRY(one, service_.breach(id));
    return page(call, msg::breach_close, breach_path(id), [&](Html& out) {
      clock(out, one, service_.now());
      web::whole_form(out, call, breach_closed_fields(), {.version = one.version, .outcome = {}, .without = {}},
                      {breach_path(id) + "/close", msg::breach_close});
    });
  }
  Result<Response> close(const Call<BreachClosed>& call, BreachId id) const {
    OCOP_CHECK(service_.close(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, breach_path(id), msg::breach_was_closed);
  }

  // To be printed and signed: in Vietnamese, as the authority reads it, whatever the page's language.
  Result<Response> notification(const Call<>& call, BreachId id) const {
    OCOP_TRY(one, service_.breach(id));
    return page(call, msg::breach_notification, breach_path(id), [&](Html& out) {
      out << "<p class=\"small\">"_h << msg::breach_print << "</p><article class=\"panel stack\" lang=\"vi\"><p>"_h
          << in(msg::notification_to, Language::vi) << "</p><h2>"_h << in(msg::notification_title, Language::vi)
          << "</h2><dl class=\"stack\">"_h;
      const auto line = [&](const Message& label, const std::string& words) {
        out << "<dt>"_h << in(label, Language::vi) << "</dt><dd>"_h << (words.empty() ? std::string("…") : words) << "</dd>"_h;
      };
      line(msg::notification_who, service_.parts().public_url);
      line(msg::breach_found, show(one.found, Language::vi));
      line(msg::breach_found_by, one.found_by);
      line(msg::breach_what, one.what);
      line(msg::breach_data, one.data);
      line(msg::breach_people, people_words(one, Language::vi));
      line(msg::breach_done, one.done);
      line(msg::notification_effects, {});
      line(msg::notification_contact, {});
      out << "</dl><p>"_h << in(msg::notification_sign, Language::vi) << "</p></article>"_h;
    });
  }

 private:
  Result<Response> page(const http::Asked& call, const Message& title, const std::string& of,
                        const std::function<void(Html&)>& body) const {
    std::vector<web::Crumb> way{{in(msg::breaches_title, call.language()), "/privacy/breaches"}};
    if (!of.empty()) way.push_back({in(msg::breach_title, call.language()), of});
    way.push_back({in(title, call.language()), {}});
    return web::page(site_, call.request, {.title = in(title, call.language())}, [&](Html& out) {
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><div class=\"stack\">"_h;
      body(out);
      out << "</div>"_h;
    });
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_breach_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/privacy/breaches/new", kDesk, &Pages::begin, "Record a breach of personal data: form")
      .form("/privacy/breaches", kDesk, breach_fields(), &Pages::record, &Pages::begin, "Record a breach of personal data")
      .get("/privacy/breaches/{id}", identity::kAudit, &Pages::one, "A breach, with the clock of 72 hours")
      .get("/privacy/breaches/{id}/edit", kDesk, &Pages::edit, "What is known of a breach: form")
      .form("/privacy/breaches/{id}/edit", kDesk, breach_change(), &Pages::change, &Pages::edit, "Change what is known of a breach")
      .get("/privacy/breaches/{id}/notified", kDesk, &Pages::notify_form, "That the authority was told: form")
      .form("/privacy/breaches/{id}/notified", kDesk, breach_notified_fields(), &Pages::notified, &Pages::notify_form,
            "Record that the authority was told of a breach")
      .get("/privacy/breaches/{id}/close", kDesk, &Pages::close_form, "Close a breach: form")
      .form("/privacy/breaches/{id}/close", kDesk, breach_closed_fields(), &Pages::close, &Pages::close_form,
            "Close a breach with its outcome")
      .get("/privacy/breaches/{id}/notification", identity::kAudit, &Pages::notification,
           "The notification to the authority, to be printed");
}

}  // namespace ocop::privacy
