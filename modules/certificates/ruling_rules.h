#pragma once
#include <span>
#include <string>
#include <string_view>

#include "modules/certificates/rules.h"
#include "modules/certificates/ruling_types.h"

// What one decision may say of many dossiers. Pure. Articles are of Decision 26/2026/QĐ-TTg.
namespace ocop::certificates::rules {

// A line with its dossier's facts, in the order of the ruling.
struct LineFacts {
  DossierId dossier;
  ClosedFacts facts;
};

// All lines at once (articles 4.1, 7.3đ, 7.3e, 7.4; each as decide() has it for one): at least one and at most kMostRuled, each outcome one
// that its dossier allows, a reason where it is not recognised. Field of a line: "outcomes.ID" or "reasons.ID", in a ruling of one line
// "outcome" or "reason". `decided`: the day on the paper, today while there is none. conflict when a dossier is not closed any more;
// else invalid_input with every wrong line. Precondition: one fact a line.
Result<void> check_lines(std::span<const Ruled> lines, std::span<const LineFacts> facts, Date decided, Date today);

// How numbers are compared: "1234/QĐ-UBND", "01234 / qđ - ubnd" are one. Decree 30/2020/NĐ-CP (annex I, II.3) numbers an organ's documents
// from 1 in each year, so one number of a year is one decision.
std::string number_key(std::string_view number);

// Signers as they are compared: case, marks and spaces say nothing.
bool is_same_signer(std::string_view one, std::string_view other);

// Whether what is recorded now is the same decision that has the number already: the same day and signer as its first part, and no other
// file than the first one that any of its parts came with. `parts`: in the order in which they were recorded; none is no decision.
bool is_same_decision(std::span<const Ruling> parts, const Ruling& now);

}  // namespace ocop::certificates::rules
