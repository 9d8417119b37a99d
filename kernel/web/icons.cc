#include "kernel/web/icons.h"

namespace ocop::web {
namespace {
Markup drawing(Icon icon) {
  switch (icon) {
    case Icon::search: return "<circle cx=\"10.5\" cy=\"10.5\" r=\"6.5\"/><path d=\"m15.5 15.5 5 5\"/>"_h;
    case Icon::home: return "<path d=\"M3.5 11.5 12 4l8.5 7.5M6 10v10h12V10M10 20v-6h4v6\"/>"_h;
    case Icon::basket: return "<path d=\"M3 10h18l-2 10H5zM8 10l3-6m5 6-3-6M9.5 13.5v3m5-3v3\"/>"_h;
    case Icon::map: return "<path d=\"M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z\"/>"
               "<circle cx=\"12\" cy=\"10\" r=\"2.2\"/>"_h;
    case Icon::book: return "<path d=\"M12 6.5C9.5 4.8 6.5 4.5 3.5 5v13.5c3-.5 6-.2 8.5 1.5 2.5-1.7 5.5-2 8.5-1.5V5c-3-.5-6-.2-8.5"
               " 1.5zm0 0V20\"/>"_h;
    case Icon::log: return "<path d=\"M8.5 7h-2a4 4 0 0 0 0 8h2m7 0h2a4 4 0 0 0 0-8h-2M8 11h8\"/>"_h;
    case Icon::work: return "<path d=\"M5 4h14v16H5zM9 9h6M9 13h6M9 17h3\"/>"_h;
    case Icon::person: return "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4 20.5c.8-4 4-6 8-6s7.2 2 8 6\"/>"_h;
    case Icon::check: return "<circle cx=\"12\" cy=\"12\" r=\"9.5\" class=\"fill\"/><path class=\"on\" d=\"m7.5 12.5 3 3 6-6.5\"/>"_h;
    case Icon::clock: return "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5.5l3.5 2\"/>"_h;
    case Icon::cross: return "<path class=\"fill\" d=\"M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8z\"/>"
               "<path class=\"on\" d=\"m8.5 8.5 7 7m0-7-7 7\"/>"_h;
    case Icon::question: return "<circle cx=\"12\" cy=\"12\" r=\"9\" stroke-dasharray=\"3 2.65\"/>"
               "<path d=\"M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8m0 2.8v.2\"/>"_h;
    case Icon::mark: return "<path d=\"M12 3 2.5 20h19zM12 10v4.5m0 2.5v.2\"/>"_h;
    case Icon::paper: return "<path d=\"M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6\"/>"_h;
    case Icon::ended: return "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M7.5 12h9\"/>"_h;
    case Icon::ring: return "<circle cx=\"12\" cy=\"12\" r=\"9\"/>"_h;
    case Icon::arrow: return "<path d=\"M4 12h15m-6-6 6 6-6 6\"/>"_h;
    case Icon::down: return "<path d=\"m5 9 7 7 7-7\"/>"_h;
    case Icon::up: return "<path d=\"m5 15 7-7 7 7\"/>"_h;
    case Icon::out: return "<path d=\"M9 5H5v14h14v-4M13 5h6v6m0-6-8 8\"/>"_h;
  }
  return ""_h;
}
}  // namespace

void icon(Html& out, Icon icon) {
  out << "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">"_h << drawing(icon)
      << "</svg>"_h;
}

}  // namespace ocop::web
