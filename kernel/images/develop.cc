#include "kernel/images/develop.h"

#include <vips/vips.h>
#include <vips/vector.h>   // after vips.h, whose types it uses

#include <webp/mux.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace ocop::images {
namespace {

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;
Image own(VipsImage* image) { return Image(image); }

constexpr int kTallest = 2;                       // times the width: a taller picture is reduced to that height
constexpr int kJpegQuality = 80, kWebpQuality = 78, kAvifQuality = 55;   // the eye sees no difference on a phone (docs/decisions)
constexpr int kWebpEffort = 4, kAvifEffort = 2;   // of 0 to 6 and 0 to 9: as much processor time for AVIF as for WebP

// The header alone; nothing is decoded yet.
Image open(std::string_view bytes, Kind kind) {
  void* data = const_cast<char*>(bytes.data());   // the library does not write there
  VipsImage* out = nullptr;
  int failed = -1;
  switch (kind) {
    case Kind::jpeg: failed = vips_jpegload_buffer(data, bytes.size(), &out, nullptr); break;
    case Kind::png: failed = vips_pngload_buffer(data, bytes.size(), &out, nullptr); break;
    case Kind::gif: failed = vips_gifload_buffer(data, bytes.size(), &out, nullptr); break;
    case Kind::webp: failed = vips_webpload_buffer(data, bytes.size(), &out, nullptr); break;
    case Kind::avif:
    case Kind::heic: failed = vips_heifload_buffer(data, bytes.size(), &out, nullptr); break;
    default: break;
  }
  return failed == 0 ? own(out) : nullptr;
}

// What a picture carries beside its pixels: place, device, owner, colour profile, small copies of itself.
void forget_metadata(const Image& image) {
  const std::unique_ptr<char*, decltype(&g_strfreev)> names(vips_image_get_fields(image.get()), &g_strfreev);
  for (char** name = names.get(); *name != nullptr; ++name)
    vips_image_remove(image.get(), *name);  // refuses those of the pixels themselves
}

// Upright, read at no more than is needed of it. Null: damaged.
struct Wish { int width, height; VipsSize size; VipsInteresting crop; };
Image read(std::string_view bytes, const Wish& wish) {
  VipsImage* out = nullptr;
  const int failed = vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &out, wish.width, "height", wish.height, "size",
                                           wish.size, "crop", wish.crop, "export_profile", "srgb", "option_string", "fail_on=truncated",
                                           nullptr);
  return failed == 0 ? own(out) : nullptr;
}

// In sRGB with eight bits, without transparency, in memory. Null: damaged, as it is when there is no image.
Image plain(Image image) {
  if (!image) return nullptr;
  VipsImage* out = nullptr;
  if (vips_colourspace(image.get(), &out, VIPS_INTERPRETATION_sRGB, nullptr) != 0) return nullptr;
  image = own(out);
  if (vips_image_hasalpha(image.get())) {
    const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> white(
        vips_array_double_newv(3, 255.0, 255.0, 255.0), [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); });
    if (vips_flatten(image.get(), &out, "background", white.get(), nullptr) != 0) return nullptr;
    image = own(out);
  }
  if (vips_cast_uchar(image.get(), &out, nullptr) != 0) return nullptr;
  image = own(out);
  Image pixels = own(vips_image_copy_memory(image.get()));
  if (pixels) forget_metadata(pixels);
  return pixels;
}

// At most the large size.
Image decode(std::string_view bytes) {
  constexpr int kWidth = kWidths[static_cast<std::size_t>(Size::large)];
  return plain(read(bytes, {kWidth, kWidth * kTallest, VIPS_SIZE_DOWN, VIPS_INTERESTING_NONE}));
}

Image reduce(const Image& from, int width, int height, VipsInteresting crop) {
  VipsImage* out = nullptr;
  if (vips_thumbnail_image(from.get(), &out, width, "height", height, "size", VIPS_SIZE_DOWN, "crop", crop, nullptr) != 0) return nullptr;
  const Image lazy = own(out);
  return own(vips_image_copy_memory(lazy.get()));   // encoded several times, computed once
}

std::string encode(const Image& image, Encoding encoding) {
  void* bytes = nullptr;
  std::size_t size = 0;
  int failed = 0;
  switch (encoding) {
    case Encoding::jpeg:
      failed = vips_jpegsave_buffer(image.get(), &bytes, &size, "Q", kJpegQuality, "optimize_coding", TRUE, "interlace", TRUE, "strip",
                                    TRUE, nullptr);
      break;
    case Encoding::webp:
      failed = vips_webpsave_buffer(image.get(), &bytes, &size, "Q", kWebpQuality, "effort", kWebpEffort, "strip", TRUE, nullptr);
      break;
    case Encoding::avif:
      failed = vips_heifsave_buffer(image.get(), &bytes, &size, "Q", kAvifQuality, "effort", kAvifEffort, "compression",
                                    VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "strip", TRUE, nullptr);
      break;
  }
  if (failed != 0) return {};
  const std::unique_ptr<void, decltype(&g_free)> owned(bytes, g_free);
  return std::string(static_cast<const char*>(bytes), size);
}

