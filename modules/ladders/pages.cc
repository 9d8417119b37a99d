#include "modules/ladders/pages.h"

#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/ladders/messages.h"
#include "modules/ladders/paper.h"
#include "modules/ladders/requests.h"
#include "modules/ladders/rules.h"
#include "modules/marks/marks.h"

namespace ocop::ladders {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kPdf = "application/pdf";

void targets(Html& out, const View& view) {
  out << "<p class=\"acts\">"_h;
  for (int star = rulebooks::kLeastRecognised; star <= rulebooks::kMostStars; ++star) {
    const std::string label = format(msg::aim_at, out.language(), {std::to_string(star)});
    web::link_button(out, Message{label, label}, path_of(view.own.dossier, "?target=" + std::to_string(star)),
                     star == view.ladder.target ? web::ButtonKind::main : web::ButtonKind::quiet);
  }
  out << "</p>"_h;
}

// "What would it score under the other decision": what is new there, and where to try it.
void other_rulebook(Html& out, const View& view) {
  const Language language = out.language();
  if (!view.other) {
    out << "<h2>"_h << msg::other_heading_none << "</h2><p>"_h << msg::other_none << "</p>"_h;
    return;
  }
  const rulebooks::Table& table = *view.other->table;
  const std::string path = "/rulebooks/" + view.other->rulebook->code + "/" + table.code;
  out << "<h2>"_h << format(msg::other_heading, language, {view.other->rulebook->decision}) << "</h2>"_h;
  int most = 0;
  for (const std::size_t c : view.other->added) most += table.criteria[c]->max;
  out << "<p>"_h << format(msg::other_words, language, {table.name.in(language), std::to_string(view.other->added.size()),
                                                        std::to_string(table.criteria.size()), std::to_string(most)})
      << "</p><ul>"_h;
  for (const std::size_t c : view.other->added) {
    const rulebooks::Criterion& criterion = *table.criteria[c];
    out << "<li><a href=\""_h << web::link(language, path + "#c-" + criterion.code) << "\">"_h
        << criterion_label(table, criterion.code, language) << "</a></li>"_h;
  }
  out << "</ul><p class=\"acts\">"_h;
  web::link_button(out, msg::other_try, path + "/try", web::ButtonKind::quiet);
  out << "</p>"_h;
}

std::string obstacle_words(const View& view, const rulebooks::Obstacle& one, Language language) {
  const std::string needed = std::to_string(one.needed), most = std::to_string(one.most), star = std::to_string(view.ladder.target);
  using Kind = rulebooks::Obstacle::Kind;
  switch (one.kind) {
    case Kind::knockout: return format(msg::blocked_by_knockout, language, {one.code});
    case Kind::requirement: return format(msg::blocked_by_requirement, language, {criterion_label(*view.table, one.code, language)});
    case Kind::floor: return format(msg::blocked_by_floor, language, {criterion_label(*view.table, one.code, language), needed, star});
    case Kind::points: break;
  }
  return format(msg::blocked_by_points, language, {most, needed, star});
}

// What the steps come to, or why there are none.
void verdict(Html& out, const http::Request& request, const View& view) {
  const rulebooks::Ladder& ladder = view.ladder;
  const Language language = out.language();
  const std::string star = std::to_string(ladder.target);
  out << "<p>"_h << format(msg::stands_at, language, {std::to_string(ladder.points_before), std::to_string(ladder.reached)}) << "</p>"_h;
  if (!ladder.reachable()) {
    out << "<h2>"_h << format(msg::out_of_reach, language, {star}) << "</h2><ul>"_h;
    for (const rulebooks::Obstacle& one : ladder.obstacles) out << "<li>"_h << obstacle_words(view, one, language) << "</li>"_h;
    out << "</ul>"_h;
  } else if (ladder.rungs.empty()) {
    web::notice(out, msg::nothing_to_do);
  } else {
    out << "<h2>"_h << format(msg::steps_heading, language, {star}) << "</h2><p><strong>"_h
        << format(msg::steps_sum, language, {std::to_string(ladder.rungs.size()), price_words(ladder.price, language),
                                             std::to_string(ladder.points_after)})
        << "</strong></p>"_h;
    show_steps(out, request, view);
  }
}

// Floors of the target that the answers do not meet, by name, and what the table asks for beside points.
void conditions(Html& out, const View& view) {
  const Language language = out.language();
  std::vector<std::string> floors, requirements;
  for (std::size_t c = 0; c < view.table->criteria.size(); ++c) {
    const rulebooks::Criterion& criterion = *view.table->criteria[c];
    for (const rulebooks::Text& one : criterion.requirements) requirements.push_back(criterion.code + ". " + one.in(language));
    const int answer = view.own.sheet.answers[c];
    const int points = answer == rulebooks::kUnticked ? 0 : criterion.options[static_cast<std::size_t>(answer - 1)].points;
    int least = 0;
    for (const rulebooks::Floor& floor : criterion.floors)
      if (floor.star <= view.ladder.target) least = std::max(least, floor.points);
    if (points < least)
      floors.push_back(format(msg::floor_words, language, {criterion_label(*view.table, criterion.code, language), std::to_string(least),
                                                           std::to_string(points)}));
  }
  const auto list = [&](const std::string& heading, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    out << "<h2>"_h << heading << "</h2><ul>"_h;
    for (const std::string& line : lines) out << "<li>"_h << line << "</li>"_h;
    out << "</ul>"_h;
  };
  list(format(msg::floors_heading, language, {std::to_string(view.ladder.target)}), floors);
  list(in(msg::requirements_heading, language), requirements);
}

// Every option above today's answers, with what it takes where that was said.
std::vector<web::Option> priced_options(const View& view, Language language) {
  std::vector<web::Option> out;
  for (std::size_t c = 0; c < view.table->criteria.size(); ++c) {
    const rulebooks::Criterion& criterion = *view.table->criteria[c];
    const int answer = view.own.sheet.answers[c];
    const int points = answer == rulebooks::kUnticked ? 0 : criterion.options[static_cast<std::size_t>(answer - 1)].points;
    for (int option = 1; option <= static_cast<int>(criterion.options.size()); ++option) {
      if (criterion.options[static_cast<std::size_t>(option - 1)].points <= points) continue;
      std::string label = criterion.code + " · " + option_label(*view.table, criterion.code, option, language);
      for (const GivenPrice& one : view.prices)
        if (one.criterion == criterion.code && one.option == option) label += " (" + price_words(one.price, language) + ")";
      out.push_back({rules::option_word(criterion.code, option), std::move(label)});
    }
  }
  return out;
}

// The page has two forms: what was refused is shown in the one that was sent.
http::Asked of_form(const http::Asked& call, std::string_view end) {
  return {call.request, call.actor, call.request.path.ends_with(end) ? call.refused : nullptr};
}

void price_form(Html& out, const http::Asked& call, const View& view) {
  const std::vector<web::Option> options = priced_options(view, out.language());
  if (options.empty()) return;
  const http::Asked asked = of_form(call, "/costs");
  const web::Form form = web::form(asked);
  out << "<section class=\"panel stack\"><h2>"_h << msg::price_heading << "</h2><p>"_h << msg::price_teach << "</p>"_h;
  web::open_form(out, form, path_of(view.own.dossier, "/costs"), "costs");
  const input::Shape& shape = set_price().shape();
  web::control(out, form, shape, "option", {.options = options});
  web::control(out, form, shape, "money");
  web::control(out, form, shape, "months");
  web::button(out, msg::price_save, web::ButtonKind::quiet);
  web::close_form(out);
  out << "</section>"_h;
}

void plan_form(Html& out, const http::Asked& call, const View& view, Date today) {
  if (view.ladder.rungs.empty()) return;
  out << "<section class=\"panel stack\"><h2>"_h << (view.plan ? msg::plan_again : msg::plan_make) << "</h2><p>"_h << msg::plan_teach
      << "</p>"_h;
  SavePlan current{.version = 0, .target = view.ladder.target, .owner = {}, .starts = today};
  if (view.plan) {
    current.version = view.plan->plan.version;
    current.owner = view.plan->plan.owner;
    current.starts = view.plan->plan.starts;
  }
  const http::Fields shown = save_plan().show(current);
  const http::Asked asked = of_form(call, "/plan");
  const web::Form form = web::form(asked, &shown);
  web::open_form(out, form, path_of(view.own.dossier, "/plan"), "plan");
  const input::Shape& shape = save_plan().shape();
  web::control(out, form, shape, "version");
  out << "<input type=\"hidden\" name=\"target\" value=\""_h << view.ladder.target << "\">"_h;
  web::control(out, form, shape, "owner");
  web::control(out, form, shape, "starts");
  web::button(out, msg::plan_save);
  web::close_form(out);
  out << "</section>"_h;
}

void kept_plan(Html& out, const http::Request& request, const View& view) {
  if (!view.plan) return;
  const Plan& plan = view.plan->plan;
  out << "<section class=\"stack\"><h2>"_h << msg::plan_heading << "</h2>"_h;
  show_plan(out, request, *view.table, *view.plan);
  out << "<div class=\"acts\">"_h;
  web::link_button(out, msg::plan_print, path_of(plan.dossier, ".pdf"), web::ButtonKind::quiet);
  out << "</div>"_h;
  web::act(out, request, {.action = path_of(plan.dossier, "/remove"), .label = msg::plan_remove, .kind = web::ButtonKind::danger,
                          .version = plan.version});
  out << "</section>"_h;
}

struct Pages {
  Service& service;
  const web::Site& site;
  print::PdfFonts fonts{std::string(print::kDebianFonts)};

