#include <algorithm>

#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

namespace ocop::web {

void open_record(Html& out, const Message& heading) { out << "<section class=\"record\"><h2>"_h << heading << "</h2>"_h; }

void close_record(Html& out, std::string_view source_line, std::string_view source_url) {
  if (!source_line.empty()) {
    out << "<p class=\"source\">"_h << msg::record_source << " "_h;
    if (source_url.empty()) {
      out << source_line;
    } else {
      out << "<a"_h;
      href(out, source_url);
      out << " rel=\"nofollow noopener\">"_h << source_line << "</a>"_h;
    }
    out << "</p>"_h;
  }
  out << "</section>"_h;
}

void open_story(Html& out, std::string_view maker, std::string_view place) {
  out << "<figure class=\"story\"><figcaption>"_h;
  icon(out, Icon::person);
  out << "<span>"_h << format(msg::story_by, out.language(), {maker});
  if (!place.empty()) out << "<span class=\"story-place\">"_h << place << "</span>"_h;
  out << "</span></figcaption><blockquote>"_h;
}
void close_story(Html& out) { out << "</blockquote></figure>"_h; }

void facts(Html& out, std::span<const Fact> facts) {
  if (std::ranges::all_of(facts, [](const Fact& fact) { return fact.value.empty(); })) return;
  out << "<dl class=\"facts\">"_h;
  for (const Fact& fact : facts) {
    if (fact.value.empty()) continue;
    out << "<div><dt>"_h << fact.label << "</dt><dd>"_h;
    if (fact.href.empty()) {
      out << fact.value;
    } else {
      out << "<a"_h;
      href(out, fact.href);
      out << ">"_h << fact.value << "</a>"_h;
    }
    out << "</dd></div>"_h;
  }
  out << "</dl>"_h;
}

void structured_data(Html& out, std::string_view json) {
  // Inside <script> nothing is escaped by HTML: what could end it, or begin a comment, is written as JSON has it (RFC 8259 §7).
  std::string safe;
  for (const char c : json) {
    if (c == '<') safe += "\\u003c";
    else if (c == '>') safe += "\\u003e";
    else if (c == '&') safe += "\\u0026";
    else safe.push_back(c);
  }
  out << "<script type=\"application/ld+json\">"_h;
  out.raw_trusted(safe) << "</script>"_h;
}

void notice(Html& out, const Message& text) {
  out << "<p class=\"notice\">"_h;
  icon(out, Icon::mark);
  out << "<span>"_h << text << "</span></p>"_h;
}

void empty_state(Html& out, const Message& heading, const Message& teach, std::string_view path, const Message* act) {
  out << "<div class=\"empty\">"_h;
  motif(out, common_motif(), "");
  out << "<h2>"_h << heading << "</h2><p>"_h << teach << "</p>"_h;
  if (act && !path.empty()) {
    out << "<p class=\"acts\">"_h;
    link_button(out, *act, path, ButtonKind::main);
    out << "</p>"_h;
  }
  out << "</div>"_h;
}

void crumbs(Html& out, std::span<const Crumb> crumbs) {
  out << "<nav class=\"crumbs\" aria-label=\""_h << msg::crumbs_label << "\"><ol>"_h;
  for (const Crumb& crumb : crumbs) {
    if (crumb.href.empty()) {
      out << "<li><span aria-current=\"page\">"_h << crumb.label << "</span></li>"_h;
      continue;
    }
    out << "<li><a"_h;
    href(out, crumb.href);
    out << ">"_h << crumb.label << "</a></li>"_h;
  }
  out << "</ol></nav>"_h;
}

void steps(Html& out, std::span<const Step> steps) {
  out << "<ol class=\"steps\">"_h;
  for (const Step& step : steps) {
    const bool done = step.state == StepState::done, now = step.state == StepState::now;
    out << "<li class=\""_h << (done ? "done"_h : now ? "now"_h : "later"_h) << "\""_h << when(now, " aria-current=\"step\""_h) << ">"_h;
    icon(out, done ? Icon::check : now ? Icon::clock : Icon::ring);
    out << "<span class=\"step-text\"><span class=\"unseen\">"_h << (done ? msg::step_done : now ? msg::step_now : msg::step_later)
        << ": </span><span class=\"step-label\">"_h << step.label << "</span>"_h;
    if (!step.note.empty()) out << "<span class=\"step-note\">"_h << step.note << "</span>"_h;
    out << "</span></li>"_h;
  }
  out << "</ol>"_h;
}

void figures(Html& out, std::span<const Figure> figures) {
  out << "<ul class=\"figures\">"_h;
  for (const Figure& figure : figures) {
    out << "<li>"_h;
    if (figure.href.empty()) {
      out << "<span class=\"figure-box\">"_h;
    } else {
      out << "<a class=\"figure-box\""_h;
      href(out, figure.href);
      out << ">"_h;
    }
    out << "<span class=\"figure-value\">"_h << figure.value << "</span> <span class=\"figure-label\">"_h << figure.label << "</span>"_h;
    out << (figure.href.empty() ? "</span></li>"_h : "</a></li>"_h);
  }
  out << "</ul>"_h;
}

void bar(Html& out, double value, double maximum, std::string_view label) {
  constexpr int kUnits = 1000;   // of the bar's width: a tenth of a percent is finer than a pixel
  const double share = maximum > 0 && value > 0 ? (value < maximum ? value / maximum : 1.0) : 0.0;
  out << "<span class=\"bar\"><span class=\"bar-label\">"_h << label
      << "</span><svg viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" width=\"100%\" height=\"8\" aria-hidden=\"true\""
                 " focusable=\"false\">"
         "<rect class=\"bar-all\" width=\"1000\" height=\"8\"/><rect class=\"bar-value\" width=\""_h
      << static_cast<int>(share * kUnits) << "\" height=\"8\"/></svg></span>"_h;
}

}  // namespace ocop::web
