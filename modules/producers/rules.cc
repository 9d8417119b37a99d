#include "modules/producers/rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kernel/base/text.h"
#include "modules/producers/messages.h"

namespace ocop::producers {
namespace {

// One row a value: the stable name in files and API, and the words for people.
struct KindRow { Kind kind; std::string_view name; const Message& label; };
constexpr std::array<KindRow, 7> kKinds{{
    {Kind::unknown, "unknown", msg::kind_unknown},
    {Kind::cooperative, "cooperative", msg::kind_cooperative},
    {Kind::cooperative_group, "cooperative_group", msg::kind_cooperative_group},
    {Kind::enterprise, "enterprise", msg::kind_enterprise},
    {Kind::household, "household", msg::kind_household},
    {Kind::farm, "farm", msg::kind_farm},
    {Kind::other, "other", msg::kind_other},
}};
struct PaperKindRow { PaperKind kind; std::string_view name; const Message& label; };
constexpr std::array<PaperKindRow, 16> kPaperKindRows{{
    {PaperKind::business_registration, "business_registration", msg::paper_business_registration},
    {PaperKind::production_conditions, "production_conditions", msg::paper_production_conditions},
    {PaperKind::source_area, "source_area", msg::paper_source_area},
    {PaperKind::environment, "environment", msg::paper_environment},
    {PaperKind::local_labour, "local_labour", msg::paper_local_labour},
    {PaperKind::growth, "growth", msg::paper_growth},
    {PaperKind::intellectual_property, "intellectual_property", msg::paper_intellectual_property},
    {PaperKind::market, "market", msg::paper_market},
    {PaperKind::promotion, "promotion", msg::paper_promotion},
    {PaperKind::story, "story", msg::paper_story},
    {PaperKind::quality_declaration, "quality_declaration", msg::paper_quality_declaration},
    {PaperKind::test_sheet, "test_sheet", msg::paper_test_sheet},
    {PaperKind::barcode_trace, "barcode_trace", msg::paper_barcode_trace},
    {PaperKind::quality_management, "quality_management", msg::paper_quality_management},
    {PaperKind::award, "award", msg::paper_award},
    {PaperKind::other, "other", msg::paper_other},
}};

// Legal forms as registers shorten them, folded.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kShortForms{{
    {"tnhh", "trach nhiem huu han"}, {"htx", "hop tac xa"},   {"thtx", "hop tac xa"},     {"tht", "to hop tac"},
    {"ctcp", "cong ty co phan"},     {"cp", "co phan"},       {"cty", "cong ty"},         {"dntn", "doanh nghiep tu nhan"},
    {"mtv", "mot thanh vien"},       {"xnk", "xuat nhap khau"}, {"sx", "san xuat"},       {"tm", "thuong mai"},
    {"dv", "dich vu"},               {"hkd", "ho kinh doanh"}, {"sxkd", "san xuat kinh doanh"}, {"tmdv", "thuong mai dich vu"},
    {"cssx", "co so san xuat"},
}};
// Phrases that say what a maker is, not who.
constexpr std::array<std::string_view, 28> kLegalForms{{
    "trach nhiem huu han",
    "mot thanh vien",
    "doanh nghiep tu nhan",
    "lien hiep hop tac xa",
    "hop tac xa",
    "to hop tac",
    "cong ty",
    "co phan",
    "doanh nghiep",
    "ho kinh doanh",
    "ho san xuat",
    "co so san xuat kinh doanh",
    "co so san xuat",
    "co so",
    "ho gia dinh",
    "trang trai",
    "joint stock company",
    "limited liability company",
    "one member",
    "company limited",
    "private enterprise",
    "business household",
    "household business",
    "cooperative group",
    "cooperative",
    "production facility",
    "co ltd",
    "company",
}};

void replace_words(std::string& text, std::string_view phrase, std::string_view with) {
  if (text.find(phrase) == std::string::npos) return;   // most are not there, and every row of a register is asked for all
  const std::string needle = " " + std::string(phrase) + " ";
  const std::string fresh = with.empty() ? " " : " " + std::string(with) + " ";
  for (std::size_t at = 0; (at = text.find(needle, at)) != std::string::npos;) text.replace(at, needle.size(), fresh);
}

}  // namespace

