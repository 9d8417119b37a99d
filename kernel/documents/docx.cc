#include "kernel/documents/docx.h"

#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/documents/messages.h"
#include "kernel/documents/xml_text.h"
#include "kernel/package/package.h"
#include "kernel/package/xml.h"

// The XML of Word is looked at as text: what is not filled stays byte for byte as Word wrote it. Word and LibreOffice both use the prefix
// "w" for WordprocessingML; the part is parsed before and after, so that what leaves is well-formed.
namespace ocop::documents {
namespace {

constexpr std::size_t kTemplateBytes = 20u << 20;   // a form with a coat of arms has 200 KB
constexpr std::string_view kOpen = "{{", kClose = "}}";

std::string unescaped(std::string_view xml) {
  std::string out;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    const auto take = [&](std::string_view entity, char c) {
      if (!xml.substr(at).starts_with(entity)) return false;
      out.push_back(c);
      at += entity.size() - 1;
      return true;
    };
    if (xml[at] != '&' || !(take("&amp;", '&') || take("&lt;", '<') || take("&gt;", '>') || take("&quot;", '"') || take("&apos;", '\'')))
      out.push_back(xml[at]);
  }
  return out;
}

// One element as it stands in the text, tags included. Empty ("<w:p/>") ones have no content.
struct Element {
  static constexpr std::size_t kNone = std::string_view::npos;
  std::size_t begin = kNone, content = kNone, content_end = kNone, end = kNone;
  bool whole() const { return end != kNone; }
  bool is_open() const { return begin != kNone && end == kNone; }   // begins in this text and does not end in it
};

// The next element of a name from `at` on; elements of the same name inside it are skipped. There may be none.
Element find_element(std::string_view xml, std::string_view name, std::size_t at) {
  const std::string open = "<" + std::string(name), close = "</" + std::string(name) + ">";
  const auto starts = [&](std::size_t i) {
    return xml.substr(i).starts_with(open) && i + open.size() < xml.size() &&
           std::string_view(" >/\r\n\t").find(xml[i + open.size()]) != std::string_view::npos;
  };
  for (std::size_t i = xml.find(open, at); i != std::string_view::npos; i = xml.find(open, i + 1)) {
    if (!starts(i)) continue;
    const std::size_t tag_end = xml.find('>', i);
    if (tag_end == std::string_view::npos) return {};
    if (xml[tag_end - 1] == '/') return {i, tag_end + 1, tag_end + 1, tag_end + 1};
    int depth = 1;
    for (std::size_t j = xml.find('<', tag_end); j != std::string_view::npos; j = xml.find('<', j + 1)) {
      const std::size_t inner_end = xml.find('>', j);
      if (inner_end == std::string_view::npos) break;
      if (starts(j) && xml[inner_end - 1] != '/') ++depth;
      if (xml.substr(j).starts_with(close) && --depth == 0) return {i, tag_end + 1, j, j + close.size()};
    }
    return {i, tag_end + 1};
  }
  return {};
}

// All the text of an element, as a person sees it.
std::string shown_text(std::string_view xml) {
  std::string out;
  for (Element text = find_element(xml, "w:t", 0); text.whole(); text = find_element(xml, "w:t", text.end))
    out += unescaped(xml.substr(text.content, text.content_end - text.content));
  return out;
}

class Filler {
 public:
  explicit Filler(const Filling& filling) : filling_(filling) {}

  // One pass, so that a text which looks like a placeholder stays a text.
  Result<std::string> fill(std::string_view xml) {
    whole_ = xml;
    return fill_rows(xml);
  }

 private:
  static Error unknown(const std::string& name) {
    return Error::of(ErrorKind::invalid_input, Problem{"template", name, "a placeholder that has a text", msg::template_unknown, {name}});
  }
  // A paragraph that is cut by the rows of a table within it (a text box) cannot be filled. It stays as it is when nothing of it is to be.
  Result<void> check_cut(const char* paragraph) const {
    const std::string_view xml = whole_.substr(static_cast<std::size_t>(paragraph - whole_.data()));
    const Element element = find_element(xml, "w:p", 0);
    const std::string text = shown_text(element.whole() ? xml.substr(0, element.end) : xml);
    const std::size_t at = text.find(kOpen), end = text.find(kClose, at);
    if (end == std::string::npos) return {};
    const std::string name = text.substr(at + kOpen.size(), end - at - kOpen.size());
    return Error::of(ErrorKind::invalid_input, Problem{"template",
                                                       std::string(text::cut(name, kMaxProblemText)),
                                                       "no table within a paragraph with placeholders",
                                                       msg::template_table_in_box,
                                                       {name}});
  }

  // Rows with {{list.field}}, in tables within tables too, one copy a record, each filled with its own; all else with the document's.
  Result<std::string> fill_rows(std::string_view xml) {
    std::string out;
    std::size_t at = 0;
    for (;;) {
      const Element row = find_element(xml, "w:tr", at);
      if (!row.whole()) break;
      OCOP_TRY(before, fill_paragraphs(xml.substr(at, row.begin - at), filling_.fields, {}));
      out.append(before);
      const std::string_view inside = xml.substr(row.begin, row.end - row.begin);
      const std::string list = list_of(shown_text(inside));
      if (list.empty()) {
        // The table of this row may hold another table.
        out.append(xml.substr(row.begin, row.content - row.begin));
        OCOP_TRY(content, fill_rows(xml.substr(row.content, row.content_end - row.content)));
        out.append(content).append(xml.substr(row.content_end, row.end - row.content_end));
      } else {
        const auto records = filling_.lists.find(list);
        if (records == filling_.lists.end()) return unknown(list);
        for (const Fields& record : records->second) {
          OCOP_TRY(filled, fill_paragraphs(inside, record, list + "."));
          out.append(filled);
        }
      }
      at = row.end;
    }
    OCOP_TRY(rest, fill_paragraphs(xml.substr(at), filling_.fields, {}));
    return out.append(rest);
  }

