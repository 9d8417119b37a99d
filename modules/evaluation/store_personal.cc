// What is held of a person here (kernel/personal).
#include <iterator>

#include "kernel/personal/personal.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/store_personal.h"

namespace ocop::evaluation::store {

namespace {

constexpr db::Statement kEraseGrounds{"evaluation.erase_grounds",
                                      "UPDATE evaluation_conflict SET ground = '', salt = $1 WHERE member = $2"};

// Of requests for completion and corrections.
std::vector<personal::Holding> of_offices() {
  return {personal::answers("evaluation_completion", "asked_by",
                            {"evaluation.personal",
                             "SELECT c.asked_at AS at, d.number, d.product_name AS name, c.words FROM evaluation_completion c JOIN"
                             " evaluation_dossier d ON d.id = c.dossier WHERE c.asked_by = $1 ORDER BY c.asked_at, c.id"},
                            msg::held_completions),
          personal::answers("evaluation_completion", "ended_by",
                            {"evaluation.personal",
                             "SELECT c.ended_at AS at, d.number, d.product_name AS name, c.answer AS words FROM evaluation_completion c"
                             " JOIN evaluation_dossier d ON d.id = c.dossier WHERE c.ended_by = $1 ORDER BY c.ended_at, c.id"},
                            msg::held_completion_ends),
          personal::answers("evaluation_correction", "corrected_by",
                            {"evaluation.personal",
                             "SELECT c.corrected_at AS at, d.number, c.later AS about, c.why AS words FROM evaluation_correction c JOIN"
                             " evaluation_dossier d ON d.id = c.dossier WHERE c.corrected_by = $1 ORDER BY c.corrected_at, c.id"},
                            msg::held_corrections)};
}

// Of a council's meeting.
std::vector<personal::Holding> of_meetings() {
  return {
      personal::answers(
          "evaluation_discussion", "written_by",
          {"evaluation.personal", "SELECT n.written AS at, d.number, d.product_name AS name, n.words FROM evaluation_discussion n JOIN"
                                  " evaluation_dossier d ON d.id = n.dossier WHERE n.written_by = $1 ORDER BY n.log_index"},
          msg::held_discussions),
      personal::answers(
          "evaluation_conflict", "member",
          {"evaluation.personal", "SELECT c.declared AS at, d.number, d.product_name AS name, c.ground AS words FROM evaluation_conflict c"
                                  " JOIN evaluation_dossier d ON d.id = c.dossier WHERE c.member = $1 ORDER BY c.log_index"},
          msg::held_conflicts),
      personal::answers(
          "evaluation_position", "member",
          {"evaluation.personal",
           "SELECT p.given AS at, d.number, d.product_name AS name, p.words || ' ' || p.complexity AS words FROM evaluation_position p JOIN"
           " evaluation_dossier d ON d.id = p.dossier WHERE p.member = $1 ORDER BY p.log_index"},
          msg::held_positions),
      personal::answers(
          "evaluation_stand_in", "named_by",
          {"evaluation.personal", "SELECT t.named AS at, d.number, d.product_name AS name FROM evaluation_stand_in t JOIN"
                                  " evaluation_dossier d ON d.id = t.dossier WHERE t.named_by = $1 ORDER BY t.log_index"},
          msg::held_stand_ins)};
}

}  // namespace

void erase(const personal::Erasing& erasing) { erasing.transaction.send(kEraseGrounds, db::Bind::blob(""), erasing.account); }

std::vector<personal::Holding> personal_holdings() {
  std::vector<personal::Holding> out = of_offices(), meetings = of_meetings();
  std::vector<personal::Holding> others{
      personal::answers(
          "evaluation_dossier", "opened_by",
          {"evaluation.personal",
            "SELECT opened_at AS at, producer, product_name AS name, number FROM evaluation_dossier WHERE"
            " opened_by = $1 ORDER BY opened_at, id"},
          msg::held_dossiers),
      personal::answers(
          "evaluation_dossier", "chair",
          {"evaluation.personal",
            "SELECT scoring_at AS at, product_name AS name, number FROM evaluation_dossier WHERE chair = $1 ORDER"
            " BY opened_at, id"},
          msg::held_chaired),
      personal::answers(
          "evaluation_commune_report", "saved_by",
          {"evaluation.personal",
            "SELECT saved_at AS at, materials || ' ' || labour || ' ' || idea || ' ' || identity AS words FROM"
            " evaluation_commune_report WHERE saved_by = $1 ORDER BY saved_at, id"},
          msg::held_reports),
      personal::answers(
          "evaluation_advice", "written_by",
          {"evaluation.personal", "SELECT a.written AS at, d.number, d.product_name AS name, a.words FROM evaluation_advice a JOIN"
                                  " evaluation_dossier d ON d.id = a.dossier WHERE a.written_by = $1 ORDER BY a.written, a.dossier"},
          msg::held_advice),
      personal::answers(
          "evaluation_sheet", "member",
          {"evaluation.personal",
            "SELECT s.submitted_at AS at, d.number, d.product_name AS name, s.reopen_reason AS words FROM"
            " evaluation_sheet s JOIN evaluation_dossier d ON d.id = s.dossier WHERE s.member = $1 ORDER BY s.id"},
          msg::held_sheets),
      personal::answers(
          "evaluation_answer", "saved_by",
          {"evaluation.personal",
            "SELECT saved_at AS at, criterion AS about, note AS words FROM evaluation_answer WHERE saved_by = $1"
            " ORDER BY saved_at, sheet, criterion"},
          msg::held_answers),
      personal::answers(
          "evaluation_submission", "submitted_by",
          {"evaluation.personal",
            "SELECT submitted_at AS at, commitment AS about FROM evaluation_submission WHERE submitted_by = $1"
            " ORDER BY submitted_at"},
          msg::held_submissions),
      personal::answers(
          "evaluation_result", "closed_by",
          {"evaluation.personal",
            "SELECT d.closed_at AS at, d.number, d.product_name AS name FROM evaluation_result r JOIN"
            " evaluation_dossier d ON d.id = r.dossier WHERE r.closed_by = $1 ORDER BY d.closed_at, d.id"},
          msg::held_results),
      personal::answers(
          "evaluation_setting", "entered_by",
          {"evaluation.personal",
            "SELECT entered_at AS at, province || '|' AS place FROM evaluation_setting WHERE entered_by = $1 ORDER"
            " BY entered_at"},
          msg::held_settings)};
  for (auto* more : {&meetings, &others})
    out.insert(out.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
  return out;
}

}  // namespace ocop::evaluation::store
