#include "modules/registrations/pages.h"

#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/registrations/lists.h"
#include "modules/registrations/messages.h"
#include "modules/registrations/requests.h"
#include "modules/registrations/rules.h"
#include "modules/work/work.h"

// Where a person begins, and one registration with what may be done with it.
namespace ocop::registrations {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;
using Reader = Service::Shown::Reader;

constexpr Policy kConcerned = Policy::roles(Role::producer_member, Role::helper, Role::commune_officer, Role::provincial_body);
constexpr Policy kOffices = Policy::roles(Role::commune_officer, Role::provincial_body);
constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);

web::Look look_of(State state) {
  switch (state) {
    case State::waiting: break;
    case State::returned: return {web::Tone::soon, web::Icon::ring};
    case State::confirmed: return {web::Tone::good, web::Icon::ring};
    case State::withdrawn: return {web::Tone::ended, web::Icon::ring};
  }
  return {web::Tone::noted, web::Icon::ring};
}

std::string maker_path(ProducerId id, std::string_view rest = {}) { return "/producers/" + id.text() + std::string(rest); }

void link(Html& out, std::string_view path, std::string_view words) {
  out << "<a href=\""_h << web::link(out.language(), path) << "\">"_h << words << "</a>"_h;
}

// "3 / 4": of a producer that said both.
std::string workers_of(const Profile& profile, Language language) {
  if (!profile.workers) return {};
  if (!profile.local_workers) return std::to_string(*profile.workers);
  return format(msg::workers_of_them_local, language, {std::to_string(*profile.workers), std::to_string(*profile.local_workers)});
}

