#pragma once
#include <string_view>

#include "kernel/web/motif.h"

// The pictures by name. Inner header.
namespace ocop::marks {

enum class Picture : unsigned char {
  food, drink, herb, craft, flower, travel, fish, fruit, honey, meat, spice, greens, cake, coffee, bottle, nut, place
};
inline constexpr Picture kPictures[] = {Picture::food,   Picture::drink, Picture::herb,  Picture::craft, Picture::flower,
                                        Picture::travel, Picture::fish,  Picture::fruit, Picture::honey, Picture::meat,
                                        Picture::spice,  Picture::greens, Picture::cake, Picture::coffee, Picture::bottle,
                                        Picture::nut,    Picture::place};
const web::Motif& motif(Picture picture);
// By words of the name where the group says only "food" or nothing, else by the product set ("QD26-04"). A picture, never a classification.
Picture picture_of_product(std::string_view group, std::string_view name, std::string_view product_set = {});

}  // namespace ocop::marks
