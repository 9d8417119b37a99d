#include "kernel/web/design.h"

#include <array>

#include "kernel/web/design_parts.h"
#include "kernel/web/messages.h"

namespace ocop::web {
namespace {
constexpr std::array<ColourToken, 20> kColours{{
    {"paper", {"Nền giấy", "Ground"}},
    {"surface", {"Mặt thẻ, ô nhập", "Panels, fields"}},
    {"sunk", {"Nền chìm", "Sunk ground"}},
    {"line", {"Đường kẻ", "Rules"}},
    {"line-strong", {"Viền ô nhập", "Field borders"}},
    {"ink", {"Chữ", "Text"}},
    {"ink-soft", {"Chữ phụ", "Secondary text"}},
    {"lacquer", {"Đỏ sơn: việc chính", "Lacquer: the main act"}},
    {"lacquer-deep", {"Đỏ sơn khi trỏ vào", "Lacquer under the pointer"}},
    {"lacquer-text", {"Chữ đỏ sơn", "Lacquer as text"}},
    {"indigo", {"Chàm: liên kết, hồ sơ", "Indigo: links, record"}},
    {"indigo-soft", {"Chàm nhạt", "Soft indigo"}},
    {"valid", {"Còn hiệu lực", "Valid"}},
    {"valid-soft", {"Xanh cốm", "Young rice"}},
    {"soon", {"Sắp hết hạn", "Ends soon"}},
    {"soon-soft", {"Hổ phách nhạt", "Soft amber"}},
    {"lapsed", {"Hết hiệu lực", "Lapsed"}},
    {"lapsed-soft", {"Xám tro nhạt", "Soft ash"}},
    {"withdrawn", {"Đã thu hồi, lỗi", "Withdrawn, errors"}},
    {"withdrawn-soft", {"Đỏ nhạt", "Soft red"}},
}};

void colours(Html& out) {
  out << "<h2 id=\"colours\">"_h << msg::design_colours << "</h2><p>"_h << msg::design_colours_teach << "</p><ul class=\"swatches\">"_h;
  for (const ColourToken& token : kColours) {
    out << "<li><svg viewBox=\"0 0 120 56\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
               "<rect width=\"120\" height=\"56\" fill=\"var(--"_h
        << token.name << ")\"/></svg><code>"_h << token.name << "</code><span class=\"small\">"_h << token.use << "</span></li>"_h;
  }
  out << "</ul>"_h;
}

void type(Html& out) {
  out << "<h2 id=\"type\">"_h << msg::design_type << "</h2><p>"_h << msg::design_type_teach << "</p><ul class=\"type-sizes\">"_h;
  for (int size = 6; size >= 1; --size)
    out << "<li class=\"size-"_h << size << "\"><code>"_h << size << "</code><span>"_h << msg::design_type_sample << "</span></li>"_h;
  out << "</ul>"_h;
}

http::Response show(const Site& site, const http::Request& request, const std::function<void(Html&)>& more) {
  PageOptions options;
  options.title = std::string(translate(msg::design_title, request.language));
  options.description = std::string(translate(msg::design_lead, request.language));
  options.width = Width::wide;
  return page(site, request, options, [&](Html& out) {
    out << "<h1>"_h << msg::design_title << "</h1><p class=\"lead\">"_h << msg::design_lead << "</p>"_h;
    colours(out);
    type(out);
    design_badges(out);
    if (more) more(out);
    design_record(out);
    design_forms(out, request);
    design_tables(out, request);
    design_messages(out);
  });
}
}  // namespace

std::span<const ColourToken> colour_tokens() { return kColours; }

Navigation design_navigation() {
  Navigation out;
  out.add(Entry{.path = "/design", .label = msg::nav_design, .positions = {{Spot::site, 40}}});
  return out;
}

void add_design_pages(http::Router& router, const Site& site, std::function<void(Html& out)> more) {
  http::Route route;
  route.pattern = "/design";
  route.policy = Policy::anyone();
  route.handler = [&site, more = std::move(more)](const http::Request& request) { return show(site, request, more); };
  route.summary = "The living page of the design system";
  router.add(std::move(route));
}

}  // namespace ocop::web
