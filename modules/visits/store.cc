#include "modules/visits/store.h"

#include "kernel/db/columns.h"

namespace ocop::visits::store {
namespace {

using db::Statement;

constexpr auto kVisit = db::columns<Visit>(
    db::column("id", &Visit::id), db::column("dossier", &Visit::dossier), db::column("province", &Visit::province),
    db::column("number", &Visit::number), db::column("product_name", &Visit::product_name), db::column("day", &Visit::day),
    db::column("going", &Visit::going), db::column("planned", &Visit::planned), db::column("planned_by", &Visit::planned_by),
    db::column("state", &Visit::state), db::column("ended", &Visit::ended), db::column("log_index", &Visit::log_index),
    db::column("version", &Visit::version));
constexpr auto kNote = db::columns<Note>(
    db::column("id", &Note::id), db::column("visit", &Note::visit), db::column("words", &Note::words), db::column("tests", &Note::tests),
    db::column("latitude", &Note::latitude), db::column("longitude", &Note::longitude), db::column("seen", &Note::seen),
    db::column("written", &Note::written), db::column("written_by", &Note::written_by));
constexpr auto kRemark = db::columns<Remark>(db::column("note", &Remark::note), db::column("criterion", &Remark::criterion),
                                             db::column("words", &Remark::words));
constexpr auto kPhoto = db::columns<Photo>(
    db::column("id", &Photo::id), db::column("visit", &Photo::visit), db::column("sha256", &Photo::sha256),
    db::column("width", &Photo::width), db::column("height", &Photo::height), db::column("bytes", &Photo::bytes),
    db::column("added", &Photo::added), db::column("added_by", &Photo::added_by));

constexpr Statement kInsert{"visits.insert", "INSERT INTO visits_visit ({columns}) VALUES ({arguments})", kVisit};
constexpr Statement kMove{"visits.move",
                          "UPDATE visits_visit SET state = $1, ended = $2, log_index = $3, version = version + 1"
                          " WHERE id = $4 AND version = $5"};
constexpr Statement kFind{"visits.find", "SELECT {columns} FROM visits_visit WHERE id = $1 AND dossier = $2", kVisit};
constexpr Statement kOf{"visits.of", "SELECT {columns} FROM visits_visit WHERE dossier = $1 ORDER BY day, planned, id", kVisit};
constexpr Statement kByIds{"visits.by_ids", "SELECT {columns} FROM visits_visit WHERE id IN {ids}", kVisit};

constexpr Statement kInsertNote{"visits.insert_note", "INSERT INTO visits_note ({columns}) VALUES ({arguments})", kNote};
constexpr Statement kInsertRemarks{"visits.insert_remarks", "INSERT INTO visits_remark ({columns}) VALUES {rows}", kRemark};
constexpr Statement kNotes{"visits.notes", "SELECT {columns} FROM visits_note WHERE visit = $1 ORDER BY seen, written, id", kNote};
constexpr Statement kRemarks{"visits.remarks", "SELECT {columns} FROM visits_remark WHERE note IN {ids} ORDER BY note, criterion", kRemark};
constexpr Statement kTakePlaces{"visits.take_places", "UPDATE visits_note SET latitude = NULL, longitude = NULL WHERE visit = $1"};
constexpr Statement kForgetPlaces{"visits.forget_places",
                                  "UPDATE visits_note SET latitude = NULL, longitude = NULL WHERE latitude IS NOT NULL AND visit IN"
                                  " (SELECT id FROM visits_visit WHERE ended < $1)"};

constexpr Statement kInsertPhoto{"visits.insert_photo", "INSERT INTO visits_photo ({columns}) VALUES ({arguments})", kPhoto};
constexpr Statement kPhotos{"visits.photos", "SELECT {columns} FROM visits_photo WHERE visit = $1 ORDER BY added, id", kPhoto};
constexpr Statement kRemovePhoto{"visits.remove_photo", "DELETE FROM visits_photo WHERE id = $1"};
constexpr Statement kOutlived{"visits.outlived_photos",
                              "SELECT p.id FROM visits_visit v JOIN visits_photo p ON p.visit = v.id WHERE v.ended < $1"
                              " ORDER BY v.ended, p.id LIMIT $2"};
constexpr Statement kAfter{"visits.photos_after", "SELECT {columns} FROM visits_photo WHERE id > $1 ORDER BY id LIMIT $2", kPhoto};

}  // namespace

void insert(db::Transaction& transaction, const Visit& visit) { transaction.send(kInsert, kVisit.of(visit)); }
bool move(db::Transaction& transaction, const Visit& visit) {
  return transaction.execute(kMove, static_cast<std::int64_t>(visit.state), visit.ended, visit.log_index, visit.id, visit.version) == 1;
}
std::optional<Visit> find(db::Reader& reader, DossierId dossier, VisitId visit) { return reader.first(kVisit, kFind, visit, dossier); }
std::vector<Visit> of(db::Reader& reader, DossierId dossier) { return reader.all(kVisit, kOf, dossier); }
std::vector<Visit> by_ids(db::Reader& reader, std::span<const VisitId> visits) { return reader.by_ids(kVisit, kByIds, visits); }

void insert(db::Transaction& transaction, const Note& note) {
  transaction.send(kInsertNote, kNote.of(note));
  if (!note.remarks.empty()) transaction.insert_all(kInsertRemarks, kRemark, std::span<const Remark>(note.remarks));
}
std::vector<Note> notes(db::Reader& reader, VisitId visit) {
  std::vector<Note> out = reader.all(kNote, kNotes, visit);
  std::vector<NoteId> ids;
  for (const Note& one : out) ids.push_back(one.id);
  if (ids.empty()) return out;
  for (Remark& remark : reader.by_ids(kRemark, kRemarks, std::span<const NoteId>(ids)))
    for (Note& one : out)
      if (one.id == remark.note) one.remarks.push_back(remark);
  return out;
}
void take_places(db::Transaction& transaction, VisitId visit) { transaction.send(kTakePlaces, visit); }
void take_places(db::Transaction& transaction, Instant ended_before) { transaction.send(kForgetPlaces, ended_before); }

void insert(db::Transaction& transaction, const Photo& photo) { transaction.send(kInsertPhoto, kPhoto.of(photo)); }
std::vector<Photo> photos(db::Reader& reader, VisitId visit) { return reader.all(kPhoto, kPhotos, visit); }
void remove(db::Transaction& transaction, PhotoId photo) { transaction.send(kRemovePhoto, photo); }
std::vector<PhotoId> outlived(db::Reader& reader, Instant ended_before, int limit) {
  return reader.all(db::value<PhotoId>, kOutlived, ended_before, limit);
}
std::vector<Photo> photos_after(db::Reader& reader, PhotoId after, int limit) { return reader.all(kPhoto, kAfter, after, limit); }

}  // namespace ocop::visits::store
