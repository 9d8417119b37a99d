#include "modules/packagings/store.h"

#include <map>

#include "kernel/db/columns.h"
#include "modules/packagings/messages.h"

namespace ocop::packagings::store {
namespace {

using db::Statement;
using products::PhotoFile;

constexpr auto kWords =
    db::columns<Packaging>(db::column("designer", &Packaging::designer), db::column("change", &Packaging::change),
                           db::column("change_en", &Packaging::change_en), db::column("label", &Packaging::label));
constexpr auto kPeriod = db::columns<Packaging>(db::column("since", &Packaging::since), db::column("until", &Packaging::until));
constexpr auto kPackaging = db::columns<Packaging>(
    db::column("id", &Packaging::id), db::column("product", &Packaging::product), db::column("number", &Packaging::number),
    db::also(kWords), db::also(kPeriod), db::column("version", &Packaging::version));
struct ItemRow {
  PackagingId packaging;
  items::ItemId item;
};
constexpr auto kItem = db::columns<ItemRow>(db::column("packaging", &ItemRow::packaging), db::column("item", &ItemRow::item));
struct LotRow {
  PackagingId packaging;
  std::int64_t place = 0;
  std::string lot;
};
constexpr auto kLot = db::columns<LotRow>(db::column("packaging", &LotRow::packaging), db::column("place", &LotRow::place),
                                          db::column("lot", &LotRow::lot));
struct NoteRow {
  PackagingId packaging;
  std::int64_t place = 0;
  Note note;
};
constexpr auto kNoteWords = db::columns<Note>(db::column("words", &Note::words), db::column("words_en", &Note::words_en),
                                              db::column("noted", &Note::noted));
constexpr auto kNote = db::columns<NoteRow>(db::column("packaging", &NoteRow::packaging), db::column("place", &NoteRow::place),
                                            db::nested(&NoteRow::note, kNoteWords));
constexpr auto kPhoto = db::columns<Photo>(db::column("id", &Photo::id), db::column("packaging", &Photo::packaging),
                                           db::column("side", &Photo::side));
struct FileRow {
  PhotoId photo;
  PhotoFile file;
};
constexpr auto kPhotoFile = db::columns<PhotoFile>(
    db::column("size", &PhotoFile::size), db::column("encoding", &PhotoFile::encoding), db::column("width", &PhotoFile::width),
    db::column("height", &PhotoFile::height), db::column("bytes", &PhotoFile::bytes), db::column("sha256", &PhotoFile::sha256));
constexpr auto kFile = db::columns<FileRow>(db::column("photo", &FileRow::photo), db::nested(&FileRow::file, kPhotoFile));

constexpr Statement kInsert{"packagings.insert",
                            "INSERT INTO packagings_packaging ({columns}, added_by, added_at) VALUES ({arguments}, {+1}, {+2})",
                            kPackaging};
constexpr Statement kChange{
    "packagings.change",
    "UPDATE packagings_packaging SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2} AND since IS NULL", kWords};
constexpr Statement kUse{
    "packagings.use", "UPDATE packagings_packaging SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kPeriod};
constexpr Statement kUnname{"packagings.unname", "UPDATE packagings_packaging SET designer = '', version = version + 1 WHERE id = $1"};
constexpr Statement kOfProduct{"packagings.of_product", "SELECT {columns} FROM packagings_packaging WHERE product = $1 ORDER BY number",
                               kPackaging};
constexpr Statement kInUse{"packagings.in_use",
                           "SELECT {columns} FROM packagings_packaging WHERE product = $1 AND since <= $2 "
                           "AND (until IS NULL OR until >= $2) ORDER BY since, number",
                           kPackaging};
constexpr Statement kLock{"packagings.lock", "SELECT id FROM packagings_packaging WHERE product = $1 ORDER BY id {lock}"};
constexpr Statement kRemove{"packagings.remove", "DELETE FROM packagings_packaging WHERE id = $1 AND since IS NULL"};
constexpr Statement kHeld{"packagings.held", "SELECT DISTINCT product FROM packagings_packaging WHERE product IN {ids}"};

constexpr Statement kInsertItem{"packagings.insert_item", "INSERT INTO packagings_item ({columns}) VALUES ({arguments})", kItem};
constexpr Statement kItems{"packagings.items", "SELECT {columns} FROM packagings_item WHERE packaging IN {ids} ORDER BY packaging, item",
                           kItem};
constexpr Statement kRemoveItems{"packagings.remove_items", "DELETE FROM packagings_item WHERE packaging = $1"};

constexpr Statement kInsertLot{"packagings.insert_lot", "INSERT INTO packagings_lot ({columns}) VALUES ({arguments})", kLot};
constexpr Statement kLots{"packagings.lots", "SELECT {columns} FROM packagings_lot WHERE packaging IN {ids} ORDER BY packaging, place",
                          kLot};
constexpr Statement kInsertNote{"packagings.insert_note", "INSERT INTO packagings_note ({columns}, noted_by) VALUES ({arguments}, {+1})",
                                kNote};
constexpr Statement kNotes{"packagings.notes", "SELECT {columns} FROM packagings_note WHERE packaging IN {ids} ORDER BY packaging, place",
                           kNote};

constexpr Statement kInsertPhoto{
    "packagings.insert_photo", "INSERT INTO packagings_photo ({columns}, added_by, added_at) VALUES ({arguments}, {+1}, {+2})", kPhoto};
constexpr Statement kInsertFile{"packagings.insert_photo_file", "INSERT INTO packagings_photo_file ({columns}) VALUES ({arguments})",
                                kFile};
constexpr Statement kPhotos{"packagings.photos", "SELECT {columns} FROM packagings_photo WHERE packaging IN {ids} ORDER BY packaging, side",
                            kPhoto};
constexpr Statement kPhotosAfter{"packagings.photos_after", "SELECT {columns} FROM packagings_photo WHERE id > $1 ORDER BY id LIMIT $2",
                                 kPhoto};
constexpr Statement kFiles{"packagings.photo_files",
                           "SELECT {columns} FROM packagings_photo_file WHERE photo IN {ids} ORDER BY photo, encoding, size", kFile};
constexpr Statement kRemoveFiles{"packagings.remove_photo_files", "DELETE FROM packagings_photo_file WHERE photo = $1"};
constexpr Statement kRemovePhoto{"packagings.remove_photo", "DELETE FROM packagings_photo WHERE id = $1"};
constexpr Statement kEncoding{"packagings.photo_encoding", "SELECT encoding FROM packagings_photo_file WHERE sha256 = $1 LIMIT 1"};

// Where each stands, by its id, and the ids.
template <class Thing, class ThingId> struct Places {
  std::vector<ThingId> ids;
  std::map<ThingId, std::size_t> at;
  explicit Places(const std::vector<Thing>& things) {
    for (std::size_t i = 0; i < things.size(); ++i) {
      ids.push_back(things[i].id);
      at[things[i].id] = i;
    }
  }
  std::span<const ThingId> all() const { return ids; }
};

std::vector<Photo> with_files(db::Reader& reader, std::vector<Photo> photos) {
  const Places<Photo, PhotoId> places(photos);
  for (FileRow& row : reader.by_ids(kFile, kFiles, places.all()))
    photos[places.at.at(row.photo)].files.push_back(std::move(row.file));
  return photos;
}

using PackagingPlaces = Places<Packaging, PackagingId>;

void add_looks(db::Reader& reader, std::vector<Packaging>& packagings, const PackagingPlaces& places) {
  for (const ItemRow& row : reader.by_ids(kItem, kItems, places.all())) packagings[places.at.at(row.packaging)].items.push_back(row.item);
  for (Photo& photo : with_files(reader, reader.by_ids(kPhoto, kPhotos, places.all()))) {
    Packaging& packaging = packagings[places.at.at(photo.packaging)];
    packaging.photos.push_back(std::move(photo));
  }
}

void add_history(db::Reader& reader, std::vector<Packaging>& packagings, const PackagingPlaces& places) {
  for (LotRow& row : reader.by_ids(kLot, kLots, places.all())) packagings[places.at.at(row.packaging)].lots.push_back(std::move(row.lot));
  for (NoteRow& row : reader.by_ids(kNote, kNotes, places.all()))
    packagings[places.at.at(row.packaging)].notes.push_back(std::move(row.note));
}

void insert_items(db::Transaction& transaction, const Packaging& packaging) {
  for (const items::ItemId item : packaging.items) {
    const ItemRow row{packaging.id, item};
    transaction.execute(kInsertItem, kItem.of(row));
  }
}

}  // namespace

void insert(db::Transaction& transaction, const Packaging& packaging, AccountId added_by, Instant now) {
  transaction.execute(kInsert, kPackaging.of(packaging), added_by, now);
  insert_items(transaction, packaging);
}

bool change(db::Transaction& transaction, const Packaging& packaging) {
  if (transaction.execute(kChange, kWords.of(packaging), packaging.id, packaging.version) != 1) return false;
  transaction.execute(kRemoveItems, packaging.id);
  insert_items(transaction, packaging);
  return true;
}

bool use(db::Transaction& transaction, const Packaging& packaging) {
  return transaction.execute(kUse, kPeriod.of(packaging), packaging.id, packaging.version) == 1;
}

void remove(db::Transaction& transaction, PackagingId packaging) {
  transaction.execute(kRemoveItems, packaging);
  transaction.execute(kRemove, packaging);
}

void unname(db::Transaction& transaction, PackagingId packaging) { transaction.execute(kUnname, packaging); }

void add_lots(db::Transaction& transaction, const Packaging& packaging, std::span<const std::string> lots) {
  auto place = static_cast<std::int64_t>(packaging.lots.size());   // none is ever taken out
  for (const std::string& lot : lots) {
    const LotRow row{packaging.id, place++, lot};
    transaction.execute(kInsertLot, kLot.of(row));
  }
}

void add_note(db::Transaction& transaction, const Packaging& packaging, const NoteWords& words, AccountId noted_by, Instant now) {
  const NoteRow row{packaging.id, static_cast<std::int64_t>(packaging.notes.size()), {words.words, words.words_en, now}};
  transaction.execute(kInsertNote, kNote.of(row), noted_by);
}

void insert(db::Transaction& transaction, const Photo& photo, AccountId added_by, Instant now) {
  transaction.execute(kInsertPhoto, kPhoto.of(photo), added_by, now);
  for (const PhotoFile& file : photo.files) {
    const FileRow row{photo.id, file};
    transaction.execute(kInsertFile, kFile.of(row));
  }
}

void remove(db::Transaction& transaction, PhotoId photo) {
  transaction.execute(kRemoveFiles, photo);
  transaction.execute(kRemovePhoto, photo);
}

void lock(db::Transaction& transaction, ProductId product) { transaction.all(db::value<PackagingId>, kLock, product); }

std::vector<Packaging> of_product(db::Reader& reader, ProductId product) {
  std::vector<Packaging> out = reader.all(kPackaging, kOfProduct, product);
  if (out.empty()) return out;
  const PackagingPlaces places(out);
  add_looks(reader, out, places);
  add_history(reader, out, places);
  return out;
}

std::vector<Packaging> in_use(db::Reader& reader, ProductId product, Date day) {
  std::vector<Packaging> out = reader.all(kPackaging, kInUse, product, day);
  if (!out.empty()) add_looks(reader, out, PackagingPlaces(out));
  return out;
}

std::optional<images::Encoding> encoding_of(db::Reader& reader, std::string_view sha256) {
  return reader.first(db::value<images::Encoding>, kEncoding, sha256);
}

std::vector<Photo> photos_after(db::Reader& reader, PhotoId after, int limit) {
  return with_files(reader, reader.all(kPhoto, kPhotosAfter, after, limit));
}

std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  return reader.by_ids(db::value<ProductId>, kHeld, products);
}

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers("packagings_packaging", "added_by",
                            {"packagings.personal",
                             "SELECT added_at AS at, change AS words FROM packagings_packaging WHERE added_by = $1 ORDER BY added_at, id"},
                            msg::held_packagings),
          personal::answers("packagings_note", "noted_by",
                            {"packagings.personal",
                             "SELECT noted AS at, words FROM packagings_note WHERE noted_by = $1 ORDER BY noted, packaging, place"},
                            msg::held_notes),
          personal::answers("packagings_photo", "added_by",
                            {"packagings.personal",
                             "SELECT added_at AS at FROM packagings_photo WHERE added_by = $1 ORDER BY added_at, id"},
                            msg::held_photos)};
}

}  // namespace ocop::packagings::store
