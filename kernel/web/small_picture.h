#pragma once
#include "kernel/web/picture.h"

namespace ocop::web {

// A picture of 160 px beside another one or beside words: two of them stand in the row of a phone. Fetched when it is near.
inline constexpr int kSmallPicture = 160;
void small_picture(Html& out, const Picture& picture);

}  // namespace ocop::web
