#pragma once
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "kernel/base/result.h"
#include "kernel/images/images.h"
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
  std::string photo{};                   // SHA-256 of the JPEG that stands in it; empty = none does
};
// `photo`: of photo_size(); without one its place is the texts'.
Result<std::string> share_picture(const ShareFacts& facts, Date today, Language language, const print::PdfFonts& fonts,
                                  const std::optional<images::Pixels>& photo = {});
// Pixels.
struct PhotoSize { int width = 0, height = 0; };
PhotoSize photo_size(Shape shape);
// What the picture is drawn from, as an ETag: the same exactly as long as the picture is.
std::string share_etag(const ShareFacts& facts, Date today, Language language);

// The pixels of a JPEG of ours, of exactly that size. Any error: there are none just now.
using Photographer = std::function<Result<images::Pixels>(const std::string& sha256, PhotoSize size)>;

// Keeps the pictures that were drawn last, by their ETag: drawing one takes as much processor time as some hundred pages. Thread-safe.
class SharePictures {
 public:
  static constexpr std::chrono::milliseconds kPhotoPatience{250};   // one or two pictures of others
  // 50 kB each, up to 1.5 MB with a photo: a village that shares its fair, in the memory that a small server has for it.
  struct Room { std::size_t pictures = 64, bytes = 16u << 20; };

  explicit SharePictures(print::PdfFonts fonts, Photographer photographer = {})
      : SharePictures(std::move(fonts), std::move(photographer), Room()) {}
  SharePictures(print::PdfFonts fonts, Photographer photographer, Room room)
      : fonts_(std::move(fonts)), photographer_(std::move(photographer)), room_(room) {}
  // Error: as share_picture(). partly: its photo cannot be had just now, so it was drawn without one and is not what its ETag says.
  struct Drawn {
    std::string png;
    enum class Whole : std::uint8_t { whole, partly } whole = Whole::whole;
  };
  Result<Drawn> show(const ShareFacts& facts, Date today, Language language);
  std::uint64_t drawn() const;                   // so many until now

 private:
  using Kept = std::pair<std::string, std::string>;   // ETag, PNG
  std::optional<std::string> find(const std::string& etag);
  std::optional<images::Pixels> photo_of(const ShareFacts& facts);
  const print::PdfFonts fonts_;
  const Photographer photographer_;
  // One at a time asks for a photo: strangers never hold the places that makers' uploads need. Who waits in vain goes without.
  std::timed_mutex developing_;
  const Room room_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;                         // asked for last, first
  std::size_t bytes_ = 0;                        // of all that are kept
  std::uint64_t drawn_ = 0;
};

}  // namespace ocop::products
