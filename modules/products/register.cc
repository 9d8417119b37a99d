#include "modules/products/register.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <unordered_map>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"
#include "kernel/sheets/values.h"
#include "modules/products/messages.h"
#include "modules/products/register_columns.h"
#include "modules/products/rules.h"
#include "modules/products/units.h"

namespace ocop::products {
namespace {

// And kOwnRecognition, of what is of no register.
constexpr std::array<std::string_view, 4> kRecognitions{"decision", "reported_recognised", "council_result", "unofficial_list"};
constexpr std::size_t kProvinceDigits = 2, kUnitDigits = 5;   // Decision 19/2025/QĐ-TTg

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// "4", "4.0", "4 sao", "OCOP 4 sao", "★★★★": one number from 1 to 5 among the digits; else as printed, for the reason that is given.
std::string star_text(const sheets::Cell& cell) {
  const std::string printed = text::clean(cell.text);
  if (const auto number = sheets::whole(cell)) return std::to_string(*number);
  constexpr std::string_view kStar = "★";
  std::string folded = text::fold(printed);
  if (folded.empty() && printed.starts_with(kStar)) return std::to_string(printed.size() / kStar.size());
  std::optional<std::string> found;
  for (const std::string_view word : text::split(folded, ' ')) {
    if (word.find_first_of("0123456789") == std::string_view::npos) continue;
    if (found) return printed;
    found = std::string(word);
  }
  return found && folded.find("sao") != std::string::npos ? *found : printed;
}

// A year, also out of a day; 2024 in a cell that shows days is the day 2024 of the calendar, 16 July 1905, and means 2024.
std::string year_text(const sheets::Cell& cell) {
  const auto date = sheets::date(cell);
  if (!date) return text::clean(cell.text);
  if (cell.kind == sheets::Kind::date && date->year < kFirstYear && cell.number >= kFirstYear && cell.number < 2100)
    return std::to_string(static_cast<int>(cell.number));
  return std::to_string(date->year);
}

// The columns of one sheet.
struct Layout {
  const sheets::Header& header;
  std::optional<std::uint32_t> column(std::string_view field) const {
    const auto wanted = wanted_columns();
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (wanted[i].field == field) return header.columns[i];
    return std::nullopt;
  }
  // Beyond the last heading stands nothing of the table: a text with a separator in it was torn.
  std::uint32_t last_column() const {
    std::uint32_t last = 0;
    for (const auto& at : header.columns) last = std::max(last, at.value_or(0));
    for (const sheets::Heading& heading : header.unknown) last = std::max(last, heading.column);
    return last;
  }
};

class RowReader {
 public:
  // What every row of a file is read with.
  struct Reading {
    const places::Index& places;
    const Corrections& corrections;
    Date today;
  };
  RowReader(const Layout& layout, const sheets::Row& row, const Reading& with)
      : layout_(layout), row_(row), places_(with.places), corrections_(with.corrections), today_(with.today) {}

  // `above`: the row before it, for the question whether an empty cell means the same.
  RegisterRow read(Where where, const sheets::Row* above) {
    out_.where = std::move(where);
    read_values();
    out_.product.register_id = value("id");
    out_.code = value(kCode);
    if (out_.product.register_id.empty()) wrong("id", "a text that names the row", msg::wrong_row_id);
    out_.product.name = value("product_name");
    if (out_.product.name.empty() || text::characters(out_.product.name) > rules::kNameLimit) {
      wrong("product_name", "1.." + std::to_string(rules::kNameLimit) + " characters", msg::wrong_product_name,
            {std::to_string(rules::kNameLimit)});
    }
    for (const std::string_view column : kColumns) {
      if (column != "product_name" && text::characters(value(column)) > kPrintedLimit)
        wrong(column, "at most " + std::to_string(kPrintedLimit) + " characters", msg::wrong_long_text, {std::to_string(kPrintedLimit)});
    }
    if (!row_.cells.empty() && row_.cells.back().column > layout_.last_column()) {
      out_.problems.push_back({"", std::string(text::cut(row_.cells.back().text, kMaxProblemText)),
                               "nothing beyond column " + sheets::column_letter(layout_.last_column()), msg::wrong_columns, {}});
    }
    if (!asks_above(above)) {
      read_maker();
      read_place();
      read_standing();
    }
    out_.province = value("province");
    out_.product.group_as_printed = value("group");
    out_.product.group = rules::group_of_printed(out_.product.group_as_printed);
    keep_row();
    return std::move(out_);
  }

