// Score files: docs/formats/score.md. Decodes strictly, scores, encodes.
#include <algorithm>
#include <initializer_list>

#include "kernel/json/json.h"
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/rules.h"

namespace ocop::rulebooks {
namespace {

using json::Node;
using Kind = json::Node::Kind;

// Collects faults with their paths; stops collecting, not reading, at kMaxFaults.
class Faults {
 public:
  void add(Problem problem) { if (problems_.size() < kMaxFaults) problems_.push_back(std::move(problem)); }
  void add(std::string field, const Node& got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
    add(Problem{std::move(field), got.brief(), std::move(expected), message, std::move(arguments)});
  }
  bool none() const { return problems_.empty(); }
  bool full() const { return problems_.size() >= kMaxFaults; }
  Error error() && { return Error{ErrorKind::invalid_input, std::move(problems_), "the score file does not fit"}; }

 private:
  std::vector<Problem> problems_;
};

std::string list_of(std::initializer_list<std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

// A name as a reader can find it in the file: answers["9.9"], with the quotes and escapes of JSON.
std::string entry_of(std::string_view path, std::string_view key) {
  std::string out(path);
  out += '[';
  json::append_escaped(out, key.substr(0, kMaxProblemText));
  return out + ']';
}

bool is_object(const Node& node, std::string_view path, Faults& faults) {
  if (node.kind() == Kind::object) return true;
  faults.add(std::string(path), node, "an object", msg::wrong_type);
  return false;
}
void only(const Node& object, std::string_view path, std::initializer_list<std::string_view> known, Faults& faults) {
  for (std::size_t i = 0; i < object.size(); ++i) {
    const std::string_view key = object.key_at(i);
    if (std::find(known.begin(), known.end(), key) == known.end())
      faults.add(path.empty() ? std::string(key.substr(0, kMaxProblemText)) : entry_of(path, key), object.at(i), "one of " + list_of(known),
                 msg::unknown_member);
  }
}

const Rulebook* read_rulebook(const Library& library, const Node& node, Faults& faults) {
  if (const auto code = node.text())
    if (const Rulebook* rulebook = library.find(*code)) return rulebook;
  std::string known;
  for (const Rulebook& rulebook : library.rulebooks()) known += (known.empty() ? "" : ", ") + rulebook.code;
  faults.add("rulebook", node, "one of " + known, msg::unknown_rulebook);
  return nullptr;
}
const Table* read_set(const Rulebook& rulebook, const Node& node, Faults& faults) {
  if (const auto code = node.text())
    if (const Table* table = rulebook.find(*code)) return table;
  faults.add("product_set", node,
             "a set of " + rulebook.code + ": " + rulebook.tables.front()->code + " to " + rulebook.tables.back()->code,
             msg::set_of_another, {rulebook.code});
  return nullptr;
}

// Files name criteria in printed order: the one after the last found is tried first.
std::optional<std::size_t> index_near(const Table& table, std::string_view code, std::size_t expected) {
  if (expected < table.criteria.size() && table.criteria[expected]->code == code) return expected;
  return table.index_of(code);
}

void read_answers(const Table& table, const Node& node, const std::string& path, Sheet& sheet, Faults& faults) {
  sheet.answers.assign(table.criteria.size(), kUnticked);
  const std::string field = path + ".answers";
  if (!is_object(node, field, faults)) return;
  std::size_t expected = 0;
  for (std::size_t i = 0; i < node.size() && !faults.full(); ++i) {
    const std::string_view code = node.key_at(i);
    const auto index = index_near(table, code, expected);
    if (!index) {
      faults.add(entry_of(field, code), node.at(i),
                 "a criterion of " + table.code + ": " + table.criteria.front()->code + " to " + table.criteria.back()->code,
                 msg::unknown_criterion, {table.code});
      continue;
    }
    expected = *index + 1;
    const Criterion& criterion = *table.criteria[*index];
    const auto option = node.at(i).integer();
    if (!option || *option < 1 || *option > static_cast<std::int64_t>(criterion.options.size()))
      faults.add(option_out_of_range(criterion, path, node.at(i).brief()));
    else
      sheet.answers[*index] = static_cast<std::int8_t>(*option);
  }
}

void read_knockouts(const Table& table, const Node& node, const std::string& path, Sheet& sheet, Faults& faults) {
  if (!node) return;   // no member = none named
  const std::string field = path + ".knockouts";
  if (node.kind() != Kind::array) return faults.add(field, node, "a list of codes", msg::wrong_type);
  for (std::size_t i = 0; i < node.size() && !faults.full(); ++i) {
    const auto code = node.at(i).text();
    if (!code || !is_knockout(table, *code)) faults.add(unknown_knockout(table, field + "[" + std::to_string(i) + "]", node.at(i).brief()));
    else sheet.knockouts.emplace_back(*code);
  }
}

std::vector<Sheet> read_sheets(const Table& table, const Node& node, Faults& faults) {
  std::vector<Sheet> sheets;
  if (node.kind() != Kind::array || node.size() == 0) {
    faults.add("sheets", node, "a list with at least one sheet", msg::no_sheet);
    return sheets;
  }
  if (node.size() > kMaxSheets) {
    faults.add(Problem{"sheets",
                       std::to_string(node.size()),
                       "at most " + std::to_string(kMaxSheets),
                       msg::too_many_sheets,
                       {std::to_string(kMaxSheets)}});
    return sheets;
  }
  sheets.resize(node.size());
  for (std::size_t i = 0; i < node.size() && !faults.full(); ++i) {
    const Node one = node.at(i);
    const std::string path = "sheets[" + std::to_string(i) + "]";
    if (!is_object(one, path, faults)) continue;
    only(one, path, {"member", "answers", "knockouts"}, faults);
    if (one["member"] && !one["member"].text()) faults.add(path + ".member", one["member"], "a text", msg::wrong_type);
    sheets[i].member = one["member"].text_or("");
    read_answers(table, one["answers"], path, sheets[i], faults);
    read_knockouts(table, one["knockouts"], path, sheets[i], faults);
  }
  return sheets;
}

std::string write(const Outcome& outcome, const Settings& settings) {
  json::Writer out;
  out.begin_object().member("total").number(show(outcome.total, settings));
  out.member("parts").begin_object();
  for (const auto& [part, mean] : outcome.parts) out.member(part).number(show(mean, settings));
  out.end_object().field("band", outcome.band).field("stars", outcome.stars);
  out.member("knockouts").begin_array();
  for (const std::string& code : outcome.knockouts) out.text(code);
  out.end_array().member("floors_missed").begin_array();
  for (const MissedFloor& missed : outcome.floors_missed) out.begin_array().integer(missed.star).text(missed.criterion).end_array();
  out.end_array().end_object();
  return out.take();
}

}  // namespace

Result<std::string> score_json(const Library& library, std::string_view request, const Settings& settings) {
  OCOP_TRY(document, json::parse(request, {.bytes = kMaxScoreBytes}));
  const Node root = document.root();
  Faults faults;
  if (!is_object(root, "", faults)) return std::move(faults).error();
  only(root, "", {"rulebook", "product_set", "sheets"}, faults);
  const Rulebook* rulebook = read_rulebook(library, root["rulebook"], faults);
  const Table* table = rulebook ? read_set(*rulebook, root["product_set"], faults) : nullptr;
  if (!table) return std::move(faults).error();
  const std::vector<Sheet> sheets = read_sheets(*table, root["sheets"], faults);
  if (!faults.none()) return std::move(faults).error();
  OCOP_TRY(outcome, score(*rulebook, *table, sheets, settings));
  return write(outcome, settings);
}

}  // namespace ocop::rulebooks