  Result<Response> look(const Call<Look>& call, DossierId dossier) const { return page(call, dossier, call.input.target); }
  // Shown again when a form of it was refused; its plan's form says the target that it was for.
  Result<Response> again(const Call<>& call, DossierId dossier) const {
    const std::string_view star = call.request.form.get("target");
    const bool known = star == "3" || star == "4" || star == "5";
    return page(call, dossier, known ? std::optional(star.front() - '0') : std::nullopt);
  }
  Result<Response> price(const Call<SetPrice>& call, DossierId dossier) const {
    OCOP_CHECK(service.set_price(call.actor, dossier, call.input));
    return web::redirect_with_flash(site, call.request, path_of(dossier), msg::price_saved);
  }
  Result<Response> save(const Call<SavePlan>& call, DossierId dossier) const {
    OCOP_CHECK(service.save_plan(call.actor, dossier, call.input));
    return web::redirect_with_flash(site, call.request, path_of(dossier), msg::plan_saved);
  }
  Result<Response> remove(const Call<RemovePlan>& call, DossierId dossier) const {
    OCOP_CHECK(service.remove_plan(call.actor, dossier, call.input.version));
    return web::redirect_with_flash(site, call.request, path_of(dossier), msg::plan_removed);
  }
  Result<Response> pdf(const Call<>& call, DossierId dossier) const {
    OCOP_TRY(view, service.view(call.actor, dossier, std::nullopt));
    OCOP_TRY(file, plan_pdf(view, service.parts().clock.now(), fonts));
    return Response::file(std::move(file), std::string(kPdf), "ke-hoach-" + text::slug(view.own.number) + ".pdf");
  }