 private:
  const std::string& value(std::string_view column) const {
    static const std::string kNone;
    const auto found = values_.find(column);
    return found == values_.end() ? kNone : found->second;
  }
  void wrong(std::string_view column, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
    const std::string& told = column == "decision" ? decision_cell_ : value(column);
    out_.problems.push_back({std::string(column), std::string(text::cut(told, kMostTold)), std::move(expected), message,
                             std::move(arguments)});
  }

  // The text of each column, in the one form that the digest is of: the same row from CSV and from XLSX is the same.
  void read_values() {
    for (const sheets::Wanted& wanted : wanted_columns()) {
      const auto at = layout_.column(wanted.field);
      const sheets::Cell* cell = at ? row_.at(*at) : nullptr;
      if (const std::string* said = at ? nullptr : corrections_.said(wanted.field))
        values_[std::string(wanted.field)] = printed(wanted.field, {.kind = sheets::Kind::text, .text = *said});
      if (const std::string* instead = corrected(wanted.field, cell)) {
        values_[std::string(wanted.field)] = printed(wanted.field, {.kind = sheets::Kind::text, .text = *instead});
        continue;
      }
      if (!cell) continue;
      std::string& text = values_[std::string(wanted.field)];
      text = printed(wanted.field, *cell);
      if (cell->kind == sheets::Kind::error) wrong(wanted.field, "a value", msg::wrong_cell_error);
      if (cell->kind == sheets::Kind::empty && cell->formula) wrong(wanted.field, "a value", msg::wrong_formula_empty);
      if (cell->digits_lost) wrong(wanted.field, "all digits, as text", msg::wrong_digits_lost);
    }
    // A day of its own column belongs to the decision's text, where it is looked for.
    auto& decision = values_["decision"];
    decision_cell_ = decision;
    const std::string& decided = value(kDecisionDate);
    if (!decided.empty() && !decision.empty() && !rules::parse_decision(decision, std::nullopt).date) decision += " ngày " + decided;
  }
  const std::string* corrected(std::string_view field, const sheets::Cell* cell) const {
    if (corrections_.empty()) return nullptr;
    return corrections_.of({out_.where.sheet, out_.where.row, std::string(field)}, cell ? printed(field, *cell) : std::string());
  }
  static std::string printed(std::string_view field, const sheets::Cell& cell) {
    if (field == "star") return star_text(cell);
    if (field == "year") return year_text(cell);
    if (field == "current_province_code") return sheets::code(cell, kProvinceDigits).value_or(text::clean(cell.text));
    if (field == "current_unit_code") return sheets::code(cell, kUnitDigits).value_or(text::clean(cell.text));
    if (field == "entity_type") return entity_type_of(text::clean(cell.text));
    if (field == "recognition") return recognition_of(text::clean(cell.text));
    if (field == kDecisionDate) {
      const auto date = sheets::date(cell);
      return date && date->day ? date->day->show(Language::vi) : text::clean(cell.text);
    }
    return text::clean(cell.text);
  }

  // A merged area that was saved as text leaves its value in the first row alone. Nothing is filled in by guessing: it is asked.
  bool asks_above(const sheets::Row* above) {
    if (!above || !value("province").empty() || !value("current_province_code").empty()) return false;
    bool asked = false;
    for (const std::string_view field : {"entity_name", "commune", "district", "province", "decision", "year"}) {
      const auto at = layout_.column(field);
      if (!at || !value(field).empty()) continue;
      const std::string before = text::clean(above->text(*at));
      if (before.empty()) continue;
      if (corrections_.fills(field)) {
        values_[std::string(field)] = printed(field, *above->at(*at));
        continue;
      }
      asked = true;
      wrong(field, "the value, also when it is the one above", msg::wrong_same_as_above, {std::string(text::cut(before, kMaxProblemText))});
    }
    return asked;
  }

  void read_maker() {
    out_.maker = value("entity_name");
    const std::string& printed = value("entity_type");
    if (printed.empty()) return;
    // Two names of the file are narrower than ours.
    if (printed == "household_business") out_.kind = producers::Kind::household;
    else if (printed == "production_facility") out_.kind = producers::Kind::other;
    else if (const auto kind = producers::parse_kind(printed)) out_.kind = *kind;
    else
      wrong("entity_type", "cooperative, cooperative_group, enterprise, household_business, farm, production_facility or empty",
            msg::wrong_entity_type);
  }

