#include "kernel/http/input.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/http/messages.h"
#include "kernel/http/schema.h"
#include "kernel/json/json.h"

namespace ocop::input {
namespace {

using json::Node;

bool is_text(Kind kind) { return kind == Kind::line || kind == Kind::paragraph || kind == Kind::secret; }

std::string_view json_type(Kind kind) {
  switch (kind) {
    case Kind::integer: case Kind::version: return "integer";
    case Kind::boolean: return "boolean";
    case Kind::ids: case Kind::words: return "array";
    case Kind::map: return "object";
    default: return "string";
  }
}

std::string names_of(const std::vector<Choice>& choices) {
  std::string out;
  for (const Choice& choice : choices) out.append(out.empty() ? "" : ", ").append(choice.value);
  return out;
}

std::optional<std::int64_t> whole_number(std::string_view typed) {
  std::int64_t out = 0;
  const auto [end, fault] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
  if (typed.empty() || fault != std::errc() || end != typed.data() + typed.size()) return std::nullopt;
  return out;
}

// `"7"`, or `W/"7"` of an answer that was gzipped on its way: it is the same version.
std::optional<std::int64_t> version_of_tag(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return std::nullopt;
  const auto version = whole_number(tag.substr(1, tag.size() - 2));
  return version && *version >= 0 ? version : std::nullopt;
}

// Fills the values of one request and gathers what is wrong with them.
class Reading {
 public:
  Reading(const Shape& shape, const http::Request& request) : shape_(shape), request_(request), values_(shape.fields().size()) {}

  void from_json(const Node& root) {
    for (std::size_t i = 0; i < root.size(); ++i)
      if (!shape_.find(root.key_at(i)))
        add(http::member_place("", root.key_at(i)), root.at(i).brief(), "one of " + keys(), http::msg::value_unknown);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Field& field = shape_.fields()[i];
      json_field(field, root[field.key], values_[i]);
    }
  }

