#pragma once
#include <string_view>
#include <vector>

namespace ocop {

// One item of a header that weighs its choices: Accept, Accept-Language, Accept-Encoding (RFC 9110 §12.4.2).
struct Weighted {
  std::string_view name;               // "text/html", "vi-VN", "gzip", "*": as it stands, without its parameters
  int weight = 1000;                   // thousandths; a q that is no number from 0 to 1 with three digits counts as 0
};
// In the order of the header; the names are parts of it. Empty items are left out.
std::vector<Weighted> weighted_items(std::string_view header);
// The weight of a media type under an Accept header: that of the range that names it most closely, "text/html" before "text/*" before "*/*"
// (RFC 9110 §12.5.1). 0 = not wanted; without a header everything is.
int media_weight(std::string_view accept, std::string_view type);

}  // namespace ocop
