#include "modules/claims/service.h"

#include <algorithm>
#include <array>

#include "kernel/crypto/crypto.h"
#include "modules/claims/messages.h"
#include "modules/claims/migrations.h"
#include "modules/claims/rules.h"
#include "modules/claims/store.h"

namespace ocop::claims {
namespace {

Error absent(std::string_view what, const std::string& id) { return Error::of(ErrorKind::not_found, std::string(what) + " " + id); }
Error conflict(std::string_view expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::conflict, {"", "", std::string(expected), message, std::move(arguments)});
}
Error wrong_code(std::string_view expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input, {"code", {}, std::string(expected), message, std::move(arguments)});
}
std::string digest_of(std::string_view code) { return std::string(crypto::view(crypto::sha256("ocop claim " + std::string(code)))); }
Grant members_of(ProducerId producer) { return {Role::producer_member, "", "", producer}; }
bool is_member(const Actor& actor, ProducerId producer) { return Scope::of(actor, {Role::producer_member}).covers({}, {}, producer); }

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }
Scope scope_of(const Actor& actor) { return Scope::of(actor, {Role::commune_officer, Role::provincial_body}); }

Result<producers::Producer> Service::of_office(db::Reader& reader, const Actor& actor, ProducerId producer) const {
  auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
  if (found.empty() || found[0].presence == producers::Presence::waiting ||
      !scope_of(actor).covers(found[0].province, found[0].commune, std::nullopt))
    return absent("producer", producer.text());
  return std::move(found[0]);
}

Result<Claim> Service::find(db::Reader& reader, const Actor& actor, ClaimId id) const {
  auto found = store::by_ids(reader, std::span(&id, 1));
  if (found.empty() || !scope_of(actor).covers(found[0].province, found[0].commune, std::nullopt)) return absent("claim", id.text());
  return std::move(found[0]);
}

Claim Service::begin(act::Act& act, const producers::Producer& producer) const {
  Claim out;
  out.id = act.new_id<ClaimId>();
  out.producer = producer.id;
  out.province = producer.province;
  out.commune = producer.commune;
  out.account = act.by();
  out.asked = act.now();
  return out;
}

void Service::grant(act::Act& act, Claim& claim) const {
  claim.state = State::accepted;
  claim.accepted = act.now();
  parts_.identity.make_member(act, claim.account, claim.producer, act.by());
}

// What waits is the office's of the place; what is decided is nobody's work any more.
void Service::put_work(act::Act& act, const Claim& claim) const {
  std::vector<work::Entry> entries;
  const work::State state = claim.state == State::waiting ? work::State::waiting : work::State::done;
  if (!claim.commune.empty()) entries.push_back({{.commune = claim.commune}, state, {}, act.now()});
  const work::State above = state == work::State::waiting && !claim.commune.empty() ? work::State::others : state;
  entries.push_back({{.province = claim.province}, above, {}, act.now()});
  work::put(act, kWorkSource, {claim.id.uuid}, entries);
}

void Service::tell(act::Act& act, std::string_view kind, const Claim& claim) const {
  const auto producers = parts_.producers.by_ids(act, std::span(&claim.producer, 1));
  notices::Audience audience{.except = act.by()};
  if (kind == kToldAsked) {
    audience.holders = {{Role::provincial_body, claim.province, "", {}}};
    if (!claim.commune.empty()) audience.holders = {{Role::commune_officer, claim.province, claim.commune, {}}};
  } else {
    audience.accounts = {claim.account};
  }
  const std::string link = kind == kToldAsked ? path_of(claim) : "/claim";
  parts_.notices.tell(act, {kind, {producers.empty() ? std::string() : producers[0].name}, link}, audience);
}

// ---- the office ------------------------------------------------------------------------------------------------------------------

Result<Service::Printed> Service::print_letter(const Actor& actor, ProducerId id) {
  std::array<std::uint8_t, rules::kCodeBytes> bytes{};
  parts_.random.fill(bytes);
  const std::string code = rules::code_from(bytes);
  return acts_.run(actor, [&](act::Act& act) -> Result<Printed> {
    parts_.producers.hold(act, id);   // first: it may be gone, with the import that made it
    OCOP_TRY(producer, of_office(act, act.actor(), id));
    if (!parts_.identity.holders(act, members_of(id)).empty()) return conflict("a producer that nobody acts for", msg::has_members);
    act.in_office({Role::commune_officer, Role::provincial_body}, {producer.province, producer.commune}, "letter.printed", producer.name);
    store::end_letters(act, id, act.now());
    const Letter letter{act.new_id<LetterId>(), id, digest_of(code), act.by(), act.now(), rules::letter_ends(act.now()), {}, {}};
    store::insert(act, letter);
    std::vector<std::string> products;
    for (const products::Product& one : parts_.products.of_producer(act, id)) products.push_back(one.name);
    const std::string grouped = rules::grouped(code);
    return Printed{letter, grouped, parts_.public_url + "/claim?code=" + grouped, std::move(producer), std::move(products)};
  });
}

