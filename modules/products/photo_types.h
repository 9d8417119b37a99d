#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/attempt.h"
#include "kernel/files/received.h"
#include "modules/products/products.h"

namespace ocop::products {

// What is said about a photo.
struct PhotoWords {
  std::int64_t version = 0;              // of the photo, as it was read
  std::string alt, alt_en, credit;
};
struct NewPhoto {
  files::Sent file;                      // the picture as a browser sent it
  std::string alt, alt_en, credit;
  Attempt attempt{};                     // a double click, or a phone that got no answer and sends again, adds one photo
};
enum class PhotoStep : std::uint8_t { earlier, later };
inline constexpr std::array kPhotoSteps{PhotoStep::earlier, PhotoStep::later};
std::string_view name(PhotoStep step);
struct PhotoMove {
  PhotoStep to = PhotoStep::earlier;
};

}  // namespace ocop::products
