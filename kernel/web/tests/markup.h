#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

// A small reader of our own HTML output: enough of the standard's syntax to find what a component must never write.
namespace ocop::web::tests {

struct Element {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;   // values with their references resolved
  std::string text;                                              // of its own, references resolved
  std::string attribute(std::string_view name) const;
  bool has(std::string_view name) const;
};
struct Document {
  std::vector<Element> elements;      // in order of their start tags
  std::vector<std::string> faults;    // empty = well formed
  const Element* by_id(std::string_view id) const;
  std::vector<const Element*> all(std::string_view name) const;
};
// Faults: unquoted or duplicate attributes, a tag that is not closed or closed twice, a bare < or &, an id used twice, a `for`, `#…` link,
// aria-describedby or aria-labelledby that names no id, an inline style or handler (the CSP refuses them), an unsafe href.
Document read(std::string_view html);

}  // namespace ocop::web::tests
