#include "modules/duplicates/pages.h"

#include <cstdio>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/duplicates/messages.h"
#include "modules/duplicates/requests.h"

namespace ocop::duplicates {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kList = "/duplicates";

std::string number(const char* format, double value, Language language) {
  char buffer[32];
  return text::decimal(std::string_view(buffer, static_cast<std::size_t>(std::snprintf(buffer, sizeof buffer, format, value))), language);
}
std::string bits(int weight, Language language) { return (weight > 0 ? "+" : "") + number("%.3f", weight / 1000.0, language); }

likeness::Record record_of(const products::Merges::Printed& printed) {
  return {{},
          printed.province,
          printed.name,
          printed.maker,
          printed.place,
          printed.commune,
          printed.decision,
          printed.group,
          printed.source,
          printed.year,
          printed.stars};
}

class PairPages {
 public:
  PairPages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> pair(const Call<>& call, PairId id) const {
    OCOP_TRY(shown, service_.show(call.actor, id));
    return web::page(site_, call.request, {.title = in(msg::pair_title, call.language())}, [&](Html& out) {
      const std::array way{web::Crumb{in(msg::title, out.language()), std::string(kList)}, web::Crumb{shown.pair.name}};
      web::crumbs(out, way);
      out << "<h1>"_h << msg::pair_title << "</h1><p class=\"lead\">"_h;
      out.write(msg::pair_lead, {percent(shown.pair.weight, out.language())}) << "</p>"_h;
      records(out, shown);
      evidence(out, call.request, shown);
      if (shown.pair.answer == Answer::none) ask(out, call, shown);
      else answered(out, call, shown);
    });
  }

  Result<Response> merge(const Call<IsOne>& call, PairId id) const {
    OCOP_CHECK(service_.are_one(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/duplicates/" + id.text(), msg::was_merged);
  }
  Result<Response> two(const Call<AreTwo>& call, PairId id) const {
    OCOP_CHECK(service_.are_two(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, kList, msg::were_two);
  }
  Result<Response> undo(const Call<TakeBack>& call, PairId id) const {
    OCOP_CHECK(service_.take_back(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, "/duplicates/" + id.text(), msg::was_taken_back);
  }

 private:
  static std::string name_of(const products::Product& product) {
    return product.name + " · " + (product.register_id.empty() ? product.code : product.register_id);
  }

  void records(Html& out, const Shown& shown) const {
    web::facts(out, std::array{web::Fact{msg::row_first, name_of(shown.product_a), "/products/" + shown.product_a.code},
                               web::Fact{msg::row_second, name_of(shown.product_b), "/products/" + shown.product_b.code}});
  }

  void evidence(Html& out, const http::Request& request, const Shown& shown) const {
    const Language language = out.language();
    const web::Table table{.caption = msg::pair_caption,
                           .columns = {{"field", msg::row_field},
                                       {"a", msg::row_first},
                                       {"b", msg::row_second},
                                       {"agreement", msg::row_agreement},
                                       {"weight", msg::row_weight, true}}};
    const auto& columns = table.columns;
    web::table(out, request, table, [&](Html& rows) {
      const likeness::Record a = record_of(shown.a), b = record_of(shown.b);
      const auto row = [&](std::string_view field, std::string_view left, std::string_view right, std::string_view how, int weight) {
        web::open_row(rows);
        web::link_cell(rows, columns[0], field, {});
        web::text_cell(rows, columns[1], left);
        web::text_cell(rows, columns[2], right);
        web::text_cell(rows, columns[3], how);
        web::text_cell(rows, columns[4], bits(weight, language));
        web::close_row(rows);
      };
      for (const likeness::Evidence& one : evidence_of(shown.pair.evidence))
        row(translate(likeness::label(one.field), language), likeness::said(a, one.field), likeness::said(b, one.field),
            translate(likeness::label(one.agreement), language), one.weight);
      row(translate(msg::row_sum, language), {}, {}, percent(shown.pair.weight, language) + " %", shown.pair.weight);
    });
  }

  void ask(Html& out, const http::Asked& call, const Shown& shown) const {
    const auto& shape = is_one().shape();
    const http::Fields fields = is_one().show({shown.pair.version, {}});
    const web::Form form = web::form(call, &fields);
    const std::array records{web::Option{shown.pair.a.text(), name_of(shown.product_a), shown.a.maker},
                             web::Option{shown.pair.b.text(), name_of(shown.product_b), shown.b.maker}};
    out << "<section class=\"panel stack\"><h2>"_h << msg::one_heading << "</h2><p>"_h << msg::one_lead << "</p>"_h;
    web::open_form(out, form, path_of(shown.pair) + "/merge");
    web::error_summary(out, form);
    web::control(out, form, shape, "version");
    web::control(out, form, shape, "into", {.choices = web::ChoiceStyle::cards, .options = records});
    web::button(out, msg::merge_button);
    web::close_form(out);
    out << "</section><section class=\"panel stack\"><h2>"_h << msg::two_heading << "</h2><p>"_h << msg::two_lead << "</p>"_h;
    web::act(out, call.request, {.action = path_of(shown.pair) + "/two", .label = msg::two_button, .version = shown.pair.version});
    out << "</section>"_h;
  }

  void answered(Html& out, const http::Asked& call, const Shown& shown) const {
    out << "<section class=\"panel stack\"><h2>"_h;
    out.write(msg::back_heading, {in(label(shown.pair.answer), out.language())}) << "</h2><p>"_h << msg::back_lead << "</p>"_h;
    web::act(out, call.request,
             {.action = path_of(shown.pair) + "/undo",
              .label = msg::back_button,
              .kind = web::ButtonKind::danger,
              .version = shown.pair.version});
    out << "</section>"_h;
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

std::string percent(int weight, Language language) { return number("%.1f", 100 * likeness::probability(weight), language); }

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, std::make_shared<const PairPages>(service, site))
      .get("/duplicates/{id}", kProvince, &PairPages::pair, "Two products that may be one, with their evidence")
      .form("/duplicates/{id}/merge", kProvince, is_one(), &PairPages::merge, &PairPages::pair, "One product: merge into the real record")
      .form("/duplicates/{id}/two", kProvince, are_two(), &PairPages::two, &PairPages::pair, "Two different products")
      .form("/duplicates/{id}/undo", kProvince, take_back(), &PairPages::undo, &PairPages::pair, "Take the answer about a pair back");
}

}  // namespace ocop::duplicates
