#pragma once
#include <string>

#include "kernel/documents/document.h"
#include "modules/evaluation/forms.h"

// Papers of a council's meeting (article 7.3d: it meets by its regulation, reports the result and proposes). The Decision prints no form
// for them: the words are ours. Names, grounds of conflicts as the view has them; what is not kept (place, secretary) stays a dotted line.
namespace ocop::evaluation {

// Who was there, conflicts of interest, what was discussed, each version of a sheet, the result criterion by criterion, floors missed.
documents::Document minutes_of(const ResultFacts& facts);
// The council to the chair of the province's committee: how it scored, what came out, what it proposes by article 7.3.
documents::Document council_report(const ResultFacts& facts);

}  // namespace ocop::evaluation