void Service::in_office(act::Act& act, const Claim& claim, std::string_view what) const {
  const auto found = parts_.producers.by_ids(act, std::span(&claim.producer, 1));
  if (found.empty()) return;
  act.in_office({Role::commune_officer, Role::provincial_body}, {found[0].province, found[0].commune}, what, found[0].name);
}

Result<Claim> Service::accept(const Actor& actor, ClaimId id, const Accept& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Claim> {
    OCOP_TRY(claim, find(act, act.actor(), id));
    OCOP_CHECK(act::expect_version(input.version, claim.version, msg::changed_meanwhile));
    OCOP_CHECK(rules::may_accept(claim));
    if (claim.account == act.by()) return conflict("somebody else's claim", msg::own_claim);
    in_office(act, claim, "claim.accepted");
    grant(act, claim);
    claim.decided_by = act.by();
    claim.decided = act.now();
    if (!store::change(act, claim)) return act::stale(input.version, {}, msg::changed_meanwhile);
    ++claim.version;
    put_work(act, claim);
    tell(act, kToldAccepted, claim);
    return claim;
  });
}

Result<Claim> Service::refuse(const Actor& actor, ClaimId id, const Refuse& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Claim> {
    OCOP_TRY(claim, find(act, act.actor(), id));
    OCOP_CHECK(act::expect_version(input.version, claim.version, msg::changed_meanwhile));
    OCOP_CHECK(rules::may_refuse(claim, act.now()));
    in_office(act, claim, "claim.refused");
    if (claim.state == State::accepted) parts_.identity.end_member(act, claim.account, claim.producer, act.by());
    claim.state = State::refused;
    claim.answer = input.answer;
    claim.decided_by = act.by();
    claim.decided = act.now();
    if (!store::change(act, claim)) return act::stale(input.version, {}, msg::changed_meanwhile);
    ++claim.version;
    put_work(act, claim);
    tell(act, kToldRefused, claim);
    return claim;
  });
}

// ---- whoever claims ----------------------------------------------------------------------------------------------------------------

Result<Claim> Service::claim_by(act::Act& act, const Letter& letter) const {
  parts_.producers.hold(act, letter.producer);
  const auto found = parts_.producers.by_ids(act, std::span(&letter.producer, 1));
  if (found.empty()) return absent("producer", letter.producer.text());
  if (!store::use(act, letter.id, act.by(), act.now())) return wrong_code("a code that nobody used", msg::code_used_meanwhile);
  Claim claim = begin(act, found[0]);
  claim.letter = letter.id;
  // Two who say that it is theirs wait for a person, whichever has the code.
  const auto claims = store::of_producer(act, letter.producer);
  const bool contested = !parts_.identity.holders(act, members_of(letter.producer)).empty() ||
                         std::ranges::any_of(claims, [](const Claim& one) { return one.state == State::waiting; });
  if (!contested) grant(act, claim);
  store::insert(act, claim);
  put_work(act, claim);
  tell(act, kToldAsked, claim);
  return claim;
}

Result<Claim> Service::used_before(act::Act& act, const Letter& letter) const {
  if (letter.used_by == act.by())
    if (auto claim = store::by_letter(act, letter.producer, letter.id)) {
      const auto members = parts_.identity.holders(act, members_of(letter.producer));
      const bool member = std::ranges::find(members, act.by()) != members.end();
      OCOP_CHECK(rules::may_repeat(*claim, member ? rules::Member::yes : rules::Member::no));
      return std::move(*claim);
    }
  const Argument when{ocop::show(*letter.used, Language::vi), ocop::show(*letter.used, Language::en)};
  return wrong_code("a code that nobody used", msg::code_used, {when});
}

Result<Claim> Service::use_code(const Actor& actor, std::string_view typed, std::string_view address) {
  OCOP_CHECK(Policy::signed_in().admit(actor));
  OCOP_TRY(code, rules::read_code(typed));   // a slip of the finger is no guess: the check sign tells
  const std::string account = actor.account->text(), network = throttle::network_of(address);
  const std::array buckets{throttle::Bucket{"claims.account", account, rules::kGuesses},
                           throttle::Bucket{"claims.network", network, rules::kGuessesOfNetwork}};
  if (const std::int64_t wait = parts_.throttle.take(buckets, parts_.clock.now()); wait > 0) {
    const std::string minutes = std::to_string((wait + rules::kMinute - 1) / rules::kMinute);
    return Error::of(ErrorKind::too_many_requests, {"", "", "10 at once, then one in 10 minutes", msg::too_many_guesses, {minutes}});
  }
  return acts_.run(actor, [&](act::Act& act) -> Result<Claim> {
    const auto letter = store::letter_by_digest(act, digest_of(code));
    if (!letter) return wrong_code("a code of a letter", msg::code_unknown);
    if (letter->used) return used_before(act, *letter);
    // Who prints letters could be everybody: a colleague prints, and another one's hand uses it.
    if (letter->printed_by == act.by()) return wrong_code("a letter that somebody else printed", msg::own_letter);
    if (!rules::in_force(*letter, act.now())) return wrong_code("a letter in force", msg::code_ended);
    return claim_by(act, *letter);
  });
}

