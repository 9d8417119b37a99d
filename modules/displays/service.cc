#include "modules/displays/service.h"

#include "kernel/base/text.h"
#include "modules/displays/rules.h"

namespace ocop::displays {
Result<Facts> Service::read(db::Reader& reader, const Actor& actor, std::string_view id, Language language) const {
  auto product = products::find(reader, parts_.products, id);
  const Scope scope = Scope::for_task(actor, Task::products);
  if (!product || product->producer == ProducerId{} || !scope.covers({}, {}, product->producer))
    return Error::of(ErrorKind::not_found, "product " + std::string(id));
  Facts out{.product = std::move(*product), .now = parts_.clock.now()};
  const products::Product& own = out.product;
  const auto makers = parts_.producers.by_ids(reader, {&own.producer, 1});
  if (!makers.empty()) out.maker = makers.front().name_in(language);
  out.place = parts_.places.show(own.province, own.unit_choices.empty() ? own.commune : "", language);
  if (auto sheets = parts_.items.sheets(reader, {&own.id, 1}); !sheets.empty()) out.sheet = std::move(sheets.front());
  out.items = parts_.items.on_sale(reader, {&own.id, 1});
  out.address = parts_.public_url + "/s/" + own.code;
  return out;
}

std::optional<Shot> Service::shot_of(db::Reader& reader, ProductId product) const {
  const auto photos = parts_.products.photos(reader, {&product, 1}, products::Products::Photos::first);
  if (photos.empty()) return std::nullopt;
  const products::PhotoFile* best = nullptr;
  for (const products::PhotoFile& file : photos.front().files)
    if (file.encoding == images::Encoding::jpeg && file.size != images::Size::square) best = &file;   // small to large
  if (!best) return std::nullopt;
  auto bytes = parts_.blobs.read(reader, best->sha256);
  if (!bytes) return std::nullopt;   // a damaged file is told of by the nightly check; the piece is drawn without it
  return Shot{std::move(*bytes), best->width, best->height};
}

Result<Facts> Service::show(const Actor& actor, std::string_view id, Language language) const {
  return parts_.database.read([&](db::Reader& reader) { return read(reader, actor, id, language); });
}

Result<Printed> Service::print(const Actor& actor, std::string_view id, const DisplayInput& input, Language language) const {
  struct Asked { Facts facts; std::optional<Shot> shot; };
  OCOP_TRY(asked, parts_.database.read([&](db::Reader& reader) -> Result<Asked> {
    OCOP_TRY(facts, read(reader, actor, id, language));
    const bool pictured = input.piece == Piece::card || input.piece == Piece::leaflet;
    std::optional<Shot> shot = pictured ? shot_of(reader, facts.product.id) : std::nullopt;
    return Asked{std::move(facts), std::move(shot)};
  }));
  OCOP_CHECK(rules::check(input, asked.facts));
  const Said said = rules::say(asked.facts, input, language);
  OCOP_TRY(pdf, draw(input.piece, said, input.copies, asked.shot, asked.facts.now, language, parts_.fonts));
  return Printed{std::move(pdf), std::string(name(input.piece)) + "-" + text::slug(asked.facts.product.name) + ".pdf"};
}

}  // namespace ocop::displays
