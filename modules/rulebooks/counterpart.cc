// A table's product set in the other decision. Pure; the promise is in rulebooks.h.
#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {
namespace {

// Product sets of Decision 1048/QĐ-TTg (2019) beside those of Decision 26/2026/QĐ-TTg, by what their names cover. `both`: the same goods.
// `forward`: all goods of the old set are in the new one, which has others too; what is in the new set need not be in the old one.
// Left out because goods of one set are in several of the other, or in none: QD1048-07 (other products of tea), QD1048-11 (honey, fresh
// and processed), QD1048-12 (all cosmetics, the new set has those of medicinal plants), QD1048-22 (medical devices); QD26-03, -04, -12,
// -19, -23, -24, -25.
enum class Ways : std::uint8_t { both, forward };
struct Pair { std::string_view old_set, new_set; Ways ways; };
constexpr std::array kPairs{
    Pair{"QD1048-01", "QD26-11", Ways::both},      // chè tươi, chế biến
    Pair{"QD1048-02", "QD26-06", Ways::both},      // chế biến từ gạo, ngũ cốc
    Pair{"QD1048-03", "QD26-07", Ways::both},      // chế biến từ rau, củ, quả, hạt
    Pair{"QD1048-04", "QD26-08", Ways::forward},   // chế biến từ thịt, trứng, sữa; the new set has fish and honey too
    Pair{"QD1048-05", "QD26-08", Ways::forward},   // chế biến từ thủy, hải sản
    Pair{"QD1048-06", "QD26-13", Ways::both},      // cà phê, ca cao
    Pair{"QD1048-08", "QD26-26", Ways::forward},   // du lịch cộng đồng, điểm du lịch; the new set has ecotourism too
    Pair{"QD1048-09", "QD26-10", Ways::both},      // gia vị khác
    Pair{"QD1048-13", "QD26-22", Ways::both},      // vải, may mặc
    Pair{"QD1048-14", "QD26-16", Ways::forward},   // nước uống tinh khiết; the new set has all bottled water
    Pair{"QD1048-15", "QD26-01", Ways::both},      // rau, củ, quả, hạt tươi
    Pair{"QD1048-16", "QD26-14", Ways::both},      // rượu trắng
    Pair{"QD1048-17", "QD26-20", Ways::forward},   // thảo dược khác; the new set has essential oils too
    Pair{"QD1048-18", "QD26-02", Ways::forward},   // thịt, trứng, sữa tươi; the new set has fish too
    Pair{"QD1048-19", "QD26-21", Ways::forward},   // thủ công mỹ nghệ gia dụng
    Pair{"QD1048-20", "QD26-21", Ways::forward},   // thủ công mỹ nghệ trang trí
    Pair{"QD1048-21", "QD26-18", Ways::both},      // thực phẩm chức năng, thuốc từ dược liệu
    Pair{"QD1048-23", "QD26-09", Ways::both},      // tương, nước mắm, gia vị dạng lỏng khác
    Pair{"QD1048-24", "QD26-15", Ways::both},      // đồ uống có cồn khác
    Pair{"QD1048-25", "QD26-17", Ways::both},      // đồ uống không cồn
    Pair{"QD1048-26", "QD26-05", Ways::both},      // đồ ăn nhanh
};

// Which set it is in the other decision; empty = none that is certain.
std::string_view other_set(std::string_view set) {
  for (const Pair& pair : kPairs) {
    if (pair.old_set == set) return pair.new_set;
    if (pair.new_set == set && pair.ways == Ways::both) return pair.old_set;
  }
  return {};
}

// "Mùi,vị" and "Mùi, vị" are one title.
std::string title_key(const Criterion& criterion) {
  std::string out = text::fold(criterion.title.vi);
  std::erase_if(out, [](char one) { return one == ' ' || one == ',' || one == '/' || one == '-' || one == '.'; });
  return out;
}

}  // namespace

std::optional<Counterpart> counterpart(const Library& library, const Table& table) {
  const std::string_view set = other_set(table.code);
  for (const Rulebook& rulebook : library.rulebooks()) {
    const Table* other = set.empty() ? nullptr : rulebook.find(set);
    if (!other) continue;
    Counterpart out{.rulebook = &rulebook, .table = other};
    std::vector<std::string> known;
    for (const Criterion* criterion : table.criteria) known.push_back(title_key(*criterion));
    for (std::size_t c = 0; c < other->criteria.size(); ++c) {
      const auto found = std::ranges::find(known, title_key(*other->criteria[c]));
      if (found == known.end()) out.added.push_back(c);
      else known.erase(found);   // each stands for one
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace ocop::rulebooks
