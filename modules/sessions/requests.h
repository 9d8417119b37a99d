#pragma once
#include "kernel/http/input.h"
#include "modules/sessions/types.h"

namespace ocop::sessions {

// Pages name a box after what it is about: "member.0190…", "dossier.0190…".
struct Pair { std::string key, value; };
template <class T>
std::vector<T> ticked(const std::vector<Pair>& boxes) {
  std::vector<T> out;
  for (const Pair& box : boxes)
    if (const auto id = T::parse(box.key); id && !box.value.empty()) out.push_back(*id);
  return out;
}
struct MakeForm : Plan { std::vector<Pair> members{}; };
struct ChangeForm : MakeForm { std::int64_t version = 0; };
struct AddForm { std::int64_t version = 0; std::vector<Pair> dossiers; };

const input::Declaration<Plan>& plan_fields();
const input::Declaration<MakeSession>& make_session();
const input::Declaration<ChangeSession>& change_session();
const input::Declaration<AddDossiers>& add_dossiers();
const input::Declaration<Version>& version_fields();
const input::Declaration<MoveDossier>& move_dossier();
const input::Declaration<CallSession>& call_session();
const input::Declaration<MakeForm>& make_form();
const input::Declaration<ChangeForm>& change_form();
const input::Declaration<AddForm>& add_form();

}  // namespace ocop::sessions
