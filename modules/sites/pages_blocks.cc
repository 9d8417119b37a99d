#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/sites/coach.h"
#include "modules/sites/messages.h"
#include "modules/sites/pages.h"
#include "modules/sites/requests.h"
#include "modules/sites/view.h"

// The blocks of the editing page: what stands there in a few words, and the form that opens in its place.
namespace ocop::sites {
namespace {

using web::Html;
using web::operator""_h;

constexpr std::string_view kPictures = "image/*";   // lets a phone offer its camera; what is sent is judged by its content
constexpr int kLongText = 10, kShortText = 3;       // rows

// A form of the block, beginning with the version that it is of.
struct BlockForm {
  Html& out;
  web::Form form;
  const input::Shape& shape;
  void control(std::string_view key, int rows = kShortText) const {
    web::control(out, form, shape, key, {.rows = rows, .accept = kPictures});
  }
  // Open where something stands in it, or is wrong: a problem is not hidden.
  void english(std::initializer_list<std::string_view> keys, int rows = kShortText) const {
    bool open = false;
    for (const std::string_view key : keys) {
      open = open || (form.values && !form.values->get(key).empty());
      if (form.error)
        for (const Problem& problem : form.error->problems) open = open || problem.field == key;
    }
    out << "<details"_h << web::when(open, " open"_h) << "><summary>"_h << msg::english_part << "</summary><div class=\"stack\">"_h;
    for (const std::string_view key : keys) control(key, rows);
    out << "</div></details>"_h;
  }
  void cards(std::string_view key, const Message& legend, std::span<const web::Option> options, std::optional<Message> hint = {}) const {
    web::check_cards(out, form, {.name = std::string(key), .label = legend, .hint = hint, .required = false}, options);
  }
};

void end(Html& out, ProducerId producer) {
  out << "<div class=\"acts\">"_h;
  web::button(out, msg::save);
  web::link_button(out, msg::close_block, edit_path(producer), web::ButtonKind::quiet);
  out << "</div>"_h;
  web::close_form(out);
}

// While the commune has not looked at the maker, its pictures are kept and given to nobody.
void picture_waits(Html& out, const Page& page, const std::optional<PictureId>& id) {
  if (id && page.producer.presence == producers::Presence::waiting) out << "<p class=\"small\">"_h << msg::picture_waits << "</p>"_h;
}

// The picture's control, and the way to be without one.
void picture_controls(const BlockForm& form, const Page& page, const std::optional<PictureId>& id) {
  if (const Picture* picture = page.picture(id)) {
    form.out << "<div class=\"site-face\">"_h;
    web::picture(form.out, picture_of(*picture, ""), web::PictureRoom::row, web::Loading::when_near);
    form.out << "</div>"_h;
  }
  picture_waits(form.out, page, id);
  form.control("file");
  if (id) form.control("drop");
}

template <class T> BlockForm begin(Html& out, const Opened& opened, const input::Declaration<T>& fields, const http::Fields& shown,
                                   std::string_view rest) {
  BlockForm form{out, web::form(opened.call, &shown), fields.shape()};
  const std::string action = edit_path(opened.desk.site.producer, rest);
  if (fields.shape().has(input::Kind::file)) web::open_upload_form(out, form.form, action);
  else web::open_form(out, form.form, action);
  web::error_summary(out, form.form);
  form.control("version");
  return form;
}

void face_form(Html& out, const Opened& opened) {
  const Site& site = opened.desk.site;
  const http::Fields shown = face_fields().show({{site.version}, site.content.face.vi, site.content.face.en, {}, Drop::no});
  const BlockForm form = begin(out, opened, face_fields(), shown, "/face");
  picture_controls(form, opened.desk.page, site.contact.face);
  form.control("words");
  form.english({"words_en"});
}

void story_form(Html& out, const Opened& opened) {
  const Site& site = opened.desk.site;
  const http::Fields shown = story_fields().show({{site.version}, site.content.story.vi, site.content.story.en});
  const BlockForm form = begin(out, opened, story_fields(), shown, "/story");
  form.control("story", kLongText);
  form.english({"story_en"}, kLongText);
}

void story_beside_its_coach(Html& out, const Opened& opened) {
  out << "<div class=\"split\"><div>"_h;
  story_form(out, opened);
  end(out, opened.desk.site.producer);
  out << "</div><div class=\"side stack\">"_h;
  write_story_coach(out, opened.desk, opened.parts.library, opened.parts.places);
  out << "</div></div>"_h;
}

void step_form(Html& out, const Opened& opened) {
  const Site& site = opened.desk.site;
  const Step step = opened.step ? *opened.step : Step{};
  const http::Fields shown = step_fields().show(
      {{site.version}, step.title.vi, step.title.en, step.words.vi, step.words.en, step.film, {}, Drop::no});
  const BlockForm form = begin(out, opened, step_fields(), shown, opened.step ? "/steps/" + step.id.text() : "/steps");
  if (!opened.step) web::attempt_field(out, form.form, opened.random);
  form.control("title");
  form.control("words");
  picture_controls(form, opened.desk.page, step.picture);
  form.control("film");
  form.english({"title_en", "words_en"});
}

void papers_form(Html& out, const Opened& opened) {
  const Service::Desk& desk = opened.desk;
  const http::Fields shown = papers_fields().show({{desk.site.version}, desk.site.content.papers});
  const BlockForm form = begin(out, opened, papers_fields(), shown, "/papers");
  std::vector<web::Option> options;
  for (const producers::Paper& paper : desk.offered) options.push_back({paper.id.text(), paper.title});
  if (!options.empty()) return form.cards("papers", msg::papers_shown, options);
  out << "<p>"_h << msg::papers_none << "</p><p><a href=\""_h
      << web::link(opened.call.language(), "/producers/" + desk.site.producer.text() + "/papers") << "\">"_h << msg::papers_add
      << "</a></p>"_h;
}

void shops_form(Html& out, const Opened& opened) {
  const Site& site = opened.desk.site;
  ShopsForm now = rules::shops_form(site.content);
  now.version = site.version;
  const http::Fields shown = shops_fields().show(now);
  const BlockForm form = begin(out, opened, shops_fields(), shown, "/shops");
  form.control("shops", kLongText / 2);
  form.english({"shops_en"}, kLongText / 2);
}

// Who has written none yet finds the usual ones: to agree with them is one tap.
HoursForm hours_now(const Site& site) {
  HoursForm now = rules::hours_form(site.content);
  now.version = site.version;
  if (rules::is_written(Block::hours, site.content, site.contact)) return now;
  for (int day = 0; day < kWeekdays; ++day) now.days.emplace_back(rules::day_word(day));
  now.opens = "7:00";
  now.closes = "17:00";
  return now;
}

void hours_form(Html& out, const Opened& opened) {
  const http::Fields shown = hours_fields().show(hours_now(opened.desk.site));
  const BlockForm form = begin(out, opened, hours_fields(), shown, "/hours");
  constexpr std::array<const Message*, kWeekdays> kDays{&msg::day_1, &msg::day_2, &msg::day_3, &msg::day_4,
                                                        &msg::day_5, &msg::day_6, &msg::day_7};
  std::vector<web::Option> days, months;
  for (int day = 0; day < kWeekdays; ++day)
    days.push_back({std::string(rules::day_word(day)), in(*kDays[static_cast<std::size_t>(day)], out.language())});
  for (int month = 1; month <= kMonths; ++month) months.push_back({std::to_string(month), std::to_string(month)});
  form.cards("days", msg::hours_days, days);
  form.control("opens");
  form.control("closes");
  const bool other = form.form.values && !form.form.values->get("other_days").empty();
  out << "<details"_h << web::when(other || form.form.error != nullptr, " open"_h) << "><summary>"_h << msg::hours_other
      << "</summary><div class=\"stack\">"_h;
  form.cards("other_days", msg::hours_other_days, days);
  form.control("other_opens");
  form.control("other_closes");
  out << "</div></details>"_h;
  form.cards("months", msg::season_months, months, msg::season_hint);
}

void contact_form(Html& out, const Opened& opened) {
  const Site& site = opened.desk.site;
  const http::Fields shown = contact_fields().show({{site.version}, site.contact.phone, site.contact.zalo, site.content.visiting.vi,
                                                    site.content.visiting.en, rules::show(site.content.point)});
  const BlockForm form = begin(out, opened, contact_fields(), shown, "/contact");
  for (const std::string_view key : {"zalo", "phone", "visiting", "point"}) form.control(key);
  form.english({"visiting_en"});
}

void trade_form(Html& out, const Opened& opened) {
  const Site& site = opened.desk.site;
  const Content& content = site.content;
  const http::Fields shown = trade_fields().show({{site.version}, site.contact.tax_code, content.delivery.vi, content.delivery.en,
                                                  content.returns.vi, content.returns.en});
  const BlockForm form = begin(out, opened, trade_fields(), shown, "/trade");
  for (const std::string_view key : {"tax_code", "delivery", "returns"}) form.control(key);
  form.english({"delivery_en", "returns_en"});
}

// ---- what stands there

void short_words(Html& out, std::string_view words) {
  constexpr std::size_t kShown = 240;   // bytes: two lines of a phone
  if (words.empty()) return;
  out << "<p>"_h << text::cut(words, kShown) << (words.size() > kShown ? "…" : "") << "</p>"_h;
}

void steps_summary(Html& out, const Service::Desk& desk) {
  out << "<ol>"_h;
  for (const Step& step : desk.site.content.steps)
    out << "<li><a href=\""_h
        << web::link(out.language(), edit_path(desk.site.producer, "/steps/" + step.id.text()) + "#block-steps") << "\">"_h
        << step.title.vi << "</a></li>"_h;
  out << "</ol>"_h;
}

void contact_summary(Html& out, const Site& site) {
  const std::array facts{web::Fact{msg::contact_zalo, site.contact.zalo}, web::Fact{msg::contact_phone, site.contact.phone},
                         web::Fact{msg::contact_point, rules::show(site.content.point)}};
  web::facts(out, facts);
  short_words(out, site.content.visiting.vi);
}

}  // namespace

void write_block_form(Html& out, Block block, const Opened& opened) {
  if (block == Block::story) return story_beside_its_coach(out, opened);
  switch (block) {
    case Block::face: face_form(out, opened); break;
    case Block::story: break;
    case Block::steps: step_form(out, opened); break;
    case Block::papers: papers_form(out, opened); break;
    case Block::shops: shops_form(out, opened); break;
    case Block::hours: hours_form(out, opened); break;
    case Block::contact: contact_form(out, opened); break;
    case Block::trade: trade_form(out, opened); break;
  }
  end(out, opened.desk.site.producer);
}

void write_block_summary(Html& out, Block block, const Service::Desk& desk) {
  const Site& site = desk.site;
  switch (block) {
    case Block::face:
      if (const Picture* face = desk.page.picture(site.contact.face)) {
        out << "<div class=\"site-face\">"_h;
        web::picture(out, picture_of(*face, format(msg::picture_of, out.language(), {desk.page.producer.name})), web::PictureRoom::row,
                     web::Loading::when_near);
        out << "</div>"_h;
      }
      picture_waits(out, desk.page, site.contact.face);
      return short_words(out, site.content.face.vi);
    case Block::story: return short_words(out, site.content.story.vi);
    case Block::steps: return steps_summary(out, desk);
    case Block::papers:
      out << "<ul class=\"links\">"_h;
      for (const producers::Paper& paper : desk.page.papers) out << "<li>"_h << paper.title << "</li>"_h;
      out << "</ul>"_h;
      return;
    case Block::shops:
      out << "<ul class=\"links\">"_h;
      for (const Shop& shop : site.content.shops) out << "<li>"_h << (shop.words.empty() ? shop.link : shop.words) << "</li>"_h;
      out << "</ul>"_h;
      return;
    case Block::hours:
      out << "<ul class=\"links\">"_h;
      for (const rules::HoursLine& line : rules::hours_lines(site.content.week))
        out << "<li>"_h << hours_words(line, out.language()) << "</li>"_h;
      out << "<li>"_h << msg::season_heading << ": "_h << season_words(site.content, out.language()) << "</li></ul>"_h;
      return;
    case Block::contact: return contact_summary(out, site);
    case Block::trade:
      web::facts(out, std::array{web::Fact{msg::tax_code, site.contact.tax_code}});
      short_words(out, site.content.delivery.vi);
      return short_words(out, site.content.returns.vi);
  }
}

}  // namespace ocop::sites
