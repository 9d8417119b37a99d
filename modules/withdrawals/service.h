#pragma once
#include <vector>

#include "kernel/act/act.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/withdrawals/rules.h"
#include "modules/withdrawals/withdrawals.h"
#include "modules/work/work.h"

namespace ocop::withdrawals {

std::vector<db::Migration> migrations();

// The offices that a proposal is before, the Ministry of five stars alone (article 8.2b), and the producer once it was told. For lists:
// what the Ministry reads is found by the column of stars, as an assignee's rows are (store.cc).
Scope scope_of(const Actor& actor);
bool reads(const Actor& actor, const Proposal& proposal);   // the same of one
// The offices alone: they read what was found, too.
bool is_office(const Actor& actor, const Proposal& proposal);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service final : public Proposals {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const HolidayCalendar& holidays;
    const products::Products& products;
    const producers::Producers& producers;
    const certificates::Certificates& certificates;
    const certificates::Withdrawing& withdrawing;
    const notices::Notices& notices;
    const places::Index& places;
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }
  // The last of the 15 days, by today's calendar; nullopt before the conclusion.
  std::optional<Date> due(const Proposal& proposal) const;

  // What a proposal would be about: the product with what its star rests on. Errors: not_found, also for a foreign product; conflict when
  // nothing of it can be withdrawn here, or one is open.
  struct About {
    products::Product product;
    std::optional<certificates::Certificate> certificate;
    std::optional<certificates::Confirmed> confirmed;
    std::optional<Date> first() const { return certificate ? std::optional(certificate->issued) : std::nullopt; }
    int stars() const { return certificate ? certificate->stars : confirmed ? confirmed->stars : 0; }
    // As people name it: "OCOP-68-2026-000012", "3588/QĐ-UBND"; empty when nothing stands.
    std::string number() const { return certificate ? certificate->number : confirmed ? confirmed->number : std::string(); }
  };
  Result<About> about(const Actor& actor, std::string_view product) const;

  // ---- the steps (rules::moves). Errors: of rules::check; conflict: changed meanwhile, or of the own producer; invalid_input.
  // A commune officer proposes on ground đ alone, and confirms it by that.
  Result<Proposal> open(const Actor& actor, std::string_view product, const Propose& input);
  Result<Proposal> conclude(const Actor& actor, ProposalId id, const Conclude& input);
  Result<Proposal> submit(const Actor& actor, ProposalId id, const Submit& input);
  Result<Proposal> decide(const Actor& actor, ProposalId id, const Decide& input);
  Result<Proposal> drop(const Actor& actor, ProposalId id, const Drop& input);
  // Another certificate was issued since, and conclude, submit and decide answer with a conflict that names it: from here on the proposal
  // is about that one, which somebody has to conclude on. conflict: it is about what stands, or nothing stands.
  Result<Proposal> move(const Actor& actor, ProposalId id, const Move& input);
  // The certificate was withdrawn by another way: an open proposal of it ends as decided. Part of that act.
  void was_withdrawn(act::Act& act, const certificates::Certificate& certificate, const certificates::WithdrawalInput& input) const;

  // ---- reading
  struct Shown {
    Proposal proposal;
    std::string producer;
    std::optional<About> replaced{};   // of an open one: what the star rests on by now, which is not what it is about
  };
  Result<Shown> show(const Actor& actor, ProposalId id) const;
  // Open or over, of a product in the actor's reach; the latest first.
  std::vector<Proposal> of_product(const Actor& actor, ProductId product) const;
  std::vector<Proposal> by_ids(std::span<const ProposalId> ids) const;
  bool any_of(db::Reader& reader, ProducerId producer) const;
  static std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);

  // ---- the port
  Result<std::optional<ProposalId>> propose(act::Act& act, const Concluded& concluded) const override;

 private:
  Result<Proposal> find(db::Reader& reader, const Actor& actor, ProposalId id) const;
  // Found under the actor's scope, at that version, with the step his.
  Result<Proposal> at(act::Act& act, ProposalId id, std::int64_t version, rules::Step step) const;
  About rests_on(db::Reader& reader, products::Product product) const;
  About stands(db::Reader& reader, const Proposal& proposal) const;
  bool is_about(db::Reader& reader, const Proposal& proposal, const About& stands) const;
  // What a step acts on is what the star rests on; the product is held, so that a ruling of this moment comes before or after. conflict.
  Result<void> expect_stands(act::Act& act, const Proposal& proposal) const;
  static void put_on(Proposal& proposal, const About& about);
  static void take_over(Proposal& proposal, const About& about);
  Proposal begin(act::Act& act, const About& about) const;
  void take_conclusion(act::Act& act, Proposal& proposal, const Conclude& input) const;
  void log(act::Act& act, Proposal& proposal, rules::Step step) const;
  Result<Proposal> keep(act::Act& act, Proposal proposal, rules::Step step) const;   // change, work, notices
  void end(act::Act& act, Proposal& proposal, const std::string& decision, Date decided) const;
  void put_work(act::Act& act, const Proposal& proposal) const;
  void tell(act::Act& act, const Proposal& proposal, rules::Step step) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::withdrawals