  void read_place() {
    const std::string &province = value("province"), &code = value("current_province_code"), &unit = value("current_unit_code");
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
      if (!commune || commune->province != out_.product.province)
        wrong("current_unit_code", "a unit of province " + out_.product.province, msg::wrong_unit);
      else out_.product.commune = commune->code;
    }
    for (const std::string_view column : {"commune", "district", "province"}) {
      const std::string& part = value(column);
      if (!part.empty()) out_.product.place_as_printed.append(out_.product.place_as_printed.empty() ? "" : ", ").append(part);
    }
    if (value("commune").empty() || out_.product.province.empty()) return;
    out_.product.unit_choices = unit_choices(places_, out_.product);
    if (unit.empty() || !out_.product.unit_choices.empty())
      out_.units = units_today(places_, out_.product.province, out_.product.place_as_printed);
  }

  void read_standing() {
    Standing& standing = out_.product.standing;
    standing.basis = Standing::Basis::imported;
    const std::string &stars = value("star"), &year = value("year");
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
    const bool own = standing.recognition == kOwnRecognition && !out_.code.empty();
    if (!own && std::ranges::find(kRecognitions, standing.recognition) == kRecognitions.end())
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
  void keep_row() {
    std::string all;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      out_.values[i] = value(kColumns[i]);
      all.append(kColumns[i]).append("=").append(out_.values[i]).append("\n");
    }
    out_.digest = crypto::sha256_hex(all);
  }

  const Layout& layout_;
  const sheets::Row& row_;
  const places::Index& places_;
  const Corrections& corrections_;
  Date today_;
  std::map<std::string, std::string, std::less<>> values_;
  std::string decision_cell_;                      // without the day of the other column
  RegisterRow out_;
};

// Reads the sheets of a workbook one after the other into one register.
// What a person said of the headings goes before what their names say.
void name_headings(sheets::Header& header, const Corrections& corrections) {
  const auto wanted = wanted_columns();
  std::vector<sheets::Heading> all = header.unknown;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (header.columns[i]) all.push_back({*header.columns[i], header.texts[i]});
  const auto take = [&](std::size_t i) {
    header.columns[i].reset();
    header.texts[i].clear();
  };
  for (const sheets::Heading& heading : all) {
    const std::string* field = corrections.field_of(heading.text);
    if (!field) continue;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (header.columns[i] == heading.column) take(i);
    const auto meant = static_cast<std::size_t>(std::ranges::find(wanted, *field, &sheets::Wanted::field) - wanted.begin());
    if (meant == wanted.size()) continue;
    header.columns[meant] = heading.column;
    header.texts[meant] = heading.text;
  }
  header.unknown.clear();
  std::ranges::sort(all, {}, &sheets::Heading::column);
  for (sheets::Heading& heading : all)
    if (std::ranges::find(header.columns, std::optional(heading.column)) == header.columns.end())
      header.unknown.push_back(std::move(heading));
  header.missing.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i].need == sheets::Need::required && !header.columns[i] && !corrections.said(wanted[i].field)) header.missing.push_back(i);
}

std::vector<Column> headings_of(const std::string& sheet, const sheets::Header& header) {
  std::vector<std::pair<std::uint32_t, Column>> all;
  for (std::size_t i = 0; i < header.columns.size(); ++i)
    if (const auto at = header.columns[i])
      all.push_back({*at, {sheet, std::string(wanted_columns()[i].field), sheets::column_letter(*at), header.texts[i]}});
  for (const sheets::Heading& heading : header.unknown)
    all.push_back({heading.column, {sheet, {}, sheets::column_letter(heading.column), heading.text}});
  std::ranges::sort(all, {}, [](const auto& one) { return one.first; });
  std::vector<Column> out;
  for (auto& [at, one] : all)
    if (out.size() < kMostHeadings && text::characters(one.heading) <= kPrintedLimit) out.push_back(std::move(one));
  return out;
}

class RegisterReader {
 public:
  RegisterReader(const RowReader::Reading& with, const Steps& steps) : with_(with), steps_(steps) {}

  Result<RegisterFile> read(sheets::Workbook& book) {
    out_.written_as = book.written_as();
    for (std::size_t i = 0; i < book.sheets().size(); ++i) {
      const sheets::Sheet& sheet = book.sheets()[i];
      if (sheet.state == sheets::Sheet::State::hidden) {
        out_.ignored_sheets.push_back(sheet.name);
        continue;
      }
      OCOP_TRY(rows, book.rows(i));
      sheet_ = &sheet.name;
      OCOP_CHECK(read_sheet(sheet.name, *rows));
    }
    if (out_.columns.empty() && missing_.empty()) return no_register();
    if (out_.columns.empty()) {
      out_.missing = std::move(missing_);
      out_.headings = std::move(incomplete_);
    }
    return std::move(out_);
  }

