#include "modules/packagings/view.h"

#include <algorithm>
#include <array>

#include "kernel/i18n/translate.h"
#include "modules/packagings/messages.h"

namespace ocop::packagings {

web::Picture picture_of(const Photo& photo, const Packaging& packaging, const products::Product& product, Language language,
                        Detail detail) {
  const Message& words = photo.side == Side::front ? msg::front_of : msg::back_of;
  std::string alt = format(words, language, {std::to_string(packaging.number), product.name_in(language)});
  if (detail == Detail::whole) return products::picture_of(photo.files, std::move(alt));
  std::vector<products::PhotoFile> light = photo.files;
  std::erase_if(light, [](const products::PhotoFile& file) { return file.size != images::Size::small; });
  return products::picture_of(light, std::move(alt));
}

void badge(web::Html& out, State state) {
  struct Seen { web::Look look; const Message& word; };
  const std::array<Seen, 3> seen{Seen{{web::Tone::noted, web::Icon::paper}, msg::state_draft},
                                 Seen{{web::Tone::good, web::Icon::check}, msg::state_in_use},
                                 Seen{{web::Tone::ended, web::Icon::ended}, msg::state_out_of_use}};
  const Seen& one = seen[static_cast<std::size_t>(state)];
  web::badge(out, one.look, one.word);
}

std::string days_words(const Packaging& packaging, Language language) {
  if (!packaging.since) return in(msg::days_none, language);
  const std::string since = packaging.since->show(language);
  if (!packaging.until) return format(msg::days_since, language, {since});
  return format(msg::days_between, language, {since, packaging.until->show(language)});
}

std::string items_words(const Packaging& packaging, std::span<const items::Item> items, Language language) {
  std::string out;
  for (const items::ItemId id : packaging.items) {
    const auto at = std::ranges::find(items, id, &items::Item::id);
    if (at == items.end()) continue;
    const std::string words = items::show(*at, language);
    out += (out.empty() ? "" : ", ") + (words.empty() ? in(msg::item_plain, language) : words);
  }
  return out.empty() ? in(msg::all_items, language) : out;
}

std::string number_words(const Packaging& packaging, Language language) {
  return format(msg::number, language, {std::to_string(packaging.number)});
}

}  // namespace ocop::packagings
