#include <algorithm>
#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/checks/messages.h"
#include "modules/checks/pages.h"
#include "modules/checks/requests.h"

// The plan of a year: made, changed by a person, issued.
namespace ocop::checks {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

std::string reasons_in(std::int64_t bits, Language language) {
  std::string out;
  for (const Reason one : kReasons)
    if (Reasons::of_bits(bits).has(one)) out += (out.empty() ? "" : "; ") + in(label(one), language);
  return out;
}

struct Plans {
  Service& service;
  const web::Site& site;

  Result<Response> form(const Call<>& call) const {
    const std::string title = in(msg::plan_new, call.language());
    return web::page(site, call.request, {.title = title}, [&](Html& out) {
      const std::array way{web::Crumb{in(msg::plans_title, out.language()), "/checks/plans"}, web::Crumb{title}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::plan_lead << "</p>"_h;
      web::whole_form(out, call, plan_fields(), {"/checks/plans/new", msg::plan_draw});
    });
  }
  Result<Response> make(const Call<MakePlan>& call) const {
    OCOP_TRY(plan, service.make_plan(call.actor, call.input));
    return web::redirect_with_flash(site, call.request, path_of(plan), msg::plan_made);
  }

  Result<Response> one(const Call<>& call, PlanId id) const {
    OCOP_TRY(shown, service.plan(call.actor, id));
    const Plan& plan = shown.plan;
    return web::page(site, call.request, {.title = plan.title, .width = web::Width::wide}, [&](Html& out) {
      const std::array way{web::Crumb{in(msg::plans_title, out.language()), "/checks/plans"}, web::Crumb{plan.title}};
      web::crumbs(out, way);
      out << "<h1>"_h << plan.title << "</h1>"_h;
      web::error_summary(out, web::form(call));
      facts(out, plan);
      sample(out, call.request, shown);
      if (plan.state == PlanState::draft) draft_acts(out, call, plan);
    });
  }
  Result<Response> change(const Call<ChangeSample>& call, PlanId id) const {
    OCOP_CHECK(service.change_sample(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/checks/plans/" + id.text(), msg::sample_changed);
  }
  Result<Response> issue(const Call<IssuePlan>& call, PlanId id) const {
    OCOP_CHECK(service.issue(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, "/checks/plans/" + id.text(), msg::plan_was_issued);
  }

 private:
  static void facts(Html& out, const Plan& plan) {
    const Language language = out.language();
    const std::array facts{web::Fact{msg::column_state, in(label(plan.state), language)},
                           web::Fact{msg::plan_first, plan.first.show(language)},
                           web::Fact{msg::plan_last, plan.last.show(language)},
                           web::Fact{msg::plan_who, plan.who},
                           web::Fact{msg::plan_seed, plan.seed, "/log"},
                           web::Fact{msg::plan_drawn_from, plan.drawn_from}};
    web::facts(out, facts);
    out << "<p class=\"small\">"_h << msg::plan_seed_teach << "</p>"_h;
  }

  static void sample(Html& out, const http::Request& request, const Service::ShownPlan& shown) {
    const bool draft = shown.plan.state == PlanState::draft;
    web::Table table{.caption = msg::sample, .columns = {{"product", msg::product}, {"reasons", msg::column_reasons},
                                                         {"taken", msg::column_taken}, {"act", msg::column_act}}};
    web::table(out, request, table, [&](Html& rows) {
      for (const Sampled& one : shown.sample) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << "<a href=\""_h << web::link(request, "/products/" + one.product.text()) << "\">"_h << one.product_name << "</a>"_h;
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], reasons_in(one.reasons, rows.language()));
        web::text_cell(rows, table.columns[2], in(label(one.taken), rows.language()));
        web::open_cell(rows, table.columns[3], web::Cell::data);
        if (draft) turn(rows, request, shown.plan, one);
        else if (std::ranges::find(shown.to_arrange, one.product) != shown.to_arrange.end())
          web::link_button(rows, msg::arrange_title, "/products/" + one.product.text() + "/check", web::ButtonKind::quiet);
        web::close_cell(rows, web::Cell::data);
        web::close_row(rows);
      }
    });
  }
  // The one button of a line: the other answer.
  static void turn(Html& out, const http::Request& request, const Plan& plan, const Sampled& one) {
    const Taken other = one.taken == Taken::taken ? Taken::left : Taken::taken;
    web::act(out, request,
             {.action = path_of(plan) + "/products/" + one.product.text() + "/" + std::string(name(other)),
              .label = other == Taken::taken ? msg::take : msg::leave, .version = plan.version});
  }

  static void draft_acts(Html& out, const http::Asked& call, const Plan& plan) {
    out << "<section class=\"panel stack\"><h2>"_h << msg::sample_add << "</h2>"_h;
    const http::Fields shown = sample_fields().show({plan.version, "", Taken::taken});
    const web::Form form = web::form(call, &shown);
    web::open_form(out, form, path_of(plan) + "/products");
    web::fields(out, form, sample_fields().shape());
    web::button(out, msg::sample_add, web::ButtonKind::quiet);
    web::close_form(out);
    out << "</section><section class=\"panel stack\"><h2>"_h << msg::plan_issue << "</h2><p>"_h << msg::plan_issue_lead << "</p>"_h;
    web::act(out, call.request, {.action = path_of(plan) + "/issue", .label = msg::plan_issue, .kind = web::ButtonKind::main,
                                 .version = plan.version});
    out << "</section>"_h;
  }

 public:
  Result<Response> turned(const Call<IssuePlan>& call, PlanId id, std::string_view product, std::string_view taken) const {
    if (taken != name(Taken::taken) && taken != name(Taken::left)) return Error::of(ErrorKind::not_found, "neither taken nor left");
    const Taken answer = taken == name(Taken::taken) ? Taken::taken : Taken::left;
    OCOP_CHECK(service.change_sample(call.actor, id, {call.input.version, std::string(product), answer}));
    return web::redirect_with_flash(site, call.request, "/checks/plans/" + id.text(), msg::sample_changed);
  }
  Result<Response> refused(const Call<>& call, PlanId id, std::string_view, std::string_view) const { return one(call, id); }
};

}  // namespace

void add_plan_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body);
  http::Table(router, std::make_shared<const Plans>(Plans{service, site}))
      .get("/checks/plans/new", kProvince, &Plans::form, "Make a plan of checks: form")
      .form("/checks/plans/new", kProvince, plan_fields(), &Plans::make, &Plans::form, "Make a plan of checks")
      .get("/checks/plans/{id}", kProvince, &Plans::one, "A plan of checks with its sample")
      .form("/checks/plans/{id}/products", kProvince, sample_fields(), &Plans::change, &Plans::one, "Take a product into a sample")
      .form("/checks/plans/{id}/products/{product}/{taken}", kProvince, issue_fields(), &Plans::turned, &Plans::refused,
            "Take a product of a sample, or leave it out")
      .form("/checks/plans/{id}/issue", kProvince, issue_fields(), &Plans::issue, &Plans::one, "Issue a plan of checks");
}

}  // namespace ocop::checks