 private:
  Result<void> read_sheet(const std::string& name, sheets::Rows& rows) {
    std::vector<sheets::Row> first;
    bool more = true;
    while (more && first.size() < sheets::kHeaderRows) {
      OCOP_TRY(read, rows.next(first.emplace_back()));
      more = read;
      if (!more) first.pop_back();
    }
    if (first.empty()) return {};   // an empty sheet, as every new workbook has two of
    auto header = sheets::find_header(first, wanted_columns());
    if (header) name_headings(*header, with_.corrections);
    if (!header || !header->missing.empty()) {
      if (header && (missing_.empty() || header->missing.size() < missing_.size())) {
        missing_.clear();
        for (const std::size_t one : header->missing) missing_.emplace_back(wanted_columns()[one].field);
        incomplete_ = headings_of(name, *header);
      }
      out_.ignored_sheets.push_back(name);
      return {};
    }
    note_columns(name, *header);
    const Layout layout{*header};
    last_row_ = header->last_row;
    std::optional<sheets::Row> above;
    const auto take = [&](sheets::Row& row) -> Result<void> {
      if (row.number <= header->last_row) return {};
      return read_row(name, layout, row, above);
    };
    for (sheets::Row& row : first) OCOP_CHECK(take(row));
    for (sheets::Row row; more;) {
      OCOP_TRY(read, rows.next(row));
      more = read;
      if (more) OCOP_CHECK(take(row));
    }
    return {};
  }

  void note_columns(const std::string& sheet, const sheets::Header& header) {
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
      if (header.columns[i])
        out_.columns.push_back({sheet, std::string(wanted_columns()[i].field), sheets::column_letter(*header.columns[i]), header.texts[i]});
    }
    for (Column& heading : headings_of(sheet, header)) out_.headings.push_back(std::move(heading));
    for (const sheets::Heading& heading : header.unknown) {
      if (std::ranges::find(out_.ignored_columns, heading.text) == out_.ignored_columns.end()) out_.ignored_columns.push_back(heading.text);
    }
  }

  Result<void> read_row(const std::string& sheet, const Layout& layout, sheets::Row& row, std::optional<sheets::Row>& above) {
    const Where where{sheet, row.number, row.line};
    if (row.number > last_row_ + 1) {
      const std::uint32_t blank = row.number - last_row_ - 1;
      out_.left_out.push_back({LeftOut::Reason::blank, {sheet, last_row_ + 1, row.line > blank ? row.line - blank : 1}, blank, {}});
    }
    last_row_ = row.number;
    const bool numbers = sheets::is_column_numbers(row) && !above;
    if (numbers || sheets::is_total(row)) {
      out_.left_out.push_back({numbers ? LeftOut::Reason::column_numbers : LeftOut::Reason::total, where, 1,
                               std::string(text::cut(row.cells.front().text, kMaxProblemText))});
      return {};
    }
    if (out_.rows.size() + out_.more_wrong == kRegisterRows) {
      return Error::of(
          ErrorKind::too_large,
          Problem{
              "file", "", "at most " + std::to_string(kRegisterRows) + " rows", msg::register_too_long, {std::to_string(kRegisterRows)}});
    }
    if (steps_ && out_.rows.size() % kStep == 0) steps_(out_.rows.size());
    RegisterRow read = RowReader(layout, row, with_).read(where, above ? &*above : nullptr);
    check_id(read);
    keep(std::move(read));
    // The cell above an empty one is the last that was filled.
    if (above) {
      for (const sheets::Cell& cell : above->cells)
        if (!row.at(cell.column)) row.cells.push_back(cell);
      std::ranges::sort(row.cells, {}, &sheets::Cell::column);
    }
    above = std::move(row);
    return {};
  }

  void keep(RegisterRow row) {
    if (!row.problems.empty() && ++wrong_ > kMostWrongTold) ++out_.more_wrong;
    else out_.rows.add(std::move(row));
  }

  void check_id(RegisterRow& row) {
    if (row.product.register_id.empty()) return;
    // Ids of two registers may be the same; a code is one product's.
    const Seen here{sheet_, row.where.row, static_cast<std::uint32_t>(row.where.line)};
    const auto [first, fresh] = seen_.emplace(row.code.empty() ? row.product.register_id : std::string(kCode) + " " + row.code, here);
    if (fresh) return;
    const Seen& there = first->second;
    row.problems.push_back({"id",
                            std::string(text::cut(row.product.register_id, kMaxProblemText)),
                            "an id once in the file",
                            msg::wrong_row_id_repeated,
                            {there.sheet->empty() ? std::to_string(there.line) : std::to_string(there.row) + " (" + *there.sheet + ")"}});
  }

  static Error no_register() {
    std::string names;
    for (const sheets::Wanted& wanted : wanted_columns())
      if (wanted.need == sheets::Need::required) names.append(names.empty() ? "" : ", ").append(wanted.field);
    return Error::of(ErrorKind::malformed_request, Problem{"file", "", "a row of column names", msg::no_heading, {names}});
  }

  struct Seen { const std::string* sheet = nullptr; std::uint32_t row = 0, line = 0; };
  RowReader::Reading with_;
  const Steps& steps_;
  RegisterFile out_;
  const std::string* sheet_ = nullptr;     // name of the one that is read
  std::unordered_map<std::string, Seen> seen_;   // ids
  std::uint32_t last_row_ = 0;
  std::size_t wrong_ = 0;
  std::vector<std::string> missing_;       // of the sheet that lacks fewest
  std::vector<Column> incomplete_;         // its headings
};

}  // namespace

