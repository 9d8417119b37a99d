#include "kernel/package/xml.h"

#include <expat.h>

#include <charconv>
#include <new>

#include "kernel/package/faults.h"

namespace ocop::package {
namespace {

constexpr char kSeparator = '|';   // between namespace and name; no URI of an office namespace has one

std::string_view local(const char* name) {
  const std::string_view all(name);
  const std::size_t bar = all.rfind(kSeparator);
  return bar == std::string_view::npos ? all : all.substr(bar + 1);
}

}  // namespace

std::optional<std::string_view> Attributes::find(std::string_view local_name) const {
  for (const char** pair = pairs_; *pair; pair += 2)
    if (local(*pair) == local_name) return std::string_view(pair[1]);
  return std::nullopt;
}

std::optional<std::uint32_t> Attributes::number(std::string_view local_name) const {
  const auto typed = find(local_name);
  std::uint32_t value = 0;
  if (!typed) return std::nullopt;
  const auto [end, error] = std::from_chars(typed->data(), typed->data() + typed->size(), value);
  return error == std::errc() && end == typed->data() + typed->size() ? std::optional(value) : std::nullopt;
}

bool Attributes::flag(std::string_view local_name) const {
  const std::string_view typed = get(local_name);
  return typed == "1" || typed == "true" || typed == "on";
}

struct Xml::Inner {
  XmlHandler& handler;
  std::string part;
  XML_Parser parser = nullptr;
  int depth = 0;
  std::uint64_t fed = 0;
  bool doctype = false;

  // A handler that failed, and a nesting no office file has, end the parsing; expat calls a few more times until it stops.
  void stop_if_failed() { if (handler.failed() || depth > kXmlDepth || doctype) XML_StopParser(parser, XML_FALSE); }
  bool going() const { return !handler.failed() && depth <= kXmlDepth && !doctype; }

  static void started(void* self, const char* name, const char** attributes) {
    auto& me = *static_cast<Inner*>(self);
    ++me.depth;
    if (me.going()) me.handler.start(local(name), Attributes(attributes));
    me.stop_if_failed();
  }
  static void ended(void* self, const char* name) {
    auto& me = *static_cast<Inner*>(self);
    --me.depth;
    if (me.going()) me.handler.end(local(name));
    me.stop_if_failed();
  }
  static void texted(void* self, const char* text, int size) {
    auto& me = *static_cast<Inner*>(self);
    if (me.going()) me.handler.text({text, static_cast<std::size_t>(size)});
    me.stop_if_failed();
  }
  static void doctyped(void* self, const char*, const char*, const char*, int) {
    auto& me = *static_cast<Inner*>(self);
    me.doctype = true;
    me.stop_if_failed();
  }
};

Xml::Xml(XmlHandler& handler, std::string part) : inner_(std::make_unique<Inner>(Inner{handler, std::move(part)})) {
  inner_->parser = XML_ParserCreateNS(nullptr, kSeparator);
  if (!inner_->parser) throw std::bad_alloc();
  XML_SetUserData(inner_->parser, inner_.get());
  XML_SetElementHandler(inner_->parser, Inner::started, Inner::ended);
  XML_SetCharacterDataHandler(inner_->parser, Inner::texted);
  XML_SetStartDoctypeDeclHandler(inner_->parser, Inner::doctyped);
}

Xml::~Xml() { XML_ParserFree(inner_->parser); }

std::optional<Error> Xml::feed(std::string_view piece) {
  const bool last = piece.empty();
  inner_->fed += piece.size();
  const XML_Status status = XML_Parse(inner_->parser, piece.data(), static_cast<int>(piece.size()), last);
  if (inner_->handler.failed()) return inner_->handler.failed();
  const XML_Index parsed = XML_GetCurrentByteIndex(inner_->parser);
  const bool hoards = parsed >= 0 && inner_->fed - static_cast<std::uint64_t>(parsed) > kXmlToken + piece.size();
  if (status == XML_STATUS_ERROR || hoards) return broken("file", msg::broken_part, {inner_->part});
  return std::nullopt;
}

}  // namespace ocop::package
