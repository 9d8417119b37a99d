#include "modules/products/parts.h"

#include "kernel/i18n/translate.h"
#include "kernel/web/picture.h"
#include "modules/marks/marks.h"
#include "modules/products/messages.h"

namespace ocop::products {

using web::Html;
using web::operator""_h;

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
  const Message& kind = standing.source_kind == "official" ? msg::source_official
                        : standing.source_kind == "news"   ? msg::source_news
                        : standing.source_kind == "mirror" ? msg::source_mirror
                        : standing.source_kind == "github" ? msg::source_github
                                                           : msg::source_entered;
  return std::string(translate(kind, language));
}

void standing(Html& out, const Product& product, Date today) {
  const Validity validity_now = validity(product.standing, today);
  if (product.standing.stars > 0) marks::stars(out, product.standing.stars, validity_now, product.standing.valid_until);
  else marks::validity_badge(out, validity_now);
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
    out << places.show(product.province, product.commune, out.language()) << "</p></li>"_h;
  }
  out << "</ul>"_h;
}

}  // namespace ocop::products
