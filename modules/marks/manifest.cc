// What the program is told of marks: docs/a-module.md, "Wiring: the manifest". It has no tables and no routes: its part of the design page.
#include "kernel/i18n/translate.h"
#include "kernel/manifest/manifest.h"
#include "kernel/web/design.h"
#include "modules/marks/marks.h"
#include "modules/marks/messages.h"
#include "modules/marks/motifs.h"

namespace ocop::marks {
namespace {

using web::Html;
using web::operator""_h;

constexpr Validity kStates[] = {Validity::valid,     Validity::renewal_window, Validity::reported, Validity::lapsed,
                                Validity::withdrawn, Validity::not_verified,   Validity::none,     Validity::extended};
constexpr int kBandWidth = 320, kBandHeight = 26;

void design_stars(Html& out) {
  out << "<h2 id=\"stars\">"_h << msg::design_stars << "</h2><p>"_h << msg::design_stars_teach << "</p><ul class=\"stack\">"_h;
  int shown = 5;
  for (const Validity state : kStates) {
    out << "<li class=\"row\">"_h;
    stars(out, state == Validity::none ? 0 : shown--, state, state == Validity::withdrawn ? std::nullopt : Date::of(2028, 3, 12));
    validity_badge(out, state);
    out << "</li>"_h;
    if (shown < 3) shown = 4;
  }
  out << "</ul><h3>"_h << msg::design_verdict << "</h3><div class=\"grid\">"_h;
  for (const Validity state : {Validity::valid, Validity::lapsed, Validity::withdrawn}) {
    open_verdict(out, state);
    stars(out, 4, state, Date::of(2028, 3, 12));
    marks::close_verdict(out);
  }
  out << "</div>"_h;
}

void design_drawings(Html& out) {
  out << "<h2 id=\"drawings\">"_h << msg::design_drawings << "</h2><p>"_h << msg::design_drawings_teach << "</p><ul class=\"grid\">"_h;
  for (const Picture picture : kPictures) {
    const web::Motif& one = motif(picture);
    out << "<li>"_h;
    web::motif(out, one, translate(one.words, out.language()));
    out.raw_trusted(web::band_svg(one.weave, kBandWidth, kBandHeight));
    out << "<p class=\"small\">"_h << one.words << "</p></li>"_h;
  }
  out << "</ul>"_h;
}

Result<manifest::Wiring> make(manifest::Context& context) {
  context.offers.add(web::DesignPart{.rank = 10, .show = design_stars});
  context.offers.add(web::DesignPart{.rank = 20, .show = design_drawings});
  return manifest::Wiring{};
}

}  // namespace

manifest::Manifest manifest() { return {.name = "marks", .make = make}; }

}  // namespace ocop::marks
