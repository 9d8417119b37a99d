#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/pages_parts.h"

// Which criteria decide the star, before all others: what a meeting talks about. Of all sheets together; who gave what stands elsewhere,
// after closing.
namespace ocop::evaluation::pages {

using web::Html;
using web::operator""_h;

namespace {

void reasons(Html& out, const rules::Decisive& one) {
  const auto line = [&](const Message& words, int figure) {
    out << "<li>"_h << format(words, out.language(), {std::to_string(figure)}) << "</li>"_h;
  };
  out << "<ul>"_h;
  if (one.missed > 0) line(msg::decisive_missed, one.missed);
  if (one.reached > 0) line(msg::decisive_reached, one.reached);
  line(one.moves_band ? msg::decisive_spread : msg::decisive_spread_only, one.spread);
  out << "</ul>"_h;
}

}  // namespace

void decisive(Html& out, const Dossier& dossier, const rulebooks::Table& table, std::span<const DecisiveCriterion> criteria,
              std::span<const producers::Paper> papers) {
  out << "<section class=\"stack\" id=\"decisive\"><h2>"_h << msg::decisive_heading << "</h2><p class=\"small\">"_h
      << (criteria.empty() ? msg::decisive_none : msg::decisive_lead) << "</p>"_h;
  for (const DecisiveCriterion& one : criteria) {
    out << "<section class=\"panel\"><h3>"_h << criterion_title(*table.criteria[one.what.criterion], out.language()) << "</h3>"_h;
    reasons(out, one.what);
    std::vector<producers::Paper> beside(papers.begin(), papers.end());
    std::erase_if(beside, [&](const producers::Paper& paper) { return std::ranges::find(one.papers, paper.id) == one.papers.end(); });
    paper_list(out, dossier, beside);
    out << "</section>"_h;
  }
  out << "</section>"_h;
}

}  // namespace ocop::evaluation::pages
