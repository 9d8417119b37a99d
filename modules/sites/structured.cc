#include <algorithm>
#include <stdexcept>

#include "kernel/gs1/gtin.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/sites/messages.h"
#include "modules/sites/view.h"

// JSON-LD of a page by schema.org 29: LocalBusiness, Product, Certification.
namespace ocop::sites {
namespace {

using json::Writer;
constexpr std::string_view kSchema = "https://schema.org/";

std::string clock(int minutes) {
  const std::string hours = rules::show(minutes);
  return hours.size() == 4 ? "0" + hours : hours;          // "07:30"
}

// What search engines read: the largest JPEG.
void write_image(Writer& out, std::span<const products::PhotoFile> files, const std::string& public_url) {
  const products::PhotoFile* best = nullptr;
  for (const products::PhotoFile& file : files)
    if (file.encoding == images::Encoding::jpeg && file.size != images::Size::square) best = &file;
  if (best) out.field("image", public_url + products::media_path(*best));
}

void write_hours(Writer& out, const Week& week) {
  constexpr std::array<std::string_view, kWeekdays> kDays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  if (!rules::has_hours(week)) return;
  out.member("openingHoursSpecification").begin_array();
  for (std::size_t day = 0; day < kWeekdays; ++day) {
    if (!week[day]) continue;
    out.begin_object().field("@type", "OpeningHoursSpecification").field("dayOfWeek", std::string(kSchema) + std::string(kDays[day]));
    out.field("opens", clock(week[day]->from)).field("closes", clock(week[day]->to)).end_object();
  }
  out.end_array();
}

void write_business(Writer& out, const Page& page, const places::Index& places, const std::string& public_url, Language language) {
  const std::string url = public_url + web::link(language, "/" + page.name);
  out.begin_object().field("@type", "LocalBusiness").field("@id", url).field("url", url);
  out.field("name", page.producer.name_in(language)).field("legalName", page.producer.name);
  if (const Picture* face = page.picture(page.contact.face)) write_image(out, face->files, public_url);
  if (!page.contact.phone.empty()) out.field("telephone", page.contact.phone);
  if (!page.contact.tax_code.empty()) out.field("taxID", page.contact.tax_code);
  out.member("address").begin_object().field("@type", "PostalAddress");
  const places::Commune* commune = places.commune(page.producer.commune);
  const places::Province* province = places.province(page.producer.province);
  if (commune) out.field("addressLocality", commune->full_name_in(language));
  if (province) out.field("addressRegion", province->name_in(language));
  out.field("addressCountry", "VN").end_object();
  if (page.content.point) {
    out.member("geo").begin_object().field("@type", "GeoCoordinates");
    const std::string point = rules::show(page.content.point);   // "22.66670, 106.13330"
    out.member("latitude").number(point.substr(0, point.find(',')));
    out.member("longitude").number(point.substr(point.find(' ') + 1)).end_object();
  }
  write_hours(out, page.content.week);
  out.end_object();
}

// The certification only while it holds; whoever reads this keeps it, so its end is said.
void write_certification(Writer& out, const products::Standing& standing, int stars) {
  out.member("hasCertification").begin_object().field("@type", "Certification");
  out.field("name", "OCOP " + std::to_string(stars) + " sao").field("certificationIdentification", standing.decision);
  out.field("certificationStatus", std::string(kSchema) + "CertificationActive");
  if (standing.decided) out.field("datePublished", *standing.decided);
  if (const auto last = products::last_day(standing)) out.field("expires", *last);
  out.end_object();
}

std::string_view word_of(items::Availability availability) {
  switch (availability) {
    case items::Availability::in_stock: return "InStock";
    case items::Availability::to_order: return "MadeToOrder";
    case items::Availability::sold_out: return "OutOfStock";
  }
  throw std::logic_error("an availability that has no word");
}

// What the maker asks for it; without a price there is no offer.
void write_offers(Writer& out, const Page& page, const products::Product& product, const std::string& url) {
  const auto sold = page.items.find(product.id);
  if (sold == page.items.end()) return;
  const auto has_price = [](const items::Item& item) { return item.price > 0; };
  if (std::ranges::none_of(sold->second, has_price)) return;
  out.member("offers").begin_array();
  for (const items::Item& item : sold->second) {
    if (!has_price(item)) continue;
    out.begin_object().field("@type", "Offer").field("url", url).field("price", item.price).field("priceCurrency", "VND");
    out.field("availability", std::string(kSchema) + std::string(word_of(items::availability(item))));
    out.field("itemCondition", std::string(kSchema) + "NewCondition").end_object();
  }
  out.end_array();
}

}  // namespace

std::string structured_data_of(const Page& page, const places::Index& places, const std::string& public_url, Language language) {
  const Date today = vietnam_date(page.now);
  Writer out;
  out.begin_object().field("@context", "https://schema.org").member("@graph").begin_array();
  write_business(out, page, places, public_url, language);
  for (const products::Product& product : page.products) {
    out.begin_object().field("@type", "Product").field("name", product.name_in(language));
    const std::string url = public_url + web::link(language, "/products/" + product.code);
    out.field("url", url);
    // A number that a company gives within its own walls (02, 04, 20–29) or to coupons (98, 99) is other things elsewhere.
    if (!product.gtin.empty() && gs1::circulation_of(product.gtin) == gs1::Circulation::open) out.field("gtin", product.gtin);
    if (const auto photo = page.photos.find(product.id); photo != page.photos.end()) write_image(out, photo->second.files, public_url);
    out.member("manufacturer").begin_object().field("@id", public_url + web::link(language, "/" + page.name)).end_object();
    write_offers(out, page, product, url);
    if (const int stars = products::stars_in_force(product.standing, today); stars > 0) write_certification(out, product.standing, stars);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace ocop::sites
