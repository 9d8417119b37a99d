#include "kernel/http/corpus.h"

#include <algorithm>
#include <map>

#include "kernel/json/json.h"

namespace ocop::input {
namespace {

constexpr std::string_view kId = "0190c0de-0000-7000-8000-000000000001";
constexpr std::string_view kLetter = "ệ";   // three bytes: a limit in characters must not be one in bytes

// A value as each side says it. No form values = a form cannot say this.
struct Said {
  std::string json;
  std::vector<std::string> form{};
};

std::string json_text(std::string_view text) {
  json::Writer out;
  out.text(text);
  return out.take();
}
Said text_of(std::string value) { return {json_text(value), {std::move(value)}}; }
Said letters(std::int64_t count) {
  std::string out;
  for (std::int64_t i = 0; i < count; ++i) out.append(kLetter);
  return text_of(std::move(out));
}
Said list_of(std::string_view item, std::int64_t count) {
  Said out{"[", {}};
  for (std::int64_t i = 0; i < count; ++i) {
    out.json.append(i ? "," : "").append(json_text(item));
    out.form.emplace_back(item);
  }
  out.json.append("]");
  return out;
}
Said map_of(std::int64_t count) {
  std::string out = "{";
  for (std::int64_t i = 0; i < count; ++i) out.append(i ? "," : "").append(json_text("k" + std::to_string(i))).append(":\"v\"");
  return {out + "}", {}};
}
Said number(std::int64_t value) { return {std::to_string(value), {std::to_string(value)}}; }
bool is_text(Kind kind) { return kind == Kind::line || kind == Kind::paragraph || kind == Kind::secret; }

// A value within the limits: at the lower end, or at the upper one.
enum class End : std::uint8_t { low, high };
Said right(const Field& field, End end) {
  switch (field.kind) {
    case Kind::line: case Kind::paragraph: case Kind::secret:
      return letters(end == End::high ? field.most() : std::max<std::int64_t>(field.least(), 1));
    case Kind::integer: return number(end == End::high ? field.most() : field.least());
    case Kind::version: return number(end == End::high ? 7 : 0);
    case Kind::boolean: return end == End::high ? Said{"true", {"1"}} : Said{"false", {"0"}};
    case Kind::date: return text_of(end == End::high ? "9999-12-31" : "2026-11-21");
    case Kind::choice: return text_of(end == End::high ? field.choices.back().value : field.choices.front().value);
    case Kind::id: return text_of(std::string(kId));
    case Kind::ids: case Kind::words: {
      const std::int64_t count = end == End::high ? field.most() : std::max<std::int64_t>(field.least(), 1);
      return list_of(field.kind == Kind::ids ? kId : std::string_view("một"), count);
    }
    case Kind::map: return map_of(end == End::high ? std::min<std::int64_t>(field.most(), 3) : std::max<std::int64_t>(field.least(), 1));
    case Kind::file: return {};
  }
  return {};
}

// What is just outside a field, with words for a test's message.
std::vector<std::pair<std::string, Said>> outside(const Field& field) {
  std::vector<std::pair<std::string, Said>> out;
  const auto add = [&](std::string what, Said said) { out.emplace_back(field.key + ": " + std::move(what), std::move(said)); };
  switch (field.kind) {
    case Kind::line: case Kind::paragraph: case Kind::secret:
      add("one character too long", letters(field.most() + 1));
      if (field.least() > 1) add("one character too short", letters(field.least() - 1));
      break;
    case Kind::integer:
      add("past its end", number(field.most() + 1));
      add("before its start", number(field.least() - 1));
      add("a fraction", {"1.5", {"1.5"}});
      break;
    case Kind::version: add("below nothing", number(-1)); break;
    case Kind::date: add("no such day", text_of("2026-02-31")); break;
    case Kind::choice: add("no word of the list", text_of("none of them")); break;
    case Kind::id: add("no id", text_of("17")); break;
    case Kind::ids: add("an item that is no id", {"[\"17\"]", {"17"}}); [[fallthrough]];
    case Kind::words: add("an item too many", list_of(field.kind == Kind::ids ? kId : std::string_view("một"), field.most() + 1)); break;
    case Kind::map: add("a value that is no text", {R"({"a":1})", {}}); break;
    default: break;
  }
  if (field.kind != Kind::file) {
    const bool text = is_text(field.kind) || field.kind == Kind::date || field.kind == Kind::choice || field.kind == Kind::id;
    add("another type", {text ? "5" : "\"x\"", {}});
    add("null", {"null", {}});
  }
  return out;
}

class Maker {
 public:
  explicit Maker(const Shape& shape) : shape_(shape) {}

  void set(const Field& field, Said said) { values_[field.key] = std::move(said); }
  void drop(const Field& field) { values_.erase(field.key); }
  Sample make(std::string what, std::string wrong, std::string_view beside = {}) const {
    Sample out{std::move(what), "{", {}, std::move(wrong)};
    bool sayable = true;
    for (const Field& field : shape_.fields()) {
      const auto said = values_.find(field.key);
      if (said == values_.end()) continue;
      out.json.append(out.json.size() > 1 ? "," : "").append(json_text(field.key)).append(":").append(said->second.json);
      if (field.kind == Kind::map && said->second.form.empty()) add_map(out.form, field.key, said->second.json, sayable);
      else if (said->second.form.empty()) sayable = false;
      for (const std::string& one : said->second.form) out.form.add(field.key, one);
    }
    if (!beside.empty()) out.json.append(out.json.size() > 1 ? "," : "").append(beside);
    out.json.append("}");
    if (!sayable || !beside.empty()) out.form = {};
    return out;
  }

 private:
  static void add_map(http::Fields& form, const std::string& key, std::string_view json, bool& sayable) {
    const auto document = json::parse(json);
    if (!document || document->root().kind() != json::Node::Kind::object) return void(sayable = false);
    for (std::size_t i = 0; i < document->root().size(); ++i) {
      const auto text = document->root().at(i).text();
      if (!text) return void(sayable = false);
      form.add(key + "." + std::string(document->root().key_at(i)), std::string(*text));
    }
  }
  const Shape& shape_;
  std::map<std::string, Said> values_;
};

}  // namespace

std::vector<Sample> corpus(const Shape& shape) {
  std::vector<Sample> out;
  Maker low(shape), high(shape), least(shape);
  for (const Field& field : shape.fields()) {
    if (field.kind == Kind::file) continue;
    low.set(field, right(field, End::low));
    high.set(field, right(field, End::high));
    if (field.options.need != Need::optional) least.set(field, right(field, End::high));
  }
  out.push_back(low.make("all fields at their lower limits", ""));
  out.push_back(high.make("all fields at their upper limits", ""));
  out.push_back(least.make("the required fields alone", ""));
  for (const Field& field : shape.fields()) {
    if (field.kind == Kind::file) continue;
    Maker one = high;
    if (field.options.need != Need::optional) {
      one.drop(field);
      out.push_back(one.make(field.key + ": absent", field.key));
      if (is_text(field.kind) && field.options.need == Need::required) {
        one.set(field, text_of("  "));
        if (field.kind != Kind::secret) out.push_back(one.make(field.key + ": blank", field.key));
      }
    }
    for (auto& [what, said] : outside(field)) {
      one.set(field, std::move(said));
      out.push_back(one.make(what, field.key));
    }
  }
  out.push_back(high.make("a member nobody declared", "undeclared", R"("undeclared":1)"));
  return out;
}

}  // namespace ocop::input
