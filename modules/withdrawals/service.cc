#include "modules/withdrawals/service.h"

#include <algorithm>

#include "kernel/json/json.h"
#include "modules/withdrawals/messages.h"
#include "modules/withdrawals/migrations.h"
#include "modules/withdrawals/store.h"

namespace ocop::withdrawals {
namespace {

using rules::Step;

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }
Error conflict(std::string_view expected, const Message& message) {
  return Error::of(ErrorKind::conflict, {"", "", std::string(expected), message, {}});
}
std::string leaf_moved(const Proposal& proposal, Step step) {
  json::Writer out;
  out.begin_object().field("act", rules::name(step)).field("state", name(proposal.state)).end_object();
  return out.take();
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Scope scope_of(const Actor& actor) {
  Scope out = Scope::for_task(actor, Task::dossiers, {Role::commune_officer, Role::provincial_body});
  if (!actor.has(Role::ministry)) return out;
  out.reach = Scope::Reach::listed;
  out.assignee = actor.account;
  return out;
}
bool is_office(const Actor& actor, const Proposal& proposal) {
  const bool ministers = certificates::decides_withdrawal(static_cast<int>(proposal.stars)) == Role::ministry;
  const Scope offices = Scope::of(actor, {Role::commune_officer, Role::provincial_body});
  return offices.covers(proposal.province, proposal.commune, std::nullopt) || (ministers && actor.has(Role::ministry));
}
bool reads(const Actor& actor, const Proposal& proposal) {
  return is_office(actor, proposal) || Scope::for_task(actor, Task::dossiers).covers({}, {}, proposal.told);
}

std::optional<Date> Service::due(const Proposal& proposal) const {
  if (!proposal.concluded) return std::nullopt;
  return certificates::withdrawal_due(*proposal.concluded, parts_.holidays);
}

// ---- what it is about ------------------------------------------------------------------------------------------------------------

Service::About Service::rests_on(db::Reader& reader, products::Product product) const {
  About out;
  out.product = std::move(product);
  const auto certified = parts_.certificates.of_product(reader, out.product.id);
  out.confirmed = parts_.certificates.confirmed(reader, out.product.id);
  if (out.confirmed && out.confirmed->withdrawn) out.confirmed.reset();
  if (!out.confirmed && !certified.empty() && certified.front().state == certificates::State::in_force)
    out.certificate = certified.front();
  return out;
}

Service::About Service::stands(db::Reader& reader, const Proposal& proposal) const {
  products::Product product;
  product.id = proposal.product;
  return rests_on(reader, std::move(product));
}

bool Service::is_about(db::Reader& reader, const Proposal& proposal, const About& stands) const {
  if (!proposal.certificate.empty()) return stands.certificate && stands.certificate->number == proposal.certificate;
  // One that was taken back on paper still is what it is about: decide() notes by which decision.
  const auto paper = parts_.certificates.confirmed(reader, proposal.product);
  return paper && (paper->id == proposal.confirmation || paper->corrected);
}

Result<void> Service::expect_stands(act::Act& act, const Proposal& proposal) const {
  if (!parts_.products.hold(act, proposal.product)) return absent("product");
  const About now = stands(act, proposal);
  if (is_about(act, proposal, now)) return {};
  if (now.stars() == 0) return conflict("a certificate in force, or a confirmed decision", msg::nothing_stands);
  return Error::of(ErrorKind::conflict,
                   {"", proposal.certificate, "what the star rests on: " + now.number(), msg::replaced_by, {now.number()}});
}

void Service::put_on(Proposal& proposal, const About& about) {
  proposal.stars = about.stars();
  proposal.certificate = about.certificate ? about.certificate->number : std::string();
  proposal.confirmation = about.certificate ? std::nullopt : std::optional(about.confirmed->id);
}

Result<Service::About> Service::about(const Actor& actor, std::string_view id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<About> {
    const auto product = products::find(reader, parts_.products, id);
    const Scope offices = Scope::of(actor, {Role::commune_officer, Role::provincial_body});
    if (!product || !offices.covers(product->province, product->commune, std::nullopt)) return absent("product");
    if (store::open_of(reader, product->id)) return conflict("a product without an open proposal", msg::open_already);
    About out = rests_on(reader, *product);
    if (out.stars() == 0) return conflict("a certificate in force, or a confirmed decision", msg::nothing_to_withdraw);
    return out;
  });
}

Proposal Service::begin(act::Act& act, const About& about) const {
  Proposal out;
  out.id = act.new_id<ProposalId>();
  out.province = about.product.province;
  out.commune = about.product.commune;
  out.product = about.product.id;
  out.producer = about.product.producer;
  out.product_name = about.product.name;
  put_on(out, about);
  out.proposed = act.now();
  out.proposed_by = act.by();
  return out;
}

// ---- steps -------------------------------------------------------------------------------------------------------------------------

Result<Proposal> Service::find(db::Reader& reader, const Actor& actor, ProposalId id) const {
  auto found = store::find(reader, id);
  if (!found || !reads(actor, *found)) return absent("proposal");
  return std::move(*found);
}

Result<Proposal> Service::at(act::Act& act, ProposalId id, std::int64_t version, Step step) const {
  OCOP_TRY(proposal, find(act, act.actor(), id));
  OCOP_CHECK(act::expect_version(version, proposal.version, msg::changed_meanwhile));
  OCOP_CHECK(rules::check(act.actor(), proposal, step));
  if (act.is_of_producer(proposal.producer, proposal.proposed)) return conflict("somebody else's product", msg::own_product);
  act.in_office({Role::provincial_body, Role::commune_officer}, {proposal.province, proposal.commune},
                "withdrawal." + std::string(rules::name(step)), proposal.product_name);
  proposal.state = *rules::after(proposal.state, step);
  return proposal;
}

void Service::take_conclusion(act::Act& act, Proposal& proposal, const Conclude& input) const {
  proposal.state = State::concluded;
  proposal.concluded = input.concluded;
  proposal.organ = input.organ;
  proposal.conclusion = input.conclusion;
  proposal.concluded_by = act.by();
  proposal.due = due(proposal);
  proposal.told = proposal.producer;
}

void Service::log(act::Act& act, Proposal& proposal, Step step) const {
  proposal.log_index = act.log(kMoved, proposal.id.text(), leaf_moved(proposal, step));
  act.keeps(kSealedProposal, proposal.id);
}

Result<Proposal> Service::keep(act::Act& act, Proposal proposal, Step step) const {
  log(act, proposal, step);
  if (!store::change(act, proposal)) return act::stale(proposal.version, {}, msg::changed_meanwhile);
  ++proposal.version;
  put_work(act, proposal);
  tell(act, proposal, step);
  return proposal;
}

// The conclusion and the submission were of what was replaced: no term runs until somebody concludes on what stands.
void Service::take_over(Proposal& proposal, const About& about) {
  proposal.moved_from = proposal.confirmation ? proposal.confirmation->text() : proposal.certificate;
  put_on(proposal, about);
  proposal.concluded.reset();
  proposal.concluded_by.reset();
  proposal.due.reset();
  proposal.submission.clear();
  proposal.submitted.reset();
  proposal.submitted_by.reset();
}

Result<Proposal> Service::open(const Actor& actor, std::string_view id, const Propose& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Proposal> {
    const auto product = products::find(act, parts_.products, id);
    const Scope offices = Scope::of(actor, {Role::commune_officer, Role::provincial_body});
    if (!product || !offices.covers(product->province, product->commune, std::nullopt)) return absent("product");
    if (!parts_.products.hold(act, product->id)) return absent("product");   // two offices at one moment: one after the other
    if (store::open_of(act, product->id)) return conflict("a product without an open proposal", msg::open_already);
    const About about = rests_on(act, *product);
    if (about.stars() == 0) return conflict("a certificate in force, or a confirmed decision", msg::nothing_to_withdraw);
    Proposal proposal = begin(act, about);
    proposal.ground = input.ground;
    proposal.words = input.words;
    OCOP_CHECK(rules::check(actor, proposal, Step::propose));
    if (act.is_of_producer(proposal.producer, act.now())) return conflict("somebody else's product", msg::own_product);
    const bool province = Scope::of(actor, {Role::provincial_body}).covers(proposal.province, {}, std::nullopt);
    Step step = Step::propose;
    if (!province) {   // the commune: what it says is its confirmation
      const Conclude confirmed{0, input.concluded.value_or(act.today()), "", input.conclusion};
      OCOP_CHECK(rules::check_conclusion(proposal.ground, confirmed, rules::Enters::commune, about.first(), act.today()));
      take_conclusion(act, proposal, confirmed);
      step = Step::conclude;
    } else {
      OCOP_CHECK(rules::check_proposal(input, about.first(), act.today()));
      if (input.concluded) take_conclusion(act, proposal, {0, *input.concluded, input.organ, input.conclusion});
      if (input.concluded) step = Step::conclude;
    }
    act.in_office({Role::provincial_body, Role::commune_officer}, {proposal.province, proposal.commune}, "withdrawal.proposed",
                  proposal.product_name);
    log(act, proposal, step);
    store::insert(act, proposal);
    put_work(act, proposal);
    tell(act, proposal, step);
    return proposal;
  });
}

