#pragma once
#include "modules/evaluation/pages_parts.h"

// What the pages of requests for completion share with the page of a dossier; inner.
namespace ocop::evaluation::pages {

void add_completion(http::Router& router, const Owner& owner);
void add_completion_answer(http::Router& router, const Owner& owner);

// Each request with its items and how it ended; to the office that asked, the button that cancels the open one.
void completions_part(web::Html& out, const web::Form& form, const DossierView& view);
// The commune's running stretches, and that the clock stands. Nothing when nothing was asked of it.
void clock_part(web::Html& out, const http::Request& request, const DossierView& view);
// What officers corrected, and to who may, the form.
void corrections_part(web::Html& out, const http::Request& request, const web::Form& form, const DossierView& view);
void add_corrections(http::Router& router, const Owner& owner,
                     Result<http::Response> (*overview)(const Context&, const http::Call<>&, DossierId));
// Whose act leads on, by which clause, and what else may be done at this step (procedure.h).
void procedure_part(web::Html& out, const http::Request& request, const Dossier& dossier);
// To a producer before and while it is assessed: the commune's last day, the round, the papers that will have ended.
void filing_part(web::Html& out, const DossierView& view);
std::string about_words(const rulebooks::Table& table, std::string_view about, Language language);  // "1.1 Nguồn nguyên liệu"
// What is missing before a sheet is handed in (pages_submission.cc).
void gaps(web::Html& out, const http::Request& request, const DossierView& view);
void registration(web::Html& out, const http::Request& request, const DossierView& view);
http::Response stale_submission(const Context& context, const http::Request& request, const DossierView& view, const Conflict& conflict,
                                std::string back);

}  // namespace ocop::evaluation::pages
