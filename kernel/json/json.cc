#include "kernel/json/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>
#include <cassert>
#include <charconv>
#include <cmath>

#include "kernel/base/text.h"

namespace ocop::json {
namespace {

namespace bj = boost::json;

// Where the tree is built and where duplicate keys are seen. Boost's own handler keeps the last of two equal keys in silence.
class Builder {
 public:
  static constexpr std::size_t max_object_size = bj::object::max_size();
  static constexpr std::size_t max_array_size = bj::array::max_size();
  static constexpr std::size_t max_key_size = bj::string::max_size();
  static constexpr std::size_t max_string_size = bj::string::max_size();
  using Code = bj::error_code;
  using View = bj::string_view;

  void reset(bj::storage_ptr memory) { stack_.reset(std::move(memory)); }
  bj::value release() { return stack_.release(); }
  const std::optional<std::string>& duplicate() const { return duplicate_; }

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t count, Code&) { stack_.push_array(count); return true; }
  bool on_object_begin(Code&) { open_.push_back(keys_.size()); return true; }
  bool on_object_end(std::size_t count, Code& code) {
    const auto first = keys_.begin() + static_cast<std::ptrdiff_t>(open_.back());
    std::sort(first, keys_.end());
    if (const auto twice = std::adjacent_find(first, keys_.end()); twice != keys_.end()) {
      duplicate_ = *twice;
      code = bj::error::extra_data;  // any error stops the parser; duplicate() says which it was
      return false;
    }
    keys_.erase(first, keys_.end());
    open_.pop_back();
    stack_.push_object(count);
    return true;
  }
  bool on_key_part(View part, std::size_t, Code&) { key_.append(part.data(), part.size()); stack_.push_chars(part); return true; }
  bool on_key(View part, std::size_t, Code&) {
    key_.append(part.data(), part.size());
    keys_.push_back(std::move(key_));
    key_.clear();
    stack_.push_key(part);
    return true;
  }
  bool on_string_part(View part, std::size_t, Code&) { stack_.push_chars(part); return true; }
  bool on_string(View part, std::size_t, Code&) { stack_.push_string(part); return true; }
  bool on_number_part(View part, Code&) { number_.append(part.data(), part.size()); return true; }
  bool on_int64(std::int64_t value, View, Code&) { number_.clear(); stack_.push_int64(value); return true; }
  bool on_uint64(std::uint64_t value, View, Code&) { number_.clear(); stack_.push_uint64(value); return true; }
  // The parser's own double may be an ulp beside the text (found by fuzzing); from_chars gives the nearest one.
  bool on_double(double value, View part, Code& code) {
    number_.append(part.data(), part.size());
    const auto [end, fault] = std::from_chars(number_.data(), number_.data() + number_.size(), value);
    if (fault == std::errc::result_out_of_range && std::abs(value) < 1) value = std::copysign(0.0, value);   // too small to hold
    else if (fault != std::errc{} || !std::isfinite(value)) { code = bj::error::exponent_overflow; return false; }
    number_.clear();
    stack_.push_double(value);
    return true;
  }
  bool on_bool(bool value, Code&) { stack_.push_bool(value); return true; }
  bool on_null(Code&) { stack_.push_null(); return true; }
  bool on_comment_part(View, Code&) { return true; }
  bool on_comment(View, Code&) { return true; }

