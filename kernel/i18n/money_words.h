#pragma once
#include <cstdint>
#include <string>

#include "kernel/base/message.h"

namespace ocop {

// An amount of đồng as papers write it out below the figures: "Một triệu hai trăm nghìn đồng", "One million two hundred thousand dong".
// Vietnamese as schools and banks of the whole country read it aloud: "mười lăm", "hai mươi mốt", "hai mươi tư", "một trăm linh năm";
// "không trăm" where a later group of three has no hundreds; from a thousand milliards on "một nghìn hai trăm tỷ". Of every number one
// reading and of every reading one number, the negative ones with "Âm" before them. Pure.
std::string money_words(std::int64_t dong, Language language);

}  // namespace ocop
