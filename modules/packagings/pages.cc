#include "modules/packagings/pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "kernel/web/small_picture.h"
#include "modules/packagings/messages.h"
#include "modules/packagings/requests.h"
#include "modules/packagings/rules.h"
#include "modules/packagings/view.h"

namespace ocop::packagings {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

void small_front(Html& out, const Packaging& packaging, const products::Product& product) {
  if (const Photo* front = packaging.photo(Side::front))
    web::small_picture(out, picture_of(*front, packaging, product, out.language(), Detail::small));
  else out << "<p class=\"small\">"_h << msg::no_front << "</p>"_h;
}

void lines(Html& out, std::string_view text) {
  bool more = false;
  for (const std::string_view line : text::split(text, '\n')) {
    if (more) out << "<br>"_h;
    out << line;
    more = true;
  }
}

// From the oldest to now.
void strip(Html& out, const Shown& shown, Date today) {
  out << "<ol class=\"packaging-strip\">"_h;
  for (const Packaging& packaging : shown.packagings) {
    out << "<li>"_h;
    small_front(out, packaging, shown.product);
    out << "<p><a href=\""_h << web::link(out.language(), path_of(shown.product, packaging.id)) << "\">"_h
        << number_words(packaging, out.language()) << "</a></p>"_h;
    badge(out, state(packaging, today));
    out << "<p class=\"small\">"_h << days_words(packaging, out.language()) << "<br>"_h
        << items_words(packaging, shown.items, out.language()) << "</p></li>"_h;
  }
  out << "</ol>"_h;
}

void pair_of_photos(Html& out, const Shown& shown, const Packaging& before, const Packaging& after, Side side) {
  out << "<ul class=\"packaging-pair\">"_h;
  for (const Packaging* one : {&before, &after}) {
    out << "<li>"_h;
    if (const Photo* photo = one->photo(side))
      web::small_picture(out, picture_of(*photo, *one, shown.product, out.language(), Detail::small));
    else out << "<p class=\"small\">"_h << (side == Side::front ? msg::no_front : msg::no_back) << "</p>"_h;
    out << "<p class=\"small\">"_h << number_words(*one, out.language()) << ": "_h << days_words(*one, out.language()) << "</p></li>"_h;
  }
  out << "</ul>"_h;
}

std::string lines_of(std::span<const std::string_view> lines) {
  std::string out;
  for (const std::string_view line : lines) out += (out.empty() ? "" : " / ") + std::string(line);
  return out;
}

struct Row { const Message& what; std::string before, after; };
std::vector<Row> rows_of(const Shown& shown, const Packaging& before, const Packaging& after, std::span<const rules::Part> parts,
                         Language language) {
  std::vector<Row> out;
  const auto said = [&](const std::string& text) { return text.empty() ? in(msg::not_said, language) : text; };
  for (const rules::Part part : parts) {
    if (part == rules::Part::designer) out.push_back({msg::part_designer, said(before.designer), said(after.designer)});
    if (part == rules::Part::items)
      out.push_back({msg::part_items, items_words(before, shown.items, language), items_words(after, shown.items, language)});
    if (part == rules::Part::label)
      out.push_back({msg::part_label, said(lines_of(rules::lines_missing(after.label, before.label))),
                     said(lines_of(rules::lines_missing(before.label, after.label)))});
  }
  return out;
}

// What changed between two neighbours, beside each other.
void difference(Html& out, const http::Request& request, const Shown& shown, const Packaging& before, const Packaging& after) {
  const auto parts = rules::differences(before, after);
  out << "<section class=\"stack\"><h2>"_h;
  out.write(msg::changes_heading, {std::to_string(before.number), std::to_string(after.number)}) << "</h2>"_h;
  if (!after.change.empty()) {
    out << "<p>"_h;
    lines(out, after.change_in(out.language()));
    out << "</p>"_h;
  }
  pair_of_photos(out, shown, before, after, Side::front);
  if (std::ranges::find(parts, rules::Part::back) != parts.end()) pair_of_photos(out, shown, before, after, Side::back);
  const auto rows = rows_of(shown, before, after, parts, out.language());
  if (parts.empty()) out << "<p class=\"small\">"_h << msg::nothing_differs << "</p>"_h;
  if (!rows.empty()) {
    const std::vector<web::Column> columns{{"what", msg::difference}, {"before", msg::before}, {"after", msg::after}};
    web::table(out, request, {.caption = msg::difference, .columns = columns, .captioned = web::Table::Caption::heard}, [&](Html& cells) {
      for (const Row& row : rows) {
        web::open_row(cells);
        web::value_cell(cells, columns[0], in(row.what, cells.language()), {}, web::Cell::heading);
        web::text_cell(cells, columns[1], row.before);
        web::text_cell(cells, columns[2], row.after);
        web::close_row(cells);
      }
    });
  }
  out << "</section>"_h;
}

void differences(Html& out, const http::Request& request, const Shown& shown) {
  for (std::size_t i = shown.packagings.size(); i-- > 1;)   // the newest change first: it is what people come for
    if (const auto before = rules::one_before(shown.packagings, i))
      difference(out, request, shown, shown.packagings[*before], shown.packagings[i]);
}

// ---- one packaging

void what_it_is(Html& out, const Service::One& one, Date today) {
  const Packaging& packaging = one.packaging();
  badge(out, state(packaging, today));
  const std::array facts{web::Fact{msg::in_use_days, days_words(packaging, out.language())},
                         web::Fact{msg::items_of, items_words(packaging, one.shown.items, out.language())},
                         web::Fact{msg::designed_by, packaging.designer}};
  web::facts(out, facts);
  if (!packaging.change.empty()) {
    out << "<h2>"_h << msg::changed_heading << "</h2><p>"_h;
    lines(out, packaging.change_in(out.language()));
    out << "</p>"_h;
  }
  for (const Photo& photo : packaging.photos) {
    out << "<div class=\"photo-alone\">"_h;
    web::picture(out, picture_of(photo, packaging, one.shown.product, out.language(), Detail::whole), web::PictureRoom::alone,
                 photo.side == Side::front ? web::Loading::at_once : web::Loading::when_near);
    out << "</div>"_h;
  }
}

void what_was_noted(Html& out, const Packaging& packaging) {
  if (!packaging.notes.empty()) {
    out << "<h2>"_h << msg::notes_heading << "</h2><ul>"_h;
    for (const Note& note : packaging.notes) {
      const std::string& words = out.language() == Language::en && !note.words_en.empty() ? note.words_en : note.words;
      out << "<li>"_h;
      out.write(msg::note_on, {vietnam_date(note.noted).show(out.language()), words}) << "</li>"_h;
    }
    out << "</ul>"_h;
  }
  if (!packaging.label.empty()) {
    out << "<h2>"_h << msg::label_heading << "</h2><p>"_h;
    lines(out, packaging.label);
    out << "</p>"_h;
  }
  if (!packaging.lots.empty()) {
    out << "<h2>"_h << msg::lots_heading << "</h2><ul class=\"lots\">"_h;
    for (const std::string& lot : packaging.lots) out << "<li>"_h << lot << "</li>"_h;
    out << "</ul>"_h;
  }
}

// The page of modules/labels holds the words against the law; it is asked as a person would ask it, and keeps nothing.
void check_of_label(Html& out, const http::Request& request, const products::Product& product, const Packaging& packaging) {
  if (packaging.label.empty()) return;
  web::act(out, request, {.action = "/products/" + product.code + "/labels/check", .label = msg::check_label, .name = "words",
                          .value = packaging.label});
  out << "<p class=\"small\">"_h << msg::check_label_hint << "</p>"_h;
}

void acts_on_draft(Html& out, const std::string& path) {
  out << "<div class=\"acts\">"_h;
  web::link_button(out, msg::use, path + "/use");
  web::link_button(out, msg::edit, path + "/edit", web::ButtonKind::quiet);
  web::link_button(out, msg::remove, path + "/remove", web::ButtonKind::quiet);
  out << "</div>"_h;
}

void acts_on_used(Html& out, const http::Asked& call, const Packaging& packaging, const std::string& path) {
  out << "<div class=\"acts\">"_h;
  if (!packaging.until) web::link_button(out, msg::end, path + "/end", web::ButtonKind::quiet);
  if (!packaging.designer.empty()) web::act(out, call.request, {path + "/unname", msg::designer_remove});
  out << "</div>"_h;
  const web::Form form = web::form(call);
  constexpr int kRows = 3;
  if (packaging.lots.size() < rules::kMostLots) {
    web::open_form(out, form, path + "/lots");
    web::control(out, form, lot_words().shape(), "lots", {.rows = kRows});
    web::button(out, msg::lots_add, web::ButtonKind::quiet);
    web::close_form(out);
  }
  if (packaging.notes.size() < rules::kMostNotes) {
    web::open_form(out, form, path + "/notes");
    for (const std::string_view key : {"words", "words_en"}) web::control(out, form, note_words().shape(), key, {.rows = kRows});
    web::button(out, msg::note_add, web::ButtonKind::quiet);
    web::close_form(out);
  }
}

// ---- panels

bool may_write(const Shown& shown) { return shown.reach == Shown::Reach::all; }

void older_ones(Html& out, const Shown& shown, Date today) {
  constexpr std::size_t kOlder = 5;   // the rest are on their own page
  std::size_t told = 0;
  for (auto one = shown.packagings.rbegin(); one != shown.packagings.rend() && told < kOlder; ++one) {
    if (state(*one, today) != State::out_of_use) continue;
    if (told++ == 0) out << "<ul>"_h;
    out << "<li><a href=\""_h << web::link(out.language(), path_of(shown.product, one->id)) << "\">"_h
        << number_words(*one, out.language()) << "</a>: "_h;
    out.write(msg::panel_older, {one->until->show(out.language())}) << "</li>"_h;
  }
  if (told > 0) out << "</ul>"_h;
}

// Of those that see them.
void drafts(Html& out, const Shown& shown) {
  for (const Packaging& one : shown.packagings) {
    if (one.since) continue;
    out << "<p><a href=\""_h << web::link(out.language(), path_of(shown.product, one.id)) << "\">"_h << number_words(one, out.language())
        << "</a>: "_h << msg::panel_draft << "</p>"_h;
  }
}

struct Pages {
  const Service& service;
  const web::Site& site;

