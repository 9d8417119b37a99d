#include "kernel/images/detect.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace ocop::images {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view start;
  Kind kind;
};
constexpr std::array kSignatures{
    Signature{"\xFF\xD8\xFF"sv, Kind::jpeg},
    Signature{"\x89PNG\r\n\x1A\n"sv, Kind::png},
    Signature{"GIF87a"sv, Kind::gif},
    Signature{"GIF89a"sv, Kind::gif},
    Signature{"%PDF-"sv, Kind::pdf},
    Signature{"PK\x03\x04"sv, Kind::archive},
    Signature{"PK\x05\x06"sv, Kind::archive},
    Signature{"Rar!\x1A\x07"sv, Kind::archive},
    Signature{"7z\xBC\xAF\x27\x1C"sv, Kind::archive},
    Signature{"\x1F\x8B"sv, Kind::archive},
    Signature{"\xD0\xCF\x11\xE0"sv, Kind::archive},  // office files of before 2007
    Signature{"II*\0"sv, Kind::raw},
    Signature{"MM\0*"sv, Kind::raw},
    Signature{"\x1A\x45\xDF\xA3"sv, Kind::video},
};

struct Brand {
  std::string_view name;
  Kind kind;
};
// Of still pictures and of short sequences whose first picture is taken; any other brand is a film.
constexpr std::array kBrands{
    Brand{"avif", Kind::avif}, Brand{"avis", Kind::avif}, Brand{"heic", Kind::heic}, Brand{"heix", Kind::heic}, Brand{"heim", Kind::heic},
    Brand{"heis", Kind::heic}, Brand{"hevc", Kind::heic}, Brand{"hevx", Kind::heic}, Brand{"hevm", Kind::heic}, Brand{"hevs", Kind::heic},
};

std::uint32_t big_endian(std::string_view four) {
  std::uint32_t value = 0;
  for (const char byte : four) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

Kind brand_kind(std::string_view name) {
  for (const Brand& brand : kBrands)
    if (brand.name == name) return brand.kind;
  return Kind::unknown;
}

// The file type box: size, "ftyp", major brand, minor version, compatible brands.
Kind iso_kind(std::string_view head) {
  constexpr std::size_t kBrandsAt = 16;
  if (const Kind major = brand_kind(head.substr(8, 4)); major != Kind::unknown) return major;
  // "mif1" and "msf1" only say that it is a HEIF file; a compatible brand says how it is coded.
  const bool structural = head.substr(8, 4) == "mif1" || head.substr(8, 4) == "msf1";
  const std::size_t end = std::min<std::size_t>(big_endian(head.substr(0, 4)), head.size());
  for (std::size_t at = kBrandsAt; structural && at + 4 <= end; at += 4)
    if (const Kind kind = brand_kind(head.substr(at, 4)); kind != Kind::unknown) return kind;
  return structural ? Kind::heic : Kind::video;
}

// Text that a browser would take for markup: the first tags tell.
Kind markup_kind(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t first = std::min(head.find_first_not_of(" \t\r\n"), head.size());
  if (first == head.size() || head[first] != '<') return Kind::unknown;
  std::string lower(head.substr(first));
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower.find("<svg") != std::string::npos) return Kind::svg;
  const bool page = lower.find("<html") != std::string::npos || lower.starts_with("<!doctype html") ||
                    lower.find("<script") != std::string::npos || lower.find("<body") != std::string::npos;
  return page ? Kind::page : Kind::unknown;
}

}  // namespace

Kind detect(std::string_view bytes) {
  if (bytes.empty()) return Kind::empty;
  const std::string_view head = bytes.substr(0, kHeadBytes);
  for (const Signature& signature : kSignatures)
    if (head.starts_with(signature.start)) return signature.kind;
  if (head.starts_with("RIFF") && head.size() >= 12) return head.substr(8, 4) == "WEBP" ? Kind::webp : Kind::video;
  if (head.size() >= 16 && head.substr(4, 4) == "ftyp") return iso_kind(head);
  return markup_kind(head);
}

}  // namespace ocop::images
