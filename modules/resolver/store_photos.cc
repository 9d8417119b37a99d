#include "modules/resolver/store_photos.h"

#include "kernel/db/columns.h"

namespace ocop::resolver::photo_rows {
namespace {

using db::Statement;

constexpr auto kPhoto = db::columns<ReportPhoto>(
    db::column("id", &ReportPhoto::id), db::column("report", &ReportPhoto::report), db::column("place", &ReportPhoto::place),
    db::column("sha256", &ReportPhoto::sha256), db::column("width", &ReportPhoto::width), db::column("height", &ReportPhoto::height),
    db::column("bytes", &ReportPhoto::bytes));
constexpr Statement kInsert{"resolver.insert_photos", "INSERT INTO resolver_photo ({columns}) VALUES {rows}", kPhoto};
constexpr Statement kOf{"resolver.photos_of", "SELECT {columns} FROM resolver_photo WHERE report IN {ids} ORDER BY report, place", kPhoto};
constexpr Statement kOutlived{"resolver.outlived_photos",
                              "SELECT p.id FROM resolver_report r JOIN resolver_photo p ON p.report = r.id"
                              " WHERE r.closed IS NOT NULL AND r.closed < $1 ORDER BY r.closed, p.id LIMIT $2"};
constexpr Statement kRemove{"resolver.remove_photo", "DELETE FROM resolver_photo WHERE id = $1"};
constexpr Statement kAfter{"resolver.photos_after", "SELECT {columns} FROM resolver_photo WHERE id > $1 ORDER BY id LIMIT $2", kPhoto};

}  // namespace

void insert(db::Transaction& transaction, std::span<const ReportPhoto> photos) { transaction.insert_all(kInsert, kPhoto, photos); }
std::vector<ReportPhoto> of(db::Reader& reader, std::span<const ReportId> reports) { return reader.by_ids(kPhoto, kOf, reports); }
std::vector<ReportPhotoId> outlived(db::Reader& reader, Instant closed_before, int limit) {
  return reader.all(db::value<ReportPhotoId>, kOutlived, closed_before, limit);
}
void remove(db::Transaction& transaction, ReportPhotoId photo) { transaction.send(kRemove, photo); }
std::vector<ReportPhoto> after(db::Reader& reader, ReportPhotoId after, int limit) { return reader.all(kPhoto, kAfter, after, limit); }

}  // namespace ocop::resolver::photo_rows
