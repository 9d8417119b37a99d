#include "modules/rulebooks/table_file.h"

#include <algorithm>
#include <initializer_list>

namespace ocop::rulebooks {
namespace {

using json::Node;
using Kind = json::Node::Kind;

// Remembers the first fault and answers empty from then on, so that reading is plain assignments.
class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  void fail(std::string_view path, std::string_view what) {
    if (fault_.empty()) fault_ = std::string(file_) + ": " + std::string(path) + ": " + std::string(what);
  }
  bool ok() const { return fault_.empty(); }
  Error error() const { return Error::of(ErrorKind::internal, fault_); }

  void only(const Node& object, std::string_view path, std::initializer_list<std::string_view> known) {
    if (object.kind() != Kind::object) return fail(path, "an object is expected");
    for (std::size_t i = 0; i < object.size(); ++i)
      if (std::find(known.begin(), known.end(), object.key_at(i)) == known.end())
        fail(path, "unknown member " + std::string(object.key_at(i)));
  }
  std::string text(const Node& object, std::string_view key, std::string_view path) {
    const auto value = object[key].text();
    if (!value) fail(path, std::string(key) + ": a text is expected");
    return std::string(value.value_or(""));
  }
  int number(const Node& object, std::string_view key, std::string_view path) {
    constexpr std::int64_t kMost = 10'000;   // points, counts and months are far below
    const auto value = object[key].integer();
    if (!value || *value < 0 || *value > kMost) { fail(path, std::string(key) + ": a whole number is expected"); return 0; }
    return static_cast<int>(*value);
  }
  int number_or(const Node& object, std::string_view key, std::string_view path, int fallback) {
    return object[key] ? number(object, key, path) : fallback;
  }
  Text both(const Node& object, std::string_view path) {
    Text out{text(object, "vi", path), text(object, "en", path)};
    if (out.vi.empty() || out.en.empty()) fail(path, "a text in both languages is expected");
    return out;
  }
  std::vector<Text> lines(const Node& list, std::string_view path) {
    std::vector<Text> out;
    if (list && list.kind() != Kind::array) fail(path, "a list is expected");
    for (std::size_t i = 0; i < list.size(); ++i) { only(list.at(i), path, {"vi", "en"}); out.push_back(both(list.at(i), path)); }
    return out;
  }
  std::optional<Text> maybe(const Node& object, std::string_view path) {
    if (!object || object.kind() == Kind::null) return std::nullopt;
    return both(object, path);
  }
  std::vector<std::string> texts(const Node& list, std::string_view path) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!list.at(i).text()) fail(path, "a list of texts is expected");
      out.emplace_back(list.at(i).text_or(""));
    }
    return out;
  }
  // Date as "2026-05-22"; null gives nullopt.
  std::optional<Date> day(const Node& object, std::string_view key, std::string_view path) {
    if (object[key].kind() == Kind::null) return std::nullopt;
    const auto date = Date::parse_iso(object[key].text_or(""));
    if (!date) fail(path, std::string(key) + ": a date is expected");
    return date;
  }

 private:
  std::string_view file_;
  std::string fault_;
};

Option read_option(Reader& reader, const Node& node, std::string_view path) {
  reader.only(node, path, {"points", "vi", "en", "min_star", "case", "derived", "printed_points", "points_blank"});
  return Option{.points = reader.number(node, "points", path), .label = reader.both(node, path),
                .min_star = reader.number_or(node, "min_star", path, 0), .case_code = std::string(node["case"].text_or(""))};
}

Criterion read_criterion(Reader& reader, const Node& node) {
  Criterion criterion;
  criterion.code = reader.text(node, "code", "criterion");
  const std::string& path = criterion.code;
  reader.only(node, path, {"code", "vi", "en", "max", "printed_code", "parent", "condition", "requirements", "knockouts", "notes", "cases",
                           "options", "floors"});
  criterion.parent = node["parent"].text_or("");
  criterion.title = reader.both(node, path);
  criterion.max = reader.number(node, "max", path);
  for (std::size_t i = 0; i < node["options"].size(); ++i) criterion.options.push_back(read_option(reader, node["options"].at(i), path));
  if (criterion.options.empty()) reader.fail(path, "no options");
  const Node floors = node["floors"];
  for (std::size_t i = 0; i < floors.size(); ++i) {
    const std::string_view star = floors.key_at(i);
    if (star != "3" && star != "4" && star != "5") { reader.fail(path, "floors: a star from 3 to 5 is expected"); break; }
    criterion.floors.push_back({star[0] - '0', reader.number(floors, star, path)});
  }
  criterion.knockouts = reader.lines(node["knockouts"], path);
  criterion.requirements = reader.lines(node["requirements"], path);
  criterion.notes = reader.lines(node["notes"], path);
  criterion.condition = reader.maybe(node["condition"], path);
  for (std::size_t i = 0; i < node["cases"].size(); ++i)
    criterion.cases.emplace(reader.text(node["cases"].at(i), "code", path), reader.both(node["cases"].at(i), path));
  return criterion;
}

