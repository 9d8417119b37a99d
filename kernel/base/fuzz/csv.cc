// Whatever the bytes: parse() ends, gives valid UTF-8 within its limits, and what is written again reads the same.
#include "kernel/base/csv.h"

#include <cstdlib>

#include "kernel/base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ocop;
  const csv::Limits limits{.rows = 1000, .fields = 50, .field_bytes = 5000};
  const auto parsed = csv::parse({reinterpret_cast<const char*>(data), size}, limits);
  if (!parsed) {
    if (parsed.error().problems.size() != 1 || !text::is_valid_utf8(parsed.error().problems[0].got)) std::abort();
    return 0;
  }
  std::string again;
  for (const csv::Row& row : *parsed) {
    if (row.fields.empty() || row.fields.size() > limits.fields) std::abort();
    for (const std::string& field : row.fields) {
      if (field.size() > limits.field_bytes || !text::is_valid_utf8(field)) std::abort();
    }
    again += csv::write(row.fields);
  }
  const auto second = csv::parse(again, {.rows = limits.rows, .fields = limits.fields, .field_bytes = limits.field_bytes + 1});
  if (!second || second->size() != parsed->size()) std::abort();
  return 0;
}
