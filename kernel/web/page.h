#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/http.h"
#include "kernel/web/html.h"
#include "kernel/web/motif.h"
#include "kernel/web/navigation.h"

// The frame of every page and the components of the design system (web/README.md; living page /design).
// A component writes complete, accessible markup; pages never repeat class names of components.
// The CSP forbids inline style and script: no style="…", no on…="…". Pages lay out with these classes alone (web/styles/layout.css):
//   lead (the sentence under an h1) · small · acts (a row of buttons) · stack (even vertical gaps) · row (things beside each other)
//   split (two columns on desks; its child `side` is the narrow one, `side first` stands before) · grid (tiles) · rail (sticky summary)
//   unseen (for screen readers only) · panel (a quiet box for one act) · tile (a product in a list: <li class="tile">)
namespace ocop::web {

// What the whole site shares; owned by app, passed by reference.
struct Site {
  std::string public_url;
  bool sample_register = false;       // demo: every page says that the register is a sample, not a list of products valid today
  std::function<std::string(std::string_view name)> asset;   // "site.css" -> "/assets/site.3f2a91.css"
  std::string flash_key;              // 32 random bytes of the data folder: signs the one-time messages
  Navigation navigation{};            // of all modules; the page's own entry is found by its path
};

enum class Width : unsigned char { text, wide };           // 68 characters, or the desk's full measure
// A scan page shows nothing above its verdict: the site's header follows <main> there. A task is one thing that somebody works on: on a
// phone it has a slim bar above and its own bar below (open_task_bar) instead of search, band and the bar of sections.
enum class Frame : unsigned char { full, scan, task };
struct PageOptions {
  std::string title{};                 // for the tab; the site's name is added
  std::string description{};           // meta description of public pages
  std::string share_picture{};         // path of the picture that chats show of the page (Open Graph); empty = none
  int share_width = 1200, share_height = 630;   // its pixels
  Width width = Width::text;
  Frame frame = Frame::full;
  const Motif* motif = nullptr;        // whose band is woven into the header; null = the common one
  std::vector<std::string> islands{};  // module scripts the page needs: "self-assessment.js"; the page must work without
  int status = 200;
  // Whether search engines shall know the page: not a list as somebody narrowed it, nor a search. It then has one address (rel=canonical).
  enum class Found : std::uint8_t { by_search_engines, by_links } found = Found::by_search_engines;
  std::string canonical{};             // path of that address where the page has several; empty = its own, without query
  std::string_view theme{};            // whose colours (web/styles/themes.css); empty = the site's own
};
// The whole document: skip link, header with search and language switch (the same page in the other language), sample notice, flash
// message, main, footer. `body` writes the inside of <main>.
http::Response page(const Site& site, const http::Request& request, const PageOptions& options, const std::function<void(Html&)>& body);
// For htmx: the fragment alone when request.is_htmx(), else the page.
http::Response error_page(const Site& site, const Error& error, const http::Request& request);
// A link in the request's language: path "/products" -> "/en/products" in English. What has no language keeps its path: /api/, /assets/,
// other sites. Twice is the same as once. Every component below does this to its own href and action: pass plain paths.
std::string link(const http::Request& request, std::string_view path);
std::string link(Language language, std::string_view path);
// The URL when it is a path of ours, #, ?, http(s), mailto or tel; else "#". For addresses that come from data (sources of imports).
std::string safe_url(std::string_view url);

// 303 with a one-time message shown by the next page (cookie signed with site.flash_key, RFC 2104). For a text with arguments format it
// first and pass Message{text, text}: only the request's language is kept. The path must begin with one '/'.
enum class FlashKind : unsigned char { done, notice };
http::Response redirect_with_flash(const Site& site, const http::Request& request, std::string_view path, const Message& message,
                                   FlashKind kind = FlashKind::done);

// What the reader may do, of Spot::duties: a figure for each entry that counts, links for the rest. Stands on the home page of a role.
void duties(Html& out, const Site& site, const http::Request& request);

// ---- forms -----------------------------------------------------------------------------------------------------------------
// Values are kept after an error: pages pass the submitted Fields back. The fields of a declared request are drawn by fields.h; what
// stands here draws one control by hand.
struct Form {
  const http::Request& request;
  const Error* error = nullptr;        // problems are shown in the summary and beside their fields
  const http::Fields* values = nullptr;
  const http::Fields* shown = nullptr; // what the page shows when nothing was submitted: its version stands (fields.h)
};
void open_form(Html& out, const Form& form, std::string_view action, std::string_view id = {});   // method=post, CSRF field
void open_upload_form(Html& out, const Form& form, std::string_view action);
void close_form(Html& out);
void error_summary(Html& out, const Form& form);          // role=alert, links to the fields; nothing when no error
enum class InputType : unsigned char { text, email, password, number, date, search, telephone };
struct Field {
  std::string name;
  Message label;
  std::optional<Message> hint{};
  std::string value{};                 // shown when the form has no submitted value
  InputType type = InputType::text;
  bool required = true;
  std::string autocomplete{};
  std::optional<std::size_t> limit{};  // maxlength
  Message needed{};                    // of one that is not required but at times: when, in the place of "optional"
};
void text_field(Html& out, const Form& form, const Field& field);
void text_area(Html& out, const Form& form, const Field& field, int rows);
struct Option { std::string value; std::string label; std::string hint{}; };
void select_field(Html& out, const Form& form, const Field& field, std::span<const Option> options);
void radio_cards(Html& out, const Form& form, const Field& field, std::span<const Option> options);   // large targets, law's order
void check_field(Html& out, const Form& form, const Field& field);
void check_cards(Html& out, const Form& form, const Field& field, std::span<const Option> options);   // several of a list
void file_field(Html& out, const Form& form, const Field& field, std::string_view accept);
enum class ButtonKind : unsigned char { main, quiet, danger };
void button(Html& out, const Message& label, ButtonKind kind = ButtonKind::main, std::string_view name = {}, std::string_view value = {});
void link_button(Html& out, const Message& label, std::string_view href, ButtonKind kind = ButtonKind::main);

// The line that says what the autosave of a form did (web/islands/autosave.ts); invisible without JavaScript.
void save_status(Html& out);
// The last thing of a form on a task's page: how far it is, and its buttons; on a phone always in reach. `progress` leads to what it tells
// of, and is renewed by what a save answers (data-progress).
void open_task_bar(Html& out, std::string_view progress, std::string_view href);
void close_task_bar(Html& out);

// ---- marks -----------------------------------------------------------------------------------------------------------------
// A state is a word, a shape and a colour, never colour alone. Which state looks how is a matter of the modules (modules/marks).
enum class Tone : unsigned char { good, soon, noted, ended, bad, unknown, none };
struct Look { Tone tone = Tone::none; Icon shape = Icon::ring; };
void badge(Html& out, const Look& look, const Message& word);
// A row of five stars of which `lit` are filled (drawn struck through in the tone `bad`); the text that says the same comes inside.
inline constexpr int kMostStars = 5;
void open_stars(Html& out, int lit, Tone tone);
void close_stars(Html& out);
// The first thing that a scan shows: a ground in the tone's colour; badge, sentence and stars come inside.
void open_verdict(Html& out, Tone tone);
void close_verdict(Html& out);

// ---- record and story -------------------------------------------------------------------------------------------------------
// Official record: indigo-ruled panel with its source line. Story: the maker's voice. The two never mix.
void open_record(Html& out, const Message& heading);
void close_record(Html& out, std::string_view source_line, std::string_view source_url = {});
void open_story(Html& out, std::string_view maker, std::string_view place);
void close_story(Html& out);
struct Fact { Message label; std::string value; std::string href{}; };
void facts(Html& out, std::span<const Fact> facts);                 // <dl>; what has no value is not said
// What search engines read beside the page: JSON-LD, valid JSON. No script: nothing of it runs.
void structured_data(Html& out, std::string_view json);
void notice(Html& out, const Message& text);                        // a calm line with a mark
void empty_state(Html& out, const Message& heading, const Message& teach, std::string_view href = {}, const Message* act = nullptr);

// Where a page stands: from the home page down; the last has no href.
struct Crumb { std::string label; std::string href{}; };
void crumbs(Html& out, std::span<const Crumb> crumbs);
// The states something goes through, with what was reached.
enum class StepState : unsigned char { done, now, later };
struct Step { Message label; StepState state = StepState::later; std::string note{}; };
void steps(Html& out, std::span<const Step> steps);
// The programme in figures; every figure leads to its rows.
struct Figure { std::string value; Message label; std::string href{}; };
void figures(Html& out, std::span<const Figure> figures);
// A labelled bar of value within maximum, as SVG; the label says both numbers in words.
void bar(Html& out, double value, double maximum, std::string_view label);

// ---- tables ----------------------------------------------------------------------------------------------------------------
struct Column { std::string key; Message label; bool numeric = false; bool sortable = false; };
struct Table {
  enum class Caption : unsigned char { shown, heard };   // heard: where a heading of the page says the same
  Message caption;
  std::vector<Column> columns;
  std::string sort{};                  // "name" or "-name"
  std::string export_href{};           // CSV of what is shown; empty = none (XLSX is the same with .xlsx)
  Caption captioned = Caption::shown;
};
// `rows` writes each row as open_row, one cell a column in order, close_row; on a phone each row becomes a two-line item.
// The first cell is the row's heading (<th scope="row">).
void open_row(Html& out);
void close_row(Html& out);
enum class Cell : unsigned char { data, heading };
void open_cell(Html& out, const Column& column, Cell cell = Cell::data);
void close_cell(Html& out, Cell cell = Cell::data);
void text_cell(Html& out, const Column& column, std::string_view text);
void link_cell(Html& out, const Column& column, std::string_view text, std::string_view href);   // the row's heading
void value_cell(Html& out, const Column& column, std::string_view text, std::string_view href, Cell cell);   // a link when there is an href
void table(Html& out, const http::Request& request, const Table& table, const std::function<void(Html&)>& rows);
void pager(Html& out, const http::Request& request, long long total, int page, int page_size);
struct Facet { std::string value; std::string label; long long count = 0; };
void facet_list(Html& out, const http::Request& request, std::string_view parameter, const Message& heading, std::span<const Facet> facets);

}  // namespace ocop::web