  void from_fields(const http::Fields& fields) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Field& field = shape_.fields()[i];
      form_field(field, fields, values_[i]);
    }
  }

  Result<std::vector<Value>> take() {
    if (problems_.empty()) return std::move(values_);
    if (problems_.size() > Shape::kMostProblems) problems_.resize(Shape::kMostProblems);
    return Error{kind_, std::move(problems_), "the fields are not what the route takes"};
  }

 private:
  std::string keys() const {
    std::string out;
    for (const Field& field : shape_.fields()) out.append(out.empty() ? "" : ", ").append(field.key);
    return out;
  }
  void add(std::string place, std::string_view got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
    problems_.push_back(
        {std::move(place), std::string(text::cut(got, kMaxProblemText)), std::move(expected), message, std::move(arguments)});
  }
  void wrong(const Field& field, std::string_view got, std::string expected, const Message& general,
             std::vector<Argument> arguments = {}) {
    const bool own = !field.options.wrong.vi.empty();
    add(field.key, field.kind == Kind::secret ? std::string_view() : got, std::move(expected), own ? field.options.wrong : general,
        std::move(arguments));
  }
  void absent(const Field& field) {
    if (field.options.need == Need::optional) return;
    const bool chosen = field.kind == Kind::choice || field.kind == Kind::ids || field.kind == Kind::boolean;
    const Message& general = chosen ? http::msg::field_not_chosen : http::msg::field_empty;
    const std::string expected = field.kind == Kind::choice ? names_of(field.choices) : std::string(json_type(field.kind));
    add(field.key, "", expected, field.options.missing.vi.empty() ? general : field.options.missing, {std::to_string(field.most())});
  }

  // ---- of JSON
  void json_field(const Field& field, const Node& node, Value& out) {
    if (field.kind == Kind::version) return version(node ? std::optional(node.integer().value_or(-1)) : std::nullopt, node.brief(), out);
    if (!node) return absent(field);
    switch (field.kind) {
      case Kind::integer: return node.integer() ? integer(field, *node.integer(), out) : unfit(field, node);
      case Kind::boolean: return node.boolean() ? boolean(*node.boolean() ? 1 : 0, out) : unfit(field, node);
      case Kind::ids: case Kind::words: return json_list(field, node, out);
      case Kind::map: return json_map(field, node, out);
      default: return node.text() ? json_text(field, node, *node.text(), out) : unfit(field, node);
    }
  }
  // A program writes dates, ids and words of a list in their one form; only texts of people are cleaned.
  void json_text(const Field& field, const Node& node, std::string_view said, Value& out) {
    const bool no_date = field.kind == Kind::date && !Date::parse_iso(said);
    if (no_date) return wrong(field, node.brief(), "YYYY-MM-DD", http::msg::field_no_date);
    const bool no_id = field.kind == Kind::id && !Uuid::parse(said);
    if (no_id) return wrong(field, node.brief(), "a UUID", http::msg::field_no_id);
    const bool no_choice = field.kind == Kind::choice && !is_choice(field, said);
    if (no_choice) return wrong(field, node.brief(), names_of(field.choices), choice_words(field));
    text_value(field, said, out);
  }
  static bool is_choice(const Field& field, std::string_view value) {
    return std::any_of(field.choices.begin(), field.choices.end(), [&](const Choice& one) { return one.value == value; });
  }
  void unfit(const Field& field, const Node& node) {
    add(field.key, field.kind == Kind::secret ? "" : node.brief(), std::string(json_type(field.kind)), http::msg::value_unfit);
  }
  void json_list(const Field& field, const Node& node, Value& out) {
    if (node.kind() != Node::Kind::array) return unfit(field, node);
    if (!count_fits(field, node.size())) return;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const std::string place = field.key + "[" + std::to_string(i) + "]";
      if (!node.at(i).text()) add(place, node.at(i).brief(), "string", http::msg::value_unfit);
      else item(field, place, *node.at(i).text(), out);
    }
    out.given = true;
  }
  void json_map(const Field& field, const Node& node, Value& out) {
    if (node.kind() != Node::Kind::object) return unfit(field, node);
    if (!count_fits(field, node.size())) return;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const std::string place = http::member_place(field.key, node.key_at(i));
      if (!node.at(i).text()) add(place, node.at(i).brief(), "string", http::msg::value_unfit);
      else entry(place, node.key_at(i), *node.at(i).text(), out);
    }
    out.given = true;
  }

  // ---- of forms and queries
  void form_field(const Field& field, const http::Fields& fields, Value& out) {
    const auto typed = fields.find(field.key);
    switch (field.kind) {
      case Kind::version: return version(typed ? std::optional(whole_number(*typed).value_or(-1)) : std::nullopt, typed.value_or(""), out);
      case Kind::boolean:
        if (!typed) return absent(field);
        if (*typed == "1" || *typed == "true" || *typed == "on") return boolean(1, out);
        return typed->empty() || *typed == "0" || *typed == "false" ? boolean(0, out)
                                                                    : wrong(field, *typed, "0 or 1", http::msg::field_not_chosen);
      case Kind::integer: {
        const std::string_view digits = text::trim(typed.value_or(""));
        if (digits.empty()) return absent(field);
        const auto number = whole_number(digits);
        return number ? integer(field, *number, out) : wrong(field, digits, "a whole number", http::msg::field_no_number);
      }
      case Kind::ids: case Kind::words: {
        for (const std::string_view one : fields.all(field.key))
          if (!text::trim(one).empty()) item(field, field.key, one, out);
        if (out.ids.empty() && out.words.empty()) return absent(field);
        out.given = count_fits(field, out.ids.size() + out.words.size());
        return;
      }
      case Kind::map: return form_map(field, fields, out);
      case Kind::file: return file(field, out);
      default: return typed ? text_value(field, *typed, out) : absent(field);
    }
  }
  void form_map(const Field& field, const http::Fields& fields, Value& out) {
    const std::string start = field.key + ".";
    for (const auto& [name, value] : fields.items())
      if (name.starts_with(start)) entry(name, std::string_view(name).substr(start.size()), value, out);
    if (out.map.empty()) return absent(field);
    out.given = count_fits(field, out.map.size());
  }
  // Where none was chosen a browser sends a file without name and bytes.
  void file(const Field& field, Value& out) {
    for (const http::UploadedFile& sent : request_.files)
      if (sent.field == field.key && !(sent.content.empty() && sent.file_name.empty())) out.file = &sent;
    if (!out.file) return absent(field);
    if (out.file->content.empty()) {
      out.file = nullptr;
      return wrong(field, "0 bytes", "a file that is not empty", http::msg::field_file_empty);
    }
    const auto size = static_cast<std::int64_t>(out.file->content.size());
    if (size > field.most()) {
      kind_ = ErrorKind::too_large;
      out.file = nullptr;
      return wrong(field, std::to_string(size) + " bytes", "at most " + std::to_string(field.most()) + " bytes",
                   http::msg::field_file_too_large,
                   {size_of(static_cast<std::uint64_t>(size)), size_of(static_cast<std::uint64_t>(field.most()))});
    }
    out.given = true;
  }

  // ---- of either
  void text_value(const Field& field, std::string_view typed, Value& out) {
    std::string value = field.kind == Kind::paragraph ? text::paragraph(typed)
                        : field.kind == Kind::secret  ? std::string(typed)
                                                      : text::clean(typed);
    if (value.empty() && field.options.need == Need::stated) return void(out.given = true);
    if (value.empty()) return absent(field);
    if (is_text(field.kind) && !length_fits(field, field.key, value)) return;
    if (field.kind == Kind::line && !text::is_readable_line(value))
      return wrong(field, "", "a text that can be seen, without characters that turn its direction", http::msg::field_unreadable);
    switch (field.kind) {
      case Kind::date: return date(field, value, out);
      case Kind::id: return item(field, field.key, value, out);
      case Kind::choice:
        if (!is_choice(field, value)) return wrong(field, value, names_of(field.choices), choice_words(field));
        break;
      default: break;
    }
    out.text = std::move(value);
    out.given = true;
  }
  // A word outside the list is answered as a missing one: what to do is the same, to choose.
  static const Message& choice_words(const Field& field) {
    return field.options.missing.vi.empty() ? http::msg::field_not_chosen : field.options.missing;
  }
  bool length_fits(const Field& field, const std::string& place, const std::string& value) {
    const auto length = static_cast<std::int64_t>(text::characters(value));
    const bool is_short = length < field.least(), is_long = length > field.most();
    if (!is_short && !is_long) return true;
    const std::string limit = std::to_string(is_short ? field.least() : field.most());
    const Message& general = is_short ? http::msg::field_too_short : http::msg::field_too_long;
    const Message& words = field.options.wrong.vi.empty() ? general : field.options.wrong;
    add(place, field.kind == Kind::secret ? "" : value, (is_short ? "at least " : "at most ") + limit + " characters", words, {limit});
    return false;
  }
  bool count_fits(const Field& field, std::size_t size) {
    const auto count = static_cast<std::int64_t>(size);
    if (count < field.least()) {
      wrong(field, std::to_string(count), "at least " + std::to_string(field.least()) + " items", http::msg::field_too_few,
            {std::to_string(field.least())});
      return false;
    }
    if (count <= field.most()) return true;
    wrong(field, std::to_string(count), "at most " + std::to_string(field.most()) + " items", http::msg::field_too_many,
          {std::to_string(field.most())});
    return false;
  }
  void integer(const Field& field, std::int64_t number, Value& out) {
    if (number < field.least())
      return wrong(field, std::to_string(number), "at least " + std::to_string(field.least()), http::msg::field_too_small,
                   {std::to_string(field.least())});
    if (number > field.most())
      return wrong(field, std::to_string(number), "at most " + std::to_string(field.most()), http::msg::field_too_large,
                   {std::to_string(field.most())});
    out.number = number;
    out.given = true;
  }
  static void boolean(std::int64_t yes, Value& out) {
    out.number = yes;
    out.given = true;
  }
  void date(const Field& field, std::string_view typed, Value& out) {
    auto day = Date::parse_iso(typed);
    if (!day) day = Date::parse_vietnamese(typed);
    if (!day) return wrong(field, typed, "DD/MM/YYYY or YYYY-MM-DD", http::msg::field_no_date);
    out.number = day->days;
    out.given = true;
  }
  void item(const Field& field, const std::string& place, std::string_view typed, Value& out) {
    if (field.kind == Kind::words) {
      std::string word = text::clean(typed);
      if (static_cast<std::int64_t>(text::characters(word)) > kUsualLine)
        return add(place, word, "at most " + std::to_string(kUsualLine) + " characters", http::msg::field_too_long,
                   {std::to_string(kUsualLine)});
      out.words.push_back(std::move(word));
      return;
    }
    const auto id = Uuid::parse(text::trim(typed));
    if (!id) return add(place, typed, "a UUID", field.options.wrong.vi.empty() ? http::msg::field_no_id : field.options.wrong);
    out.ids.push_back(*id);
    out.given = true;
  }
  void entry(const std::string& place, std::string_view name, std::string_view typed, Value& out) {
    std::string value = text::paragraph(typed);
    if (static_cast<std::int64_t>(text::characters(value)) > kUsualParagraph)
      return add(place, value, "at most " + std::to_string(kUsualParagraph) + " characters", http::msg::field_too_long,
                 {std::to_string(kUsualParagraph)});
    out.map.emplace_back(text::clean(name), std::move(value));
  }
  // What the caller read last, said in one of three ways (RFC 9110 §13.1): the header speaks before the field.
  void version(std::optional<std::int64_t> said, std::string_view got, Value& out) {
    std::string place = "version";
    std::string seen(got);
    if (request_.header("if-none-match") == "*" && request_.method != http::Method::get) said = 0;
    else if (const std::string_view tag = request_.header("if-match"); !tag.empty()) {
      said = version_of_tag(tag).value_or(-1);
      place = "if-match";
      seen = tag;
    }
    if (!said || *said < 0)
      return add(place, seen, "the version that was read: If-Match: \"7\", or version", http::msg::field_version_needed);
    out.number = *said;
    out.given = true;
  }

  const Shape& shape_;
  const http::Request& request_;
  std::vector<Value> values_;
  std::vector<Problem> problems_;
  ErrorKind kind_ = ErrorKind::invalid_input;
};

