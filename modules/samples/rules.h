#pragma once
#include <span>

#include "kernel/access/access.h"
#include "kernel/base/result.h"
#include "modules/evaluation/evaluation.h"
#include "modules/samples/types.h"

// Pure. Articles are of Decision 26/2026/QĐ-TTg.
namespace ocop::samples::rules {

// Article 6.2d: "Sản phẩm mẫu (do chủ thể OCOP cung cấp)". Which steps are counted by whoever acts for this office while the dossier is in
// this state: the commune what it receives while it has the dossier, and what it sent on from forwarding until the scoring ends; the
// province what it receives in that time.
std::vector<Step> open_to(Role role, evaluation::State state);
// Whether samples come with it at all: they go with the file that its producer hands in to its commune (article 6.2d). A file at the
// centre and one that came back from there (article 7.4g) came through no commune; what the first dossier had was counted there.
bool come_with(const evaluation::Course& course);
// Since it was handed in last: what was counted of an earlier handing in was given back with it. An answer to a request is no handing in.
std::span<const Count> since_handed_in(std::span<const Count> counts, const evaluation::Course& course);
// Of the counts of one dossier in order of time, the latest of a step; nullptr: not counted yet.
const Count* latest(std::span<const Count> counts, Step step);
// Fewer whole ones than are due.
bool is_short(const Count& count);
// "trừ nhóm sản phẩm Dịch vụ du lịch …" is the rulebook's: `due` 0 = none are due, and none are counted. Words where fewer were found than
// are due, or some are damaged. The day not ahead, nor before the dossier was first handed in.
Result<void> check(const TakeCount& input, std::int64_t due, Date handed_in, Date today);
// The same was said last: asking twice is one count.
bool repeats(const Count& last, const TakeCount& input, AccountId by);

}  // namespace ocop::samples::rules
