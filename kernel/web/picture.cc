#include "kernel/web/picture.h"

namespace ocop::web {
namespace {

// As the styles lay it out (components.css, products.css, scan-page.css): the window's share, less where the page has margins.
std::string_view sizes_of(PictureRoom room) {
  switch (room) {
    case PictureRoom::tile: return "(min-width: 960px) 280px, (min-width: 600px) 45vw, 92vw";
    case PictureRoom::head: return "(min-width: 720px) 480px, 92vw";
    case PictureRoom::phone: return "(min-width: 480px) 420px, 92vw";
  }
  return "100vw";
}

void source_set(Html& out, const Picture& picture, std::string_view type) {
  bool more = false;
  for (const PictureSource& source : picture.sources) {
    if (source.type != type) continue;
    if (more) out << ", "_h;
    out << source.url << " "_h << source.width << "w"_h;
    more = true;
  }
}

}  // namespace

void picture(Html& out, const Picture& picture, PictureRoom room, Loading loading) {
  if (picture.sources.empty()) return;
  const std::string_view last = picture.sources.back().type;
  out << "<picture class=\"photo\">"_h;
  std::string_view written;
  for (const PictureSource& source : picture.sources) {
    if (source.type == written || source.type == last) continue;
    written = source.type;
    out << "<source type=\""_h << written << "\" srcset=\""_h;
    source_set(out, picture, written);
    out << "\" sizes=\""_h << sizes_of(room) << "\">"_h;
  }
  out << "<img src=\""_h << picture.sources.back().url << "\" srcset=\""_h;
  source_set(out, picture, last);
  out << "\" sizes=\""_h << sizes_of(room) << "\" alt=\""_h << picture.alt << "\" width=\""_h << picture.width << "\" height=\""_h
      << picture.height << "\""_h;
  if (loading == Loading::when_near) out << " loading=\"lazy\" decoding=\"async\""_h;
  else out << " fetchpriority=\"high\""_h;
  out << "></picture>"_h;
}

}  // namespace ocop::web