std::string criterion_words(const Profile& profile, Language language) {
  const auto met = meets_criterion(profile);
  return in(met ? label(*met) : msg::not_said, language);
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site, const manifest::Offers& offers) : service_(service), site_(site), offers_(offers) {}

  Result<Response> start(const Call<>& call) const {
    OCOP_TRY(own, service_.own(call.actor));
    return web::page(site_, call.request, {.title = in(msg::start_title, call.language())}, [&](Html& out) {
      out << "<h1>"_h << msg::start_title << "</h1><p class=\"lead\">"_h 
          << (own.producers.empty() ? msg::start_lead : msg::start_lead_member) << "</p>"_h;
      for (const work::Panel& panel : offers_.all<work::Panel>())
        if (panel.where == work::Panel::Where::above) panel.show(out, call.request);
      sent(out, own);
      for (const producers::Producer& one : own.producers) {
        out << "<section class=\"panel stack\"><h2>"_h << one.name << "</h2><p class=\"acts\">"_h;
        web::link_button(out, msg::open_producer, maker_path(one.id), web::ButtonKind::quiet);
        web::link_button(out, msg::add_product, "/products/new?producer=" + one.id.text(), web::ButtonKind::quiet);
        out << "</p></section>"_h;
      }
      struct Way { const Message& act; std::string_view path; };
      const auto way = [&](const Message& heading, const Message& teach, std::initializer_list<Way> acts) {
        out << "<section class=\"panel stack\"><h2>"_h << heading << "</h2><p>"_h << teach << "</p><p class=\"acts\">"_h;
        for (const Way& one : acts) web::link_button(out, one.act, one.path, web::ButtonKind::quiet);
        out << "</p></section>"_h;
      };
      way(msg::way_new, msg::way_new_teach, {{msg::register_producer, "/producers/new"}});
      way(msg::way_listed, msg::way_listed_teach, {{msg::enter_code, "/claim"}, {msg::look_in_list, "/producers"}});
      out << "<section class=\"panel stack\"><h2>"_h << msg::way_office << "</h2><p>"_h << msg::way_office_teach << "</p></section>"_h;
    });
  }

  Result<Response> one(const Call<>& call, RegistrationId id) const {
    OCOP_TRY(shown, service_.show(call.actor, id));
    const Registration& registration = shown.registration;
    return web::page(site_, call.request, {.title = registration.name}, [&](Html& out) {
      const std::array way{web::Crumb{in(msg::registrations_title, out.language()), "/registrations"}, web::Crumb{registration.name}};
      web::crumbs(out, way);
      out << "<p class=\"small\">"_h << label(registration.subject) << "</p><h1>"_h << registration.name << "</h1><p>"_h;
      web::badge(out, look_of(registration.state), label(registration.state));
      out << "</p>"_h;
      web::error_summary(out, web::form(call));
      next(out, shown);
      facts(out, shown);
      if (shown.reader == Reader::office) office(out, call, shown);
      else maker(out, call, shown);
    });
  }

  Result<Response> confirm(const Call<Version>& call, RegistrationId id) const {
    OCOP_CHECK(service_.confirm(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/registrations/" + id.text(), msg::was_confirmed);
  }
  Result<Response> give_back(const Call<Return>& call, RegistrationId id) const {
    OCOP_CHECK(service_.give_back(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/registrations/" + id.text(), msg::was_returned);
  }
  Result<Response> withdraw(const Call<Version>& call, RegistrationId id) const {
    OCOP_CHECK(service_.withdraw(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/start", msg::was_withdrawn, web::FlashKind::notice);
  }

 private:
  void sent(Html& out, const Service::Own& own) const {
    std::vector<const Registration*> open;
    for (const Registration& one : own.sent)
      if (one.state != State::confirmed) open.push_back(&one);
    if (open.empty()) return;
    out << "<section class=\"stack\"><h2>"_h << msg::start_sent << "</h2><ul class=\"links\">"_h;
    for (const Registration* one : open) {
      out << "<li>"_h;
      if (one->state == State::withdrawn) out << one->name;
      else link(out, path_of(*one), one->name);
      out << " <span class=\"small\">"_h << label(one->subject) << " · "_h << label(one->state) << "</span></li>"_h;
    }
    out << "</ul></section>"_h;
  }

  // What happened, whose turn it is, and until when.
  void next(Html& out, const Service::Shown& shown) const {
    const Registration& registration = shown.registration;
    switch (registration.state) {
      case State::waiting: {
        const std::string place = service_.parts().places.show(registration.province, registration.commune, out.language());
        out << "<p>"_h << format(msg::next_waiting, out.language(), {place, shown.due->show(out.language())}) << "</p>"_h;
        break;
      }
      case State::returned:
        out << "<section class=\"panel stack\"><h2>"_h << msg::next_returned << "</h2>"_h;
        for (const std::string_view line : text::split(registration.words, '\n')) out << "<p>"_h << line << "</p>"_h;
        out << "</section>"_h;
        break;
      case State::confirmed:
        out << "<p>"_h << format(msg::next_confirmed, out.language(), {show(*registration.decided, out.language())}) << " "_h;
        link(out, "/log?from=" + std::to_string(*registration.log_index), in(msg::log_entry, out.language()));
        out << "</p>"_h;
        break;
      case State::withdrawn: web::notice(out, msg::next_withdrawn); break;
    }
  }

  void facts(Html& out, const Service::Shown& shown) const {
    const Registration& one = shown.registration;
    const Language language = out.language();
    const std::string place = service_.parts().places.show(one.province, one.commune, language);
    std::vector<web::Fact> facts;
    if (one.subject == Subject::product) {
      facts = {{msg::maker, shown.producer.name, maker_path(one.producer)}, {msg::product_name, one.name},
               {msg::product_name_en, one.name_en}, {msg::gtin, one.gtin}, {msg::place, place}};
      if (!one.group.empty()) facts.push_back({msg::product_group, in(products::group_words(one.group), language)});
    } else {
      facts = {{msg::producer_name, one.name, maker_path(one.producer)}, {msg::producer_kind, in(label(one.kind), language)},
               {msg::place, place}, {msg::address, one.address}};
    }
    if (one.subject == Subject::legal_form) {
      facts.push_back({msg::formerly, one.former_name + " (" + in(label(one.former_kind), language) + ")"});
      facts.push_back({msg::legal_reason, one.reason});
    }
    if (shown.profile) add_profile(facts, *shown.profile, shown.reader, language);
    facts.push_back({msg::sent, show(one.sent, language)});
    web::facts(out, facts);
  }

  static void add_profile(std::vector<web::Fact>& facts, const Profile& profile, Reader reader, Language language) {
    if (profile.founded) facts.push_back({msg::founded, std::to_string(*profile.founded)});
    facts.push_back({msg::workers, workers_of(profile, language)});
    if (reader == Reader::office) {
      facts.push_back({msg::criterion_representative, criterion_words(profile, language)});
      return;
    }
    if (profile.sex) facts.push_back({msg::representative_sex, in(label(*profile.sex), language)});
    facts.push_back({msg::representative_ethnic_group, profile.ethnic_group});
    if (profile.disability) facts.push_back({msg::representative_disability, in(label(*profile.disability), language)});
  }

  void office(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const Registration& registration = shown.registration;
    if (registration.state != State::waiting) return;
    alike(out, shown);
    same_gtin(out, shown.same_gtin);
    out << "<section class=\"panel stack\"><h2>"_h << msg::decide << "</h2><p>"_h << msg::decide_lead << "</p>"_h;
    if (registration.subject == Subject::product && shown.producer.presence == producers::Presence::waiting)
      web::notice(out, msg::producer_first);
    if (is_of_producer(call.actor.grants, registration.producer) || !rules::nobody_confirms_the_own(registration, *call.actor.account))
      web::notice(out, msg::own_registration);
    else
      web::act(out, call.request, {.action = path_of(registration) + "/confirm", .label = msg::confirm, .kind = web::ButtonKind::main,
                                   .version = registration.version});
    out << "</section><section class=\"panel stack\"><h2>"_h << msg::give_back << "</h2>"_h;
    const http::Fields shown_fields = return_fields().show({registration.version, {}});
    const web::Form form = web::form(call, &shown_fields);
    web::open_form(out, form, path_of(registration) + "/return");
    web::fields(out, form, return_fields().shape());
    web::button(out, msg::give_back, web::ButtonKind::quiet);
    web::close_form(out);
    out << "</section>"_h;
  }

  void alike(Html& out, const Service::Shown& shown) const {
    out << "<section class=\"stack\"><h2>"_h << msg::alike << "</h2>"_h;
    if (shown.makers_alike.empty() && shown.products_alike.empty()) {
      out << "<p>"_h << msg::alike_none << "</p></section>"_h;
      return;
    }
    out << "<p>"_h << msg::alike_lead << "</p><ul class=\"links\">"_h;
    const places::Index& places = service_.parts().places;
    for (const producers::Producer& one : shown.makers_alike) {
      out << "<li>"_h;
      link(out, maker_path(one.id), one.name);
      out << " <span class=\"small\">"_h << places.show(one.province, one.commune, out.language()) << "</span></li>"_h;
    }
    for (const products::Product& one : shown.products_alike) {
      out << "<li>"_h;
      link(out, "/products/" + one.code, one.name);
      out << " <span class=\"small\">"_h << places.show(one.province, one.commune, out.language()) << "</span></li>"_h;
    }
    out << "</ul></section>"_h;
  }

  // Without links: another commune's is not this office's to read.
  void same_gtin(Html& out, const std::vector<Registration>& others) const {
    if (others.empty()) return;
    out << "<section class=\"stack\"><h2>"_h << msg::same_gtin << "</h2><p>"_h << msg::same_gtin_lead << "</p><ul class=\"links\">"_h;
    for (const Registration& one : others)
      out << "<li>"_h << one.name << " <span class=\"small\">"_h
          << service_.parts().places.show(one.province, one.commune, out.language()) << " · "_h << label(one.state) << " · "_h
          << show(one.sent, out.language()) << "</span></li>"_h;
    out << "</ul></section>"_h;
  }

  void maker(Html& out, const http::Asked& call, const Service::Shown& shown) const {
    const Registration& one = shown.registration;
    const bool open = one.state == State::waiting || one.state == State::returned;
    out << "<div class=\"acts\">"_h;
    if (open) web::link_button(out, one.state == State::returned ? msg::mend_and_send : msg::mend, path_of(one) + "/edit",
                               one.state == State::returned ? web::ButtonKind::main : web::ButtonKind::quiet);
    if (shown.product) {
      web::link_button(out, msg::open_product, "/products/" + shown.product->code, web::ButtonKind::quiet);
      web::link_button(out, msg::open_dossier, "/dossiers/new?product=" + shown.product->id.text());
    }
    if (one.subject == Subject::producer && one.state != State::withdrawn) {
      web::link_button(out, msg::papers, maker_path(one.producer, "/papers"), web::ButtonKind::quiet);
      web::link_button(out, msg::add_product, "/products/new?producer=" + one.producer.text(), web::ButtonKind::quiet);
    }
    if (open) web::act(out, call.request, {.action = path_of(one) + "/withdraw", .label = msg::withdraw, .kind = web::ButtonKind::danger,
                                           .version = one.version});
    out << "</div>"_h;
    if (one.state == State::waiting && !shown.makers_alike.empty()) {
      out << "<section class=\"panel stack\"><h2>"_h << msg::is_it_you << "</h2><p>"_h << msg::is_it_you_lead
          << "</p><ul class=\"links\">"_h;
      for (const producers::Producer& maker : shown.makers_alike) {
        out << "<li>"_h;
        link(out, maker_path(maker.id), maker.name);
        out << "</li>"_h;
      }
      out << "</ul></section>"_h;
    }
  }

  Service& service_;
  const web::Site& site_;
  const manifest::Offers& offers_;
};

// On a producer's page: what of it waits, and what its members may ask for.
void producer_part(Html& out, Service& service, const http::Request& request, const producers::Producer& producer) {
  const bool member = Scope::of(request.actor, {Role::producer_member}).covers({}, {}, producer.id);
  const bool office = Scope::of(request.actor, {Role::commune_officer, Role::provincial_body})
                          .covers(producer.province, producer.commune, std::nullopt);
  const bool products = Scope::for_task(request.actor, Task::products).covers({}, {}, producer.id);
  if (!member && !office && !products) return;
  const auto open = service.open_of(producer.id);
  out << "<section class=\"panel stack\"><h2>"_h << msg::producer_panel << "</h2>"_h;
  if (!open.empty()) {
    out << "<ul class=\"links\">"_h;
    for (const Registration& one : open) {
      if (!office && !makers_of(request.actor, one.subject).covers({}, {}, producer.id)) continue;
      out << "<li>"_h;
      link(out, path_of(one), one.name);
      out << " <span class=\"small\">"_h << label(one.subject) << " · "_h << label(one.state) << "</span></li>"_h;
    }
    out << "</ul>"_h;
  }
  out << "<p class=\"acts\">"_h;
  if (products) web::link_button(out, msg::add_product, "/products/new?producer=" + producer.id.text(), web::ButtonKind::quiet);
  if (member && producer.presence == producers::Presence::listed)
    web::link_button(out, msg::change_legal_form, maker_path(producer.id, "/legal-form"), web::ButtonKind::quiet);
  if (member || office)
    web::link_button(out, msg::profile_title, maker_path(producer.id, "/profile"), web::ButtonKind::quiet);
  out << "</p></section>"_h;
}

}  // namespace

void offer(manifest::Offers& offers, Service& service) {
  offers.add(producers::Panel{.rank = 20,
                              .show = [&service](Html& out, const http::Request& request, const producers::Producer& producer) {
                                producer_part(out, service, request, producer);
                              }});
}

void add_pages(http::Router& router, Service& service, const web::Site& site, const manifest::Offers& offers) {
  http::Table(router, std::make_shared<const Pages>(service, site, offers))
      .get("/start", Policy::signed_in(), &Pages::start, "Where a person begins: what is sent, what can be asked for")
      .get("/registrations/{id}", kConcerned, &Pages::one, "A registration: where it stands and what is next")
      .form("/registrations/{id}/confirm", kOffices, version_fields(), &Pages::confirm, &Pages::one, "Confirm a registration")
      .form("/registrations/{id}/return", kOffices, return_fields(), &Pages::give_back, &Pages::one, "Return a registration with words")
      .form("/registrations/{id}/withdraw", kMember, version_fields(), &Pages::withdraw, &Pages::one, "Withdraw the own registration");
  add_form_pages(router, service, site);
}

}  // namespace ocop::registrations
