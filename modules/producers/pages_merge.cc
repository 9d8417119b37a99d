#include <memory>

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/producers/messages.h"
#include "modules/producers/pages.h"
#include "modules/producers/requests.h"

// One maker, two records: who is proposed with what speaks for it, merging, and the way back.
namespace ocop::producers {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string path_of(ProducerId id, std::string_view rest = {}) { return "/producers/" + id.text() + std::string(rest); }

std::string why(const Likely& likely, Language language) {
  static constexpr const Message* kNames[] = {&msg::alike_name_same, &msg::alike_name_form, &msg::alike_name_more};
  static constexpr const Message* kPlaces[] = {&msg::alike_place_same, &msg::alike_place_unsaid, &msg::alike_place_other};
  return in(*kNames[static_cast<std::size_t>(likely.name)], language) + "; " +
         in(*kPlaces[static_cast<std::size_t>(likely.place)], language) +
         (likely.kind == Likely::Kind::differs ? "; " + in(msg::alike_kind_other, language) : std::string());
}

class Pages {
 public:
  Pages(Service& service, const web::Site& site, const places::Index& places) : service_(service), site_(site), places_(places) {}

  Result<Response> form(const Call<MergeSearch>& call, ProducerId id) const { return merging(call, id, call.input.words); }
  Result<Response> again(const Call<>& call, ProducerId id) const { return merging(call, id, {}); }

  Result<Response> merge(const Call<MergeInto>& call, ProducerId id) const {
    OCOP_CHECK(service_.merge(call.actor, id, call.input));
    return web::redirect_with_flash(site_, call.request, path_of(call.input.into), msg::merge_was_done);
  }
  Result<Response> part(const Call<>& call, ProducerId id) const {
    OCOP_CHECK(service_.part(call.actor, id));
    return web::redirect_with_flash(site_, call.request, path_of(id), msg::merge_was_parted);
  }

  Result<Response> likely(const Call<>& call) const {
    const auto pairs = service_.pairs(call.actor);
    return web::page(site_, call.request, {.title = in(msg::likely_title, call.language()), .width = web::Width::wide}, [&](Html& out) {
      out << "<h1>"_h << msg::likely_title << "</h1><p class=\"lead\">"_h << msg::likely_lead << "</p>"_h;
      if (pairs.empty()) return web::empty_state(out, msg::likely_none, msg::likely_none_teach);
      const web::Table table{.caption = msg::likely_title,
                             .columns = {{"a", msg::likely_first}, {"b", msg::likely_second}, {"place", msg::place},
                                         {"why", msg::likely_why}},
                             .captioned = web::Table::Caption::heard};
      web::table(out, call.request, table, [&](Html& rows) {
        for (const Service::Pair& one : pairs) {
          web::open_row(rows);
          web::value_cell(rows, table.columns[0], one.a.name, path_of(one.a.id, "/merge"), web::Cell::heading);
          web::value_cell(rows, table.columns[1], one.b.name, path_of(one.b.id, "/merge"), web::Cell::data);
          web::text_cell(rows, table.columns[2], place_of(one.a.commune.empty() ? one.b : one.a, rows.language()));
          web::text_cell(rows, table.columns[3], why(one.likely, rows.language()));
          web::close_row(rows);
        }
      });
    });
  }

 private:
  std::string place_of(const Producer& producer, Language language) const {
    return places_.show(producer.province, producer.commune, language);
  }

  Result<Response> merging(const http::Asked& call, ProducerId id, std::string_view words) const {
    OCOP_TRY(shown, service_.merging(call.actor, id, words));
    const std::string title = format(msg::merge_title, call.language(), {shown.producer.name});
    return web::page(site_, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{shown.producer.name, path_of(id)}, web::Crumb{in(msg::merge_go, out.language()), {}}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><div class=\"stack\">"_h;
      if (shown.is_merged) web::notice(out, msg::merge_is_merged_here);
      else ask(out, call, shown, words);
      out << "</div>"_h;
    });
  }

