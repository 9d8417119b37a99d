#include "kernel/web/design_parts.h"

#include <array>

#include "kernel/web/messages.h"

namespace ocop::web {
namespace {
struct Sample { Look look; const Message& word; };
constexpr std::array kSamples{
    Sample{{Tone::good, Icon::check}, msg::sample_good},   Sample{{Tone::soon, Icon::clock}, msg::sample_soon},
    Sample{{Tone::noted, Icon::paper}, msg::sample_noted}, Sample{{Tone::ended, Icon::ended}, msg::sample_ended},
    Sample{{Tone::bad, Icon::cross}, msg::sample_bad},     Sample{{Tone::unknown, Icon::question}, msg::sample_unknown},
    Sample{{Tone::none, Icon::ring}, msg::sample_no_state}};

std::string in(const Html& out, const Message& message) { return std::string(translate(message, out.language())); }
}  // namespace

void design_badges(Html& out) {
  out << "<h2 id=\"badges\">"_h << msg::design_badges << "</h2><p>"_h << msg::design_badges_teach << "</p><p class=\"row\">"_h;
  for (const Sample& one : kSamples) badge(out, one.look, one.word);
  out << "</p>"_h;
}

void design_record(Html& out) {
  out << "<h2 id=\"record\">"_h << msg::design_record << "</h2><p>"_h << msg::design_record_teach << "</p><div class=\"split\"><div>"_h;
  open_record(out, msg::sample_decision);
  badge(out, kSamples[0].look, kSamples[0].word);
  const std::array lines{Fact{msg::sample_decision, "1234/QĐ-UBND"}, Fact{msg::sample_decided, Date::of(2025, 3, 13)->show(out.language())},
                         Fact{msg::sample_until, Date::of(2028, 3, 12)->show(out.language())}, Fact{msg::sample_province, "Đắk Lắk",
                             "/products?province=66"}};
  facts(out, lines);
  close_record(out, "Công báo tỉnh Đắk Lắk", "https://example.vn/cong-bao");
  out << "</div><div class=\"side\">"_h;
  open_story(out, "H’Hoa Niê", "buôn Ako Dhông, Đắk Lắk");
  out << "<p>“Mẹ tôi rang cà phê bằng chảo gang. Tôi giữ cái chảo ấy.”</p>"_h;
  close_story(out);
  out << "</div></div>"_h;
}

void design_forms(Html& out, const http::Request& request) {
  out << "<h2 id=\"forms\">"_h << msg::design_forms << "</h2><p>"_h << msg::design_forms_teach << "</p>"_h;
  Error error;
  error.kind = ErrorKind::invalid_input;
  error.problems.push_back({"name", "", "1..200 characters", msg::sample_missing});
  error.problems.push_back({"price", "mười nghìn", "digits", msg::sample_bad_price});
  error.problems.push_back({"local", "", "1..3", msg::sample_choose_level});
  http::Fields kept;
  kept.add("price", "mười nghìn");
  kept.add("email", "hoa@example.vn");
  kept.add("group", "II");
  kept.add("agree", "1");
  const Form form{request, &error, &kept};
  const std::array groups{Option{"I", out.language() == Language::vi ? "Thực phẩm" : "Food"}, Option{"II",
      out.language() == Language::vi ? "Đồ uống" : "Drinks"}};
  const bool vi = out.language() == Language::vi;
  const std::array levels{Option{"1", vi ? "Dưới 50 %" : "Under 50 %", vi ? "1 điểm" : "1 point"},
                          Option{"2", vi ? "Từ 50 % đến dưới 75 %" : "50 % to under 75 %",
                              vi ? "2 điểm, cần cho 4 sao" : "2 points, needed for 4 stars"},
                          Option{"3", vi ? "Từ 75 % trở lên" : "75 % and more",
                              vi ? "3 điểm, cần cho 5 sao" : "3 points, needed for 5 stars"}};
  open_form(out, form, "/design", "design-form");
  error_summary(out, form);
  text_field(out, form, {.name = "name", .label = msg::sample_name, .hint = msg::sample_name_hint, .limit = 200});
  text_field(out, form, {.name = "email", .label = msg::sample_email, .type = InputType::email, .required = false,
      .autocomplete = "email"});
  text_field(out, form, {.name = "price", .label = msg::sample_price, .type = InputType::number});
  select_field(out, form, {.name = "group", .label = msg::sample_group}, groups);
  radio_cards(out, form, {.name = "local", .label = msg::sample_local, .hint = msg::sample_local_hint}, levels);
  text_area(out, form, {.name = "story", .label = msg::sample_story, .required = false}, 4);
  file_field(out, form, {.name = "paper", .label = msg::sample_paper, .hint = msg::sample_paper_hint, .required = false},
      "image/*,application/pdf");
  check_field(out, form, {.name = "agree", .label = msg::sample_agree});
  out << "<h3>"_h << msg::design_buttons << "</h3><p class=\"acts\">"_h;
  button(out, msg::sample_save);
  link_button(out, msg::sample_back, "/design", ButtonKind::quiet);
  button(out, msg::sample_withdraw, ButtonKind::danger);
  out << "</p>"_h;
  close_form(out);
}

void design_tables(Html& out, const http::Request& request) {
  out << "<h2 id=\"tables\">"_h << msg::design_tables << "</h2><p>"_h << msg::design_tables_teach
      << "</p><div class=\"split\"><div class=\"side first\">"_h;
  const std::array provinces{Facet{"66", "Đắk Lắk", 1234}, Facet{"68", "Lâm Đồng", 87}, Facet{"22", "Quảng Ninh", 41}};
  facet_list(out, request, "province", msg::sample_province, provinces);
  out << "</div><div>"_h;
  const Table shown{msg::sample_caption,
                    {{"name", msg::sample_name, false, true}, {"maker", msg::sample_maker}, {"stars", msg::sample_stars, false, true},
                        {"state", msg::sample_state}, {"points", msg::sample_points, true, true}},
                    std::string(request.query.get("sort")), ""};
  struct Line { std::string_view name, maker, points; int stars; std::size_t state; };
  constexpr std::array kLines{Line{"Cà phê rang xay Ako", "HTX Ako Dhông", "78,5", 4, 0},
                              Line{"Trà ô long Cầu Đất", "Công ty Trà Cầu Đất", "91", 5, 1},
                              Line{"Chả mực Hạ Long", "Hộ Bà Thoan", "66,25", 3, 3}};
  table(out, request, shown, [&](Html& rows) {
    for (const Line& line : kLines) {
      open_row(rows);
      link_cell(rows, shown.columns[0], line.name, "/design");
      text_cell(rows, shown.columns[1], line.maker);
      open_cell(rows, shown.columns[2]);
      open_stars(rows, line.stars, kSamples[line.state].look.tone);
      rows << line.stars;
      close_stars(rows);
      close_cell(rows);
      open_cell(rows, shown.columns[3]);
      badge(rows, kSamples[line.state].look, kSamples[line.state].word);
      close_cell(rows);
      text_cell(rows, shown.columns[4], line.points);
      close_row(rows);
    }
  });
  pager(out, request, 833, 3, 50);
  out << "</div></div>"_h;
}

void design_messages(Html& out) {
  out << "<h2 id=\"messages\">"_h << msg::design_messages << "</h2>"_h;
  const std::array way{Crumb{in(out, msg::sample_figure_products), "/products"}, Crumb{"Đắk Lắk", "/products?province=66"},
      Crumb{"Cà phê rang xay Ako"}};
  crumbs(out, way);
  notice(out, msg::sample_notice);
  const std::array line{Figure{"833", msg::sample_figure_products, "/products"}, Figure{"34", msg::sample_figure_provinces, "/map"},
                        Figure{"76", msg::sample_figure_five, "/products?stars=5"}};
  figures(out, line);
  const std::array course{Step{msg::sample_step_draft, StepState::done, "12/10/2026"}, Step{msg::sample_step_commune, StepState::done,
      "20/10/2026"},
                          Step{msg::sample_step_council, StepState::now}, Step{msg::sample_step_decision, StepState::later}};
  steps(out, course);
  bar(out, 33, 40, out.language() == Language::vi ? "Phần A: 33 trên 40 điểm" : "Part A: 33 of 40 points");
  empty_state(out, msg::sample_empty, msg::sample_empty_teach, "/products", &msg::sample_figure_products);
}

}  // namespace ocop::web
