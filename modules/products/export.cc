#include "modules/products/export.h"

#include "kernel/base/csv.h"
#include "kernel/i18n/translate.h"
#include "kernel/sheets/writer.h"
#include "modules/products/messages.h"
#include "modules/products/parts.h"

namespace ocop::products {
namespace {

constexpr std::array<const Message*, 13> kHeadings{&msg::export_name,     &msg::export_maker, &msg::export_kind,     &msg::export_commune,
                                                   &msg::export_province, &msg::export_stars, &msg::export_standing, &msg::export_decision,
                                                   &msg::export_decided,  &msg::export_until, &msg::export_group,    &msg::export_code,
                                                   &msg::export_source};

std::string in(const Message& message, Language language) { return std::string(translate(message, language)); }

std::vector<std::string> cells(const Item& item, const places::Index& places, Date today, Language language) {
  const Product& product = item.product;
  const Standing& standing = product.standing;
  const places::Commune* commune = places.commune(product.commune);
  const places::Province* province = places.province(product.province);
  return {product.name,
          item.maker,
          in(producers::label(item.maker_kind), language),
          commune ? std::string(commune->full_name_in(language)) : std::string(),
          province ? std::string(province->name_in(language)) : product.province,
          standing.stars ? std::to_string(standing.stars) : std::string(),
          in(marks::word(validity(standing, today)), language),
          standing.decision,
          standing.decided ? standing.decided->iso() : standing.year ? std::to_string(*standing.year) : std::string(),
          standing.valid_until ? standing.valid_until->iso() : std::string(),
          in(group_label(product.group), language),
          product.code,
          standing.source_url};
}

}  // namespace

std::string to_csv(std::span<const Item> items, const places::Index& places, Date today, Language language) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string out(kByteOrderMark);
  std::vector<std::string> heading;
  for (const Message* message : kHeadings) heading.push_back(in(*message, language));
  out.append(csv::write(heading));
  for (const Item& item : items) out.append(csv::write(cells(item, places, today, language)));
  return out;
}

Result<std::string> to_xlsx(std::span<const Item> items, const places::Index& places, Instant now, Language language) {
  constexpr double kNameWidth = 36, kUsualWidth = 18;
  constexpr std::size_t kNameColumns = 2, kStars = 5, kDecided = 8, kUntil = 9;
  std::vector<sheets::ColumnPlan> columns;
  for (const Message* heading : kHeadings)
    columns.push_back({in(*heading, language), columns.size() < kNameColumns ? kNameWidth : kUsualWidth});
  OCOP_TRY(writer, sheets::Writer::open(in(msg::export_sheet, language), columns, now));
  for (const Item& item : items) {
    const Standing& standing = item.product.standing;
    const auto texts = cells(item, places, vietnam_date(now), language);
    std::vector<sheets::Value> values(texts.begin(), texts.end());
    if (standing.stars) values[kStars] = std::int64_t{standing.stars};
    if (standing.decided) values[kDecided] = *standing.decided;
    if (standing.valid_until) values[kUntil] = *standing.valid_until;
    OCOP_CHECK(writer.row(values));
  }
  return writer.finish();
}

}  // namespace ocop::products