  void ask(Html& out, const http::Asked& call, const Service::Merging& shown, std::string_view words) const {
    const Language language = out.language();
    const std::string path = path_of(shown.producer.id, "/merge");
    out << "<p class=\"lead\">"_h << msg::merge_lead << "</p>"_h;
    web::facts(out, std::array{web::Fact{msg::title_registered, shown.producer.name},
                               web::Fact{msg::kind, in(label(shown.producer.kind), language)},
                               web::Fact{msg::place, place_of(shown.producer, language)},
                               web::Fact{msg::place_as_printed, shown.producer.address_as_printed}});
    out << "<form class=\"stack\" method=\"get\" action=\""_h << web::link(language, path)
        << "\"><div class=\"field\"><label for=\"q\">"_h << msg::merge_search
        << "</label><input id=\"q\" name=\"q\" type=\"search\" value=\""_h
        << words << "\"></div><div class=\"acts\">"_h;
    web::button(out, msg::merge_find, web::ButtonKind::quiet);
    out << "</div></form>"_h;
    if (shown.candidates.empty()) return web::empty_state(out, msg::merge_none, msg::merge_none_teach);
    std::vector<web::Option> options;
    for (const Candidate& one : shown.candidates)
      options.push_back({one.producer.id.text(), one.producer.name,
                         place_of(one.producer, language) + ". " + why(one.likely, language) +
                             (one.likely.proposed() ? ". " + in(msg::alike_proposed, language) : std::string())});
    http::Fields fields;
    fields.add("version", std::to_string(shown.producer.version));
    const web::Form form = web::form(call, &fields);
    web::open_form(out, form, path);
    web::error_summary(out, form);
    web::control(out, form, merge_into().shape(), "version");
    web::control(out, form, merge_into().shape(), "into", {.choices = web::ChoiceStyle::cards, .options = options});
    out << "<p>"_h << msg::merge_effect << "</p><div class=\"acts\">"_h;
    web::button(out, msg::merge_do, web::ButtonKind::danger);
    out << "</div>"_h;
    web::close_form(out);
  }

  Service& service_;
  const web::Site& site_;
  const places::Index& places_;
};

}  // namespace

void merged_part(Html& out, const http::Request& request, const Service& service, const Producer& producer) {
  const bool office = Scope::of(request.actor, {Role::provincial_body}).covers(producer.province, producer.commune, std::nullopt);
  const auto merged = service.merged_into(producer.id);
  if (!merged.empty()) {
    const bool of_it = office || Scope::for_task(request.actor, Task::papers).covers({}, {}, producer.id);
    out << "<h2>"_h << msg::merged_here << "</h2><ul class=\"stack\">"_h;
    for (const Service::MergedHere& one : merged) {
      out << "<li>"_h << format(msg::merged_line, out.language(), {one.producer.name, one.merged.show(out.language())});
      if (of_it)   // its papers stay with it, and its people are this one's
        out << " <a href=\""_h << web::link(request, path_of(one.producer.id, "/papers")) << "\">"_h << msg::merged_papers << "</a>"_h;
      if (office) web::act(out, request, {.action = path_of(one.producer.id, "/part"), .label = msg::merge_part});
      out << "</li>"_h;
    }
    out << "</ul>"_h;
  }
  if (!office || producer.presence == Presence::waiting || !merged.empty()) return;
  out << "<p class=\"acts\">"_h;
  web::link_button(out, msg::merge_go, path_of(producer.id, "/merge"), web::ButtonKind::quiet);
  out << "</p>"_h;
}

void add_merge_pages(http::Router& router, Service& service, const web::Site& site, const places::Index& places) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, std::make_shared<const Pages>(service, site, places))
      .get("/producers/likely", kProvince, &Pages::likely, "Producers of the province that may be one maker")
      .get("/producers/{id}/merge", kProvince, merge_search(), &Pages::form, "Which other record is the same maker: form")
      .form("/producers/{id}/merge", kProvince, merge_into(), &Pages::merge, &Pages::again, "Merge a producer into the real record")
      .post("/producers/{id}/part", kProvince, &Pages::part, "Take a merge of producers back");
}

}  // namespace ocop::producers
