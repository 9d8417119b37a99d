#include "modules/items/requests.h"

#include "modules/items/messages.h"
#include "modules/items/rules.h"

namespace ocop::items {
namespace {

using input::Need;

constexpr std::int64_t kOption = 60;        // what a button of a channel shows
constexpr std::int64_t kContent = 30;       // "1.250,5 kg"
constexpr std::int64_t kMoney = 30;         // "10.000.000.000 đồng"
constexpr std::int64_t kGtin = 20;          // 14 digits, typed with gaps
constexpr std::int64_t kSku = 50;           // the shortest limit of the channels (Google's id)
constexpr std::int64_t kShortName = 65;     // Google's short_title
constexpr std::int64_t kBrand = 70;         // Google's brand
constexpr std::int64_t kHsCode = 12;        // eight digits with points
constexpr std::int64_t kMostVat = 10;       // percent: the highest rate of Vietnam
constexpr std::int64_t kMostMonths = 12;

std::vector<input::Member<ItemWords>> item_fields() {
  return {
      input::line("content", &ItemWords::content,
                  {.label = msg::content,
                   .hint = msg::content_hint,
                   .need = Need::optional,
                   .most = kContent,
                   .about = "\"300 g\", \"1,5 kg\", \"12 gói\""}),
      input::line("price", &ItemWords::price,
                  {.label = msg::price,
                   .hint = msg::price_hint,
                   .need = Need::optional,
                   .most = kMoney,
                   .about = "đồng with VAT; absent = on request"}),
      input::line("list_price", &ItemWords::list_price,
                  {.label = msg::list_price,
                   .hint = msg::list_price_hint,
                   .need = Need::optional,
                   .most = kMoney,
                   .about = "đồng, before a reduction"}),
      input::line("option", &ItemWords::option, {.label = msg::option, .hint = msg::option_hint, .need = Need::optional, .most = kOption}),
      input::line("option_two", &ItemWords::option_two, {.label = msg::option_two, .need = Need::optional, .most = kOption}),
      input::integer("stock", &ItemWords::stock,
                     {.label = msg::stock,
                      .hint = msg::stock_hint,
                      .need = Need::optional,
                      .most = rules::kMostPieces,
                      .about = "pieces; absent = made to order"}),
      input::integer("least", &ItemWords::least, {.label = msg::least, .need = Need::optional, .least = 1, .most = rules::kMostPieces}),
      input::line("gtin", &ItemWords::gtin, {.label = msg::gtin, .hint = msg::gtin_hint, .need = Need::optional, .most = kGtin}),
      input::line("sku", &ItemWords::sku, {.label = msg::sku, .hint = msg::sku_hint, .need = Need::optional, .most = kSku}),
      input::integer("parcel_grams", &ItemWords::parcel_grams,
                     {.label = msg::parcel_grams, .hint = msg::parcel_hint, .need = Need::optional, .most = rules::kMostParcelGrams}),
      input::integer("parcel_length", &ItemWords::parcel_length,
                     {.label = msg::parcel_length, .need = Need::optional, .most = rules::kMostParcelSide}),
      input::integer("parcel_width", &ItemWords::parcel_width,
                     {.label = msg::parcel_width, .need = Need::optional, .most = rules::kMostParcelSide}),
      input::integer("parcel_height", &ItemWords::parcel_height,
                     {.label = msg::parcel_height, .need = Need::optional, .most = rules::kMostParcelSide})};
}

input::Declaration<ItemWords> declared(std::vector<input::Member<ItemWords>> members) {
  return input::Declaration<ItemWords>(std::vector<input::Slot>(members.begin(), members.end()));
}

input::Options optional(const Message& label, std::int64_t most) { return {.label = label, .need = Need::optional, .most = most}; }

}  // namespace

const input::Declaration<ItemWords>& new_item() {
  static const input::Declaration<ItemWords> fields = declared(item_fields());
  return fields;
}

const input::Declaration<ItemWords>& changed_item() {
  static const input::Declaration<ItemWords> fields = [] {
    auto all = item_fields();
    all.insert(all.begin(), input::version(&ItemWords::version));
    return declared(std::move(all));
  }();
  return fields;
}

const input::Declaration<Version>& item_version() {
  static const input::Declaration<Version> fields{input::version(&Version::version)};
  return fields;
}

const input::Declaration<SheetWords>& sheet_words() {
  constexpr std::int64_t kSummary = 3'000;   // what the strictest channel takes of a description (Shopee)
  constexpr std::int64_t kNote = 500;        // ingredients, storage: what a label holds
  static const input::Declaration<Sheet> sheet{
      input::version(&Sheet::version),
      input::line("brand", &Sheet::brand, {.label = msg::brand, .hint = msg::brand_hint, .need = Need::optional, .most = kBrand}),
      input::line("short_name", &Sheet::short_name,
                  {.label = msg::short_name, .hint = msg::short_name_hint, .need = Need::optional, .most = kShortName}),
      input::line("short_name_en", &Sheet::short_name_en, optional(msg::short_name_en, kShortName)),
      input::paragraph("summary", &Sheet::summary,
                       {.label = msg::summary, .hint = msg::summary_hint, .need = Need::optional, .most = kSummary}),
      input::paragraph("summary_en", &Sheet::summary_en, optional(msg::summary_en, kSummary)),
      input::paragraph("ingredients", &Sheet::ingredients,
                       {.label = msg::ingredients, .hint = msg::ingredients_hint, .need = Need::optional, .most = kNote}),
      input::paragraph("ingredients_en", &Sheet::ingredients_en, optional(msg::ingredients_en, kNote)),
      input::line("allergens", &Sheet::allergens,
                  {.label = msg::allergens, .hint = msg::allergens_hint, .need = Need::optional, .most = kNote}),
      input::line("allergens_en", &Sheet::allergens_en, optional(msg::allergens_en, kNote)),
      input::paragraph("storage", &Sheet::storage,
                       {.label = msg::storage, .hint = msg::storage_hint, .need = Need::optional, .most = kNote}),
      input::paragraph("storage_en", &Sheet::storage_en, optional(msg::storage_en, kNote)),
      input::paragraph("usage", &Sheet::usage, optional(msg::usage, kNote)),
      input::paragraph("usage_en", &Sheet::usage_en, optional(msg::usage_en, kNote)),
      input::integer("shelf_life_days", &Sheet::shelf_life_days,
                     {.label = msg::shelf_life, .hint = msg::shelf_life_hint, .need = Need::optional, .most = rules::kMostDays}),
      input::integer("lead_days", &Sheet::lead_days,
                     {.label = msg::lead_days, .hint = msg::lead_days_hint, .need = Need::optional, .most = rules::kMostDays}),
      input::paragraph("returns", &Sheet::returns,
                       {.label = msg::returns, .hint = msg::returns_hint, .need = Need::optional, .most = kNote}),
      input::paragraph("returns_en", &Sheet::returns_en, optional(msg::returns_en, kNote)),
      input::line("axis", &Sheet::axis, {.label = msg::axis, .hint = msg::axis_hint, .need = Need::optional, .most = kOption}),
      input::line("axis_two", &Sheet::axis_two, optional(msg::axis_two, kOption)),
      input::line("hs_code", &Sheet::hs_code, {.label = msg::hs_code, .hint = msg::hs_code_hint, .need = Need::optional, .most = kHsCode}),
      input::integer("vat", &Sheet::vat, {.label = msg::vat, .hint = msg::vat_hint, .need = Need::optional, .most = kMostVat})};
  static const input::Declaration<SheetWords> fields(sheet, {input::words("months", &SheetWords::months,
                                                                          {.label = msg::months,
                                                                           .hint = msg::months_hint,
                                                                           .need = Need::optional,
                                                                           .most = kMostMonths,
                                                                           .about = "\"1\" to \"12\"; none = the whole year"})});
  return fields;
}

}  // namespace ocop::items