Result<Claim> Service::ask(const Actor& actor, ProducerId id, const InWords& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Claim> {
    parts_.producers.hold(act, id);
    const auto found = parts_.producers.by_ids(act, std::span(&id, 1));
    if (found.empty() || found[0].presence == producers::Presence::waiting) return absent("producer", id.text());
    const auto claims = store::of_account(act, act.by());
    const auto waits = [&](const Claim& one) { return one.producer == id && one.state == State::waiting; };
    if (is_member(act.actor(), id) || std::ranges::any_of(claims, waits)) return conflict("a first claim", msg::claimed_already);
    if (std::ranges::count(claims, State::waiting, &Claim::state) >= static_cast<std::ptrdiff_t>(rules::kMostWaiting))
      return conflict("fewer claims that wait", msg::too_many_claims);
    Claim claim = begin(act, found[0]);
    claim.words = input.words;
    store::insert(act, claim);
    put_work(act, claim);
    tell(act, kToldAsked, claim);
    return claim;
  });
}

// ---- reading -----------------------------------------------------------------------------------------------------------------------

Service::Shown Service::with_names(db::Reader& reader, Claim claim) const {
  Shown out;
  const auto producers = parts_.producers.by_ids(reader, std::span(&claim.producer, 1));
  if (!producers.empty()) out.producer = producers[0];
  const auto members = parts_.identity.holders(reader, members_of(claim.producer));
  std::vector<AccountId> ids = members;
  ids.push_back(claim.account);
  if (claim.decided_by) ids.push_back(*claim.decided_by);
  for (const identity::AccountSummary& one : parts_.identity.by_ids(reader, ids)) {
    if (one.id == claim.account) out.who = one.display_name;
    if (claim.decided_by == one.id) out.decided_by = one.display_name;
    if (std::ranges::find(members, one.id) != members.end()) out.members.push_back(one.display_name);
  }
  for (Claim& other : store::of_producer(reader, claim.producer))
    if (other.id != claim.id) out.others.push_back(std::move(other));
  out.claim = std::move(claim);
  return out;
}

Result<Service::Shown> Service::show(const Actor& actor, ClaimId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(claim, find(reader, actor, id));
    return with_names(reader, std::move(claim));
  });
}

std::vector<Service::Shown> Service::own(const Actor& actor) const {
  if (!actor.account) return {};
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<Shown> out;
    for (Claim& one : store::of_account(reader, *actor.account)) {
      const auto producers = parts_.producers.by_ids(reader, std::span(&one.producer, 1));
      out.push_back({.claim = std::move(one), .producer = producers.empty() ? producers::Producer{} : producers[0]});
    }
    return out;
  });
}

Result<Service::OfProducer> Service::of_producer(const Actor& actor, ProducerId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<OfProducer> {
    OCOP_TRY(producer, of_office(reader, actor, id));
    OfProducer out{std::move(producer), {}, store::of_producer(reader, id), parts_.identity.holders(reader, members_of(id)).size()};
    const auto letters = store::letters_of(reader, id);
    std::vector<AccountId> accounts;
    for (const Letter& one : letters) accounts.push_back(one.printed_by);
    const auto names = parts_.identity.by_ids(reader, accounts);
    for (const Letter& one : letters) {
      const auto who = std::ranges::find(names, one.printed_by, &identity::AccountSummary::id);
      out.letters.push_back({one, who == names.end() ? std::string() : who->display_name});
    }
    return out;
  });
}

Result<producers::Producer> Service::listed(ProducerId id) const {
  auto found = parts_.database.read([&](db::Reader& reader) { return parts_.producers.by_ids(reader, std::span(&id, 1)); });
  if (found.empty() || found[0].presence == producers::Presence::waiting) return absent("producer", id.text());
  return std::move(found[0]);
}

bool Service::is_own(const Actor& actor, ProducerId producer) const {
  if (is_member(actor, producer)) return true;
  const auto waits = [&](const Shown& one) { return one.claim.producer == producer && one.claim.state == State::waiting; };
  return std::ranges::any_of(own(actor), waits);
}

void Service::add_names(std::vector<Claim>& rows) const {
  std::vector<ProducerId> ids;
  for (const Claim& row : rows) ids.push_back(row.producer);
  for (const producers::Producer& one : parts_.database.read([&](db::Reader& reader) { return parts_.producers.by_ids(reader, ids); }))
    for (Claim& row : rows)
      if (row.producer == one.id) row.producer_name = one.name;
}

std::vector<std::optional<Service::Shown>> Service::shown(std::span<const ClaimId> ids) const {
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<std::optional<Shown>> out(ids.size());
    for (Claim& one : store::by_ids(reader, ids)) {
      const auto at = std::ranges::find(ids, one.id) - ids.begin();
      out[static_cast<std::size_t>(at)] = with_names(reader, std::move(one));
    }
    return out;
  });
}

}  // namespace ocop::claims
