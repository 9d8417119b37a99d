#include "modules/mandates/service.h"

#include <algorithm>

#include "kernel/act/consents.h"
#include "kernel/crypto/crypto.h"
#include "modules/mandates/messages.h"
#include "modules/mandates/migrations.h"
#include "modules/mandates/store.h"

namespace ocop::mandates {
namespace {

Error absent(std::string_view what, const std::string& id) { return Error::of(ErrorKind::not_found, std::string(what) + " " + id); }
std::string digest_of(std::string_view key) { return std::string(crypto::view(crypto::sha256("ocop mandate " + std::string(key)))); }
Grant members_of(ProducerId producer) { return {Role::producer_member, "", "", producer}; }
std::string page_of(ProducerId producer) { return "/producers/" + producer.text() + "/helpers"; }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

// Its members; and the office of its place, which has consents on paper.
Result<Service::Concerned> Service::concerned(db::Reader& reader, const Actor& actor, ProducerId id) const {
  auto found = parts_.producers.by_ids(reader, std::span(&id, 1));
  if (found.empty()) return absent("producer", id.text());
  if (Scope::of(actor, {Role::producer_member}).covers({}, {}, id)) return Concerned{std::move(found[0]), Channel::program};
  if (Scope::of(actor, {Role::commune_officer, Role::provincial_body}).covers(found[0].province, found[0].commune, std::nullopt))
    return Concerned{std::move(found[0]), Channel::paper};
  return absent("producer", id.text());
}

// `audience.except` is whoever did it.
void Service::tell(act::Moment& act, std::string_view kind, const Mandate& mandate, const notices::Audience& audience) const {
  const auto producers = parts_.producers.by_ids(act, std::span(&mandate.producer, 1));
  const auto who = parts_.identity.by_ids(act, std::span(&*audience.except, 1));
  const std::string name = producers.empty() ? std::string() : producers[0].name;
  const std::string by = who.empty() ? std::string() : who[0].display_name;
  const bool to_members = !audience.holders.empty();
  parts_.notices.tell(act, {kind, {name, by}, to_members ? page_of(mandate.producer) : "/mandates"}, audience);
}

rules::Left Service::left(db::Reader& reader, ProducerId producer) const {
  return parts_.identity.holders(reader, members_of(producer)).empty() ? rules::Left::nobody : rules::Left::members;
}

Result<Service::Given> Service::give(const Actor& actor, ProducerId id, const Give& give) {
  constexpr std::size_t kKeyBytes = 16;
  const std::string key = give.login.empty() ? crypto::random_token(parts_.random, kKeyBytes) : std::string();
  return acts_.run(actor, [&](act::Act& act) -> Result<Given> {
    parts_.producers.hold(act, id);
    OCOP_TRY(by, concerned(act, act.actor(), id));
    OCOP_TRY(tasks, rules::check(give, act.today(), by.channel));
    const auto open = [&](const Mandate& one) { return state_of(one, act.now()) != State::over; };
    if (std::ranges::count_if(store::of_producer(act, id), open) >= static_cast<std::ptrdiff_t>(rules::kMostOpen))
      return Error::of(ErrorKind::conflict, {"", "", "fewer than 20 that are open", msg::too_many_open, {}});
    if (by.channel == Channel::paper)
      act.in_office({Role::commune_officer, Role::provincial_body}, {by.producer.province, by.producer.commune}, "mandate.recorded",
                    by.producer.name);
    Mandate mandate;
    mandate.id = act.new_id<MandateId>();
    mandate.producer = id;
    mandate.tasks = tasks;
    mandate.until = rules::end_of(give.until);
    mandate.channel = by.channel;
    mandate.paper = give.paper;
    mandate.consented_by = act.by();
    mandate.consented = act.now();
    if (!key.empty()) mandate.invitation = digest_of(key);
    // A login that nobody has waits for nobody, and looks the same.
    else if (const auto account = parts_.identity.with_login(act, give.login)) mandate.account = account->id;
    const act::ConsentText text{kConsentGiven, msg::consent_title, msg::consent_text};
    mandate.consent_text = by.channel == Channel::paper ? act::agree_on_paper(act, text, act.by(), mandate.id.text())
                                                        : act::agree(act, text, act.by(), act::ConsentBy::program, mandate.id.text());
    store::insert(act, mandate);
    if (mandate.account) tell(act, kToldInvited, mandate, {.accounts = {*mandate.account}, .except = act.by()});
    return Given{mandate.id, key.empty() ? std::string() : parts_.public_url + "/mandates/invitation?key=" + key};
  });
}

Result<void> Service::end(const Actor& actor, ProducerId producer, MandateId id) {
  return acts_.run(actor, [&](act::Act& act) { return end_now(act, producer, id); });
}

Result<void> Service::end_now(act::Act& act, ProducerId producer, MandateId id) const {
  OCOP_TRY(by, concerned(act, act.actor(), producer));
  auto mandate = store::find(act, id);
  if (!mandate || mandate->producer != producer || !rules::may_end(by.channel, mandate->channel, left(act, producer)))
    return absent("mandate", id.text());
  if (mandate->ended) return {};   // a second click
  if (by.channel == Channel::paper)
    act.in_office({Role::commune_officer, Role::provincial_body}, {by.producer.province, by.producer.commune}, "mandate.ended",
                  by.producer.name);
  const auto was = close(act, *mandate, act.by());
  if (!was) return act::stale(mandate->version, {}, msg::changed_meanwhile);
  if (*was == State::in_force) tell(act, kToldEnded, *mandate, {.accounts = {*mandate->account}, .except = act.by()});
  return {};
}

// A consent taken back on the page of the own data: the mandate ends as on its own page.
Result<void> Service::taken_back(act::Act& act, std::string_view about) const {
  const auto id = MandateId::parse(about);
  const auto mandate = id ? store::find(act, *id) : std::nullopt;
  if (!mandate) return absent("mandate", std::string(about));
  return mandate->account == act.by() ? give_back_now(act, *id) : end_now(act, mandate->producer, *id);
}

// The state that it was in; nullopt when somebody was faster. One whose day is over has no grant any more: what stands is a newer one's.
std::optional<State> Service::close(act::Moment& act, Mandate& mandate, AccountId by) const {
  const State was = state_of(mandate, act.now());
  mandate.ended = act.now();
  mandate.ended_by = by;
  for (const std::string_view text : {kConsentGiven, kConsentAccepted}) act::end_consents(act, text, mandate.id.text(), act.now());
  if (!store::change(act, mandate)) return std::nullopt;
  if (was == State::in_force) parts_.identity.end_helper(act, *mandate.account, mandate.producer, by);
  return was;
}

void Service::role_ended(act::Moment& act, AccountId account, const Grant& grant, AccountId by) const {
  if (!grant.producer) return;
  parts_.producers.hold(act, *grant.producer);   // nobody accepts meanwhile
  for (Mandate& one : store::of_producer(act, *grant.producer))
    if (rules::ends_with(one, account, grant, act.now()) && close(act, one, by) == State::in_force)
      tell(act, kToldEnded, one, {.accounts = {*one.account}, .except = by});
}

// ---- the helper --------------------------------------------------------------------------------------------------------------------

Result<Mandate> Service::accept_now(act::Act& act, Mandate mandate) const {
  OCOP_CHECK(rules::may_accept(mandate, act.now()));
  parts_.producers.hold(act, mandate.producer);   // no membership ends meanwhile, and no import that made it is taken back
  const auto producers = parts_.producers.by_ids(act, std::span(&mandate.producer, 1));
  if (producers.empty()) return absent("producer", mandate.producer.text());
  OCOP_CHECK(rules::may_help(act.actor(), producers[0].province, mandate.producer));
  OCOP_CHECK(rules::check_giver(mandate, act.by(), parts_.identity.holders(act, members_of(mandate.producer))));
  mandate.account = act.by();
  mandate.accepted = act.now();
  if (!store::change(act, mandate)) return act::stale(mandate.version, {}, msg::changed_meanwhile);
  ++mandate.version;
  act::agree(act, {kConsentAccepted, msg::accept_title, msg::accept_text}, act.by(), act::ConsentBy::program, mandate.id.text());
  // What it had for the same producer ends with the new one: renewed, or for other tasks.
  for (Mandate& other : store::of_account(act, act.by())) {
    if (other.id == mandate.id || other.producer != mandate.producer || state_of(other, act.now()) != State::in_force) continue;
    close(act, other, act.by());
  }
  parts_.identity.make_helper(act, {act.by(), mandate.producer, mandate.tasks, mandate.until}, act.by());
  tell(act, kToldAccepted, mandate, {.holders = {members_of(mandate.producer)}, .except = act.by()});
  return mandate;
}

Result<Mandate> Service::accept(const Actor& actor, MandateId id) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Mandate> {
    auto mandate = store::find(act, id);
    if (!mandate || mandate->account != act.by()) return absent("mandate", id.text());
    return accept_now(act, std::move(*mandate));
  });
}

