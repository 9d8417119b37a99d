// `ocop ladder`: docs/formats/ladder.md. Decodes as score files are decoded, climbs, encodes.
#include "modules/rulebooks/messages.h"
#include "modules/rulebooks/score_file.h"

namespace ocop::rulebooks {
namespace {

using json::Node;

std::int64_t read_whole(const Node& node, const std::string& path, std::int64_t least, std::int64_t most, const Message& message,
                        Faults& faults) {
  const auto number = node.integer();
  if (number && *number >= least && *number <= most) return *number;
  faults.add(path, node, std::to_string(least) + ".." + std::to_string(most), message);
  return least;
}

// {"money":5000000,"months":3}; a member that is not there is as it is usually.
Price read_price(const Node& node, const std::string& path, Faults& faults) {
  Price price = kUsualPrice;
  if (!is_object(node, path, faults)) return price;
  only(node, path, {"money", "months"}, faults);
  if (node["money"]) price.money = read_whole(node["money"], path + ".money", 0, kMostMoney, msg::ladder_price, faults);
  if (node["months"]) price.months = read_whole(node["months"], path + ".months", 0, kMostMonths, msg::ladder_price, faults);
  return price;
}

// {"1.2":{"2":{…}}}: by criterion, then by the number of the option as `answers` has it.
void read_prices(const Table& table, const Node& node, Prices& prices, Faults& faults) {
  if (!node || !is_object(node, "costs", faults)) return;
  for (std::size_t i = 0; i < node.size() && !faults.full(); ++i) {
    const std::string path = entry_of("costs", node.key_at(i));
    const auto criterion = table.index_of(node.key_at(i));
    if (!criterion) {
      faults.add(unknown_criterion(table, path, node.at(i).brief()));
      continue;
    }
    if (!is_object(node.at(i), path, faults)) continue;
    const std::size_t options = table.criteria[*criterion]->options.size();
    for (std::size_t k = 0; k < node.at(i).size() && !faults.full(); ++k) {
      const std::string_view number = node.at(i).key_at(k);
      std::size_t option = 0;
      for (std::size_t n = 1; n <= options && option == 0; ++n)
        if (std::to_string(n) == number) option = n;
      const std::string here = entry_of(path, number);
      if (option == 0)
        faults.add(here, node.at(i).at(k), "1.." + std::to_string(options), msg::option_out_of_range,
                   {table.criteria[*criterion]->code, std::to_string(options)});
      else prices.given[{*criterion, static_cast<int>(option)}] = read_price(node.at(i).at(k), here, faults);
    }
  }
}

void read_unmet(const Table& table, const Node& node, std::vector<std::size_t>& unmet, Faults& faults) {
  if (!node) return;
  if (node.kind() != Node::Kind::array) return faults.add("unmet", node, "a list of criteria", msg::wrong_type);
  for (std::size_t i = 0; i < node.size() && !faults.full(); ++i) {
    const auto code = node.at(i).text();
    const auto criterion = code ? table.index_of(*code) : std::nullopt;
    if (criterion && !table.criteria[*criterion]->requirements.empty()) unmet.push_back(*criterion);
    else faults.add("unmet[" + std::to_string(i) + "]", node.at(i), "a criterion that prints a requirement", msg::ladder_no_requirement);
  }
}

std::string write(const Table& table, const Ladder& ladder) {
  json::Writer out;
  out.begin_object().field("reached", ladder.reached).member("steps").begin_array();
  for (const Rung& rung : ladder.rungs) {
    out.begin_object().field("criterion", table.criteria[rung.criterion]->code).field("from", rung.from).field("to", rung.to);
    out.field("points", std::to_string(rung.points)).field("money", rung.price.money).field("months", rung.price.months);
    out.field("total", std::to_string(rung.total)).field("stars", rung.stars).end_object();
  }
  out.end_array().field("money", ladder.price.money).field("months", ladder.price.months).end_object();
  return out.take();
}

Problem problem_of(const Table& table, const Obstacle& obstacle, int target) {
  const std::string star = std::to_string(target), needed = std::to_string(obstacle.needed), most = std::to_string(obstacle.most);
  switch (obstacle.kind) {
    case Obstacle::Kind::knockout:
      return {"sheets[0].knockouts", '"' + obstacle.code + '"', "no knockout", msg::ladder_knocked_out, {obstacle.code}};
    case Obstacle::Kind::requirement:
      return {"unmet", '"' + obstacle.code + '"', "the requirement met", msg::ladder_requirement_unmet, {obstacle.code}};
    case Obstacle::Kind::floor:
      return {entry_of("sheets[0].answers", obstacle.code), most + " points", "at least " + needed + " points for " + star + " stars",
              msg::ladder_floor_out_of_reach, {obstacle.code, needed, star}};
    case Obstacle::Kind::points: break;
  }
  return {"target", star, needed + " points; the table gives at most " + most, msg::ladder_points_out_of_reach,
          {table.code, most, star, needed}};
}

}  // namespace

Result<std::string> ladder_json(const Library& library, std::string_view request) {
  OCOP_TRY(document, json::parse(request, {.bytes = kMaxScoreBytes}));
  const Node root = document.root();
  Faults faults;
  if (!is_object(root, "", faults)) return std::move(faults).error();
  only(root, "", {"rulebook", "product_set", "sheets", "sha256", "settings", "target", "costs", "unmet"}, faults);
  const Rulebook* rulebook = read_rulebook(library, root["rulebook"], faults);
  const Table* table = rulebook ? read_set(*rulebook, root["product_set"], faults) : nullptr;
  if (!table) return std::move(faults).error();
  const std::vector<Sheet> sheets = read_sheets(*table, root["sheets"], faults);
  if (sheets.size() > 1)
    faults.add(Problem{"sheets", std::to_string(sheets.size()), "one sheet", msg::ladder_one_sheet, {}});
  expect_table(*table, root["sha256"], faults);
  read_settings(root["settings"], {}, faults);   // of one sheet they change nothing: a mean is its points
  Wish wish;
  wish.target = static_cast<int>(read_whole(root["target"], "target", 1, kMostStars, msg::ladder_target, faults));
  read_prices(*table, root["costs"], wish.prices, faults);
  read_unmet(*table, root["unmet"], wish.unmet, faults);
  if (!faults.none()) return std::move(faults).error();
  OCOP_TRY(way, ladder(*rulebook, *table, sheets.front(), wish));
  if (way.reachable()) return write(*table, way);
  Error error{ErrorKind::conflict, {}, std::to_string(wish.target) + " stars are out of reach"};
  for (const Obstacle& obstacle : way.obstacles) error.problems.push_back(problem_of(*table, obstacle, wish.target));
  return error;
}

}  // namespace ocop::rulebooks
