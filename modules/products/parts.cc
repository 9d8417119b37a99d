#include "modules/products/parts.h"

#include "kernel/i18n/translate.h"
#include "kernel/web/picture.h"
#include "modules/marks/marks.h"
#include "modules/products/messages.h"
#include "modules/products/units.h"

namespace ocop::products {

using web::Html;
using web::operator""_h;

const Message& group_words(std::string_view group) { return group_label(group); }

const Message& group_label(std::string_view group) {
  static constexpr std::array<const Message*, 7> kLabels{&msg::group_none, &msg::group_1, &msg::group_2, &msg::group_3,
                                                         &msg::group_4,    &msg::group_5, &msg::group_6};
  constexpr std::array<std::string_view, 7> kCodes{"", "I", "II", "III", "IV", "V", "VI"};
  for (std::size_t i = 0; i < kCodes.size(); ++i)
    if (kCodes[i] == group) return *kLabels[i];
  return *kLabels[0];
}

std::string product_path(const Product& product) { return "/products/" + product.code; }

std::string source_line(const Standing& standing, Language language) {
  if (standing.basis == Standing::Basis::certificate) return std::string(translate(msg::source_certificate, language));
  if (standing.basis == Standing::Basis::confirmed) return std::string(translate(msg::source_confirmed, language));
  const Message& kind = standing.source_kind == "official" ? msg::source_official
                        : standing.source_kind == "news"   ? msg::source_news
                        : standing.source_kind == "mirror" ? msg::source_mirror
                        : standing.source_kind == "github" ? msg::source_github
                                                           : msg::source_entered;
  return std::string(translate(kind, language));
}

void standing(Html& out, const Product& product, Date today) {
  const Validity validity_now = validity(product.standing, today);
  if (product.standing.stars > 0) marks::stars(out, product.standing.stars, validity_now, shown_until(product.standing, today));
  else marks::validity_badge(out, validity_now);
}

std::string place_words(const places::Index& places, const Product& product, Language language) {
  const auto offered = offered_units(places, product);
  if (offered.size() < 2) return places.show(product.province, product.commune, language);
  std::string names;
  for (const places::Commune* one : offered) names.append(names.empty() ? "" : ", ").append(one->full_name_in(language));
  const std::string province = places.show(product.province, {}, language);
  if (offered.size() == 2) return format(msg::one_of_two_units, language, {names, province});
  return format(msg::one_of_units, language, {std::to_string(offered.size()), names, province});
}

void tiles(Html& out, std::span<const Item> items, const places::Index& places, Date today) {
  if (items.empty()) return;
  out << "<ul class=\"tiles\">"_h;
  for (const Item& item : items) {
    const Product& product = item.product;
    out << "<li class=\"tile\">"_h;
    if (item.photo) web::picture(out, picture_of(*item.photo, out.language()), web::PictureRoom::tile, web::Loading::when_near);
    else web::motif(out, marks::motif_of_product(product.group, product.name, product.product_set), "");
    out << "<h3><a href=\""_h << web::link(out.language(), product_path(product)) << "\">"_h << product.name_in(out.language())
        << "</a></h3>"_h;
    standing(out, product, today);
    out << "<p class=\"where\">"_h;
    if (!item.maker.empty()) out << item.maker << "<br>"_h;
    out << place_words(places, product, out.language()) << "</p></li>"_h;
  }
  out << "</ul>"_h;
}

}  // namespace ocop::products
