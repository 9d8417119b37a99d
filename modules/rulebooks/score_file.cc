#include "modules/rulebooks/score_file.h"

#include <algorithm>

#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/rules.h"

namespace ocop::rulebooks {

using json::Node;
using Kind = json::Node::Kind;

namespace {

std::string list_of(std::initializer_list<std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

// Files name criteria in printed order: the one after the last found is tried first.
std::optional<std::size_t> index_near(const Table& table, std::string_view code, std::size_t expected) {
  if (expected < table.criteria.size() && table.criteria[expected]->code == code) return expected;
  return table.index_of(code);
}

}  // namespace

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

Problem unknown_criterion(const Table& table, std::string field, std::string got) {
  return Problem{std::move(field), std::move(got),
                 "a criterion of " + table.code + ": " + table.criteria.front()->code + " to " + table.criteria.back()->code,
                 msg::unknown_criterion, {table.code}};
}

namespace {

void read_answers(const Table& table, const Node& node, const std::string& path, Sheet& sheet, Faults& faults) {
  sheet.answers.assign(table.criteria.size(), kUnticked);
  const std::string field = path + ".answers";
  if (!is_object(node, field, faults)) return;
  std::size_t expected = 0;
  for (std::size_t i = 0; i < node.size() && !faults.full(); ++i) {
    const std::string_view code = node.key_at(i);
    const auto index = index_near(table, code, expected);
    if (!index) {
      faults.add(unknown_criterion(table, entry_of(field, code), node.at(i).brief()));
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

}  // namespace

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

void expect_table(const Table& table, const Node& sha256, Faults& faults) {
  if (sha256 && sha256.text() != table.sha256)
    faults.add("sha256", sha256, "the checksum of " + table.code + " in this program: " + table.sha256, msg::another_table, {table.code});
}

Settings read_settings(const Node& node, const Settings& usual, Faults& faults) {
  Settings out = usual;
  if (!node || !is_object(node, "settings", faults)) return out;
  only(node, "settings", {"floor_basis", "rounding"}, faults);
  const auto read = [&](std::string_view key, auto& setting, auto first, auto second) {
    if (!node[key]) return;
    const auto word = node[key].text();
    if (word == name(first)) setting = first;
    else if (word == name(second)) setting = second;
    else faults.add("settings." + std::string(key), node[key], list_of({name(first), name(second)}), msg::unknown_setting);
  };
  read("floor_basis", out.floor_basis, FloorBasis::mean, FloorBasis::every_sheet);
  read("rounding", out.rounding, Rounding::cut, Rounding::half_up);
  return out;
}

}  // namespace ocop::rulebooks
