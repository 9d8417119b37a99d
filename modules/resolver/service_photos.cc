#include <algorithm>

#include "modules/resolver/messages.h"
#include "modules/resolver/service.h"
#include "modules/resolver/store.h"
#include "modules/resolver/store_photos.h"
#include "modules/resolver/work_list.h"

// The photos of a report: drawn again before the act, seen by the province alone, and gone a while after it was closed.
namespace ocop::resolver {
namespace {

constexpr std::string_view kTable = "resolver_photo";
constexpr int kAtOnce = 500;                             // rows of one read or act
blobs::Owner owner_of(ReportPhotoId photo) { return {kTable, photo.uuid}; }
blobs::Charge charge_of(std::string_view province) { return {reports_of(province).uuid, rules::kPhotoRoom}; }

// The largest JPEG: every browser and every office program shows it.
const images::Rendition* kept_of(const images::Picture& picture) {
  const images::Rendition* best = nullptr;
  for (const images::Rendition& one : picture.renditions)
    if (one.encoding == images::Encoding::jpeg && one.size != images::Size::square && (!best || one.width > best->width)) best = &one;
  return best;
}

// What a maker is told of its own room is nothing that a visitor could mend.
Error no_room(std::string_view field) {
  return Error::of(ErrorKind::too_large, Problem{std::string(field), "", "a report without photos", msg::no_room_for_photos, {}});
}

}  // namespace

Result<std::vector<Service::Drawn>> Service::draw(const ReportInput& input, std::string_view province) const {
  std::vector<Drawn> out;
  for (const auto& [sent, field] : {std::pair(&input.photo, "file"), std::pair(&input.second_photo, "file_2"),
                                    std::pair(&input.third_photo, "file_3")}) {
    if (sent->content.empty()) continue;
    constexpr std::int64_t kLeast = 1;   // how much it takes is known when it is drawn
    const auto room = parts_.database.read([&](db::Reader& reader) {
      return parts_.blobs.expect_room(reader, charge_of(province), kLeast);
    });
    if (!room) return no_room(field);
    OCOP_TRY(picture, parts_.studio.develop(sent->content, field));
    const images::Rendition* kept = kept_of(picture);
    if (!kept) return Error::of(ErrorKind::internal, "a picture without a JPEG");
    OCOP_TRY(staged, parts_.blobs.receive(kept->bytes));
    ReportPhoto row;
    row.place = static_cast<std::int64_t>(out.size());
    row.sha256 = staged.sha256();
    row.width = kept->width;
    row.height = kept->height;
    row.bytes = staged.size();
    out.push_back({std::move(row), std::move(staged)});
  }
  return out;
}

Result<void> Service::keep(act::Moment& act, Report& report, const std::vector<Drawn>& drawn) const {
  report.photos.clear();
  for (const Drawn& one : drawn) {
    ReportPhoto& photo = report.photos.emplace_back(one.row);
    photo.id = act.new_id<ReportPhotoId>();
    photo.report = report.id;
  }
  photo_rows::insert(act, report.photos);
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (!parts_.blobs.hold(act, drawn[i].staged, images::content_type(images::Encoding::jpeg), owner_of(report.photos[i].id),
                           charge_of(report.province), act.now()))
      return no_room("file");
  return {};
}

Result<std::string> Service::photo(const Actor& actor, ReportId report, ReportPhotoId id) const {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::string> {
    const auto found = store::find(act, scope_of(actor), report);
    const auto photos = found ? photo_rows::of(act, std::span(&report, 1)) : std::vector<ReportPhoto>{};
    const auto one = std::ranges::find(photos, id, &ReportPhoto::id);
    if (one == photos.end()) return Error::of(ErrorKind::not_found, "no such photo");
    parts_.identity.note_look(act, look_of(report));
    return parts_.blobs.read(act, one->sha256);
  });
}

void Service::forget_photos() const {
  bool more = true;
  while (more) {
    const Result<void> done = acts_.run_without_account([&](act::Moment& act) -> Result<void> {
      const auto gone = photo_rows::outlived(act, {act.now().milliseconds - rules::kPhotosKept}, kAtOnce);
      for (const ReportPhotoId photo : gone) {
        photo_rows::remove(act, photo);
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
  ReportPhotoId last{};
  for (std::vector<ReportPhoto> page; !(page = photo_rows::after(reader, last, kAtOnce)).empty(); last = page.back().id)
    for (const ReportPhoto& one : page) {
      const auto held = blobs.held_by(reader, owner_of(one.id));
      if (std::ranges::find(held, one.sha256, &blobs::Blob::sha256) == held.end())
        findings.push_back("photo of a report " + one.id.text() + ": its file " + one.sha256 + " is not held");
    }
  return findings;
}

}  // namespace ocop::resolver
