#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/labels/draw.h"
#include "tests/support/other_programs.h"

// A print as a scanner sees it: each page is drawn once at 300 dpi and cut into pictures here, and each reader is started once for all of
// them. A start of a program costs more than what it reads.
namespace ocop::labels::test_reading {

// How often a reader's output has a text.
int times(const std::string& output, std::string_view text);
bool has_readers();

// A picture in colour, three bytes a pixel, row by row.
struct Picture {
  int width = 0, height = 0;
  std::string bytes;
  unsigned char at(int x, int y, int channel) const;
};
inline constexpr double kPixels = 300 / 25.4;   // a millimetre
enum class Ink : unsigned char { grey, colour };

// A page from 1, or a part of it, as a picture of print size; nothing when it cannot be drawn.
Picture page_of(const std::string& pdf_file, int page, Ink ink, const std::optional<print::Box>& part = {});
Picture cut(const Picture& page, const print::Box& part);
// Its path; PGM or PPM, which both readers know.
std::string write(const test::TemporaryFolder& folder, const std::string& name, const Picture& picture);

// What two readers say of pictures, one after another.
struct Read { std::string zbar, zxing; };
Read read(const std::vector<std::string>& files);

// A row of one code a label is read at once; where a label has several, readers lose some of a row: it is looked at by itself, as a
// person's phone does.
enum class Look : unsigned char { rows, labels };
std::vector<std::string> pictures_of(const test::TemporaryFolder& folder, const std::string& pdf_file, const Printing& printing, Look look);

}  // namespace ocop::labels::test_reading
