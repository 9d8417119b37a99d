#include "modules/sessions/paper.h"

#include "kernel/base/csv.h"
#include "kernel/i18n/translate.h"
#include "modules/sessions/messages.h"

namespace ocop::sessions {
namespace {

using documents::bold;
using documents::plain;
using print::Align;

constexpr Language kLanguage = Language::vi;   // a paper for a Vietnamese council

std::string said(const Message& message) { return in(message, kLanguage); }

std::string name_of(const Service::Shown& shown, AccountId account) {
  const auto found = shown.names.find(account);
  return found == shown.names.end() ? std::string() : found->second;
}

documents::Paragraph people(const Message& post, const std::string& names) {
  return {{plain(format(msg::paper_people, kLanguage, {said(post), names.empty() ? "…………………………" : names}))}};
}

documents::Table lines_of(const Service::Shown& shown, const places::Index& places) {
  documents::Table out{.widths = {0.8, 3.4, 5, 4.6, 2},
                       .header = {{{{bold(said(msg::number))}}, {{bold(said(msg::dossier_number))}}, {{bold(said(msg::product))}},
                                   {{bold(said(msg::commune))}}, {{bold(said(msg::product_set))}}}},
                       .rows = {},
                       .points = 10};
  for (const Service::ShownItem& one : shown.items)
    if (one.item.line != Line::off)
      out.rows.push_back({{{plain(std::to_string(out.rows.size() + 1))}},
                          {{plain(one.dossier.number)}},
                          {{plain(one.dossier.product_name)}},
                          {{plain(places.show(one.dossier.province, one.dossier.commune, kLanguage))}},
                          {{plain(one.dossier.product_set)}}});
  return out;
}

}  // namespace

Result<std::string> agenda_pdf(const Service::Shown& shown, const places::Index& places, Instant now, const print::PdfFonts& fonts) {
  const Session& session = shown.session;
  documents::Document paper{.title = said(msg::paper_title), .author = {}, .subject = session.title, .created = now,
                            .foot = session.title};
  std::string members;
  for (const AccountId& one : session.members) members += (members.empty() ? "" : ", ") + name_of(shown, one);
  paper.blocks = {documents::Heading{1, said(msg::paper_title), Align::centre},
                  documents::Paragraph{{bold(session.title)}, Align::centre},
                  documents::Paragraph{{plain(format(msg::paper_when, kLanguage,
                                                     {session.hour, session.day.show(kLanguage), session.place}))}, Align::centre},
                  people(msg::chair, session.chair ? name_of(shown, *session.chair) : std::string()),
                  people(msg::members, members),
                  people(msg::secretary, session.secretary ? name_of(shown, *session.secretary) : std::string()),
                  documents::Space{4}, lines_of(shown, places)};
  return documents::to_pdf(paper, fonts);
}

std::string sheets_words(const evaluation::AgendaStanding& standing) {
  return standing.sheets ? std::to_string(standing.sheets->in) + "/" + std::to_string(standing.sheets->of) : std::string();
}

const Message& own_words(evaluation::AgendaStanding::Own own) {
  switch (own) {
    case evaluation::AgendaStanding::Own::none: break;
    case evaluation::AgendaStanding::Own::open: return msg::own_open;
    case evaluation::AgendaStanding::Own::submitted: return msg::own_submitted;
  }
  return msg::own_none;
}

std::string agenda_csv(const Service::Shown& shown, const places::Index& places, Language language) {
  std::string out = "\xEF\xBB\xBF";   // or a Vietnamese Excel reads the file as windows-1258
  out += csv::write({in(msg::number, language), in(msg::dossier_number, language), in(msg::product, language), in(msg::commune, language),
                     in(msg::product_set, language), in(msg::line, language), in(msg::own_sheet, language), in(msg::sheets, language)});
  for (const Service::ShownItem& one : shown.items)
    out += csv::write({std::to_string(one.item.place), one.dossier.number, one.dossier.product_name,
                       places.show(one.dossier.province, one.dossier.commune, language), one.dossier.product_set,
                       in(label(one.item.line), language), in(own_words(one.standing.own), language), sheets_words(one.standing)});
  return out;
}

}  // namespace ocop::sessions
