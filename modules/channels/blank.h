#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/sheets/fill.h"
#include "modules/channels/types.h"

// A platform's own blank workbook, uploaded by whoever sells there, and how the fields of our channel lie in it. Pure.
namespace ocop::channels {

inline constexpr std::size_t kBlankRows = 20;   // that a blank may have above its data: headings, marks, hints; the longest seen has six

struct Layout {
  std::size_t known = 0;               // fields of ours that have a column
  Channel channel;                     // those alone, in the order of `columns`; what the blank marks as required is required of an item
  std::vector<std::uint32_t> columns;
  std::uint32_t first_row = 0;         // below everything that stands there
};
// `rows`: of a sheet, from its first one, not none and at most kBlankRows + 1 that have a text of their own. A heading is the key or a
// name of a field, in any case, with marks or without. Errors: invalid_input on
// "file" when no row has headings that are known, when there are more rows than a blank has, and when a column that we do not know is
// required there (*, "bắt buộc", "mandatory", "required"): all of those by name.
Result<Layout> lay_out(const Channel& channel, std::span<const sheets::Row> rows);

// The values of an item as cells. A value that is not in the list of its column is left empty, and then missing where it is required; one
// that is in it is written as the list has it.
struct Cells {
  sheets::NewRow row;
  std::vector<Missing> missing;        // empty = it may be written
};
Cells cells(const Layout& layout, const Filled& filled, std::span<const sheets::Choices> lists);

}  // namespace ocop::channels
