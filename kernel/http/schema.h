#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

namespace ocop::http {

// The JSON Schema that a route shows in the OpenAPI document, held to at the door: what the document promises is what is enforced, and a
// value of a wrong type is told with its field instead of being read as absent. A subset of JSON Schema 2020-12:
//   type (one name), required, properties, additionalProperties (false, or a schema), items, minItems, maxItems, enum (of texts),
//   minimum, maximum, minLength, maxLength (in characters), format (uuid, date); title, description and examples say something to people.
// A keyword outside it is a fault of the program, because it would promise what nobody checks.
// Routes with declared fields (input.h) have their schema written and checked by the declaration; this is for bodies that are documents of
// their own format, and holds the generated schemas to the same reading in the tests.
class BodySchema {
 public:
  // Error: invalid_input naming the keyword or the place that cannot be read.
  static Result<std::shared_ptr<const BodySchema>> parse(std::string_view schema);
  ~BodySchema();
  // An empty body counts as {}. Errors: malformed_request when it is no JSON; invalid_input with every wrong field, at most kMostProblems.
  Result<void> check(std::string_view body) const;
  static constexpr std::size_t kMostProblems = 20;   // a person mends some at a time; the answer stays small

 private:
  BodySchema();
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

// Where a member stands in a body, as problems name it: sheets[0].answers["1.1"] (docs/formats/score.md).
std::string member_place(const std::string& place, std::string_view name);

}  // namespace ocop::http
