#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/json/json.h"
#include "kernel/manifest/offers.h"
#include "kernel/print/print.h"
#include "modules/certificates/copies.h"
#include "modules/certificates/ledger.h"
#include "modules/certificates/proof.h"
#include "modules/certificates/recognised.h"
#include "modules/certificates/ruling_types.h"
#include "modules/certificates/rules.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"

// The use cases: scope -> rules -> save -> log leaf -> the product's standing -> the dossier's state, in one transaction.
// Thread-safe as long as its parts are.
namespace ocop::certificates {

std::vector<db::Migration> migrations();

// Every certificate, withdrawal and decision against its entry in the log, and every such entry against its row: what was changed or taken
// away behind the program; and the standings that the catalogue is searched by against what was logged. One line a finding;
// empty = sound. Goes with tlog::verify_log, which says whether the entries themselves are what was signed.
std::vector<std::string> recheck(db::Reader& reader, const products::Products& products);

// What the OCOP body of a province covers, and the Ministry's of the centre.
Scope scope_of(const Actor& actor);

// A closed dossier as the province sees it, with the decision once there is one.
struct DecisionView {
  evaluation::ClosedDossier dossier;
  products::Product product;
  std::string producer_name;
  std::optional<Decision> decision;
  std::optional<Issued> issued;
  std::optional<Ruling> ruling{};      // that decided it; none of decisions of before there were rulings
};
struct CertificateView {
  Issued issued;
  products::Validity validity = products::Validity::valid;
  rules::Stage stage = rules::Stage::valid;
  std::string page_url, scan_url;      // absolute
  std::string province_name;           // in Vietnamese, as on the day it was issued: "Tỉnh Lâm Đồng"
  std::string entry;                   // of the log, its text
  std::optional<Ruling> ruling{};      // the decision that it was issued on
};
// Where a recognition stands in its life, for pages. `renewal`: under way.
struct LifeView {
  rules::Stage stage = rules::Stage::valid;
  Date valid_until;
  std::optional<Renewal> renewal{};
};
class Service final : public Certificates, public Withdrawing, public Awards {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const evaluation::Evaluation& evaluation;
    const notices::Notices& notices;
    const products::Products& products;
    const producers::Producers& producers;
    const places::Index& places;
    std::string public_url;            // "https://ocop.example.vn"
    std::string log_origin;            // host of public_url
    crypto::SigningKey log_key;
    print::PdfFonts fonts;
    enum class Register : unsigned char { real, sample } register_kind = Register::real;   // sample: papers say that they are worth nothing
    const manifest::Offers* offers = nullptr;   // slots of certificates.h; null = none (tests)
    const evaluation::Centre* centre = nullptr;   // gives back what the Ministry does not recognise; null = nothing is sent there (tests)
  };
  explicit Service(Parts parts)
      : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random), ledger_(parts_.database), recognitions_(ledger_) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }
  tlog::LogKey log_key() const { return {parts_.log_origin, parts_.log_key.public_key}; }

  // ---- the province. not_found for a dossier or certificate of another province.
  // Of views of which the dossier's id is known: all that belongs to them.
  void complete(std::vector<DecisionView>& views) const;
  Result<DecisionView> decision(const Actor& actor, DossierId dossier) const;
  // A ruling of this one dossier, without a file. conflict when someone else was first or input.version is not the dossier's.
  Result<DecisionView> record(const Actor& actor, DossierId dossier, const rules::DecisionInput& input);
  // What every decision goes through, of one dossier or of many, within the caller's act: the number is claimed; each line becomes a
  // decision with its entry, with "recognised" a certificate; makers and communes are told; last the ruling's own entry. Preconditions:
  // number, day and signer of `one` are set, `recorded` and `recorded_by` are the act's. Sets whole, salt and log_index; the caller saves
  // the row, and seals it by kSealedRuling. not_found: a dossier of another province; conflict: decided or changed meanwhile, of a maker
  // that the actor helps, or a number that another decision of the year has; invalid_input: of check_lines.
  Result<void> enter(act::Act& act, Ruling& one);
  // The ruling on a dossier, as the log says it; nullopt: none, or one that nothing was logged of.
  std::optional<Ruling> ruling_of(db::Reader& reader, DossierId dossier) const;
  std::optional<Ruling> as_logged(const Ruling& row) const;
  // Of 3 and 4 stars the province, of 5 the Ministry (article 8.2); forbidden for the province of 5, not_found for the Ministry of others;
  // conflict when it is withdrawn already, or of a producer whose people the actor is of, or helped since the conclusion.
  Result<Issued> withdraw(const Actor& actor, std::string_view number, const rules::WithdrawalInput& input);
  Result<Issued> withdrawable(const Actor& actor, std::string_view number) const;   // what withdraw() would act on

  // ---- who may read a dossier: the producer's members, the commune, the province
  // What was decided on it. The caller has seen that the reader may read the dossier.
  std::optional<DecisionView> decided(DossierId dossier) const;
  // The dossier that a certificate was issued on; nullopt when the actor may not read it.
  std::optional<evaluation::ClosedDossier> dossier_of(const Actor& actor, const Certificate& certificate) const;
  // Of the actor's own products, as a producer's member: those whose newest certificate was withdrawn.
  std::vector<Issued> withdrawn_of(const Actor& actor) const;

  // ---- public record
  Result<CertificateView> view(std::string_view number) const;
  // The numbers of all that were ever issued, behind the first `from`; how many they are.
  std::vector<std::string> numbers(std::size_t from, std::size_t most) const { return ledger_.numbers(from, most); }
  std::size_t issued() const { return ledger_.issued(); }
  // The A4 without a number: what the certificate says.
  Result<std::string> pdf(std::string_view number) const;
  // The A4 as it is given out: a numbered copy, whose row says who took it when that is its office or maker. The same reader gets the same
  // copy on the same day, and so do all visitors, until the certificate is withdrawn.
  Result<std::string> print(std::string_view number, const Actor& reader);
  // Of a dossier that was handed in for a renewal; nullopt = it was not. `until`: the end of the recognition that it goes on from, `now`
  // what became of that one: a recognition that was withdrawn or replaced is held by no file.
  struct RenewalView {
    Renewal renewal;
    std::optional<Date> until{}, result{};
    bool sent_back = false;                // it lies with its maker
    std::optional<Date> refused{};         // another renewal of the same recognition was, on that day: this one extends nothing
    enum class Now : std::uint8_t { stands, withdrawn, replaced } now = Now::stands;
    std::string certificate{};         // withdrawn, replaced: number of the newest; empty when that is a decision on paper
  };
  std::optional<RenewalView> renewal_of(DossierId dossier) const;
  // nullopt: it has no star whose end is known.
  std::optional<LifeView> life_of(const products::Product& product) const;
  Result<std::string> qr_png(std::string_view number, int pixels_per_module) const;
  // As a verifiable credential (credential.h). not_found: of a certificate whose entry names no product.
  Result<std::string> credential(std::string_view number) const;
  // Which credentials of a list are not in force today. not_found: a list that has no certificate yet, but for the first.
  Result<std::string> status_list(std::int64_t list) const;
  std::string did_document() const;
  // Publishes a checkpoint when none covers the certificate yet.
  Result<std::string> proof_file(std::string_view number);
  // Of any entry: the path to a checkpoint that covers it, which is made now when there is none yet.
  Result<tlog::Proof> proof_of(std::int64_t index);
  Result<Verdict> verify(std::string_view file) const { return verify_certificate(file, log_key()); }
  Result<std::string> checkpoint();    // the newest; makes the first
  // What was logged, over what the rows say: all public pages, files and lists go through it. A row without an entry says nothing any more.
  void settle(std::vector<Issued>& rows) const;
  lists::Rows<Certificate> awarded() const override;
  void settle(std::vector<Certificate>& rows) const override;
  // Reads on in the log: at a start, and when it grew.
  void follow() const override { ledger_.follow(); }
  void follow_when_told() const { ledger_.follow_when_told(); }
  std::string damage() const { return ledger_.damage(); }
  std::vector<Ledger::Beginning> beginnings() const { return ledger_.beginnings(); }
  // What an entry of the log is about: the product of its certificate or dossier, as the log itself says. nullopt = of no product.
  std::optional<ProductId> product_of_entry(const json::Node& entry) const;
  const products::Recognitions& recognitions() const { return recognitions_; }
  // Puts the copies that the catalogue is searched by (products_product) to what was logged, where somebody changed them. Their number; 0
  // as well while another process has logged what was not read here yet.
  Result<int> mend_copies() const;

  // ---- the port
  std::optional<Certificate> find(db::Reader& reader, CertificateId id) const override;
  std::optional<Certificate> by_number(db::Reader& reader, std::string_view number) const override;
  std::vector<Certificate> of_product(db::Reader& reader, ProductId product) const override;
  std::optional<Confirmed> confirmed(db::Reader& reader, ProductId product) const override;
  std::optional<CopyVerdict> copy(db::Reader& reader, std::string_view code, ProductId product, std::string_view number) const override;
  std::optional<Decided> decided_on(db::Reader& reader, DossierId dossier) const override;
  Result<Certificate> withdraw_in(act::Act& act, std::string_view number, const WithdrawalInput& input) const override;

  Ledger& ledger() const { return ledger_; }   // for what else is read of the same log (confirmations.h)

 private:
  DecisionView complete(db::Reader& reader, evaluation::ClosedDossier dossier) const;
  DecisionView as_logged(db::Reader& reader, evaluation::ClosedDossier dossier) const;   // its certificate as the log says it
  Result<evaluation::ClosedDossier> closed(db::Reader& reader, const Actor& actor, DossierId id) const;   // of the actor's province
  struct Before;   // a line of a ruling, as it stands before (service_rulings.cc)
  Result<std::vector<Before>> read_lines(act::Act& act, const Ruling& one) const;
  Result<RulingId> claim_number(act::Act& act, const Ruling& one) const;
  Result<void> enter_line(act::Act& act, const Ruling& one, const Ruled& line, const Before& before);
  Result<Issued> issue(act::Act& act, const Before& before, const Decision& decision);
  Result<void> tell_of_centre(act::Act& act, const Ruled& line, const Before& before) const;
  void tell_communes(act::Act& act, const Ruling& one, const std::vector<Before>& lines) const;
  Result<Issued> withdraw_one(act::Act& act, std::string_view number, const WithdrawalInput& input) const;
  Result<Issued> own(db::Reader& reader, const Actor& actor, std::string_view number) const;

  Result<std::string> paper(const CertificateView& view, const std::optional<Copy>& copy) const;
  std::optional<Certificate> as_logged(std::string_view number) const;   // without the names that only its row has
  bool mend_extended(act::Moment& act) const;   // whether something was wrong
  std::optional<Issued> settled(std::optional<Issued> row, std::string_view number) const;
  Result<Issued> public_one(db::Reader& reader, std::string_view number) const;

  Parts parts_;
  act::Acts acts_;
  mutable Ledger ledger_;
  Recognised recognitions_;
};

}  // namespace ocop::certificates
