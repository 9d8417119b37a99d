#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// What the Decision leaves to the province's council regulation: dated, never changed backwards.
namespace ocop::evaluation::pages {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr Policy kProvince = Policy::roles(Role::provincial_body);

std::string province_of(const Actor& actor) {
  const auto found = std::find_if(actor.grants.begin(), actor.grants.end(), [](const Grant& grant) { return grant.role == Role::provincial_body; });
  return found == actor.grants.end() ? std::string() : found->province;
}

const Message& words_of(rulebooks::FloorBasis basis) {
  return basis == rulebooks::FloorBasis::mean ? msg::floor_basis_mean : msg::floor_basis_every;
}
const Message& words_of(rulebooks::Rounding rounding) { return rounding == rulebooks::Rounding::cut ? msg::rounding_cut : msg::rounding_half_up; }
const Message& words_of(SelfScore score) { return score == SelfScore::hidden ? msg::self_score_hidden : msg::self_score_shown; }

void history(Html& out, const Request& request, const std::vector<Settings>& all) {
  const std::vector<web::Column> columns{{"valid_from", msg::setting_valid_from},
                                         {"council_size_min", msg::setting_council_size_min, true},
                                         {"quorum_percent", msg::setting_quorum_percent, true},
                                         {"spread_limit", msg::setting_spread_limit, true},
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
      web::text_cell(rows, columns[3], std::to_string(settings.spread_limit));
      web::text_cell(rows, columns[4], translate(words_of(settings.floor_basis), language));
      web::text_cell(rows, columns[5], translate(words_of(settings.rounding), language));
      web::text_cell(rows, columns[6], translate(words_of(settings.self_score), language));
      web::close_row(rows);
    };
    for (const Settings& settings : all) row(settings.valid_from.show(rows.language()), settings);
    row(std::string(translate(msg::settings_default, rows.language())), Settings{});
  });
}

void settings_form(Html& out, const web::Form& form, const Settings& now, Date today) {
  const auto pair = [&](std::string name, const Message& label, const Message& hint, bool second, const char* first_value, const Message& first,
                        const char* second_value, const Message& second_words) {
    const std::vector<web::Option> choices{{first_value, std::string(translate(first, out.language()))},
                                           {second_value, std::string(translate(second_words, out.language()))}};
    web::Field field{std::move(name), label, hint};
    field.value = second ? second_value : first_value;
    web::radio_cards(out, form, field, choices);
  };
  web::open_form(out, form, "/settings/evaluation");
  web::text_field(out, form, {"valid_from", msg::setting_valid_from, msg::settings_from_hint, today.iso(), web::InputType::date});
  web::text_field(out, form, {"council_size_min", msg::setting_council_size_min, std::nullopt, std::to_string(now.council_size_min), web::InputType::number});
  web::text_field(out, form, {"quorum_percent", msg::setting_quorum_percent, msg::settings_quorum_hint, std::to_string(now.quorum_percent), web::InputType::number});
  web::text_field(out, form, {"spread_limit", msg::setting_spread_limit, msg::settings_spread_hint, std::to_string(now.spread_limit), web::InputType::number});
  pair("floor_basis", msg::setting_floor_basis, msg::settings_floor_hint, now.floor_basis == rulebooks::FloorBasis::every_sheet, "mean",
       msg::floor_basis_mean, "every_sheet", msg::floor_basis_every);
  pair("rounding", msg::setting_rounding, msg::settings_rounding_hint, now.rounding == rulebooks::Rounding::half_up, "cut", msg::rounding_cut,
       "half_up", msg::rounding_half_up);
  pair("self_score", msg::setting_self_score, msg::settings_self_hint, now.self_score == SelfScore::shown, "hidden", msg::self_score_hidden,
       "shown", msg::self_score_shown);
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::settings_button);
  out << "</p>"_h;
  web::close_form(out);
}

Response settings_page(const Context& context, const Request& request, const web::Form& form, int status) {
  const auto all = context.service.province_settings(request.actor, province_of(request.actor));
  if (!all) return refuse(context, request, all.error());
  web::PageOptions page;
  page.title = translate(msg::settings_title, request.language);
  page.width = web::Width::wide;
  page.status = status;
  return web::page(context.site, request, page, [&](Html& out) {
    out << "<h1>"_h << msg::settings_title << "</h1><p class=\"lead\">"_h << msg::settings_lead << "</p>"_h;
    web::error_summary(out, form);
    history(out, request, *all);
    out << "<h2>"_h << msg::settings_new << "</h2>"_h;
    settings_form(out, form, all->empty() ? Settings{} : all->front(), context.service.today());
  });
}

Response show_settings(const Context& context, const Request& request) { return settings_page(context, request, {request}, 200); }

Result<Settings> read_settings(const http::Fields& form) {
  Settings out;
  const auto from = Date::parse_iso(form.get("valid_from"));
  if (!from) return Error::of(ErrorKind::invalid_input, {"valid_from", std::string(form.get("valid_from")), "YYYY-MM-DD", msg::settings_day_wrong});
  out.valid_from = *from;
  constexpr std::int64_t kUnreadable = -1;   // refused by check_settings with the range
  const auto read = [&](std::string_view name) {
    const std::int64_t value = number(form, name, kUnreadable);
    return value > 1'000 ? static_cast<int>(kUnreadable) : static_cast<int>(value);
  };
  out.council_size_min = read("council_size_min");
  out.quorum_percent = read("quorum_percent");
  out.spread_limit = read("spread_limit");
  if (form.get("floor_basis") == "every_sheet") out.floor_basis = rulebooks::FloorBasis::every_sheet;
  if (form.get("rounding") == "half_up") out.rounding = rulebooks::Rounding::half_up;
  if (form.get("self_score") == "shown") out.self_score = SelfScore::shown;
  return out;
}

Response add_settings_now(const Context& context, const Request& request) {
  const auto asked = read_settings(request.form);
  const auto added = asked ? context.service.add_settings(request.actor, province_of(request.actor), *asked) : Result<void>(asked.error());
  if (added) return web::redirect_with_flash(context.site, request, "/settings/evaluation", msg::flash_settings);
  return settings_page(context, request, {request, &added.error(), &request.form}, traits(added.error().kind).status);
}

}  // namespace

void add_settings(http::Router& router, const Context& context) {
  using http::Method;
  add(router, context, Method::get, "/settings/evaluation", kProvince, show_settings, "The province's council regulation as settings");
  add(router, context, Method::post, "/settings/evaluation", kProvince, add_settings_now, "Settings from a day on");
}

}  // namespace ocop::evaluation::pages
