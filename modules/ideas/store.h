#pragma once
#include "kernel/sources/source.h"
#include "modules/ideas/types.h"

// The only SQL of the module.
namespace ocop::ideas::store {

void insert(db::Transaction& transaction, const Idea& idea);
// All that may change, with version + 1. False: it is not at `idea.version` any more.
bool change(db::Transaction& transaction, const Idea& idea);
// Back from `dossier` to `in_work`, where an idea became that one, which its producer dropped.
void take_back(db::Transaction& transaction, DossierId dossier, AccountId by, Instant now);
std::optional<Idea> find(db::Reader& reader, const Scope& scope, IdeaId id);
bool any_of(db::Reader& reader, ProducerId producer);
std::int64_t open_of_commune(db::Reader& reader, std::string_view commune);
lists::Rows<Idea> ideas();
lists::Rows<Forecast> forecast();

std::vector<Step> steps(db::Reader& reader, IdeaId idea);   // the first due first
void insert(db::Transaction& transaction, const Step& step);
bool finish(db::Transaction& transaction, IdeaId idea, StepId step, Instant now);   // false: there is none that is open
bool remove(db::Transaction& transaction, IdeaId idea, StepId step);
void remove_steps(db::Transaction& transaction, IdeaId idea);

}  // namespace ocop::ideas::store
