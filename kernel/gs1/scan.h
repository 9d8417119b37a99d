#pragma once
#include "kernel/gs1/syntax.h"

// What a reader sends: an AIM symbology identifier ("]d2", "]E0") and the data (GS1 General Specifications §5.4.6.4).
namespace ocop::gs1 {

enum class Symbology : std::uint8_t { ean13, ean8, data_bar, gs1_128, qr, gs1_qr, data_matrix, gs1_data_matrix, dot_code, gs1_dot_code };

struct Scan {
  Symbology symbology = Symbology::qr;
  std::string text;          // what stands after the identifier; of EAN-13 13 digits
  bool is_elements() const;  // `text` is an element string
};
// Error malformed_request: an identifier that no carrier of ours has, a wrong length or check digit, elements that are not.
Result<Scan> read_scan(std::string_view sent);
std::string to_scan(const Scan& scan);

}  // namespace ocop::gs1
