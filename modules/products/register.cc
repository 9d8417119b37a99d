#include "modules/products/register.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "modules/products/messages.h"
#include "modules/products/rules.h"

namespace ocop::products {
namespace {

constexpr std::array<std::string_view, 4> kRequired{"id", "product_name", "province", "recognition"};
constexpr std::array<std::string_view, 18> kColumns{"id", "product_name", "entity_name", "entity_type", "commune", "district", "province",
                                                    "star", "score", "group", "decision", "year", "recognition", "source_url",
                                                    "source_kind", "current_province_code", "current_unit_code", "note"};
constexpr std::array<std::string_view, 4> kRecognitions{"decision", "reported_recognised", "council_result", "unofficial_list"};

// Where each column stands in this file.
struct Columns {
  std::map<std::string, std::size_t, std::less<>> at;
  std::size_t count = 0;
};

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

class RowReader {
 public:
  RowReader(const Columns& columns, const csv::Row& row, const places::Index& places, Date today)
      : columns_(columns), row_(row), places_(places), today_(today) {
    out_.line = row.line;
  }

  RegisterRow read() {
    out_.product.register_id = value("id");
    if (out_.product.register_id.empty()) wrong("id", "a text that names the row", msg::wrong_row_id);
    out_.product.name = value("product_name");
    if (out_.product.name.empty() || out_.product.name.size() > rules::kNameLimit) {
      wrong("product_name", "1.." + std::to_string(rules::kNameLimit) + " bytes", msg::wrong_product_name, {std::to_string(rules::kNameLimit)});
    }
    for (const std::string_view column : kColumns) {
      if (column != "product_name" && value(column).size() > kPrintedLimit)
        wrong(column, "at most " + std::to_string(kPrintedLimit) + " bytes", msg::wrong_long_text, {std::to_string(kPrintedLimit)});
    }
    read_maker();
    read_place();
    read_standing();
    out_.product.group_as_printed = value("group");
    out_.product.group = rules::group_of_printed(out_.product.group_as_printed);
    out_.digest = digest();
    return std::move(out_);
  }

 private:
  std::string value(std::string_view column) const {
    const auto found = columns_.at.find(column);
    return found == columns_.at.end() ? std::string() : text::clean(row_.fields[found->second]);
  }
  void wrong(std::string_view column, std::string expected, const Message& message, std::vector<std::string> arguments = {}) {
    out_.problems.push_back({std::string(column), std::string(text::cut(value(column), kMaxProblemText)), std::move(expected), message,
                             std::move(arguments)});
  }

  void read_maker() {
    out_.maker = value("entity_name");
    const std::string printed = value("entity_type");
    if (printed.empty()) return;
    // Two names of the file are narrower than ours.
    if (printed == "household_business") out_.kind = producers::Kind::household;
    else if (printed == "production_facility") out_.kind = producers::Kind::other;
    else if (const auto kind = producers::parse_kind(printed)) out_.kind = *kind;
    else wrong("entity_type", "cooperative, cooperative_group, enterprise, household_business, farm, production_facility or empty", msg::wrong_entity_type);
  }

  void read_place() {
    const std::string province = value("province"), code = value("current_province_code"), unit = value("current_unit_code");
    const places::Province* named = places_.province_named(province);
    const places::Province* coded = places_.province(code);
    if (!code.empty() && !coded) wrong("current_province_code", "a code of 34 provinces", msg::wrong_province);
    else if (!coded && !named) wrong("province", "a province, present or former", msg::wrong_province);
    else if (coded && named && coded != named) {
      wrong("current_province_code", named->code, msg::wrong_province_differs, {named->name});
    }
    if (const places::Province* today = coded ? coded : named) out_.product.province = today->code;
    if (!unit.empty()) {
      const places::Commune* commune = places_.commune(unit);
      if (!commune || commune->province != out_.product.province) wrong("current_unit_code", "a unit of province " + out_.product.province, msg::wrong_unit);
      else out_.product.commune = unit;
    }
    for (const std::string_view column : {"commune", "district", "province"}) {
      const std::string part = value(column);
      if (!part.empty()) out_.product.place_as_printed.append(out_.product.place_as_printed.empty() ? "" : ", ").append(part);
    }
  }

