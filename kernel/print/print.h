#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/gs1/syntax.h"

// What leaves the program on paper or on a label: symbols and PDF pages (zint, cairo, pango). Thread-safe; slow (milliseconds): call
// on a worker, never on an I/O loop.
namespace ocop::print {

// A QR symbol (ISO/IEC 18004) as its modules; quiet zone not included.
struct QrSymbol {
  int size = 0;                        // modules a side
  std::vector<bool> dark;              // size × size, row by row
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) + static_cast<std::size_t>(x)]; }
};
inline constexpr int kQuietModules = 4;                         // ISO/IEC 18004 §5.3.8: four modules of light on each side
enum class QrCorrection : unsigned char { medium, quartile };   // 15 %, 25 %: quartile for labels that get wet
// invalid_input when the text does not fit a version-20 symbol (print would be too fine for a cheap phone).
Result<QrSymbol> qr(std::string_view text, QrCorrection correction = QrCorrection::medium);
std::string qr_svg(const QrSymbol& symbol, std::string_view title);          // with 4-module quiet zone, one path, role="img"
// 1-bit, with quiet zone. invalid_input unless 1 ≤ pixels_per_module ≤ kMaxQrPixels.
inline constexpr int kMaxQrPixels = 64;                         // 97 + 8 modules × 64 = 6,720 pixels: a poster of half a metre at 300 dpi
Result<std::string> qr_png(const QrSymbol& symbol, int pixels_per_module);

// ---- Symbols of GS1 (kernel/gs1) ----------------------------------------------------------------------------------------------------
// A module is the width of the narrowest bar, or the side of a square ("X-dimension"). GS1 General Specifications §5.12.3, the tables
// for retail: below the least, tills and phones read badly; the wanted one is read by all.
inline constexpr double kLeastEanModule = 0.264, kWantedEanModule = 0.330;         // millimetres
inline constexpr double kLeastEanOnDemand = 0.250;                                 // 75 %: of what thermal printers print, and nothing else
inline constexpr double kLeastGs1128Module = 0.250, kWantedGs1128Module = 0.330;
inline constexpr double kLeastSquareModule = 0.396;   // QR and DataMatrix
inline constexpr int kEanModules = 11 + 95 + 7;                 // with the light at both sides (§5.2.3.4)
inline constexpr int kGs1128Quiet = 10;                         // modules of light at each side (§5.4.3)
inline constexpr int kDataMatrixQuiet = 1;                      // ISO/IEC 16022 §7.3

// Bars in one row, and what stands below them for people.
struct BarSymbol {
  std::vector<bool> dark;              // module by module, without the light at the sides
  std::string text;                    // EAN-13: 13 digits; GS1-128: "(01)08935000000014(10)L1"
  int modules() const { return static_cast<int>(dark.size()); }
};
// ISO/IEC 15420. invalid_input: not 13 digits with a right check digit.
Result<BarSymbol> ean13(std::string_view digits);
// ISO/IEC 15417 with FNC1. invalid_input: more than 48 characters, or a value that is wrong.
Result<BarSymbol> gs1_128(std::span<const gs1::Element> elements);
// ISO/IEC 16022, square, with FNC1; light not included.
struct DataMatrixSymbol {
  int size = 0;
  std::vector<bool> dark;              // size × size, row by row
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) + static_cast<std::size_t>(x)]; }
};
// invalid_input: does not fit 52 modules a side, or a value that is wrong.
Result<DataMatrixSymbol> gs1_data_matrix(std::span<const gs1::Element> elements);

// ---- PDF ---------------------------------------------------------------------------------------------------------------------
// NotoSerif-*.ttf and NotoSans-*.ttf of a folder; no other font is used. Copies share what is loaded, and each page is lent a part of it:
// made once by whoever prints, not for each page. Thread-safe.
class PdfFonts {
 public:
  PdfFonts(std::string directory);

 private:
  friend class LentFonts;
  class Pool;
  std::shared_ptr<Pool> pool_;
};
inline constexpr std::string_view kDebianFonts = "/usr/share/fonts/truetype/noto";   // package fonts-noto-core

struct Paper { double width = 0, height = 0; };   // millimetres
inline constexpr Paper kA4Portrait{210, 297};
inline constexpr Paper kA4Landscape{297, 210};
inline constexpr Paper kA5Portrait{148, 210};
inline constexpr Paper kA5Landscape{210, 148};

struct Colour { double red = 0, green = 0, blue = 0; };   // 0…1, sRGB
Colour colour(unsigned rgb);                              // 0x1b2a4a
struct Point { double x = 0, y = 0; };
struct Box { double x = 0, y = 0, width = 0, height = 0; };

enum class Face : unsigned char { serif, sans };
enum class Weight : unsigned char { regular, bold };
enum class Slant : unsigned char { upright, italic };
enum class Align : unsigned char { left, centre, right };
struct TextStyle {
  Face face = Face::sans;
  Weight weight = Weight::regular;
  double points = 10;
  Colour colour{};
  Align align = Align::left;
  Slant slant = Slant::upright;
  double spacing_points = 0;           // between letters
  double least = 0.5;                  // of `points`: how far text may shrink to fit its box; 1 = not at all
};

