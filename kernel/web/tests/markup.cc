#include "kernel/web/tests/markup.h"

#include <algorithm>

namespace ocop::web::tests {
namespace {
const std::set<std::string_view> kVoid{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"};

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':'; }

std::string resolve(std::string_view text, std::vector<std::string>& faults) {
  static constexpr std::pair<std::string_view, char> kReferences[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  while (!text.empty()) {
    if (text[0] != '&') {
      out.push_back(text[0]);
      text.remove_prefix(1);
      continue;
    }
    bool known = false;
    for (const auto& [reference, character] : kReferences) {
      if (text.substr(0, reference.size()) != reference) continue;
      out.push_back(character);
      text.remove_prefix(reference.size());
      known = true;
      break;
    }
    if (known) continue;
    faults.push_back("a bare & before: " + std::string(text.substr(0, 20)));
    text.remove_prefix(1);
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  Document read() {
    while (!rest_.empty()) {
      if (rest_[0] != '<') {
        text();
      } else if (rest_.substr(0, 9) == "<!doctype") {
        rest_.remove_prefix(rest_.find('>') + 1);
      } else if (rest_.substr(0, 2) == "</") {
        end_tag();
      } else {
        start_tag();
      }
    }
    for (const std::size_t index : open_) fault("never closed: <" + document_.elements[index].name + ">");
    return std::move(document_);
  }

 private:
  void fault(std::string what) { document_.faults.push_back(std::move(what)); }

  void text() {
    const auto end = std::min(rest_.find('<'), rest_.size());
    const std::string words = resolve(rest_.substr(0, end), document_.faults);
    if (words.find('>') != std::string::npos && rest_.substr(0, end).find('>') != std::string_view::npos) fault("a bare >: " + words);
    if (!open_.empty()) document_.elements[open_.back()].text += words;
    rest_.remove_prefix(end);
  }

  std::string name() {
    std::size_t n = 0;
    while (n < rest_.size() && is_name(rest_[n])) ++n;
    std::string word(rest_.substr(0, n));
    rest_.remove_prefix(n);
    return word;
  }

  void end_tag() {
    rest_.remove_prefix(2);
    const std::string word = name();
    if (rest_.empty() || rest_[0] != '>') fault("a broken end tag: " + word);
    else rest_.remove_prefix(1);
    if (open_.empty() || document_.elements[open_.back()].name != word) {
      fault("</" + word + "> closes " + (open_.empty() ? "nothing" : document_.elements[open_.back()].name));
      return;
    }
    open_.pop_back();
  }

  void start_tag() {
    rest_.remove_prefix(1);
    Element element{name(), {}, {}};
    if (element.name.empty()) {
      fault("a bare < before: " + std::string(rest_.substr(0, 20)));
      return;
    }
    while (!rest_.empty() && rest_[0] == ' ') attribute(element);
    const bool closed = rest_.substr(0, 2) == "/>";
    if (closed) rest_.remove_prefix(1);
    if (rest_.empty() || rest_[0] != '>') {
      fault("a broken tag: <" + element.name + " … " + std::string(rest_.substr(0, 30)));
      rest_ = {};
      return;
    }
    rest_.remove_prefix(1);
    document_.elements.push_back(std::move(element));
    if (!closed && !kVoid.count(document_.elements.back().name)) open_.push_back(document_.elements.size() - 1);
  }

  void attribute(Element& element) {
    rest_.remove_prefix(1);
    const std::string word = name();
    if (word.empty()) return fault("a stray space in <" + element.name + ">");
    if (element.has(word)) fault("twice: " + word);
    if (rest_.substr(0, 2) != "=\"") {
      if (!rest_.empty() && rest_[0] == '=') fault("not quoted: " + word);
      element.attributes.emplace_back(word, "");
      return;
    }
    rest_.remove_prefix(2);
    const auto end = rest_.find('"');
    if (end == std::string_view::npos) {
      fault("a quote is missing: " + word);
      rest_ = {};
      return;
    }
    if (rest_.substr(0, end).find('<') != std::string_view::npos) fault("a bare < in " + word);
    element.attributes.emplace_back(word, resolve(rest_.substr(0, end), document_.faults));
    rest_.remove_prefix(end + 1);
  }

  std::string_view rest_;
  std::vector<std::size_t> open_;
  Document document_;
};

void check_references(Document& document) {
  std::set<std::string> ids;
  for (const Element& element : document.elements) {
    if (element.has("id") && !ids.insert(element.attribute("id")).second) document.faults.push_back("id twice: " + element.attribute("id"));
  }
  const auto needs = [&](const Element& element, std::string_view attribute) {
    std::string list = element.attribute(attribute);
    for (std::size_t at = 0; at < list.size();) {
      const auto end = std::min(list.find(' ', at), list.size());
      if (!ids.count(list.substr(at, end - at))) document.faults.push_back(std::string(attribute) + " names no id: " + list);
      at = end + 1;
    }
  };
  for (const Element& element : document.elements) {
    for (const std::string_view attribute : {"for", "aria-describedby", "aria-labelledby"}) needs(element, attribute);
    for (const auto& [name, value] : element.attributes) {
      if (name == "style" || name.substr(0, 2) == "on") document.faults.push_back("the CSP refuses " + name);
      const bool address = name == "href" || name == "src" || name == "action";
      const auto colon = value.find(':');
      const std::string scheme = colon == std::string::npos ? "" : value.substr(0, colon);
      const bool other_scheme = colon < value.find_first_of("/?#") && scheme != "http" && scheme != "https" && scheme != "mailto"
          && scheme != "tel" && scheme != "otpauth";   // opens an authenticator app
      if (address && colon != std::string::npos && other_scheme) document.faults.push_back("unsafe address: " + value);
    }
  }
}
}  // namespace

std::string Element::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes)
    if (key == wanted) return value;
  return {};
}
bool Element::has(std::string_view wanted) const {
  return std::any_of(attributes.begin(), attributes.end(), [&](const auto& one) { return one.first == wanted; });
}
const Element* Document::by_id(std::string_view id) const {
  for (const Element& element : elements)
    if (element.has("id") && element.attribute("id") == id) return &element;
  return nullptr;
}
std::vector<const Element*> Document::all(std::string_view name) const {
  std::vector<const Element*> found;
  for (const Element& element : elements)
    if (element.name == name) found.push_back(&element);
  return found;
}

Document read(std::string_view html) {
  Document document = Reader(html).read();
  check_references(document);
  return document;
}

}  // namespace ocop::web::tests