 private:
  Result<Response> page(const http::Asked& call, DossierId dossier, std::optional<int> target) const {
    OCOP_TRY(view, service.view(call.actor, dossier, target));
    const Language language = call.language();
    const std::string title = format(msg::title_of, language, {view.own.product_name});
    web::PageOptions options{.title = title, .width = web::Width::wide};
    options.motif = &marks::motif_of_group(view.table->group.code);
    auto response = web::page(site, call.request, options, [&](Html& out) {
      const std::array way{web::Crumb{in(msg::crumb_work, language), "/work"},
                           web::Crumb{view.own.number, "/dossiers/" + dossier.text()}, web::Crumb{in(msg::crumb, language)}};
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1><p class=\"lead\">"_h << msg::lead << "</p>"_h;
      const web::Form form = web::form(call);
      web::error_summary(out, form);
      targets(out, view);
      verdict(out, call.request, view);
      conditions(out, view);
      kept_plan(out, call.request, view);
      plan_form(out, call, view, service.today());
      price_form(out, call, view);
      other_rulebook(out, view);
      if (!view.others.empty()) out << "<h2>"_h << msg::earlier_plans << "</h2>"_h;
      for (const Followed& one : view.others) others(out, call.request, one);
    });
    return std::move(response).with("Cache-Control", "private, no-store");
  }
  // A plan of another year may be of another decision's table.
  void others(Html& out, const http::Request& request, const Followed& one) const {
    const rulebooks::Rulebook* rulebook = service.parts().library.find(one.plan.rulebook);
    if (const rulebooks::Table* table = rulebook ? rulebook->find(one.plan.product_set) : nullptr) show_plan(out, request, *table, one);
  }
};

}  // namespace

void add_pages(http::Router& router, Service& service, const web::Site& site) {
  constexpr Policy kMember = Policy::roles(Role::producer_member, Role::helper);
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/dossiers/{id}/ladder", kMember, look(), &Pages::look, "The cheapest steps from the own answers to a star, and the plan")
      .form("/dossiers/{id}/ladder/costs", kMember, set_price(), &Pages::price, &Pages::again, "What it takes to stand at an option")
      .form("/dossiers/{id}/ladder/plan", kMember, save_plan(), &Pages::save, &Pages::again, "Keep the steps as the dossier's plan")
      .form("/dossiers/{id}/ladder/remove", kMember, remove_plan(), &Pages::remove, &Pages::again, "Remove the dossier's plan")
      .get("/dossiers/{id}/ladder.pdf", kMember, &Pages::pdf, "The plan to print");
}

evaluation::OwnPanel own_panel() {
  return {.rank = 10, .show = [](Html& out, DossierId dossier) {
            out << "<section class=\"panel\"><h2>"_h << msg::panel_title << "</h2><p>"_h << msg::panel_text << "</p><p class=\"acts\">"_h;
            web::link_button(out, msg::panel_link, path_of(dossier), web::ButtonKind::quiet);
            out << "</p></section>"_h;
          }};
}

}  // namespace ocop::ladders
