#include "kernel/base/text.h"
#include "modules/producers/merge.h"
#include "modules/producers/messages.h"
#include "modules/producers/rules.h"

namespace ocop::producers::rules {

std::optional<Likely> likely(const Producer& a, const Producer& b) {
  constexpr std::size_t kTelling = 2;   // a word alone ("hương", "nguyễn") is in many names
  const std::string one = name_core(a.name), other = name_core(b.name);
  if (a.id == b.id || a.province != b.province) return std::nullopt;
  if (text::split(one, ' ').size() < kTelling || text::split(other, ' ').size() < kTelling || !may_be_one(one, other)) return std::nullopt;
  Likely out;
  out.name = name_key(a.name) == name_key(b.name) ? Likely::Name::same
             : one == other                       ? Likely::Name::but_for_form
                                                  : Likely::Name::says_more;
  out.place = a.commune.empty() || b.commune.empty() ? Likely::Place::not_said
              : a.commune == b.commune               ? Likely::Place::same
                                                     : Likely::Place::other;
  if (a.kind != Kind::unknown && b.kind != Kind::unknown && a.kind != b.kind) out.kind = Likely::Kind::differs;
  return out;
}

Result<void> may_merge(const Producer& goes, const Producer& real, const std::vector<Merge>& of_both) {
  const auto refused = [&](ErrorKind kind, const Message& message) {
    return Error::of(kind, {"into", real.id.text(), "another listed producer of the province that is not merged", message, {real.name}});
  };
  if (goes.id == real.id) return refused(ErrorKind::invalid_input, msg::merge_itself);
  if (goes.province != real.province) return refused(ErrorKind::invalid_input, msg::merge_other_province);
  if (goes.presence == Presence::waiting || real.presence == Presence::waiting) return refused(ErrorKind::conflict, msg::merge_waiting);
  for (const Merge& one : of_both) {
    if (one.producer == goes.id) return refused(ErrorKind::conflict, msg::merge_is_merged);
    if (one.producer == real.id) return refused(ErrorKind::conflict, msg::merge_into_merged);
    if (one.target == goes.id) return refused(ErrorKind::conflict, msg::merge_has_others);
  }
  return {};
}

}  // namespace ocop::producers::rules
