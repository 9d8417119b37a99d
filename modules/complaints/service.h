#pragma once
#include <vector>

#include "kernel/act/act.h"
#include "modules/certificates/certificates.h"
#include "modules/complaints/rules.h"
#include "modules/evaluation/evaluation.h"
#include "modules/notices/notices.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/work/work.h"

namespace ocop::complaints {

std::vector<db::Migration> migrations();

// The OCOP body of the province, and the producer itself with whoever helps it with dossiers.
Scope scope_of(const Actor& actor);

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const HolidayCalendar& holidays;
    const evaluation::Evaluation& evaluation;
    const certificates::Certificates& certificates;
    const products::Products& products;
    const producers::Producers& producers;
    const notices::Notices& notices;
  };
  explicit Service(Parts parts) : parts_(std::move(parts)), acts_(parts_.database, parts_.clock, parts_.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // ---- the producer
  // What a complaint would be about, whether or not its day is over. not_found: a foreign dossier, or one that nobody decided on yet.
  struct About {
    evaluation::ClosedDossier dossier;
    certificates::Decided decided;
    std::string product_name;
    Terms terms;                       // of today: how long the office has for an answer
    Terms to_file;                     // that held on the day of the decision, from which the term to complain runs
    Date file_by;                      // counted from the day on which the decision was recorded, and its producer told
    std::vector<Complaint> earlier;    // of the same dossier, the latest first
  };
  Result<About> about(const Actor& actor, DossierId dossier) const;
  // Errors: conflict after its last day, or while one is open; of about().
  Result<Complaint> file(const Actor& actor, DossierId dossier, const File& input);
  Result<Complaint> withdraw(const Actor& actor, ComplaintId id, const Versioned& input);

  // ---- the OCOP body
  Result<Complaint> receive(const Actor& actor, ComplaintId id, const Versioned& input);   // its term begins
  Result<Complaint> answer(const Actor& actor, ComplaintId id, const Answer& input);       // conflict also for the own producer's
  // The province's terms. conflict: it has some from that day on.
  Result<Terms> set_terms(const Actor& actor, const SetTerms& input);
  struct ShownTerms { std::vector<Terms> all; Terms today; };
  Result<ShownTerms> terms(const Actor& actor) const;

  // ---- reading
  struct Shown { Complaint complaint; std::string producer; };
  Result<Shown> show(const Actor& actor, ComplaintId id) const;
  std::vector<Complaint> of_dossier(const Actor& actor, DossierId dossier) const;
  std::vector<Complaint> by_ids(std::span<const ComplaintId> ids) const;
  static std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);
  bool any_of(db::Reader& reader, ProducerId producer) const;

 private:
  Result<About> about(db::Reader& reader, const Actor& actor, DossierId dossier) const;
  Result<Complaint> find(db::Reader& reader, const Actor& actor, ComplaintId id) const;
  Result<Complaint> at(act::Act& act, ComplaintId id, std::int64_t version, rules::Step step) const;
  Result<Complaint> keep(act::Act& act, Complaint complaint, rules::Step step) const;
  void log(act::Act& act, Complaint& complaint, rules::Step step) const;
  void put_work(act::Act& act, const Complaint& complaint) const;
  void tell(act::Act& act, const Complaint& complaint, rules::Step step) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::complaints
