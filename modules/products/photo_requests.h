#pragma once
#include "kernel/http/input.h"
#include "modules/products/photo_types.h"

// What the requests about photos carry: limits and words of each field.
namespace ocop::products {

const input::Declaration<NewPhoto>& new_photo();
const input::Declaration<PhotoWords>& photo_words();
const input::Declaration<PhotoMove>& photo_move();

// The picture, the fields beside it and the boundaries between them.
inline constexpr std::size_t kPhotoBodyLimit = images::kPictureLimit + (64u << 10);

}  // namespace ocop::products
