#pragma once
#include <string>
#include <string_view>

#include "kernel/tlog/tlog.h"
#include "modules/evaluation/completion.h"
#include "modules/evaluation/correction.h"
#include "modules/evaluation/positions.h"

// Canonical JSON (sorted keys, no white space) of what is handed in and of what the log records.
namespace ocop::evaluation {

// Everything on a sheet that counts: answers with notes and papers, knockouts with reasons, opinions. It is kept word for word and its
// commitment goes to the log, so that nobody can later say that another sheet was handed in.
std::string canonical(const Sheet& sheet);
// The same back: answers with notes and papers, knock-outs, opinions, and nothing of who saved them. Error: internal, what stands there is
// no such text.
Result<Sheet> read_canonical(std::string_view text);
Result<std::vector<Answer>> answers_of(std::string_view canonical);   // of it

// The kinds of log entries the module writes, with the fields of each body. Service::recheck holds them against the rows.
// standing_until: of an upgrade or renewal, the end of the recognition that it follows; entries of before do not say it.
inline constexpr std::string_view kDossierSubmittedFields[] = {"commitment", "kind",     "number",        "product",
                                                               "product_set", "rulebook", "standing_until"};
inline constexpr std::string_view kDossierReturnedFields[] = {"number"};
inline constexpr std::string_view kDossierForwardedFields[] = {"number"};
// differing_least and positions_until: of a renewal whose council gives its views in writing first.
inline constexpr std::string_view kScoringOpenedFields[] = {"at_limit", "differing_least", "floor_basis", "number", "over_spread",
                                                            "positions_until", "potential_five", "quorum_percent", "rounding", "seats",
                                                            "spread_limit"};
inline constexpr std::string_view kSheetSubmittedFields[] = {"commitment", "dossier", "ordinal", "seat"};
inline constexpr std::string_view kSheetReopenedFields[] = {"dossier", "seat"};
inline constexpr std::string_view kScoringClosedFields[] = {"band", "knockouts", "number", "parts", "product_set", "rulebook", "seats",
                                                            "sheets", "spread", "spread_accepted", "stars", "total", "way"};
// Entries of before these were settings have neither at_limit, over_spread nor potential_five: what they are by default held then.
inline constexpr std::string_view kSettingsEnteredFields[] = {"at_limit", "council_size_min", "differing_least", "floor_basis",
                                                              "over_spread", "position_days", "potential_five", "quorum_percent",
                                                              "rounding", "self_score", "spread_limit", "valid_from"};
// Which way it is the entry of the closing says: nobody outside the council reads it before.
inline constexpr std::string_view kPositionGivenFields[] = {"commitment", "dossier", "seat"};
inline constexpr std::string_view kPositionsSettledFields[] = {"dossier", "in", "seats"};
inline constexpr std::string_view kCompletionFields[] = {"dossier", "number"};
inline constexpr std::string_view kCorrectedFields[] = {"dossier", "field"};
inline constexpr tlog::Kind kDossierCorrected{"dossier.corrected", kCorrectedFields};
inline constexpr tlog::Kind kCompletionAsked{"completion.asked", kCompletionFields},
    kCompletionAnswered{"completion.answered", kCompletionFields}, kCompletionCancelled{"completion.cancelled", kCompletionFields};
inline constexpr std::string_view kDiscussionNotedFields[] = {"commitment", "dossier", "opened", "ordinal", "seat"};
inline constexpr std::string_view kConflictDeclaredFields[] = {"commitment", "dossier", "seat"};
inline constexpr std::string_view kChairNamedFields[] = {"dossier"};
inline constexpr std::string_view kSeatFilledFields[] = {"dossier", "instead", "seat"};
inline constexpr tlog::Kind kDossierSubmitted{"dossier.submitted", kDossierSubmittedFields},
    kDossierReturned{"dossier.returned", kDossierReturnedFields}, kDossierForwarded{"dossier.forwarded", kDossierForwardedFields},
    kScoringOpened{"scoring.opened", kScoringOpenedFields},
    kSheetSubmitted{"sheet.submitted", kSheetSubmittedFields}, kSheetReopened{"sheet.reopened", kSheetReopenedFields},
    kScoringClosed{"scoring.closed", kScoringClosedFields}, kSettingsEntered{"settings.entered", kSettingsEnteredFields},
    kDiscussionNoted{"discussion.noted", kDiscussionNotedFields},
    kConflictDeclared{"conflict.declared", kConflictDeclaredFields}, kSeatFilled{"seat.filled", kSeatFilledFields},
    kChairNamed{"chair.named", kChairNamedFields},
    kPositionGiven{"position.given", kPositionGivenFields}, kPositionsSettled{"positions.settled", kPositionsSettledFields};
// Of a dossier that goes on from another one (`origin`; articles 7.3e, 7.4g): what its office has before it. `province` 00: the centre.
inline constexpr std::string_view kFileSubmittedFields[] = {"commitment", "kind", "number", "origin", "product", "product_set", "province",
                                                            "rulebook"};
inline constexpr std::string_view kFileMovedFields[] = {"number", "origin"};
inline constexpr std::string_view kResultAdoptedFields[] = {"band", "number", "origin", "stars", "total"};
inline constexpr tlog::Kind kFileSubmitted{"file.submitted", kFileSubmittedFields}, kFileSent{"file.sent", kFileMovedFields},
    kFileReceived{"file.received", kFileMovedFields}, kFileReturned{"file.returned", kFileMovedFields},
    kResultAdopted{"result.adopted", kResultAdoptedFields};
inline constexpr tlog::Kind kLeaves[] = {kDossierSubmitted, kDossierReturned, kDossierForwarded, kScoringOpened,
                                         kSheetSubmitted,   kSheetReopened,   kScoringClosed,    kSettingsEntered,
                                         kCompletionAsked,  kCompletionAnswered, kCompletionCancelled,
                                         kDossierCorrected, kDiscussionNoted, kConflictDeclared, kSeatFilled,
                                         kChairNamed, kFileSubmitted, kFileSent, kFileReceived, kFileReturned, kResultAdopted,
                                         kPositionGiven,    kPositionsSettled};

// Bodies of log leaves. Never names, opinions or notes.
std::string leaf_dossier_submitted(const Dossier& dossier, std::string_view commitment);
std::string leaf_file_submitted(const Dossier& file, std::string_view commitment);
std::string leaf_file_moved(const Dossier& file);                     // sent, received, returned
std::string leaf_result_adopted(const Dossier& dossier, const StoredResult& result);
std::string leaf_dossier_moved(const Dossier& dossier);               // sent back, forwarded
std::string leaf_completion(const Dossier& dossier, const Completion& completion);   // which one of which dossier; no words
std::string leaf_corrected(const Correction& correction);                            // which field of which dossier; no words
std::string leaf_scoring_opened(const Dossier& dossier, int seats);   // with the province's settings: they decide the result
std::string leaf_sheet_submitted(const Dossier& dossier, int seat, int ordinal, std::string_view commitment);
std::string leaf_sheet_reopened(const Dossier& dossier, int seat);
std::string leaf_conflict_declared(const ConflictOfInterest& conflict);   // without its ground
std::string leaf_seat_filled(const StandIn& stand_in);
std::string leaf_chair_named(const Dossier& dossier);                 // that another leads; not who
std::string canonical(const Position& position);                      // what its commitment is of
std::string leaf_position_given(const Position& position);            // without its words
std::string leaf_positions_settled(const Dossier& dossier, int in, int seats);
std::string leaf_discussion_noted(const Discussion& discussion);      // without its words
std::string leaf_settings_entered(const Settings& settings);
std::string leaf_scoring_closed(const Dossier& dossier, const StoredResult& result, const rulebooks::Outcome& outcome);

}  // namespace ocop::evaluation
