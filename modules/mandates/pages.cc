#include "modules/mandates/pages.h"

#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/mandates/messages.h"
#include "modules/mandates/requests.h"
#include "modules/work/work.h"

namespace ocop::mandates {

std::string words_of(const Tasks& tasks, Language language) {
  std::string out;
  for (int i = 0; i < kTaskCount; ++i)
    if (tasks.has(static_cast<Task>(i))) out += (out.empty() ? "" : ", ") + in(label(static_cast<Task>(i)), language);
  return out;
}

const Message& words_of_act(std::string_view what) {
  struct Known { std::string_view what; const Message& words; };
  static constexpr std::array kKnown{Known{"story.changed", msg::act_story_changed},
                                     Known{"site.changed", msg::act_site_changed},
                                     Known{"site.published", msg::act_site_published},
                                     Known{"site.unpublished", msg::act_site_unpublished},
                                     Known{"paper.added", msg::act_paper_added},
                                     Known{"paper.replaced", msg::act_paper_replaced},
                                     Known{"paper.removed", msg::act_paper_removed},
                                     Known{"product.registered", msg::act_product_registered},
                                     Known{"registration.mended", msg::act_registration_mended},
                                     Known{"registration.withdrawn", msg::act_registration_withdrawn},
                                     Known{"product.changed", msg::act_product_changed},
                                     Known{"photo.added", msg::act_photo_added},
                                     Known{"photo.changed", msg::act_photo_changed},
                                     Known{"item.added", msg::act_item_added},
                                     Known{"item.changed", msg::act_item_changed},
                                     Known{"packaging.added", msg::act_packaging_added},
                                     Known{"ladder.changed", msg::act_ladder_changed},
                                     Known{"packaging.changed", msg::act_packaging_changed},
                                     Known{"sheet.written", msg::act_sheet_written},
                                     Known{"order.moved", msg::act_order_moved},
                                     Known{"enquiry.answered", msg::act_enquiry_answered},
                                     Known{"quotation.begun", msg::act_quotation_begun},
                                     Known{"quotation.offered", msg::act_quotation_offered},
                                     Known{"quotation.withdrawn", msg::act_quotation_withdrawn},
                                     Known{"idea.entered", msg::act_idea_entered},
                                     Known{"idea.changed", msg::act_idea_changed},
                                     Known{"idea.moved", msg::act_idea_moved},
                                     Known{"idea.given_up", msg::act_idea_given_up},
                                     Known{"dossier.opinion", msg::act_dossier_opinion},
                                     Known{"dossier.words_taken_back", msg::act_words_taken_back},
                                     Known{"dossier.opened", msg::act_dossier_opened},
                                     Known{"dossier.answered", msg::act_dossier_answered},
                                     Known{"dossier.submitted", msg::act_dossier_submitted},
                                     Known{"dossier.dropped", msg::act_dossier_dropped}};
  for (const Known& one : kKnown)
    if (one.what == what) return one.words;
  return msg::act_other;
}

namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string maker_path(ProducerId id, std::string_view rest = {}) { return "/producers/" + id.text() + std::string(rest); }

web::Look look_of(State state) {
  if (state == State::in_force) return {web::Tone::good, web::Icon::ring};
  return {state == State::over ? web::Tone::ended : web::Tone::noted, web::Icon::ring};
}

// The last day on which it holds.
std::string last_day(const Mandate& mandate, Language language) {
  return vietnam_date({mandate.until.milliseconds - 1}).show(language);
}

void tasks_field(Html& out, const web::Form& form) {
  std::vector<web::Option> options;
  for (int i = 0; i < kTaskCount; ++i)
    options.push_back({std::string(name(static_cast<Task>(i))), in(label(static_cast<Task>(i)), out.language())});
  web::check_cards(out, form, {.name = "tasks", .label = msg::tasks}, options);
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  // ---- the producer, and the office that has consents on paper
  Result<Response> helpers(const Call<>& call, ProducerId id) const {
    OCOP_TRY(shown, service_.of_producer(call.actor, id));
    return page(call, msg::helpers_title, [&](Html& out) {
      out << "<h1>"_h << msg::helpers_title << "</h1><p class=\"lead\"><a href=\""_h << web::link(call.request, maker_path(id)) << "\">"_h
          << shown.producer.name << "</a></p>"_h;
      if (shown.mandates.empty()) out << "<p>"_h << msg::helpers_none << "</p>"_h;
      for (const Service::Row& row : shown.mandates) mandate(out, call, row, shown);
      acts(out, call.request, shown);
      give_form(out, call, shown);
    });
  }
  Result<Response> give(const Call<Give>& call, ProducerId id) const {
    OCOP_TRY(given, service_.give(call.actor, id, call.input));
    if (given.link.empty()) return web::redirect_with_flash(site_, call.request, maker_path(id, "/helpers"), msg::was_given);
    // The link is told once: it is the answer of the form.
    return web::page(site_, call.request, {.title = in(msg::link_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::link_title << "</h1><p class=\"lead\">"_h << msg::link_lead << "</p><p><code>"_h << given.link
          << "</code></p><p class=\"acts\">"_h;
      web::link_button(out, msg::helpers_title, maker_path(id, "/helpers"), web::ButtonKind::quiet);
      out << "</p>"_h;
    }).with("Cache-Control", "private, no-store");
  }
  Result<Response> end(const Call<>& call, ProducerId id, MandateId mandate) const {
    OCOP_CHECK(service_.end(call.actor, id, mandate));
    return web::redirect_with_flash(site_, call.request, maker_path(id, "/helpers"), msg::was_ended);
  }

  // ---- the helper
  Result<Response> own(const Call<>& call) const {
    return page(call, msg::mandates_title, [&](Html& out) {
      out << "<h1>"_h << msg::mandates_title << "</h1>"_h;
      web::error_summary(out, web::form(call));
      const auto rows = service_.own(call.actor);
      if (rows.empty()) web::empty_state(out, msg::mandates_none, msg::mandates_none_teach);
      for (const Service::Row& row : rows) own_mandate(out, call, row);
    });
  }
  Result<Response> accept(const Call<>& call, MandateId id) const {
    OCOP_TRY(mandate, service_.accept(call.actor, id));
    return web::redirect_with_flash(site_, call.request, maker_path(mandate.producer), msg::was_accepted);
  }
  Result<Response> give_back(const Call<>& call, MandateId id) const {
    OCOP_CHECK(service_.give_back(call.actor, id));
    return web::redirect_with_flash(site_, call.request, "/mandates", msg::was_ended);
  }
  Result<Response> invitation(const Call<>& call) const {
    const std::string key(call.request.query.get("key"));
    return page(call, msg::invitation, [&](Html& out) {
      out << "<h1>"_h << msg::invitation << "</h1>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      const auto row =
          service_.invited(call.actor, key.empty() ? std::string(call.kept() ? call.kept()->get("key") : std::string_view()) : key);
      if (!row) {
        web::notice(out, row.error().problems.at(0).message);
        return;
      }
      facts(out, *row);
      if (state_of(row->mandate, service_.now()) != State::invited) return;
      out << "<p>"_h << msg::accept_text << "</p>"_h;
      web::open_form(out, form, "/mandates/invitation");
      out << "<input type=\"hidden\" name=\"key\" value=\""_h << key << "\">"_h;
      web::button(out, msg::accept);
      web::close_form(out);
    });
  }
  Result<Response> accept_link(const Call<Key>& call) const {
    OCOP_TRY(mandate, service_.accept(call.actor, call.input.key));
    return web::redirect_with_flash(site_, call.request, maker_path(mandate.producer), msg::was_accepted);
  }

 private:
  Response page(const http::Asked& call, const Message& title, const std::function<void(Html&)>& body) const {
    return web::page(site_, call.request, {.title = in(title, call.language())}, body);
  }

  void facts(Html& out, const Service::Row& row) const {
    const Mandate& one = row.mandate;
    const Language language = out.language();
    web::facts(out, std::array{web::Fact{msg::producer, row.producer.name, maker_path(one.producer)},
                               web::Fact{msg::helper, row.helper},
                               web::Fact{msg::tasks, words_of(one.tasks, language)},
                               web::Fact{msg::until, last_day(one, language)},
                               web::Fact{msg::consented, format(msg::consented_how, language,
                                                                     {show(one.consented, language), in(label(one.channel), language),
                                                                      row.consented_by})},
                               web::Fact{msg::paper, one.paper}});
  }

  void mandate(Html& out, const http::Asked& call, const Service::Row& row, const Service::OfProducer& shown) const {
    const State state = state_of(row.mandate, service_.now());
    out << "<section class=\"panel stack\"><p>"_h;
    web::badge(out, look_of(state), label(state));
    out << "</p>"_h;
    facts(out, row);
    if (state != State::over && rules::may_end(shown.channel, row.mandate.channel, shown.left))
      web::act(out, call.request, {.action = maker_path(row.mandate.producer, "/helpers/" + row.mandate.id.text() + "/end"),
                                   .label = msg::end_now, .kind = web::ButtonKind::danger});
    out << "</section>"_h;
  }

  void own_mandate(Html& out, const http::Asked& call, const Service::Row& row) const {
    const State state = state_of(row.mandate, service_.now());
    const std::string path = "/mandates/" + row.mandate.id.text();
    out << "<section class=\"panel stack\"><p>"_h;
    web::badge(out, look_of(state), label(state));
    out << "</p>"_h;
    facts(out, row);
    if (state == State::invited) out << "<p>"_h << msg::accept_text << "</p>"_h;
    out << "<div class=\"acts\">"_h;
    if (state == State::invited)
      web::act(out, call.request, {.action = path + "/accept", .label = msg::accept, .kind = web::ButtonKind::main});
    if (state != State::over)
      web::act(out, call.request, {.action = path + "/return", .label = state == State::invited ? msg::decline : msg::give_back});
    out << "</div></section>"_h;
  }

  static void acts(Html& out, const http::Request& request, const Service::OfProducer& shown) {
    if (shown.acts.empty()) return;
    const web::Table table{.caption = msg::acts_title,
                           .columns = {{"what", msg::column_what}, {"who", msg::column_who}, {"at", msg::column_at}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Service::Done& one : shown.acts) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << words_of_act(one.act.what) << ": "_h << one.act.subject;
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], format(msg::for_whom, request.language, {one.helper, shown.producer.name}));
        web::text_cell(rows, table.columns[2], show(one.act.at, request.language));
        web::close_row(rows);
      }
    });
  }

  void give_form(Html& out, const http::Asked& call, const Service::OfProducer& shown) const {
    out << "<section class=\"panel stack\"><h2>"_h << msg::give_title << "</h2><p>"_h
        << (shown.channel == Channel::paper ? msg::give_lead_paper : msg::give_lead) << "</p>"_h;
    const web::Form form = web::form(call);
    web::open_form(out, form, maker_path(shown.producer.id, "/helpers"));
    web::error_summary(out, form);
    web::control(out, form, give_fields().shape(), "login");
    tasks_field(out, form);
    web::control(out, form, give_fields().shape(), "until");
    if (shown.channel == Channel::paper) web::control(out, form, give_fields().shape(), "paper", {.need = input::Need::required});
    out << "<p>"_h << msg::consent_text << "</p>"_h;
    web::control(out, form, give_fields().shape(), "consent");
    web::button(out, msg::give_button);
    web::close_form(out);
    out << "</section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void offer(manifest::Offers& offers, const Service& service) {
  // Whoever was asked to help sees it where he comes in.
  offers.add(work::Panel{.rank = 20, .where = work::Panel::Where::above, .show = [&service](Html& out, const http::Request& request) {
    for (const Service::Row& row : service.own(request.actor)) {
      if (state_of(row.mandate, request.received) != State::invited) continue;
      out << "<section class=\"panel stack\"><p>"_h << format(msg::asked_to_help, out.language(), {row.producer.name}) << "</p><p>"_h;
      web::link_button(out, msg::see_invitation, "/mandates", web::ButtonKind::quiet);
      out << "</p></section>"_h;
    }
  }});
  offers.add(producers::Panel{.rank = 25, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    const Scope concerned = Scope::of(request.actor, {Role::producer_member, Role::commune_officer, Role::provincial_body});
    if (!concerned.covers(producer.province, producer.commune, producer.id)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::helpers_title, maker_path(producer.id, "/helpers"), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kConcerned = Policy::roles(Role::producer_member, Role::commune_officer, Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/producers/{id}/helpers", kConcerned, &Pages::helpers, "Who acts for a producer with its consent, and what was done")
      .form("/producers/{id}/helpers", kConcerned, give_fields(), &Pages::give, &Pages::helpers, "Let somebody act for a producer")
      .post("/producers/{id}/helpers/{mandate}/end", kConcerned, &Pages::end, "End a mandate at once")
      .get("/mandates", Policy::signed_in(), &Pages::own, "Whom one acts for")
      .post("/mandates/{id}/accept", Policy::signed_in(), &Pages::accept, "Accept to act for a producer")
      .post("/mandates/{id}/return", Policy::signed_in(), &Pages::give_back, "Decline, or give a mandate back")
      .get("/mandates/invitation", Policy::signed_in(), &Pages::invitation, "What a link invites to")
      .form("/mandates/invitation", Policy::signed_in(), key_fields(), &Pages::accept_link, &Pages::invitation,
            "Accept what a link invites to");
}

}  // namespace ocop::mandates