 private:
  bj::value_stack stack_;
  std::vector<std::string> keys_;   // of all open objects, outermost first
  std::vector<std::size_t> open_;   // where each open object's keys begin
  std::string key_;
  std::string number_;
  std::optional<std::string> duplicate_;
};

Error malformed(std::size_t offset, std::string got, std::string expected) {
  return Error::of(
      ErrorKind::malformed_request,
      Problem{.field = "byte " + std::to_string(offset), .got = std::move(got), .expected = std::move(expected), .message = {}});
}
// Some bytes of the text around the place where reading stopped.
std::string around(std::string_view text, std::size_t offset) {
  constexpr std::size_t kShown = 24;
  std::string_view rest = text.substr(std::min(offset, text.size()), kShown);
  while (!rest.empty() && !text::is_valid_utf8(rest)) rest.remove_suffix(1);
  return rest.empty() && offset >= text.size() ? "end of text" : std::string(rest);
}

const bj::value& as_value(const void* value) { return *static_cast<const bj::value*>(value); }

// Writes until `limit` is passed; a large value is never written whole.
void append_brief(std::string& out, const bj::value& value, std::size_t limit) {
  if (out.size() > limit) return;
  switch (value.kind()) {
    case bj::kind::null: out += "null"; break;
    case bj::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case bj::kind::int64: out += std::to_string(value.get_int64()); break;
    case bj::kind::uint64: out += std::to_string(value.get_uint64()); break;
    case bj::kind::double_: {
      char digits[32];
      out.append(digits, static_cast<std::size_t>(std::snprintf(digits, sizeof digits, "%.15g", value.get_double())));
      break;
    }
    case bj::kind::string: {
      const bj::string& text = value.get_string();
      append_escaped(out, text::cut({text.data(), text.size()}, limit + 1));
      break;
    }
    case bj::kind::array: {
      out += '[';
      for (const bj::value& element : value.get_array()) {
        if (out.back() != '[') out += ',';
        append_brief(out, element, limit);
        if (out.size() > limit) return;
      }
      out += ']';
      break;
    }
    case bj::kind::object: {
      out += '{';
      for (const auto& member : value.get_object()) {
        if (out.back() != '{') out += ',';
        append_escaped(out, text::cut({member.key().data(), member.key().size()}, limit + 1));
        out += ':';
        append_brief(out, member.value(), limit);
        if (out.size() > limit) return;
      }
      out += '}';
      break;
    }
  }
}

}  // namespace

// ---- reading ---------------------------------------------------------------------------------------------------------------
struct Document::Inner {
  bj::monotonic_resource memory;   // the tree is freed at once
  bj::value root;
};
Document::Document(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;
Node Document::root() const { return Node(&inner_->root); }

Result<Document> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes)
    return Error::of(ErrorKind::too_large, Problem{.field = {}, .got = std::to_string(text.size()) + " bytes",
                                                   .expected = "at most " + std::to_string(limits.bytes) + " bytes", .message = {}});
  bj::parse_options options;
  options.max_depth = limits.depth;
  auto inner = std::make_unique<Document::Inner>();   // before the parser, whose half-built values live in its memory
  bj::basic_parser<Builder> parser(options);
  parser.handler().reset(&inner->memory);

  bj::error_code code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  if (parser.handler().duplicate()) return malformed(read, *parser.handler().duplicate(), "each key once in an object");
  if (code == bj::error::too_deep) return malformed(read, around(text, read), "at most " + std::to_string(limits.depth) + " levels");
  if (code) return malformed(read, around(text, read), "JSON (" + code.message() + ")");
  if (read < text.size()) return malformed(read, around(text, read), "nothing after the JSON value");
  inner->root = parser.handler().release();
  return Document(std::move(inner));
}

