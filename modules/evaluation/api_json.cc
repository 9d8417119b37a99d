#include "modules/evaluation/api_json.h"

#include "kernel/http/answer.h"
#include "modules/evaluation/api_positions.h"

namespace ocop::evaluation::api {
namespace {

using rules::Completeness;

void write_figure(json::Writer& out, std::string_view key, const Rational& figure, const Settings& settings) {
  out.member(key).number(rulebooks::show(figure, settings.scoring()));
}

void write_outcome(json::Writer& out, const rulebooks::Outcome& outcome, const Settings& settings) {
  out.begin_object();
  write_figure(out, "total", outcome.total, settings);
  out.member("parts").begin_object();
  for (const auto& [part, points] : outcome.parts) write_figure(out, part, points, settings);
  out.end_object().field("band", static_cast<std::int64_t>(outcome.band)).field("stars", static_cast<std::int64_t>(outcome.stars));
  out.member("knockouts").begin_array();
  for (const std::string& code : outcome.knockouts) out.text(code);
  out.end_array().member("floors_missed").begin_array();
  for (const rulebooks::MissedFloor& missed : outcome.floors_missed)
    out.begin_array().integer(missed.star).text(missed.criterion).end_array();
  out.end_array().end_object();
}

void write_codes(json::Writer& out, std::string_view key, const std::vector<std::string>& codes) {
  out.member(key).begin_array();
  for (const std::string& code : codes) out.text(code);
  out.end_array();
}

void write_completeness(json::Writer& out, const Completeness& completeness) {
  out.begin_object().field("answered", static_cast<std::int64_t>(completeness.answered));
  out.field("criteria", static_cast<std::int64_t>(completeness.criteria));
  write_codes(out, "unanswered", completeness.unanswered);
  write_codes(out, "without_evidence", completeness.without_evidence);
  out.end_object();
}

void write_answers(json::Writer& out, const Sheet& sheet) {
  out.member("answers").begin_object();
  for (const Answer& answer : sheet.answers) {
    out.member(answer.criterion).begin_object().field("option", static_cast<std::int64_t>(answer.option)).field("note", answer.note);
    out.member("papers").begin_array();
    for (const PaperId& paper : answer.papers) out.text(paper.text());
    out.end_array().field("version", answer.version).field("saved_at", answer.saved_at).end_object();
  }
  out.end_object();
}

void write_dossier(json::Writer& out, const Dossier& dossier) {
  out.field("id", dossier.id).field("number", dossier.number).field("state", name(dossier.state)).field("version", dossier.version);
  out.field("kind", name(dossier.kind)).field("product", dossier.product).field("product_name", dossier.product_name);
  out.field("producer", dossier.producer).field("province", dossier.province).field("commune", dossier.commune);
  out.field("rulebook", dossier.rulebook).field("product_set", dossier.product_set).field("opened_at", dossier.opened_at);
  out.field("submitted_at", dossier.submitted_at);
  out.field("forwarded_at", dossier.forwarded_at);
  out.field("scoring_at", dossier.scoring_at);
  out.field("closed_at", dossier.closed_at);
  out.field("decided_at", dossier.decided_at);
  if (!dossier.return_reason.empty()) out.field("return_reason", dossier.return_reason);
  if (dossier.returned_from) out.field("returned_from", name(*dossier.returned_from));
}

void write_rail(json::Writer& out, const Rail& rail, const Settings& settings) {
  out.member("outcome");
  write_outcome(out, rail.outcome, settings);
  out.member("completeness");
  write_completeness(out, rail.completeness);
}

void write_deadline(json::Writer& out, const std::optional<rules::Deadline>& deadline) {
  if (!deadline) return;
  out.member("deadline").begin_object().field("on", deadline->on);
  out.field("working_days_left", static_cast<std::int64_t>(deadline->working_days_left));
  out.member("provisional").boolean(deadline->provisional).end_object();
}

void write_report(json::Writer& out, const CommuneReport& report) {
  out.begin_object().field("version", report.version).field("materials", report.materials).field("labour", report.labour);
  out.field("idea", report.idea).field("identity", report.identity).field("saved_at", report.saved_at);
  out.field("met_on", report.met_on).field("met_with", report.met_with).field("met_said", report.met_said);
  out.field("letter_number", report.letter_number).field("letter_on", report.letter_on);
  out.field("forwarded_at", report.forwarded_at).end_object();
}

void write_proposals(json::Writer& out, std::span<const Proposal> proposals) {
  out.member("proposals").begin_object();
  for (const Proposal& one : proposals) out.field(one.criterion, one.option);
  out.end_object();
}

void write_advice(json::Writer& out, const Advice& advice) {
  out.begin_object().field("version", advice.version).field("words", advice.words).field("written", advice.written);
  write_proposals(out, advice.proposals);
  out.end_object();
}

void write_discussion(json::Writer& out, const Discussion& discussion) {
  out.begin_object().field("ordinal", discussion.ordinal).field("written", discussion.written).field("words", discussion.words);
  if (discussion.seat) out.field("seat", *discussion.seat).field("opened", discussion.opened);
  out.field("log_index", discussion.log_index).end_object();
}

void write_discussions(json::Writer& out, std::span<const Discussion> discussions) {
  out.member("discussions").begin_array();
  for (const Discussion& one : discussions) write_discussion(out, one);
  out.end_array();
}

// The ground and who it was, to whoever may know members' names.
void write_conflicts(json::Writer& out, std::span<const ConflictOfInterest> conflicts) {
  out.member("conflicts").begin_array();
  for (const ConflictOfInterest& one : conflicts) {
    out.begin_object().field("seat", one.seat).field("declared", one.declared).field("stand_in", one.stand_in);
    if (!one.ground.empty()) out.field("member", one.member).field("ground", one.ground);
    out.end_object();
  }
  out.end_array();
}

void write_decisive(json::Writer& out, const rulebooks::Table& table, std::span<const DecisiveCriterion> criteria) {
  out.member("decisive").begin_array();
  for (const DecisiveCriterion& one : criteria) {
    out.begin_object().field("criterion", table.criteria[one.what.criterion]->code).field("missed", one.what.missed);
    out.field("reached", one.what.reached).field("spread", one.what.spread).field("moves_band", one.what.moves_band);
    out.member("papers").begin_array();
    for (const PaperId& paper : one.papers) out.text(paper.text());
    out.end_array().end_object();
  }
  out.end_array();
}

// Each version of a sheet with what it changed since the one before.
void write_versions(json::Writer& out, std::span<const SheetVersion> versions) {
  out.member("versions").begin_array();
  for (const SheetVersion& one : versions) {
    out.begin_object().field("version", one.ordinal).field("submitted_at", one.at).field("total", one.total);
    out.member("changes").begin_array();
    for (const rules::Rescored& change : one.rescored) {
      out.begin_object().field("criterion", change.criterion).field("before", change.before).field("after", change.after);
      out.field("points_before", change.points_before).field("points_after", change.points_after).end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
}

void write_completion(json::Writer& out, const Completion& completion) {
  out.begin_object().field("number", static_cast<std::int64_t>(completion.number)).field("asked_in", name(completion.asked_in));
  out.field("asked_at", completion.asked_at).field("words", completion.words).field("until", completion.until);
  out.member("items").begin_array();
  for (const CompletionItem& item : completion.items) {
    out.begin_object().field("about", item.about).field("words", item.words);
    if (!item.source.empty()) out.field("source", item.source);
    out.end_object();
  }
  out.end_array().field("ending", completion.ending ? name(*completion.ending) : "open").field("ended_at", completion.ended_at);
  out.field("answer", completion.answer).end_object();
}

void write_clock(json::Writer& out, const std::optional<rules::Clock>& clock) {
  if (!clock) return;
  out.member("clock").begin_object().member("stands").boolean(!clock->last_day);
  out.field("without_pause", clock->without_pause);
  out.field("used", static_cast<std::int64_t>(clock->used)).member("stretches").begin_array();
  for (const rules::Stretch& one : clock->stretches)
    out.begin_object().field("from", one.from).field("until", one.until).field("working_days", static_cast<std::int64_t>(one.working_days))
        .field("request", static_cast<std::int64_t>(one.request)).end_object();
  out.end_array().end_object();
}

}  // namespace

std::string completion_json(const Completion& completion) {
  json::Writer out;
  write_completion(out, completion);
  return out.take();
}

std::string seat_json(int seat) {
  json::Writer out;
  out.begin_object().field("seat", seat).end_object();
  return out.take();
}

std::string discussion_json(const Discussion& discussion) {
  json::Writer out;
  write_discussion(out, discussion);
  return out.take();
}

std::string advice_json(const Advice& advice) {
  json::Writer out;
  write_advice(out, advice);
  return out.take();
}

std::string dossier_json(const DossierView& view, Language language) {
  json::Writer out;
  out.begin_object();
  write_dossier(out, view.dossier);
  out.field("producer_name", view.producer.name_in(language));
  write_deadline(out, view.deadline);
  write_clock(out, view.clock);
  if (view.round) out.field("results_before", view.round->results_before);
  out.member("completions").begin_array();
  for (const Completion& one : view.completions) write_completion(out, one);
  out.end_array().member("corrections").begin_array();
  for (const Correction& one : view.corrections)
    out.begin_object().field("field", one.criterion.empty() ? one.field : one.field + "." + one.criterion).field("earlier", one.earlier)
        .field("later", one.later).field("why", one.why).field("corrected_at", one.corrected_at).end_object();
  out.end_array();
  if (view.rail) {
    out.field("sheet_version", view.self.version);
    write_answers(out, view.self);
    write_rail(out, *view.rail, view.dossier.settings);
  }
  out.member("papers").begin_array();
  for (const PaperId& paper : view.dossier_papers) out.text(paper.text());
  out.end_array();
  if (view.own_seat) out.field("own_seat", static_cast<std::int64_t>(*view.own_seat));
  if (view.report) {
    out.member("report");
    write_report(out, *view.report);
  }
  if (view.advice) {
    out.member("advice");
    write_advice(out, *view.advice);
  }
  out.end_object();
  return out.take();
}

std::string report_json(const CommuneReport& report) {
  json::Writer out;
  write_report(out, report);
  return out.take();
}

std::string opened_json(const Dossier& dossier) {
  json::Writer out;
  out.begin_object();
  write_dossier(out, dossier);
  out.end_object();
  return out.take();
}

std::string sheet_json(const SheetView& view) {
  json::Writer out;
  out.begin_object().field("dossier", view.dossier.id).field("seat", static_cast<std::int64_t>(view.sheet.seat));
  out.field("state", view.sheet.state == SheetState::open ? "open" : "submitted").field("version", view.sheet.version);
  out.field("submitted_at", view.sheet.submitted_at);
  if (!view.sheet.reopen_reason.empty()) out.field("reopen_reason", view.sheet.reopen_reason);
  write_answers(out, view.sheet);
  out.member("opinions").begin_object();
  for (const Opinion& opinion : view.sheet.opinions)
    out.member(opinion.part).begin_object().field("text", opinion.text).field("version", opinion.version).end_object();
  out.end_object().member("knockouts").begin_object().field("version", view.sheet.knockouts_version).member("ticks").begin_object();
  for (const KnockoutTick& tick : view.sheet.knockouts) out.field(tick.code, tick.reason);
  out.end_object().end_object();
  write_proposals(out, view.proposals);
  write_rail(out, view.rail, view.dossier.settings);
  out.end_object();
  return out.take();
}

std::string seats_json(const ClosingView& view) {
  json::Writer out;
  out.begin_object().field("dossier", view.view.dossier.id).field("version", view.view.dossier.of_council());
  out.field("submitted", static_cast<std::int64_t>(view.submitted)).field("needed", static_cast<std::int64_t>(view.needed));
  if (view.spread) write_figure(out, "spread", *view.spread, view.view.dossier.settings);
  out.member("spread_wide").boolean(view.spread_wide).member("has_chair").boolean(view.view.dossier.leads().has_value());
  out.member("seats").begin_array();
  for (const Seat& seat : view.view.seats) {
    out.begin_object().field("seat", static_cast<std::int64_t>(seat.number)).field("member", seat.member);
    const auto name = view.view.names.find(seat.member);
    out.field("name", name == view.view.names.end() ? std::string_view() : std::string_view(name->second));
    out.field("state", seat.state == SheetState::open ? "open" : "submitted");
    out.field("submitted_at", seat.submitted_at);
    if (seat.position_at) out.field("position_at", *seat.position_at);
    if (seat.left) out.member("left").boolean(true);
    out.end_object();
  }
  out.end_array();
  if (view.view.dossier.positions != Positions::none) {
    out.field("positions", view.view.dossier.positions);
    write_positions(out, view.positions, view.view.names);
  }
  if (view.view.dossier.positions_until) out.field("positions_until", *view.view.dossier.positions_until);
  if (view.renewal_ends) out.field("renewal_ends", view.renewal_ends->on);
  write_conflicts(out, view.conflicts);
  if (view.spread) write_decisive(out, *view.view.table, view.decisive);
  if (view.view.relation.is(rules::Capacity::council_chair)) write_discussions(out, view.discussions);
  out.end_object();
  return out.take();
}

std::string stored_json(const StoredResult& result, const Settings& settings) {
  json::Writer out;
  out.begin_object().field("dossier", result.dossier);
  write_figure(out, "total", result.total, settings);
  out.field("band", static_cast<std::int64_t>(result.band)).field("stars", static_cast<std::int64_t>(result.stars));
  out.field("sheets", static_cast<std::int64_t>(result.sheets)).field("seats", static_cast<std::int64_t>(result.seats));
  write_figure(out, "spread", result.spread, settings);
  out.field("log_index", result.log_index).end_object();
  return out.take();
}

std::string result_json(const ResultView& view) {
  const Settings& settings = view.view.dossier.settings;
  json::Writer out;
  out.begin_object().field("dossier", view.view.dossier.id).field("number", view.view.dossier.number);
  out.field("rulebook", view.view.dossier.rulebook).field("product_set", view.view.dossier.product_set);
  out.field("closed_at", view.view.dossier.closed_at);
  out.field("log_index", view.stored.log_index).member("outcome");
  write_outcome(out, view.outcome, settings);
  write_figure(out, "spread", view.stored.spread, settings);
  out.member("criteria").begin_array();
  for (std::size_t i = 0; i < view.view.table->criteria.size(); ++i) {
    const rulebooks::CriterionResult& criterion = view.outcome.criteria[i];
    out.begin_object().field("criterion", view.view.table->criteria[i]->code);
    write_figure(out, "mean", criterion.mean, settings);
    out.field("lowest", static_cast<std::int64_t>(criterion.lowest)).field("highest", static_cast<std::int64_t>(criterion.highest));
    out.member("points").begin_array();
    for (const int points : criterion.points) out.integer(points);
    out.end_array().end_object();
  }
  out.end_array().member("members").begin_array();
  for (const MemberResult& member : view.members) {
    out.begin_object().field("seat", static_cast<std::int64_t>(member.seat));
    if (!member.name.empty()) out.field("name", member.name);
    write_figure(out, "total", member.outcome.total, settings);
    out.member("opinions").begin_object();
    for (const Opinion& opinion : member.opinions) out.field(opinion.part, opinion.text);
    out.end_object();
    write_versions(out, member.versions);
    out.end_object();
  }
  out.end_array();
  write_decisive(out, *view.view.table, view.decisive);
  if (view.view.dossier.positions != Positions::none) {
    out.field("way", view.view.dossier.positions);
    if (rules::may_read_positions(view.view.dossier, view.view.relation)) write_positions(out, view.positions, view.view.names);
  }
  write_conflicts(out, view.conflicts);
  write_discussions(out, view.discussions);
  out.end_object();
  return out.take();
}

std::string saved_json(const Saved& saved) {
  json::Writer out;
  out.begin_object().field("version", saved.version).field("sheet_version", saved.sheet_version).end_object();
  return out.take();
}

std::string settings_json(std::span<const Settings> all) {
  json::Writer out;
  out.begin_object().member("settings").begin_array();
  for (const Settings& settings : all) {
    out.begin_object().field("valid_from", settings.valid_from);
    out.field("council_size_min", static_cast<std::int64_t>(settings.council_size_min));
    out.field("quorum_percent", static_cast<std::int64_t>(settings.quorum_percent));
    out.field("spread_limit", static_cast<std::int64_t>(settings.spread_limit)).field("at_limit", settings.at_limit);
    out.field("over_spread", settings.over_spread).field("potential_five", settings.potential_five);
    out.field("floor_basis", name(settings.floor_basis));
    out.field("rounding", name(settings.rounding));
    out.field("self_score", name(settings.self_score)).field("differing_least", settings.differing_least);
    out.field("position_days", settings.position_days).end_object();
  }
  out.end_array().end_object();
  return out.take();
}

Result<http::Response> saved_response(Result<Saved> saved) {
  OCOP_TRY(done, std::move(saved));
  if (done.conflict) return as_error(*done.conflict);
  return http::versioned(saved_json(done), done.version);
}

}  // namespace ocop::evaluation::api
