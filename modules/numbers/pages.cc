#include "modules/numbers/pages.h"

#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/gs1/company_prefix.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/numbers/messages.h"
#include "modules/numbers/requests.h"

namespace ocop::numbers {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string name_of(const Own& own, ProductId id, Language language) {
  for (const products::Product& one : own.products)
    if (one.id == id) return std::string(one.name_in(language));
  return {};
}

// In force and ended ones, as a person reads them.
std::string words_of(const Licence& licence, Language language) {
  std::string out;
  if (!licence.prefix.empty()) out = format(msg::prefix_is, language, {licence.prefix});
  if (!licence.gln.empty()) out.append(out.empty() ? "" : ", ").append("GLN ").append(licence.gln);
  return out;
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> show(const Call<>& call, ProducerId id) const {
    OCOP_TRY(own, service_.own(call.actor, id));
    const std::string title = in(msg::numbers_title, call.language());
    auto response = web::page(site_, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{std::string(own.producer.name_in(out.language())), "/producers/" + id.text()}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::numbers_lead << "</p>"_h;
      if (own.current) current(out, call.request, own);
      if (own.current && !own.current->prefix.empty()) give_form(out, call, own);
      else own_codes(out, own);
      given(out, own);
      change_form(out, call, own);
      former(out, own);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }

  Result<Response> set(const Call<SetLicence>& call, ProducerId id) const {
    OCOP_CHECK(service_.set(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::licence_set);
  }
  Result<Response> end(const Call<EndLicence>& call, ProducerId id) const {
    OCOP_CHECK(service_.end(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::licence_ended);
  }
  Result<Response> give(const Call<GiveNumber>& call, ProducerId id) const {
    OCOP_CHECK(service_.give(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::number_given);
  }

 private:
  static void current(Html& out, const http::Request& request, const Own& own) {
    const Licence& licence = *own.current;
    out << "<section class=\"panel stack\"><h2>"_h << msg::licence_now << "</h2>"_h;
    const std::string room = licence.prefix.empty() ? "" : text::group_digits(gs1::capacity_of(licence.prefix), out.language());
    web::facts(out, std::array{web::Fact{msg::prefix, licence.prefix}, web::Fact{msg::capacity, room}, web::Fact{msg::gln, licence.gln},
                               web::Fact{msg::since, ocop::show(licence.set, out.language())}});
    out << "<div class=\"acts\">"_h;
    web::act(out, request, {.action = path_of(own.producer.id) + "/end", .label = msg::licence_end, .version = own.version()});
    out << "</div></section>"_h;
  }

  static void give_form(Html& out, const http::Asked& call, const Own& own) {
    if (own.products.empty()) return;
    out << "<h2>"_h << msg::give_title << "</h2><p>"_h << msg::give_lead << "</p>"_h;
    std::vector<web::Option> options{{"", in(msg::product_choose, call.language())}};
    for (const products::Product& one : own.products) options.push_back({one.id.text(), std::string(one.name_in(call.language()))});
    const web::Form form = web::form(call);
    web::open_form(out, form, path_of(own.producer.id) + "/give");
    web::control(out, form, give_number().shape(), "product", {.options = options});
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::give);
    out << "</div>"_h;
    web::close_form(out);
  }

  // Whoever has no prefix has codes all the same, and they are nobody else's.
  static void own_codes(Html& out, const Own& own) {
    out << "<h2>"_h << msg::own_codes_title << "</h2><p>"_h << msg::own_codes_lead << "</p><ul class=\"links\">"_h;
    for (const products::Product& one : own.products)
      out << "<li>"_h << own_code(one.code) << " – "_h << one.name_in(out.language()) << "</li>"_h;
    out << "</ul>"_h;
  }

  static void given(Html& out, const Own& own) {
    if (own.given.empty()) return;
    out << "<h2>"_h << msg::given_title << "</h2><ul class=\"links\">"_h;
    for (const Given& one : own.given)
      out << "<li>"_h << format(msg::given_line, out.language(), {one.gtin.substr(1), name_of(own, one.product, out.language()),
                                                                  ocop::show(one.given, out.language())})
          << "</li>"_h;
    out << "</ul>"_h;
  }

  static void change_form(Html& out, const http::Asked& call, const Own& own) {
    out << "<h2>"_h << (own.current ? msg::licence_change : msg::licence_begin) << "</h2>"_h;
    SetLicence now{.version = own.version()};
    if (own.current) {
      now.prefix = own.current->prefix;
      now.gln = own.current->gln;
      now.first = own.current->first;
    }
    const http::Fields shown = set_licence().show(now);
    const web::Form form = web::form(call, &shown);
    web::error_summary(out, form);
    web::open_form(out, form, path_of(own.producer.id));
    for (const std::string_view key : {"version", "prefix", "first", "gln", "abroad"}) web::control(out, form, set_licence().shape(), key);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::save);
    out << "</div>"_h;
    web::close_form(out);
  }

  static void former(Html& out, const Own& own) {
    if (own.former.empty()) return;
    out << "<details><summary>"_h << msg::licence_former << "</summary><ul class=\"links\">"_h;
    for (const Licence& one : own.former)
      out << "<li>"_h << format(msg::former_line, out.language(), {words_of(one, out.language()), ocop::show(one.set, out.language()),
                                                                   ocop::show(*one.ended, out.language())})
          << "</li>"_h;
    out << "</ul></details>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(service, site))
      .get("/producers/{id}/numbers", kMember, &Pages::show, "The company prefix, GLN and given numbers of a producer")
      .form("/producers/{id}/numbers", kMember, set_licence(), &Pages::set, &Pages::show, "What GS1 gave a producer: save")
      .post("/producers/{id}/numbers/end", kMember, end_licence(), &Pages::end, "A producer has no prefix and no GLN any more")
      .post("/producers/{id}/numbers/give", kMember, give_number(), &Pages::give, "The next GTIN in order for a product");
}

void offer(manifest::Offers& offers, const Service& service) {
  offers.add(producers::Panel{.rank = 27, .show = [](Html& out, const http::Request& request, const producers::Producer& producer) {
    if (!Scope::for_task(request.actor, Task::products).covers({}, {}, producer.id)) return;
    out << "<p class=\"acts\">"_h;
    web::link_button(out, msg::numbers_title, path_of(producer.id), web::ButtonKind::quiet);
    out << "</p>"_h;
  }});
  offers.add(products::Panel{.rank = 51, .show = [&service](Html& out, const http::Request& request, const products::Product& product) {
    const auto belongs = service.question(request.actor, product);
    if (belongs != Belongs::another && belongs != Belongs::foreign) return;
    out << "<section class=\"panel stack\"><h2>"_h << msg::question_title << "</h2><p>"_h
        << format(belongs == Belongs::another ? msg::question_another : msg::question_foreign, out.language(), {product.gtin})
        << "</p><div class=\"acts\">"_h;
    web::link_button(out, msg::numbers_title, path_of(product.producer), web::ButtonKind::quiet);
    out << "</div></section>"_h;
  }});
}

}  // namespace ocop::numbers