  Result<Response> list(const Call<>& call, std::string_view id) const {
    OCOP_TRY(shown, service.show(call.actor, id));
    const std::string title = format(msg::packagings_of, call.language(), {shown.product.name_in(call.language())});
    return page(site, call, shown, title, [&](Html& out) {
      out << "<p class=\"lead\">"_h << msg::lead << "</p>"_h;
      if (shown.packagings.empty()) web::empty_state(out, msg::none, may_write(shown) ? msg::none_teach : msg::none_yet);
      else strip(out, shown, service.today());
      if (may_write(shown) && shown.packagings.size() < rules::kMostPackagings) {
        out << "<p class=\"acts\">"_h;
        web::link_button(out, msg::add, path_of(shown.product) + "/new");
        out << "</p>"_h;
      }
      differences(out, call.request, shown);
    });
  }

  Result<Response> one(const Call<>& call, std::string_view id, PackagingId packaging) const {
    OCOP_TRY(found, service.one(call.actor, id, packaging));
    return one_page(site, call, found, service.today());
  }
};

}  // namespace

Response page(const web::Site& site, const http::Asked& call, const Shown& shown, const std::string& title,
              const std::function<void(Html&)>& body) {
  return web::page(site, call.request, {.title = title}, [&](Html& out) {
    const std::string name(shown.product.name_in(out.language()));
    const std::array way{web::Crumb{name, "/products/" + shown.product.code},
                         web::Crumb{in(msg::crumb, out.language()), path_of(shown.product)}, web::Crumb{title}};
    web::crumbs(out, way);
    out << "<h1>"_h << title << "</h1>"_h;
    body(out);
  });
}