void write_texts(json::Writer& out, const Field& field) {
  if (field.kind == Kind::choice) {
    out.member("enum").begin_array();
    for (const Choice& choice : field.choices) out.text(choice.value);
    out.end_array();
  } else if (is_text(field.kind)) {
    const std::int64_t least = std::max<std::int64_t>(field.least(), field.options.need == Need::required ? 1 : 0);
    // A text that may be left empty may be sent empty; its least length holds once something is written.
    if (least > 0 && field.options.need == Need::required) out.field("minLength", least);
    out.field("maxLength", field.most());
  } else if (field.kind == Kind::date || field.kind == Kind::id) {
    out.field("format", field.kind == Kind::date ? "date" : "uuid");
  } else if (field.kind == Kind::file) {
    out.field("contentMediaType", "application/octet-stream");   // OpenAPI 3.1 §4.8.14.3, within multipart/form-data
  }
}

void write_schema(json::Writer& out, const Field& field) {
  out.begin_object().field("type", json_type(field.kind));
  switch (field.kind) {
    case Kind::integer: out.field("minimum", field.least()).field("maximum", field.most()); break;
    case Kind::version: out.field("minimum", 0).field("description", "the version that was read; If-Match may say it instead"); break;
    case Kind::ids: case Kind::words:
      if (field.least() > 0) out.field("minItems", field.least());
      out.field("maxItems", field.most()).member("items").begin_object().field("type", "string");
      if (field.kind == Kind::ids) out.field("format", "uuid");
      else out.field("maxLength", kUsualLine);
      out.end_object();
      break;
    case Kind::map:
      out.member("additionalProperties").begin_object().field("type", "string").field("maxLength", kUsualParagraph).end_object();
      break;
    case Kind::boolean: break;
    default: write_texts(out, field);
  }
  if (!field.options.about.empty() && field.kind != Kind::version && field.kind != Kind::file)
    out.field("description", field.options.about);
  out.end_object();
}

}  // namespace

