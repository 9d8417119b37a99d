#include <array>

#include "kernel/base/text.h"
#include "modules/marks/marks.h"
#include "modules/marks/motifs.h"

// Which drawing stands for a product that has no photo. Names are compared without marks, so words that fall together without them
// (cá and cà, dừa and dứa) are left out or told apart by what follows.
namespace ocop::marks {
namespace {
struct Word {
  std::string_view text;   // folded, whole words
  Picture picture;
};
constexpr std::array kWords{Word{"du lich", Picture::travel},     Word{"homestay", Picture::travel}, Word{"tourism", Picture::travel},
                            Word{"che bien", Picture::food},      Word{"ca tra", Picture::fish},     Word{"nuoc mam", Picture::fish},
                            Word{"mam", Picture::fish},           Word{"tom", Picture::fish},        Word{"muc", Picture::fish},
                            Word{"hau", Picture::fish},           Word{"ngheu", Picture::fish},      Word{"ruoc", Picture::fish},
                            Word{"bach tuoc", Picture::fish},     Word{"cha ca", Picture::fish},     Word{"kho ca", Picture::fish},
                            Word{"ca kho", Picture::fish},        Word{"ca com", Picture::fish},     Word{"ca loc", Picture::fish},
                            Word{"ca thu", Picture::fish},        Word{"ca linh", Picture::fish},    Word{"ca ngu", Picture::fish},
                            Word{"fish", Picture::fish},          Word{"shrimp", Picture::fish},     Word{"squid", Picture::fish},
                            Word{"rong bien", Picture::fish},     Word{"rong nho", Picture::fish},   Word{"dong trung", Picture::herb},
                            Word{"ca gai leo", Picture::herb},    Word{"tinh dau", Picture::herb},   Word{"essential oil", Picture::herb},
                            Word{"linh chi", Picture::herb},      Word{"xa den", Picture::herb},     Word{"an xoa", Picture::herb},
                            Word{"sam", Picture::herb},           Word{"nghe", Picture::herb},       Word{"dinh lang", Picture::herb},
                            Word{"duoc lieu", Picture::herb},     Word{"thao duoc", Picture::herb},  Word{"tra", Picture::drink},
                            Word{"che", Picture::drink},          Word{"hong tra", Picture::drink},  Word{"tea", Picture::drink},
                            Word{"ca phe", Picture::drink},       Word{"cafe", Picture::drink},      Word{"coffee", Picture::drink},
                            Word{"ruou", Picture::drink},         Word{"wine", Picture::drink},      Word{"ca cao", Picture::drink},
                            Word{"cacao", Picture::drink},        Word{"nuoc", Picture::drink},      Word{"sua", Picture::drink},
                            Word{"tho cam", Picture::craft},      Word{"gom", Picture::craft},       Word{"may tre", Picture::craft},
                            Word{"chieu", Picture::craft},        Word{"my nghe", Picture::craft},   Word{"khan", Picture::craft},
                            Word{"tranh", Picture::craft},        Word{"non la", Picture::craft},    Word{"lua to tam", Picture::craft},
                            Word{"buoi", Picture::fruit},         Word{"xoai", Picture::fruit},      Word{"sau rieng", Picture::fruit},
                            Word{"thanh long", Picture::fruit},   Word{"mit", Picture::fruit},       Word{"chuoi", Picture::fruit},
                            Word{"mang cau", Picture::fruit},     Word{"chom chom", Picture::fruit}, Word{"dau tay", Picture::fruit},
                            Word{"quyt", Picture::fruit},         Word{"vai thieu", Picture::fruit}, Word{"nhan long", Picture::fruit},
                            Word{"cam sanh", Picture::fruit},     Word{"dua luoi", Picture::fruit},  Word{"pomelo", Picture::fruit},
                            Word{"mango", Picture::fruit},        Word{"orange", Picture::fruit},    Word{"fruit", Picture::fruit},
                            Word{"hong treo gio", Picture::fruit}};

// Where the words stand as whole words; npos when they do not.
std::size_t place_of(std::string_view folded, std::string_view words) {
  for (auto at = folded.find(words); at != std::string_view::npos; at = folded.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || folded[at - 1] == ' ') && (end == folded.size() || folded[end] == ' ')) return at;
  }
  return std::string_view::npos;
}
}  // namespace

Picture picture_of_product(std::string_view group, std::string_view name) {
  if (group == "II") return Picture::drink;
  if (group == "III") return Picture::herb;
  if (group == "IV") return Picture::craft;
  if (group == "V") return Picture::flower;
  if (group == "VI") return Picture::travel;
  const std::string folded = text::fold(name);
  // A Vietnamese name says first what a thing is ("trà tôm nõn" is tea); at one place the longer words say more ("chế biến" is no tea).
  Picture found = Picture::food;   // three products of four are
  std::size_t first = std::string_view::npos, length = 0;
  for (const Word& word : kWords) {
    const std::size_t at = place_of(folded, word.text);
    if (at == std::string_view::npos || at > first || (at == first && word.text.size() < length)) continue;
    found = word.picture;
    first = at;
    length = word.text.size();
  }
  return found;
}

const web::Motif& motif_of_product(std::string_view group, std::string_view name) { return motif(picture_of_product(group, name)); }

}  // namespace ocop::marks
