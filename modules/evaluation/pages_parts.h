#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/table.h"
#include "kernel/manifest/offers.h"
#include "kernel/web/fields.h"
#include "modules/evaluation/requests.h"
#include "modules/evaluation/words.h"

// What the pages of an evaluation share; inner.
namespace ocop::evaluation::pages {

// What every handler is given.
struct Context {
  Service& service;
  const web::Site& site;
  const manifest::Offers& offers;
};
using Owner = std::shared_ptr<const Context>;
void add_self_assessment(http::Router& router, const Owner& owner);   // pages_self_assessment.cc, pages_submission.cc
void add_overview(http::Router& router, const Owner& owner);          // pages_overview.cc
void add_report(http::Router& router, const Owner& owner);            // pages_report.cc
void add_council(http::Router& router, const Owner& owner);           // pages_council.cc
void add_sheet(http::Router& router, const Owner& owner);             // pages_sheet.cc
void add_closing(http::Router& router, const Owner& owner);           // pages_closing.cc
void add_result(http::Router& router, const Owner& owner);            // pages_result.cc
void add_figures(http::Router& router, const Owner& owner);           // pages_figures.cc
void add_opening(http::Router& router, const Owner& owner);           // pages_opening.cc
void add_settings(http::Router& router, const Owner& owner);          // pages_settings.cc

// ---- addresses -------------------------------------------------------------------------------------------------------------
std::string dossier_path(DossierId id, std::string_view rest = {});       // "/dossiers/{id}" + rest
std::string criterion_path(DossierId id, std::string_view code);
std::string criterion_anchor(std::string_view code);                      // "c-1.5"
std::string figure_path(DossierId id, std::string_view code);             // how a criterion's mean came about
std::string member_path(DossierId id, int seat);                          // a sheet of the council
std::string law_path(const rulebooks::Rulebook& rulebook, const rulebooks::Table& table, std::string_view anchor);   // in the rulebook

// ---- reading forms ---------------------------------------------------------------------------------------------------------
// Ids in the names of ticked boxes: "paper.0190…".
template <class T>
std::vector<T> ticked_ids(const std::vector<Pair>& boxes) {
  std::vector<T> out;
  for (const Pair& box : boxes)
    if (const auto id = T::parse(box.key); id && !box.value.empty()) out.push_back(*id);
  return out;
}
// The page's script asks for the rail alone.
bool wants_fragment(const http::Request& request);

// ---- words -----------------------------------------------------------------------------------------------------------------
inline Message words(const rulebooks::Text& text) { return {text.vi, text.en}; }        // valid while the library lives
inline Message same(std::string_view text) { return {text, text}; }                     // valid while `text` lives
std::string option_hint(const rulebooks::Option& option, Language language);            // "2 điểm · cần cho 4 sao"
std::string deadline_words(const rules::Deadline& deadline, Language language);
std::string seat_words(int seat, const std::string& name, Language language);           // name, or "Thành viên 1"
std::string option_words(const rulebooks::Criterion& criterion, int option, Language language);
const rulebooks::Option* chosen(const rulebooks::Criterion& criterion, const Answer* answer);

// ---- pieces ----------------------------------------------------------------------------------------------------------------
web::PageOptions options(std::string title, const rulebooks::Table& table, web::Width width);
void head(web::Html& out, const Dossier& dossier, std::string_view here);               // crumbs: work › dossier › here
// What was decided on it, and what its reader may do about that: the slots Panel and ReaderPanel.
void decided(web::Html& out, const Context& context, const http::Request& request, const Dossier& dossier);
void reader_panels(web::Html& out, const Context& context, const http::Request& request, const Dossier& dossier);   // the latter alone
void own_panels(web::Html& out, const Context& context, const DossierView& view);       // to its producer alone: the slot OwnPanel
std::string progress_words(const Rail& rail, Language language);                        // "4/32 · 12 điểm"
void progress(web::Html& out, const Dossier& dossier);                                  // the six states
void record(web::Html& out, const Context& context, const DossierView& view);
// A file at the centre, and one that came back (pages_centre.cc).
void centre_progress(web::Html& out, const Dossier& dossier);
void centre_record(web::Html& out, const DossierView& view, std::vector<web::Fact> facts);
void centre_acts(web::Html& out, const web::Form& form, const DossierView& view);        // nothing where there is nothing to do
void adopted_note(web::Html& out, const Dossier& dossier);                               // under a result that is the centre's
void add_centre(http::Router& router, const Owner& owner,
                Result<http::Response> (*overview)(const Context&, const http::Call<>&, DossierId));
void advice_part(web::Html& out, const http::Call<>& call, const DossierView& view);     // and its form, to whoever writes it
void add_advice(http::Router& router, const Owner& owner,
                Result<http::Response> (*overview)(const Context&, const http::Call<>&, DossierId));
void commune_report(web::Html& out, const DossierView& view);                           // once it is forwarded
// The council's meeting (pages_meeting.cc).
void discussions(web::Html& out, std::span<const Discussion> all, const Names& names);   // nothing when there are none
void discussion_form(web::Html& out, const http::Call<>& call, const Dossier& dossier);
void versions(web::Html& out, const http::Request& request, const ResultView& view);     // sheets that were scored again
// Conflicts of interest (pages_interest.cc).
std::string tie_words(std::span<const Tie> ties, AccountId account, Language language);     // empty = none is known
std::string given_up_words(const ConflictOfInterest& conflict, const Names& names, Language language);
void conflict_form(web::Html& out, const http::Call<>& call, const SheetView& view);
bool names_chair(const ClosingView& view);                                              // the provincial body, while nobody leads
void chair_form(web::Html& out, const http::Call<>& call, const ClosingView& view);      // while nobody leads: for whoever names another
void chair_conflict_form(web::Html& out, const http::Call<>& call, const ClosingView& view);
void given_up(web::Html& out, const http::Request& request, const ClosingView& view);    // with the chair's forms
void add_interest(http::Router& router, const Owner& owner,
                  Result<http::Response> (*closing)(const Context&, const http::Call<>&, DossierId));
void add_declaring(http::Router& router, const Owner& owner,
                   Result<http::Response> (*sheet)(const Context&, const http::Call<>&, DossierId));
// What decides the star, first: each with how far sheets are apart and its papers (pages_decisive.cc).
void decisive(web::Html& out, const Dossier& dossier, const rulebooks::Table& table, std::span<const DecisiveCriterion> criteria,
              std::span<const producers::Paper> papers);
void add_meeting(http::Router& router, const Owner& owner,
                 Result<http::Response> (*closing)(const Context&, const http::Call<>&, DossierId));
enum class RailFor : unsigned char { producer, member, reader };   // a reader gets no links to steps
// Inside of [data-rail]: `version` is what the next save of the form must carry.
void rail(web::Html& out, const Dossier& dossier, const rulebooks::Table& table, const Rail& rail, RailFor whom, std::int64_t version);
void rail_box(web::Html& out, const Dossier& dossier, const rulebooks::Table& table, const Rail& rail, RailFor whom, std::int64_t version);
http::Response rail_fragment(const http::Request& request, const Dossier& dossier, const rulebooks::Table& table, const Rail& rail,
                             RailFor whom, std::int64_t version);
void open_saving_form(web::Html& out, const http::Request& request, std::string_view action, web::Markup attributes);
void hidden(web::Html& out, std::string_view name, std::string_view value);
// Options of a criterion as radio cards in printed order, "none of them" last where the table has no option of 0 points.
void options_field(web::Html& out, const web::Form& form, const rulebooks::Criterion& criterion, std::string name, Message label,
                   std::optional<int> ticked);
void criterion_rules(web::Html& out, const rulebooks::Criterion& criterion);            // requirements, conditions, knock-outs
void paper_list(web::Html& out, const Dossier& dossier, std::span<const producers::Paper> papers);
// A handed-in form that met another person's save: both side by side, and a choice.
struct Choice { std::string label, yours, theirs; };
struct ConflictPage {
  std::string heading, back;                            // where "keep theirs" leads
  std::vector<Choice> choices;
  std::string action;                                   // where "save mine" posts; empty = only looking again is possible
  std::vector<std::pair<std::string, std::string>> mine;   // fields of the form, the new version among them
};
http::Response conflict_page(const Context& context, const http::Request& request, const Dossier& dossier, const Conflict& conflict,
                             const ConflictPage& page);

}  // namespace ocop::evaluation::pages
