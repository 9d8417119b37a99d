#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "kernel/images/images.h"

// What a worker writes to its standard output, once. It has looked at a stranger's bytes, so its answer is one too: read strictly, bounded,
// and never trusted further than as pixels' bytes (fuzz/image_answer.cc).
//
//   "OCI1" u8=0 u32 width u32 height u8 count { u8 size u8 encoding u32 width u32 height u32 length bytes… }×count "END."
//   "OCI1" u8=1 u8 reason u32 first u32 second "END."          numbers are big-endian
//   "OCI1" u8=2 u32 width u32 height bytes… "END."             as many bytes as pixels have, exactly
namespace ocop::images {

enum class Reason : std::uint8_t { damaged, too_many_pixels, too_small, too_hard };
struct Refusal {
  Reason reason = Reason::damaged;
  std::uint32_t first = 0, second = 0;   // too_many_pixels: megapixels, the limit; too_small: width, height
};
using Answer = std::variant<Picture, Refusal, Pixels>;

// Ten renditions; the largest, a JPEG of 1600 × 3200 pixels of noise, has under 6 MB.
inline constexpr std::size_t kAnswerLimit = 48u << 20;
inline constexpr int kSideLimit = 1 << 20;   // pixels; formats allow no more that we decode

std::string write_answer(const Answer& answer);
// nullopt: not exactly an answer.
std::optional<Answer> read_answer(std::string_view bytes);

}  // namespace ocop::images
