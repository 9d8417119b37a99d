#pragma once
#include "kernel/db/columns.h"
#include "modules/evaluation/types.h"

// Columns that more than one of the module's store files needs.
namespace ocop::evaluation::store {

inline constexpr db::Words<SheetState, 2> kSheetStates{{{SheetState::open, "open"}, {SheetState::submitted, "submitted"}}};
inline constexpr db::Words<rulebooks::FloorBasis, 2> kFloorBases{{{rulebooks::FloorBasis::mean, "mean"},
                                                                  {rulebooks::FloorBasis::every_sheet, "every_sheet"}}};
inline constexpr db::Words<rulebooks::Rounding, 2> kRoundings{
    {{rulebooks::Rounding::cut, "cut"}, {rulebooks::Rounding::half_up, "half_up"}}};
inline constexpr db::Words<SelfScore, 2> kSelfScores{{{SelfScore::hidden, "hidden"}, {SelfScore::shown, "shown"}}};
inline constexpr db::Words<OverSpread, 2> kOverSpreads{
    {{OverSpread::accept_with_reason, "accept_with_reason"}, {OverSpread::refuse, "refuse"}}};
inline constexpr db::Words<AtLimit, 2> kAtLimits{{{AtLimit::within, "within"}, {AtLimit::over, "over"}}};
inline constexpr db::Words<PotentialFive, 3> kPotentialFives{
    {{PotentialFive::either, "either"}, {PotentialFive::ministry, "ministry"}, {PotentialFive::province, "province"}}};

// Without the day they are valid from, which has another name in each table.
inline constexpr auto kCouncilSettings = db::columns<Settings>(
    db::column("council_size_min", &Settings::council_size_min), db::column("quorum_percent", &Settings::quorum_percent),
    db::column("spread_limit", &Settings::spread_limit), db::column("floor_basis", &Settings::floor_basis, kFloorBases),
    db::column("rounding", &Settings::rounding, kRoundings), db::column("self_score", &Settings::self_score, kSelfScores),
    db::column("over_spread", &Settings::over_spread, kOverSpreads), db::column("at_limit", &Settings::at_limit, kAtLimits),
    db::column("potential_five", &Settings::potential_five, kPotentialFives),
    db::column("differing_least", &Settings::differing_least), db::column("position_days", &Settings::position_days));
inline constexpr auto kSettings = db::columns<Settings>(db::column("valid_from", &Settings::valid_from), db::also(kCouncilSettings));

}  // namespace ocop::evaluation::store