Result<std::optional<ProposalId>> Service::propose(act::Act& act, const Concluded& concluded) const {
  const auto found = parts_.products.by_ids(act, std::span(&concluded.product, 1));
  if (found.empty() || !parts_.products.hold(act, concluded.product)) return absent("product");
  const About about = rests_on(act, found.front());
  const Conclude input{0, concluded.concluded, concluded.organ, concluded.conclusion};
  if (auto open = store::open_of(act, concluded.product)) {
    const bool replaced = about.stars() > 0 && !is_about(act, *open, about);
    if (replaced) take_over(*open, about);   // what is concluded today is not of a certificate of before
    if (open->state != State::found && !replaced) return std::optional(open->id);   // its term runs from the earlier conclusion
    open->ground = concluded.ground;
    open->words += (open->words.empty() ? "" : "\n") + concluded.words;
    take_conclusion(act, *open, input);
    OCOP_TRY(kept, keep(act, std::move(*open), Step::conclude));
    return std::optional(kept.id);
  }
  if (about.stars() == 0) return std::optional<ProposalId>();
  Proposal proposal = begin(act, about);
  proposal.ground = concluded.ground;
  proposal.words = concluded.words;
  take_conclusion(act, proposal, input);
  log(act, proposal, Step::conclude);
  store::insert(act, proposal);
  put_work(act, proposal);
  tell(act, proposal, Step::conclude);
  return std::optional(proposal.id);
}