const std::string* Corrections::of(const CellAddress& cell, std::string_view printed) const {
  if (const auto found = cells_.find(cell); found != cells_.end()) return &found->second;
  const auto found = values_.find({cell.field, std::string(printed)});
  return found == values_.end() || printed.empty() ? nullptr : &found->second;
}

namespace {
// What is kept of a product that is of no register says what the row says.
bool says_the_same(const Known& known, const RegisterRow& row) {
  const Product& product = row.product;
  const Standing& standing = product.standing;
  return known.name == product.name && known.maker_name == row.maker && known.province == product.province &&
         known.commune == product.commune && known.place_as_printed == product.place_as_printed && known.stars == standing.stars &&
         known.decision == standing.decision && known.year == standing.year && known.source_url == standing.source_url;
}
}  // namespace

namespace {
std::optional<Problem> wrong_code(const RegisterRow& row, const Known* product) {
  const auto wrong = [](std::string_view field, const std::string& got, std::string expected, const Message& message) {
    return Problem{std::string(field), got, std::move(expected), message, {}};
  };
  if (!product) return wrong(kCode, row.code, "a code of this register, or empty", msg::wrong_code);
  const bool own = product->digest.empty();
  const std::string& id = own ? product->code : product->register_id;
  if (row.product.register_id != id) return wrong("id", row.product.register_id, id, msg::wrong_id_of_code);
  if (own && (row.product.standing.recognition != kOwnRecognition || !says_the_same(*product, row)))
    return wrong("", row.code, "as it was exported", msg::wrong_own_changed);
  if (!own && row.product.standing.recognition == kOwnRecognition)
    return wrong("recognition", std::string(kOwnRecognition), "as it was exported", msg::wrong_recognition);
  return std::nullopt;
}
}  // namespace

void settle_codes(RegisterRows& rows, const std::vector<Known>& known) {
  std::unordered_map<std::string_view, const Known*> by_code;   // made when the first row says a code
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.code(i).empty() || !rows.sound(i)) continue;
    if (by_code.empty())
      for (const Known& one : known) by_code.emplace(one.code, &one);
    const auto found = by_code.find(rows.code(i));
    auto wrong = wrong_code(rows[i], found == by_code.end() ? nullptr : found->second);
    if (wrong) rows.spoil(i, {std::move(*wrong)});
  }
}

Result<RegisterFile> look_at_register(const sheets::Source& source, const places::Index& places, Date today,
                                      const Corrections& corrections, const Steps& steps) {
  OCOP_TRY(book, sheets::Workbook::open(source));
  return RegisterReader({places, corrections, today}, steps).read(book);
}

Result<RegisterFile> read_register(const sheets::Source& source, const places::Index& places, Date today, const Corrections& corrections) {
  OCOP_TRY(file, look_at_register(source, places, today, corrections));
  if (file.missing.empty()) return std::move(file);
  const std::string& first = file.missing.front();
  return Error::of(ErrorKind::malformed_request,
                   Problem{first, "", "a column of this name in the heading", msg::missing_columns, {first}});
}

}  // namespace ocop::products
