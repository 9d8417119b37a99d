#include "modules/producers/rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kernel/base/text.h"
#include "modules/producers/messages.h"

namespace ocop::producers {
namespace {

// One row a value: the stable name in files and API, and the words for people.
struct KindRow { Kind kind; std::string_view name; Message label; };
constexpr std::array<KindRow, 7> kKinds{{
    {Kind::unknown, "unknown", msg::kind_unknown},
    {Kind::cooperative, "cooperative", msg::kind_cooperative},
    {Kind::cooperative_group, "cooperative_group", msg::kind_cooperative_group},
    {Kind::enterprise, "enterprise", msg::kind_enterprise},
    {Kind::household, "household", msg::kind_household},
    {Kind::farm, "farm", msg::kind_farm},
    {Kind::other, "other", msg::kind_other},
}};
struct PaperKindRow { PaperKind kind; std::string_view name; Message label; };
constexpr std::array<PaperKindRow, 16> kPaperKinds{{
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
constexpr std::array<std::string_view, 18> kLegalForms{{
    "trach nhiem huu han", "mot thanh vien", "doanh nghiep tu nhan", "lien hiep hop tac xa", "hop tac xa", "to hop tac", "cong ty",
    "co phan", "doanh nghiep", "ho kinh doanh", "ho san xuat", "co so san xuat kinh doanh", "co so san xuat", "co so", "ho gia dinh", "co ltd",
    "company limited", "trang trai",
}};

void replace_words(std::string& text, std::string_view phrase, std::string_view with) {
  const std::string needle = " " + std::string(phrase) + " ";
  const std::string fresh = with.empty() ? " " : " " + std::string(with) + " ";
  for (std::size_t at = 0; (at = text.find(needle, at)) != std::string::npos;) text.replace(at, needle.size(), fresh);
}

Error length_error(std::string field, std::size_t limit, const Message& message) {
  return Error::of(ErrorKind::invalid_input, Problem{std::move(field), "", "at most " + std::to_string(limit) + " bytes", message,
                                                     {std::to_string(limit)}});
}

}  // namespace

std::string_view name(Kind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }
const Message& label(Kind kind) { return kKinds[static_cast<std::size_t>(kind)].label; }
std::optional<Kind> parse_kind(std::string_view text) {
  for (const KindRow& row : kKinds)
    if (row.name == text) return row.kind;
  return std::nullopt;
}
std::string_view name(PaperKind kind) { return kPaperKinds[static_cast<std::size_t>(kind)].name; }
const Message& label(PaperKind kind) { return kPaperKinds[static_cast<std::size_t>(kind)].label; }
std::optional<PaperKind> parse_paper_kind(std::string_view text) {
  for (const PaperKindRow& row : kPaperKinds)
    if (row.name == text) return row.kind;
  return std::nullopt;
}

std::string name_key(std::string_view printed) {
  std::string key = " " + text::fold(printed) + " ";
  for (const auto& [shortened, full] : kShortForms) replace_words(key, shortened, full);
  // "Hợp tác xã (HTX) …" says it twice.
  for (const std::string_view form : kLegalForms) replace_words(key, std::string(form) + " " + std::string(form), form);
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

namespace {

std::optional<Date> read_date(std::string_view typed, std::string_view field, std::vector<Problem>& problems) {
  const std::string_view day = text::trim(typed);
  if (day.empty()) return std::nullopt;
  auto date = Date::parse_iso(day);
  if (!date) date = Date::parse_vietnamese(day);
  if (!date) {
    problems.push_back({std::string(field), std::string(text::cut(day, kMaxProblemText)), "DD/MM/YYYY or YYYY-MM-DD", msg::wrong_date});
  }
  return date;
}

void check_file(const PaperForm& form, NewPaper& paper, std::vector<Problem>& problems) {
  if (form.content.empty()) return;
  if (form.content.size() > kFileLimit) {
    problems.push_back({"file", std::to_string(form.content.size()) + " bytes", "at most " + std::to_string(kFileLimit) + " bytes",
                        msg::wrong_file_size, {std::to_string(kFileMegabytes)}});
    return;
  }
  const auto type = sniff(form.content);
  if (!type) {
    problems.push_back({"file", std::string(text::cut(form.file_name, kMaxProblemText)), "PDF, JPEG or PNG", msg::wrong_file_type});
    return;
  }
  paper.content_type = *type;
  paper.file_name = safe_file_name(form.file_name, *type);
  paper.content = form.content;
}

}  // namespace

Result<NewPaper> check_paper(const PaperForm& form) {
  std::vector<Problem> problems;
  NewPaper paper;
  paper.title = text::clean(form.title);
  paper.issuer = text::clean(form.issuer);
  paper.number = text::clean(form.number);
  const auto kind = parse_paper_kind(form.kind);
  if (!kind) problems.push_back({"kind", std::string(text::cut(form.kind, kMaxProblemText)), "a kind of paper", msg::wrong_kind});
  paper.kind = kind.value_or(PaperKind::other);
  if (paper.title.empty() || paper.title.size() > kTitleLimit) {
    problems.push_back({"title", std::string(text::cut(paper.title, kMaxProblemText)), "1.." + std::to_string(kTitleLimit) + " bytes",
                        msg::wrong_title, {std::to_string(kTitleLimit)}});
  }
  for (const auto& [field, value] : {std::pair<std::string_view, const std::string*>{"issuer", &paper.issuer}, {"number", &paper.number}}) {
    if (value->size() > kTitleLimit) {
      problems.push_back({std::string(field), std::string(text::cut(*value, kMaxProblemText)), "at most " + std::to_string(kTitleLimit) + " bytes",
                          msg::wrong_text_length, {std::to_string(kTitleLimit)}});
    }
  }
  paper.issued = read_date(form.issued, "issued", problems);
  paper.expires = read_date(form.expires, "expires", problems);
  if (paper.issued && paper.expires && *paper.expires <= *paper.issued) {
    problems.push_back({"expires", paper.expires->iso(), "after " + paper.issued->iso(), msg::wrong_period});
  }
  check_file(form, paper, problems);
  if (!problems.empty()) return Error{ErrorKind::invalid_input, std::move(problems)};
  return paper;
}

Result<Story> check_story(const Story& story) {
  Story clean{text::clean(story.name_en), text::nfc(text::trim(story.story)), text::nfc(text::trim(story.story_en))};
  if (clean.name_en.size() > kNameLimit) return length_error("name_en", kNameLimit, msg::wrong_text_length);
  if (clean.story.size() > kStoryLimit) return length_error("story", kStoryLimit, msg::wrong_text_length);
  if (clean.story_en.size() > kStoryLimit) return length_error("story_en", kStoryLimit, msg::wrong_text_length);
  return clean;
}

bool expired(const Paper& paper, Date today) { return paper.expires && *paper.expires < today; }

}  // namespace rules
}  // namespace ocop::producers
