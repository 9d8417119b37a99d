#include "modules/products/pages_imports.h"

#include <algorithm>
#include <map>
#include <memory>

#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/fields.h"
#include "modules/products/import_requests.h"
#include "modules/products/messages.h"

// A register brought in by people: the file is sent, its rows are looked at, cells are corrected in place, the whole is applied or undone.
namespace ocop::products {
namespace {

using http::Call;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::string_view kList = "/imports";
constexpr std::array<web::Look, kOutcomes> kLooks{{{web::Tone::good, web::Icon::check},
                                                   {web::Tone::noted, web::Icon::ring},
                                                   {web::Tone::none, web::Icon::ring},
                                                   {web::Tone::soon, web::Icon::question},
                                                   {web::Tone::bad, web::Icon::cross}}};

std::string figure(std::int64_t value, Language language) { return text::group_digits(value, language); }
std::int64_t count_of(const Import& import, Outcome outcome) { return import.counts[static_cast<std::size_t>(outcome)]; }
std::string rows_path(ImportId id, Outcome outcome) {
  return std::string(kList) + "/rows?import=" + id.text() + "&outcome=" + std::string(name(outcome));
}
std::string where_of(const ImportRow& row, Language language) {
  if (row.sheet.empty()) return format(msg::import_row_line, language, {std::to_string(row.line)});
  return format(msg::import_row_sheet, language, {row.sheet, std::to_string(row.row)});
}
constexpr std::size_t kGroupsShown = 50;   // a person mends one after the other; the list of rows has them all

std::string cell_words(const WrongCell& cell, Language language) {
  if (cell.field.empty()) return in(msg::import_whole_row, language);
  if (cell.column.empty()) return format(msg::import_cell_no_letter, language, {cell.field});
  return format(msg::import_cell, language, {cell.column, cell.heading.empty() ? cell.field : cell.heading});
}

struct Pages {
  Imports& imports;
  const web::Site& site;
  Random& random;

  Result<Response> page(const http::Asked& call, const std::string& title, std::vector<web::Crumb> way,
                        const std::function<void(Html&)>& body) const {
    way.insert(way.begin(), web::Crumb{in(msg::imports_title, call.language()), std::string(kList)});
    way.push_back({title, {}});
    return web::page(site, call.request, {.title = title, .width = web::Width::wide, .islands = {"under-way.js"}}, [&](Html& out) {
      web::crumbs(out, way);
      out << "<h1>"_h << title << "</h1>"_h;
      body(out);
    });
  }

  // ---- a new one
  Result<Response> sending(const Call<>& call) const {
    return page(call, in(msg::imports_send, call.language()), {}, [&](Html& out) {
      const web::Form form = web::form(call);
      out << "<p class=\"lead\">"_h << msg::import_send_lead << "</p>"_h;
      web::open_upload_form(out, form, kList);
      web::error_summary(out, form);
      web::attempt_field(out, form, random);
      web::control(out, form, import_file().shape(), "file", {.accept = ".xlsx,.csv,text/csv"});
      web::control(out, form, import_file().shape(), "source");
      std::string before;
      for (const std::string& one : imports.sources(call.actor)) before.append(before.empty() ? "" : "; ").append(one);
      if (!before.empty()) out << "<p class=\"small\">"_h << format(msg::import_sources_before, out.language(), {before}) << "</p>"_h;
      web::button(out, msg::import_look);
      web::close_form(out);
    });
  }
  Result<Response> send(const Call<ImportFile>& call) const {
    OCOP_TRY(attempt, http::attempt_of(call.request));
    ImportFile file = call.input;
    file.attempt = std::move(attempt);
    OCOP_TRY(made, imports.send(call.actor, file));
    return Response::redirect(web::link(call.request, import_path(made.id)));
  }

