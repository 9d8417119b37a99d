#include "kernel/http/schema.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/text.h"
#include "kernel/base/time.h"
#include "kernel/http/messages.h"
#include "kernel/json/json.h"

namespace ocop::http {
namespace {

using json::Node;

constexpr std::array<std::string_view, 17> kKeywords{"type",    "required", "properties",  "additionalProperties",
                                                     "items",   "minItems", "maxItems",    "enum",
                                                     "minimum", "maximum",  "minLength",   "maxLength",
                                                     "format",  "title",    "description", "examples",
                                                     "default"};
constexpr std::array<std::string_view, 6> kTypes{"object", "array", "string", "integer", "number", "boolean"};
constexpr std::array<std::string_view, 2> kFormats{"uuid", "date"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Error unknown(std::string place, std::string_view got, std::string expected) {
  return Error::of(ErrorKind::invalid_input, Problem{std::move(place), std::string(got), std::move(expected), {}});
}

// Every keyword and every value of one is among those that are checked below.
Result<void> check_keywords(const Node& schema, const std::string& place) {
  if (schema.kind() != Node::Kind::object) return unknown(place, schema.brief(), "an object");
  for (std::size_t i = 0; i < schema.size(); ++i)
    if (!one_of(kKeywords, schema.key_at(i))) return unknown(place, schema.key_at(i), "a keyword of kernel/http/schema.h");
  if (schema["type"] && !one_of(kTypes, schema["type"].text_or(""))) return unknown(place + ".type", schema["type"].brief(), "one type");
  if (schema["format"] && !one_of(kFormats, schema["format"].text_or("")))
    return unknown(place + ".format", schema["format"].brief(), "uuid or date");
  const Node properties = schema["properties"];
  for (std::size_t i = 0; i < properties.size(); ++i)
    OCOP_CHECK(check_keywords(properties.at(i), place + "." + std::string(properties.key_at(i))));
  if (schema["items"]) OCOP_CHECK(check_keywords(schema["items"], place + "[]"));
  const Node rest = schema["additionalProperties"];
  if (rest && rest.boolean() != std::optional(false)) OCOP_CHECK(check_keywords(rest, place + ".*"));
  return {};
}

bool has_type(const Node& value, std::string_view type) {
  switch (value.kind()) {
    case Node::Kind::object: return type == "object";
    case Node::Kind::array: return type == "array";
    case Node::Kind::text: return type == "string";
    case Node::Kind::boolean: return type == "boolean";
    case Node::Kind::integer: return type == "integer" || type == "number";
    case Node::Kind::real: return type == "number";
    default: return false;
  }
}

class Check {
 public:
  std::vector<Problem> problems;

  void value(const Node& schema, const Node& value, const std::string& place) {
    if (problems.size() >= BodySchema::kMostProblems) return;
    if (const auto type = schema["type"].text(); type && !has_type(value, *type)) return wrong(place, value, std::string(*type));
    switch (value.kind()) {
      case Node::Kind::object: return object(schema, value, place);
      case Node::Kind::array: return array(schema, value, place);
      case Node::Kind::text: return text(schema, value, place);
      case Node::Kind::integer: case Node::Kind::real: return number(schema, value, place);
      default: return;
    }
  }

 private:
  void wrong(const std::string& place, const Node& value, std::string expected) {
    problems.push_back({place, value.brief(), std::move(expected), msg::value_unfit});
  }

  void object(const Node& schema, const Node& value, const std::string& place) {
    const Node required = schema["required"], properties = schema["properties"], rest = schema["additionalProperties"];
    for (std::size_t i = 0; i < required.size(); ++i) {
      const std::string_view name = required.at(i).text_or("");
      if (!value[name])
        problems.push_back({member_place(place, name), "", std::string(properties[name]["type"].text_or("a value")), msg::value_absent});
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string_view name = value.key_at(i);
      if (const Node known = properties[name]) this->value(known, value.at(i), member_place(place, name));
      else if (rest.kind() == Node::Kind::object) this->value(rest, value.at(i), member_place(place, name));
      else if (rest && problems.size() < BodySchema::kMostProblems)
        problems.push_back({member_place(place, name), value.at(i).brief(), "one of " + names(properties), msg::value_unknown});
    }
  }

  static std::string names(const Node& properties) {
    std::string out;
    for (std::size_t i = 0; i < properties.size(); ++i) out.append(i ? ", " : "").append(properties.key_at(i));
    return out;
  }

  void array(const Node& schema, const Node& value, const std::string& place) {
    const auto least = schema["minItems"].integer(), most = schema["maxItems"].integer();
    const auto size = static_cast<std::int64_t>(value.size());
    if (least && size < *least) wrong(place, value, "at least " + std::to_string(*least) + " items");
    if (most && size > *most) return wrong(place, value, "at most " + std::to_string(*most) + " items");
    if (const Node items = schema["items"])
      for (std::size_t i = 0; i < value.size(); ++i) this->value(items, value.at(i), place + "[" + std::to_string(i) + "]");
  }

  void text(const Node& schema, const Node& value, const std::string& place) {
    const std::string_view got = value.text_or("");
    if (const Node allowed = schema["enum"]) {
      std::string expected;
      for (std::size_t i = 0; i < allowed.size(); ++i) {
        if (allowed.at(i).text() == got) return;
        expected.append(i ? ", " : "").append(allowed.at(i).text_or(""));
      }
      return wrong(place, value, expected);
    }
    const auto least = schema["minLength"].integer(), most = schema["maxLength"].integer();
    const auto size = static_cast<std::int64_t>(text::characters(got));
    if (least && size < *least) wrong(place, value, "at least " + std::to_string(*least) + " characters");
    if (most && size > *most) wrong(place, value, "at most " + std::to_string(*most) + " characters");
    const std::string_view format = schema["format"].text_or("");
    if (format == "uuid" && !Uuid::parse(got)) wrong(place, value, "a UUID");
    if (format == "date" && !Date::parse_iso(got)) wrong(place, value, "YYYY-MM-DD");
  }

  void number(const Node& schema, const Node& value, const std::string& place) {
    const auto least = schema["minimum"].number(), most = schema["maximum"].number();
    const double got = value.number().value_or(0);
    if (least && got < *least) wrong(place, value, "at least " + schema["minimum"].brief());
    if (most && got > *most) wrong(place, value, "at most " + schema["maximum"].brief());
  }
};

}  // namespace

std::string member_place(const std::string& place, std::string_view name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
  if (plain) return place.empty() ? std::string(name) : place + "." + std::string(name);
  return place + "[\"" + std::string(name.substr(0, kMaxProblemText)) + "\"]";
}

struct BodySchema::Inner {
  json::Document document;
};
BodySchema::BodySchema() = default;
BodySchema::~BodySchema() = default;

Result<std::shared_ptr<const BodySchema>> BodySchema::parse(std::string_view schema) {
  OCOP_TRY(document, json::parse(schema));
  OCOP_CHECK(check_keywords(document.root(), "schema"));
  const std::shared_ptr<BodySchema> out(new BodySchema);
  out->inner_ = std::make_unique<Inner>(Inner{std::move(document)});
  return std::shared_ptr<const BodySchema>(out);
}

Result<void> BodySchema::check(std::string_view body) const {
  OCOP_TRY(document, json::parse(body.empty() ? std::string_view("{}") : body));
  Check check;
  check.value(inner_->document.root(), document.root(), "");
  if (check.problems.empty()) return {};
  Error error;
  error.kind = ErrorKind::invalid_input;
  error.problems = std::move(check.problems);
  error.detail = "the body is not what the route takes";
  return error;
}

}  // namespace ocop::http
