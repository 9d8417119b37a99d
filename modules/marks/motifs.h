#pragma once
#include <string_view>

#include "kernel/web/motif.h"

// The pictures by name. Inner header.
namespace ocop::marks {

enum class Picture : unsigned char { food, drink, herb, craft, flower, travel, fish, fruit, place };
inline constexpr Picture kPictures[] = {Picture::food,   Picture::drink, Picture::herb,  Picture::craft, Picture::flower,
                                        Picture::travel, Picture::fish,  Picture::fruit, Picture::place};
const web::Motif& motif(Picture picture);
// By words of the name where the group says only "food" or nothing. A picture, never a classification.
Picture picture_of_product(std::string_view group, std::string_view name);

}  // namespace ocop::marks