Result<Proposal> Service::conclude(const Actor& actor, ProposalId id, const Conclude& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Proposal> {
    OCOP_TRY(proposal, at(act, id, input.version, Step::conclude));
    OCOP_CHECK(expect_stands(act, proposal));
    const auto certificate = parts_.certificates.by_number(act, proposal.certificate);
    const std::optional<Date> first = certificate ? std::optional(certificate->issued) : std::nullopt;
    const bool province = Scope::of(actor, {Role::provincial_body}).covers(proposal.province, {}, std::nullopt);
    const auto enters = province ? rules::Enters::province : rules::Enters::commune;
    OCOP_CHECK(rules::check_conclusion(proposal.ground, input, enters, first, act.today()));
    take_conclusion(act, proposal, input);
    return keep(act, std::move(proposal), Step::conclude);
  });
}

Result<Proposal> Service::submit(const Actor& actor, ProposalId id, const Submit& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Proposal> {
    OCOP_TRY(proposal, at(act, id, input.version, Step::submit));
    OCOP_CHECK(expect_stands(act, proposal));
    proposal.submission = input.submission;
    proposal.submitted = act.now();
    proposal.submitted_by = act.by();
    return keep(act, std::move(proposal), Step::submit);
  });
}

void Service::end(act::Act& act, Proposal& proposal, const std::string& decision, Date decided) const {
  proposal.state = State::withdrawn;
  proposal.decision = decision;
  proposal.decided = decided;
  proposal.ended = act.now();
  proposal.ended_by = act.by();
}

Result<Proposal> Service::decide(const Actor& actor, ProposalId id, const Decide& input) {
  auto done = acts_.run(actor, [&](act::Act& act) -> Result<Proposal> {
    OCOP_TRY(proposal, at(act, id, input.version, Step::decide));
    OCOP_CHECK(expect_stands(act, proposal));
    OCOP_CHECK(rules::check_decision(proposal, input));
    if (proposal.certificate.empty()) {   // decided on paper and entered with its file: the log says by which decision
      const auto confirmed = parts_.certificates.confirmed(act, proposal.product);
      if (!confirmed || !confirmed->withdrawn) return conflict("a decision that was entered", msg::paper_not_entered);
      end(act, proposal, confirmed->withdrawn->number, confirmed->withdrawn->decided);
      return keep(act, std::move(proposal), Step::decide);
    }
    end(act, proposal, input.number, *input.decided);
    OCOP_TRY(kept, keep(act, std::move(proposal), Step::decide));   // before the certificate's act, which ends open ones itself
    OCOP_CHECK(parts_.withdrawing.withdraw_in(
        act, kept.certificate, {kept.ground, input.number, *kept.concluded, *input.decided, input.signer, input.note}));
    return kept;
  });
  if (done) parts_.withdrawing.follow();
  return done;
}

Result<Proposal> Service::drop(const Actor& actor, ProposalId id, const Drop& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Proposal> {
    OCOP_TRY(proposal, at(act, id, input.version, Step::drop));
    proposal.answer = input.answer;
    proposal.ended = act.now();
    proposal.ended_by = act.by();
    return keep(act, std::move(proposal), Step::drop);
  });
}

Result<Proposal> Service::move(const Actor& actor, ProposalId id, const Move& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Proposal> {
    OCOP_TRY(proposal, at(act, id, input.version, Step::move));
    if (!parts_.products.hold(act, proposal.product)) return absent("product");
    const About now = stands(act, proposal);
    if (is_about(act, proposal, now)) return conflict("another certificate in its place", msg::stands_still);
    if (now.stars() == 0) return conflict("a certificate in force, or a confirmed decision", msg::nothing_stands);
    take_over(proposal, now);
    return keep(act, std::move(proposal), Step::move);
  });
}

