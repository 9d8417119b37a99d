#pragma once
#include <string>

#include "kernel/print/print.h"
#include "modules/certificates/rulings.h"
#include "modules/rulebooks/rulebooks.h"

// The draft of a decision, ready to be numbered and signed outside the program: articles, and an annex with a row for each product that
// is recognised or sent to the Ministry. Whoever asks is given the signed paper, so the draft says how many are refused and names none. The
// Decision prints no form for it: form and place of each part are of Decree 30/2020/NĐ-CP (annex I), the words are ours. What the program
// does not know stays a dotted line: number and day, the law on local government, minutes that were not named. Pure; slow: on a worker.
namespace ocop::certificates {

struct RulingFacts {
  const Rulings::View& view;
  const places::Index& places;
  const rulebooks::Library& library;
  Instant now;
};
// internal: fonts or the template are missing.
Result<std::string> ruling_pdf(const RulingFacts& facts, const print::PdfFonts& fonts);
Result<std::string> ruling_docx(const RulingFacts& facts);
// What its office writes its letters by (article 7.3g): the products that are not recognised, with makers, points and reasons. No part of
// the decision, and for nobody outside the office.
Result<std::string> refused_pdf(const RulingFacts& facts, const print::PdfFonts& fonts);

}  // namespace ocop::certificates
