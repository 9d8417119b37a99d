#include "modules/evaluation/canonical.h"
#include "modules/evaluation/messages.h"
#include "modules/evaluation/rules_council.h"
#include "modules/evaluation/sealed.h"
#include "modules/evaluation/service.h"
#include "modules/evaluation/store.h"

// What the council said in its meeting, and what members answered otherwise after it (article 7.3d; the rest is the province's regulation).
namespace ocop::evaluation {

Result<Discussion> Service::note(act::Act& act, const Dossier& dossier, Discussion discussion) const {
  const std::vector<Discussion> before = store::discussions(act, dossier.id);
  if (before.size() >= kDiscussionsMost)
    return Error::of(ErrorKind::conflict, {"words", std::to_string(before.size()), "at most " + std::to_string(kDiscussionsMost),
                                           msg::discussions_too_many, {std::to_string(kDiscussionsMost)}});
  // A double click is one note.
  if (!discussion.seat && !before.empty() && !before.back().seat && before.back().words == discussion.words) return before.back();
  discussion.dossier = dossier.id;
  discussion.ordinal = before.empty() ? 1 : before.back().ordinal + 1;
  discussion.written_by = act.by();
  discussion.written = act.now();
  discussion.salt.resize(crypto::Digest{}.size());
  parts_.random.fill({reinterpret_cast<std::uint8_t*>(discussion.salt.data()), discussion.salt.size()});
  discussion.commitment = tlog::commit(discussion.salt, discussion.words);
  discussion.log_index = act.log(kDiscussionNoted, dossier.id.text(), leaf_discussion_noted(discussion));
  store::insert_discussion(act, discussion);
  act.keeps(kSealedDiscussion, discussion.log_index);
  return discussion;
}

Result<Discussion> Service::note_discussion(const Actor& actor, DossierId id, const Discuss& received) {
  const std::string words = tidy(received.words);
  return acts_.run(actor, [&](act::Act& act) -> Result<Discussion> {
    OCOP_TRY(loaded, load(act, id, rules::Act::reopen_sheet));   // the chair's, while it is scored
    OCOP_CHECK(rules::check_discussion(words));
    Discussion discussion;
    discussion.words = words;
    return note(act, loaded.dossier, std::move(discussion));
  });
}

Result<std::map<int, std::vector<SheetVersion>>> Service::versions_of(db::Reader& reader, const Dossier& dossier,
                                                                      const rulebooks::Table& table) const {
  std::map<int, std::vector<SheetVersion>> out;
  std::map<int, Sheet> last;
  for (const store::SeatSubmission& one : store::council_submissions(reader, dossier.id)) {
    OCOP_TRY(sheet, read_canonical(one.submission.canonical));
    std::vector<SheetVersion>& versions = out[one.seat];
    SheetVersion version{.ordinal = one.submission.ordinal, .at = one.submission.at, .total = rules::points_of(table, sheet)};
    if (!versions.empty()) {
      const Sheet& before = last[one.seat];
      version.rescored = rules::rescored(table, before, sheet);
      version.knockouts_before = before.knockouts;
    }
    version.knockouts = sheet.knockouts;
    versions.push_back(std::move(version));
    last[one.seat] = std::move(sheet);
  }
  return out;
}

std::vector<DecisiveCriterion> Service::decisive_of(db::Reader& reader, const Loaded& loaded, const rulebooks::Outcome& outcome) const {
  const Sheet self = store::sheet(reader, loaded.dossier.id, kSelfSeat).value_or(Sheet{});
  std::vector<DecisiveCriterion> out;
  for (const rules::Decisive& one : rules::decisive(*loaded.rulebook, *loaded.table, outcome, loaded.dossier.settings)) {
    const Answer* laid = self.find(loaded.table->criteria[one.criterion]->code);
    out.push_back({one, laid ? laid->papers : std::vector<PaperId>{}});
  }
  return out;
}

std::vector<std::string> recheck_discussions(db::Reader& reader) {
  std::vector<std::string> findings;
  for (const Discussion& one : store::all_discussions(reader))
    if (tlog::commit(one.salt, one.words) != one.commitment ||
        tlog::entry_at(reader, one.log_index).value_or("").find(one.commitment) == std::string::npos)
      findings.push_back("dossier " + one.dossier.text() + ", discussion " + std::to_string(one.ordinal) +
                         ": does not match its commitment in the log");
  return findings;
}

}  // namespace ocop::evaluation
