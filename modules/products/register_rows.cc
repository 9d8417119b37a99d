#include "modules/products/register_rows.h"

#include <algorithm>
#include <limits>

#include "kernel/base/text.h"
#include "modules/products/rules.h"

namespace ocop::products {
namespace {

// Places of the values that are texts of the row as well.
namespace at {
constexpr std::size_t kId = index_of("id"), kName = index_of("product_name"), kMaker = index_of("entity_name"),
                      kProvince = index_of("province"), kGroup = index_of("group"), kDecision = index_of("decision"),
                      kRecognition = index_of("recognition"), kSourceUrl = index_of("source_url"), kSourceKind = index_of("source_kind");
}  // namespace at

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}
template <class T>
std::optional<Date> day(T days, T none) { return days == none ? std::nullopt : std::optional(Date{days}); }

// Whether the row is what its values say.
bool is_of_its_values(const RegisterRow& row) {
  const RegisterValues& values = row.values;
  const Standing& standing = row.product.standing;
  return row.problems.empty() && row.product.register_id == values[at::kId] && row.product.name == values[at::kName] &&
         row.maker == values[at::kMaker] && row.province == values[at::kProvince] && row.product.group_as_printed == values[at::kGroup] &&
         standing.decision == values[at::kDecision] && standing.recognition == values[at::kRecognition] &&
         standing.source_url == values[at::kSourceUrl] && standing.source_kind == values[at::kSourceKind] &&
         standing.basis == Standing::Basis::imported;
}

}  // namespace

std::string_view RegisterRows::text(const Packed& packed, std::size_t at) {
  const std::size_t from = at == 0 ? 0 : packed.ends[at - 1];
  return std::string_view(packed.texts).substr(from, packed.ends[at] - from);
}

bool RegisterRows::pack(const RegisterRow& row, Packed& packed) {
  const auto digest = crypto::hex_decode(row.digest);
  if (!is_of_its_values(row) || !digest || digest->size() != packed.digest.size()) return false;
  std::ranges::transform(*digest, packed.digest.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
  const Product& product = row.product;
  std::array<std::string_view, kTexts> texts;
  std::ranges::copy(row.values, texts.begin());
  const std::string units = joined(row.units);
  texts[kProvince] = product.province;
  texts[kCommune] = product.commune;
  texts[kUnitChoices] = product.unit_choices;
  texts[kPlace] = product.place_as_printed;
  texts[kOwnCode] = row.code;
  texts[kUnits] = units;
  std::size_t size = 0;
  for (const std::string_view one : texts) size += one.size();
  if (size > std::numeric_limits<std::uint16_t>::max()) return false;
  packed.texts.reserve(size);
  for (std::size_t i = 0; i < kTexts; ++i) {
    packed.texts.append(texts[i]);
    packed.ends[i] = static_cast<std::uint16_t>(packed.texts.size());
  }
  const Standing& standing = product.standing;
  packed.year = standing.year.value_or(0);
  packed.decided = standing.decided ? standing.decided->days : kNoDay;
  packed.valid_until = standing.valid_until ? standing.valid_until->days : kNoDay;
  packed.stars = static_cast<std::int8_t>(standing.stars);
  packed.kind = row.kind;
  return true;
}

void RegisterRows::add(RegisterRow row) {
  Packed& packed = rows_.emplace_back();
  packed.row = row.where.row;
  packed.line = static_cast<std::uint32_t>(row.where.line);
  auto sheet = std::ranges::find(sheets_, row.where.sheet);
  if (sheet == sheets_.end()) sheet = sheets_.insert(sheets_.end(), row.where.sheet);
  packed.sheet = static_cast<std::uint16_t>(sheet - sheets_.begin());
  if (!pack(row, packed)) whole_.emplace(rows_.size() - 1, std::move(row));
}

const RegisterRow* RegisterRows::whole(std::size_t row) const {
  const auto found = whole_.find(row);
  return found == whole_.end() ? nullptr : &found->second;
}

RegisterRow RegisterRows::operator[](std::size_t row) const {
  const RegisterRow* whole = this->whole(row);
  return whole ? *whole : unpack(rows_.at(row));
}

RegisterRow RegisterRows::unpack(const Packed& packed) const {
  const auto string = [&](std::size_t at) { return std::string(text(packed, at)); };
  RegisterRow out;
  out.where = {sheets_[packed.sheet], packed.row, packed.line};
  for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] = text(packed, i);
  out.maker = out.values[at::kMaker];
  out.province = out.values[at::kProvince];
  out.kind = packed.kind;
  out.code = string(kOwnCode);
  out.digest = text::hex({reinterpret_cast<const char*>(packed.digest.data()), packed.digest.size()});
  if (!text(packed, kUnits).empty())
    for (const std::string_view unit : text::split(text(packed, kUnits), ' ')) out.units.emplace_back(unit);
  Product& product = out.product;
  product.register_id = out.values[at::kId];
  product.name = out.values[at::kName];
  product.group_as_printed = out.values[at::kGroup];
  product.group = rules::group_of_printed(product.group_as_printed);
  product.province = string(kProvince);
  product.commune = string(kCommune);
  product.unit_choices = string(kUnitChoices);
  product.place_as_printed = string(kPlace);
  Standing& standing = product.standing;
  standing.basis = Standing::Basis::imported;
  standing.stars = packed.stars;
  standing.decision = out.values[at::kDecision];
  standing.decided = day(packed.decided, kNoDay);
  if (packed.year != 0) standing.year = packed.year;
  standing.valid_until = day(packed.valid_until, kNoDay);
  standing.recognition = out.values[at::kRecognition];
  standing.source_url = out.values[at::kSourceUrl];
  standing.source_kind = out.values[at::kSourceKind];
  return out;
}

