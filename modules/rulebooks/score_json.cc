// Score files: docs/formats/score.md. Decodes strictly, scores, encodes.
#include "modules/rulebooks/score_file.h"

namespace ocop::rulebooks {
namespace {

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

Result<std::string> score_json(const Library& library, std::string_view request, const Settings& usual) {
  OCOP_TRY(document, json::parse(request, {.bytes = kMaxScoreBytes}));
  const json::Node root = document.root();
  Faults faults;
  if (!is_object(root, "", faults)) return std::move(faults).error();
  only(root, "", {"rulebook", "product_set", "sheets", "sha256", "settings"}, faults);
  const Rulebook* rulebook = read_rulebook(library, root["rulebook"], faults);
  const Table* table = rulebook ? read_set(*rulebook, root["product_set"], faults) : nullptr;
  if (!table) return std::move(faults).error();
  const std::vector<Sheet> sheets = read_sheets(*table, root["sheets"], faults);
  expect_table(*table, root["sha256"], faults);
  const Settings settings = read_settings(root["settings"], usual, faults);
  if (!faults.none()) return std::move(faults).error();
  OCOP_TRY(outcome, score(*rulebook, *table, sheets, settings));
  return write(outcome, settings);
}

}  // namespace ocop::rulebooks
