#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// What the Decision leaves to the province's council regulation: dated, never changed backwards.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

void history(Html& out, const Request& request, const std::vector<Settings>& all) {
  const std::vector<web::Column> columns{{"valid_from", msg::setting_valid_from},
                                         {"council_size_min", msg::setting_council_size_min, true},
                                         {"quorum_percent", msg::setting_quorum_percent, true},
                                         {"spread_limit", msg::setting_spread_limit},
                                         {"over_spread", msg::setting_over_spread},
                                         {"potential_five", msg::setting_potential_five},
                                         {"floor_basis", msg::setting_floor_basis},
                                         {"rounding", msg::setting_rounding},
                                         {"self_score", msg::setting_self_score}};
  web::table(out, request, {msg::settings_caption, columns}, [&](Html& rows) {
    const auto row = [&](const std::string& from, const Settings& settings) {
      const Language language = rows.language();
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << from;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, columns[1], std::to_string(settings.council_size_min));
      web::text_cell(rows, columns[2], std::to_string(settings.quorum_percent));
      web::text_cell(rows, columns[3], limit_words(settings, language));
      web::text_cell(rows, columns[4], translate(label_of(settings.over_spread), language));
      web::text_cell(rows, columns[5], translate(label_of(settings.potential_five), language));
      web::text_cell(rows, columns[6], translate(label_of(settings.floor_basis), language));
      web::text_cell(rows, columns[7], translate(label_of(settings.rounding), language));
      web::text_cell(rows, columns[8], translate(label_of(settings.self_score), language));
      web::close_row(rows);
    };
    for (const Settings& settings : all) row(settings.valid_from.show(rows.language()), settings);
    row(std::string(translate(msg::settings_default, rows.language())), Settings{});
  });
}

// A table of its own: eleven columns are wider than a screen whose text is twice as large.
void renewal_history(Html& out, const Request& request, const std::vector<Settings>& all) {
  const std::vector<web::Column> columns{{"valid_from", msg::setting_valid_from},
                                         {"differing_least", msg::setting_differing_least, true},
                                         {"position_days", msg::setting_position_days, true}};
  web::table(out, request, {msg::settings_renewal_caption, columns}, [&](Html& rows) {
    const auto row = [&](const std::string& from, const Settings& settings) {
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << from;
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, columns[1], std::to_string(settings.differing_least));
      web::text_cell(rows, columns[2], std::to_string(settings.position_days));
      web::close_row(rows);
    };
    for (const Settings& settings : all) row(settings.valid_from.show(rows.language()), settings);
    row(std::string(translate(msg::settings_default, rows.language())), Settings{});
  });
}

// Regulations that are known, each with where it was read: a start, nothing is saved by choosing one.
void regulations(Html& out) {
  out << "<h2>"_h << msg::regulations_heading << "</h2><p>"_h << msg::regulations_lead << "</p>"_h;
  for (const rules::Regulation& one : rules::known_regulations()) {
    const std::string name(translate(*one.name, out.language()));
    out << "<section class=\"panel\"><h3>"_h << name << "</h3><p class=\"small\">"_h << *one.source;
    if (!one.link.empty())
      out << " <a href=\""_h << one.link << "\" rel=\"noreferrer\">"_h << msg::regulation_read << "</a>"_h;
    out << "</p><p><a href=\""_h << web::link(out.language(), "/settings/evaluation?regulation=" + std::string(one.code)) << "\">"_h
        << format(msg::regulation_take, out.language(), {name}) << "</a></p></section>"_h;
  }
}

void write_settings_form(Html& out, const Call<>& call, Settings now, Date today) {
  if (const rules::Regulation* taken = rules::known_regulation(call.request.query.get("regulation"))) {
    now = taken->settings;
    out << "<p role=\"status\">"_h
        << format(msg::regulation_taken, out.language(), {std::string(translate(*taken->name, out.language()))}) << "</p>"_h;
  }
  now.valid_from = today;
  const http::Fields shown = settings_form().show(now);
  const web::Form form = web::form(call, &shown);
  web::open_form(out, form, "/settings/evaluation");
  for (const input::Field& field : settings_form().shape().fields())
    web::control(out, form, settings_form().shape(), field.key, {.choices = web::ChoiceStyle::cards});
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::settings_button);
  out << "</p>"_h;
  web::close_form(out);
}

Result<Response> show_settings(const Context& context, const Call<>& call) {
  OCOP_TRY(all, context.service.province_settings(call.actor, body_place(call.actor)));
  const web::PageOptions page{
      .title = std::string(translate(msg::settings_title, call.language())), .width = web::Width::wide};
  return web::page(context.site, call.request, page, [&](Html& out) {
    out << "<h1>"_h << msg::settings_title << "</h1><p class=\"lead\">"_h
        << (is_centre(body_place(call.actor)) ? msg::centre_settings_lead : msg::settings_lead) << "</p>"_h;
    web::error_summary(out, web::form(call));
    history(out, call.request, all);
    renewal_history(out, call.request, all);
    regulations(out);
    out << "<h2>"_h << msg::settings_new << "</h2>"_h;
    write_settings_form(out, call, all.empty() ? Settings{} : all.front(), context.service.today());
  });
}

Result<Response> add_settings_now(const Context& context, const Call<Settings>& call) {
  OCOP_CHECK(context.service.add_settings(call.actor, body_place(call.actor), call.input));
  return web::redirect_with_flash(context.site, call.request, "/settings/evaluation", msg::flash_settings);
}

}  // namespace

void add_settings(http::Router& router, const Owner& owner) {
  constexpr Policy kProvince = Policy::roles(Role::provincial_body, Role::ministry);
  http::Table(router, owner)
      .get("/settings/evaluation", kProvince, show_settings, "The province's council regulation as settings")
      .form("/settings/evaluation", kProvince, settings_form(), add_settings_now, show_settings, "Settings from a day on");
}

}  // namespace ocop::evaluation::pages
