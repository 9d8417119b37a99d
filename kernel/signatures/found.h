#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"

// Where the signatures of a PDF are, read by qpdf. Inner header.
namespace ocop::signatures {

struct Range { std::size_t from = 0, bytes = 0; };
struct Found {
  std::string format;                  // "/adbe.pkcs7.detached"
  std::string stated;                  // /M, "D:20261120093000+07'00'"; empty = not stated there
  std::string contents;                // as the dictionary says it
  std::vector<long long> ranges;       // /ByteRange as it stands
};
// Of every signature field that is signed, in the order of the form. Errors: of check().
Result<std::vector<Found>> find_signatures(std::string_view pdf);

// "D:20261120093000+07'00'" as an instant; nullopt: not such a text.
std::optional<Instant> read_pdf_time(const std::string& text);

}  // namespace ocop::signatures
