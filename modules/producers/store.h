#pragma once
#include "kernel/blobs/blobs.h"
#include "kernel/sources/source.h"
#include "modules/producers/types.h"

namespace ocop::producers {

lists::Rows<Producer> producers();

// The only SQL of the module; also its port. Thread-safe. `blobs` must outlive it.
class Store final : public Producers {
 public:
  explicit Store(const blobs::Blobs& blobs) : blobs_(blobs) {}
  std::vector<Producer> by_ids(db::Reader& reader, std::span<const ProducerId> ids) const override;
  std::vector<Alias> aliases(db::Reader& reader, std::span<const ProducerId> ids) const override;
  std::optional<Producer> find_by_name(db::Reader& reader, std::string_view name, std::string_view province) const override;
  void insert(db::Transaction& transaction, const Producer& producer) const override;
  bool remove_unused(db::Transaction& transaction, ProducerId producer) const override;
  bool change_record(db::Transaction& transaction, const Producer& producer) const override;
  void add_former(db::Transaction& transaction, const Uuid& id, const Former& former) const override;
  std::vector<Producer> alike(db::Reader& reader, std::string_view name, std::string_view province) const override;
  std::vector<Former> formers(db::Reader& reader) const override;
  std::vector<Former> formerly(db::Reader& reader, ProducerId producer) const;   // the latest first
  bool settle_unit(db::Transaction& transaction, ProducerId producer, std::string_view from, std::string_view to) const override;
  std::vector<Paper> papers_of(db::Reader& reader, const Scope& scope, ProducerId producer) const override;
  std::vector<Ended> with_ended_papers(db::Reader& reader, std::span<const ProducerId> producers, Date today) const override;
  std::vector<Producer> of_province(db::Reader& reader, std::string_view province) const;   // listed and not merged, by name
  // Those that everybody sees, the oldest first, behind the first `from`; how many they are.
  std::vector<ProducerId> ids(db::Reader& reader, std::size_t from, std::size_t most) const;
  std::int64_t count(db::Reader& reader) const;
  std::vector<Paper> papers_by_ids(db::Reader& reader, ProducerId producer, std::span<const PaperId> ids) const override;
  std::vector<PaperEnd> ended(db::Reader& reader, std::span<const PaperId> ids) const override;
  void hold(db::Transaction& transaction, ProducerId producer) const override;
  void keep(tlog::Seals& seals, PaperId paper) const override { seals.keep(kSealedPaper, paper); }
  Result<std::string> paper_content(db::Reader& reader, ProducerId producer, PaperId paper) const override;

  // A producer within the scope; nullopt = absent or foreign (the caller answers 404 to both).
  std::optional<Producer> find(db::Reader& reader, const Scope& scope, ProducerId id) const;
  // False: the version moved on.
  bool update_story(db::Transaction& transaction, ProducerId id, const Story& story) const;
  // `file` is null when the paper is noted without one. Error: too_large when the producer's room is full.
  Result<void> insert_paper(db::Transaction& transaction, const Paper& paper, const blobs::Staged* file, AccountId added_by,
                            Instant now) const;
  // Papers that ended and are kept, because dossiers hold them.
  std::vector<Paper> past_papers_of(db::Reader& reader, ProducerId producer) const;
  void insert_end(db::Transaction& transaction, const PaperEnd& end, AccountId by, Instant now) const;
  // With its file and the record of its views.
  void remove_paper(db::Transaction& transaction, PaperId paper, Instant now) const;
  void record_view(db::Transaction& transaction, const Uuid& id, PaperId paper, AccountId account, Instant now) const override;
  std::int64_t views_of(db::Reader& reader, PaperId paper) const;

  // Files of papers that an older version of the program has kept in the database (producers_paper_file).
  struct OldFile { Paper paper; std::string content; };
  std::optional<OldFile> old_file_after(db::Reader& reader, PaperId after) const;
  // False: another process has moved it meanwhile.
  Result<bool> move_old_file(db::Transaction& transaction, const Paper& paper, const blobs::Staged& file, Instant now) const;
  // Papers whose file nobody holds. One line a finding.
  std::vector<std::string> recheck(db::Reader& reader) const;

 private:
  const blobs::Blobs& blobs_;
};

}  // namespace ocop::producers
