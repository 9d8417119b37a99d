#include "modules/evaluation/canonical.h"

#include <algorithm>
#include <map>
#include <vector>

#include "kernel/json/json.h"

namespace ocop::evaluation {
namespace {

// An exact fraction as text: "157/2". Shown figures depend on a province's rounding; the log keeps what is exact.
std::string exact(const Rational& figure) {
  return std::to_string(figure.numerator()) + "/" + std::to_string(figure.denominator());
}

}  // namespace

std::string canonical(const Sheet& sheet) {
  std::map<std::string_view, const Answer*> answers;
  for (const Answer& answer : sheet.answers) answers[answer.criterion] = &answer;
  std::map<std::string_view, std::string_view> knockouts, opinions;
  for (const KnockoutTick& tick : sheet.knockouts) knockouts[tick.code] = tick.reason;
  for (const Opinion& opinion : sheet.opinions) opinions[opinion.part] = opinion.text;

  json::Writer out;
  out.begin_object().member("answers").begin_object();
  for (const auto& [criterion, answer] : answers) {
    out.member(criterion).begin_object().field("note", answer->note).field("option", static_cast<std::int64_t>(answer->option));
    out.member("papers").begin_array();
    for (const PaperId& paper : answer->papers) out.text(paper.text());
    out.end_array().end_object();
  }
  out.end_object().member("knockouts").begin_object();
  for (const auto& [code, reason] : knockouts) out.field(code, reason);
  out.end_object().member("opinions").begin_object();
  for (const auto& [part, words] : opinions) out.field(part, words);
  out.end_object().end_object();
  return out.take();
}

std::string leaf_dossier_submitted(const Dossier& dossier, std::string_view commitment) {
  json::Writer out;
  out.begin_object().field("commitment", commitment).field("kind", name(dossier.kind)).field("number", dossier.number);
  out.field("product", dossier.product.text()).field("product_set", dossier.product_set).field("rulebook", dossier.rulebook);
  if (dossier.standing_until) out.field("standing_until", *dossier.standing_until);
  out.end_object();
  return out.take();
}

std::string leaf_dossier_moved(const Dossier& dossier) {
  json::Writer out;
  out.begin_object().field("number", dossier.number).end_object();
  return out.take();
}

std::string leaf_scoring_opened(const Dossier& dossier, int seats) {
  const Settings& settings = dossier.settings;
  json::Writer out;
  out.begin_object().field("floor_basis", settings.floor_basis == rulebooks::FloorBasis::mean ? "mean" : "every_sheet");
  out.field("number", dossier.number).field("quorum_percent", static_cast<std::int64_t>(settings.quorum_percent));
  out.field("rounding", settings.rounding == rulebooks::Rounding::cut ? "cut" : "half_up");
  out.field("seats", static_cast<std::int64_t>(seats)).field("spread_limit", static_cast<std::int64_t>(settings.spread_limit));
  out.end_object();
  return out.take();
}

std::string leaf_sheet_submitted(const Dossier& dossier, int seat, int ordinal, std::string_view commitment) {
  json::Writer out;
  out.begin_object().field("commitment", commitment).field("dossier", dossier.id.text());
  out.field("ordinal", static_cast<std::int64_t>(ordinal)).field("seat", static_cast<std::int64_t>(seat)).end_object();
  return out.take();
}

std::string leaf_sheet_reopened(const Dossier& dossier, int seat) {
  json::Writer out;
  out.begin_object().field("dossier", dossier.id.text()).field("seat", static_cast<std::int64_t>(seat)).end_object();
  return out.take();
}

std::string leaf_settings_entered(const Settings& settings) {
  json::Writer out;
  out.begin_object().field("council_size_min", settings.council_size_min);
  out.field("floor_basis", settings.floor_basis == rulebooks::FloorBasis::mean ? "mean" : "every_sheet");
  out.field("quorum_percent", settings.quorum_percent);
  out.field("rounding", settings.rounding == rulebooks::Rounding::cut ? "cut" : "half_up");
  out.field("self_score", name(settings.self_score)).field("spread_limit", settings.spread_limit);
  out.field("valid_from", settings.valid_from).end_object();
  return out.take();
}

std::string leaf_scoring_closed(const Dossier& dossier, const StoredResult& result, const rulebooks::Outcome& outcome) {
  json::Writer out;
  out.begin_object().field("band", static_cast<std::int64_t>(result.band)).member("knockouts").begin_array();
  for (const std::string& code : outcome.knockouts) out.text(code);
  out.end_array().field("number", dossier.number).member("parts").begin_object();
  for (const auto& [part, points] : outcome.parts) out.field(part, exact(points));
  out.end_object().field("product_set", dossier.product_set).field("rulebook", dossier.rulebook);
  out.field("seats", static_cast<std::int64_t>(result.seats)).field("sheets", static_cast<std::int64_t>(result.sheets));
  out.field("spread", exact(result.spread)).member("spread_accepted").boolean(result.spread_accepted);
  out.field("stars", static_cast<std::int64_t>(result.stars)).field("total", exact(result.total)).end_object();
  return out.take();
}

}  // namespace ocop::evaluation
