#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/evaluation/positions.h"
#include "modules/evaluation/rules.h"

// Written views of a renewal's council (positions.h): when they are asked for, what one must say, what follows from all of them. Pure; time
// is an argument. Articles are of Decision 26/2026/QĐ-TTg.
namespace ocop::evaluation::rules {

// Article 7.6d is of "đánh giá, phân hạng lại" alone: a first evaluation and an upgrade are scored in a meeting (articles 7.3d, 7.5b).
// At the centre article 7.6e says the same of the Ministry's council; there it scores in sheets as for a first evaluation (decision 151).
inline bool are_positions_asked_of(const Dossier& dossier) { return dossier.kind == Kind::renewal && dossier.level() == Level::province; }
// Whether the council judges by written views now, or has.
inline bool in_writing(const Dossier& dossier) {
  return dossier.positions == Positions::asked || dossier.positions == Positions::agreed;
}
// What members agree with or differ from must be there: the report (article 7.6c) and in it an option for each criterion. conflict, naming
// the criteria without one.
Result<void> check_report_to_agree_with(const rulebooks::Table& table, const std::optional<Advice>& advice,
                                        std::span<const Proposal> proposals);
// The last day of the views: the province's working days from today, and not after the 45 days as long as those run.
Date positions_until(const Settings& settings, Date today, Date renewal_ends, const HolidayCalendar& holidays);

// A difference needs its words, and so does what is called complex; within limits. All faults at once.
Result<void> check_position(const Position& position);

// Whether this seat has done what it is asked for now: its written view, or its sheet.
bool has_judged(const Dossier& dossier, const Seat& seat);
int judged(const Dossier& dossier, std::span<const Seat> seats);
// What settling and closing wait for. In writing it is the quorum: sheets_to_close() and the own sheet first (rules.h) keep a chair who
// scores as well from reading others out of a figure of their sheets, and there is none where the figure is the report's.
int needed_to_close(const Dossier& dossier, const Relation& chair, int seats);
Result<void> own_sheet_first(const Dossier& dossier, const Relation& chair, std::span<const Seat> seats);

// Whoever sat there when they were asked for again had the views of all before him: his would not be blind. conflict where it is so.
inline bool is_shut_out(const Dossier& dossier, int seat) { return seat <= dossier.positions_after; }
Result<void> check_not_shut_out(const Dossier& dossier, int seat);
// Of the seats that are still held: a seat that was given up counts no more, and neither does its view. shut_out: those that have no view
// and may give none any more.
struct Tally { int seats = 0, in = 0, differing = 0, complex = 0, shut_out = 0; };
Tally tally(const Dossier& dossier, std::span<const Seat> seats, std::span<const Position> positions);
inline int awaited(const Tally& tally) { return tally.seats - tally.in - tally.shut_out; }
// agreed: fewer differ than the province calls many, and nobody called it complex. meeting: else. conflict while it is too early: a council
// that lost members waits for stand-ins, a quorum is missing, or views are awaited and the last day is not over.
Result<Positions> settled(const Dossier& dossier, const Tally& tally, Date today);
// Whether nobody has to say that it is time: no view is awaited, the quorum is in and the council is whole.
bool settles_itself(const Dossier& dossier, const Tally& tally);

// A seat that waits for one who does not come back: its member's role ended (Seat::left) before the view, or before the sheet. Somebody
// else is named for it. Where the council agreed nothing waits for a seat.
bool awaits_another(const Dossier& dossier, const Seat& seat);

// What is refused while views are asked for, or because the council agreed without a meeting: part of may(Act, const Dossier&, …).
Result<void> fits_positions(Act act, const Dossier& dossier);
// Whoever sits in the council or serves the province's body, once the views are settled: nobody before, and until it is closed nobody who
// is of the producer as well (may_see_member_names).
bool may_read_positions(const Dossier& dossier, const Relation& relation);

}  // namespace ocop::evaluation::rules
