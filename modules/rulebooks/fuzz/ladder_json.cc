// Any bytes either are refused with a field, or give steps that are JSON, add up, and end at the target.
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
  std::fprintf(stderr, "fuzz_ladder_json: %s\n", what);
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
  require(error.kind == ErrorKind::invalid_input || error.kind == ErrorKind::malformed_request || error.kind == ErrorKind::too_large ||
              error.kind == ErrorKind::conflict,
          "an unexpected kind of error");
  require(!error.problems.empty(), "no problem");
  for (const Problem& problem : error.problems)
    require(text::is_valid_utf8(problem.field) && text::is_valid_utf8(problem.got), "an error that is not UTF-8");
}

void check_steps(const std::string& answer, std::int64_t target) {
  const auto document = json::parse(answer);
  require(document.ok(), "the answer is not JSON");
  const json::Node root = document->root();
  std::int64_t money = 0, months = 0;
  std::int64_t stars = root["reached"].integer().value_or(-1);
  for (std::size_t i = 0; i < root["steps"].size(); ++i) {
    const json::Node step = root["steps"].at(i);
    money += step["money"].integer().value_or(-1);
    months += step["months"].integer().value_or(-1);
    require(step["stars"].integer().value_or(-1) >= stars, "a step that loses a star");
    stars = *step["stars"].integer();
  }
  require(stars >= target, "the steps do not reach the target");
  require(root["money"].integer() == money && root["months"].integer() == months, "the sums are not those of the steps");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view request(reinterpret_cast<const char*>(data), size);
  const auto result = rulebooks::ladder_json(library(), request);
  if (!result.ok()) {
    check_error(result.error());
    return 0;
  }
  check_steps(*result, json::parse(request)->root()["target"].integer().value_or(-1));
  require(*result == *rulebooks::ladder_json(library(), request), "asked twice, answered differently");
  return 0;
}
