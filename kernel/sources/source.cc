#include "kernel/sources/source.h"

#include <algorithm>
#include <charconv>

#include "kernel/base/text.h"
#include "kernel/crypto/crypto.h"

namespace ocop::lists {
namespace {

std::string raw(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number ? std::to_string(*number) : std::get<std::string>(value);
}

// Text that either database takes as an argument: PostgreSQL refuses a NUL inside it.
bool is_text(const std::string& text) { return text::is_valid_utf8(text) && text.find('\0') == std::string::npos; }

std::optional<Value> read_value(std::string_view encoded, Kept kept) {
  auto text = crypto::base64url_decode(encoded);
  if (!text) return std::nullopt;
  if (kept == Kept::bytes) return Value(std::move(*text));
  if (kept == Kept::text) {
    if (!is_text(*text)) return std::nullopt;
    return Value(std::move(*text));
  }
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (fault != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return Value(number);
}

// The order that a cursor belongs to: "a-reported" = after, descending.
std::string order_of(Cursor::Side side, const Sort& sort, Direction direction) {
  return std::string(side == Cursor::Side::after ? "a" : "b") + (direction == Direction::ascending ? "+" : "-") + std::string(sort.word);
}

}  // namespace

const Sort* Source::sort(std::string_view word) const {
  const auto found = std::ranges::find(sorts, word, &Sort::word);
  return found == sorts.end() ? nullptr : &*found;
}

const Condition* Source::condition(std::string_view word) const {
  const auto found = std::ranges::find(conditions, word, &Condition::word);
  return found == conditions.end() ? nullptr : &*found;
}

std::string write_cursor(const Cursor& cursor, const Sort& sort, Direction direction) {
  std::string out = text::base64url(order_of(cursor.side, sort, direction)) + "." + text::base64url(raw(cursor.sort));
  if (cursor.then) out.append(".").append(text::base64url(raw(*cursor.then)));
  return out.append(".").append(text::base64url(raw(cursor.key)));
}

std::optional<Cursor> read_cursor(std::string_view written, const Source& source, const Sort& sort, Direction direction) {
  const auto parts = text::split(written, '.');
  const std::size_t expected = sort.then.empty() ? 3 : 4;   // order, value, the value then, key
  if (parts.size() != expected) return std::nullopt;
  const auto order = crypto::base64url_decode(parts[0]);
  auto at = read_value(parts[1], sort.kept);
  auto key = read_value(parts.back(), source.key_kept);
  auto then = sort.then.empty() ? std::nullopt : read_value(parts[2], sort.then_kept);
  if (!order || !at || !key || (!sort.then.empty() && !then)) return std::nullopt;
  for (const Cursor::Side side : {Cursor::Side::after, Cursor::Side::before})
    if (*order == order_of(side, sort, direction)) return Cursor{side, std::move(*at), std::move(*key), std::move(then)};
  return std::nullopt;
}

}  // namespace ocop::lists
