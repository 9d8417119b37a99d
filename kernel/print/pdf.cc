#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>

#include "kernel/base/text.h"
#include "kernel/print/fonts.h"
#include "kernel/print/surface.h"

namespace ocop::print {
namespace {

constexpr double kPointsPerMillimetre = 72.0 / 25.4;
struct DestroyCairo { void operator()(cairo_t* cairo) const { cairo_destroy(cairo); } };
struct FreeDescription { void operator()(PangoFontDescription* font) const { pango_font_description_free(font); } };

struct Fitted { std::unique_ptr<PangoLayout, Unreference> layout; double height = 0; };
using Font = std::unique_ptr<PangoFontDescription, FreeDescription>;

Font font_of(const TextStyle& style) {
  Font font(pango_font_description_new());
  pango_font_description_set_family(font.get(), style.face == Face::serif ? "Noto Serif" : "Noto Sans");
  pango_font_description_set_weight(font.get(), style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font.get(), style.slant == Slant::italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(font.get(), style.points * PANGO_SCALE);
  return font;
}

// A layout of a width in millimetres; its font and attributes are for the caller to set.
std::unique_ptr<PangoLayout, Unreference> new_layout(PangoFontMap* map, double width, const TextStyle& style, std::string_view text) {
  const std::unique_ptr<PangoContext, Unreference> context(pango_font_map_create_context(map));
  pango_cairo_context_set_resolution(context.get(), 72);   // 1 unit of a layout = 1 point
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  std::unique_ptr<PangoLayout, Unreference> layout(pango_layout_new(context.get()));
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_width(layout.get(), static_cast<int>(width * kPointsPerMillimetre * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  const PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
  pango_layout_set_alignment(layout.get(), alignments[static_cast<int>(style.align)]);
  return layout;
}

// Breaks the text into lines of the box's width, smaller and smaller until they fit its height.
Fitted fit(PangoFontMap* map, const Box& box, const TextStyle& style, std::string_view text) {
  Fitted out{new_layout(map, box.width, style, text)};
  PangoLayout* layout = out.layout.get();
  const Font font = font_of(style);
  if (style.spacing_points != 0) {
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(style.spacing_points * PANGO_SCALE)));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
  }
  constexpr double kStep = 0.95;
  for (double scale = 1; scale >= style.least; scale *= kStep) {
    pango_font_description_set_absolute_size(font.get(), style.points * scale * PANGO_SCALE);
    pango_layout_set_font_description(layout, font.get());
    int width_units = 0, height_units = 0;
    pango_layout_get_size(layout, &width_units, &height_units);
    out.height = height_units / static_cast<double>(PANGO_SCALE) / kPointsPerMillimetre;
    if (out.height <= box.height) break;
  }
  return out;
}

}  // namespace

struct TextLines::Inner {
  std::unique_ptr<PangoLayout, Unreference> layout;
  Colour colour;
  struct Line { PangoLayoutLine* line = nullptr; double x = 0, height = 0, baseline = 0; };   // points; the lines are the layout's
  std::vector<Line> lines;
};

TextLines::TextLines(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
TextLines::TextLines(TextLines&&) noexcept = default;
TextLines& TextLines::operator=(TextLines&&) noexcept = default;
TextLines::~TextLines() = default;
std::size_t TextLines::count() const { return inner_->lines.size(); }
double TextLines::height(std::size_t line) const { return inner_->lines[line].height / kPointsPerMillimetre; }
double TextLines::height() const {
  double sum = 0;
  for (const Inner::Line& line : inner_->lines) sum += line.height;
  return sum / kPointsPerMillimetre;
}

struct Canvas::Inner {
  explicit Inner(LentFonts lent) : fonts(std::move(lent)) {}

  LentFonts fonts;   // given back last: layouts and surface use them
  std::string bytes;
  std::unique_ptr<cairo_surface_t, DestroySurface> surface;
  std::unique_ptr<cairo_t, DestroyCairo> cairo;

  void source(const Colour& colour) const { cairo_set_source_rgb(cairo.get(), colour.red, colour.green, colour.blue); }
};

Colour colour(unsigned rgb) {
  const auto part = [rgb](int shift) { return static_cast<double>((rgb >> shift) & 0xff) / 255.0; };
  return {part(16), part(8), part(0)};
}

Canvas::Canvas(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;
Canvas::~Canvas() = default;

Result<PdfPage> PdfPage::open(const PdfFonts& fonts, const Paper& paper, const Info& info) {
  OCOP_TRY(lent, LentFonts::of(fonts));
  auto inner = std::make_unique<Inner>(std::move(lent));
  inner->surface.reset(cairo_pdf_surface_create_for_stream(append_bytes, &inner->bytes, paper.width * kPointsPerMillimetre,
                                                           paper.height * kPointsPerMillimetre));
  cairo_surface_t* surface = inner->surface.get();
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  const auto set = [surface](cairo_pdf_metadata_t field, const std::string& value) {
    if (!value.empty()) cairo_pdf_surface_set_metadata(surface, field, value.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, info.title);
  set(CAIRO_PDF_METADATA_AUTHOR, info.author);
  set(CAIRO_PDF_METADATA_SUBJECT, info.subject);
  set(CAIRO_PDF_METADATA_CREATOR, "Ocop");
  set(CAIRO_PDF_METADATA_CREATE_DATE, info.created.iso().substr(0, 19) + "Z");   // the same page is the same bytes
  inner->cairo.reset(cairo_create(surface));
  cairo_scale(inner->cairo.get(), kPointsPerMillimetre, kPointsPerMillimetre);
  return PdfPage(std::move(inner));
}

double Canvas::text(const Box& box, const TextStyle& style, std::string_view text) {
  const Fitted fitted = fit(inner_->fonts.map(), box, style, text);
  cairo_t* cairo = inner_->cairo.get();
  cairo_save(cairo);
  inner_->source(style.colour);
  cairo_translate(cairo, box.x, box.y);
  cairo_scale(cairo, 1 / kPointsPerMillimetre, 1 / kPointsPerMillimetre);
  pango_cairo_show_layout(cairo, fitted.layout.get());
  cairo_restore(cairo);
  return fitted.height;
}

double Canvas::measure(const Box& box, const TextStyle& style, std::string_view text) {
  return fit(inner_->fonts.map(), box, style, text).height;
}

std::string Canvas::fitting(const Box& box, const TextStyle& style, std::string_view text) {
  std::string_view rest = text;
  std::string out(text);
  while (!rest.empty() && measure(box, style, out) > box.height) {
    const std::size_t blank = rest.find_last_of(" \n");
    rest = blank == std::string_view::npos ? text::cut(rest, rest.size() - 1) : rest.substr(0, blank);
    out = rest.empty() ? std::string() : std::string(rest) + "…";
  }
  return out;
}

void Canvas::rectangle(const Box& box, const Colour& fill) {
  inner_->source(fill);
  cairo_rectangle(inner_->cairo.get(), box.x, box.y, box.width, box.height);
  cairo_fill(inner_->cairo.get());
}

void Canvas::frame(const Box& box, double line, const Colour& stroke) {
  inner_->source(stroke);
  cairo_set_line_width(inner_->cairo.get(), line);
  cairo_rectangle(inner_->cairo.get(), box.x, box.y, box.width, box.height);
  cairo_stroke(inner_->cairo.get());
}

void Canvas::line(const Point& from, const Point& to, double width, const Colour& stroke) {
  inner_->source(stroke);
  cairo_set_line_width(inner_->cairo.get(), width);
  cairo_move_to(inner_->cairo.get(), from.x, from.y);
  cairo_line_to(inner_->cairo.get(), to.x, to.y);
  cairo_stroke(inner_->cairo.get());
}

void Canvas::polygon(std::span<const Point> corners, const Colour& fill) {
  inner_->source(fill);
  for (const Point& corner : corners) cairo_line_to(inner_->cairo.get(), corner.x, corner.y);
  cairo_close_path(inner_->cairo.get());
  cairo_fill(inner_->cairo.get());
}

void Canvas::star(const Point& centre, double radius, const Colour& fill) {
  constexpr double kInner = 0.381966;   // of a pentagram: 1 / golden ratio squared
  std::vector<Point> corners;
  for (int i = 0; i < 10; ++i) {
    const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5, reach = i % 2 == 0 ? radius : radius * kInner;
    corners.push_back({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)});
  }
  polygon(corners, fill);
}

namespace {

// Boxes as one path: no hairlines between modules.
class Modules {
 public:
  explicit Modules(cairo_t* cairo) : cairo_(cairo) {}
  void add(const Box& box) { cairo_rectangle(cairo_, box.x, box.y, box.width, box.height); }
  void fill() {
    cairo_set_antialias(cairo_, CAIRO_ANTIALIAS_NONE);
    cairo_fill(cairo_);
    cairo_set_antialias(cairo_, CAIRO_ANTIALIAS_DEFAULT);
  }

 private:
  cairo_t* cairo_;
};

template <class Symbol>
void add_square(Modules& out, const Symbol& symbol, const Point& corner, double module, int quiet) {
  for (int y = 0; y < symbol.size; ++y)
    for (int x = 0; x < symbol.size; ++x)
      if (symbol.at(x, y)) out.add({corner.x + (x + quiet) * module, corner.y + (y + quiet) * module, module, module});
}

// Bars from `first` on, of `height(index)`.
template <class Height>
void add_bars(Modules& out, const BarSymbol& symbol, const Point& first, double module, Height height) {
  for (int i = 0; i < symbol.modules();) {
    int end = i;
    while (end < symbol.modules() && symbol.dark[static_cast<std::size_t>(end)]) ++end;
    if (end > i) out.add({first.x + i * module, first.y, (end - i) * module, height(i)});
    i = std::max(end, i + 1);
  }
}

constexpr double kAscent = 0.355;      // of Noto Sans: light above its digits, in ems
constexpr double kDigitWidth = 0.572;  // of Noto Sans, in ems

}  // namespace

void Canvas::qr(const QrSymbol& symbol, const Point& corner, double side, const Colour& dark) {
  rectangle({corner.x, corner.y, side, side}, {1, 1, 1});
  inner_->source(dark);
  Modules modules(inner_->cairo.get());
  add_square(modules, symbol, corner, side / (symbol.size + 2 * kQuietModules), kQuietModules);
  modules.fill();
}

void Canvas::data_matrix(const DataMatrixSymbol& symbol, const Point& corner, double side, const Colour& dark) {
  rectangle({corner.x, corner.y, side, side}, {1, 1, 1});
  inner_->source(dark);
  Modules modules(inner_->cairo.get());
  add_square(modules, symbol, corner, side / (symbol.size + 2 * kDataMatrixQuiet), kDataMatrixQuiet);
  modules.fill();
}

void Canvas::ean13(const BarSymbol& symbol, const Point& corner, double module, double height) {
  constexpr int kQuietLeft = 11, kDigitModules = 7, kGuard = 3, kMiddle = 5, kHalf = 6 * kDigitModules;
  constexpr double kBelow = 9, kGuardBelow = 5;   // modules: room for the digits; guard bars reach 5 of it down (§5.2.3.2)
  rectangle({corner.x, corner.y, kEanModules * module, height}, {1, 1, 1});
  inner_->source({});
  const double bars = height - kBelow * module;
  Modules modules(inner_->cairo.get());
  add_bars(modules, symbol, {corner.x + kQuietLeft * module, corner.y}, module, [&](int at) {
    const int middle = kGuard + kHalf;
    const bool is_guard = at < kGuard || (at >= middle && at < middle + kMiddle) || at >= middle + kMiddle + kHalf;
    return is_guard ? bars + kGuardBelow * module : bars;
  });
  modules.fill();
  // The digits: one in the light at the left, six below each half.
  const double size = 6 * module / kDigitWidth;
  const TextStyle style{.points = size * kPointsPerMillimetre, .align = Align::centre};
  for (int i = 0; i < 13; ++i) {
    const int at = i == 0 ? 1 : kQuietLeft + kGuard + (i - 1) * kDigitModules + (i > 6 ? kMiddle : 0);
    text({corner.x + at * module, corner.y + bars + module - kAscent * size, kDigitModules * module, 2 * size}, style,
         std::string_view(symbol.text).substr(static_cast<std::size_t>(i), 1));
  }
}

void Canvas::gs1_128(const BarSymbol& symbol, const Point& corner, double module, double height) {
  constexpr double kTextHeight = 3;   // millimetres: digits of 2 are read without glasses
  const double width = (symbol.modules() + 2 * kGs1128Quiet) * module;
  rectangle({corner.x, corner.y, width, height}, {1, 1, 1});
  inner_->source({});
  Modules modules(inner_->cairo.get());
  add_bars(modules, symbol, {corner.x + kGs1128Quiet * module, corner.y}, module, [&](int) { return height - kTextHeight; });
  modules.fill();
  text({corner.x, corner.y + height - kTextHeight, width, kTextHeight}, {.points = 6, .align = Align::centre}, symbol.text);
}

void Canvas::stamp(const Stamp& drawn, const Point& corner) {
  cairo_t* cairo = inner_->cairo.get();
  cairo_save(cairo);
  cairo_translate(cairo, corner.x, corner.y);
  cairo_scale(cairo, 1 / kPointsPerMillimetre, 1 / kPointsPerMillimetre);   // a recording is in points, as the page is
  cairo_set_source_surface(cairo, drawn.inner_->surface.get(), 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

Result<Stamp> Stamp::open(const PdfFonts& fonts, const Paper& size) {
  OCOP_TRY(lent, LentFonts::of(fonts));
  auto inner = std::make_unique<Inner>(std::move(lent));
  const cairo_rectangle_t extents{0, 0, size.width * kPointsPerMillimetre, size.height * kPointsPerMillimetre};
  inner->surface.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents));
  if (cairo_surface_status(inner->surface.get()) != CAIRO_STATUS_SUCCESS)
    return Error::of(ErrorKind::internal, "cairo: no memory for a recording");
  inner->cairo.reset(cairo_create(inner->surface.get()));
  cairo_scale(inner->cairo.get(), kPointsPerMillimetre, kPointsPerMillimetre);
  return Stamp(std::move(inner));
}

void PdfPage::link(const Box& box, std::string_view url) {
  std::string quoted;
  for (const char letter : url) {
    if (letter == '\'' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  const auto number = [](double millimetres) { return std::to_string(millimetres * kPointsPerMillimetre); };
  // cairo takes the rectangle in the surface's own units, from the top left.
  const std::string rectangle = number(box.x) + " " + number(box.y) + " " + number(box.width) + " " + number(box.height);
  const std::string attributes = "rect=[" + rectangle + "] uri='" + quoted + "'";
  cairo_tag_begin(inner_->cairo.get(), CAIRO_TAG_LINK, attributes.c_str());
  cairo_tag_end(inner_->cairo.get(), CAIRO_TAG_LINK);
}

void PdfPage::photo(const std::string& jpeg, int width, int height, const Box& box) {
  cairo_t* cairo = inner_->cairo.get();
  // The surface has the size and stays empty: a PDF holds the JPEG that is tied to it.
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  auto kept = std::make_unique<std::string>(jpeg);
  const auto* bytes = reinterpret_cast<const unsigned char*>(kept->data());
  const auto drop = [](void* owned) { delete static_cast<std::string*>(owned); };
  const auto tied = cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG, bytes, kept->size(), drop, kept.get());
  if (tied != CAIRO_STATUS_SUCCESS) return;   // no memory: the piece goes without
  kept.release();   // the surface's now
  const double scale = std::max(box.width / width, box.height / height);
  cairo_save(cairo);
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_clip(cairo);
  cairo_translate(cairo, box.x + (box.width - width * scale) / 2, box.y + (box.height - height * scale) / 2);
  cairo_scale(cairo, scale, scale);
  cairo_set_source_surface(cairo, surface.get(), 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

TextLines PdfPage::lines(double width, const TextStyle& style, std::span<const Run> runs, Fill fill) const {
  std::string all;
  PangoAttrList* attributes = pango_attr_list_new();
  for (const Run& run : runs) {
    const auto from = static_cast<guint>(all.size());
    all += run.text;
    const auto put = [&](PangoAttribute* attribute) {
      attribute->start_index = from;
      attribute->end_index = static_cast<guint>(all.size());
      pango_attr_list_insert(attributes, attribute);
    };
    if (run.weight == Weight::bold) put(pango_attr_weight_new(PANGO_WEIGHT_BOLD));
    if (run.slant == Slant::italic) put(pango_attr_style_new(PANGO_STYLE_ITALIC));
  }
  auto inner = std::make_unique<TextLines::Inner>();
  inner->layout = new_layout(inner_->fonts.map(), width, style, all);
  inner->colour = style.colour;
  PangoLayout* layout = inner->layout.get();
  pango_layout_set_font_description(layout, font_of(style).get());
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_justify(layout, fill == Fill::justified);
  const std::unique_ptr<PangoLayoutIter, void (*)(PangoLayoutIter*)> at(pango_layout_get_iter(layout), pango_layout_iter_free);
  do {
    PangoRectangle extents{};
    pango_layout_iter_get_line_extents(at.get(), nullptr, &extents);
    const double baseline = pango_layout_iter_get_baseline(at.get()) - extents.y;
    constexpr double kUnit = PANGO_SCALE;
    inner->lines.push_back({pango_layout_iter_get_line_readonly(at.get()), extents.x / kUnit, extents.height / kUnit, baseline / kUnit});
  } while (pango_layout_iter_next_line(at.get()));
  return TextLines(std::move(inner));
}

void PdfPage::draw(const TextLines& text, std::size_t number, const Point& at) {
  const TextLines::Inner::Line& line = text.inner_->lines[number];
  cairo_t* cairo = inner_->cairo.get();
  cairo_save(cairo);
  inner_->source(text.inner_->colour);
  cairo_translate(cairo, at.x, at.y);
  cairo_scale(cairo, 1 / kPointsPerMillimetre, 1 / kPointsPerMillimetre);
  cairo_move_to(cairo, line.x, line.baseline);
  pango_cairo_show_layout_line(cairo, line.line);
  cairo_restore(cairo);
  cairo_new_path(cairo);
}

void PdfPage::next_page() { cairo_show_page(inner_->cairo.get()); }
void PdfPage::begin_tag(const char* tag) { cairo_tag_begin(inner_->cairo.get(), tag, ""); }
void PdfPage::end_tag(const char* tag) { cairo_tag_end(inner_->cairo.get(), tag); }

int PdfPage::outline(int parent, std::string_view title, int page, double y) {
  const std::string target = "page=" + std::to_string(page) + " pos=[0 " + std::to_string(y * kPointsPerMillimetre) + "]";
  return cairo_pdf_surface_add_outline(inner_->surface.get(), parent, std::string(title).c_str(), target.c_str(),
                                       CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

std::string PdfPage::finish() {
  cairo_show_page(inner_->cairo.get());
  inner_->cairo.reset();
  cairo_surface_finish(inner_->surface.get());
  return std::move(inner_->bytes);
}

Result<PngPicture> PngPicture::open(const PdfFonts& fonts, const Paper& paper) {
  OCOP_TRY(lent, LentFonts::of(fonts));
  auto inner = std::make_unique<Inner>(std::move(lent));
  const auto pixels = [](double millimetres) { return static_cast<int>(std::lround(millimetres * kPixelsPerMillimetre)); };
  inner->surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(paper.width), pixels(paper.height)));
  if (cairo_surface_status(inner->surface.get()) != CAIRO_STATUS_SUCCESS)
    return Error::of(ErrorKind::internal, "cairo: no memory for a picture");
  inner->cairo.reset(cairo_create(inner->surface.get()));
  cairo_scale(inner->cairo.get(), kPixelsPerMillimetre, kPixelsPerMillimetre);
  return PngPicture(std::move(inner));
}

void PngPicture::photo(std::string_view rgb, int width, int height, const Box& box) {
  constexpr std::size_t kBytes = 3;
  if (rgb.size() != kBytes * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) return;   // the picture goes without
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return;   // no memory
  unsigned char* row = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  const char* at = rgb.data();
  for (int y = 0; y < height; ++y, row += stride) {
    for (int x = 0; x < width; ++x, at += kBytes) {
      // cairo's pixel is a number of the machine's own order: 0x00rrggbb.
      const std::uint32_t pixel = static_cast<std::uint32_t>(static_cast<unsigned char>(at[0])) << 16 |
                                  static_cast<std::uint32_t>(static_cast<unsigned char>(at[1])) << 8 | static_cast<unsigned char>(at[2]);
      std::memcpy(row + sizeof pixel * static_cast<std::size_t>(x), &pixel, sizeof pixel);
    }
  }
  cairo_surface_mark_dirty(surface.get());
  cairo_t* cairo = inner_->cairo.get();
  cairo_save(cairo);
  cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
  cairo_clip(cairo);
  cairo_translate(cairo, box.x, box.y);
  cairo_scale(cairo, box.width / width, box.height / height);
  cairo_set_source_surface(cairo, surface.get(), 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

std::string PngPicture::finish() {
  inner_->cairo.reset();
  cairo_surface_flush(inner_->surface.get());
  cairo_surface_write_to_png_stream(inner_->surface.get(), append_bytes, &inner_->bytes);   // into memory: cannot fail but for memory
  return std::move(inner_->bytes);
}

}  // namespace ocop::print