  // ---- one
  Result<Response> one(const Call<>& call, ImportId id) const {
    OCOP_TRY(shown, imports.show(call.actor, id));
    const std::string title = format(msg::import_title, call.language(), {shown.import.file_name});
    return page(call, title, {}, [&](Html& out) {
      web::error_summary(out, web::form(call));
      if (shown.import.under_way != UnderWay::nothing) {
        under_way(out, shown);
        facts(out, shown);
        return;
      }
      if (!shown.import.told.empty()) {
        const std::string told = shown.import.told_in(out.language());
        web::notice(out, Message{told, told});
      }
      const bool looked = shown.import.state == ImportState::looked;
      if (looked) offered_words(out);
      if (!shown.import.missing.empty()) {   // before that is said there is nothing else to see
        if (looked) columns(out, call, shown.import);
        facts(out, shown);
        if (looked) decide(out, call, shown.import);
        return;
      }
      facts(out, shown);
      counts(out, call, shown.import);
      if (looked) {
        columns(out, call, shown.import);
        recipe(out, call, shown);
        wrong(out, call, shown);
        decide(out, call, shown.import);
      }
      if (shown.import.state == ImportState::undone) again(out, call, shown.import);
      corrected(out, call, shown);
      if (shown.may_undo()) undoing(out, call, shown);
    });
  }
  // What a job is doing: the page is loaded again to see more; with JavaScript that happens by itself (web/islands/under-way.ts).
  static void under_way(Html& out, const Imports::Shown& shown) {
    const Import& one = shown.import;
    const ImportProgress::Step& step = shown.step;
    out << "<section class=\"panel stack\" data-under-way=\"/api/v1"_h << import_path(one.id) << "\"><h2>"_h << label(one.under_way)
        << "</h2><p role=\"status\">"_h << step_words(step, out.language()) << "</p><progress aria-label=\""_h
        << in(label(one.under_way), out.language()) << "\""_h;
    if (step.total > 0)
      out << " value=\""_h << static_cast<std::int64_t>(step.done) << "\" max=\""_h << static_cast<std::int64_t>(step.total) << "\""_h;
    out << "></progress><p>"_h << msg::under_way_lead << "</p>"_h;
    web::link_button(out, msg::under_way_again, import_path(one.id), web::ButtonKind::quiet);
    out << "</section>"_h;
  }
  void facts(Html& out, const Imports::Shown& shown) const {
    const Import& one = shown.import;
    const std::string index = one.log_index < 0 ? std::string() : std::to_string(one.log_index);
    web::facts(out, std::array{web::Fact{msg::import_source, one.source},
                               web::Fact{msg::import_sent_on, ocop::show(one.sent, out.language())},
                               web::Fact{msg::import_written_as, one.written_as},
                               web::Fact{msg::import_state, in(label(one.state), out.language())},
                               web::Fact{msg::import_applied_on, one.applied ? ocop::show(*one.applied, out.language()) : std::string()},
                               web::Fact{msg::import_undone_on, one.undone ? ocop::show(*one.undone, out.language()) : std::string()},
                               web::Fact{msg::import_logged, index, "/log?from=" + index}});
  }
  void counts(Html& out, const http::Asked& call, const Import& import) const {
    out << "<h2>"_h << msg::import_counts << "</h2>"_h;
    if (import.state == ImportState::looked) out << "<p>"_h << msg::import_counts_lead << "</p>"_h;
    const web::Table table{msg::import_counts, {{"outcome", msg::import_outcome}, {"rows", msg::import_rows, true}}};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const Outcome outcome : kAllOutcomes) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        draw_outcome(rows, outcome);
        web::close_cell(rows, web::Cell::heading);
        web::link_cell(rows, table.columns[1], figure(count_of(import, outcome), rows.language()), rows_path(import.id, outcome));
        web::close_row(rows);
      }
    });
    const std::string rows = std::string(kList) + "/rows", of = "?import=" + import.id.text();
    web::link_button(out, msg::import_all_rows, rows + of, web::ButtonKind::quiet);
    out << "<p class=\"small\">"_h << msg::import_report;
    for (const auto& [ending, label] : {std::pair{".xlsx", "Excel"}, std::pair{".csv", "CSV"}})
      out << " <a href=\""_h << web::link(call.request, rows + ending + of) << "\">"_h << label << "</a>"_h;
    out << "</p>"_h;
  }
  // ---- what the headings of the file mean
  void columns(Html& out, const http::Asked& call, const Import& import) const {
    const auto headings = headings_of(import);
    if (headings.empty()) return;   // looked at by an earlier version
    const bool complete = import.missing.empty();
    if (complete) out << "<details><summary>"_h << msg::headings_title << "</summary><div class=\"stack\">"_h;
    else out << "<section class=\"panel stack\"><h2>"_h << msg::headings_missing_title << "</h2>"_h;
    std::string lacks;
    for (const std::string_view field : text::split(import.missing, ' '))
      if (!field.empty()) lacks.append(lacks.empty() ? "" : ", ").append(in(column_label(field), out.language()));
    if (!complete) out << "<p>"_h << format(msg::headings_missing, out.language(), {lacks}) << "</p>"_h;
    headings_table(out, call, headings);
    heading_form(out, call, import, headings);
    for (const std::string_view field : kSayable)
      if (std::ranges::find(headings, field, &ImportHeading::field) == headings.end()) all_rows_form(out, call, import, field);
    out << (complete ? "</div></details>"_h : "</section>"_h);
  }
  static void headings_table(Html& out, const http::Asked& call, const std::vector<ImportHeading>& headings) {
    const web::Table table{msg::headings_title, {{"heading", msg::heading_in_file}, {"field", msg::heading_is}}};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const ImportHeading& one : headings) {
        web::open_row(rows);
        web::open_cell(rows, table.columns[0], web::Cell::heading);
        rows << heading_words(one);
        web::close_cell(rows, web::Cell::heading);
        web::text_cell(rows, table.columns[1], in(one.field.empty() ? msg::heading_unknown : column_label(one.field), rows.language()));
        web::close_row(rows);
      }
    });
  }
  static std::string heading_words(const ImportHeading& one) {
    return (one.sheet.empty() ? "" : one.sheet + ", ") + one.letter + ": " + one.text;
  }
  static void heading_form(Html& out, const http::Asked& call, const Import& import, const std::vector<ImportHeading>& headings) {
    open_fix(out, call, import, FixReach::heading);
    out << "<div class=\"row\"><div class=\"field\"><label for=\"heading-text\">"_h << msg::heading_in_file
        << "</label><select id=\"heading-text\" name=\"value\">"_h;
    for (const ImportHeading& one : headings) {
      out << "<option value=\""_h << one.text << "\""_h;
      if (one.field.empty()) out << " selected"_h;
      out << ">"_h << heading_words(one) << "</option>"_h;
    }
    out << "</select></div><div class=\"field\"><label for=\"heading-field\">"_h << msg::heading_is
        << "</label><select id=\"heading-field\" name=\"field\">"_h;
    const std::string first(text::split(import.missing, ' ').front());
    for (const sheets::Wanted& wanted : wanted_columns()) {
      out << "<option value=\""_h << wanted.field << "\""_h;
      if (wanted.field == first) out << " selected"_h;
      out << ">"_h << column_label(wanted.field) << "</option>"_h;
    }
    out << "<option value=\""_h << kNotRead << "\">"_h << msg::heading_not_read << "</option></select></div>"_h;
    web::button(out, msg::heading_button, web::ButtonKind::quiet);
    out << "</div>"_h;
    web::close_form(out);
  }
  // Offices often leave away what is the same in all their rows.
  static constexpr std::array<std::string_view, 3> kSayable{"province", "recognition", "year"};
  static void all_rows_form(Html& out, const http::Asked& call, const Import& import, std::string_view field) {
    open_fix(out, call, import, FixReach::all_rows);
    hidden(out, "field", field);
    out << "<div class=\"row\"><div class=\"field\"><label for=\"all-"_h << field << "\">"_h
        << format(msg::heading_none, out.language(), {in(column_label(field), out.language())}) << "</label><input id=\"all-"_h << field
        << "\" name=\"value\" required maxlength=\""_h << static_cast<std::int64_t>(kPrintedLimit) << "\""_h;
    if (std::ranges::find(kOffered, field) != kOffered.end()) out << " list=\"words-"_h << field << "\""_h;
    out << "></div>"_h;
    web::button(out, msg::heading_none_button, web::ButtonKind::quiet);
    out << "</div>"_h;
    web::close_form(out);
  }
  static void open_fix(Html& out, const http::Asked& call, const Import& import, FixReach reach) {
    web::open_form(out, {call.request}, import_path(import.id) + "/fixes");
    hidden(out, "version", std::to_string(import.version));
    hidden(out, "reach", name(reach));
  }
  void recipe(Html& out, const http::Asked& call, const Imports::Shown& shown) const {
    if (shown.recipe.empty()) return;
    out << "<section class=\"panel stack\"><h2>"_h << msg::recipe_heading << "</h2><p>"_h;
    out.write(msg::recipe_lead, {figure(static_cast<std::int64_t>(shown.recipe.size()), out.language())}) << "</p>"_h;
    const web::Table table{msg::recipe_heading,
                           {{"column", msg::recipe_column}, {"printed", msg::recipe_printed}, {"value", msg::recipe_value}}};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const Recipe& one : shown.recipe) correction_row(rows, table, one.field, one.printed, one.value, one.reach);
    });
    web::act(out, call.request, {.action = import_path(shown.import.id) + "/recipe", .label = msg::recipe_button,
                                 .kind = web::ButtonKind::main, .version = shown.import.version});
    out << "</section>"_h;
  }
  void corrected(Html& out, const http::Asked& call, const Imports::Shown& shown) const {
    if (shown.fixes.empty()) return;
    out << "<details><summary>"_h << msg::fixes_heading << "</summary>"_h;
    const web::Table table{msg::fixes_heading,
                           {{"column", msg::recipe_column}, {"printed", msg::recipe_printed}, {"value", msg::recipe_value}}};
    web::table(out, call.request, table, [&](Html& rows) {
      for (const KeptFix& one : shown.fixes)
        correction_row(rows, table, one.field, one.reach == FixReach::cell ? std::to_string(one.row) : one.printed, one.value, one.reach);
    });
    out << "</details>"_h;
  }
  static void correction_row(Html& rows, const web::Table& table, std::string_view field, const std::string& printed,
                             const std::string& value, FixReach reach) {
    web::open_row(rows);
    web::open_cell(rows, table.columns[0], web::Cell::heading);
    rows << (reach == FixReach::heading ? in(msg::heading_in_file, rows.language()) : in(column_label(field), rows.language()));
    web::close_cell(rows, web::Cell::heading);
    web::text_cell(rows, table.columns[1],
                   reach == FixReach::fill_down  ? in(msg::recipe_fill, rows.language())
                   : reach == FixReach::all_rows ? in(msg::fix_reach_all_rows, rows.language())
                                                 : printed);
    web::text_cell(rows, table.columns[2], reach == FixReach::heading ? in(column_label(value), rows.language()) : value);
    web::close_row(rows);
  }
  // Cells that are wrong in the same way are mended together: one panel for each value of a column, those of most rows first.
  struct Group {
    WrongCell cell;
    std::vector<const ImportRow*> rows;
  };
  static std::vector<Group> groups_of(const std::vector<ImportRow>& rows) {
    std::vector<Group> out;
    std::map<std::pair<std::string, std::string>, std::size_t> at;
    for (const ImportRow& row : rows) {
      for (WrongCell& cell : wrong_cells(row)) {
        const auto [known, fresh] = at.try_emplace({cell.field, cell.value}, out.size());
        if (fresh || cell.value.empty()) {   // an empty cell is asked for by itself
          if (!fresh) known->second = out.size();
          out.push_back({std::move(cell), {}});
        }
        out[known->second].rows.push_back(&row);
      }
    }
    std::ranges::stable_sort(out, std::greater<>{}, [](const Group& one) { return one.rows.size(); });
    return out;
  }
  void wrong(Html& out, const http::Asked& call, const Imports::Shown& shown) const {
    const std::int64_t all = count_of(shown.import, Outcome::wrong);
    out << "<h2 id=\"wrong\">"_h << msg::import_wrong_heading << "</h2>"_h;
    if (all == 0) {
      web::notice(out, msg::import_wrong_none);
      return;
    }
    const auto groups = groups_of(shown.wrong);
    const std::size_t told = std::min(groups.size(), kGroupsShown);
    if (told < groups.size())
      out << "<p>"_h
          << format(msg::import_wrong_more, out.language(),
                    {figure(static_cast<std::int64_t>(told), out.language()),
                     figure(static_cast<std::int64_t>(groups.size()), out.language())})
          << "</p>"_h;
    for (std::size_t i = 0; i < told; ++i) wrong_group(out, call, shown.import, groups[i], "fix-" + std::to_string(i));
  }
  void wrong_group(Html& out, const http::Asked& call, const Import& import, const Group& group, const std::string& id) const {
    const Language language = out.language();
    const WrongCell& cell = group.cell;
    const ImportRow& first = *group.rows.front();
    out << "<section class=\"panel stack\"><h3>"_h << cell_words(cell, language);
    if (!cell.value.empty()) out << ": “"_h << cell.value << "”"_h;
    out << "</h3><p>"_h << cell.reason_in(language) << "</p><p class=\"small\">"_h << rows_words(group, language) << "</p>"_h;
    if (!cell.field.empty()) {
      web::open_form(out, {call.request}, import_path(import.id) + "/fixes");
      hidden(out, "version", std::to_string(import.version));
      hidden(out, "number", std::to_string(first.number));
      hidden(out, "field", cell.field);
      out << "<div class=\"row\"><div class=\"field\"><label for=\""_h << id << "\">"_h << msg::fix_value << "<span class=\"unseen\">: "_h
          << where_of(first, language) << ", "_h << cell_words(cell, language) << "</span></label><input id=\""_h << id
          << "\" name=\"value\" maxlength=\""_h << static_cast<std::int64_t>(kPrintedLimit) << "\""_h;
      if (std::ranges::find(kOffered, cell.field) != kOffered.end()) out << " list=\"words-"_h << cell.field << "\""_h;
      out << " value=\""_h << cell.value << "\"></div>"_h;
      reaches(out, group, id);
      web::button(out, msg::fix_button, web::ButtonKind::quiet);
      out << "</div>"_h;
      web::close_form(out);
    }
    out << "</section>"_h;
  }
  // "21 dòng: 9, 106, 203 …", of one row with its product.
  static std::string rows_words(const Group& group, Language language) {
    constexpr std::size_t kNamed = 8;
    const ImportRow& first = *group.rows.front();
    if (group.rows.size() == 1) {
      std::string out = where_of(first, language);
      for (const std::string* part : {&first.register_id, &first.name})
        if (!part->empty()) out += " · " + *part;
      return out;
    }
    std::string rows;
    for (std::size_t i = 0; i < std::min(group.rows.size(), kNamed); ++i)
      rows.append(rows.empty() ? "" : ", ").append(std::to_string(first.sheet.empty() ? group.rows[i]->line : group.rows[i]->row));
    if (group.rows.size() > kNamed) rows += " …";
    return format(msg::import_wrong_rows, language, {figure(static_cast<std::int64_t>(group.rows.size()), language), rows});
  }
  // The words that a column of few words may say, offered while typing.
  static constexpr std::array<std::string_view, 3> kOffered{"entity_type", "star", "recognition"};
  static void offered_words(Html& out) {
    constexpr std::array<std::string_view, 6> kKindWords{"Hợp tác xã",    "Tổ hợp tác", "Doanh nghiệp",
                                                         "Hộ kinh doanh", "Trang trại", "Cơ sở sản xuất"};
    constexpr std::array<std::string_view, 5> kStarWords{"5", "4", "3", "2", "1"};
    constexpr std::array<std::string_view, 4> kGroundWords{"Quyết định", "Được công nhận", "Kết quả hội đồng", "Danh sách"};
    const auto list = [&](std::string_view field, std::span<const std::string_view> words) {
      out << "<datalist id=\"words-"_h << field << "\">"_h;
      for (const std::string_view word : words) out << "<option value=\""_h << word << "\"></option>"_h;
      out << "</datalist>"_h;
    };
    list(kOffered[0], kKindWords);
    list(kOffered[1], kStarWords);
    list(kOffered[2], kGroundWords);
  }
  static void hidden(Html& out, std::string_view name, std::string_view value) {
    out << "<input type=\"hidden\" name=\""_h << name << "\" value=\""_h << value << "\">"_h;
  }
  static void reaches(Html& out, const Group& group, const std::string& id) {
    out << "<div class=\"field\"><label for=\""_h << id << "-for\">"_h << msg::fix_reach_label << "</label><select id=\""_h << id
        << "-for\" name=\"reach\">"_h;
    const bool several = group.rows.size() > 1;
    if (several) option_same(out, group);
    out << "<option value=\"cell\">"_h
        << (several ? format(msg::fix_reach_first, out.language(), {where_of(*group.rows.front(), out.language())})
                    : in(msg::fix_reach_cell, out.language()))
        << "</option>"_h;
    if (group.cell.value.empty()) out << "<option value=\"fill_down\">"_h << msg::fix_reach_down << "</option>"_h;
    else if (!several) option_same(out, group);
    out << "</select></div>"_h;
  }
  static void option_same(Html& out, const Group& group) {
    out << "<option value=\"same_value\">"_h << format(msg::fix_reach_same, out.language(), {group.cell.value}) << "</option>"_h;
  }
  void decide(Html& out, const http::Asked& call, const Import& import) const {
    const std::int64_t added = count_of(import, Outcome::created) + count_of(import, Outcome::suspected_duplicate);
    const std::int64_t updated = count_of(import, Outcome::updated);
    out << "<section class=\"panel stack\"><h2>"_h << msg::import_apply << "</h2>"_h;
    if (added + updated == 0) web::notice(out, import.missing.empty() ? msg::import_nothing : msg::import_lacks_columns);
    else
      out << "<p>"_h
          << format(msg::import_apply_lead, out.language(),
                    {figure(added, out.language()), figure(updated, out.language()), std::to_string(kUndoHours)})
          << "</p>"_h;
    out << "<div class=\"acts\">"_h;
    if (added + updated > 0)
      web::act(out, call.request, {.action = import_path(import.id) + "/apply", .label = msg::import_apply, .kind = web::ButtonKind::main,
                                   .version = import.version});
    web::act(out, call.request, {.action = import_path(import.id) + "/discard", .label = msg::import_discard, .version = import.version});
    out << "</div></section>"_h;
  }
  void again(Html& out, const http::Asked& call, const Import& import) const {
    out << "<section class=\"panel stack\"><p>"_h << msg::import_again_lead << "</p>"_h;
    web::act(out, call.request, {.action = import_path(import.id) + "/apply", .label = msg::import_again, .version = import.version});
    out << "</section>"_h;
  }
  void undoing(Html& out, const http::Asked& call, const Imports::Shown& shown) const {
    out << "<section class=\"panel stack\"><h2>"_h << msg::import_undo << "</h2><p>"_h
        << format(msg::import_undo_lead, out.language(), {ocop::show(*shown.undo_until, out.language())}) << "</p>"_h;
    web::act(out, call.request, {.action = import_path(shown.import.id) + "/undo", .label = msg::import_undo,
                                 .kind = web::ButtonKind::danger, .version = shown.import.version});
    out << "</section>"_h;
  }

  // ---- acts
  // Of a long import nothing is done yet: its page says what is under way.
  Result<Response> done(const http::Asked& call, ImportId id, const Message& message) const {
    OCOP_TRY(shown, imports.show(call.actor, id));
    if (shown.import.under_way != UnderWay::nothing) return Response::redirect(web::link(call.request, import_path(id)));
    return web::redirect_with_flash(site, call.request, import_path(id), message);
  }
  Result<Response> fix(const Call<FixInput>& call, ImportId id) const {
    OCOP_CHECK(imports.fix(call.actor, id, call.input));
    return done(call, id, msg::fix_done);
  }
  Result<Response> reuse(const Call<ImportVersion>& call, ImportId id) const {
    OCOP_CHECK(imports.reuse(call.actor, id, call.input));
    return done(call, id, msg::recipe_done);
  }
  Result<Response> apply(const Call<ImportVersion>& call, ImportId id) const {
    OCOP_CHECK(imports.apply(call.actor, id, call.input));
    return done(call, id, msg::import_was_applied);
  }
  Result<Response> undo(const Call<ImportVersion>& call, ImportId id) const {
    OCOP_TRY(answer, imports.undo(call.actor, id, call.input));
    if (!answer) return Response::redirect(web::link(call.request, import_path(id)));
    const Undone& undone = *answer;
    const Language language = call.language();
    const std::string done = format(msg::import_was_undone, language,
                                    {figure(undone.removed, language), figure(undone.restored, language), figure(undone.kept, language)});
    return web::redirect_with_flash(site, call.request, import_path(id), Message{done, done});
  }
  Result<Response> discard(const Call<ImportVersion>& call, ImportId id) const {
    OCOP_CHECK(imports.discard(call.actor, id, call.input));
    return web::redirect_with_flash(site, call.request, kList, msg::import_was_discarded);
  }
};

}  // namespace