// A piece of a paragraph in its own weight.
struct Run { std::string_view text; Weight weight = Weight::regular; Slant slant = Slant::upright; };

// Text broken into lines of one width, to be drawn one by one: what flows over pages.
class TextLines {
 public:
  TextLines(TextLines&&) noexcept;
  TextLines& operator=(TextLines&&) noexcept;
  ~TextLines();
  std::size_t count() const;
  double height(std::size_t line) const;   // millimetres
  double height() const;                   // of all

 private:
  friend class PdfPage;
  struct Inner;
  explicit TextLines(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};
enum class Fill : unsigned char { ragged, justified };

class Stamp;

// What pages and pictures are drawn on, with Vietnamese text shaped properly. Coordinates in millimetres from the top left. The same calls
// give the same bytes. Not for two threads at once; any number of them at once is fine.
class Canvas {
 public:
  Canvas(Canvas&&) noexcept;
  Canvas& operator=(Canvas&&) noexcept;
  ~Canvas();

  // Text within box.width from the top of the box; long text breaks at words. When it is higher than box.height its size shrinks, down
  // to style.least. Returns the height used.
  double text(const Box& box, const TextStyle& style, std::string_view text);
  // The height that text() would use, with nothing drawn.
  double measure(const Box& box, const TextStyle& style, std::string_view text);
  // As much of the text as text() can show in the box, cut after a word with "…"; all of it where it fits.
  std::string fitting(const Box& box, const TextStyle& style, std::string_view text);
  void rectangle(const Box& box, const Colour& fill);
  void frame(const Box& box, double line, const Colour& stroke);
  void line(const Point& from, const Point& to, double width, const Colour& stroke);
  void polygon(std::span<const Point> corners, const Colour& fill);
  // A five-pointed star with one point up.
  void star(const Point& centre, double radius, const Colour& fill);
  // The symbol with its quiet zone in white, filling the square at (x, y).
  void qr(const QrSymbol& symbol, const Point& corner, double side, const Colour& dark);
  // The same of a DataMatrix.
  void data_matrix(const DataMatrixSymbol& symbol, const Point& corner, double side, const Colour& dark);
  // An EAN-13 of modules of that width, its digits below: kEanModules wide and as high as the box, all on white.
  void ean13(const BarSymbol& symbol, const Point& corner, double module, double height);
  // What was drawn once, with its corner there. A file holds it once, however often it stands on its pages.
  void stamp(const Stamp& drawn, const Point& corner);
  // A GS1-128 with its light, and its text below in one line that shrinks.
  void gs1_128(const BarSymbol& symbol, const Point& corner, double module, double height);

 protected:
  struct Inner;
  explicit Canvas(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// One page; fonts are embedded and subset.
class PdfPage : public Canvas {
 public:
  struct Info { std::string title, author, subject; Instant created; };
  // Error internal: the fonts are not there (names the missing file and its package).
  static Result<PdfPage> open(const PdfFonts& fonts, const Paper& paper, const Info& info);
  void link(const Box& box, std::string_view url);
  // A JPEG of that many pixels, filling the box from its middle. Its bytes go into the file as they are: nothing here decodes them.
  void photo(const std::string& jpeg, int width, int height, const Box& box);

  // ---- several pages (kernel/documents)
  TextLines lines(double width, const TextStyle& style, std::span<const Run> runs, Fill fill = Fill::ragged) const;
  // A line with its top left corner at `at`, its alignment within the width it was broken for.
  void draw(const TextLines& text, std::size_t line, const Point& at);
  void next_page();
  // A structure element around what is drawn until end_tag (ISO 32000-1 §14.8.4: "Document", "H1", "P", "L", "LI", "Table", "TR", "TH",
  // "TD"). Elements with content of their own must not span pages.
  void begin_tag(const char* tag);
  void end_tag(const char* tag);
  // An entry of the reader's outline, to a height of the page that is open. Returns its number, to hang others below it; 0 = the top.
  int outline(int parent, std::string_view title, int page, double y);
  // The finished file; nothing can be drawn any more.
  std::string finish();

 private:
  using Canvas::Canvas;
};

// A piece of pages that stands on them many times: a label. It outlives the page that it was put on, until that is finished.
class Stamp : public Canvas {
 public:
  // Error internal: the fonts are not there, or no memory.
  static Result<Stamp> open(const PdfFonts& fonts, const Paper& size);

 private:
  friend class Canvas;
  using Canvas::Canvas;
};

// ---- PNG ---------------------------------------------------------------------------------------------------------------------
// A picture, as wide as `paper` at kPixelsPerMillimetre.
inline constexpr int kPixelsPerMillimetre = 4;
inline constexpr Paper kSharePicture{300, 157.5};   // 1,200 × 630 pixels: what chats and social sites show of a page
inline constexpr Paper kSquarePicture{270, 270};    // 1,080 × 1,080: what is posted there
class PngPicture : public Canvas {
 public:
  // Error internal: the fonts are not there, or no memory.
  static Result<PngPicture> open(const PdfFonts& fonts, const Paper& paper);
  // Rows of pixels from the top, three bytes each, red first, as many as width × height; they fill the box.
  void photo(std::string_view rgb, int width, int height, const Box& box);
  std::string finish();

 private:
  using Canvas::Canvas;
};

}  // namespace ocop::print