Response one_page(const web::Site& site, const http::Asked& call, const Service::One& one, Date today) {
  const Shown& shown = one.shown;
  const Packaging& packaging = one.packaging();
  const std::string title =
      format(msg::number_of, call.language(), {std::to_string(packaging.number), shown.product.name_in(call.language())});
  return page(site, call, shown, title, [&](Html& out) {
    web::error_summary(out, web::form(call));
    what_it_is(out, one, today);
    what_was_noted(out, packaging);
    const std::string path = path_of(shown.product, packaging.id);
    if (may_write(shown)) {
      check_of_label(out, call.request, shown.product, packaging);
      if (packaging.since) acts_on_used(out, call, packaging, path);
      else acts_on_draft(out, path);
    }
    if (const auto before = rules::one_before(shown.packagings, one.at))
      difference(out, call.request, shown, shown.packagings[*before], packaging);
  });
}

void product_panel(Html& out, const http::Request& request, const Service& service, const products::Product& product) {
  if (product.merged_into) return;   // its code leads to the other record, whose packagings are shown
  const Shown shown = service.show(request.actor, product);
  if (shown.packagings.empty() && !may_write(shown)) return;
  const Date today = service.today();
  out << "<section class=\"panel stack\"><h2>"_h << msg::panel_heading << "</h2>"_h;
  bool any = false;
  for (const Packaging& packaging : shown.packagings) {
    if (state(packaging, today) != State::in_use) continue;
    any = true;
    out << "<div class=\"packaging\">"_h;
    small_front(out, packaging, product);
    out << "<p><a href=\""_h << web::link(request, path_of(product, packaging.id)) << "\">"_h << number_words(packaging, out.language())
        << "</a><br>"_h;
    out.write(msg::panel_now, {packaging.since->show(out.language())})
        << "<br>"_h << items_words(packaging, shown.items, out.language()) << "</p></div>"_h;
  }
  if (!any && !shown.packagings.empty()) out << "<p>"_h << msg::panel_none_now << "</p>"_h;
  older_ones(out, shown, today);
  drafts(out, shown);
  out << "<p class=\"acts\">"_h;
  if (shown.packagings.empty()) web::link_button(out, msg::begin, path_of(product) + "/new", web::ButtonKind::quiet);
  else web::link_button(out, may_write(shown) ? msg::manage : msg::see_all, path_of(product), web::ButtonKind::quiet);
  out << "</p></section>"_h;
}

