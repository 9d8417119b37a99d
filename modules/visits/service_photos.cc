#include <algorithm>

#include "modules/visits/messages.h"
#include "modules/visits/service.h"
#include "modules/visits/store.h"

// Photos and places of a visit: drawn again before the act, seen by whoever reads the visit, and gone after a while or at somebody's wish.
namespace ocop::visits {
namespace {

constexpr int kAtOnce = 500;                             // rows of one read or act
blobs::Owner owner_of(PhotoId photo) { return {store::kPhotoTable, photo.uuid}; }
// The room of a province's visits: "visits" and its code, beside the room that its reports have.
blobs::Charge charge_of(std::string_view province) {
  Uuid room;
  const std::string words = "visits" + std::string(province);
  std::ranges::copy(std::string_view(words).substr(0, room.bytes.size()), room.bytes.begin());
  return {room, rules::kPhotoRoom};
}

// The largest JPEG: every browser and every office program shows it.
const images::Rendition* kept_of(const images::Picture& picture) {
  const images::Rendition* best = nullptr;
  for (const images::Rendition& one : picture.renditions)
    if (one.encoding == images::Encoding::jpeg && one.size != images::Size::square && (!best || one.width > best->width)) best = &one;
  return best;
}

}  // namespace

Result<PhotoId> Service::add_photo(const Actor& actor, DossierId dossier, VisitId id, const AddPhoto& input) {
  OCOP_TRY(now, visit(actor, dossier, id));              // before anything is drawn; the act decides
  if (!now.ends) return Error::of(ErrorKind::not_found, "a visit of the actor's office");
  OCOP_CHECK(rules::at_the_province(now.course.state));
  OCOP_TRY(before, parts_.database.read([&](db::Reader& reader) { return acts_.made_before<PhotoId>(reader, actor, input.attempt); }));
  if (before) return before->id;
  OCOP_CHECK(rules::may_add_photo(now.visit.state, now.photos.size()));
  OCOP_TRY(picture, parts_.studio.develop(input.photo.content, "file"));
  const images::Rendition* drawn = kept_of(picture);
  if (!drawn) return Error::of(ErrorKind::internal, "a picture without a JPEG");
  OCOP_TRY(staged, parts_.blobs.receive(drawn->bytes));
  return acts_.run(actor, [&](act::Act& act) -> Result<PhotoId> {
    OCOP_TRY(made, act.once(input.attempt, [&] { return keep_photo(act, dossier, id, staged, *drawn); }));
    return made.id;
  });
}

Result<PhotoId> Service::keep_photo(act::Act& act, DossierId dossier, VisitId id, const blobs::Staged& staged,
                                    const images::Rendition& drawn) const {
  OCOP_TRY(one, held(act, dossier, id));
  OCOP_CHECK(rules::at_the_province(one.course.state));
  OCOP_CHECK(rules::may_add_photo(one.visit.state, store::photos(act, id).size()));
  const Photo photo{.id = act.new_id<PhotoId>(), .visit = id, .sha256 = staged.sha256(), .width = drawn.width, .height = drawn.height,
                    .bytes = staged.size(), .added = act.now(), .added_by = act.by()};
  store::insert(act, photo);
  if (!parts_.blobs.hold(act, staged, images::content_type(images::Encoding::jpeg), owner_of(photo.id), charge_of(one.visit.province),
                         act.now()))
    return Error::of(ErrorKind::too_large, Problem{"file", "", "room for photos", msg::no_room, {}});
  act.in_office({Role::advisory_group, Role::provincial_body}, {one.visit.province, {}}, "visit.photo", one.visit.number);
  return photo.id;
}

Result<std::string> Service::photo(const Actor& actor, DossierId dossier, VisitId id, PhotoId photo) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<std::string> {
    OCOP_TRY(one, read(reader, actor, dossier, id));
    const auto found = std::ranges::find(one.photos, photo, &Photo::id);
    if (found == one.photos.end()) return Error::of(ErrorKind::not_found, "no such photo");
    return parts_.blobs.read(reader, found->sha256);
  });
}

Result<void> Service::remove_photo(const Actor& actor, DossierId dossier, VisitId id, PhotoId photo) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(one, held(act, dossier, id));
    const auto photos = store::photos(act, id);
    if (std::ranges::find(photos, photo, &Photo::id) == photos.end()) return Error::of(ErrorKind::not_found, "no such photo");
    store::remove(act, photo);
    parts_.blobs.release(act, owner_of(photo), act.now());
    act.in_office({Role::advisory_group, Role::provincial_body}, {one.visit.province, {}}, "visit.photo_removed", one.visit.number);
    return {};
  });
}

Result<void> Service::take_place(const Actor& actor, DossierId dossier, VisitId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(one, held(act, dossier, id));
    store::take_places(act, id);
    act.in_office({Role::advisory_group, Role::provincial_body}, {one.visit.province, {}}, "visit.place_removed", one.visit.number);
    return {};
  });
}

void Service::forget() const {
  bool more = true;
  while (more) {
    const Result<void> done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      const Instant before{act.now().milliseconds - rules::kKept};
      store::take_places(act, before);
      const auto gone = store::outlived(act, before, kAtOnce);
      for (const PhotoId photo : gone) {
        store::remove(act, photo);
        parts_.blobs.release(act, owner_of(photo), act.now());
      }
      more = gone.size() == static_cast<std::size_t>(kAtOnce);
      return {};
    });
    if (!done) return;   // tomorrow again
  }
}

std::vector<std::string> Service::recheck_files(db::Reader& reader, const blobs::Blobs& blobs) {
  std::vector<std::string> findings;
  PhotoId last{};
  for (std::vector<Photo> page; !(page = store::photos_after(reader, last, kAtOnce)).empty(); last = page.back().id)
    for (const Photo& one : page) {
      const auto held = blobs.held_by(reader, owner_of(one.id));
      if (std::ranges::find(held, one.sha256, &blobs::Blob::sha256) == held.end())
        findings.push_back("photo of a visit " + one.id.text() + ": its file " + one.sha256 + " is not held");
    }
  return findings;
}

}  // namespace ocop::visits
