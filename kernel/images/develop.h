#pragma once
#include "kernel/images/answer.h"
#include "kernel/images/detect.h"

// The only part that knows libvips. Runs in a worker only.
namespace ocop::images {

inline constexpr int kSmallestSide = 64;   // pixels: less shows nothing on any page
// Most pixels, in millions. A JPEG is reduced while it is read; the others are held whole.
inline constexpr int kJpegMegapixels = 128, kOtherMegapixels = 64;

// Loads what decoding needs, with one thread a picture and every reader off but those of Kind. False: the library refuses to start.
bool start_library();
Answer develop(std::string_view bytes, Kind kind);
// Pixels of exactly that size, filled from the middle; 1 to kPixelsSide.
Answer fill(std::string_view bytes, Kind kind, int width, int height);

}  // namespace ocop::images
