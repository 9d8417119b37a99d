#pragma once
#include <string_view>
#include <vector>

#include "modules/evaluation/types.h"
#include "modules/notices/notices.h"

// What evaluation tells people of, and whom. Pure.
namespace ocop::evaluation {

inline constexpr std::string_view kToldSubmitted = "dossier.submitted", kToldForwarded = "dossier.forwarded",
                                  kToldReturned = "dossier.returned", kToldCouncil = "council.named",
                                  kToldReopened = "sheet.reopened", kToldConflict = "conflict.declared", kToldChairless = "conflict.chair",
                                  kToldPosition = "position.awaited", kToldAgreed = "positions.agreed",
                                  kToldMeeting = "positions.meeting", kToldClosed = "scoring.closed",
                                  kToldAsked = "completion.asked", kToldProvinceAsked = "completion.province",
                                  kToldAnswered = "completion.answered",
                                  kToldCancelled = "completion.cancelled", kToldCorrected = "dossier.corrected",
                                  kToldSent = "file.sent", kToldReceived = "file.received", kToldGivenBack = "file.returned",
                                  kToldAdopted = "result.adopted", kToldJudged = "scoring.closed_at_centre";
std::vector<notices::Kind> notice_kinds();

// The commune's officers (its assessment, article 7.2); the members of the producer.
Grant commune_of(const Dossier& dossier);
Grant members_of(const Dossier& dossier);

}  // namespace ocop::evaluation
