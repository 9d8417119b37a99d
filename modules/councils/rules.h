#pragma once
#include <span>

#include "modules/councils/types.h"
#include "modules/evaluation/evaluation.h"

// Pure. Of one dossier with k members, totals t and their sum S, a member's difference from the mean of the others is
//
//     t − (S − t) / (k − 1)  =  (k·t − S) / (k − 1)
//
// The numerator is a whole number: points that every member gave more or less change nothing (k·(t + c) − (S + k·c)), and of members who
// gave the same it is exactly 0. Only the quotient, the mean over dossiers and its standard error are of double precision; sums are taken
// in the order of dossiers, so that the same facts give the same figure.
namespace ocop::councils::rules {

// Names are filled in by whoever knows them. Each member with his common dossiers, by account.
std::vector<Member> members(std::span<const evaluation::Given> given);
std::vector<Criterion> criteria(std::span<const evaluation::Given> given);
// How the mean sheet moves from round to round (article 5.1): the dossiers differ too, so that it is a question and no finding.
std::vector<Round> rounds(std::span<const evaluation::Given> given);
// Precondition: not empty. Of one value the error is 0.
Mean mean(std::span<const double> values);

}  // namespace ocop::councils::rules