Argument size_of(std::uint64_t bytes) {
  constexpr std::uint64_t kKilobyte = 1024, kMegabyte = kKilobyte * kKilobyte;
  const std::uint64_t unit = bytes >= kMegabyte ? kMegabyte : kKilobyte;
  const std::uint64_t tenths = (bytes * 10 + unit - 1) / unit;
  const auto words = [&](std::string_view point) {
    std::string out = std::to_string(tenths / 10);
    if (tenths % 10 != 0) out.append(point).append(std::to_string(tenths % 10));
    return out.append(unit == kMegabyte ? " MB" : " kB");
  };
  return {words(","), words(".")};
}

std::int64_t Field::least() const { return options.least; }

std::string Field::schema() const {
  json::Writer out;
  write_schema(out, *this);
  return out.take();
}

std::int64_t Field::most() const {
  if (options.most != 0) return options.most;
  switch (kind) {
    case Kind::line: case Kind::secret: return kUsualLine;
    case Kind::paragraph: return kUsualParagraph;
    case Kind::ids: case Kind::words: case Kind::map: return kUsualItems;
    case Kind::file: return static_cast<std::int64_t>(http::kUploadBodyLimit);
    default: return kUsualInteger;
  }
}

const Field* Shape::find(std::string_view key) const {
  for (const Field& field : fields_)
    if (field.key == key) return &field;
  return nullptr;
}