void scan_panel(Html& out, const http::Request& request, const Service& service, const products::Product& product) {
  constexpr std::size_t kMost = 3;   // a scan is read on a phone, in a shop
  const Service::Now now = service.now(product.id);
  if (now.packagings.empty()) return;
  out << "<section class=\"stack\"><h2>"_h << msg::scan_heading << "</h2>"_h;
  for (std::size_t i = 0; i < now.packagings.size() && i < kMost; ++i) {
    const Packaging& packaging = now.packagings[i];
    out << "<div class=\"packaging\">"_h;
    small_front(out, packaging, product);
    out << "<p>"_h;
    out.write(msg::scan_since, {packaging.since->show(out.language())});
    if (!packaging.items.empty()) out << "<br>"_h << items_words(packaging, now.items, out.language());
    out << "</p></div>"_h;
  }
  out << "<p><a href=\""_h << web::link(request, path_of(product)) << "\">"_h << msg::scan_other << "</a></p></section>"_h;
}

void add_shown_pages(http::Router& router, Service& service, const web::Site& site) {
  http::Table(router, std::make_shared<const Pages>(Pages{service, site}))
      .get("/products/{id}/packagings", Policy::anyone(), &Pages::list, "Packagings that a product has and had")
      .get("/products/{id}/packagings/{packaging}", Policy::anyone(), &Pages::one, "One packaging of a product");
}

void add_pages(http::Router& router, Service& service, const web::Site& site, Random& random) {
  add_shown_pages(router, service, site);
  add_edit_pages(router, service, site, random);
}

}  // namespace ocop::packagings
