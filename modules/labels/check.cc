#include "modules/labels/check.h"

#include <algorithm>
#include <array>
#include <optional>

#include "kernel/base/text.h"
#include "modules/labels/check_words.h"
#include "modules/labels/messages.h"
#include "modules/producers/producers.h"

namespace ocop::labels {
namespace {

using State = Finding::State;

Finding found(Duty duty, std::string seen) {
  const State state = seen.empty() ? State::missing : State::there;
  return {duty, state, std::move(seen), {}};
}
std::string line_with(const LabelText& label, const Phrases& any) {
  const auto place = find(label, any);
  return place ? label.line_of(place->first) : std::string();
}

// Whether the words of a name stand there one after the other, whatever stands between the lines.
bool says(std::string_view folded, std::string_view name) {
  return !name.empty() && (" " + std::string(folded) + " ").find(" " + std::string(name) + " ") != std::string::npos;
}

// ---- who answers, and where ------------------------------------------------------------------------------------------

// "Hợp tác xã" and "xã hội" are no communes, and what is "tịnh" without its mark ("khoi luong tinh") no province.
bool has_address(const LabelText& label) {
  const Phrases any{"địa chỉ", "đ c",   "address", "xã",       "phường",   "thôn", "xóm", "ấp",        "khóm", "tổ dân phố", "tỉnh",
                    "huyện",   "quận", "thị trấn", "thành phố", "tp", "commune", "ward", "province", "district"};
  for (auto place = find(label, any); place; place = find(label, any, place->after)) {
    const bool first = place->first == 0 || !label.same_line(place->first - 1, place->first);
    const std::string_view before = first ? std::string_view() : std::string_view(label.words[place->first - 1].folded);
    const bool society = label.same_line(place->first, place->after) && is_one_of(label.words[place->after], {"hoi"});
    if (before != "tac" && before != "luong" && before != "tich" && !society) return true;
  }
  return false;
}

Finding maker_in(const LabelText& label, std::string_view words, const LabelFacts& facts) {
  const bool named = says(producers::name_key(words), producers::name_key(facts.maker));
  return {Duty::maker, !named ? State::missing : has_address(label) ? State::there : State::wrong, facts.maker, {}};
}

std::string origin_in(const LabelText& label) {
  return line_with(label, {"xuất xứ", "sản xuất tại", "sản xuất ở", "chế biến tại", "chế tạo tại", "nước sản xuất", "made in", "product of",
                           "đóng gói tại", "đóng chai tại", "hoàn tất tại", "origin", "sản xuất bởi việt nam", "sản phẩm của việt nam"});
}

// ---- lines that are told apart ---------------------------------------------------------------------------------------

Phrases usage_words() {
  return {"bảo quản", "storage", "store in", "hdsd", "hướng dẫn sử dụng", "hướng dẫn bảo quản", "cách dùng", "cách pha", "cách sử dụng",
          "hdbq", "directions", "how to use", "liều dùng"};
}
Phrases nutrition_words() {
  return {"dinh dưỡng",   "nutrition",   "khẩu phần",    "phần ăn",  "serving", "năng lượng",  "energy",        "kcal",   "chất đạm",
          "protein",      "carbohydrat", "carbohydrate", "chất béo", "fat",     "lipid",       "natri",         "sodium", "đường tổng số",
          "total sugars", "chất xơ",     "fiber",        "vitamin",  "canxi",   "cholesterol", "chất bột đường"};
}
// "Thành phần dinh dưỡng" begins a table of values.
std::optional<Place> ingredients_at(const LabelText& label) {
  const Phrases any{"thành phần", "ingredients", "ingredient", "nguyên liệu"}, values{"dinh dưỡng", "nutrition"};
  for (auto place = find(label, any); place; place = find(label, any, place->after))
    if (std::ranges::none_of(values, [&](const Phrase& one) { return one.at(label, place->after) > 0; })) return place;
  return std::nullopt;
}
// The words behind it, to the line that begins something else.
Place ingredients_of(const LabelText& label, const Place& heading) {
  const Phrases others{"nsx",      "hsd",          "hạn sử dụng", "ngày sản xuất", "khối lượng", "định lượng",
                       "thể tích", "sản xuất tại", "xuất xứ",     "địa chỉ",       "giá trị",    "năng lượng"};
  std::size_t end = heading.after;
  for (; end < label.words.size(); ++end) {
    if (label.same_line(end - 1, end)) continue;
    const std::size_t line = label.words[end].line;
    if (label.lines[line].find(':') != std::string::npos || line_has(label, line, others) || line_has(label, line, usage_words())) break;
  }
  return {heading.after, end};
}

// ---- how much --------------------------------------------------------------------------------------------------------

// "300 g", "1,5kg", "20 viên": the measure that stands in the word or behind it.
std::string measure_at(const LabelText& label, std::size_t word) {
  if (!begins_with_digit(label.words[word])) return {};
  const std::size_t letters = label.words[word].text.find_first_not_of("0123456789.,");
  if (letters != std::string::npos) return label.words[word].text.substr(letters);
  return label.same_line(word, word + 1) ? label.words[word + 1].text : std::string();
}
bool is_weight(std::string_view measure) {
  constexpr std::array<std::string_view, 5> kAll{"g", "gr", "gam", "gram", "kg"};
  return std::ranges::find(kAll, measure) != kAll.end();
}
bool is_volume(std::string_view measure) {
  constexpr std::array<std::string_view, 5> kAll{"ml", "l", "lít", "lit", "cl"};
  return std::ranges::find(kAll, measure) != kAll.end();
}
bool is_counted(std::string_view measure) {
  constexpr std::array<std::string_view, 24> kAll{"viên",  "vien", "gói", "goi",  "quả", "qua",  "trái", "cái",
                                                  "chiếc", "bộ",   "đôi", "chai", "hộp", "túi",  "lon",  "miếng",
                                                  "bánh",  "con",  "que", "tờ",   "tấm", "cuốn", "hũ",   "lọ"};
  return std::ranges::find(kAll, measure) != kAll.end();
}

// Whether an amount is told of another one: "trong 100 g", "mỗi 100 ml", "6 g/100 g".
bool is_part(const LabelText& label, std::size_t word) {
  if (word == 0 || !label.same_line(word - 1, word)) return false;
  return is_one_of(label.words[word - 1], {"trong", "tren", "per", "moi", "cho"}) ||
         label.words[word].before.find('/') != std::string::npos;
}

// The line that says it is the net content; else one with an amount that tells of nothing else: no nutrient, no part of it, no ingredient,
// no way to use it.
std::string content_in(const LabelText& label) {
  const Phrases named{"khối lượng tịnh", "kl tịnh",    "khối lượng thực",  "thể tích thực", "thể tích tịnh",
                      "dung tích",       "định lượng", "net weight",       "net wt",        "net content",
                      "net volume",      "số lượng",   "trọng lượng tịnh", "quy cách",      "net",
                      "khối lượng",      "trọng lượng"};
  const Phrases nutrition = nutrition_words(), usage = usage_words();
  const Phrases used{"uống", "pha", "ngày", "lần"};
  const auto counts = [&](std::size_t word) {
    const std::string measure = measure_at(label, word);
    return (is_weight(measure) || is_volume(measure) || is_counted(measure)) && !is_part(label, word);
  };
  for (auto place = find(label, named); place; place = find(label, named, place->after)) {
    if (line_has(label, label.words[place->first].line, {"dinh dưỡng", "khẩu phần", "nutrition", "serving"})) continue;
    for (std::size_t word = place->after; label.same_line(place->first, word); ++word)
      if (counts(word)) return label.line_of(word);
  }
  const auto heading = ingredients_at(label);
  const Place inside = heading ? ingredients_of(label, *heading) : Place{};
  for (std::size_t word = 0; word < label.words.size(); ++word) {
    if (!counts(word) || (word >= inside.first && word < inside.after)) continue;
    const std::size_t line = label.words[word].line;
    const bool eaten = line_has(label, line, nutrition), told = line_has(label, line, usage) || line_has(label, line, used);
    // "Đạm 6 g", "6 g đạm": a nutrient without its first word is known by what stands beside it.
    const auto beside = [&](std::size_t at) {
      return label.same_line(word, at) && is_one_of(label.words[at], {"dam", "beo", "carb", "xo", "duong", "muoi"});
    };
    if (!eaten && !told &&
        !(is_weight(measure_at(label, word)) && ((word > 0 && beside(word - 1)) || beside(word + 1) || beside(word + 2))))
      return label.line_of(word);
  }
  return {};
}

// ---- days ------------------------------------------------------------------------------------------------------------

Phrases made_words() { return {"nsx", "ngày sản xuất", "ngày sx", "mfg", "mfd", "sản xuất ngày", "production date", "manufactured on"}; }
Phrases expiry_words() {
  return {"hsd",
          "hạn sử dụng",
          "hạn sd",
          "hạn dùng",
          "hd",
          "exp",
          "expiry date",
          "best before",
          "use by",
          "bbe",
          "sử dụng trước",
          "dùng trước",
          "sử dụng tốt nhất trước",
          "tốt nhất trước"};
}

enum class Said : std::uint8_t { nothing, day, elsewhere };   // elsewhere: "xem trên bao bì"
// "20/11/2026", "20-11-26", "20 tháng 11", "6 tháng", "201126".
Said said_at(const LabelText& label, std::size_t word) {
  const Word& one = label.words[word];
  if (is_one_of(one, {"xem", "in", "ghi", "see", "printed", "dap", "tren", "duoi", "o"})) return Said::elsewhere;
  if (!begins_with_digit(one)) return Said::nothing;
  constexpr std::size_t kSixDigits = 6;
  if (one.text.find_first_of("/.") != std::string::npos || one.text.size() >= kSixDigits) return Said::day;
  if (!label.same_line(word, word + 1)) return Said::nothing;
  const Word& next = label.words[word + 1];
  const bool joined = next.before == "-" || next.before == " - " || next.before == "." || next.before == "/" || next.before == " / ";
  if (joined && begins_with_digit(next)) return Said::day;
  const bool three = begins_with_digit(next) && label.same_line(word, word + 2) && begins_with_digit(label.words[word + 2]);
  if (three && next.before == " ") return Said::day;
  return is_one_of(next, {"thang", "nam", "ngay", "th", "month", "months", "year", "years", "day", "days"}) ? Said::day : Said::nothing;
}
// The words of a day that begins there: two days in one line are two.
std::size_t end_of_day(const LabelText& label, std::size_t word) {
  std::size_t end = word + 1;
  if (label.words[word].text.find_first_of("/.") != std::string::npos) return end;
  constexpr std::size_t kParts = 3;
  while (end - word < kParts && label.same_line(word, end) && begins_with_digit(label.words[end]) && label.words[end].text.size() <= 4)
    ++end;
  return end;
}

// Of "NSX, HSD: …" one word stands right before another: what is said is said of both.
bool is_joined(const LabelText& label, std::size_t word) {
  const std::string& between = label.words[word].before;
  return between.find_first_of("/,&-+") != std::string::npos && between.find(':') == std::string::npos;
}

struct Dates { Said first = Said::nothing; int days = 0; bool is_shared = false, is_word = false; };
// What stands behind a heading of a day, to the next one.
Dates dates_behind(const LabelText& label, std::size_t from, const Phrases& others) {
  Dates out;
  constexpr std::size_t kMost = 12;   // words: "NSX và HSD: xem ở đáy hộp", two days
  for (std::size_t word = from; word < from + kMost && label.same_line(from - 1, word);) {
    const auto next = std::ranges::find_if(others, [&](const Phrase& one) { return one.at(label, word) > 0; });
    if (next != others.end()) {
      const bool both = word == from && (is_joined(label, word) || out.is_shared);
      if (!both) break;
      out.is_shared = true;
      word += next->at(label, word);
      from = word;
      continue;
    }
    if (word == from && is_one_of(label.words[word], {"va", "and"})) {
      out.is_shared = true;
      from = ++word;
      continue;
    }
    Said said = said_at(label, word);
    if (said == Said::elsewhere && out.is_word) said = Said::nothing;   // "NSX: HTX Nà Giàng, ở xã Trường Hà"
    if (out.first == Said::nothing) out.first = said;
    if (said == Said::nothing && out.first == Said::nothing && !begins_with_digit(label.words[word]) &&
        !is_one_of(label.words[word], {"ngay", "duoc", "date"}))
      out.is_word = true;
    if (said == Said::day) ++out.days;
    word = said == Said::day ? end_of_day(label, word) : word + 1;
  }
  return out;
}

// A heading that another one is joined to from the left: "NSX/HSD".
bool has_partner_before(const LabelText& label, const Place& place, const Phrases& others) {
  if (place.first == 0 || !label.same_line(place.first - 1, place.first)) return false;
  const bool with_and = is_one_of(label.words[place.first - 1], {"va", "and"});
  if (!with_and && !is_joined(label, place.first)) return false;
  const std::size_t end = with_and ? place.first - 1 : place.first;
  for (std::size_t word = 0; word < end; ++word)
    if (label.same_line(word, place.first))
      for (const Phrase& one : others)
        if (one.at(label, word) > 0 && word + one.at(label, word) == end) return true;
  return false;
}

// A day, or the place where it is stamped. "6 tháng kể từ NSX" says no day of making, and "NSX: HTX Nà Giàng" names the maker.
Finding dated(Duty duty, const LabelText& label, const Phrases& own, const Phrases& others) {
  Finding out{duty, State::missing, {}, {}};
  for (auto place = find(label, own); place; place = find(label, own, place->after)) {
    const bool first = place->first == 0 || !label.same_line(place->first - 1, place->first);
    if (!first && is_one_of(label.words[place->first - 1], {"tu", "sau", "from", "after"})) continue;
    const Dates dates = dates_behind(label, place->after, others);
    const bool second = has_partner_before(label, *place, others);
    const bool enough = dates.first == Said::elsewhere || (dates.first == Said::day && dates.days >= (second ? 2 : 1));
    if (enough) return {duty, State::there, label.line_of(place->first), {}};
    const bool may_be_other = is_one_of(label.words[place->first], {"nsx", "hd"}) && place->after == place->first + 1;
    if (may_be_other && dates.is_word && dates.first == Said::nothing) continue;   // the maker; how it is used
    out = {duty, State::wrong, label.line_of(place->first), {}};                   // the word, and no day
  }
  return out;
}

// ---- what is in it ---------------------------------------------------------------------------------------------------

// Whether a value stands behind: "Natri (mg): 20", and not "natri benzoat".
bool has_value(const LabelText& label, std::size_t word) {
  constexpr std::size_t kMost = 6;   // words between: "Energy / năng lượng (kcal): 410"
  for (std::size_t at = word; at < label.words.size() && at < word + kMost; ++at) {
    if (begins_with_digit(label.words[at])) return true;
    if (!is_one_of(label.words[at],
                   {"g",      "mg",  "kcal",  "kj",    "energy", "protein",    "fat",  "total", "carbohydrate", "carbohydrates",
                    "sodium", "na",  "lipid", "tong",  "so",     "khoang",     "cong", "duoi",  "it",           "hon",
                    "chat",   "dam", "nang",  "luong", "beo",    "carbohydrat"}))
      return false;
  }
  return false;
}

struct Nutrient { Phrases names; const Message* label; };
std::vector<Nutrient> nutrients() {
  return {{{"năng lượng", "energy", "calories"}, &msg::nutrient_energy},
          {{"chất đạm", "protein", "đạm"}, &msg::nutrient_protein},
          {{"carbohydrat", "carbohydrate", "carbohydrates", "carb", "cacbohydrat", "chất bột đường"}, &msg::nutrient_carbohydrate},
          {{"chất béo", "fat", "béo", "lipid"}, &msg::nutrient_fat},
          {{"natri", "sodium", "na"}, &msg::nutrient_sodium}};
}
// "Chất béo bão hòa" is a part of the fat.
bool is_saturated(const LabelText& label, const Place& place) {
  const Phrase saturated{"bão hòa"};
  return saturated.at(label, place.after) > 0 || (place.first > 0 && label.same_line(place.first - 1, place.first) &&
                                                  is_one_of(label.words[place.first - 1], {"saturated", "trans"}));
}

Finding nutrition_in(const LabelText& label) {
  Finding out{Duty::nutrition, State::there, {}, {}};
  const std::vector<Nutrient> all = nutrients();
  for (const Nutrient& one : all) {
    auto place = find(label, one.names);
    while (place && (is_saturated(label, *place) || !has_value(label, place->after))) place = find(label, one.names, place->after);
    if (!place) out.lacking.push_back(one.label);
    else if (out.seen.empty()) out.seen = label.line_of(place->first);
  }
  if (out.lacking.size() == all.size()) out.state = State::missing;
  else if (!out.lacking.empty()) out.state = State::wrong;
  return out;
}

// A word that no "không" denies: "không thêm đường", "non-fried".
bool is_said(const LabelText& label, const Phrases& any, const Place& within) {
  constexpr std::size_t kDenies = 3;   // words: "không có thêm đường"
  for (auto place = find(label, any, within.first); place && place->first < within.after; place = find(label, any, place->after)) {
    bool denied = false;
    for (std::size_t back = 1; back <= kDenies && back <= place->first && label.same_line(place->first - back, place->first); ++back)
      denied = denied || is_one_of(label.words[place->first - back], {"khong", "no", "non", "not"});
    if (!denied) return true;
  }
  return false;
}

// What the recipe or the name says, and no advice on how to cook it.
bool is_fried(const LabelText& label) {
  const Phrases fried{"chiên", "rán", "fried"}, usage = usage_words();
  for (auto place = find(label, fried); place; place = find(label, fried, place->after))
    if (!line_has(label, label.words[place->first].line, usage) && is_said(label, fried, {place->first, place->first + 1})) return true;
  return false;
}

// ---- stars -----------------------------------------------------------------------------------------------------------

// "OCOP 4 sao", "đạt bốn sao", "4-star".
std::vector<int> stars_in_words(const LabelText& label) {
  std::vector<int> out;
  for (std::size_t i = 0; i + 1 < label.words.size(); ++i) {
    const Word& one = label.words[i];
    if (!label.same_line(i, i + 1) || !is_one_of(label.words[i + 1], {"sao", "star", "stars"})) continue;
    if (i > 0 && label.same_line(i - 1, i) && is_one_of(label.words[i - 1], {"san", "hotel"})) continue;   // khách sạn 4 sao
    const Phrases numbers{"một", "hai", "ba", "bốn", "năm"};
    for (std::size_t n = 0; n < numbers.size(); ++n)
      if (one.text == std::to_string(n + 1) || numbers[n].at(label, i) > 0) out.push_back(static_cast<int>(n) + 1);
  }
  return out;
}

// "★★★★", "4★", and with OCOP "4*": a digit before a single star counts them.
std::vector<int> stars_drawn(std::string_view line) {
  const bool is_ocop = text::fold(line).find("ocop") != std::string::npos;
  std::vector<int> out;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t run = 0, start = at;
    for (bool more = true; more && at < line.size();) {
      more = false;
      for (const std::string_view sign : {std::string_view("★"), std::string_view("⭐"), std::string_view("*")})
        if (line.substr(at).starts_with(sign) && (sign != "*" || is_ocop)) {
          at += sign.size();
          ++run;
          more = true;
          break;
        }
    }
    if (run == 0) {
      ++at;
      continue;
    }
    const std::string_view before = text::trim(line.substr(0, start));
    const bool digit = !before.empty() && before.back() >= '1' && before.back() <= '5' &&
                       (before.size() == 1 || before[before.size() - 2] < '0' || before[before.size() - 2] > '9');
    out.push_back(run == 1 && digit ? before.back() - '0' : static_cast<int>(run));
  }
  return out;
}

Finding stars_found(const LabelText& label, const LabelFacts& facts) {
  std::vector<int> said = stars_in_words(label);
  for (const std::string& line : label.lines)
    for (const int one : stars_drawn(line)) said.push_back(one);
  if (said.empty()) return {Duty::stars, State::there, {}, {}};   // nobody has to show them
  const auto wrong = std::ranges::find_if(said, [&](int one) { return one != facts.stars; });
  return {Duty::stars, wrong == said.end() ? State::there : State::wrong, std::to_string(wrong == said.end() ? said.front() : *wrong), {}};
}

// ---- all of it -------------------------------------------------------------------------------------------------------

// What is eaten, drunk or taken.
void check_consumed(std::vector<Finding>& out, const LabelText& label) {
  const Phrases made = made_words(), expires = expiry_words();
  out.push_back(dated(Duty::made, label, made, expires));
  out.push_back(dated(Duty::expires, label, expires, made));
  const auto ingredients = ingredients_at(label);
  out.push_back(found(Duty::ingredients, ingredients ? label.line_of(ingredients->first) : ""));
  out.push_back(found(Duty::storage, line_with(label, usage_words())));
  if (find(label, {"thực phẩm bảo vệ sức khỏe", "thực phẩm chức năng", "tpbvsk", "tpcn"}))
    out.push_back(found(Duty::no_medicine, line_with(label, {"không phải là thuốc", "không phải thuốc"})));
}

// Circular 29/2023/TT-BYT, article 5; of food and drinks alone: what protects health is out of it (article 1.2 i).
void check_values(std::vector<Finding>& out, const LabelText& label) {
  out.push_back(nutrition_in(label));
  const auto heading = ingredients_at(label);
  const Phrases sugar{"đường", "mật", "mạch nha", "siro", "si rô", "xi rô", "sugar", "syrup", "honey"};
  if (heading && is_said(label, sugar, ingredients_of(label, *heading)))
    out.push_back(found(Duty::sugar, line_with(label, {"đường tổng số", "tổng đường", "tổng số đường", "total sugars", "total sugar"})));
  if (is_fried(label))
    out.push_back(found(Duty::fat, line_with(label, {"chất béo bão hòa", "saturated fat", "béo bão hòa", "saturated fats"})));
}

}  // namespace