bool Shape::has(Kind kind) const {
  return std::any_of(fields_.begin(), fields_.end(), [kind](const Field& field) { return field.kind == kind; });
}

std::string Shape::schema() const {
  json::Writer out;
  out.begin_object().field("type", "object").member("additionalProperties").boolean(false);
  out.member("required").begin_array();
  for (const Field& field : fields_)
    if (field.options.need != Need::optional && field.kind != Kind::version) out.text(field.key);   // If-Match may carry the version
  out.end_array().member("properties").begin_object();
  for (const Field& field : fields_) out.member(field.key).raw(field.schema());
  out.end_object().end_object();
  return out.take();
}

Result<std::vector<Value>> Shape::read(const http::Request& request, Source source) const {
  Reading reading(*this, request);
  if (source != Source::json) {
    reading.from_fields(source == Source::form ? request.form : request.query);
    return reading.take();
  }
  OCOP_TRY(document, json::parse(request.body.empty() ? std::string_view("{}") : std::string_view(request.body)));
  if (document.root().kind() != Node::Kind::object)
    return Error::of(ErrorKind::invalid_input, Problem{"", document.root().brief(), "object", http::msg::value_unfit, {}});
  reading.from_json(document.root());
  return reading.take();
}

Source source_of(http::Method method, std::string_view pattern, const Shape& shape) {
  if (method == http::Method::get || method == http::Method::head) return Source::query;
  return pattern.starts_with("/api/") && !shape.has(Kind::file) ? Source::json : Source::form;
}

Slots::Slots(std::vector<Slot> all) : all_(std::move(all)) {
  std::vector<Field> fields;
  for (const Slot& slot : all_) fields.push_back(slot.field);
  shape_ = std::make_shared<const Shape>(std::move(fields));
}

Result<void> Slots::read(const http::Request& request, Source source, void* struct_at) const {
  OCOP_TRY(values, shape_->read(request, source));
  for (std::size_t i = 0; i < all_.size(); ++i)
    if (values[i].given) all_[i].put(static_cast<char*>(struct_at) + all_[i].at, std::move(values[i]), all_[i]);
  return {};
}

http::Fields Slots::show(const void* struct_at) const {
  http::Fields out;
  for (const Slot& slot : all_) slot.show(static_cast<const char*>(struct_at) + slot.at, slot, out);
  return out;
}

namespace inner {
void Words::put(void* member, Value&& value, const Slot&) { as<std::vector<std::string>>(member) = std::move(value.words); }
void Words::show(const void* member, const Slot& slot, http::Fields& out) {
  for (const std::string& one : *present<std::vector<std::string>>(member)) out.add(slot.field.key, one);
}
}  // namespace inner

}  // namespace ocop::input