  void read_standing() {
    Standing& standing = out_.product.standing;
    standing.basis = Standing::Basis::imported;
    const std::string stars = value("star"), year = value("year");
    if (!stars.empty()) {
      const auto number = whole_number(stars);
      if (!number || *number < 1 || *number > 5) wrong("star", "1..5 or empty", msg::wrong_star);
      else standing.stars = *number;
    }
    const int this_year = today_.civil().year;
    if (!year.empty()) {
      const auto number = whole_number(year);
      if (number && *number >= kFirstYear && *number <= this_year) standing.year = *number;
      else wrong("year", std::to_string(kFirstYear) + ".." + std::to_string(this_year) + " or empty", msg::wrong_year,
                 {std::to_string(kFirstYear), std::to_string(this_year)});
    }
    standing.recognition = value("recognition");
    standing.decision = value("decision");
    if (std::ranges::find(kRecognitions, standing.recognition) == kRecognitions.end())
      wrong("recognition", "decision, reported_recognised, council_result or unofficial_list", msg::wrong_recognition);
    if (standing.recognition == "decision" && standing.decision.empty()) wrong("decision", "the decision", msg::wrong_decision_missing);
    standing.decided = rules::parse_decision(standing.decision, standing.year).date;
    if (standing.decided && *standing.decided > today_) wrong("decision", "not after " + today_.iso(), msg::wrong_decision_future);
    standing.valid_until = last_printed_day(standing);
    standing.source_url = value("source_url");
    if (!standing.source_url.empty() && !standing.source_url.starts_with("https://") && !standing.source_url.starts_with("http://"))
      wrong("source_url", "http:// or https://", msg::wrong_source_url);
    standing.source_kind = value("source_kind");
  }

  // Only an exact day gives an end that may be shown.
  static std::optional<Date> last_printed_day(const Standing& standing) {
    return rules::standing_class(standing) == StandingClass::dated ? last_day(standing) : std::nullopt;
  }

  // Of the known columns: a changed note alone is a change of the row as well.
  std::string digest() const {
    std::string all;
    for (const std::string_view column : kColumns) all.append(column).append("=").append(value(column)).append("\n");
    return crypto::sha256_hex(all);
  }

  const Columns& columns_;
  const csv::Row& row_;
  const places::Index& places_;
  Date today_;
  RegisterRow out_;
};

Result<Columns> read_heading(const csv::Row& heading, std::vector<std::string>& ignored) {
  Columns columns;
  columns.count = heading.fields.size();
  for (std::size_t i = 0; i < heading.fields.size(); ++i) {
    const std::string name = text::clean(heading.fields[i]);
    if (std::ranges::find(kColumns, name) == kColumns.end()) ignored.push_back(name);
    else columns.at.emplace(name, i);
  }
  for (const std::string_view column : kRequired) {
    if (columns.at.contains(column)) continue;
    return Error::of(ErrorKind::malformed_request, Problem{std::string(column), "", "a column of this name in the first line",
                                                           msg::missing_columns, {std::string(column)}});
  }
  return columns;
}

// English words of OCOP names and what registers print for them. Longer phrases first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kGlossary{{
    {"fish sauce", "nuoc mam"}, {"black pepper", "tieu den"}, {"green tea", "tra xanh"}, {"community based", "cong dong"},
    {"community", "cong dong"}, {"cultural", "van hoa"},      {"culture", "van hoa"},    {"tourism", "du lich"},
    {"ecological", "sinh thai"}, {"eco", "sinh thai"},        {"ethnic", "dan toc"},     {"village", "ban lang"},
    {"coffee", "ca phe"},       {"honey", "mat ong"},         {"rice", "gao"},           {"tea", "tra"},
    {"pepper", "tieu"},         {"cashew", "hat dieu"},       {"coconut", "dua"},        {"ginseng", "sam"},
    {"mushroom", "nam"},        {"dried", "say"},             {"roasted", "rang"},       {"powder", "bot"},
    {"lotus", "sen"},           {"red lotus", "sen do"},      {"ceramic", "gom su"},     {"wine", "ruou"},
    {"oil", "tinh dau"},        {"shrimp", "tom"},
}};
// Words that name nothing.
constexpr std::array<std::string_view, 8> kEmptyWords{"in", "of", "the", "and", "va", "cua", "with", "from"};

