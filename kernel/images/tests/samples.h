#pragma once
#include <string>

// Pictures made by code, so that nothing has to be stored. All are deterministic.
namespace ocop::images::tests {

enum class Colours { plain, grey, inks };   // sRGB; one band; cyan, magenta, yellow and black as printers take them
struct Sample {
  int width = 1200, height = 900;
  std::string ending = ".jpg[Q=90]";   // of libvips: format and options
  int orientation = 1;                 // EXIF
  bool tagged = false;                 // with a place, a device and an owner
  bool transparent = false;
  bool blank = false;                  // one colour: many pixels in few bytes
  Colours colours = Colours::plain;
};
// Red in the upper left quarter, green, blue and white in the others as the sensor sees them, with some noise of nature.
std::string make(const Sample& sample);
// One pixel of a decoded picture, as three numbers.
struct Pixel { int red = 0, green = 0, blue = 0; };
struct Decoded {
  int width = 0, height = 0;
  int bands = 0;                       // 3 = red, green, blue; 1 = grey; 4 = inks, or with transparency
  int bits = 0;                        // of a band
  Pixel upper_left, upper_right, lower_left, lower_right;
};
Decoded decode(const std::string& bytes);
// The names of what a picture carries beside its pixels: "exif-data", "icc-profile-data", "xmp-data" …
std::string metadata_of(const std::string& bytes);

}  // namespace ocop::images::tests
