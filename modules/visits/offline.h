#pragma once
#include "modules/offline/offline.h"
#include "modules/visits/service.h"

namespace ocop::visits {

// "visit.note", about "<dossier>/<visit>/<anything>": a note that was written where there was no network. The third part is the phone's:
// its outbox keeps one act a subject, and a visit may have several notes. Body: {"words", "tests", "latitude", "longitude": texts,
// "agreed": boolean, "remarks": {code: words}}. Notes never overwrite each other; one of a visit that was called off, or of a dossier that
// has gone on to its council meanwhile, is set aside for its person.
inline constexpr std::string_view kOfflineNote = "visit.note";
class OfflineNote final : public sync::Handler {
 public:
  explicit OfflineNote(const Service& service) : service_(service) {}
  bool may(db::Reader& reader, const Actor& actor, const sync::Act& act) const override;
  // {"note": its id}
  Result<std::string> perform(db::Transaction& transaction, const Actor& actor, const sync::Act& act, Insist insist) const override;

 private:
  const Service& service_;
};

// How its person reads it on /offline. Both must outlive the program's modules.
offline::Kind offline_note_kind(const Service& service, const OfflineNote& handler);

}  // namespace ocop::visits
