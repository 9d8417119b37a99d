#include "modules/products/photos.h"

#include <algorithm>

#include "modules/producers/producers.h"
#include "modules/products/messages.h"
#include "modules/products/store_photos.h"

namespace ocop::products {
namespace {

constexpr std::string_view kPhotoTable = "products_photo";
blobs::Owner owner_of(PhotoId photo) { return {kPhotoTable, photo.uuid}; }

std::optional<Product> find(db::Reader& reader, const Products& products, std::string_view id_or_code) {
  const auto id = ProductId::parse(id_or_code);
  if (!id) return products.by_code(reader, id_or_code);
  auto found = products.by_ids(reader, std::span(&*id, 1));
  return found.empty() ? std::nullopt : std::optional(std::move(found[0]));
}

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, "product " + std::string(what)); }

// A rendition that is on disk and waits for the act.
struct Kept {
  PhotoFile file;
  blobs::Staged staged;
};

Result<std::vector<Kept>> keep_all(blobs::Blobs& blobs, const images::Picture& picture) {
  std::vector<Kept> kept;
  for (const images::Rendition& one : picture.renditions) {
    OCOP_TRY(staged, blobs.receive(one.bytes));
    const PhotoFile file{one.size, one.encoding, one.width, one.height, staged.size(), staged.sha256()};
    kept.push_back({file, std::move(staged)});
  }
  return kept;
}

}  // namespace

std::string media_path(const PhotoFile& file) { return "/media/" + file.sha256 + "." + std::string(images::ending(file.encoding)); }

web::Picture picture_of(const Photo& photo, Language language) {
  web::Picture out{{}, std::string(photo.alt_in(language)), 0, 0};
  for (const images::Encoding encoding : {images::Encoding::avif, images::Encoding::webp, images::Encoding::jpeg}) {
    for (const PhotoFile& file : photo.files) {   // from small to large
      if (file.encoding != encoding || file.size == images::Size::square) continue;
      if (!out.sources.empty() && out.sources.back().type == images::content_type(encoding) && out.sources.back().width == file.width)
        continue;
      out.sources.push_back({media_path(file), images::content_type(encoding), file.width});
      out.width = file.width;
      out.height = file.height;
    }
  }
  return out;
}

Result<Photos::Shown> Photos::show(std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    auto product = find(reader, parts_.products, id_or_code);
    if (!product) return absent(id_or_code);
    auto photos = parts_.products.photos(reader, std::span(&product->id, 1), Products::Photos::all);
    return Shown{std::move(*product), std::move(photos)};
  });
}

std::map<ProductId, Photo> Photos::first_of(std::span<const ProductId> products) const {
  std::map<ProductId, Photo> out;
  if (products.empty()) return out;
  parts_.database.read([&](db::Reader& reader) {
    for (Photo& photo : parts_.products.photos(reader, products, Products::Photos::first)) out.emplace(photo.product, std::move(photo));
  });
  return out;
}

Result<Photos::Shown> Photos::own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  auto product = find(reader, parts_.products, id_or_code);
  if (!product || product->producer == ProducerId{}) return absent(id_or_code);
  if (!Scope::of(actor, {Role::producer_member}).covers({}, {}, product->producer)) return absent(id_or_code);
  auto photos = parts_.products.photos(reader, std::span(&product->id, 1), Products::Photos::all);
  return Shown{std::move(*product), std::move(photos)};
}

Result<Photos::Shown> Photos::own(const Actor& actor, std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, id_or_code); });
}

Result<PhotoId> Photos::add(const Actor& actor, std::string_view product, const NewPhoto& photo) {
  OCOP_TRY(seen, own(actor, product));   // before a stranger's picture costs anything
  OCOP_TRY(picture, parts_.studio.develop(photo.file.content, "file"));
  OCOP_TRY(kept, keep_all(parts_.blobs, picture));
  Photo made{{}, seen.product.id, 0, photo.alt, photo.alt_en, photo.credit, picture.width, picture.height, 0, {}};
  for (const Kept& one : kept) made.files.push_back(one.file);
  return acts_.run(actor, [&](act::Act& act) -> Result<PhotoId> {
    photo_rows::lock(act, made.product);
    OCOP_TRY(today, own(act, actor, product));
    if (today.photos.size() >= kMostPhotos) {
      const std::string most = std::to_string(kMostPhotos);
      return Error::of(ErrorKind::invalid_input,
                       Problem{"file", std::to_string(today.photos.size()) + " photos", "at most " + most, msg::photo_too_many, {most}});
    }
    made.id = act.new_id<PhotoId>();
    made.place = today.photos.empty() ? 0 : today.photos.back().place + 1;
    photo_rows::insert(act, made, act.by(), act.now());
    for (const Kept& one : kept) {
      const blobs::Charge charge{today.product.producer.uuid, producers::kFileRoom};
      OCOP_CHECK(parts_.blobs.hold(act, one.staged, images::content_type(one.file.encoding), owner_of(made.id), charge, act.now()));
    }
    return made.id;
  });
}

