#pragma once
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "modules/certificates/ruling_rules.h"
#include "modules/certificates/service.h"

// Decisions of the province on many dossiers: drafted, printed to be signed outside, recorded with the signed paper in one act (decision
// 141). Thread-safe as long as its parts are, which outlive it.
namespace ocop::certificates {

class Rulings {
 public:
  struct Parts {
    db::Database& database;
    blobs::Blobs& blobs;
    const Clock& clock;
    Random& random;
    Service& service;
    const signatures::Anchors& anchors;
    const rulebooks::Library& library;
  };
  explicit Rulings(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  Date today() const { return vietnam_date(parts_.clock.now()); }

  // A dossier that the ruling is on.
  struct Line {
    Ruled said;
    Decision decision;                   // of a draft: what it would be
    std::string commune;                 // of a draft; of what is recorded for readers who work for a commune, else empty
    std::string rulebook, product_set;   // of a draft alone
    products::Product product;
    producers::Producer producer;
    std::optional<Issued> issued;        // as the log says it
  };
  struct View {
    Ruling ruling;                       // recorded: as the log says it; signers of the row when they open its commitments
    RulingState state = RulingState::draft;
    std::vector<Line> lines;             // recognised with most stars first, then sent to the Ministry, then not recognised
    std::vector<Ruling> parts;           // of the same decision, this one among them; of a draft none
  };
  // A draft is its office's alone; not_found for everybody else. What was recorded is for anyone, but for why products were not recognised
  // and which: that is the province's (`of_office`), and of its own products the commune's, which article 7.3g has told of the result
  // (`concerns`). Lines whose row says otherwise than the entry of their decision are left out.
  Result<View> view(const Actor& actor, RulingId id) const;
  Result<View> own_view(const Actor& actor, RulingId id) const;      // of the actor's province
  bool of_office(const Actor& actor, const Ruling& ruling) const;
  // Whether the reader may know all that was decided in the line: the province's office, or the commune's of a line of view().
  bool concerns(const Actor& actor, const Ruling& ruling, const Line& line) const;
  bool shows(const Actor& actor, const Ruling& ruling, const Line& line) const {
    return line.said.outcome != Outcome::not_recognised || concerns(actor, ruling, line);
  }
  Result<std::string> file(const Actor& actor, RulingId id) const;   // the signed PDF, compared with its digest; not_found without one
  // The paper that is to be signed, of a draft of the own province: Word, and PDF.
  Result<std::string> draft_docx(const Actor& actor, RulingId id) const;
  Result<std::string> draft_pdf(const Actor& actor, RulingId id) const;
  Result<std::string> refused_pdf(const Actor& actor, RulingId id) const;   // of the same draft: what it refuses, for its office

  // What waits for a decision in the actor's province, the longest wait first, at most kMostRuled.
  std::vector<DecisionView> waiting(const Actor& actor) const;

  // A draft. Errors: of check_lines; not_found without a province, or for a dossier of another one.
  Result<act::Made<RulingId>> prepare(const Actor& actor, const RulingInput& input);
  // It says this instead. conflict: changed or recorded meanwhile.
  Result<void> change(const Actor& actor, RulingId id, const RulingChange& input);
  Result<void> discard(const Actor& actor, RulingId id, const RulingVersion& input);
  // The signed paper: one act, nothing or all (Service::enter, with its errors). invalid_input on field "file" with the reason: its
  // signature is broken. malformed_request, unsupported_media: no PDF that can be looked at.
  Result<void> record(const Actor& actor, RulingId id, const SignedRuling& input);

  void settle(std::vector<Ruling>& rows) const;   // rows as the log says them: what lists show
  // Recorded rows against their entries and the other way round, and each line against its decision; one line a finding.
  static std::vector<std::string> recheck(db::Reader& reader);
  static std::vector<std::string> recheck_files(db::Reader& reader, const blobs::Blobs& blobs);

 private:
  Result<Ruling> own(db::Reader& reader, const Actor& actor, RulingId id) const;
  Result<View> complete(db::Reader& reader, const Actor& actor, Ruling row) const;
  Result<void> add_drafted(db::Reader& reader, View& view) const;
  void add_recorded(db::Reader& reader, View& view) const;
  void add_communes(db::Reader& reader, const Actor& actor, View& view) const;
  void add_names(db::Reader& reader, View& view) const;
  Result<std::vector<Ruled>> read_lines(db::Reader& reader, const Actor& actor, const RulingInput& input) const;
  Result<View> own_draft(const Actor& actor, RulingId id) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::certificates
