#pragma once
#include "modules/evaluation/service.h"
#include "modules/offline/offline.h"

// The commune's report as an officer writes it on a site visit, where there is no network.
namespace ocop::evaluation {

// "dossier.report", about "<dossier>": the whole report as its page saves it; forwarding (article 7.2b) is no act of a phone.
// Body: the form's fields as typed ("materials" … "letter_on", days as on the page) and "version": of the report as last read.
// - Somebody saved meanwhile, or a day or a length is wrong: set aside, so that nothing that was typed is lost.
// - Forwarded or sent back meanwhile: refused with the reason.
inline constexpr std::string_view kOfflineReport = "dossier.report";
class OfflineReport final : public sync::Handler {
 public:
  explicit OfflineReport(const Service& service) : service_(service) {}
  bool may(db::Reader& reader, const Actor& actor, const sync::Act& act) const override;
  // {"version": of the saved report}
  Result<std::string> perform(db::Transaction& transaction, const Actor& actor, const sync::Act& act, Insist insist) const override;

 private:
  const Service& service_;
};

// How its person reads it on /offline: each field beside what is saved now. Both must outlive the program's modules.
offline::Kind offline_report_kind(Service& service, const OfflineReport& handler);

}  // namespace ocop::evaluation
