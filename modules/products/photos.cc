#include "modules/products/photos.h"

#include <algorithm>

#include "modules/producers/producers.h"
#include "modules/products/messages.h"
#include "modules/products/store.h"
#include "modules/products/store_photos.h"

namespace ocop::products {
namespace {

constexpr std::string_view kPhotoTable = "products_photo";
blobs::Owner owner_of(PhotoId photo) { return {kPhotoTable, photo.uuid}; }

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, "product " + std::string(what)); }

blobs::Charge charge_of(const Product& product) { return {product.producer.uuid, producers::kFileRoom}; }

Result<void> expect_place(const std::vector<Photo>& photos) {
  if (photos.size() < Photos::kMostPhotos) return {};
  const std::string most = std::to_string(Photos::kMostPhotos);
  return Error::of(ErrorKind::invalid_input,
                   Problem{"file", std::to_string(photos.size()) + " photos", "at most " + most, msg::photo_too_many, {most}});
}

// Sending again does not bring back what was removed since.
Result<act::Made<PhotoId>> still_there(const act::Made<PhotoId>& made, const std::vector<Photo>& photos) {
  if (made.how == idempotency::Outcome::How::now || std::ranges::find(photos, made.id, &Photo::id) != photos.end()) return made;
  return Error::of(ErrorKind::conflict, Problem{"file", "", "a new key", msg::photo_sent_and_removed, {}});
}

}  // namespace

std::string media_path(const PhotoFile& file) { return "/media/" + file.sha256 + "." + std::string(images::ending(file.encoding)); }

web::Picture picture_of(const Photo& photo, Language language) { return picture_of(photo.files, std::string(photo.alt_in(language))); }

web::Picture picture_of(std::span<const PhotoFile> files, std::string alt) {
  web::Picture out{{}, std::move(alt), 0, 0};
  for (const images::Encoding encoding : {images::Encoding::avif, images::Encoding::webp, images::Encoding::jpeg}) {
    for (const PhotoFile& file : files) {   // from small to large
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

Result<Photos::Shown> Photos::own(db::Reader& reader, const Actor& actor, std::string_view id_or_code) const {
  auto product = find(reader, parts_.products, id_or_code);
  if (!product || product->producer == ProducerId{}) return absent(id_or_code);
  if (!Scope::for_task(actor, Task::products).covers({}, {}, product->producer)) return absent(id_or_code);
  auto photos = parts_.products.photos(reader, std::span(&product->id, 1), Products::Photos::all);
  return Shown{std::move(*product), std::move(photos)};
}

Result<Photos::Shown> Photos::own(const Actor& actor, std::string_view id_or_code) const {
  return parts_.database.read([&](db::Reader& reader) { return own(reader, actor, id_or_code); });
}

Result<std::vector<KeptFile>> keep_all(blobs::Blobs& blobs, const images::Picture& picture) {
  std::vector<KeptFile> kept;
  for (const images::Rendition& one : picture.renditions) {
    OCOP_TRY(staged, blobs.receive(one.bytes));
    const PhotoFile file{one.size, one.encoding, one.width, one.height, staged.size(), staged.sha256()};
    kept.push_back({file, std::move(staged)});
  }
  return kept;
}

Result<std::optional<act::Made<PhotoId>>> Photos::foresee(const Actor& actor, std::string_view product, const NewPhoto& photo) const {
  using Found = std::optional<act::Made<PhotoId>>;
  return parts_.database.read([&](db::Reader& reader) -> Result<Found> {
    OCOP_TRY(seen, own(reader, actor, product));
    OCOP_TRY(before, acts_.made_before<PhotoId>(reader, actor, photo.attempt));
    if (before) {
      OCOP_TRY(made, still_there(*before, seen.photos));
      return Found(made);
    }
    OCOP_CHECK(expect_place(seen.photos));
    constexpr std::int64_t kLeast = 1;   // how much a picture takes is known when it is drawn; in a full room it is too much
    OCOP_CHECK(parts_.blobs.expect_room(reader, charge_of(seen.product), kLeast));
    return Found();
  });
}

Result<act::Made<PhotoId>> Photos::add(const Actor& actor, std::string_view product, const NewPhoto& photo) {
  OCOP_TRY(before, foresee(actor, product, photo));   // before a stranger's picture, or one in vain, costs anything
  if (before) return *before;
  OCOP_TRY(picture, parts_.studio.develop(photo.file.content, "file"));
  OCOP_TRY(kept, keep_all(parts_.blobs, picture));
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<PhotoId>> {
    OCOP_TRY(seen, own(act, actor, product));
    photo_rows::lock(act, seen.product.id);
    OCOP_TRY(today, own(act, actor, product));   // as it is now that nobody else changes it
    OCOP_TRY(made, act.once(photo.attempt, [&] { return insert(act, today, photo, picture, kept); }));
    return still_there(made, today.photos);
  });
}

Result<PhotoId> Photos::insert(act::Act& act, const Shown& today, const NewPhoto& photo, const images::Picture& picture,
                               const std::vector<KeptFile>& kept) const {
  OCOP_CHECK(expect_place(today.photos));
  const std::int64_t place = today.photos.empty() ? 0 : today.photos.back().place + 1;
  Photo made{act.new_id<PhotoId>(), today.product.id, place, photo.alt, photo.alt_en, photo.credit, picture.width, picture.height, 0, {}};
  for (const KeptFile& one : kept) made.files.push_back(one.file);
  photo_rows::insert(act, made, act.by(), act.now());
  act.for_producer(today.product.producer, "photo.added", today.product.name);
  for (const KeptFile& one : kept)
    OCOP_CHECK(parts_.blobs.hold(act, one.staged, images::content_type(one.file.encoding), owner_of(made.id), charge_of(today.product),
                                 act.now()));
  return made.id;
}

Result<void> Photos::change(const Actor& actor, std::string_view product, PhotoId id,
                            const std::function<Result<void>(act::Act&, const Shown&, std::size_t at)>& perform) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(seen, own(act, actor, product));
    photo_rows::lock(act, seen.product.id);
    OCOP_TRY(today, own(act, actor, product));   // as it is now that nobody else changes it
    const auto at = std::ranges::find(today.photos, id, &Photo::id);
    if (at == today.photos.end()) return absent(product);
    act.for_producer(today.product.producer, "photo.changed", today.product.name);
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
    auto encoding = photo_rows::encoding_of(reader, sha256);
    for (const MoreMedia& more : parts_.offers.all<MoreMedia>())
      if (!encoding) encoding = more.encoding(reader, sha256);
    if (!encoding || images::ending(*encoding) != ending)
      return Error::of(ErrorKind::not_found, "no photo has " + std::string(file_name.substr(0, kMaxProblemText)));
    OCOP_TRY(bytes, parts_.blobs.read(reader, sha256));
    return Media{std::move(bytes), images::content_type(*encoding)};
  });
}

Result<images::Pixels> Photos::pixels(const std::string& sha256, int width, int height) const {
  OCOP_TRY(file, parts_.database.read([&](db::Reader& reader) -> Result<std::string> {
    if (photo_rows::encoding_of(reader, sha256) != images::Encoding::jpeg) return Error::of(ErrorKind::not_found, "no photo has " + sha256);
    return parts_.blobs.read(reader, sha256);
  }));
  return parts_.studio.pixels(files::Received(file), width, height);
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
