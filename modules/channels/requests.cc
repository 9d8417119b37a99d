#include "modules/channels/requests.h"

#include "modules/channels/messages.h"

namespace ocop::channels {

const input::Declaration<Blank>& blank_workbook() {
  constexpr std::int64_t kFile = 8 << 20;   // as sheets::FillLimits: blanks with all categories are under 2 MB
  static const input::Declaration<Blank> fields{
      input::choice("channel", &Blank::channel,
                    {{"shopee", msg::of_shopee}, {"lazada", msg::of_lazada}, {"tiktok", msg::of_tiktok}, {"tiki", msg::of_tiki},
                     {"portal", msg::of_portal}},
                    {.label = msg::blank_of}),
      input::file("file", &Blank::file, {.label = msg::blank_file, .hint = msg::blank_hint, .missing = msg::blank_missing, .most = kFile})};
  return fields;
}

}  // namespace ocop::channels
