#pragma once
#include <string>
#include <vector>

#include "kernel/documents/document.h"
#include "modules/evaluation/forms.h"

// Pieces that the papers of a dossier share; inner.
namespace ocop::evaluation::forms {

inline constexpr std::string_view kDots = "…………………………………………", kShortDots = "…………………";
inline constexpr std::string_view kDraft = "BẢN NHÁP / DRAFT";
// Names of places are those of the day on which the paper says what it says.
Date day_of(const FormFacts& facts);
// What stands at the head of a form that its producer still fills in, or completes; empty once it is handed in.
std::string draft_mark(const DossierView& view);
std::string address_of(const FormFacts& facts);   // dotted where the place is not known
// "tỉnh Lâm Đồng", "thành phố Hà Nội": within a sentence.
std::string province_of(const places::Index& places, const Dossier& dossier, Date day);
// The product set with where the decision prints it: "Cà phê, ca cao (Phụ lục II, mục 13)".
std::string set_of(const DossierView& view);

std::string title_of(const producers::Paper& paper);            // of its kind where it has none
std::string handed_in_words(const Dossier& dossier);            // "01/PĐK-68-24988-2026, nộp ngày 23/11/2026"

documents::Paragraph line(std::string label, std::string text);
documents::Paragraph strong_line(std::string label, std::string text);
documents::Paragraph middle(documents::Piece piece, double after = 0);
documents::Piece italic(std::string text);
void letterhead(documents::Document& out);
// The right half of the page, as papers are signed.
void signature(documents::Document& out, std::vector<documents::Paragraph> lines);

// Every criterion with the mean of the council, and the lowest and highest sheet.
documents::Table criteria_table(const ResultView& result);
documents::Table members_table(const ResultView& result);
void opinions(documents::Document& out, const ResultView& result);
// What took the stars: each tick with its ground and the seat that made it.
void knockouts(documents::Document& out, const ResultView& result);
// The least levels that were missed for the next star.
void floors(documents::Document& out, const ResultView& result);

}  // namespace ocop::evaluation::forms
