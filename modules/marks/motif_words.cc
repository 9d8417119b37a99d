#include <algorithm>
#include <array>
#include <optional>

#include "kernel/base/text.h"
#include "modules/marks/marks.h"
#include "modules/marks/motifs.h"

// Which drawing stands for a product that has no photo. Names are compared without marks, so words that fall together without them
// (cá and cà, dừa and dứa, nấm and năm) are left out or told apart by what follows.
namespace ocop::marks {
namespace {
struct Word {
  std::string_view text;   // folded, whole words
  Picture picture;
};
constexpr std::array kWords{Word{"du lich", Picture::travel}, Word{"homestay", Picture::travel}, Word{"tourism", Picture::travel},
                            Word{"che bien", Picture::food}, Word{"gao", Picture::food}, Word{"nep", Picture::food},
                            Word{"lua", Picture::food}, Word{"rice", Picture::food}, Word{"ca tra", Picture::fish},
                            Word{"nuoc mam", Picture::fish}, Word{"mam", Picture::fish}, Word{"tom", Picture::fish},
                            Word{"muc", Picture::fish}, Word{"hau", Picture::fish}, Word{"ngheu", Picture::fish},
                            Word{"ruoc", Picture::fish}, Word{"bach tuoc", Picture::fish}, Word{"cha ca", Picture::fish},
                            Word{"kho ca", Picture::fish}, Word{"ca kho", Picture::fish}, Word{"ca com", Picture::fish},
                            Word{"ca loc", Picture::fish}, Word{"ca thu", Picture::fish}, Word{"ca linh", Picture::fish},
                            Word{"ca ngu", Picture::fish}, Word{"fish", Picture::fish}, Word{"shrimp", Picture::fish},
                            Word{"squid", Picture::fish}, Word{"rong bien", Picture::fish}, Word{"rong nho", Picture::fish},
                            Word{"dong trung", Picture::herb}, Word{"ca gai leo", Picture::herb}, Word{"tinh dau", Picture::herb},
                            Word{"essential oil", Picture::herb}, Word{"linh chi", Picture::herb}, Word{"xa den", Picture::herb},
                            Word{"an xoa", Picture::herb}, Word{"sam", Picture::herb}, Word{"nghe", Picture::herb},
                            Word{"dinh lang", Picture::herb}, Word{"duoc lieu", Picture::herb}, Word{"thao duoc", Picture::herb},
                            Word{"tra", Picture::drink}, Word{"che", Picture::drink}, Word{"hong tra", Picture::drink},
                            Word{"tea", Picture::drink}, Word{"nuoc", Picture::drink}, Word{"sua", Picture::drink},
                            Word{"milk", Picture::drink}, Word{"juice", Picture::drink}, Word{"ca phe", Picture::coffee},
                            Word{"cafe", Picture::coffee}, Word{"coffee", Picture::coffee}, Word{"ca cao", Picture::coffee},
                            Word{"cacao", Picture::coffee}, Word{"cocoa", Picture::coffee}, Word{"ruou", Picture::bottle},
                            Word{"wine", Picture::bottle}, Word{"vodka", Picture::bottle}, Word{"tho cam", Picture::craft},
                            Word{"gom", Picture::craft}, Word{"may tre", Picture::craft}, Word{"chieu", Picture::craft},
                            Word{"my nghe", Picture::craft}, Word{"khan", Picture::craft}, Word{"tranh", Picture::craft},
                            Word{"non la", Picture::craft}, Word{"lua to tam", Picture::craft}, Word{"buoi", Picture::fruit},
                            Word{"xoai", Picture::fruit}, Word{"sau rieng", Picture::fruit}, Word{"thanh long", Picture::fruit},
                            Word{"mit", Picture::fruit}, Word{"chuoi", Picture::fruit}, Word{"mang cau", Picture::fruit},
                            Word{"chom chom", Picture::fruit}, Word{"dau tay", Picture::fruit}, Word{"quyt", Picture::fruit},
                            Word{"vai thieu", Picture::fruit}, Word{"nhan long", Picture::fruit}, Word{"cam sanh", Picture::fruit},
                            Word{"dua luoi", Picture::fruit}, Word{"pomelo", Picture::fruit}, Word{"mango", Picture::fruit},
                            Word{"oi", Picture::fruit}, Word{"vu sua", Picture::fruit}, Word{"du du", Picture::fruit},
                            Word{"dua hau", Picture::fruit}, Word{"dau tam", Picture::fruit}, Word{"tao", Picture::fruit},
                            Word{"trai cay", Picture::fruit}, Word{"chanh leo", Picture::fruit}, Word{"chanh day", Picture::fruit},
                            Word{"nhan", Picture::fruit}, Word{"durian", Picture::fruit}, Word{"banana", Picture::fruit},
                            Word{"orange", Picture::fruit}, Word{"fruit", Picture::fruit}, Word{"hong treo gio", Picture::fruit},
                            Word{"hat dieu", Picture::nut}, Word{"dieu", Picture::nut}, Word{"dau phong", Picture::nut},
                            Word{"lac rang", Picture::nut}, Word{"lac", Picture::nut}, Word{"macca", Picture::nut},
                            Word{"mac ca", Picture::nut}, Word{"hat sen", Picture::nut}, Word{"hat dinh duong", Picture::nut},
                            Word{"hanh nhan", Picture::nut}, Word{"oc cho", Picture::nut}, Word{"dau nanh", Picture::nut},
                            Word{"dau xanh", Picture::nut}, Word{"cashew", Picture::nut}, Word{"cashews", Picture::nut},
                            Word{"peanut", Picture::nut}, Word{"nuts", Picture::nut},
                            Word{"thit", Picture::meat}, Word{"gio lua", Picture::meat}, Word{"gio bo", Picture::meat},
                            Word{"gio heo", Picture::meat}, Word{"gio thu", Picture::meat}, Word{"cha lua", Picture::meat},
                            Word{"cha bo", Picture::meat}, Word{"cha heo", Picture::meat}, Word{"nem", Picture::meat},
                            Word{"lap xuong", Picture::meat}, Word{"lap suon", Picture::meat}, Word{"xuc xich", Picture::meat},
                            Word{"trau gac bep", Picture::meat}, Word{"heo", Picture::meat}, Word{"ga", Picture::meat},
                            Word{"vit", Picture::meat}, Word{"trung ga", Picture::meat}, Word{"trung vit", Picture::meat},
                            Word{"trung muoi", Picture::meat}, Word{"pork", Picture::meat}, Word{"beef", Picture::meat},
                            Word{"chicken", Picture::meat}, Word{"egg", Picture::meat}, Word{"eggs", Picture::meat},
                            Word{"sausage", Picture::meat}, Word{"mat ong", Picture::honey}, Word{"sua ong chua", Picture::honey},
                            Word{"phan hoa", Picture::honey}, Word{"honey", Picture::honey}, Word{"muoi", Picture::spice},
                            Word{"gia vi", Picture::spice}, Word{"ho tieu", Picture::spice}, Word{"hat tieu", Picture::spice},
                            Word{"tieu den", Picture::spice}, Word{"tieu xay", Picture::spice}, Word{"tieu so", Picture::spice},
                            Word{"toi", Picture::spice}, Word{"ot", Picture::spice}, Word{"tuong ot", Picture::spice},
                            Word{"sa te", Picture::spice}, Word{"gung", Picture::spice}, Word{"que thanh", Picture::spice},
                            Word{"bot que", Picture::spice}, Word{"mac khen", Picture::spice}, Word{"salt", Picture::spice},
                            Word{"pepper", Picture::spice}, Word{"garlic", Picture::spice}, Word{"chili", Picture::spice},
                            Word{"ginger", Picture::spice}, Word{"cinnamon", Picture::spice}, Word{"rau", Picture::greens},
                            Word{"nam rom", Picture::greens}, Word{"nam bao ngu", Picture::greens}, Word{"nam huong", Picture::greens},
                            Word{"nam moi", Picture::greens}, Word{"nam mo", Picture::greens}, Word{"moc nhi", Picture::greens},
                            Word{"mang kho", Picture::greens}, Word{"mang chua", Picture::greens}, Word{"mang tuoi", Picture::greens},
                            Word{"mang le", Picture::greens}, Word{"mang truc", Picture::greens}, Word{"cai", Picture::greens},
                            Word{"dua cai", Picture::greens}, Word{"bap cai", Picture::greens}, Word{"khoai", Picture::greens},
                            Word{"bi xanh", Picture::greens}, Word{"bi do", Picture::greens}, Word{"ca rot", Picture::greens},
                            Word{"ca chua", Picture::greens}, Word{"dua leo", Picture::greens}, Word{"dua chuot", Picture::greens},
                            Word{"kho qua", Picture::greens}, Word{"muop", Picture::greens}, Word{"vegetable", Picture::greens},
                            Word{"mushroom", Picture::greens}, Word{"mushrooms", Picture::greens}, Word{"banh", Picture::cake},
                            Word{"keo", Picture::cake}, Word{"mut", Picture::cake}, Word{"bun", Picture::cake},
                            Word{"mien dong", Picture::cake}, Word{"pho kho", Picture::cake}, Word{"mi gao", Picture::cake},
                            Word{"my gao", Picture::cake}, Word{"che lam", Picture::cake}, Word{"com chay", Picture::cake},
                            Word{"xoi", Picture::cake}, Word{"cake", Picture::cake}, Word{"noodles", Picture::cake},
                            Word{"vermicelli", Picture::cake}};

// Of the sets of Decision 26/2026 that are food and drink, what most of their products are.
struct Set { std::string_view code; Picture picture; };
constexpr std::array kSets{Set{"QD26-01", Picture::greens}, Set{"QD26-02", Picture::meat},   Set{"QD26-03", Picture::food},
                           Set{"QD26-04", Picture::honey},  Set{"QD26-05", Picture::cake},   Set{"QD26-06", Picture::cake},
                           Set{"QD26-07", Picture::greens}, Set{"QD26-08", Picture::meat},   Set{"QD26-09", Picture::fish},
                           Set{"QD26-10", Picture::spice},  Set{"QD26-11", Picture::drink},  Set{"QD26-12", Picture::drink},
                           Set{"QD26-13", Picture::coffee}, Set{"QD26-14", Picture::bottle}, Set{"QD26-15", Picture::bottle}};

// Where the words stand as whole words; npos when they do not.
std::size_t place_of(std::string_view folded, std::string_view words) {
  for (auto at = folded.find(words); at != std::string_view::npos; at = folded.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || folded[at - 1] == ' ') && (end == folded.size() || folded[end] == ' ')) return at;
  }
  return std::string_view::npos;
}

// What the words of a name say, if they say anything.
std::optional<Picture> picture_of_words(std::string_view name) {
  const std::string folded = text::fold(name);
  // A Vietnamese name says first what a thing is ("trà tôm nõn" is tea); at one place the longer words say more ("chế biến" is no tea).
  std::optional<Picture> found;
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
}  // namespace

Picture picture_of_product(std::string_view group, std::string_view name, std::string_view product_set) {
  if (group == "III") return Picture::herb;
  if (group == "IV") return Picture::craft;
  if (group == "V") return Picture::flower;
  if (group == "VI") return Picture::travel;
  const auto said = picture_of_words(name);
  const auto set = std::ranges::find(kSets, product_set, &Set::code);
  if (group == "II") {   // a drink, whatever fruit it is made of
    if (said == Picture::bottle || said == Picture::coffee) return *said;
    return set == kSets.end() ? Picture::drink : set->picture;
  }
  if (said) return *said;
  return set == kSets.end() ? Picture::food : set->picture;
}

const web::Motif& motif_of_product(std::string_view group, std::string_view name, std::string_view product_set) {
  return motif(picture_of_product(group, name, product_set));
}

}  // namespace ocop::marks
