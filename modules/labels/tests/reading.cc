#include "modules/labels/tests/reading.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace ocop::labels::test_reading {
namespace {

int channels_of(const Picture& picture) {
  return static_cast<int>(picture.bytes.size() / static_cast<std::size_t>(picture.width) / static_cast<std::size_t>(picture.height));
}
int pixels(double millimetres) { return static_cast<int>(std::lround(millimetres * kPixels)); }

}  // namespace

int times(const std::string& output, std::string_view text) {
  int out = 0;
  for (std::size_t at = output.find(text); at != std::string::npos; at = output.find(text, at + text.size())) ++out;
  return out;
}

bool has_readers() {
  for (const char* program : {"pdftoppm", "zbarimg", "ZXingReader"})
    if (!test::has_program(program)) return false;
  return true;
}

unsigned char Picture::at(int x, int y, int channel) const {
  const int channels = channels_of(*this);
  return static_cast<unsigned char>(bytes[static_cast<std::size_t>((y * width + x) * channels + channel)]);
}

Picture page_of(const std::string& pdf_file, int page, Ink ink, const std::optional<print::Box>& part) {
  const auto number = [](int value) { return std::to_string(value) + " "; };
  std::string asked = "pdftoppm -r 300 -f " + number(page) + "-l " + number(page);
  if (ink == Ink::grey) asked += "-gray ";
  if (part)
    asked += "-x " + number(pixels(part->x)) + "-y " + number(pixels(part->y)) + "-W " + number(pixels(part->width)) + "-H " +
             number(pixels(part->height));
  const std::string drawn = test::output_of(asked + pdf_file);
  // "P5\n2480 3508\n255\n" and the bytes.
  std::istringstream head(drawn.substr(0, 64));
  std::string kind;
  int most = 0;
  Picture out;
  if (!(head >> kind >> out.width >> out.height >> most) || most != 255) return {};
  out.bytes = drawn.substr(static_cast<std::size_t>(head.tellg()) + 1);
  return out;
}

Picture cut(const Picture& page, const print::Box& part) {
  const int left = std::max(0, pixels(part.x)), top = std::max(0, pixels(part.y));
  Picture out{std::min(pixels(part.width), page.width - left), std::min(pixels(part.height), page.height - top), {}};
  const auto channels = static_cast<std::size_t>(channels_of(page));
  for (int y = 0; y < out.height; ++y)
    out.bytes += page.bytes.substr(static_cast<std::size_t>((top + y) * page.width + left) * channels,
                                   static_cast<std::size_t>(out.width) * channels);
  return out;
}

std::string write(const test::TemporaryFolder& folder, const std::string& name, const Picture& picture) {
  const bool is_grey = channels_of(picture) == 1;
  return folder.write(name + (is_grey ? ".pgm" : ".ppm"), (is_grey ? "P5\n" : "P6\n") + std::to_string(picture.width) + " " +
                                                              std::to_string(picture.height) + "\n255\n" + picture.bytes);
}

Read read(const std::vector<std::string>& files) {
  std::string all;
  for (const std::string& file : files) all += " " + file;
  return {test::output_of("zbarimg --quiet --raw" + all), test::output_of("ZXingReader -1" + all)};
}

std::vector<std::string> pictures_of(const test::TemporaryFolder& folder, const std::string& pdf_file, const Printing& printing,
                                     Look look) {
  const Sheet& sheet = sheet_of(printing.stock);
  const int step = look == Look::rows ? sheet.columns : 1, first = printing.first - 1, last = first + printing.count - 1;
  std::vector<std::string> out;
  Picture page;
  int drawn = -1;
  for (int place = first / step * step; place <= last; place += step) {
    if (const int wanted = place / sheet.places(); wanted != drawn) {
      page = page_of(pdf_file, wanted + 1, Ink::grey);
      drawn = wanted;
    }
    const print::Point corner = sheet.corner(place % sheet.places());
    const double width = (step - 1) * sheet.across + sheet.cell.width;
    out.push_back(write(folder, "label" + std::to_string(place), cut(page, {corner.x, corner.y, width, sheet.cell.height})));
  }
  return out;
}

}  // namespace ocop::labels::test_reading
