#pragma once
#include <cstdint>
#include <string_view>

// What a file is by its first bytes. Pure; the first of our code that sees a stranger's bytes (fuzz/image_kind.cc).
namespace ocop::images {

enum class Kind : std::uint8_t {
  jpeg, png, gif, webp, avif, heic,                        // decoded
  svg, pdf, archive, page, video, raw, empty, unknown,     // refused, each with its own reason
};
inline bool is_picture(Kind kind) { return kind <= Kind::heic; }

// Looks at no more than the first kHeadBytes. An ISO base media file (ISO/IEC 14496-12 §4.3) is what its brands say: ISO/IEC 23008-12 §10
// for HEIF, AVIF 1.1 §6.
inline constexpr std::size_t kHeadBytes = 4096;
Kind detect(std::string_view bytes);

}  // namespace ocop::images
