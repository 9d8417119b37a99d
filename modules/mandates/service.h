#pragma once
#include "kernel/act/act.h"
#include "modules/identity/identity.h"
#include "modules/mandates/rules.h"
#include "modules/mandates/types.h"
#include "modules/notices/notices.h"
#include "modules/producers/producers.h"

namespace ocop::mandates {

std::vector<db::Migration> migrations();

inline constexpr std::string_view kToldInvited = "mandate.invited", kToldAccepted = "mandate.accepted", kToldEnded = "mandate.ended",
                                  kToldActed = "mandate.acted";

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const identity::Identity& identity;
    const notices::Notices& notices;
    const producers::Producers& producers;
    const std::string& public_url;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Instant now() const { return parts_.clock.now(); }

  // By a member, or by the commune's officer who has the paper. Whoever is invited accepts it first. Without a login a link is made, shown
  // once. Whether somebody has the login is not said. Errors: not_found, invalid_input.
  struct Given { MandateId id; std::string link; };   // empty when a login was named
  Result<Given> give(const Actor& actor, ProducerId producer, const Give& give);
  // At once: the helper's next request is refused. By a member; by the office what was given on paper, and all where no member is left.
  Result<void> end(const Actor& actor, ProducerId producer, MandateId id);

  // ---- the helper
  Result<Mandate> accept(const Actor& actor, MandateId id);
  Result<Mandate> accept(const Actor& actor, std::string_view key);
  Result<void> give_back(const Actor& actor, MandateId id);   // or decline
  // The consent to a mandate, of either side, is taken back (act::ConsentEnd).
  Result<void> taken_back(act::Act& act, std::string_view about) const;

  // Of identity::RoleEnded: what a member gave ends with the membership, in the same act.
  void role_ended(act::Moment& act, AccountId account, const Grant& grant, AccountId by) const;

  // ---- reading
  struct Row { Mandate mandate; producers::Producer producer; std::string helper, consented_by; };
  struct Done { act::OnBehalf act; std::string helper; };
  struct OfProducer {
    producers::Producer producer;
    std::vector<Row> mandates;
    std::vector<Done> acts;              // with both names
    Channel channel = Channel::program;  // in which the reader would give one
    rules::Left left = rules::Left::members;
  };
  Result<OfProducer> of_producer(const Actor& actor, ProducerId producer) const;
  std::vector<Row> own(const Actor& actor) const;
  // What a link leads to: while it is open, and for who accepted it. Errors: not_found; conflict.
  Result<Row> invited(const Actor& actor, std::string_view key) const;
  bool any_of(db::Reader& reader, ProducerId producer) const;   // whatever became of it

  // Members are told of what helpers did since the last time; how many.
  std::size_t tell_of_acts() const;

 private:
  struct Concerned { producers::Producer producer; Channel channel = Channel::program; };
  Result<Concerned> concerned(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  rules::Left left(db::Reader& reader, ProducerId producer) const;
  Result<Mandate> accept_now(act::Act& act, Mandate mandate) const;
  Result<void> end_now(act::Act& act, ProducerId producer, MandateId id) const;
  Result<void> give_back_now(act::Act& act, MandateId id) const;
  std::optional<State> close(act::Moment& act, Mandate& mandate, AccountId by) const;
  void name_all(db::Reader& reader, std::vector<Row>& rows) const;
  void tell(act::Moment& act, std::string_view kind, const Mandate& mandate, const notices::Audience& audience) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::mandates