  // "list" of the first {{list.field}}.
  static std::string list_of(std::string_view text) {
    for (std::size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, at + 1)) {
      const std::size_t end = text.find(kClose, at);
      if (end == std::string_view::npos) return {};
      const std::string_view name = text.substr(at + kOpen.size(), end - at - kOpen.size());
      if (const std::size_t dot = name.find('.'); dot != std::string_view::npos) return std::string(name.substr(0, dot));
    }
    return {};
  }

  // Placeholders that begin with `prefix` are of `fields`, the others of the document.
  Result<std::string> fill_paragraphs(std::string_view xml, const Fields& fields, const std::string& prefix) {
    std::string out;
    std::size_t at = 0;
    for (;;) {
      const Element paragraph = find_element(xml, "w:p", at);
      if (paragraph.is_open()) OCOP_CHECK(check_cut(xml.data() + paragraph.begin));
      if (!paragraph.whole()) break;
      out.append(xml.substr(at, paragraph.begin - at));
      OCOP_TRY(filled, fill_paragraph(xml.substr(paragraph.begin, paragraph.end - paragraph.begin), fields, prefix));
      out.append(filled);
      at = paragraph.end;
    }
    return out.append(xml.substr(at));
  }

  Result<std::string> text_of(const std::string& name, const Fields& fields, const std::string& prefix) {
    if (!prefix.empty() && name.starts_with(prefix)) {
      const auto found = fields.find(std::string_view(name).substr(prefix.size()));
      if (found != fields.end()) return found->second;
      return unknown(name);
    }
    const auto found = filling_.fields.find(name);
    if (found == filling_.fields.end()) return unknown(name);
    return found->second;
  }

  // The texts of a paragraph are read as one; each letter stays in the run it came from, a placeholder's text goes into its first run.
  Result<std::string> fill_paragraph(std::string_view xml, const Fields& fields, const std::string& prefix) {
    if (shown_text(xml).find(kOpen) == std::string::npos) return std::string(xml);
    std::vector<Element> runs;
    std::vector<std::string> texts;
    std::string all;
    std::vector<std::size_t> owner;   // of each byte of `all`
    for (Element text = find_element(xml, "w:t", 0); text.whole(); text = find_element(xml, "w:t", text.end)) {
      const std::string shown = unescaped(xml.substr(text.content, text.content_end - text.content));
      all += shown;
      owner.insert(owner.end(), shown.size(), runs.size());
      runs.push_back(text);
      texts.emplace_back();
    }
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = all.compare(at, kOpen.size(), kOpen) == 0 ? all.find(kClose, at) : std::string::npos;
      if (end == std::string::npos) {
        texts[owner[at]] += xml_text(std::string_view(all).substr(at, 1));
        ++at;
        continue;
      }
      OCOP_TRY(text, text_of(all.substr(at + kOpen.size(), end - at - kOpen.size()), fields, prefix));
      texts[owner[at]] += xml_text(text);
      at = end + kClose.size();
    }
    std::string out;
    std::size_t from = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      out.append(xml.substr(from, runs[i].begin - from)).append("<w:t xml:space=\"preserve\">").append(texts[i]).append("</w:t>");
      from = runs[i].end;
    }
    return out.append(xml.substr(from));
  }

  const Filling& filling_;
  std::string_view whole_;   // the part; what is filled is always a piece of it
};

class Nothing final : public package::XmlHandler {
 public:
  void start(std::string_view, const package::Attributes&) override {}
};
Result<void> check_well_formed(std::string_view xml, const std::string& part) {
  Nothing nothing;
  package::Xml parser(nothing, part);
  if (auto error = parser.feed(xml)) return std::move(*error);
  if (auto error = parser.feed({})) return std::move(*error);
  return {};
}

bool is_filled(std::string_view part) {
  return part == "word/document.xml" || (part.ends_with(".xml") && (part.starts_with("word/header") || part.starts_with("word/footer")));
}

}  // namespace

Result<std::string> fill_docx(std::string_view file, const Filling& filling) {
  OCOP_TRY(opened, package::Package::open(package::Source::bytes(file), {.entries = 1'000, .part_bytes = kTemplateBytes}));
  if (!opened.has("word/document.xml"))
    return Error::of(ErrorKind::unsupported_media, Problem{"template", "", "a .docx file", msg::template_not_docx, {}});
  std::vector<package::NewPart> parts;
  std::size_t total = 0;
  for (const std::string& name : opened.names()) {
    OCOP_TRY(content, opened.read(name, kTemplateBytes));
    total += content.size();
    if (total > 2 * kTemplateBytes)
      return Error::of(ErrorKind::too_large, "a template of more than " + std::to_string(2 * kTemplateBytes) + " bytes");
    if (is_filled(name)) {
      OCOP_CHECK(check_well_formed(content, name));
      OCOP_TRY(filled, Filler(filling).fill(content));
      OCOP_CHECK(check_well_formed(filled, name));
      content = std::move(filled);
    }
    parts.push_back({name, std::move(content)});
  }
  return package::write(parts);
}

}  // namespace ocop::documents
