#include "kernel/images/tests/samples.h"

#include <vips/vips.h>

#include <stdexcept>
#include <vector>

namespace ocop::images::tests {
namespace {

void check(int failed) {
  if (failed != 0) throw std::runtime_error(vips_error_buffer());
}

void start() {
  if (vips_init("test") != 0) throw std::runtime_error("vips_init");
  vips_concurrency_set(1);
  vips_cache_set_max(0);
}

std::vector<unsigned char> draw(const Sample& sample, int bands) {
  std::vector<unsigned char> pixels;
  pixels.reserve(static_cast<std::size_t>(sample.width) * sample.height * bands);
  for (int y = 0; y < sample.height; ++y) {
    for (int x = 0; x < sample.width; ++x) {
      const bool left = x < sample.width / 2, upper = y < sample.height / 2;
      const int grain = (x * 31 + y * 17) % 13;
      const auto shade = [&](bool lit) { return static_cast<unsigned char>(lit ? 240 - grain : 20 + grain); };
      pixels.push_back(shade(upper == left));                  // red:   upper left, and white below
      pixels.push_back(shade(!left));                          // green: right
      pixels.push_back(shade(!upper));                         // blue:  below
      if (bands == 4) pixels.push_back(upper && left ? 0 : 255);
    }
  }
  return pixels;
}

}  // namespace

std::string make(const Sample& sample) {
  start();
  const int bands = sample.transparent ? 4 : 3;
  VipsImage* memory = nullptr;
  if (sample.blank) {
    check(vips_black(&memory, sample.width, sample.height, "bands", bands, nullptr));
  } else {
    const auto pixels = draw(sample, bands);
    memory = vips_image_new_from_memory_copy(pixels.data(), pixels.size(), sample.width, sample.height, bands, VIPS_FORMAT_UCHAR);
  }
  VipsImage* image = nullptr;
  check(vips_copy(memory, &image, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr));
  g_object_unref(memory);
  if (sample.ending.find("bitdepth=16") !=
      std::string::npos) {  // libvips 8.14 reads past the end when it widens eight bits while it writes
    VipsImage* deep = nullptr;
    check(vips_colourspace(image, &deep, VIPS_INTERPRETATION_RGB16, nullptr));
    g_object_unref(image);
    image = deep;
  }
  if (sample.colours != Colours::plain) {
    VipsImage* other = nullptr;
    check(vips_colourspace(image, &other, sample.colours == Colours::grey ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_CMYK, nullptr));
    g_object_unref(image);
    image = other;
  }
  if (sample.orientation != 1) vips_image_set_int(image, "orientation", sample.orientation);
  if (sample.tagged) {
    const auto tag = [&](const char* name, const char* value) { vips_image_set_string(image, name, value); };
    tag("exif-ifd0-Make", "SecretPhoneMaker (SecretPhoneMaker, ASCII, 17 components, 17 bytes)");
    tag("exif-ifd0-Artist", "Nguyen Thi Bi Mat (Nguyen Thi Bi Mat, ASCII, 18 components, 18 bytes)");
    tag("exif-ifd3-GPSLatitude", "22/1 45/1 1234/100 (22, 45, 12.34, Rational, 3 components, 24 bytes)");
    const std::string xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretXmp</x:xmpmeta>";
    vips_image_set_blob_copy(image, VIPS_META_XMP_NAME, xmp.data(), xmp.size());
  }
  void* bytes = nullptr;
  std::size_t size = 0;
  check(vips_image_write_to_buffer(image, sample.ending.c_str(), &bytes, &size, nullptr));
  g_object_unref(image);
  std::string out(static_cast<const char*>(bytes), size);
  g_free(bytes);
  return out;
}

Decoded decode(const std::string& bytes) {
  start();
  VipsImage* image = vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr);
  if (image == nullptr) throw std::runtime_error(vips_error_buffer());
  Decoded out{image->Xsize, image->Ysize, image->Bands, image->BandFmt == VIPS_FORMAT_USHORT ? 16 : 8, {}, {}, {}, {}};
  const auto at = [&](int x, int y) {
    double* values = nullptr;
    int count = 0;
    check(vips_getpoint(image, &values, &count, x, y, nullptr));
    const Pixel pixel{static_cast<int>(values[0]), static_cast<int>(values[count > 2 ? 1 : 0]),
                      static_cast<int>(values[count > 2 ? 2 : 0])};
    g_free(values);
    return pixel;
  };
  out.upper_left = at(out.width / 4, out.height / 4);
  out.upper_right = at(out.width * 3 / 4, out.height / 4);
  out.lower_left = at(out.width / 4, out.height * 3 / 4);
  out.lower_right = at(out.width * 3 / 4, out.height * 3 / 4);
  g_object_unref(image);
  return out;
}

std::string metadata_of(const std::string& bytes) {
  start();
  VipsImage* image = vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr);
  if (image == nullptr) throw std::runtime_error(vips_error_buffer());
  std::string names;
  char** fields = vips_image_get_fields(image);
  for (char** field = fields; *field != nullptr; ++field) {
    const std::string name = *field;
    if (name.find("exif") != std::string::npos || name.find("xmp") != std::string::npos || name.find("icc") != std::string::npos ||
        name.find("iptc") != std::string::npos || name == "orientation")
      names += name + " ";
  }
  g_strfreev(fields);
  g_object_unref(image);
  return names;
}

}  // namespace ocop::images::tests