void Service::was_withdrawn(act::Act& act, const certificates::Certificate& certificate,
                            const certificates::WithdrawalInput& input) const {
  auto proposal = store::open_of(act, certificate.number);
  if (!proposal) return;
  if (!proposal->concluded) proposal->concluded = input.concluded;
  proposal->told = proposal->producer;
  end(act, *proposal, input.number, input.decided);
  (void)keep(act, std::move(*proposal), Step::decide);   // the row was read in this transaction: nobody was faster
}

// ---- whose turn it is, and who is told ------------------------------------------------------------------------------------------------

void Service::put_work(act::Act& act, const Proposal& proposal) const {
  using work::Entry;
  const bool over = is_over(proposal.state);
  const bool of_commune = proposal.state == State::found && rules::is_of_commune(proposal.ground);
  const bool ministers = certificates::decides_withdrawal(static_cast<int>(proposal.stars)) == Role::ministry;
  const bool away = proposal.state == State::submitted && ministers;
  const auto unless_over = [&](work::State open) { return over ? work::State::done : open; };
  const work::State province = unless_over(of_commune || away ? work::State::others : work::State::waiting);
  std::vector<Entry> entries{{{.province = proposal.province}, province, proposal.due, act.now()}};
  if (of_commune && !proposal.commune.empty()) entries.push_back({{.commune = proposal.commune}, work::State::waiting, {}, act.now()});
  if (proposal.told)
    entries.push_back({{.producer = proposal.told, .task = Task::dossiers}, unless_over(work::State::others), proposal.due, act.now()});
  work::put(act, kWorkSource, {proposal.id.uuid}, entries);
}

void Service::tell(act::Act& act, const Proposal& proposal, Step step) const {
  const Grant province{Role::provincial_body, proposal.province, "", {}}, ministry{Role::ministry, "", "", {}};
  const Grant commune{Role::commune_officer, proposal.province, proposal.commune, {}};
  const Grant maker{Role::producer_member, "", "", proposal.producer};
  const bool ministers = certificates::decides_withdrawal(static_cast<int>(proposal.stars)) == Role::ministry;
  const auto say = [&](std::string_view kind, std::vector<Grant> holders) {
    std::erase_if(holders, [](const Grant& one) { return one.role == Role::commune_officer && one.commune.empty(); });
    if (holders.empty()) return;
    parts_.notices.tell(act, {kind, {proposal.product_name}, path_of(proposal)}, {.holders = std::move(holders), .except = act.by()});
  };
  switch (step) {
    case Step::propose:
      if (rules::is_of_commune(proposal.ground)) say(kToldAsked, {commune});
      return;
    case Step::conclude:
      say(kToldConcluded, {province});
      return say(kToldProducer, {maker});
    case Step::submit: return say(kToldSubmitted, {ministers ? ministry : province});
    case Step::decide:   // the producer hears it from certificates
      return ministers ? say(kToldDecided, {province, commune, ministry}) : say(kToldDecided, {province, commune});
    case Step::move: return say(kToldMoved, proposal.told ? std::vector{province, maker} : std::vector{province});
    case Step::drop: break;
  }
  say(kToldDropped, proposal.told ? std::vector{province, maker} : std::vector{province});
}

// ---- reading -----------------------------------------------------------------------------------------------------------------------

Result<Service::Shown> Service::show(const Actor& actor, ProposalId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(proposal, find(reader, actor, id));
    if (!is_office(actor, proposal)) proposal.words.clear();
    const auto makers = parts_.producers.by_ids(reader, std::span(&proposal.producer, 1));
    Shown out{std::move(proposal), makers.empty() ? std::string() : makers.front().name};
    if (is_over(out.proposal.state)) return out;
    if (About now = stands(reader, out.proposal); now.stars() > 0 && !is_about(reader, out.proposal, now)) out.replaced = std::move(now);
    return out;
  });
}

std::vector<Proposal> Service::of_product(const Actor& actor, ProductId product) const {
  auto out = parts_.database.read([&](db::Reader& reader) { return store::of_product(reader, product); });
  std::erase_if(out, [&](const Proposal& one) { return !reads(actor, one); });
  return out;
}

std::vector<Proposal> Service::by_ids(std::span<const ProposalId> ids) const {
  return parts_.database.read([&](db::Reader& reader) { return store::by_ids(reader, ids); });
}
bool Service::any_of(db::Reader& reader, ProducerId producer) const { return store::any_of(reader, producer); }
std::vector<ProductId> Service::held(db::Reader& reader, std::span<const ProductId> products) { return store::held(reader, products); }

}  // namespace ocop::withdrawals
