// A platform's own blank workbook, filled.
#include <algorithm>

#include "kernel/i18n/translate.h"
#include "modules/channels/blank.h"
#include "modules/channels/messages.h"
#include "modules/channels/service.h"

namespace ocop::channels {
namespace {

const sheets::FillLimits kLimits;

// The rows of a sheet that have a text of their own, up to one more than a blank may have.
Result<std::vector<sheets::Row>> top_rows(sheets::Workbook& book, std::size_t sheet) {
  std::vector<sheets::Row> out;
  OCOP_TRY(rows, book.rows(sheet));
  sheets::Row row;
  while (out.size() <= kBlankRows) {
    OCOP_TRY(more, rows->next(row));
    if (!more) break;
    const auto is_typed = [](const sheets::Cell& cell) { return !cell.formula && !cell.text.empty(); };
    if (std::ranges::any_of(row.cells, is_typed)) out.push_back(row);
  }
  return out;
}

// The sheet that has the most of our columns; others explain, or hold lists. What speaks against the first one is told when none fits.
struct Place { std::size_t sheet = 0; Layout layout; };
Result<Place> find_place(const Channel& channel, sheets::Workbook& book) {
  std::optional<Place> best;
  std::optional<Error> refused;
  constexpr std::size_t kMostSheets = 30;   // looked at: the fullest blank seen has nine, and each is read whole
  for (std::size_t i = 0; i < std::min(book.sheets().size(), kMostSheets); ++i) {
    if (book.sheets()[i].state == sheets::Sheet::State::hidden) continue;
    OCOP_TRY(rows, top_rows(book, i));
    if (rows.empty()) continue;
    auto layout = lay_out(channel, rows);
    const bool knows_it = layout || layout.error().problems.at(0).message.en != msg::blank_not_known.en;
    if (!layout) {
      if (!refused || knows_it) refused = layout.error();
    } else if (!best || layout->known > best->layout.known) {
      best = Place{i, std::move(*layout)};
    }
  }
  if (best) return std::move(*best);
  if (refused) return std::move(*refused);
  return Error::of(ErrorKind::invalid_input, Problem{"file", "", "a workbook with headings", msg::blank_not_known, {channel.title}});
}

}  // namespace

Result<Workbook> Service::fill_blank(const Actor& actor, ProducerId producer, std::string_view name, std::string_view file,
                                     Language language) const {
  OCOP_TRY(own, this->own(actor, producer));   // before a stranger's file costs anything
  const Channel* channel = find(name);
  if (!channel || std::ranges::find(channel->forms, Form::xlsx) == channel->forms.end())
    return Error::of(ErrorKind::not_found, "channel " + std::string(name));
  const std::lock_guard filling(filling_);
  OCOP_TRY(book, sheets::Workbook::open(sheets::Source::bytes(file), kLimits.reading));
  if (book.written_as() != "xlsx") return Error::of(ErrorKind::invalid_input, Problem{"file", "", ".xlsx", msg::blank_no_workbook, {}});
  OCOP_TRY(place, find_place(*channel, book));
  OCOP_TRY(lists, sheets::choices(file, place.sheet, place.layout.first_row, kLimits));
  Workbook out;
  std::vector<sheets::NewRow> rows;
  for (const Record& record : own.records) {
    Cells one = cells(place.layout, rules::fill(place.layout.channel, record, around(language)), lists);
    if (one.missing.empty()) rows.push_back(std::move(one.row));
    else out.left_out.push_back({record.product.id, record.product.code, record.product.name, std::move(one.missing)});
  }
  if (rows.empty()) {
    std::string lacking;
    if (!out.left_out.empty()) lacking = out.left_out[0].name + ": " + out.left_out[0].missing[0].key;
    return Error::of(ErrorKind::invalid_input,
                     Problem{"file", "", "an item with all that the blank requires", msg::blank_takes_none, {lacking}});
  }
  OCOP_TRY(bytes, sheets::fill(file, place.sheet, place.layout.first_row, rows, kLimits));
  out.written = rows.size();
  out.bytes = std::move(bytes);
  out.name = channel->name + "-" + std::to_string(out.written) + "-" + std::to_string(own.records.size()) + ".xlsx";
  return out;
}

}  // namespace ocop::channels
