#include "kernel/web/picture.h"

#include "kernel/web/small_picture.h"

namespace ocop::web {
namespace {

// As the styles lay it out (components.css, products.css, scan-page.css): the window's share, less where the page has margins. Measured in
// a browser from 320 to 1,600 px; tests/browser/pages.mjs compares it with what stands on each page.
std::string_view sizes_of(PictureRoom room) {
  switch (room) {
    case PictureRoom::tile:
      return "(min-width: 1280px) 286px, (min-width: 1050px) 23vw, (min-width: 740px) 31vw, (min-width: 500px) 46vw, 91vw";
    case PictureRoom::gallery: return "(min-width: 980px) 230px, (min-width: 740px) 30vw, (min-width: 500px) 46vw, 91vw";
    case PictureRoom::row: return "(min-width: 600px) 200px, 280px";
    case PictureRoom::head: return "(min-width: 720px) 232px, (min-width: 522px) 480px, 92vw";
    case PictureRoom::alone: return "(min-width: 457px) 420px, 92vw";
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

void write(Html& out, const Picture& picture, std::string_view sizes, Loading loading) {
  if (picture.sources.empty()) return;
  const std::string_view last = picture.sources.back().type;
  out << "<picture class=\"photo\">"_h;
  std::string_view written;
  for (const PictureSource& source : picture.sources) {
    if (source.type == written || source.type == last) continue;
    written = source.type;
    out << "<source type=\""_h << written << "\" srcset=\""_h;
    source_set(out, picture, written);
    out << "\" sizes=\""_h << sizes << "\">"_h;
  }
  out << "<img src=\""_h << picture.sources.back().url << "\" srcset=\""_h;
  source_set(out, picture, last);
  out << "\" sizes=\""_h << sizes << "\" alt=\""_h << picture.alt << "\" width=\""_h << picture.width << "\" height=\""_h
      << picture.height << "\""_h;
  if (loading == Loading::when_near) out << " loading=\"lazy\" decoding=\"async\""_h;
  else out << " fetchpriority=\"high\""_h;
  out << "></picture>"_h;
}

}  // namespace

void picture(Html& out, const Picture& picture, PictureRoom room, Loading loading) { write(out, picture, sizes_of(room), loading); }

void small_picture(Html& out, const Picture& picture) {
  write(out, picture, std::to_string(kSmallPicture) + "px", Loading::when_near);
}

}  // namespace ocop::web
