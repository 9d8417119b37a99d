#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "modules/visits/types.h"

// Rows of visits. Access is the service's.
namespace ocop::visits::store {

inline constexpr std::string_view kPhotoTable = "visits_photo";

void insert(db::Transaction& transaction, const Visit& visit);
// State, end, log index and version of what was read. False: somebody was faster.
bool move(db::Transaction& transaction, const Visit& visit);
std::optional<Visit> find(db::Reader& reader, DossierId dossier, VisitId visit);
std::vector<Visit> of(db::Reader& reader, DossierId dossier);   // by day
std::vector<Visit> by_ids(db::Reader& reader, std::span<const VisitId> visits);

void insert(db::Transaction& transaction, const Note& note);
std::vector<Note> notes(db::Reader& reader, VisitId visit);     // the first seen first, with their remarks
void take_places(db::Transaction& transaction, VisitId visit);
void take_places(db::Transaction& transaction, Instant ended_before);

void insert(db::Transaction& transaction, const Photo& photo);
std::vector<Photo> photos(db::Reader& reader, VisitId visit);   // the first added first
void remove(db::Transaction& transaction, PhotoId photo);
std::vector<PhotoId> outlived(db::Reader& reader, Instant ended_before, int limit);
std::vector<Photo> photos_after(db::Reader& reader, PhotoId after, int limit);   // in the order of their ids

}  // namespace ocop::visits::store
