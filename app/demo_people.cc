#include "app/demo_people.h"

#include "modules/identity/service.h"

namespace ocop::app {
namespace {

std::vector<Grant> grants_of(const DemoAccount& account, const DemoReach& reach) {
  std::vector<Grant> out;
  switch (account.reach) {
    case Reach::producer:
      for (const ProducerId producer : reach.producers)
        out.push_back({.role = account.role, .province = {}, .commune = {}, .producer = producer});
      break;
    case Reach::commune:
      for (const std::string& commune : reach.communes)
        out.push_back({.role = account.role, .province = reach.province, .commune = commune});
      break;
    case Reach::province: out.push_back({.role = account.role, .province = reach.province}); break;
    case Reach::installation: out.push_back({.role = account.role}); break;
  }
  return out;
}

void put(ProvincePeople& people, Role role, Actor actor) {
  switch (role) {
    case Role::producer_member: people.member = std::move(actor); break;
    case Role::commune_officer: people.commune = std::move(actor); break;
    case Role::provincial_body: people.office = std::move(actor); break;
    case Role::council_chair: people.chair = std::move(actor); break;
    case Role::council_member: people.council.push_back(std::move(actor)); break;
    case Role::advisory_group: people.advisory = std::move(actor); break;
    default: break;
  }
}

}  // namespace

Result<void> make_people(const act::Acts& acts, std::span<const DemoAccount> accounts, const DemoReach& reach, ProvincePeople& people) {
  for (const DemoAccount& account : accounts) {
    Actor actor{{}, std::string(account.display_name), grants_of(account, reach)};
    OCOP_TRY(id, identity::create_account(acts,
                                          {.login = std::string(account.login),
                                           .display_name = actor.display_name,
                                           .password = std::string(kDemoPassword),
                                           .grants = actor.grants},
                                          crypto::PasswordCost{}));
    actor.account = id;
    put(people, account.role, std::move(actor));
  }
  return {};
}

}  // namespace ocop::app
