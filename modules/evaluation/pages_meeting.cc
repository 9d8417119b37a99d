#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// The council's meeting: what it discussed, and what members answered otherwise after it (article 7.3d).
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

constexpr int kRows = 4;

std::string signed_number(int value) {
  return value > 0 ? "+" + std::to_string(value) : value < 0 ? "−" + std::to_string(-value) : "0";
}

std::string option_of(const rulebooks::Table& table, const std::string& code, int option, Language language) {
  const rulebooks::Criterion* criterion = table.find(code);
  return criterion ? option_words(*criterion, option, language) : std::to_string(option);
}

void changes(Html& out, const Request& request, const ResultView& view, const MemberResult& member, const SheetVersion& version) {
  const Language language = out.language();
  const std::string caption = format(msg::version_caption, language,
                                     {seat_words(member.seat, member.name, language), std::to_string(version.ordinal - 1),
                                      std::to_string(version.ordinal)});
  const std::vector<web::Column> columns{{"criterion", msg::column_criterion},
                                         {"before", msg::version_before},
                                         {"after", msg::version_after},
                                         {"difference", msg::version_difference, true}};
  const rulebooks::Table& table = *view.view.table;
  web::table(out, request, {same(caption), columns}, [&](Html& rows) {
    for (const rules::Rescored& one : version.rescored) {
      const rulebooks::Criterion* criterion = table.find(one.criterion);
      web::open_row(rows);
      web::open_cell(rows, columns[0], web::Cell::heading);
      rows << (criterion ? criterion_title(*criterion, language) : one.criterion);
      web::close_cell(rows, web::Cell::heading);
      web::text_cell(rows, columns[1], option_of(table, one.criterion, one.before, language));
      web::text_cell(rows, columns[2], option_of(table, one.criterion, one.after, language));
      web::text_cell(rows, columns[3], signed_number(one.points_after - one.points_before));
      web::close_row(rows);
    }
  });
}

// Ticks of one that the other does not have.
void ticks(Html& out, const ResultView& view, const Message& words, std::span<const KnockoutTick> of,
           std::span<const KnockoutTick> without) {
  for (const KnockoutTick& tick : of)
    if (std::ranges::find(without, tick.code, &KnockoutTick::code) == without.end())
      out << "<p>"_h << format(words, out.language(), {knockout_label(*view.view.table, tick.code, out.language())}) << "</p>"_h;
}

void one_version(Html& out, const Request& request, const ResultView& view, const MemberResult& member, const SheetVersion& version) {
  const Language language = out.language();
  for (const Discussion& ground : view.discussions)
    if (ground.seat == member.seat && ground.opened == version.ordinal - 1)
      out << "<p class=\"prose\">"_h << format(msg::version_ground, language, {ground.words}) << "</p>"_h;
  out << "<p>"_h
      << format(msg::version_line, language,
                {std::to_string(version.ordinal), show(version.at, language), std::to_string(version.total)})
      << "</p>"_h;
  if (version.ordinal == 1) return;
  if (version.rescored.empty()) out << "<p class=\"small\">"_h << msg::version_none_changed << "</p>"_h;
  else changes(out, request, view, member, version);
  ticks(out, view, msg::version_knockout_taken, version.knockouts_before, version.knockouts);
  ticks(out, view, msg::version_knockout_added, version.knockouts, version.knockouts_before);
}

Result<Response> discuss(const Context& context, const Call<Discuss>& call, DossierId id) {
  OCOP_CHECK(context.service.note_discussion(call.actor, id, call.input));
  return web::redirect_with_flash(context.site, call.request, dossier_path(id, "/closing"), msg::flash_discussed);
}

}  // namespace

void discussions(Html& out, std::span<const Discussion> all, const Names& names) {
  if (all.empty()) return;
  const Language language = out.language();
  out << "<h2 id=\"discussions\">"_h << msg::discussions_heading << "</h2>"_h;
  for (const Discussion& one : all) {
    const auto by = names.find(one.written_by);   // names are for officials and the council
    out << "<figure class=\"opinion\"><figcaption class=\"small\">"_h
        << format(msg::discussion_number, language, {std::to_string(one.ordinal)}) << " · "_h << show(one.written, language);
    if (by != names.end()) out << " · "_h << by->second;
    if (one.seat)
      out << " · "_h
          << format(msg::discussion_of_seat, language, {seat_words(*one.seat, {}, language), std::to_string(one.opened)});
    out << "</figcaption><blockquote class=\"prose\">"_h << one.words << "</blockquote></figure>"_h;
  }
}

void discussion_form(Html& out, const Call<>& call, const Dossier& dossier) {
  const web::Form form = web::form(call);
  out << "<section class=\"panel\"><h2>"_h << msg::discussion_button << "</h2>"_h;
  web::open_form(out, form, dossier_path(dossier.id, "/discussions"));
  web::control(out, form, discussion_fields().shape(), "words", {.rows = kRows});
  out << "<p class=\"acts\">"_h;
  web::button(out, msg::discussion_button, web::ButtonKind::quiet);
  out << "</p>"_h;
  web::close_form(out);
  out << "</section>"_h;
}

void versions(Html& out, const Request& request, const ResultView& view) {
  const auto again = [](const MemberResult& member) { return member.versions.size() > 1; };
  if (std::ranges::none_of(view.members, again)) return;
  out << "<h2 id=\"versions\">"_h << msg::versions_heading << "</h2><p>"_h << msg::versions_lead << "</p>"_h;
  for (const MemberResult& member : view.members) {
    if (!again(member)) continue;
    out << "<section class=\"panel\"><h3>"_h << seat_words(member.seat, member.name, out.language()) << "</h3>"_h;
    for (const SheetVersion& version : member.versions) one_version(out, request, view, member, version);
    out << "</section>"_h;
  }
}

void add_meeting(http::Router& router, const Owner& owner, Result<Response> (*closing)(const Context&, const Call<>&, DossierId)) {
  http::Table(router, owner)
      .form("/dossiers/{id}/discussions", Policy::roles(Role::council_chair), discussion_fields(), discuss, closing,
            "Write down what the council discussed");
}

}  // namespace ocop::evaluation::pages
