#include <algorithm>
#include <array>

#include "kernel/base/text.h"
#include "modules/sites/messages.h"
#include "modules/sites/rules.h"

// What a page may be called.
namespace ocop::sites::rules {
namespace {

// First segments that we may need one day, words that would mislead, and what browsers and others ask every site for. Those of today's
// routes are known from the table.
constexpr std::array<std::string_view, 72> kReserved{
    "about", "account", "accounts", "admin", "administrator", "api", "app", "apps", "assets", "auth", "blog", "cart", "channels",
    "checkout", "codes", "contact", "cua-hang", "dang-ky", "dang-nhap", "data", "don-hang", "download", "edit", "en", "export", "fairs",
    "favicon", "feed", "feeds", "files", "gian-hang", "gio-hang", "help", "home", "hop-quy", "images", "import", "info", "js", "kenh",
    "labels", "legal", "login", "logout", "ma", "mail", "market", "media", "news", "ocop", "orders", "pages", "pay", "payments",
    "prices", "privacy-policy", "public", "qr", "robots", "san-pham", "search", "settings", "shop", "sitemap", "static", "status",
    "store", "support", "tem", "tin-tuc", "vi", "www"};
// Nobody speaks for an office: as a whole name, or as its first word. "bo" and "so" are ministry and department, "cuc" and "chi-cuc" what
// stands below them; "xa", "phuong", "tinh" are what places are called whose people's committee answers for the name.
constexpr std::array<std::string_view, 22> kOffices{
    "ubnd", "uy-ban", "hdnd", "hoi-dong", "mttq", "mat-tran", "chinh-phu", "cong-an", "dang-uy", "thanh-uy", "van-phong",
    "so", "bo", "cuc", "chi-cuc", "tong-cuc", "tinh", "thanh-pho", "thi-xa", "dac-khu", "xa", "phuong"};
// Goods and names of people that begin with the same letters: oils, starches, beef, butter, scallops, chrysanthemum, herbs, turmeric,
// chocolate, soap.
constexpr std::array<std::string_view, 30> kGoods{
    "tinh-dau", "tinh-bot", "tinh-chat", "bo-kho", "bo-gac-bep", "bo-mot-nang", "bo-sua", "bo-sap", "bo-vang", "bo-lac", "bo-dau",
    "bo-h-mong", "so-diep", "so-huyet", "so-long", "cuc-hoa", "xa-den", "xa-can", "xa-xiu", "phuong-anh",
    "phuong-nam", "phuong-thao", "phuong-linh", "tinh-nghe", "so-co-la", "bo-ket", "bo-cong-anh", "bo-vien", "bo-to",
    "xa-phong"};

bool is_plain(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return std::ranges::all_of(name, plain) && name.front() >= 'a' && name.front() <= 'z' && name.back() != '-' &&
         name.find("--") == std::string_view::npos;
}
bool is_reserved(std::string_view name, const Taken& ours) {
  const auto begins = [&](std::string_view words) { return name == words || name.starts_with(std::string(words) + "-"); };
  const bool speaks = std::ranges::any_of(kOffices, begins) && std::ranges::none_of(kGoods, begins);
  return speaks || std::ranges::find(kReserved, name) != kReserved.end() || ours(name);
}
Error wrong(std::string_view got, const Message& message) {
  return Error::of(ErrorKind::invalid_input,
                   Problem{"name", std::string(text::cut(got, kMaxProblemText)), "[a-z][a-z0-9-]{2,47}", message, {}});
}

// "hop tac xa khau sli thuong mai dich vu na giang" → "htx khau sli na giang".
std::string without_company_words(std::string folded) {
  struct Said { std::string_view words, instead; };
  constexpr std::array<Said, 22> kSaid{{{"lien hiep hop tac xa", "lhhtx"}, {"hop tac xa", "htx"},       {"to hop tac", "tht"},
                                        {"cong ty trach nhiem huu han", ""}, {"cong ty tnhh", ""},      {"cong ty co phan", ""},
                                        {"cong ty cp", ""},              {"cong ty", ""},               {"ho kinh doanh", ""},
                                        {"co so san xuat", ""},          {"co so", ""},                 {"doanh nghiep tu nhan", ""},
                                        {"mot thanh vien", ""},          {"mtv", ""},                   {"thuong mai", ""},
                                        {"dich vu", ""},                 {"san xuat", ""},              {"xuat nhap khau", ""},
                                        {"dau tu", ""},                  {"phat trien", ""},            {"kinh doanh", ""},
                                        {"va", ""}}};
  folded = " " + folded + " ";
  for (const Said& said : kSaid) {
    const std::string words = " " + std::string(said.words) + " ";
    for (std::size_t at; (at = folded.find(words)) != std::string::npos;)
      folded.replace(at, words.size(), said.instead.empty() ? " " : " " + std::string(said.instead) + " ");
  }
  return folded;
}

std::string name_of(std::string_view words) {
  std::string out = text::slug(words, kMostName);
  while (!out.empty() && !(out.front() >= 'a' && out.front() <= 'z')) out.erase(0, 1);   // "36 phố" is "pho"
  while (out.ends_with('-')) out.pop_back();
  return out;
}

// A name with something behind it, cut so that both have room.
std::string with_end(std::string_view base, std::string_view end) {
  std::string out(base.substr(0, kMostName - 1 - std::min(end.size(), kMostName - 1)));
  while (out.ends_with('-')) out.pop_back();
  return out + "-" + std::string(end);
}

}  // namespace

Result<std::string> check_name(std::string_view typed, const Taken& ours) {
  const std::string name = text::lower(text::trim(typed));
  if (name.size() < kLeastName || name.size() > kMostName || !is_plain(name)) return wrong(typed, msg::wrong_name);
  if (is_reserved(name, ours)) return wrong(typed, msg::name_is_reserved);
  return name;
}

std::vector<std::string> propose_names(const Called& maker, const Taken& ours) {
  constexpr int kFigures = 20;                            // each is a look into the table: beyond that the id alone is asked for
  constexpr std::string_view kPage = "trang";             // "page": for whom every word is kept for somebody else
  const std::string said = without_company_words(text::fold(maker.name));
  std::vector<std::string> all{name_of(said), name_of(said + " " + text::fold(maker.place)), name_of(text::fold(maker.name))};
  if (all[0].empty()) all[1].clear();                     // the place alone would speak for the place
  const std::string base = check_name(all[0], ours).ok() ? all[0] : std::string(kPage);
  for (int i = 2; i < kFigures; ++i) all.push_back(with_end(base, std::to_string(i)));
  all.push_back(with_end(base, maker.tail));
  all.push_back(with_end(kPage, maker.tail));
  std::erase_if(all, [&](const std::string& name) { return !check_name(name, ours).ok(); });
  return all;
}

Instant names_free_since(Instant now) {
  constexpr std::int64_t kDay = 24LL * 3600 * 1000;
  return {now.milliseconds - kNameRestDays * kDay};
}

}  // namespace ocop::sites::rules