Section read_section(Reader& reader, const Node& node) {
  Section section;
  section.code = reader.text(node, "code", "section");
  reader.only(node, section.code, {"code", "vi", "en", "max", "subsections", "criteria"});
  section.title = reader.both(node, section.code);
  section.max = reader.number(node, "max", section.code);
  for (std::size_t i = 0; i < node["subsections"].size(); ++i) {
    const Node one = node["subsections"].at(i);
    section.subsections.push_back(
        {reader.text(one, "code", section.code), reader.both(one, section.code), reader.number(one, "max", section.code)});
  }
  for (std::size_t i = 0; i < node["criteria"].size(); ++i) section.criteria.push_back(read_criterion(reader, node["criteria"].at(i)));
  return section;
}

Part read_part(Reader& reader, const Node& node) {
  Part part;
  part.code = reader.text(node, "code", "part");
  reader.only(node, part.code, {"code", "vi", "en", "max", "sections"});
  if (part.code.size() != 1) reader.fail(part.code, "a part has one letter");
  part.title = reader.both(node, part.code);
  part.max = reader.number(node, "max", part.code);
  for (std::size_t i = 0; i < node["sections"].size(); ++i) part.sections.push_back(read_section(reader, node["sections"].at(i)));
  return part;
}

Group read_group(Reader& reader, const Node& node) {
  if (!node) return {};
  reader.only(node, "group", {"code", "vi", "en", "subgroup", "subset"});
  return Group{reader.text(node, "code", "group"), reader.both(node, "group"), reader.text(node, "subgroup", "group"),
               reader.text(node, "subset", "group")};
}

void index_criteria(Table& table) {
  for (const Part& part : table.parts)
    for (const Section& section : part.sections)
      for (const Criterion& criterion : section.criteria) {
        table.criteria.push_back(&criterion);
        table.part_of.push_back(part.code.empty() ? '?' : part.code[0]);
      }
}

}  // namespace

Result<std::shared_ptr<const Table>> read_table(std::string_view file, std::string_view content, std::string_view sha256) {
  OCOP_TRY(document, json::parse(content));
  const Node root = document.root();
  Reader reader(file);
  auto table = std::make_shared<Table>();
  reader.only(root, "table",
              {"rulebook", "code", "number", "slug", "name", "reference", "group", "lead_agencies", "sample_units", "sample_article",
               "knockouts", "parts", "anomalies", "completeness", "missing", "sources"});
  table->code = reader.text(root, "code", "table");
  table->slug = reader.text(root, "slug", "table");
  table->number = reader.number(root, "number", "table");
  table->name = reader.both(root["name"], "name");
  table->reference = reader.maybe(root["reference"], "reference").value_or(Text{});
  table->group = read_group(reader, root["group"]);
  table->lead_agencies = reader.lines(root["lead_agencies"], "lead_agencies");
  table->sample_units = reader.number_or(root, "sample_units", "table", 0);
  for (std::size_t i = 0; i < root["knockouts"].size(); ++i) {
    const Node one = root["knockouts"].at(i);
    reader.only(one, "knockouts", {"code", "vi", "en"});
    table->knockouts.push_back({reader.text(one, "code", "knockouts"), reader.both(one, "knockouts")});
  }
  for (std::size_t i = 0; i < root["parts"].size(); ++i) table->parts.push_back(read_part(reader, root["parts"].at(i)));
  table->anomalies = reader.lines(root["anomalies"], "anomalies");
  table->missing = reader.maybe(root["missing"], "missing");
  if ((root["completeness"].text_or("") == "partial") != table->missing.has_value())
    reader.fail("completeness", "does not agree with `missing`");
  table->sources = reader.texts(root["sources"], "sources");
  table->sha256 = sha256;
  index_criteria(*table);
  if (!reader.ok()) return reader.error();
  return std::shared_ptr<const Table>(std::move(table));
}

Result<Rulebook> read_rulebook(std::string_view file, std::string_view content) {
  OCOP_TRY(document, json::parse(content));
  const Node root = document.root();
  Reader reader(file);
  reader.only(root, "rulebook",
              {"code", "decision", "issued", "effective", "effective_to", "name", "supersedes", "bands", "parts", "certificate", "floors",
               "notes", "sources"});
  Rulebook rulebook;
  rulebook.code = reader.text(root, "code", "rulebook");
  rulebook.decision = reader.text(root, "decision", "rulebook");
  rulebook.name = reader.both(root["name"], "name");
  rulebook.effective = reader.day(root, "effective", "rulebook").value_or(Date{});
  rulebook.effective_to = reader.day(root, "effective_to", "rulebook");
  for (std::size_t i = 0; i < root["bands"].size(); ++i) {
    const Node one = root["bands"].at(i);
    rulebook.bands.push_back(
        {reader.number(one, "star", "bands"), reader.number(one, "from", "bands"), std::string(one["article"].text_or(""))});
  }
  for (std::size_t i = 0; i < root["parts"].size(); ++i) {
    const Node one = root["parts"].at(i);
    rulebook.part_max.emplace(reader.text(one, "code", "parts"), reader.number(one, "max", "parts"));
  }
  if (root["certificate"].kind() == Kind::object) rulebook.certificate_months = reader.number(root["certificate"], "months", "certificate");
  rulebook.floor_rule = reader.maybe(root["floors"], "floors");
  rulebook.notes = reader.lines(root["notes"], "notes");
  rulebook.sources = reader.texts(root["sources"], "sources");
  if (rulebook.bands.empty() || rulebook.bands.back().from != 0) reader.fail("bands", "the last band starts at 0");
  if (!reader.ok()) return reader.error();
  return rulebook;
}

}  // namespace ocop::rulebooks