bool RegisterRows::sound(std::size_t row) const {
  const RegisterRow* whole = this->whole(row);
  return !whole || whole->problems.empty();
}
std::string_view RegisterRows::code(std::size_t row) const {
  const RegisterRow* whole = this->whole(row);
  return whole ? std::string_view(whole->code) : text(rows_.at(row), kOwnCode);
}
std::string_view RegisterRows::register_id(std::size_t row) const {
  const RegisterRow* whole = this->whole(row);
  return whole ? std::string_view(whole->product.register_id) : text(rows_.at(row), at::kId);
}
std::string RegisterRows::digest(std::size_t row) const {
  const RegisterRow* whole = this->whole(row);
  const crypto::Digest& digest = rows_.at(row).digest;
  return whole ? whole->digest : text::hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

likeness::Record RegisterRows::record(std::size_t row) const {
  if (const RegisterRow* whole = this->whole(row)) {
    const Product& product = whole->product;
    const Standing& standing = product.standing;
    return {product.register_id, product.province,  product.name,  whole->maker,       product.place_as_printed,
            product.commune,     standing.decision, product.group, standing.source_url, standing.year, standing.stars};
  }
  const Packed& packed = rows_.at(row);
  return {.id = text(packed, at::kId), .province = text(packed, kProvince), .name = text(packed, at::kName),
          .maker = text(packed, at::kMaker),
          .place = text(packed, kPlace), .commune = text(packed, kCommune), .decision = text(packed, at::kDecision),
          .group = rules::group_of_printed(text(packed, at::kGroup)), .source = text(packed, at::kSourceUrl),
          .year = packed.year == 0 ? std::nullopt : std::optional(packed.year), .stars = packed.stars};
}

void RegisterRows::spoil(std::size_t row, std::vector<Problem> problems) {
  RegisterRow spoilt = (*this)[row];
  spoilt.problems = std::move(problems);
  whole_.insert_or_assign(row, std::move(spoilt));
}

}  // namespace ocop::products
