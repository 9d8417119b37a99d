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

// Without the day they are valid from, which has another name in each table.
inline constexpr auto kCouncilSettings = db::columns<Settings>(
    db::column("council_size_min", &Settings::council_size_min), db::column("quorum_percent", &Settings::quorum_percent),
    db::column("spread_limit", &Settings::spread_limit), db::column("floor_basis", &Settings::floor_basis, kFloorBases),
    db::column("rounding", &Settings::rounding, kRoundings), db::column("self_score", &Settings::self_score, kSelfScores));
inline constexpr auto kSettings = db::columns<Settings>(db::column("valid_from", &Settings::valid_from), db::also(kCouncilSettings));

}  // namespace ocop::evaluation::store