std::string_view name(Finding::State state) {
  constexpr std::array<std::string_view, 3> kNames{"there", "missing", "wrong"};
  return kNames[static_cast<std::size_t>(state)];
}
std::string_view name(Duty duty) {
  constexpr std::array<std::string_view, kDuties> kNames{"name",        "maker",   "origin",    "content", "made", "expires",
                                                         "ingredients", "storage", "no_medicine", "nutrition", "sugar", "fat", "stars"};
  return kNames[static_cast<std::size_t>(duty)];
}
const Message& label(Duty duty) {
  static constexpr std::array<const Message*, kDuties> kAll{
      &msg::duty_name,    &msg::duty_maker,       &msg::duty_origin,  &msg::duty_content,     &msg::duty_made,
      &msg::duty_expires, &msg::duty_ingredients, &msg::duty_storage, &msg::duty_no_medicine, &msg::duty_nutrition,
      &msg::duty_sugar,   &msg::duty_fat,         &msg::duty_stars};
  return *kAll[static_cast<std::size_t>(duty)];
}
const Message& source(Duty duty) {
  static constexpr std::array<const Message*, kDuties> kAll{
      &msg::source_name,      &msg::source_maker,       &msg::source_origin,  &msg::source_content,     &msg::source_dates,
      &msg::source_dates,     &msg::source_ingredients, &msg::source_storage, &msg::source_no_medicine, &msg::source_nutrition,
      &msg::source_nutrition, &msg::source_nutrition,   &msg::source_stars};
  return *kAll[static_cast<std::size_t>(duty)];
}
const Message& advice(Duty duty) {
  static constexpr std::array<const Message*, kDuties> kAll{
      &msg::advice_name,    &msg::advice_maker,       &msg::advice_origin,  &msg::advice_content,     &msg::advice_made,
      &msg::advice_expires, &msg::advice_ingredients, &msg::advice_storage, &msg::advice_no_medicine, &msg::advice_nutrition,
      &msg::advice_sugar,   &msg::advice_fat,         &msg::advice_stars};
  return *kAll[static_cast<std::size_t>(duty)];
}

std::vector<Finding> check_label(std::string_view words, const LabelFacts& facts) {
  const LabelText label = read_label(words);
  std::vector<Finding> out;
  const bool named = says(text::fold(words), text::fold(facts.product));
  out.push_back({Duty::name, named ? State::there : State::missing, facts.product, {}});
  out.push_back(maker_in(label, words, facts));
  out.push_back(found(Duty::origin, origin_in(label)));
  out.push_back(found(Duty::content, content_in(label)));
  const bool eaten = facts.group == "I" || facts.group == "II" || facts.group.empty();   // unknown: better one line too many
  const bool taken = facts.group == "III";                                               // herbs, and what is made of them
  if (eaten || taken) check_consumed(out, label);
  if (eaten) check_values(out, label);
  out.push_back(stars_found(label, facts));
  return out;
}

}  // namespace ocop::labels
