#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/web/html.h"

// A photo that is there in several widths and encodings. The browser takes the lightest that it can show at the width at which it stands.
namespace ocop::web {

struct PictureSource {
  std::string url;
  std::string_view type;               // "image/avif"
  int width = 0;                       // pixels
};
struct Picture {
  std::vector<PictureSource> sources;  // the encodings in the order of preference, each from narrow to wide; JPEG last, for all browsers
  std::string alt;                     // "" only where the words beside it say the same
  int width = 0, height = 0;           // of the largest: the room is kept before the picture is there
};
// How wide it stands on the page: a tile of a list, one of a product's further photos, a row with words beside it, the head of a page,
// alone in its column (a scan on a phone, a photo that is being described).
enum class PictureRoom : unsigned char { tile, gallery, row, head, alone };
// Below the first screen: `when_near`. What is seen first: `at_once`.
enum class Loading : unsigned char { when_near, at_once };
void picture(Html& out, const Picture& picture, PictureRoom room, Loading loading);

}  // namespace ocop::web
