// What is held of a person here (kernel/personal).
#include "kernel/act/holdings.h"
#include "kernel/personal/messages.h"

namespace ocop::act {

std::vector<personal::Holding> personal_holdings() {
  return {personal::answers(
      "act_on_behalf", "account",
      {"act.personal", "SELECT at, producer, what, subject AS about FROM act_on_behalf WHERE account = $1 ORDER BY at, id"},
      personal::msg::held_on_behalf),
          personal::answers("act_stood_in", "account",
                            {"act.personal", "SELECT at, what, subject AS about FROM act_stood_in WHERE account = $1 ORDER BY at, id"},
                            personal::msg::held_stood_in),
          personal::answers("act_stood_in", "stands_for",
                            {"act.personal", "SELECT at, what, subject AS about FROM act_stood_in WHERE stands_for = $1 ORDER BY at, id"},
                            personal::msg::held_stood_in_for),
          {.group = personal::Group::account,
           .table = "act_consent",
           .column = "account",
           .facts = {"act.personal_consent", "SELECT c.given AS at, t.title_vi AS what, c.withdrawn AS ended, t.vi AS words FROM"
                                             " act_consent c"
                                             " JOIN act_consent_text t ON t.name = c.text AND t.version = c.version WHERE c.account = $1"
                                             " ORDER BY c.given, c.id"},
           .what = personal::msg::held_consents,
           .purpose = personal::msg::for_consents,
           .kept = personal::msg::kept_consents,
           .ground = personal::Ground::duty,
           .fate = personal::Fate::stays},
          personal::answers("act_consent", "recorded_by",
                            {"act.personal_consent_recorded", "SELECT c.given AS at, t.title_vi AS what FROM act_consent c JOIN"
                                                              " act_consent_text t ON t.name = c.text AND t.version = c.version WHERE"
                                                              " c.recorded_by = $1 ORDER BY c.given, c.id"},
                            personal::msg::held_recorded_consents)};
}

}  // namespace ocop::act
