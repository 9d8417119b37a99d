#include <array>

#include "kernel/base/text.h"
#include "kernel/web/page.h"

// Which drawing stands for a product that has no photo. Names are compared without marks, so words that fall together without them
// (cá and cà, dừa and dứa) are left out or told apart by what follows.
namespace ocop::web {
namespace {
struct Word {
  std::string_view text;   // folded, whole words
  Motif motif;
};
constexpr std::array kWords{
    Word{"du lich", Motif::travel}, Word{"homestay", Motif::travel}, Word{"tourism", Motif::travel},
    Word{"che bien", Motif::food}, Word{"ca tra", Motif::fish}, Word{"nuoc mam", Motif::fish}, Word{"mam", Motif::fish}, Word{"tom", Motif::fish}, Word{"muc", Motif::fish}, Word{"hau", Motif::fish},
    Word{"ngheu", Motif::fish}, Word{"ruoc", Motif::fish}, Word{"bach tuoc", Motif::fish}, Word{"cha ca",
        Motif::fish},
    Word{"kho ca", Motif::fish}, Word{"ca kho", Motif::fish}, Word{"ca com", Motif::fish}, Word{"ca loc", Motif::fish},
    Word{"ca thu", Motif::fish}, Word{"ca linh", Motif::fish}, Word{"ca ngu", Motif::fish}, Word{"fish", Motif::fish},
    Word{"shrimp", Motif::fish}, Word{"squid", Motif::fish}, Word{"rong bien", Motif::fish}, Word{"rong nho", Motif::fish},
    Word{"dong trung", Motif::herb}, Word{"ca gai leo", Motif::herb}, Word{"tinh dau", Motif::herb}, Word{"essential oil", Motif::herb},
    Word{"linh chi", Motif::herb}, Word{"xa den", Motif::herb}, Word{"an xoa", Motif::herb}, Word{"sam", Motif::herb}, Word{"nghe",
        Motif::herb},
    Word{"dinh lang", Motif::herb}, Word{"duoc lieu", Motif::herb}, Word{"thao duoc", Motif::herb},
    Word{"tra", Motif::drink}, Word{"che", Motif::drink}, Word{"hong tra", Motif::drink}, Word{"tea", Motif::drink}, Word{"ca phe",
        Motif::drink},
    Word{"cafe", Motif::drink}, Word{"coffee", Motif::drink}, Word{"ruou", Motif::drink}, Word{"wine", Motif::drink}, Word{"ca cao",
        Motif::drink},
    Word{"cacao", Motif::drink}, Word{"nuoc", Motif::drink}, Word{"sua", Motif::drink},
    Word{"tho cam", Motif::craft}, Word{"gom", Motif::craft}, Word{"may tre", Motif::craft}, Word{"chieu", Motif::craft},
    Word{"my nghe", Motif::craft}, Word{"khan", Motif::craft}, Word{"tranh", Motif::craft}, Word{"non la", Motif::craft},
        Word{"lua to tam", Motif::craft},
    Word{"buoi", Motif::fruit}, Word{"xoai", Motif::fruit}, Word{"sau rieng", Motif::fruit}, Word{"thanh long", Motif::fruit},
    Word{"mit", Motif::fruit}, Word{"chuoi", Motif::fruit}, Word{"mang cau", Motif::fruit}, Word{"chom chom", Motif::fruit},
    Word{"dau tay", Motif::fruit}, Word{"quyt", Motif::fruit}, Word{"vai thieu", Motif::fruit}, Word{"nhan long", Motif::fruit},
    Word{"cam sanh", Motif::fruit}, Word{"dua luoi", Motif::fruit}, Word{"pomelo", Motif::fruit}, Word{"mango", Motif::fruit},
    Word{"orange", Motif::fruit}, Word{"fruit", Motif::fruit}, Word{"hong treo gio", Motif::fruit}};

// Where the words stand as whole words; npos when they do not.
std::size_t place_of(std::string_view folded, std::string_view words) {
  for (auto at = folded.find(words); at != std::string_view::npos; at = folded.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || folded[at - 1] == ' ') && (end == folded.size() || folded[end] == ' ')) return at;
  }
  return std::string_view::npos;
}
}  // namespace

Motif motif_of_product(std::string_view group, std::string_view name) {
  const bool told_by_group = group == "II" || group == "III" || group == "IV" || group == "V" || group == "VI";
  if (told_by_group) return motif_of_group(group);
  const std::string folded = text::fold(name);
  // A Vietnamese name says first what a thing is ("trà tôm nõn" is tea); at one place the longer words say more ("chế biến" is no tea).
  Motif found = Motif::food;   // three products of four are
  std::size_t first = std::string_view::npos, length = 0;
  for (const Word& word : kWords) {
    const std::size_t at = place_of(folded, word.text);
    if (at == std::string_view::npos || at > first || (at == first && word.text.size() < length)) continue;
    found = word.motif;
    first = at;
    length = word.text.size();
  }
  return found;
}

}  // namespace ocop::web