std::string step_words(const ImportProgress::Step& step, Language language) {
  using Stage = ImportProgress::Stage;
  const auto number = [&](std::size_t rows) { return figure(static_cast<std::int64_t>(rows), language); };
  if (step.stage == Stage::waiting) return in(msg::step_waiting, language);
  const Message& stage = step.stage == Stage::reading ? msg::step_reading
                         : step.stage == Stage::comparing ? msg::step_comparing : msg::step_writing;
  if (step.total == 0) return format(msg::step_rows, language, {in(stage, language), number(step.done)});
  return format(msg::step_of, language, {in(stage, language), number(step.done), number(step.total)});
}
void draw_outcome(web::Html& out, Outcome outcome) { web::badge(out, kLooks[static_cast<std::size_t>(outcome)], label(outcome)); }
std::string import_path(ImportId id) { return std::string(kList) + "/" + id.text(); }

void add_import_pages(http::Router& router, Imports& imports, const lists::Host& host, Random& random) {
  http::Table(router, std::make_shared<const Pages>(Pages{imports, host.site, random}))
      .get("/imports/new", kMayImport, &Pages::sending, "Send a register file: form")
      .form("/imports", kMayImport, import_file(), &Pages::send, &Pages::sending, "Send a register file; it is looked at first")
      .get("/imports/{id}", kMayImport, &Pages::one, "One register file: what was found, cells to correct, what was done")
      .form("/imports/{id}/fixes", kMayImport, import_fix(), &Pages::fix, &Pages::one, "Correct a cell of a register file")
      .form("/imports/{id}/recipe", kMayImport, import_version(), &Pages::reuse, &Pages::one,
            "Use the corrections of the sender's earlier files")
      .form("/imports/{id}/apply", kMayImport, import_version(), &Pages::apply, &Pages::one, "Bring a register file in")
      .form("/imports/{id}/undo", kMayImport, import_version(), &Pages::undo, &Pages::one, "Take a register import back")
      .form("/imports/{id}/discard", kMayImport, import_version(), &Pages::discard, &Pages::one, "Put a register file away");
}

}  // namespace ocop::products
