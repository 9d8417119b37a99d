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

Result<Sheet> read_canonical(std::string_view text) {
  OCOP_TRY(document, json::parse(text));
  const auto wrong = [](std::string_view what) { return Error::of(ErrorKind::internal, "a kept sheet: " + std::string(what)); };
  const json::Node answers = document.root()["answers"], knockouts = document.root()["knockouts"], opinions = document.root()["opinions"];
  if (!answers || !knockouts || !opinions) return wrong("answers, knockouts or opinions are not there");
  Sheet out;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const json::Node one = answers.at(i);
    const auto option = one["option"].integer();
    if (!option) return wrong("an answer without an option");
    Answer answer{std::string(answers.key_at(i)), static_cast<int>(*option), std::string(one["note"].text_or("")), {}, 0, {}, {}};
    for (std::size_t p = 0; p < one["papers"].size(); ++p) {
      const auto paper = PaperId::parse(one["papers"].at(p).text_or(""));
      if (!paper) return wrong("a paper that is none");
      answer.papers.push_back(*paper);
    }
    out.answers.push_back(std::move(answer));
  }
  for (std::size_t i = 0; i < knockouts.size(); ++i)
    out.knockouts.push_back({std::string(knockouts.key_at(i)), std::string(knockouts.at(i).text_or(""))});
  for (std::size_t i = 0; i < opinions.size(); ++i)
    out.opinions.push_back({std::string(opinions.key_at(i)), std::string(opinions.at(i).text_or("")), 0});
  return out;
}

Result<std::vector<Answer>> answers_of(std::string_view canonical) {
  OCOP_TRY(sheet, read_canonical(canonical));
  return std::move(sheet.answers);
}

std::string leaf_dossier_submitted(const Dossier& dossier, std::string_view commitment) {
  json::Writer out;
  out.begin_object().field("commitment", commitment).field("kind", name(dossier.kind)).field("number", dossier.number);
  out.field("product", dossier.product.text()).field("product_set", dossier.product_set).field("rulebook", dossier.rulebook);
  if (dossier.standing_until) out.field("standing_until", *dossier.standing_until);
  out.end_object();
  return out.take();
}

std::string leaf_file_submitted(const Dossier& file, std::string_view commitment) {
  json::Writer out;
  out.begin_object().field("commitment", commitment).field("kind", name(file.kind)).field("number", file.number);
  out.field("origin", file.origin.value_or(DossierId{}).text()).field("product", file.product.text());
  out.field("product_set", file.product_set).field("province", file.province).field("rulebook", file.rulebook).end_object();
  return out.take();
}

std::string leaf_file_moved(const Dossier& file) {
  json::Writer out;
  out.begin_object().field("number", file.number).field("origin", file.origin.value_or(DossierId{}).text()).end_object();
  return out.take();
}

std::string leaf_result_adopted(const Dossier& dossier, const StoredResult& result) {
  json::Writer out;
  out.begin_object().field("band", static_cast<std::int64_t>(result.band)).field("number", dossier.number);
  out.field("origin", dossier.origin.value_or(DossierId{}).text()).field("stars", static_cast<std::int64_t>(result.stars));
  out.field("total", exact(result.total)).end_object();
  return out.take();
}

std::string leaf_dossier_moved(const Dossier& dossier) {
  json::Writer out;
  out.begin_object().field("number", dossier.number).end_object();
  return out.take();
}

std::string leaf_completion(const Dossier& dossier, const Completion& completion) {
  json::Writer out;
  out.begin_object().field("dossier", dossier.id.text()).field("number", static_cast<std::int64_t>(completion.number)).end_object();
  return out.take();
}

std::string leaf_corrected(const Correction& correction) {
  const std::string field = correction.criterion.empty() ? correction.field : correction.field + "." + correction.criterion;
  json::Writer out;
  out.begin_object().field("dossier", correction.dossier.text()).field("field", field).end_object();
  return out.take();
}

std::string leaf_scoring_opened(const Dossier& dossier, int seats) {
  const Settings& settings = dossier.settings;
  json::Writer out;
  out.begin_object().field("at_limit", settings.at_limit);
  if (dossier.positions_until) out.field("differing_least", settings.differing_least);
  out.field("floor_basis", settings.floor_basis == rulebooks::FloorBasis::mean ? "mean" : "every_sheet");
  out.field("number", dossier.number).field("over_spread", settings.over_spread);
  if (dossier.positions_until) out.field("positions_until", *dossier.positions_until);
  out.field("potential_five", settings.potential_five);
  out.field("quorum_percent", static_cast<std::int64_t>(settings.quorum_percent));
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

std::string leaf_conflict_declared(const ConflictOfInterest& conflict) {
  json::Writer out;
  out.begin_object().field("commitment", conflict.commitment).field("dossier", conflict.dossier.text());
  out.field("seat", conflict.seat).end_object();
  return out.take();
}

std::string leaf_seat_filled(const StandIn& stand_in) {
  json::Writer out;
  out.begin_object().field("dossier", stand_in.dossier.text()).field("instead", stand_in.instead).field("seat", stand_in.seat);
  out.end_object();
  return out.take();
}

std::string leaf_chair_named(const Dossier& dossier) {
  json::Writer out;
  out.begin_object().field("dossier", dossier.id.text()).end_object();
  return out.take();
}

std::string leaf_discussion_noted(const Discussion& discussion) {
  json::Writer out;
  out.begin_object().field("commitment", discussion.commitment).field("dossier", discussion.dossier.text());
  if (discussion.seat) out.field("opened", discussion.opened);
  out.field("ordinal", discussion.ordinal);
  if (discussion.seat) out.field("seat", *discussion.seat);
  out.end_object();
  return out.take();
}

std::string leaf_settings_entered(const Settings& settings) {
  json::Writer out;
  out.begin_object().field("at_limit", settings.at_limit).field("council_size_min", settings.council_size_min);
  out.field("differing_least", settings.differing_least);
  out.field("floor_basis", settings.floor_basis == rulebooks::FloorBasis::mean ? "mean" : "every_sheet");
  out.field("over_spread", settings.over_spread).field("position_days", settings.position_days);
  out.field("potential_five", settings.potential_five);
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
  out.field("stars", static_cast<std::int64_t>(result.stars)).field("total", exact(result.total));
  if (dossier.positions != Positions::none) out.field("way", dossier.positions);
  out.end_object();
  return out.take();
}

std::string canonical(const Position& position) {
  json::Writer out;
  out.begin_object().field("complexity", position.complexity).field("matter", name(position.matter));
  out.field("stand", name(position.stand)).field("words", position.words).end_object();
  return out.take();
}

std::string leaf_position_given(const Position& position) {
  json::Writer out;
  out.begin_object().field("commitment", position.commitment).field("dossier", position.dossier.text());
  out.field("seat", position.seat).end_object();
  return out.take();
}

std::string leaf_positions_settled(const Dossier& dossier, int in, int seats) {
  json::Writer out;
  out.begin_object().field("dossier", dossier.id.text()).field("in", in).field("seats", seats).end_object();
  return out.take();
}

}  // namespace ocop::evaluation