Result<Mandate> Service::accept(const Actor& actor, std::string_view key) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Mandate> {
    auto mandate = store::by_invitation(act, digest_of(key));
    if (!mandate) return Error::of(ErrorKind::not_found, {"key", "", "the link of an invitation", msg::invitation_unknown, {}});
    return accept_now(act, std::move(*mandate));
  });
}

Result<void> Service::give_back(const Actor& actor, MandateId id) {
  return acts_.run(actor, [&](act::Act& act) { return give_back_now(act, id); });
}

Result<void> Service::give_back_now(act::Act& act, MandateId id) const {
  auto mandate = store::find(act, id);
  if (!mandate || mandate->account != act.by()) return absent("mandate", id.text());
  if (mandate->ended) return {};
  const auto was = close(act, *mandate, act.by());
  if (!was) return act::stale(mandate->version, {}, msg::changed_meanwhile);
  if (*was != State::over) tell(act, kToldEnded, *mandate, {.holders = {members_of(mandate->producer)}, .except = act.by()});
  return {};
}

// ---- reading -------------------------------------------------------------------------------------------------------------------------

void Service::name_all(db::Reader& reader, std::vector<Row>& rows) const {
  std::vector<AccountId> accounts;
  std::vector<ProducerId> producers;
  for (const Row& row : rows) {
    accounts.push_back(row.mandate.consented_by);
    if (row.mandate.account) accounts.push_back(*row.mandate.account);
    producers.push_back(row.mandate.producer);
  }
  const auto names = parts_.identity.by_ids(reader, accounts);
  const auto known = parts_.producers.by_ids(reader, producers);
  const auto name_of = [&](AccountId id) {
    const auto found = std::ranges::find(names, id, &identity::AccountSummary::id);
    return found == names.end() ? std::string() : found->display_name;
  };
  for (Row& row : rows) {
    row.consented_by = name_of(row.mandate.consented_by);
    // Before it is accepted a name would tell who has an account.
    if (row.mandate.account && row.mandate.accepted) row.helper = name_of(*row.mandate.account);
    const auto producer = std::ranges::find(known, row.mandate.producer, &producers::Producer::id);
    if (producer != known.end()) row.producer = *producer;
  }
}

