#pragma once
#include "kernel/files/received.h"
#include "modules/packagings/packagings.h"

namespace ocop::packagings {

// What is asked. A file that is empty leaves the photo as it is.
struct Draft {
  std::int64_t version = 0;            // the packaging's, as it was read; 0 for a new one
  files::Sent front, back;
  std::string change, change_en, designer, label;
  std::vector<items::ItemId> items;
};
struct Period {
  std::int64_t version = 0;
  Date since;
  std::optional<Date> until{};         // nullopt = still in use
};
struct Ending {
  std::int64_t version = 0;
  Date until;
};
struct LotWords { std::string lots; };
struct NoteWords { std::string words, words_en; };

// What somebody sees of a product's packagings.
struct Shown {
  enum class Reach : std::uint8_t { shown, drafts, all } reach = Reach::shown;   // everybody; its officers; its own people, who may write
  products::Product product;
  std::vector<Packaging> packagings;   // the oldest first, drafts last
  std::vector<items::Item> items;      // on sale, and those that a packaging is for
};
std::string path_of(const products::Product& product);             // "/products/{code}/packagings"
std::string path_of(const products::Product& product, PackagingId packaging);

}  // namespace ocop::packagings
