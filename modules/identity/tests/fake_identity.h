#pragma once
#include <algorithm>
#include <string_view>
#include <vector>

#include "modules/identity/identity.h"

// The port identity::Identity in memory, for tests of the modules above.
namespace ocop::identity {

class FakeIdentity final : public Identity {
 public:
  std::vector<AccountSummary> accounts;
  std::vector<AccountId> inactive;   // of those

  void add(const Actor& actor) { accounts.push_back({*actor.account, actor.display_name, actor.grants}); }
  std::vector<AccountSummary> with_role(db::Reader&, Role role, std::string_view province) const override {
    std::vector<AccountSummary> out;
    for (const AccountSummary& one : accounts)
      if (is_active(one.id) &&
          std::ranges::any_of(one.grants, [&](const Grant& grant) { return grant.role == role && grant.province == province; }))
        out.push_back(one);
    return out;
  }
  std::vector<AccountId> holders(db::Reader&, const Grant& wanted) const override {
    std::vector<AccountId> out;
    for (const AccountSummary& one : accounts)
      if (is_active(one.id) && (made_member(one.id, wanted) || std::ranges::any_of(one.grants, [&](const Grant& grant) {
            return grant.role == wanted.role && (wanted.province.empty() || grant.province == wanted.province) &&
                   (wanted.commune.empty() || grant.commune == wanted.commune) && (!wanted.producer || grant.producer == wanted.producer);
          })))
        out.push_back(one.id);
    return out;
  }
  std::vector<AccountSummary> by_ids(db::Reader&, std::span<const AccountId> ids) const override {
    std::vector<AccountSummary> out;
    for (const AccountSummary& one : accounts)
      if (std::ranges::find(ids, one.id) != ids.end()) out.push_back(one);
    return out;
  }
  struct Former { ProducerId producer; FormerPerson person; };
  std::vector<Former> former;
  std::vector<FormerPerson> former_people(db::Reader&, ProducerId producer, std::span<const AccountId> accounts) const override {
    std::vector<FormerPerson> out;
    for (const Former& one : former)
      if (one.producer == producer && std::ranges::find(accounts, one.person.account) != accounts.end()) out.push_back(one.person);
    return out;
  }
  std::vector<AccountId> active(db::Reader&, std::span<const AccountId> ids) const override {
    std::vector<AccountId> out;
    for (const AccountSummary& one : accounts)
      if (is_active(one.id) && std::ranges::find(ids, one.id) != ids.end()) out.push_back(one.id);
    return out;
  }
  struct Membership { AccountId account; ProducerId producer; };
  mutable std::vector<Membership> members;
  void make_member(act::Moment&, AccountId account, ProducerId producer, AccountId) const override {
    members.push_back({account, producer});
  }
  bool end_member(act::Moment&, AccountId account, ProducerId producer, AccountId) const override {
    return std::erase_if(members, [&](const Membership& one) { return one.account == account && one.producer == producer; }) > 0;
  }

  mutable std::vector<Helper> helpers;
  void make_helper(act::Moment& act, const Helper& helper, AccountId by) const override {
    end_helper(act, helper.account, helper.producer, by);
    helpers.push_back(helper);
  }
  bool end_helper(act::Moment&, AccountId account, ProducerId producer, AccountId) const override {
    return std::erase_if(helpers, [&](const Helper& one) { return one.account == account && one.producer == producer; }) > 0;
  }
  std::optional<AccountSummary> with_login(db::Reader&, std::string_view typed) const override {   // the name is the login
    for (const AccountSummary& one : accounts)
      if (one.display_name == typed) return one;
    return std::nullopt;
  }

  Result<void> prove(const Actor&, std::string_view password) const override {
    if (password == kPassword) return {};
    return Error::of(ErrorKind::invalid_input, "password");
  }
  static constexpr std::string_view kPassword = "the right password";
  mutable std::vector<Look> looked;
  void note_look(act::Act& act, std::string_view what) const override { looked.push_back({act.by(), std::string(what), act.now()}); }
  std::vector<Look> looks(db::Reader&, std::span<const std::string> names) const override {
    std::vector<Look> out;
    for (const Look& one : looked)
      if (std::ranges::find(names, one.what) != names.end()) out.push_back(one);
    return out;
  }

 private:
  bool made_member(AccountId account, const Grant& wanted) const {
    return wanted.role == Role::producer_member && wanted.producer && std::ranges::any_of(members, [&](const Membership& one) {
             return one.account == account && one.producer == *wanted.producer;
           });
  }
  bool is_active(AccountId id) const { return std::ranges::find(inactive, id) == inactive.end(); }
};

// The port identity::Offices over those accounts: where there are two administrators a role waits.
class FakeOffices final : public Offices {
 public:
  explicit FakeOffices(FakeIdentity& identity) : identity_(identity) {}
  Result<Grant> read(const Typed& typed) const override { return Grant{typed.role, typed.province, typed.commune, {}}; }
  std::string words(const Grant& grant, Language) const override { return std::string(name(grant.role)) + " " + grant.province; }
  Result<std::string> login_of(std::string_view address) const override { return std::string(address); }
  Result<void> hold_administrator(act::Moment&, AccountId account) const override {
    if (is_administrator(account)) return {};
    return Error::of(ErrorKind::forbidden);
  }
  struct Gift { AccountId account; Grant grant; AccountId by; };
  mutable std::vector<Gift> given;
  Result<Given> give_invited(act::Act& act, const Grant& grant, AccountId by) const override {
    if (by == act.by() || !is_administrator(by)) return Error::of(ErrorKind::conflict);
    given.push_back({act.by(), grant, by});
    return std::ranges::count_if(identity_.accounts, [&](const AccountSummary& one) { return is_administrator(one.id); }) > 1
               ? Given::waits : Given::now;
  }
  mutable std::vector<StandIn> standing;
  Result<void> stand_in(act::Act&, const StandIn& wanted) const override {
    standing.push_back(wanted);
    return {};
  }
  bool end_stand_in(act::Moment&, AccountId account, const Grant& office, AccountId) const override {
    return std::erase_if(standing, [&](const StandIn& one) {
             return one.account == account && one.office.role == office.role && one.office.commune == office.commune;
           }) > 0;
  }
  mutable std::vector<HandOver> passed;
  Result<Given> hand_over(act::Act& act, const HandOver& wanted) const override {
    if (wanted.from != act.by()) OCOP_CHECK(hold_administrator(act, act.by()));
    passed.push_back(wanted);
    return Given::waits;
  }
  std::vector<Invited> joined;
  Result<void> join_invited(const Invited& wanted, std::string_view) override {
    joined.push_back(wanted);
    return {};
  }

 private:
  bool is_administrator(AccountId account) const {
    return std::ranges::any_of(identity_.accounts, [&](const AccountSummary& one) {
      return one.id == account && std::ranges::any_of(one.grants, [](const Grant& grant) { return grant.role == Role::administrator; });
    });
  }
  FakeIdentity& identity_;
};

}  // namespace ocop::identity
