#include "kernel/web/thing.h"

#include <array>

#include "kernel/base/text.h"

namespace ocop::web {
namespace {

void open_panel(Html& out, const Message& heading) { out << "<section class=\"panel stack\"><h2>"_h << heading << "</h2>"_h; }
void close_panel(Html& out) { out << "</section>"_h; }

}  // namespace

void thing_head(Html& out, const ThingHead& head) {
  const std::array way{head.list, Crumb{head.name}};
  crumbs(out, way);
  out << "<h1>"_h << head.name << "</h1><p>"_h;
  badge(out, head.look, head.state);
  out << "</p>"_h;
}

void written(Html& out, const Message& heading, std::string_view text) {
  if (text.empty()) return;
  out << "<section class=\"stack\"><h2>"_h << heading << "</h2>"_h;
  for (const std::string_view line : text::split(text, '\n'))
    if (!text::trim(line).empty()) out << "<p>"_h << text::trim(line) << "</p>"_h;
  out << "</section>"_h;
}

void step(Html& out, const http::Asked& call, const input::Shape& shape, const http::Fields& shown, const Sends& sends) {
  open_panel(out, sends.button);
  const Form sent = form(call, &shown);
  open_form(out, sent, sends.action);
  fields(out, sent, shape);
  button(out, sends.button, sends.kind);
  close_form(out);
  close_panel(out);
}

void step(Html& out, const http::Asked& call, const Act& one, std::string_view lead) {
  open_panel(out, one.label);
  if (!lead.empty()) out << "<p>"_h << lead << "</p>"_h;
  act(out, call.request, one);
  close_panel(out);
}

}  // namespace ocop::web