Result<void> Photos::change(const Actor& actor, std::string_view product, PhotoId id,
                            const std::function<Result<void>(act::Act&, const Shown&, std::size_t at)>& perform) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(seen, own(act, actor, product));
    photo_rows::lock(act, seen.product.id);
    OCOP_TRY(today, own(act, actor, product));   // as it is now that nobody else changes it
    const auto at = std::ranges::find(today.photos, id, &Photo::id);
    if (at == today.photos.end()) return absent(product);
    return perform(act, today, static_cast<std::size_t>(at - today.photos.begin()));
  });
}

Result<void> Photos::describe(const Actor& actor, std::string_view product, PhotoId photo, const PhotoWords& words) {
  return change(actor, product, photo, [&](act::Act& act, const Shown& today, std::size_t at) -> Result<void> {
    OCOP_CHECK(act::expect_version(words.version, today.photos[at].version, msg::changed_meanwhile));
    if (!photo_rows::update(act, photo, words)) return act::stale(words.version, {}, msg::changed_meanwhile);
    return {};
  });
}

Result<void> Photos::move(const Actor& actor, std::string_view product, PhotoId photo, PhotoStep step) {
  return change(actor, product, photo, [&](act::Act& act, const Shown& today, std::size_t at) -> Result<void> {
    const bool at_end = step == PhotoStep::earlier ? at == 0 : at + 1 == today.photos.size();
    if (at_end) return {};
    const Photo& moved = today.photos[at];
    const Photo& other = today.photos[step == PhotoStep::earlier ? at - 1 : at + 1];
    photo_rows::set_place(act, moved.id, other.place);
    photo_rows::set_place(act, other.id, moved.place);
    return {};
  });
}

Result<void> Photos::remove(const Actor& actor, std::string_view product, PhotoId photo) {
  return change(actor, product, photo, [&](act::Act& act, const Shown&, std::size_t) -> Result<void> {
    photo_rows::remove(act, photo);
    parts_.blobs.release(act, owner_of(photo), act.now());
    return {};
  });
}

Result<Photos::Media> Photos::media(std::string_view file_name) const {
  const std::size_t dot = std::min(file_name.find('.'), file_name.size());
  const std::string_view sha256 = file_name.substr(0, dot), ending = file_name.substr(std::min(dot + 1, file_name.size()));
  return parts_.database.read([&](db::Reader& reader) -> Result<Media> {
    const auto encoding = photo_rows::encoding_of(reader, sha256);
    if (!encoding || images::ending(*encoding) != ending)
      return Error::of(ErrorKind::not_found, "no photo has " + std::string(file_name.substr(0, kMaxProblemText)));
    OCOP_TRY(bytes, parts_.blobs.read(reader, sha256));
    return Media{std::move(bytes), images::content_type(*encoding)};
  });
}

std::vector<std::string> Photos::recheck(db::Reader& reader, const blobs::Blobs& blobs) {
  constexpr int kAtOnce = 500;
  std::vector<std::string> findings;
  PhotoId after{};
  for (std::vector<PhotoId> page; !(page = photo_rows::ids_after(reader, after, kAtOnce)).empty(); after = page.back()) {
    for (const PhotoId id : page) {
      const auto held = blobs.held_by(reader, owner_of(id));
      for (const std::string& name : photo_rows::files_of(reader, id))
        if (std::ranges::find(held, name, &blobs::Blob::sha256) == held.end())
          findings.push_back("photo " + id.text() + ": its file " + name + " is not held");
    }
  }
  return findings;
}

}  // namespace ocop::products