std::string_view name(Kind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }
const Message& label(Kind kind) { return kKinds[static_cast<std::size_t>(kind)].label; }
std::optional<Kind> parse_kind(std::string_view text) {
  for (const KindRow& row : kKinds)
    if (row.name == text) return row.kind;
  return std::nullopt;
}
std::string_view name(PaperKind kind) { return kPaperKindRows[static_cast<std::size_t>(kind)].name; }
const Message& label(PaperKind kind) { return kPaperKindRows[static_cast<std::size_t>(kind)].label; }
std::optional<PaperKind> parse_paper_kind(std::string_view text) {
  for (const PaperKindRow& row : kPaperKindRows)
    if (row.name == text) return row.kind;
  return std::nullopt;
}

std::string name_key(std::string_view printed) {
  std::string key = " " + text::fold(printed) + " ";
  for (const auto& [shortened, full] : kShortForms) replace_words(key, shortened, full);
  // "Hợp tác xã (HTX) …" says it twice.
  for (const std::string_view form : kLegalForms)
    if (key.find(form) != std::string::npos) replace_words(key, std::string(form) + " " + std::string(form), form);
  return std::string(text::trim(key));
}

std::string name_core(std::string_view printed) {
  std::string rest = " " + name_key(printed) + " ";
  for (const std::string_view form : kLegalForms) replace_words(rest, form, "");
  std::vector<std::string_view> words;
  for (const std::string_view word : text::split(text::trim(rest), ' '))
    if (!word.empty()) words.push_back(word);
  std::ranges::sort(words);
  std::string core;
  for (const std::string_view word : words) core.append(core.empty() ? "" : " ").append(word);
  return core;
}

namespace rules {

std::optional<std::string_view> sniff(std::string_view content) {
  if (content.starts_with("%PDF-")) return "application/pdf";
  if (content.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (content.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
  return std::nullopt;
}

std::string safe_file_name(std::string_view sent, std::string_view content_type) {
  constexpr std::size_t kStemLimit = 76;   // with the ending 80, short enough for every file system
  const std::size_t slash = sent.find_last_of("/\\");
  if (slash != std::string_view::npos) sent.remove_prefix(slash + 1);
  sent = sent.substr(0, sent.find_last_of('.'));
  std::string stem = text::slug(sent, kStemLimit);
  if (stem.empty()) stem = "giay-to";
  return stem + (content_type == "application/pdf" ? ".pdf" : content_type == "image/png" ? ".png" : ".jpg");
}

Result<PaperScan> check_paper(const PaperForm& form) {
  std::vector<Problem> problems;
  if (form.issued && form.expires && *form.expires <= *form.issued)
    problems.push_back({"expires", form.expires->iso(), "after " + form.issued->iso(), msg::wrong_period});
  const auto type = sniff(form.file.content.start());
  if (!form.file.content.empty() && !type)
    problems.push_back({"file", std::string(text::cut(form.file.name, kMaxProblemText)), "PDF, JPEG or PNG", msg::wrong_file_type});
  if (!problems.empty()) return Error{ErrorKind::invalid_input, std::move(problems)};
  if (!type) return PaperScan{};
  return PaperScan{safe_file_name(form.file.name, *type), *type, form.file.content};
}

bool may_be_one(std::string_view core, std::string_view other) {
  constexpr std::size_t kTelling = 2;   // one word alone ("chè") is in half of all names
  if (core.empty() || other.empty()) return false;
  auto few = text::split(core, ' '), many = text::split(other, ' ');
  if (few.size() > many.size()) std::swap(few, many);
  if (few == many) return true;
  const auto there = [&](std::string_view word) { return std::ranges::find(many, word) != many.end(); };
  return few.size() >= kTelling && std::ranges::all_of(few, there);
}

bool expired(const Paper& paper, Date today) { return paper.expires && *paper.expires < today; }

}  // namespace rules
}  // namespace ocop::producers
