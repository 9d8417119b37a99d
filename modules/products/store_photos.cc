#include "modules/products/store_photos.h"

#include <map>

#include "kernel/db/columns.h"
#include "modules/products/store.h"

namespace ocop::products {
namespace photo_rows {
namespace {

constexpr auto kPhoto =
    db::columns<Photo>(db::column("id", &Photo::id), db::column("product", &Photo::product), db::column("place", &Photo::place),
                       db::column("alt", &Photo::alt), db::column("alt_en", &Photo::alt_en), db::column("credit", &Photo::credit),
                       db::column("width", &Photo::width), db::column("height", &Photo::height), db::column("version", &Photo::version));
struct FileRow {
  PhotoId photo;
  PhotoFile file;
};
constexpr auto kPhotoFile = db::columns<PhotoFile>(
    db::column("size", &PhotoFile::size), db::column("encoding", &PhotoFile::encoding), db::column("width", &PhotoFile::width),
    db::column("height", &PhotoFile::height), db::column("bytes", &PhotoFile::bytes), db::column("sha256", &PhotoFile::sha256));
constexpr auto kFile = db::columns<FileRow>(db::column("photo", &FileRow::photo), db::nested(&FileRow::file, kPhotoFile));
constexpr auto kWords = db::columns<PhotoWords>(db::column("alt", &PhotoWords::alt), db::column("alt_en", &PhotoWords::alt_en),
                                                db::column("credit", &PhotoWords::credit));

constexpr db::Statement kOfProducts{"products.photos",
                                    "SELECT {columns} FROM products_photo WHERE product IN {ids} ORDER BY product, place, id", kPhoto};
constexpr db::Statement kFiles{"products.photo_files",
                               "SELECT {columns} FROM products_photo_file WHERE photo IN {ids} ORDER BY photo, encoding, size", kFile};
constexpr db::Statement kLock{"products.lock_photos", "SELECT id FROM products_product WHERE id = $1 {lock}"};
constexpr db::Statement kInsert{"products.insert_photo",
                                "INSERT INTO products_photo ({columns}, added_by, added_at) VALUES ({arguments}, {+1}, {+2})", kPhoto};
constexpr db::Statement kInsertFile{"products.insert_photo_file", "INSERT INTO products_photo_file ({columns}) VALUES ({arguments})",
                                    kFile};
constexpr db::Statement kUpdate{
    "products.update_photo", "UPDATE products_photo SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kWords};
constexpr db::Statement kSetPlace{"products.place_photo", "UPDATE products_photo SET place = $1 WHERE id = $2"};
constexpr db::Statement kRemoveFiles{"products.remove_photo_files", "DELETE FROM products_photo_file WHERE photo = $1"};
constexpr db::Statement kRemove{"products.remove_photo", "DELETE FROM products_photo WHERE id = $1"};
constexpr db::Statement kEncoding{"products.photo_encoding", "SELECT encoding FROM products_photo_file WHERE sha256 = $1 LIMIT 1"};
constexpr db::Statement kIdsAfter{"products.photos_after", "SELECT id FROM products_photo WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr db::Statement kNames{"products.photo_file_names", "SELECT sha256 FROM products_photo_file WHERE photo = $1 ORDER BY sha256"};

}  // namespace

std::vector<Photo> of(db::Reader& reader, std::span<const ProductId> products, Products::Photos which) {
  std::vector<Photo> photos = reader.by_ids(kPhoto, kOfProducts, products);
  if (which == Products::Photos::first)   // the rows of a product stand together in their order
    photos.erase(std::unique(photos.begin(), photos.end(), [](const Photo& a, const Photo& b) { return a.product == b.product; }),
                 photos.end());
  std::vector<PhotoId> ids;
  std::map<PhotoId, std::size_t> at;
  for (std::size_t i = 0; i < photos.size(); ++i) {
    ids.push_back(photos[i].id);
    at[photos[i].id] = i;
  }
  for (FileRow& row : reader.by_ids(kFile, kFiles, std::span<const PhotoId>(ids)))
    photos[at[row.photo]].files.push_back(std::move(row.file));
  return photos;
}

bool lock(db::Transaction& transaction, ProductId product) {
  return transaction.first(db::value<ProductId>, kLock, product).has_value();
}

void insert(db::Transaction& transaction, const Photo& photo, AccountId added_by, Instant now) {
  transaction.announce(kPhotosChanged);
  transaction.execute(kInsert, kPhoto.of(photo), added_by, now);
  for (const PhotoFile& file : photo.files) {
    const FileRow row{photo.id, file};
    transaction.execute(kInsertFile, kFile.of(row));
  }
}

bool update(db::Transaction& transaction, PhotoId photo, const PhotoWords& words) {
  transaction.announce(kPhotosChanged);
  return transaction.execute(kUpdate, kWords.of(words), photo, words.version) == 1;
}

void set_place(db::Transaction& transaction, PhotoId photo, std::int64_t place) {
  transaction.announce(kPhotosChanged);
  transaction.execute(kSetPlace, place, photo);
}

void remove(db::Transaction& transaction, PhotoId photo) {
  transaction.announce(kPhotosChanged);
  transaction.execute(kRemoveFiles, photo);
  transaction.execute(kRemove, photo);
}

std::optional<images::Encoding> encoding_of(db::Reader& reader, std::string_view sha256) {
  return reader.first(db::value<images::Encoding>, kEncoding, sha256);
}

std::vector<PhotoId> ids_after(db::Reader& reader, PhotoId after, int limit) {
  return reader.all(db::value<PhotoId>, kIdsAfter, after, limit);
}

std::vector<std::string> files_of(db::Reader& reader, PhotoId photo) {
  return reader.all(db::value<std::string>, kNames, photo);
}

}  // namespace photo_rows

bool Store::hold(db::Transaction& transaction, ProductId product) const { return photo_rows::lock(transaction, product); }

std::vector<Photo> Store::photos(db::Reader& reader, std::span<const ProductId> products, Photos which) const {
  return photo_rows::of(reader, products, which);
}

}  // namespace ocop::products
