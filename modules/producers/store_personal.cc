// What is held of a person here (kernel/personal).
#include "kernel/personal/personal.h"
#include "modules/producers/messages.h"
#include "modules/producers/store_personal.h"

namespace ocop::producers::store {

std::vector<personal::Holding> personal_holdings() {
  using personal::Fate, personal::Ground, personal::Group;
  return {
      personal::answers(
          "producers_paper", "added_by",
          {"producers.personal",
            "SELECT added_at AS at, producer, title AS name FROM producers_paper WHERE added_by = $1 ORDER BY"
            " added_at, id"},
          msg::held_papers),
      personal::answers(
          "producers_paper_end", "ended_by",
          {"producers.personal",
            "SELECT ended_at AS at FROM producers_paper_end WHERE ended_by = $1 ORDER BY ended_at"},
          msg::held_ended_papers),
      {.group = Group::looks,
       .table = "producers_paper_view",
       .column = "account",
       .facts = {"producers.personal",
            "SELECT v.viewed_at AS at, p.producer, p.title AS name FROM producers_paper_view v JOIN"
            " producers_paper p ON p.id = v.paper WHERE v.account = $1 ORDER BY v.viewed_at, v.id"},
       .what = msg::held_paper_looks,
       .purpose = msg::for_paper_looks,
       .kept = msg::kept_paper_looks,
       .ground = Ground::duty,
       .fate = Fate::stays}};
}

}  // namespace ocop::producers::store
