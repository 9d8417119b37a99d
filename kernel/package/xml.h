#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/error.h"

struct XML_ParserStruct;

namespace ocop::package {

// XML of a part, by expat. Names are local names: the prefixes and the two namespaces (transitional, strict) of ECMA-376 tell nothing
// that the names do not. A DOCTYPE ends it: office files have none, and entities are how XML is made to explode.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  std::optional<std::string_view> find(std::string_view local_name) const;
  std::string_view get(std::string_view local_name) const { return find(local_name).value_or(std::string_view()); }
  std::optional<std::uint32_t> number(std::string_view local_name) const;
  bool flag(std::string_view local_name) const;      // "1", "true", "on"

 private:
  const char** pairs_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view) {}
  virtual void text(std::string_view) {}
  const std::optional<Error>& failed() const { return failed_; }

 protected:
  void fail(Error error) { if (!failed_) failed_ = std::move(error); }

 private:
  std::optional<Error> failed_;
};

inline constexpr int kXmlDepth = 64;                  // a sheet's deepest cell is at 8
inline constexpr std::size_t kXmlToken = 1u << 20;    // one tag or text run that expat must keep: a cell's text has 131 KB

class Xml {
 public:
  // `part` is named in errors. The handler must outlive it.
  Xml(XmlHandler& handler, std::string part);
  ~Xml();
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;
  // An empty piece is the end. Errors: the handler's, or malformed_request.
  std::optional<Error> feed(std::string_view piece);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace ocop::package
