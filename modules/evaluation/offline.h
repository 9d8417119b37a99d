#pragma once
#include "modules/offline/offline.h"
#include "modules/evaluation/service.h"

// Acts of evaluation that a phone may do without a network.
namespace ocop::evaluation {

// "dossier.answer", about "<dossier>/<criterion>": one answer of a self-assessment, as the page of the criterion saves it.
// Body: {"option": number, "note": text, "papers": [ids], "version": of the answer as last read, 0 = there was none}.
// Two members of one producer, or two phones of one member, may have answered the same criterion: the second to arrive is set aside.
inline constexpr std::string_view kOfflineAnswer = "dossier.answer";
class OfflineAnswer final : public sync::Handler {
 public:
  explicit OfflineAnswer(const Service& service) : service_(service) {}
  bool may(db::Reader& reader, const Actor& actor, const sync::Act& act) const override;
  // {"version": of the saved answer}
  Result<std::string> perform(db::Transaction& transaction, const Actor& actor, const sync::Act& act, Insist insist) const override;

 private:
  const Service& service_;
};

// How its person reads it on /offline: option, note and papers, beside what is saved now. Both must outlive the program's modules.
offline::Kind offline_answer_kind(Service& service, const OfflineAnswer& handler);

}  // namespace ocop::evaluation
