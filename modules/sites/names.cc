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
constexpr std::array<std::string_view, 74> kReserved{"about",
                                                     "account",
                                                     "accounts",
                                                     "admin",
                                                     "administrator",
                                                     "api",
                                                     "app",
                                                     "apps",
                                                     "assets",
                                                     "auth",
                                                     "blog",
                                                     "bo-nong-nghiep",
                                                     "cart",
                                                     "channels",
                                                     "checkout",
                                                     "chinh-phu",
                                                     "codes",
                                                     "contact",
                                                     "cua-hang",
                                                     "dang-ky",
                                                     "dang-nhap",
                                                     "data",
                                                     "don-hang",
                                                     "download",
                                                     "edit",
                                                     "en",
                                                     "export",
                                                     "fairs",
                                                     "favicon",
                                                     "feed",
                                                     "feeds",
                                                     "files",
                                                     "gian-hang",
                                                     "gio-hang",
                                                     "help",
                                                     "home",
                                                     "hop-quy",
                                                     "images",
                                                     "import",
                                                     "info",
                                                     "js",
                                                     "kenh",
                                                     "labels",
                                                     "legal",
                                                     "login",
                                                     "logout",
                                                     "ma",
                                                     "mail",
                                                     "market",
                                                     "media",
                                                     "news",
                                                     "ocop",
                                                     "orders",
                                                     "pages",
                                                     "pay",
                                                     "payments",
                                                     "prices",
                                                     "privacy-policy",
                                                     "public",
                                                     "qr",
                                                     "robots",
                                                     "san-pham",
                                                     "search",
                                                     "settings",
                                                     "shop",
                                                     "sitemap",
                                                     "static",
                                                     "status",
                                                     "store",
                                                     "support",
                                                     "tem",
                                                     "tin-tuc",
                                                     "vi",
                                                     "www"};
constexpr std::array<std::string_view, 4> kOffices{"ubnd", "uy-ban", "hdnd", "so-nong-nghiep"};   // nobody speaks for an office

bool is_plain(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return std::ranges::all_of(name, plain) && name.front() >= 'a' && name.front() <= 'z' && name.back() != '-' &&
         name.find("--") == std::string_view::npos;
}
bool is_reserved(std::string_view name, const Taken& ours) {
  const auto speaks = [&](std::string_view office) { return name == office || name.starts_with(std::string(office) + "-"); };
  return std::ranges::find(kReserved, name) != kReserved.end() || std::ranges::any_of(kOffices, speaks) || ours(name);
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

}  // namespace

Result<std::string> check_name(std::string_view typed, const Taken& ours) {
  const std::string name = text::lower(text::trim(typed));
  if (name.size() < kLeastName || name.size() > kMostName || !is_plain(name)) return wrong(typed, msg::wrong_name);
  if (is_reserved(name, ours)) return wrong(typed, msg::name_is_reserved);
  return name;
}

std::vector<std::string> propose_names(std::string_view producer, std::string_view place, const Taken& ours) {
  constexpr int kFigures = 50;
  const std::string said = without_company_words(text::fold(producer));
  std::vector<std::string> all{name_of(said), name_of(said + " " + text::fold(place)), name_of(text::fold(producer))};
  const std::string base = all[0].size() >= kLeastName ? all[0] : "trang";
  for (int i = 2; i < kFigures; ++i) all.push_back(base + "-" + std::to_string(i));
  std::erase_if(all, [&](const std::string& name) { return !check_name(name, ours).ok(); });
  return all;
}

bool is_free_again(Instant given_up, Instant now) {
  constexpr std::int64_t kDay = 24LL * 3600 * 1000;
  return now.milliseconds - given_up.milliseconds >= kNameRestDays * kDay;
}

}  // namespace ocop::sites::rules
