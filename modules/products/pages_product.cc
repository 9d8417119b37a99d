#include "modules/products/pages_product.h"

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/picture.h"
#include "modules/marks/marks.h"
#include "modules/products/messages.h"
#include "modules/products/pages_photos.h"
#include "modules/products/parts.h"
#include "modules/products/requests.h"
#include "modules/products/units.h"

namespace ocop::products {
namespace {

using http::Request;
using web::Html;
using web::operator""_h;


bool is_member(const Request& request, const Product& product) {
  return product.producer != ProducerId{} && Scope::for_task(request.actor, Task::products).covers({}, {}, product.producer);
}

bool is_of_province(const Request& request, const Product& product) {
  return Scope::of(request.actor, {Role::provincial_body}).covers(product.province, {}, {});
}

void write_head(Html& out, const Request& request, const Service& service, const Service::Shown& shown_product) {
  const Product& product = shown_product.product;
  const Language language = out.language();
  const std::string place = place_words(service.places(), product, language);
  const std::string group = in(group_label(product.group), language);
  out << "<div class=\"product-head\">"_h;
  if (shown_product.photos.empty()) {
    const web::Motif& drawing = marks::motif_of_product(product.group, product.name, product.product_set);
    web::motif(out, drawing, in(drawing.words, language));
  } else {
    out << "<div>"_h;
    web::picture(out, picture_of(shown_product.photos.front(), language), web::PictureRoom::head, web::Loading::at_once);
    photo_credit(out, shown_product.photos.front());
    out << "</div>"_h;
  }
  out << "<div class=\"stack\"><h1>"_h << product.name_in(language) << "</h1>"_h;
  standing(out, product, service.today());
  if (const auto* words = [&]() -> const Message* {
        switch (validity(product.standing, service.today())) {
          case Validity::reported: return &msg::standing_reported;
          case Validity::lapsed: return &msg::standing_lapsed;
          case Validity::not_verified: return &msg::standing_not_verified;
          case Validity::withdrawn: return &msg::standing_withdrawn;
          default: return nullptr;
        }
      }()) {
    out << "<p>"_h << *words << "</p>"_h;
  }
  out << "<p>"_h;
  if (shown_product.maker) {
    out << "<a href=\""_h << web::link(request, "/producers/" + shown_product.maker->id.text()) << "\">"_h
        << shown_product.maker->name_in(language) << "</a><br>"_h;
  }
  std::string place_path = "/places/" + product.province;
  if (!product.commune.empty() && product.unit_choices.empty()) place_path += "/" + product.commune;
  out << "<a href=\""_h << web::link(request, place_path) << "\">"_h << place << "</a></p><div class=\"acts\">"_h;
  web::link_button(out, msg::scan_page, "/s/" + product.code, web::ButtonKind::quiet);
  web::link_button(out, msg::report_fake, "/s/" + product.code + "/report", web::ButtonKind::quiet);
  if (is_of_province(request, product))
    web::link_button(out, msg::unit_crumb, "/products/" + product.code + "/unit", web::ButtonKind::quiet);
  if (is_member(request, product)) {
    web::link_button(out, msg::open_dossier, "/dossiers/new?product=" + product.id.text());
    web::link_button(out, msg::photos_manage, "/products/" + product.code + "/photos", web::ButtonKind::quiet);
    web::link_button(out, msg::edit_product, "/products/" + product.code + "/edit", web::ButtonKind::quiet);
  }
  out << "</div></div></div>"_h;
}

const Message& recognition_words(std::string_view recognition) {
  return recognition == "decision"         ? msg::recognition_decision
         : recognition == "council_result" ? msg::recognition_council
         : recognition == "unofficial_list" ? msg::recognition_unofficial
                                            : msg::recognition_reported;
}

void write_record(Html& out, const Service& service, const Service::Shown& shown_product) {
  const Product& product = shown_product.product;
  const Standing& standing = product.standing;
  const Language language = out.language();
  std::vector<web::Fact> facts{{msg::fact_name, product.name}};
  if (shown_product.maker) facts.push_back({msg::fact_maker, shown_product.maker->name, "/producers/" + shown_product.maker->id.text()});
  else facts.push_back({msg::fact_maker, in(msg::maker_not_named, language)});
  facts.push_back({msg::fact_group, product.group.empty() && !product.group_as_printed.empty() ? product.group_as_printed
                                                                                              : in(group_label(product.group), language)});
  if (!product.product_set.empty()) {
    // "QD26-13": the rulebook's name is not part of the product; its page lists the sets.
    facts.push_back({msg::fact_set, product.product_set, "/rulebooks"});
  }
  facts.push_back({msg::fact_place, place_words(service.places(), product, language), "/places/" + product.province});
  for (const places::Commune* choice : offered_units(service.places(), product)) {
    facts.push_back({msg::units_may_be, service.places().show({}, choice->code, language),
                     "/places/" + choice->province + "/" + choice->code});
  }
  if (!product.place_as_printed.empty()) facts.push_back({msg::fact_place_printed, product.place_as_printed});
  if (!standing.decision.empty()) facts.push_back({msg::fact_decision, standing.decision});
  if (standing.decided) facts.push_back({msg::fact_decided, standing.decided->show(language)});
  else if (standing.year) facts.push_back({msg::fact_year, std::to_string(*standing.year)});
  if (standing.valid_until && !standing.withdrawn)
    facts.push_back({msg::fact_until, until_words(standing, service.today(), language)});
  if (standing.basis == Standing::Basis::imported)
    facts.push_back({msg::fact_recognition, in(recognition_words(standing.recognition), language)});
  if (!product.gtin.empty()) facts.push_back({msg::fact_gtin, product.gtin});
  facts.push_back({msg::fact_code, product.code, "/s/" + product.code});
  if (shown_product.original)
    facts.push_back({msg::possible_duplicate, shown_product.original->name, product_path(*shown_product.original)});
  web::open_record(out, msg::official_record);
  web::facts(out, facts);
  web::close_record(out, source_line(standing, language), standing.source_url);
}

// What another record of the product says: its standing, certificates and links stay its own, and are found here.
void write_merged(Html& out, const Request& request, const Product& merged, std::span<const Panel> panels) {
  const Standing& standing = merged.standing;
  std::vector<web::Fact> facts;
  if (standing.stars > 0) facts.push_back({msg::facet_stars, std::to_string(standing.stars)});
  if (!standing.decision.empty()) facts.push_back({msg::fact_decision, standing.decision});
  if (standing.decided) facts.push_back({msg::fact_decided, standing.decided->show(out.language())});
  else if (standing.year) facts.push_back({msg::fact_year, std::to_string(*standing.year)});
  if (standing.valid_until && !standing.withdrawn) facts.push_back({msg::fact_until, standing.valid_until->show(out.language())});
  if (!merged.gtin.empty()) facts.push_back({msg::fact_gtin, merged.gtin});
  facts.push_back({msg::fact_code, merged.code, "/s/" + merged.code});
  out << "<h2>"_h;
  out.write(msg::merged_heading, {std::string(merged.name_in(out.language())), merged.code}) << "</h2>"_h;
  web::facts(out, facts);
  for (const Panel& panel : panels) panel.show(out, request, merged);
}

void write_story(Html& out, const Service& service, const Service::Shown& shown_product) {
  const Product& product = shown_product.product;
  const std::string& own = out.language() == Language::en && !product.story_en.empty() ? product.story_en : product.story;
  if (own.empty()) {
    out << "<p class=\"small\">"_h << msg::no_story << "</p>"_h;
    return;
  }
  const std::string maker = shown_product.maker ? std::string(shown_product.maker->name_in(out.language())) : std::string();
  web::open_story(out, maker, service.places().show(product.province, product.commune, out.language()));
  for (const std::string_view paragraph : text::split(own, '\n'))
    if (!text::trim(paragraph).empty()) out << "<p>"_h << text::trim(paragraph) << "</p>"_h;
  web::close_story(out);
}

}  // namespace

void write_product(Html& out, const Request& request, const Service& service, const Service::Shown& shown_product,
                   std::span<const Panel> panels) {
  const Product& product = shown_product.product;
  const places::Province* province = service.places().province(product.province);
  const std::array way{
      web::Crumb{in(msg::catalogue_title, out.language()), "/products"},
      web::Crumb{province ? std::string(province->name_in(out.language())) : product.province, "/products?province=" + product.province},
      web::Crumb{std::string(product.name_in(out.language()))}};
  web::crumbs(out, way);
  write_head(out, request, service, shown_product);
  out << "<div class=\"split\"><div>"_h;
  write_story(out, service, shown_product);
  out << "</div><div class=\"stack\">"_h;
  write_record(out, service, shown_product);
  for (const Panel& panel : panels) panel.show(out, request, product);
  for (const Product& merged : shown_product.merged) write_merged(out, request, merged, panels);
  out << "</div></div>"_h;
  photo_gallery(out, shown_product.photos);
  if (!shown_product.similar.empty()) {
    out << "<h2>"_h << msg::similar << "</h2>"_h;
    tiles(out, shown_product.similar, service.places(), service.today());
  }
}

void write_edit_form(Html& out, const http::Asked& call, const Product& product) {
  // What the person saw: another's change meanwhile is a conflict, not overwritten.
  const http::Fields shown = wording_fields().show({product.version, product.name_en, product.story, product.story_en, product.gtin});
  const web::Form form = web::form(call, &shown);
  const input::Shape& shape = wording_fields().shape();
  constexpr int kRows = 8;
  out << "<h1>"_h << format(msg::edit_title, out.language(), {product.name}) << "</h1><p class=\"lead\">"_h << msg::edit_intro << "</p>"_h;
  web::error_summary(out, form);
  web::open_form(out, form, "/products/" + product.code + "/edit");
  for (const std::string_view field : {"version", "name_en", "gtin"}) web::control(out, form, shape, field);
  for (const std::string_view field : {"story", "story_en"}) web::control(out, form, shape, field, {.rows = kRows});
  out << "<div class=\"acts\">"_h;
  web::button(out, msg::save);
  out << "</div>"_h;
  web::close_form(out);
}

}  // namespace ocop::products
