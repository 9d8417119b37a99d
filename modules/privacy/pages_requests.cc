#include "modules/privacy/pages_requests.h"

#include <array>

#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/privacy/messages.h"
#include "modules/privacy/requests.h"
#include "modules/privacy/rules.h"

namespace ocop::privacy {

using web::Html;
using web::operator""_h;

namespace {

web::Look look_of(State state) {
  if (state == State::done) return {web::Tone::good, web::Icon::ring};
  return {is_open(state) ? web::Tone::noted : web::Tone::ended, web::Icon::ring};
}

const Message& consent_how(act::ConsentBy how) {
  static constexpr const Message* kWords[] = {&msg::consent_in_program, &msg::consent_by_link, &msg::consent_on_paper};
  return *kWords[static_cast<std::size_t>(how)];
}

std::string moment(const std::optional<Instant>& at, Language language) { return at ? show(*at, language) : std::string(); }

}  // namespace

void request_facts(Html& out, const Request& one, const HolidayCalendar& holidays) {
  const Language language = out.language();
  const rules::Clock clock = rules::clock(one.wish, one.third_party, one.extended_days, one.asked, holidays);
  const bool by_office = is_open(one.state) && !one.erase_at;
  out << "<p>"_h;
  web::badge(out, look_of(one.state), label(one.state));
  out << "</p>"_h;
  web::facts(out, std::array{web::Fact{msg::ask_wish, in(label(one.wish), language)}, web::Fact{msg::ask_words, one.words},
                             web::Fact{msg::column_asked, show(one.asked, language)},
                             web::Fact{msg::reply_by, by_office && !one.answered ? clock.reply_by.show(language) : std::string()},
                             web::Fact{msg::done_by, by_office ? clock.done_by.show(language) : std::string()},
                             web::Fact{msg::erase_on, moment(one.erase_at, language)}, web::Fact{msg::extended_why, one.extension},
                             web::Fact{msg::office_answer, one.answer}, web::Fact{msg::ended_at, moment(one.ended, language)}});
}

// Each with the text that was shown then, whatever the program says today.
void consents_part(Html& out, const http::Asked& call, const Service& service) {
  const Language language = out.language();
  const auto consents = service.consents(call.actor);
  out << "<h2 id=\"consents\">"_h << msg::consents_title << "</h2><p>"_h << msg::consents_lead << "</p>"_h;
  if (consents.given.empty()) out << "<p>"_h << msg::consents_none << "</p>"_h;
  for (const act::ShownConsent& one : consents.given) {
    const act::Consent& consent = one.consent;
    const bool vietnamese = language == Language::vi;
    out << "<section class=\"panel stack\"><h3>"_h << (vietnamese ? one.title_vi : one.title_en) << "</h3>"_h;
    web::facts(out, std::array{web::Fact{msg::consent_given, show(consent.given, language)},
                               web::Fact{msg::consent_how, in(consent_how(consent.how), language)},
                               web::Fact{msg::consent_withdrawn_at, moment(consent.withdrawn, language)}});
    out << "<details><summary>"_h << format(msg::consent_text_shown, language, {std::to_string(consent.version)}) << "</summary><p>"_h
        << (vietnamese ? one.vi : one.en) << "</p></details>"_h;
    if (consents.can_withdraw(consent))
      web::act(out, call.request, {.action = "/me/data/consents/" + consent.id.text() + "/withdraw", .label = msg::consent_withdraw});
    out << "</section>"_h;
  }
}

void own_requests_part(Html& out, const http::Asked& call, const Service& service) {
  out << "<h2 id=\"requests\">"_h << msg::requests_title << "</h2><p>"_h << msg::requests_lead << "</p>"_h;
  for (const Request& one : service.own_requests(call.actor)) {
    out << "<section class=\"panel stack\">"_h;
    request_facts(out, one, service.parts().holidays);
    if (is_open(one.state))
      web::act(out, call.request, {.action = "/me/data/requests/" + one.id.text() + "/take-back", .label = msg::take_back});
    out << "</section>"_h;
  }
  web::whole_form(out, call, ask_fields(), {"/me/data/requests", msg::ask_button});
  out << "<h2>"_h << msg::erase_title << "</h2><p>"_h << msg::erase_lead << "</p><p class=\"acts\">"_h;
  web::link_button(out, msg::erase_open, "/me/data/erase", web::ButtonKind::quiet);
  out << "</p>"_h;
}

namespace {

void fates(Html& out, const Data& data, personal::Fate fate, const Message& heading) {
  out << "<h2>"_h << heading << "</h2><ul>"_h;
  for (const Held& one : data.held) {
    if (one.rows.empty() || one.holding->fate != fate) continue;
    out << "<li>"_h << one.holding->what;
    if (fate == personal::Fate::stays) out << ". "_h << one.holding->kept;
    out << "</li>"_h;
  }
  out << "</ul>"_h;
}

}  // namespace

void erase_part(Html& out, const http::Asked& call, const Data& data, const Service::Leaving& leaving) {
  const Language language = out.language();
  if (leaving.waiting) {
    web::notice(out, msg::erase_waits);
    web::facts(out, std::array{web::Fact{msg::erase_on, moment(leaving.waiting->erase_at, language)}});
    web::act(out, call.request,
             {.action = "/me/data/requests/" + leaving.waiting->id.text() + "/take-back",
              .label = msg::take_back,
              .kind = web::ButtonKind::main});
    return;
  }
  out << "<p class=\"lead\">"_h << msg::erase_lead << "</p>"_h;
  for (const Message& one : leaving.hindrances) web::notice(out, one);
  fates(out, data, personal::Fate::goes, msg::erase_goes);
  fates(out, data, personal::Fate::stays, msg::erase_stays);
  if (!leaving.alone.empty()) {
    out << "<h2>"_h << msg::erase_alone << "</h2><p>"_h << msg::erase_alone_means << "</p><ul>"_h;
    for (const auto& one : leaving.alone) out << "<li>"_h << one.in(language) << "</li>"_h;
    out << "</ul>"_h;
  }
  if (!leaving.hindrances.empty()) return;
  out << "<h2>"_h << msg::erase_confirm << "</h2><p>"_h << msg::erase_stay << "</p>"_h;
  web::whole_form(out, call, erase_fields(), {"/me/data/erase", msg::erase_button, web::ButtonKind::danger});
}

void desk_part(Html& out, const http::Asked& call, const Service& service, const Service::Shown& shown) {
  const Request& one = shown.request;
  const std::string path = "/privacy/requests/" + one.id.text();
  web::facts(out, std::array{web::Fact{msg::column_who, shown.who, "/accounts/" + one.account.text()}});
  request_facts(out, one, service.parts().holidays);
  if (!is_open(one.state) || one.erase_at) return;
  out << "<section class=\"panel stack\"><h2>"_h << msg::answer_title << "</h2>"_h;
  web::whole_form(out, call, answer_fields(), {.version = one.version, .words = {}}, {path + "/answer", msg::answer_button});
  if (one.extended_days == 0) {
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::extend_title, path + "/extend", web::ButtonKind::quiet);
    out << "</p>"_h;
  }
  out << "</section>"_h;
}

}  // namespace ocop::privacy
