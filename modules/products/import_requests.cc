#include "modules/products/import_requests.h"

#include <charconv>

#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/products/messages.h"

namespace ocop::products {

using input::Need;

namespace {
constexpr std::array<std::string_view, 4> kStateNames{"looked", "applied", "undone", "discarded"};
constexpr std::array<std::string_view, 5> kReachNames{"cell", "same_value", "fill_down", "heading", "all_rows"};
}  // namespace

std::string_view name(ImportState state) { return kStateNames[static_cast<std::size_t>(state)]; }
std::string_view name(UnderWay what) {
  constexpr std::array<std::string_view, 4> kNames{"nothing", "reading", "applying", "undoing"};
  return kNames[static_cast<std::size_t>(what)];
}
const Message& label(UnderWay what) {
  constexpr std::array<const Message*, 4> kLabels{&msg::import_state, &msg::under_way_reading, &msg::under_way_applying,
                                                  &msg::under_way_undoing};
  return *kLabels[static_cast<std::size_t>(what)];
}
std::string_view name(FixReach reach) { return kReachNames[static_cast<std::size_t>(reach)]; }
const Message& label(ImportState state) {
  constexpr std::array<const Message*, 4> kLabels{&msg::state_looked, &msg::state_applied, &msg::state_undone, &msg::state_discarded};
  return *kLabels[static_cast<std::size_t>(state)];
}
const Message& label(Outcome outcome) {
  constexpr std::array<const Message*, kOutcomes> kLabels{&msg::outcome_created, &msg::outcome_updated, &msg::outcome_unchanged,
                                                          &msg::outcome_suspected, &msg::outcome_wrong};
  return *kLabels[static_cast<std::size_t>(outcome)];
}
const Message& label(FixReach reach) {
  constexpr std::array<const Message*, 5> kLabels{&msg::fix_reach_cell, &msg::fix_reach_same_plain, &msg::fix_reach_down,
                                                  &msg::fix_reach_heading, &msg::fix_reach_all_rows};
  return *kLabels[static_cast<std::size_t>(reach)];
}

std::int64_t Import::rows() const {
  std::int64_t all = 0;
  for (const std::int64_t count : counts) all += count;
  return all;
}

std::string Import::told_in(Language language) const {
  const auto document = json::parse(told);
  return document ? std::string(document->root()[code(language)].text_or("")) : std::string();
}

std::vector<WrongCell> wrong_cells(const ImportRow& row) {
  std::vector<WrongCell> out;
  const auto document = json::parse(row.problems);
  if (!document) return out;
  const json::Node all = document->root();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto text = [one = all.at(i)](std::string_view key) { return std::string(one[key].text_or("")); };
    out.push_back({text("field"), text("column"), text("heading"), text("value"), text("expected"), text("reason_vi"), text("reason_en")});
  }
  return out;
}

std::vector<ImportHeading> headings_of(const Import& import) {
  std::vector<ImportHeading> out;
  const auto document = json::parse(import.headings);
  if (!document) return out;
  const json::Node all = document->root();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto text = [one = all.at(i)](std::string_view key) { return std::string(one[key].text_or("")); };
    out.push_back({text("sheet"), text("column"), text("heading"), text("field")});
  }
  return out;
}

const input::Declaration<ImportFile>& import_file() {
  static const input::Declaration<ImportFile> fields{
      input::file("file", &ImportFile::file,
                  {.label = msg::import_file, .hint = msg::import_file_hint, .missing = msg::import_file_missing, .most = kImportFile}),
      input::line("source", &ImportFile::source, {.label = msg::import_source,
                                                  .hint = msg::import_source_hint,
                                                  .missing = msg::import_source_missing,
                                                  .most = kSourceLimit})};
  return fields;
}

const input::Declaration<FixInput>& import_fix() {
  constexpr std::int64_t kFieldLimit = 40;   // the longest name of a column has 21 letters
  static const input::Declaration<FixInput> fields{
      input::version(&FixInput::version),
      input::integer("number", &FixInput::number,
                     {.label = msg::import_where, .need = Need::optional, .least = 0, .most = static_cast<std::int64_t>(kRegisterRows)}),
      input::line("field", &FixInput::field, {.label = msg::recipe_column, .most = kFieldLimit}),
      input::line("value", &FixInput::value,
                  {.label = msg::fix_value, .need = Need::optional, .most = static_cast<std::int64_t>(kPrintedLimit)}),
      input::choice("reach", &FixInput::reach, kFixReaches, {.label = msg::fix_reach_label, .need = Need::optional})};
  return fields;
}

const input::Declaration<ImportVersion>& import_version() {
  static const input::Declaration<ImportVersion> fields{input::version(&ImportVersion::version)};
  return fields;
}

}  // namespace ocop::products
