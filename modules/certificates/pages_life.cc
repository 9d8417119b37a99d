#include "modules/certificates/pages_parts.h"

// Where a recognition stands between its end and its renewal, on the pages of a certificate, a product and a dossier.
namespace ocop::certificates {

using web::operator""_h;
using rules::Stage;

namespace {

// Every day that a sentence of this page may name, in the order of its places.
struct Days {
  std::string opens, closes, end, most;
  Days(Date valid_until, Language language)
      : opens(rules::renewal_window(valid_until).opens.show(language)),
        closes(rules::renewal_window(valid_until).closes.show(language)),
        end(valid_until.show(language)),
        most(rules::extended_until(valid_until).show(language)) {}
};

std::string filed_words(const Renewal& renewal, Date valid_until, Language language) {
  const Days days(valid_until, language);
  const std::string filed = renewal.filed.show(language);
  if (!rules::extends(renewal.filed, valid_until)) return format(msg::life_filed_after, language, {renewal.number, filed, days.end});
  if (rules::is_in_time(renewal.filed, valid_until)) return format(msg::life_filed_in_time, language, {renewal.number, filed, days.closes});
  return format(msg::life_filed_late, language, {renewal.number, filed, days.closes});
}

void open(web::Html& out) { out << "<section class=\"panel\"><h2>"_h << msg::renewal_heading << "</h2>"_h; }

void promised(web::Html& out, const Days& days) {
  out << "<p>"_h << format(msg::life_until_result, out.language(), {days.end, days.most}) << "</p><p>"_h
      << msg::life_nothing_after << "</p>"_h;
}

}  // namespace

std::optional<Date> shown_until(const Certificate& certificate) {
  if (!certificate.replaced_by.empty()) return std::nullopt;
  return certificate.valid_until;
}

void write_life(web::Html& out, const LifeView& life) {
  const Language language = out.language();
  const Days days(life.valid_until, language);
  switch (life.stage) {
    case Stage::valid:
    case Stage::renewal_window:
      open(out);
      out << "<p>"_h << format(msg::renewal_window, language, {days.opens, days.closes}) << "</p></section>"_h;
      return;
    case Stage::late_window:
      open(out);
      out << "<p>"_h << format(msg::life_late_window, language, {days.closes, days.end, days.most}) << "</p><p>"_h
          << msg::life_nothing_after << "</p></section>"_h;
      return;
    case Stage::filed_in_time:
    case Stage::filed_late:
    case Stage::extended:
      open(out);
      if (life.renewal) {
        out << "<p>"_h << filed_words(*life.renewal, life.valid_until, language) << " <a href=\""_h
            << web::link(language, log_path(life.renewal->log_index)) << "\">"_h
            << format(msg::logged_at, language, {std::to_string(life.renewal->log_index)}) << "</a></p>"_h;
      }
      promised(out, days);
      out << "</section>"_h;
      return;
    case Stage::lapsed:
    case Stage::withdrawn:
    case Stage::replaced: return;
  }
}

void write_renewal(web::Html& out, const Service::RenewalView& view, Date today) {
  if (view.result || !view.until) return;
  const Days days(*view.until, out.language());
  open(out);
  out << "<p>"_h << filed_words(view.renewal, *view.until, out.language()) << "</p>"_h;
  using Now = Service::RenewalView::Now;
  if (view.now != Now::stands) {   // article 12.3 lets a recognition go on that stands
    out << "<p>"_h << (view.now == Now::withdrawn ? msg::life_renewal_withdrawn : msg::life_renewal_replaced);
    if (!view.certificate.empty())
      out << " <a href=\""_h << web::link(out.language(), certificate_path(view.certificate)) << "\">"_h << view.certificate << "</a>"_h;
    out << "</p></section>"_h;
    return;
  }
  if (!rules::extends(view.renewal.filed, *view.until)) out << "<p>"_h << msg::life_nothing_held << "</p>"_h;
  else if (view.refused)
    out << "<p>"_h << format(msg::life_refused_before, out.language(), {view.refused->show(out.language())}) << "</p>"_h;
  else if (view.sent_back) out << "<p>"_h << format(msg::life_sent_back, out.language(), {days.end, days.most}) << "</p>"_h;
  else if (today <= rules::extended_until(*view.until)) promised(out, days);
  else out << "<p>"_h << format(msg::life_over, out.language(), {days.most}) << "</p>"_h;
  out << "</section>"_h;
}

}  // namespace ocop::certificates
