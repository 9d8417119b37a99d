#pragma once
#include "modules/offline/offline.h"
#include "modules/visits/service.h"

namespace ocop::visits {

// "visit.note", about "<dossier>/<visit>/<anything>": a note that was written where there was no network. The third part is the phone's:
// its outbox keeps one act a subject, and a visit may have several notes. Body: {"words", "tests", "latitude", "longitude": texts,
// "agreed": boolean, "remarks": {code: words}, "idempotency_key": of the page on which it was written}. Notes never overwrite each other.
// Whoever may write does so by office and the visit's province alone: a note of a visit that was called off, of a dossier that went back or
// on to its council meanwhile, and one that the page would have shown again with what is wrong, is set aside for its person.
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