Result<Service::OfProducer> Service::of_producer(const Actor& actor, ProducerId id) const {
  constexpr int kShown = 100;
  return parts_.database.read([&](db::Reader& reader) -> Result<OfProducer> {
    OCOP_TRY(by, concerned(reader, actor, id));
    OfProducer out{std::move(by.producer), {}, {}, by.channel, left(reader, id)};
    for (Mandate& one : store::of_producer(reader, id)) out.mandates.push_back({std::move(one), {}, {}, {}});
    name_all(reader, out.mandates);
    std::vector<AccountId> accounts;
    for (act::OnBehalf& one : act::on_behalf_of(reader, id, kShown)) {
      accounts.push_back(one.account);
      out.acts.push_back({std::move(one), {}});
    }
    const auto names = parts_.identity.by_ids(reader, accounts);
    for (Done& one : out.acts) {
      const auto found = std::ranges::find(names, one.act.account, &identity::AccountSummary::id);
      if (found != names.end()) one.helper = found->display_name;
    }
    return out;
  });
}

std::vector<Service::Row> Service::own(const Actor& actor) const {
  if (!actor.account) return {};
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<Row> out;
    for (Mandate& one : store::of_account(reader, *actor.account)) out.push_back({std::move(one), {}, {}, {}});
    name_all(reader, out);
    return out;
  });
}

bool Service::any_of(db::Reader& reader, ProducerId producer) const { return !store::of_producer(reader, producer).empty(); }

Result<Service::Row> Service::invited(const Actor& actor, std::string_view key) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Row> {
    auto mandate = store::by_invitation(reader, digest_of(key));
    if (!mandate) return Error::of(ErrorKind::not_found, {"key", "", "the link of an invitation", msg::invitation_unknown, {}});
    // A link lives on in somebody's messages: who accepted, and where the paper lies, is not for whoever finds it.
    if (!actor.account || mandate->account != actor.account) OCOP_CHECK(rules::may_accept(*mandate, now()));
    std::vector<Row> rows{{std::move(*mandate), {}, {}, {}}};
    name_all(reader, rows);
    return std::move(rows[0]);
  });
}

std::size_t Service::tell_of_acts() const {
  constexpr int kAtOnce = 50;
  return acts_
      .run_without_account([&](act::Moment& act) -> Result<std::size_t> {
        const auto done = act::take_untold(act, kAtOnce);
        std::vector<AccountId> accounts;
        std::vector<ProducerId> producers;
        for (const act::OnBehalf& one : done) {
          accounts.push_back(one.account);
          producers.push_back(one.producer);
        }
        const auto names = parts_.identity.by_ids(act, accounts);
        const auto known = parts_.producers.by_ids(act, producers);
        for (const act::OnBehalf& one : done) {
          const auto who = std::ranges::find(names, one.account, &identity::AccountSummary::id);
          const auto whom = std::ranges::find(known, one.producer, &producers::Producer::id);
          if (who == names.end() || whom == known.end()) continue;
          parts_.notices.tell(act, {kToldActed, {who->display_name, whom->name, one.subject}, page_of(one.producer)},
                              {.holders = {members_of(one.producer)}, .except = one.account});
        }
        return done.size();
      })
      .value();
}

}  // namespace ocop::mandates
