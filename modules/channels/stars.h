#pragma once
#include <span>
#include <string_view>
#include <vector>

// Pure.
namespace ocop::channels {

// The stars that words claim, in their order: "OCOP 4 sao", "4 sao OCOP", "OCOP 4★", "★★★★", "đạt bốn sao", "4-star". What a maker typed
// does not make a star that does not hold. A number that is spelled needs words round it that speak of a rank, because Ba Sao is a commune:
// "gạo nếp xã Ba Sao", "HTX Năm Sao" claim nothing. `names`: of the maker and its place; where the text says them it claims nothing.
std::vector<int> claimed_stars(std::string_view text, std::span<const std::string_view> names = {});

}  // namespace ocop::channels
