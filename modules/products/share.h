#pragma once
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "kernel/base/result.h"
#include "kernel/print/print.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"

namespace ocop::products {

// What a chat or a social site shows when somebody sends the address of a product's page: name, maker, place and how its star stands, drawn
// as PNG of 1,200 × 630 pixels. A star is lit only while the standing says that it counts on `today`; anything else is said in words alone,
// so keep the picture for minutes, not days.
// wide: what those read themselves from a page's head. square, of 1,080 × 1,080 pixels with a code: what a maker puts into a post.
enum class Shape : std::uint8_t { wide, square };
struct ShareFacts {
  std::string name, maker, place;        // in the language of the page
  std::string group;                     // "I".."VI": whose band is woven in
  Standing standing;
  std::string site;                      // "ocop.example.vn"
  Shape shape = Shape::wide;
  std::string address{};                 // what the code of the square one leads to
};
Result<std::string> share_picture(const ShareFacts& facts, Date today, Language language, const print::PdfFonts& fonts);
// What the picture is drawn from, as an ETag: the same exactly as long as the picture is.
std::string share_etag(const ShareFacts& facts, Date today, Language language);

// Keeps the pictures that were drawn last, by their ETag: drawing one takes as much processor time as some hundred pages. Thread-safe.
class SharePictures {
 public:
  static constexpr std::size_t kMostKept = 64;   // some 50 kB each: a village that shares its fair, in 3 MB

  explicit SharePictures(print::PdfFonts fonts, std::size_t most_kept = kMostKept) : fonts_(std::move(fonts)), most_kept_(most_kept) {}
  // Error: as share_picture().
  Result<std::string> show(const ShareFacts& facts, Date today, Language language);
  std::uint64_t drawn() const;                   // so many until now

 private:
  using Kept = std::pair<std::string, std::string>;   // ETag, PNG
  std::optional<std::string> find(const std::string& etag);
  const print::PdfFonts fonts_;
  const std::size_t most_kept_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;                         // asked for last, first
  std::uint64_t drawn_ = 0;
};

}  // namespace ocop::products
