#include "modules/councils/service.h"

#include <algorithm>

#include "modules/councils/rules.h"

namespace ocop::councils {
namespace {

bool covers(const Actor& actor, std::initializer_list<Role> roles, std::string_view province) {
  return std::ranges::any_of(actor.grants, [&](const Grant& one) {
    return one.province == province && std::ranges::find(roles, one.role) != roles.end();
  });
}

}  // namespace

std::vector<std::string> Service::provinces(const Actor& actor) const {
  std::vector<std::string> out;
  for (const Grant& one : actor.grants)
    if (one.role == Role::provincial_body || one.role == Role::council_chair || one.role == Role::council_member)
      out.push_back(one.province);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Result<Report> Service::report(const Actor& actor, std::string_view province) const {
  const bool whole = covers(actor, {Role::provincial_body, Role::council_chair}, province);
  if (!whole && !covers(actor, {Role::council_member}, province))
    return Error::of(ErrorKind::not_found, "councils of " + std::string(province));
  const auto state = Reports::state(parts_.database, {evaluation::scorings_changed(province)});
  const auto kept = reports_.get(parts_.database, province, state, [&] {
    const auto given = parts_.database.read([&](db::Reader& reader) { return parts_.courses.given(reader, province); });
    return Report{.province = std::string(province), .members = rules::members(given), .criteria = rules::criteria(given),
                  .rounds = rules::rounds(given)};
  });
  return parts_.database.read([&](db::Reader& reader) -> Result<Report> {
    Report out = *kept;
    out.whole = whole;
    if (!whole) std::erase_if(out.members, [&](const Member& one) { return one.account != actor.account; });
    std::vector<AccountId> accounts;
    for (const Member& one : out.members) accounts.push_back(one.account);
    for (const identity::AccountSummary& known : parts_.identity.by_ids(reader, accounts))
      for (Member& one : out.members)
        if (one.account == known.id) one.name = known.display_name;
    std::ranges::stable_sort(out.members, {}, &Member::name);
    return out;
  });
}

std::string Service::criterion_words(const Criterion& one, Language language) const {
  for (const rulebooks::Rulebook& rulebook : parts_.library.rulebooks())
    if (const rulebooks::Table* table = rulebook.find(one.product_set))
      if (const rulebooks::Criterion* criterion = table->find(one.code))
        return table->name.in(language) + ": " + one.code + " " + criterion->title.in(language);
  return one.product_set + ": " + one.code;
}

}  // namespace ocop::councils
