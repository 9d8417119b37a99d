#pragma once
#include <span>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/result.h"
#include "modules/evaluation/evaluation.h"
#include "modules/sessions/types.h"

// Pure. Article 7.3d of Decision 26/2026/QĐ-TTg leaves the council's work to its regulation; what may be done with one dossier is said by
// the rules of evaluation.
namespace ocop::sessions::rules {

enum class Act : std::uint8_t { change, call, hold, cancel };
inline constexpr std::array kActs{Act::change, Act::call, Act::hold, Act::cancel};
// What it is then. conflict: too late, or too early.
Result<State> may(Act act, State state);

// A title, an hour as a clock shows it, a day that is not gone and not too far.
Result<void> check(const Plan& plan, Date today);
// Whom the province may name: each with the role there, members once each, some. How many a regulation asks for is asked of each dossier.
struct Candidate { AccountId account; std::vector<Grant> grants; };
Result<void> check_people(const MakeSession& plan, std::span<const Candidate> candidates, std::string_view province);
// On the day of the meeting or after it.
Result<void> check_held(const Session& session, Date today);

// Dossiers that are put on an agenda: of the province, waiting for their council, not on it yet, within kMostOnAgenda.
Result<void> check_added(std::span<const DossierId> added, std::span<const Item> items, std::span<const evaluation::OnAgenda> waiting);
// One place up or down; at the end it stays. not_found: it is not on the agenda.
Result<std::vector<Item>> move(std::vector<Item> items, DossierId dossier, To to);
// Without it, places closed up. not_found.
Result<std::vector<Item>> remove(std::vector<Item> items, DossierId dossier);

// Why a dossier on which the advisory group has not reported stays off, where the session asks for the report.
std::optional<Error> without_advice(Advice advice, const evaluation::OnAgenda& dossier);
// What a call does with each item: `hindrances` in the order of the items. conflict when nothing could be opened, or, for Reach::all, when
// something could not.
Result<std::vector<Item>> sort_out(std::vector<Item> items, std::span<const std::optional<Error>> hindrances, Reach reach);
// The first sentence of an error, in both languages.
struct Words { std::string vi, en; };
Words words_of(const Error& error);

// Called on a working day before the day of the meeting, or on one before that. Civil Code, article 147.2: the day of the meeting itself
// does not count.
Ahead ahead(Date called, Date meeting, const HolidayCalendar& holidays);

// A called session of which each opened dossier is closed is held, whether or not its office has noted that.
State state_now(State state, std::span<const evaluation::State> opened);

}  // namespace ocop::sessions::rules
