#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/items/items.h"
#include "modules/products/products.h"

// Port of the module: what a product's pack looked like on a day, and which lots bore it.
namespace ocop::packagings {

using PackagingId = Id<struct PackagingTag>;
using PhotoId = Id<struct PackagingPhotoTag>;

enum class Side : std::uint8_t { front, back };
inline constexpr int kSides = 2;
std::string_view name(Side side);      // "front", "back"
struct Photo {
  PhotoId id;
  PackagingId packaging;
  Side side = Side::front;
  std::vector<products::PhotoFile> files;   // small to large; AVIF and WebP and JPEG
};
struct Note {
  std::string words, words_en;
  Instant noted;
};

enum class State : std::uint8_t { draft, in_use, out_of_use };
std::string_view name(State state);    // "draft", "in_use", "out_of_use"

struct Packaging {
  PackagingId id;
  ProductId product;
  std::int64_t number = 0;             // of the product, from 1
  std::string designer;                // a person's or an organisation's name; empty = not said
  std::string change, change_en;       // what is other than in the one before
  std::string label;                   // the words that are printed on it; empty = not typed
  std::optional<Date> since{};         // first day in use; nullopt = a draft
  std::optional<Date> until{};         // last day in use; nullopt = still
  std::int64_t version = 1;
  std::vector<items::ItemId> items{};  // sizes and packs that it is for; none = all of the product
  std::vector<std::string> lots{};     // as typed: "L2411-05", "L2411-01…L2411-09"
  std::vector<Note> notes{};           // what was wrong in its words, the earliest first
  std::vector<Photo> photos{};
  const Photo* photo(Side side) const;
  std::string_view change_in(Language language) const { return language == Language::en && !change_en.empty() ? change_en : change; }
};
State state(const Packaging& packaging, Date today);   // pure
// Whether a lot as it is typed is the other lot, or stands in its range. Pure.
bool bears(std::string_view kept, std::string_view lot);

class Packagings {
 public:
  virtual ~Packagings() = default;
  // In use on that day, the oldest first, with photos and items alone.
  virtual std::vector<Packaging> in_use(db::Reader& reader, ProductId product, Date day) const = 0;
  // Those that bore the lot: as it was typed with them, or within a range. Where no lot was typed, nothing is known. What is recorded of
  // lots (their own module, when there is one) asks here which packaging a lot was sold in.
  virtual std::vector<Packaging> of_lot(db::Reader& reader, ProductId product, std::string_view lot) const = 0;
};

}  // namespace ocop::packagings
