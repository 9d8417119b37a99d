#pragma once
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "modules/certificates/confirmation_rules.h"
#include "modules/certificates/service.h"

// Reported decisions that the province confirms: prepared with the paper and its products, looked at, confirmed as one act (decision 119).
// Thread-safe as long as its parts are, which outlive it.
namespace ocop::certificates {

class Confirmations {
 public:
  struct Parts {
    db::Database& database;
    blobs::Blobs& blobs;
    const Clock& clock;
    Random& random;
    const products::Products& products;
    const notices::Notices& notices;
    const places::Index& places;
    Ledger& ledger;
  };
  explicit Confirmations(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  using ReportedDecision = products::Products::ReportedDecision;
  // One spelling of a decision with its products that wait.
  struct Spelling {
    ReportedDecision decision;
    enum class Same : std::uint8_t { exactly, perhaps } same = Same::exactly;
    std::vector<products::Products::Reported> products;
  };
  // What a register prints so, and spellings that may be the same decision, of the actor's province. Empty: nothing waits.
  std::vector<Spelling> offered(const Actor& actor, const PrintedDecision& asked) const;

  // One entry with what it says today.
  struct View {
    Confirmation confirmation;           // confirmed: as the log says it; names and signer of the row when they are its
    ConfirmationState state = ConfirmationState::draft;
    std::optional<Confirmation> corrects, corrected_by;
    std::vector<products::Product> products;   // of the confirmation, as they are now
    std::vector<ConfirmedProduct> taken_off;   // that the corrected one named and this one does not
    Date valid_until;
    std::vector<Revocation> revocations;       // entered ones, oldest first; as the log says them, as the confirmation
    std::optional<Revocation> waiting;         // a draft: of its office alone
    // Of its products those that are not withdrawn; what may be withdrawn, when it is not corrected.
    std::vector<ConfirmedProduct> standing() const;
  };
  // A draft is its office's alone; not_found for everybody else. What was confirmed is for anyone.
  Result<View> view(const Actor& actor, ConfirmationId id) const;
  // The same, of the actor's province: what may be changed, confirmed or corrected.
  Result<View> own_view(const Actor& actor, ConfirmationId id) const;
  Result<std::string> file(const Actor& actor, ConfirmationId id) const;   // PDF; compared with its digest

  // A draft. Errors: of check_paper and check_product; not_found without a province.
  Result<act::Made<ConfirmationId>> prepare(const Actor& actor, const ConfirmationInput& input);
  // Of a draft: it says this instead. Of a confirmed one: a draft that corrects it, whose id is returned. Without a file the one of before
  // goes on. conflict: changed meanwhile, or corrected already.
  Result<ConfirmationId> change(const Actor& actor, ConfirmationId id, const ConfirmationChange& input);
  // One act: entry, rows, standings. conflict: changed or confirmed meanwhile; invalid_input: a product was recognised since.
  Result<void> confirm(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input);
  // Puts a draft away.
  Result<void> discard(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input);

  // A confirmed decision is withdrawn of some of its products or of all, in the same two steps. Errors: of check_revocation; conflict:
  // changed or corrected meanwhile, or one waits already.
  Result<void> prepare_revocation(const Actor& actor, ConfirmationId id, const NewRevocation& input);
  // One act: entry, rows, standings, the makers told. Version: of the draft. conflict: gone or entered meanwhile, or of the own producer.
  Result<void> revoke(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input);
  Result<void> discard_revocation(const Actor& actor, ConfirmationId id, const ConfirmationVersion& input);
  Result<std::string> revocation_file(const Actor& actor, ConfirmationId id, RevocationId revocation) const;

  // How long the product's standing of that end goes on while its renewal is under way (article 12.3); nullopt = none is.
  std::optional<Date> extended_until(ProductId product, Date valid_until) const;
  // Rows as the log says them: what lists show.
  void settle(std::vector<Confirmation>& rows) const;
  ConfirmationState state_of(const Confirmation& row) const;
  // Confirmed rows against their entries and the other way round; one line a finding.
  static std::vector<std::string> recheck(db::Reader& reader);
  static std::vector<std::string> recheck_revocations(db::Reader& reader);   // a part of recheck()
  static std::vector<std::string> recheck_revocation_files(db::Reader& reader, const blobs::Blobs& blobs);   // of recheck_files()
  // Rows whose file nobody holds.
  static std::vector<std::string> recheck_files(db::Reader& reader, const blobs::Blobs& blobs);

 private:
  Result<Confirmation> own(db::Reader& reader, const Actor& actor, ConfirmationId id) const;
  Result<View> complete(db::Reader& reader, Confirmation row) const;
  Result<std::vector<ConfirmedProduct>> named(db::Reader& reader, const Confirmation& one, std::span<const Starred> stars) const;
  Result<std::vector<ConfirmedProduct>> checked(db::Reader& reader, const Confirmation& one, std::vector<ConfirmedProduct> products) const;
  Result<std::optional<blobs::Staged>> receive(const ConfirmationInput& input, Confirmation& into) const;
  Result<void> hold(act::Act& act, const Confirmation& one, const std::optional<blobs::Staged>& file) const;
  Result<void> set_standings(act::Act& act, const Confirmation& one) const;
  struct Told { std::string_view kind, number; ConfirmationId about; };
  void tell_makers(act::Act& act, const Told& told, std::span<const ConfirmedProduct> products) const;
  void add_revocations(db::Reader& reader, View& view) const;
  Result<Revocation> waiting_revocation(act::Act& act, const Actor& actor, ConfirmationId id, const ConfirmationVersion& input) const;
  void set_revoked(act::Act& act, const Confirmation& of, const Revocation& one) const;
  Result<void> refuse_own(act::Act& act, std::span<const ConfirmedProduct> products, Instant since) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::certificates
