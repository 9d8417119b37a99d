#include "kernel/gs1/scan.h"

#include <algorithm>
#include <array>

#include "kernel/gs1/element_string.h"
#include "kernel/gs1/gtin.h"

namespace ocop::gs1 {
namespace {

enum class Content : std::uint8_t { text, elements, digits13, digits8 };
struct Row {
  Symbology symbology;
  std::string_view sign;
  Content content;
};
constexpr std::array kRows{
    Row{Symbology::ean13, "]E0", Content::digits13},          Row{Symbology::ean8, "]E4", Content::digits8},
    Row{Symbology::data_bar, "]e0", Content::elements},       Row{Symbology::gs1_128, "]C1", Content::elements},
    Row{Symbology::qr, "]Q1", Content::text},                 Row{Symbology::gs1_qr, "]Q3", Content::elements},
    Row{Symbology::data_matrix, "]d1", Content::text},        Row{Symbology::gs1_data_matrix, "]d2", Content::elements},
    Row{Symbology::dot_code, "]J0", Content::text},           Row{Symbology::gs1_dot_code, "]J1", Content::elements},
};

const Row& row_of(Symbology symbology) { return *std::ranges::find(kRows, symbology, &Row::symbology); }

}  // namespace

bool Scan::is_elements() const { return row_of(symbology).content == Content::elements; }

Result<Scan> read_scan(std::string_view sent) {
  constexpr std::size_t kSign = 3;
  const auto row = std::ranges::find(kRows, sent.substr(0, kSign), &Row::sign);
  if (row == kRows.end()) return malformed("scan", sent, "a symbology identifier such as ]C1 or ]Q1");
  Scan out{row->symbology, std::string(sent.substr(kSign))};
  if (row->content == Content::elements) OCOP_CHECK(read_element_string(out.text));
  const std::size_t digits = row->content == Content::digits13 ? 13 : row->content == Content::digits8 ? 8 : 0;
  if (digits > 0 && (out.text.size() != digits || content_fault("csum", out.text)))
    return malformed("scan", out.text, std::to_string(digits) + " digits with a check digit");
  return out;
}

std::string to_scan(const Scan& scan) { return std::string(row_of(scan.symbology).sign) + scan.text; }

}  // namespace ocop::gs1
