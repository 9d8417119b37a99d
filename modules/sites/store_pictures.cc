#include <map>

#include "kernel/db/columns.h"
#include "modules/sites/store.h"

namespace ocop::sites::store {
namespace {

using db::Statement;
using products::PhotoFile;

constexpr auto kPicture = db::columns<Picture>(db::column("id", &Picture::id), db::column("producer", &Picture::producer));
struct FileRow {
  PictureId picture;
  PhotoFile file;
};
constexpr auto kPhotoFile = db::columns<PhotoFile>(
    db::column("size", &PhotoFile::size), db::column("encoding", &PhotoFile::encoding), db::column("width", &PhotoFile::width),
    db::column("height", &PhotoFile::height), db::column("bytes", &PhotoFile::bytes), db::column("sha256", &PhotoFile::sha256));
constexpr auto kFile = db::columns<FileRow>(db::column("picture", &FileRow::picture), db::nested(&FileRow::file, kPhotoFile));

constexpr Statement kInsert{"sites.insert_picture",
                            "INSERT INTO sites_picture ({columns}, added_by, added_at) VALUES ({arguments}, {+1}, {+2})", kPicture};
constexpr Statement kInsertFile{"sites.insert_picture_file", "INSERT INTO sites_picture_file ({columns}) VALUES ({arguments})", kFile};
constexpr Statement kOfProducer{"sites.pictures", "SELECT {columns} FROM sites_picture WHERE producer = $1 ORDER BY id", kPicture};
constexpr Statement kByIds{"sites.pictures_by_ids", "SELECT {columns} FROM sites_picture WHERE id IN {ids}", kPicture};
constexpr Statement kAfter{"sites.pictures_after", "SELECT {columns} FROM sites_picture WHERE id > $1 ORDER BY id LIMIT $2", kPicture};
constexpr Statement kFiles{"sites.picture_files",
                           "SELECT {columns} FROM sites_picture_file WHERE picture IN {ids} ORDER BY picture, encoding, size", kFile};
constexpr Statement kRemoveFiles{"sites.remove_picture_files", "DELETE FROM sites_picture_file WHERE picture = $1"};
constexpr Statement kRemove{"sites.remove_picture", "DELETE FROM sites_picture WHERE id = $1"};
constexpr auto kBearer = db::columns<FileBearer>(db::column("producer", &FileBearer::producer),
                                                 db::column("encoding", &FileBearer::encoding));
constexpr Statement kBearers{"sites.picture_bearers",
                             "SELECT DISTINCT p.producer AS producer, f.encoding AS encoding FROM sites_picture_file f"
                             " JOIN sites_picture p ON p.id = f.picture WHERE f.sha256 = $1", kBearer};

std::vector<Picture> with_files(db::Reader& reader, std::vector<Picture> pictures) {
  std::vector<PictureId> ids;
  std::map<PictureId, std::size_t> at;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    ids.push_back(pictures[i].id);
    at[pictures[i].id] = i;
  }
  for (FileRow& row : reader.by_ids(kFile, kFiles, std::span<const PictureId>(ids)))
    pictures[at[row.picture]].files.push_back(std::move(row.file));
  return pictures;
}

}  // namespace

void insert(db::Transaction& transaction, const Picture& picture, AccountId added_by, Instant now) {
  transaction.execute(kInsert, kPicture.of(picture), added_by, now);
  for (const PhotoFile& file : picture.files) {
    const FileRow row{picture.id, file};
    transaction.execute(kInsertFile, kFile.of(row));
  }
}
std::vector<Picture> pictures(db::Reader& reader, ProducerId producer) {
  return with_files(reader, reader.all(kPicture, kOfProducer, producer));
}
std::vector<Picture> pictures_by_ids(db::Reader& reader, std::span<const PictureId> ids) {
  return with_files(reader, reader.by_ids(kPicture, kByIds, ids));
}
std::vector<Picture> pictures_after(db::Reader& reader, PictureId after, int limit) {
  return with_files(reader, reader.all(kPicture, kAfter, after, limit));
}
void remove(db::Transaction& transaction, PictureId picture) {
  transaction.execute(kRemoveFiles, picture);
  transaction.execute(kRemove, picture);
}
std::vector<FileBearer> bearers(db::Reader& reader, std::string_view sha256) { return reader.all(kBearer, kBearers, sha256); }

}  // namespace ocop::sites::store
