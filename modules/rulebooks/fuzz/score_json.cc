// Any bytes either are refused with a field, or give an outcome that is JSON, within its bounds, and the same when asked again.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "kernel/base/text.h"
#include "kernel/json/json.h"
#include "modules/rulebooks/rulebooks.h"

namespace {

using namespace ocop;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz_score_json: %s\n", what);
  std::abort();
}

const rulebooks::Library& library() {
  static const rulebooks::Library loaded = [] {
    auto result = rulebooks::load();
    require(result.ok(), "the rulebooks do not load");
    return std::move(result).value();
  }();
  return loaded;
}

void check_error(const Error& error) {
  require(error.kind == ErrorKind::invalid_input || error.kind == ErrorKind::malformed_request || error.kind == ErrorKind::too_large,
          "an unexpected kind of error");
  require(!error.problems.empty() && error.problems.size() <= rulebooks::kMaxFaults, "no problem, or too many");
  for (const Problem& problem : error.problems) {
    require(text::is_valid_utf8(problem.field) && text::is_valid_utf8(problem.got), "an error that is not UTF-8");
    require(problem.got.size() <= kMaxProblemText + 2, "a long error");
  }
}

void check_outcome(const std::string& answer) {
  const auto document = json::parse(answer);
  require(document.ok(), "the answer is not JSON");
  const json::Node root = document->root();
  const auto total = root["total"].number();
  const auto band = root["band"].integer(), stars = root["stars"].integer();
  require(total && *total >= 0 && *total <= 100, "a total beyond the table");
  require(band && *band >= 1 && *band <= 5 && stars && *stars >= 0 && *stars <= *band, "stars above the band");
  require((root["knockouts"].size() > 0) == (*stars == 0), "a knockout and a star");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view request(reinterpret_cast<const char*>(data), size);
  for (const auto basis : {rulebooks::FloorBasis::mean, rulebooks::FloorBasis::every_sheet}) {
    const auto result = rulebooks::score_json(library(), request, {.floor_basis = basis});
    if (!result.ok()) { check_error(result.error()); continue; }
    check_outcome(*result);
    require(*result == *rulebooks::score_json(library(), request, {.floor_basis = basis}), "asked twice, answered differently");
  }
  return 0;
}