// libvips 8.14 writes an EXIF block of its own into every WebP, told to strip or not: nothing of anybody, and nothing that a page needs.
std::string without_exif(std::string webp) {
  const WebPData whole{reinterpret_cast<const std::uint8_t*>(webp.data()), webp.size()};
  const std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)> mux(WebPMuxCreate(&whole, 0), &WebPMuxDelete);
  if (!mux || WebPMuxDeleteChunk(mux.get(), "EXIF") != WEBP_MUX_OK) return webp;   // there was none
  WebPData rest;
  if (WebPMuxAssemble(mux.get(), &rest) != WEBP_MUX_OK) return {};
  std::string out(reinterpret_cast<const char*>(rest.bytes), rest.size);
  WebPDataClear(&rest);
  return out;
}

bool add(Picture& picture, const Image& image, Size size, Encoding encoding) {
  std::string bytes = encode(image, encoding);
  if (encoding == Encoding::webp) bytes = without_exif(std::move(bytes));
  if (bytes.empty()) return false;
  picture.renditions.push_back({size, encoding, image->Xsize, image->Ysize, std::move(bytes)});
  return true;
}

// Null: out of memory, or a library without an encoder.
bool add_all(Picture& picture, const Image& large) {
  for (const Size size : {Size::small, Size::medium, Size::large}) {
    const int width = kWidths[static_cast<std::size_t>(size)];
    const Image own_size = size == Size::large ? nullptr : reduce(large, width, width * kTallest, VIPS_INTERESTING_NONE);
    if (size != Size::large && !own_size) return false;
    for (const Encoding encoding : {Encoding::avif, Encoding::webp, Encoding::jpeg})
      if (!add(picture, size == Size::large ? large : own_size, size, encoding)) return false;
  }
  const int side = std::min({kWidths[static_cast<std::size_t>(Size::square)], large->Xsize, large->Ysize});
  // The middle: where a product lies that somebody has photographed. (Looking for the eye's attention needs memory that runs.)
  const Image square = reduce(large, side, side, VIPS_INTERESTING_CENTRE);
  return square && add(picture, square, Size::square, Encoding::jpeg);
}

// What its header alone forbids.
std::optional<Refusal> refuse(const Image& header, Kind kind) {
  if (!header) return Refusal{Reason::damaged};
  const int width = header->Xsize, height = vips_image_get_page_height(header.get());
  constexpr std::int64_t kMillion = 1'000'000;
  const int limit = kind == Kind::jpeg ? kJpegMegapixels : kOtherMegapixels;
  const std::int64_t pixels = std::int64_t{width} * height;
  if (pixels > limit * kMillion)
    return Refusal{Reason::too_many_pixels, static_cast<std::uint32_t>((pixels + kMillion - 1) / kMillion),
                   static_cast<std::uint32_t>(limit)};
  if (std::min(width, height) < kSmallestSide)
    return Refusal{Reason::too_small, static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
  return std::nullopt;
}

}  // namespace

bool start_library() {
  if (vips_init("ocop") != 0) return false;
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_vector_set_enabled(FALSE);   // needs memory that runs
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const char* reader :
       {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif", "VipsForeignLoadWebp", "VipsForeignLoadHeif"})
    vips_operation_block_set(reader, FALSE);
  return true;
}

Answer develop(std::string_view bytes, Kind kind) {
  const Image header = open(bytes, kind);
  if (const auto refused = refuse(header, kind)) return *refused;
  const int width = header->Xsize, height = vips_image_get_page_height(header.get());
  const Image large = decode(bytes);
  if (!large) return Refusal{Reason::damaged};
  const bool turned = vips_image_get_orientation_swap(header.get());
  Picture picture{turned ? height : width, turned ? width : height, {}};
  if (!add_all(picture, large)) return Refusal{Reason::too_hard};
  return picture;
}

Answer fill(std::string_view bytes, Kind kind, int width, int height) {
  const Image header = open(bytes, kind);
  const auto refused = refuse(header, kind);
  if (refused && refused->reason != Reason::too_small) return *refused;   // a panorama's own rendition may be low
  const Image filled = plain(read(bytes, {width, height, VIPS_SIZE_BOTH, VIPS_INTERESTING_CENTRE}));
  if (!filled) return Refusal{Reason::damaged};
  if (filled->Xsize != width || filled->Ysize != height || filled->Bands != 3) return Refusal{Reason::too_hard};
  const auto* data = static_cast<const char*>(vips_image_get_data(filled.get()));   // in memory already
  return Pixels{width, height, std::string(data, std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

}  // namespace ocop::images