Node::Kind Node::kind() const {
  if (!value_) return Kind::missing;
  switch (as_value(value_).kind()) {
    case bj::kind::null: return Kind::null;
    case bj::kind::bool_: return Kind::boolean;
    case bj::kind::int64: return Kind::integer;
    case bj::kind::uint64:   // above the largest int64: a number that integer() cannot give
    case bj::kind::double_: return Kind::real;
    case bj::kind::string: return Kind::text;
    case bj::kind::array: return Kind::array;
    case bj::kind::object: return Kind::object;
  }
  return Kind::missing;
}
std::optional<bool> Node::boolean() const {
  if (kind() != Kind::boolean) return std::nullopt;
  return as_value(value_).get_bool();
}
std::optional<std::int64_t> Node::integer() const {
  if (kind() != Kind::integer) return std::nullopt;
  return as_value(value_).get_int64();
}
std::optional<double> Node::number() const {
  if (const auto whole = integer()) return static_cast<double>(*whole);
  if (kind() != Kind::real) return std::nullopt;
  const bj::value& value = as_value(value_);
  return value.is_uint64() ? static_cast<double>(value.get_uint64()) : value.get_double();
}
std::optional<std::string_view> Node::text() const {
  if (kind() != Kind::text) return std::nullopt;
  const bj::string& text = as_value(value_).get_string();
  return std::string_view(text.data(), text.size());
}
std::size_t Node::size() const {
  switch (kind()) {
    case Kind::array: return as_value(value_).get_array().size();
    case Kind::object: return as_value(value_).get_object().size();
    default: return 0;
  }
}
Node Node::operator[](std::string_view key) const {
  if (kind() != Kind::object) return {};
  return Node(as_value(value_).get_object().if_contains({key.data(), key.size()}));
}
Node Node::at(std::size_t index) const {
  if (index >= size()) return {};
  const bj::value& value = as_value(value_);
  if (value.is_array()) return Node(&value.get_array()[index]);
  return Node(&(value.get_object().begin() + index)->value());
}
std::string_view Node::key_at(std::size_t index) const {
  if (kind() != Kind::object || index >= size()) return {};
  const auto key = (as_value(value_).get_object().begin() + index)->key();
  return {key.data(), key.size()};
}
std::string Node::brief() const {
  if (!value_) return "nothing";
  constexpr std::string_view kMore = "…";
  std::string out;
  append_brief(out, as_value(value_), kMaxProblemText);
  if (out.size() <= kMaxProblemText) return out;
  return std::string(text::cut(out, kMaxProblemText - kMore.size())).append(kMore);
}

// ---- writing ---------------------------------------------------------------------------------------------------------------
void Writer::separate() {
  if (after_member_) { after_member_ = false; return; }
  if (first_.empty()) return;
  if (first_.back()) first_.back() = false;
  else out_ += ',';
}
Writer& Writer::begin_object() { separate(); out_ += '{'; first_.push_back(true); return *this; }
Writer& Writer::end_object() { assert(!first_.empty() && !after_member_); first_.pop_back(); out_ += '}'; return *this; }
Writer& Writer::begin_array() { separate(); out_ += '['; first_.push_back(true); return *this; }
Writer& Writer::end_array() { assert(!first_.empty() && !after_member_); first_.pop_back(); out_ += ']'; return *this; }
Writer& Writer::member(std::string_view key) {
  assert(!first_.empty() && !after_member_);
  separate();
  append_escaped(out_, key);
  out_ += ':';
  after_member_ = true;
  return *this;
}
Writer& Writer::text(std::string_view value) { separate(); append_escaped(out_, value); return *this; }
Writer& Writer::integer(std::int64_t value) { separate(); out_ += std::to_string(value); return *this; }
Writer& Writer::number(std::string_view decimal) { separate(); out_ += decimal; return *this; }
Writer& Writer::boolean(bool value) { separate(); out_ += value ? "true" : "false"; return *this; }
Writer& Writer::null() { separate(); out_ += "null"; return *this; }
Writer& Writer::raw(std::string_view json) { separate(); out_ += json; return *this; }

void append_escaped(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  static constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  const bool valid = text::is_valid_utf8(text);
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    std::size_t length = 1;
    if (byte == '"' || byte == '\\') { out += '\\'; out += text[i]; }
    else if (byte == '\n') out += "\\n";
    else if (byte == '\t') out += "\\t";
    else if (byte == '\r') out += "\\r";
    else if (byte < 0x20) { out += "\\u00"; out += kHex[byte >> 4]; out += kHex[byte & 15]; }
    else if (valid || byte < 0x80) out += text[i];
    else {
      length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      if (text::is_valid_utf8(text.substr(i, length)) && text.size() - i >= length) out += text.substr(i, length);
      else { out += kReplacement; length = 1; }
    }
    i += length;
  }
  out += '"';
}

}  // namespace ocop::json