bool nearly_same(const NameWords& a, const NameWords& b) {
  if (!a.head.empty() && !b.head.empty() && a.head != b.head) return false;
  std::vector<std::string_view> both;
  std::ranges::set_intersection(a.words, b.words, std::back_inserter(both));
  const std::size_t all = a.words.size() + b.words.size() - both.size();
  return all > 0 && static_cast<double>(both.size()) >= kLikeness * static_cast<double>(all);
}

}  // namespace

Result<RegisterFile> read_register(std::string_view file, const places::Index& places, Date today) {
  if (!text::is_valid_utf8(file)) return Error::of(ErrorKind::malformed_request, "the register file is not UTF-8");
  OCOP_TRY(rows, csv::parse(file));
  if (rows.empty()) return Error::of(ErrorKind::malformed_request, "the register file is empty");
  RegisterFile out;
  OCOP_TRY(columns, read_heading(rows[0], out.ignored_columns));
  std::map<std::string, std::size_t> seen;
  for (const csv::Row& row : std::span(rows).subspan(1)) {
    if (row.fields.size() == 1 && text::trim(row.fields[0]).empty()) continue;   // a blank line
    if (row.fields.size() != columns.count) {
      RegisterRow wrong;
      wrong.line = row.line;
      wrong.problems.push_back({"", std::to_string(row.fields.size()) + " fields", std::to_string(columns.count) + " fields", msg::wrong_columns});
      out.rows.push_back(std::move(wrong));
      continue;
    }
    out.rows.push_back(RowReader(columns, row, places, today).read());
    RegisterRow& read = out.rows.back();
    if (read.product.register_id.empty()) continue;
    const auto [first, fresh] = seen.emplace(read.product.register_id, row.line);
    if (!fresh) {
      read.problems.push_back({"id", std::string(text::cut(read.product.register_id, kMaxProblemText)), "an id once in the file",
                               msg::wrong_row_id_repeated, {std::to_string(first->second)}});
    }
  }
  return out;
}

NameWords name_words(std::string_view name) {
  std::string folded = " " + text::fold(name) + " ";
  const std::string printed = folded;
  for (const auto& [english, vietnamese] : kGlossary) {
    const std::string needle = " " + std::string(english) + " ", with = " " + std::string(vietnamese) + " ";
    for (std::size_t at = 0; (at = folded.find(needle, at)) != std::string::npos;) folded.replace(at, needle.size(), with);
  }
  NameWords out;
  for (const std::string_view word : text::split(text::trim(folded), ' ')) {
    if (!word.empty() && std::ranges::find(kEmptyWords, word) == kEmptyWords.end()) out.words.emplace_back(word);
  }
  if (folded == printed && !out.words.empty()) out.head = out.words.front();
  std::ranges::sort(out.words);
  out.words.erase(std::ranges::unique(out.words).begin(), out.words.end());
  return out;
}

std::size_t DuplicateFinder::add(const Likeness& row) {
  const std::size_t number = entries_.size();
  Entry entry{producers::name_core(row.maker), row.source_url, name_words(row.name)};
  by_name_[row.province + " " + text::fold(row.name)].push_back(number);
  if (!entry.maker_core.empty()) by_maker_[row.province + " " + entry.maker_core].push_back(number);
  entries_.push_back(std::move(entry));
  return number;
}

std::optional<std::size_t> DuplicateFinder::find(const Likeness& row, std::size_t before) const {
  const std::string folded = text::fold(row.name), core = producers::name_core(row.maker);
  std::optional<std::size_t> earliest;
  const auto take = [&](std::size_t number) { if (number < before && (!earliest || number < *earliest)) earliest = number; };
  // (a)
  if (const auto same = by_name_.find(row.province + " " + folded); same != by_name_.end()) {
    for (const std::size_t number : same->second)
      if (core.empty() || entries_[number].maker_core.empty() || entries_[number].maker_core == core) take(number);
  }
  // (b)
  if (core.empty()) return earliest;
  if (const auto same = by_maker_.find(row.province + " " + core); same != by_maker_.end()) {
    const auto words = name_words(row.name);
    for (const std::size_t number : same->second) {
      const Entry& entry = entries_[number];
      if (entry.source_url != row.source_url && nearly_same(entry.name, words)) take(number);
    }
  }
  return earliest;
}

}  // namespace ocop::products
