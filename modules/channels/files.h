#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "modules/channels/types.h"

// A channel's rows as a file. Pure but for the temporary file of a workbook.
namespace ocop::channels::files {

using Rows = std::span<const std::vector<std::string>>;
struct About {
  std::string title, link;             // of RSS: what the channel element says
  Instant made;
  Language language = Language::vi;    // of the texts
};

Result<std::string> write(const Channel& channel, Form form, Rows rows, const About& about);
std::string_view content_type(Form form);
bool is_number(From from);             // a whole number in a workbook, so that a spreadsheet can add it up

}  // namespace ocop::channels::files
