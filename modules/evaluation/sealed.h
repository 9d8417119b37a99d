#pragma once
#include "kernel/tlog/seal.h"

// The rows that the module's entries in the log answer for (kernel/tlog/seal.h).
namespace ocop::evaluation {

inline constexpr tlog::Sealed kSealedDossier{.table = "evaluation_dossier", .key = "id", .open = "state = 'draft'"};
// Who was drawn to which seat: fixed when the council is named, before anything is on the sheet.
inline constexpr std::string_view kSeatColumns[] = {"dossier", "member", "seat"};
inline constexpr tlog::Sealed kSealedSeat{
    .table = "evaluation_sheet", .key = "id", .open = "seat = 0", .columns = kSeatColumns, .as = "evaluation_sheet/seat"};
// A sheet with all that is on it, from its hand-in until it is opened again.
inline constexpr tlog::Hanging kOnSheet[] = {{"evaluation_answer", "sheet", "criterion"},
                                             {"evaluation_evidence", "sheet", "criterion, paper"},
                                             {"evaluation_opinion", "sheet", "part"},
                                             {"evaluation_knockout", "sheet", "code"}};
inline constexpr tlog::Sealed kSealedSheet{.table = "evaluation_sheet", .key = "id", .open = "state = 'open'", .hanging = kOnSheet};
inline constexpr tlog::Sealed kSealedSubmission{.table = "evaluation_submission", .key = "log_index"};
inline constexpr tlog::Sealed kSealedDiscussion{.table = "evaluation_discussion", .key = "log_index"};
// Without the ground and the salt that opens its commitment: both go with the person. The commitment itself is in the entry.
inline constexpr std::string_view kConflictColumns[] = {"commitment", "declared", "dossier", "log_index", "member", "seat"};
inline constexpr tlog::Sealed kSealedConflict{.table = "evaluation_conflict", .key = "log_index", .columns = kConflictColumns};
inline constexpr tlog::Sealed kSealedPosition{.table = "evaluation_position", .key = "log_index"};
inline constexpr tlog::Sealed kSealedStandIn{.table = "evaluation_stand_in", .key = "log_index"};
// What members are held against when they hand in: fixed when the council is named. Reports of councils of before are nobody's business.
inline constexpr tlog::Hanging kOnAdvice[] = {{"evaluation_proposal", "dossier", "criterion"}};
inline constexpr tlog::Sealed kSealedAdvice{
    .table = "evaluation_advice", .key = "dossier", .hanging = kOnAdvice, .rows = tlog::Sealed::Rows::some};
inline constexpr tlog::Sealed kSealedReport{.table = "evaluation_commune_report", .key = "id", .open = "forwarded_at IS NULL"};
// What stands beside a report's matters is a row only when something was said, so that the seal of a report without it is as it ever was.
inline constexpr tlog::Sealed kSealedBeside{
    .table = "evaluation_report_beside", .key = "report",
    .open = "report IN (SELECT id FROM evaluation_commune_report WHERE forwarded_at IS NULL)"};
// What was asked stands for good; how it ended is sealed anew by the act that ends it.
inline constexpr tlog::Hanging kOnCompletion[] = {{"evaluation_completion_item", "completion", "place"}};
inline constexpr tlog::Sealed kSealedCompletion{.table = "evaluation_completion", .key = "id", .hanging = kOnCompletion};
inline constexpr tlog::Sealed kSealedCorrection{.table = "evaluation_correction", .key = "id"};
inline constexpr tlog::Sealed kSealedResult{.table = "evaluation_result", .key = "dossier"};
inline constexpr tlog::Sealed kSealedSetting{.table = "evaluation_setting", .key = "province || '/' || valid_from"};
inline constexpr tlog::Sealed kSealed[] = {kSealedDossier,    kSealedSeat,   kSealedSheet,  kSealedSubmission,
                                           kSealedReport, kSealedBeside, kSealedResult, kSealedSetting, kSealedCompletion,
                                           kSealedCorrection, kSealedDiscussion, kSealedConflict, kSealedStandIn,
                                           kSealedAdvice, kSealedPosition};

}  // namespace ocop::evaluation
