#include "modules/evaluation/messages.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// The advisory group of the province's council: it reads what reached the province and reports on it (article 7.3c).
namespace ocop::evaluation {

Result<Advice> Service::save_advice(const Actor& actor, DossierId id, const SaveAdvice& received) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Advice> {
    OCOP_TRY(loaded, load(act, id, rules::Act::save_advice));
    const auto before = store::advice(act, id);
    OCOP_CHECK(act::expect_version(received.version, before ? before->version : 0, msg::stale_advice));
    Advice advice{.dossier = loaded.dossier.id, .words = tidy(received.words), .written_by = act.by(), .written = act.now(),
                  .version = received.version};
    if (advice.words.empty())
      return Error::of(ErrorKind::invalid_input, {"words", "", "what the group found", msg::advice_missing, {}});
    advice.proposals = received.proposals;
    OCOP_CHECK(rules::check_proposals(*loaded.table, advice.proposals));
    if (!store::save_advice(act, advice)) return act::stale(received.version, {}, msg::stale_advice);
    store::set_proposals(act, loaded.dossier.id, advice.proposals);
    ++advice.version;
    return advice;
  });
}

lists::Rows<Dossier> Service::of_province() const { return store::of_province(); }

}  // namespace ocop::evaluation
