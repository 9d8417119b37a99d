#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// A member's own sheet: evidence beside the options, one part a page, keys 1–9 tick the option of that number. Blind: nothing of others.
namespace ocop::evaluation::pages {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

namespace {

bool may_score(const SheetView& view) {
  return rules::may(rules::Act::save_sheet, view.dossier, view.relation).ok() && view.sheet.state == SheetState::open;
}
std::string part_path(const SheetView& view, std::string_view part) { return dossier_path(view.dossier.id, "/sheet/" + std::string(part)); }

const rulebooks::Part* find_part(const SheetView& view, std::string_view code) {
  for (const rulebooks::Part& part : view.table->parts)
    if (part.code == code) return &part;
  return nullptr;
}

void part_links(Html& out, const SheetView& view, std::string_view here) {
  out << "<nav aria-label=\""_h << msg::sheet_parts_label << "\"><ol class=\"parts\">"_h;
  for (const rulebooks::Part& part : view.table->parts) {
    int answered = 0, criteria = 0;
    for (std::size_t i = 0; i < view.table->criteria.size(); ++i) {
      if (part.code.empty() || view.table->part_of[i] != part.code[0]) continue;
      ++criteria;
      answered += view.sheet.find(view.table->criteria[i]->code) != nullptr ? 1 : 0;
    }
    out << "<li><a href=\""_h << web::link(out.language(), part_path(view, part.code)) << "\""_h
        << web::when(part.code == here, " aria-current=\"page\""_h) << ">"_h
        << "<span class=\"part-code\">"_h << format(msg::sheet_part_code, out.language(), {part.code})
        << "</span><span class=\"part-title\">: "_h << part.title.in(out.language()) << "</span></a> <span class=\"small\">"_h
        << format(msg::sheet_part_answered, out.language(), {std::to_string(answered), std::to_string(criteria)}) << "</span></li>"_h;
  }
  out << "</ol></nav>"_h;
}

// What the producer laid beside this criterion: papers, its note, and its own choice where the province shows it.
void evidence(Html& out, const SheetView& view, const rulebooks::Criterion& criterion) {
  out << "<div class=\"evidence\"><h3 class=\"small\">"_h << msg::sheet_evidence << "</h3>"_h;
  std::vector<producers::Paper> papers = view.papers;
  const auto linked = view.evidence.find(criterion.code);
  std::erase_if(papers, [&](const producers::Paper& paper) {
    return linked == view.evidence.end() || std::find(linked->second.begin(), linked->second.end(), paper.id) == linked->second.end();
  });
  paper_list(out, view.dossier, papers);
  if (const auto note = view.notes.find(criterion.code); note != view.notes.end())
    out << "<blockquote class=\"prose\">"_h << note->second << "</blockquote>"_h;
  if (view.self) {
    const Answer* own = view.self->find(criterion.code);
    const std::string words =
        own ? option_words(criterion, own->option, out.language()) : std::string(translate(msg::not_answered, out.language()));
    out << "<p class=\"small\">"_h << format(msg::sheet_self_choice, out.language(), {words}) << "</p>"_h;
  }
  out << "</div>"_h;
}

// The advisory group's proposal, and room for the reason of whoever departs from it.
void proposal(Html& out, const web::Form& form, const SheetView& view, const rulebooks::Criterion& criterion) {
  const Answer* answer = view.sheet.find(criterion.code);
  const auto found = std::ranges::find(view.proposals, criterion.code, &Proposal::criterion);
  const bool proposed = found != view.proposals.end();
  if (proposed)
    out << "<p class=\"small\">"_h
        << format(msg::proposals_beside, out.language(), {option_words(criterion, found->option, out.language())}) << "</p>"_h;
  if (may_score(view) && (proposed || (answer && !answer->note.empty()))) {
    web::Field note{"note." + criterion.code, msg::proposals_note};
    note.required = false;
    note.limit = kNoteLimit;
    if (answer) note.value = answer->note;
    web::text_area(out, form, note, 2);
  } else if (answer && !answer->note.empty()) {
    out << "<blockquote class=\"prose\">"_h << answer->note << "</blockquote>"_h;
  }
}

void scored_criterion(Html& out, const web::Form& form, const SheetView& view, const rulebooks::Criterion& criterion) {
  const Answer* answer = view.sheet.find(criterion.code);
  const std::string title = criterion_title(criterion, out.language());
  out << "<section class=\"criterion beside\" id=\""_h << criterion_anchor(criterion.code) << "\">"_h;
  out << "<div class=\"stack\">"_h;
  criterion_rules(out, criterion);
  if (may_score(view)) {
    options_field(out, form, criterion, "answer." + criterion.code, same(title), answer ? std::optional(answer->option) : std::nullopt);
  } else {
    out << "<h3>"_h << title << "</h3><p>"_h << (answer ? option_words(criterion, answer->option, out.language())
                                                        : std::string(translate(msg::not_answered, out.language()))) << "</p>"_h;
  }
  proposal(out, form, view, criterion);
  out << "</div>"_h;
  evidence(out, view, criterion);   // beside the options; below them on a phone, where they are seen at once
  out << "</section>"_h;
}

void section_heading(Html& out, const rulebooks::Section& section) {
  out << "<h2>"_h << section.code << " "_h << section.title.in(out.language()) << "</h2>"_h;
}

void part_form(Html& out, const web::Form& form, const SheetView& view, const rulebooks::Part& part) {
  const Opinion* opinion = view.sheet.opinion(part.code);
  open_saving_form(out, form.request, part_path(view, part.code), "data-keys"_h);
  web::error_summary(out, form);
  hidden(out, "version", std::to_string(view.sheet.version));
  for (const rulebooks::Section& section : part.sections) {
    section_heading(out, section);
    for (const rulebooks::Criterion& criterion : section.criteria) scored_criterion(out, form, view, criterion);
  }
  const std::string label_vi = format(msg::field_opinion, Language::vi, {part.code}),
                    label_en = format(msg::field_opinion, Language::en, {part.code});
  web::Field field{"opinion", {label_vi, label_en}, msg::sheet_opinion_hint, opinion ? opinion->text : "", web::InputType::text, false, {},
                   kOpinionLimit};
  web::text_area(out, form, field, 5);
  web::open_task_bar(out, progress_words(view.rail, out.language()), "#rail");
  web::button(out, msg::sheet_save_part);
  web::close_task_bar(out);
  web::close_form(out);
}

struct PartView {
  SheetView sheet;
  const rulebooks::Part* part = nullptr;   // in the library
};
Result<PartView> part_of(const Context& context, const Actor& actor, DossierId id, std::string_view code) {
  OCOP_TRY(view, context.service.own_sheet(actor, id));
  const rulebooks::Part* part = find_part(view, code);
  if (!part) return Error::of(ErrorKind::not_found, "no such part");
  return PartView{std::move(view), part};
}

Result<Response> show_part(const Context& context, const Call<>& call, DossierId id, std::string_view code) {
  const Request& request = call.request;
  if (call.refused && wants_fragment(request)) return *call.refused;   // the page's script wants to know what is wrong, not the page
  OCOP_TRY(found, part_of(context, call.actor, id, code));
  const SheetView& view = found.sheet;
  const rulebooks::Part& part = *found.part;
  const std::string title = format(msg::sheet_part_title, request.language, {part.code, part.title.in(request.language)});
  web::PageOptions page = options(title, *view.table, web::Width::wide);
  page.islands = {"council-sheet.js"};
  return web::page(context.site, request, page, [&](Html& out) {
    const web::Form form = web::form(call);
    head(out, view.dossier, title);
    out << "<div class=\"split\"><div class=\"stack\"><h1>"_h << title << "</h1><p class=\"lead\">"_h << view.dossier.product_name
        << "</p>"_h;
    part_links(out, view, part.code);
    if (may_score(view)) {
      out << "<p class=\"small keys-hint\">"_h << msg::sheet_keys_hint << "</p>"_h;
      part_form(out, form, view, part);
    } else {
      web::notice(out, msg::sheet_locked_notice);
      for (const rulebooks::Section& section : part.sections) {
        section_heading(out, section);
        for (const rulebooks::Criterion& criterion : section.criteria) scored_criterion(out, form, view, criterion);
      }
    }
    out << "</div>"_h;
    rail_box(out, view.dossier, *view.table, view.rail, RailFor::member, view.sheet.version);
    out << "</div>"_h;
  });
}

SavePart part_asked(const Call<PartForm>& call, const rulebooks::Part& part) {
  SavePart ask{part.code, {}, std::nullopt, call.input.version};
  // An opinion that was sent empty is taken away; one that was not sent stays.
  if (call.request.form.find("opinion")) ask.opinion = call.input.opinion.value_or("");
  for (const Pair& note : call.input.notes) ask.notes[note.key] = note.value;
  constexpr int kMostOption = 127;
  for (const Pair& answer : call.input.answers) {
    const auto option = http::inner::PathValue<int>::parse(answer.value);
    if (option && *option >= 0 && *option <= kMostOption) ask.answers.push_back({answer.key, *option});
  }
  return ask;
}

Response part_conflict(const Context& context, const Request& request, const SheetView& view, const rulebooks::Part& part,
                       const Conflict& conflict) {
  ConflictPage page;
  page.action = page.back = part_path(view, part.code);
  constexpr std::string_view kAnswers = "answers.";
  for (const Difference& difference : conflict.differences) {
    const std::string_view field = difference.field;
    const rulebooks::Criterion* criterion = field.starts_with(kAnswers) ? view.table->find(field.substr(kAnswers.size())) : nullptr;
    if (criterion)
      page.choices.push_back({criterion_title(*criterion, request.language),
                              option_words(*criterion, std::atoi(difference.yours.c_str()), request.language),
                              option_words(*criterion, std::atoi(difference.theirs.c_str()), request.language)});
    else
      page.choices.push_back({format(msg::field_opinion, request.language, {part.code}), difference.yours, difference.theirs});
  }
  for (const auto& [name, value] : request.form.items())
    if (name != "_csrf" && name != "version") page.mine.emplace_back(name, value);
  page.mine.emplace_back("version", std::to_string(conflict.version));
  return conflict_page(context, request, view.dossier, conflict, page);
}

Result<Response> save_part(const Context& context, const Call<PartForm>& call, DossierId id, std::string_view code) {
  const Request& request = call.request;
  OCOP_TRY(found, part_of(context, call.actor, id, code));
  const SheetView& view = found.sheet;
  OCOP_TRY(saved, context.service.save_part(call.actor, id, part_asked(call, *found.part)));
  if (saved.conflict) return part_conflict(context, request, view, *found.part, *saved.conflict);
  if (!wants_fragment(request)) {
    const bool last = found.part == &view.table->parts.back();
    const std::string next = last ? dossier_path(id, "/sheet") : part_path(view, (found.part + 1)->code);
    return web::redirect_with_flash(context.site, request, next, msg::flash_saved);
  }
  OCOP_TRY(now, context.service.own_sheet(call.actor, id));
  return rail_fragment(request, now.dossier, *now.table, now.rail, RailFor::member, now.sheet.version);
}

}  // namespace

void add_sheet_end(http::Router& router, const Owner& owner);   // pages_sheet_end.cc

void add_sheet(http::Router& router, const Owner& owner) {
  constexpr Policy kMembers = Policy::roles(Role::council_member);
  http::Table(router, owner)
      .get("/dossiers/{id}/sheet/{part}", kMembers, show_part, "One part of the member's own sheet")
      .form("/dossiers/{id}/sheet/{part}", kMembers, part_form_fields(), save_part, show_part,
            "Save the answers and the opinion of one part");
  add_sheet_end(router, owner);
}

}  // namespace ocop::evaluation::pages
