#pragma once
#include <map>
#include <vector>

#include "app/application.h"
#include "app/demo_rows.h"
#include "modules/certificates/service.h"
#include "modules/evaluation/service.h"
#include "modules/producers/service.h"
#include "modules/products/products.h"

// The way of a dossier in the demo, by the same services that people use: as far as its stage says.
namespace ocop::app {

struct ProvincePeople {
  Actor office, commune, member, chair;
  std::vector<Actor> council;
  std::optional<Actor> advisory{};     // of the advisory group
};

// How far a dossier goes.
enum class Stage : std::uint8_t {
  draft, submitted, asked_by_commune, answered, returned, forwarded, asked_by_office, advised, scoring, half_scored, scored, closed,
  refused, recognised, withdrawn, with_ministry,
};
struct Way {
  std::size_t product;                  // of the rows of the province
  evaluation::Kind kind;
  Stage stage;
};

class Walk {
 public:
  // Decisions are numbered from `first_number` on. `people` must outlive it.
  Walk(Application& application, const ProvincePeople& people, Instant now, int first_number);
  Result<void> add_papers(ProducerId producer);
  // As far as the council has closed it, if it goes that far. Several at once: what waits for the disk waits together. Thread-safe.
  Result<DossierId> go(const products::Product& product, const MadeUpRow& row, const Way& way) const;
  // What the province decides on a closed one. One after the other: certificates are numbered alike each time.
  Result<void> decide(DossierId id, Stage stage);

 private:
  using Options = std::vector<int>;
  Result<void> go_on(DossierId id, const products::Product& product, const MadeUpRow& row, const Way& way) const;
  Result<void> answer(DossierId id, const rulebooks::Table& table, const Options& options, ProducerId producer, std::size_t count) const;
  enum class Answered : std::uint8_t { no, yes };
  Result<void> complete(const Actor& officer, DossierId id, Answered answered) const;
  Result<void> forward(DossierId id) const;
  Result<void> advise(DossierId id, std::vector<evaluation::Proposal> proposals) const;
  Result<void> to_council(const evaluation::Dossier& dossier, const rulebooks::Table& table, const Options& options, Stage stage) const;
  Result<void> score(const Actor& member, DossierId id, const rulebooks::Table& table, const Options& options) const;

  evaluation::Service& evaluation_;
  certificates::Service& certificates_;
  producers::Service& producers_;
  const ProvincePeople& people_;
  Date today_;
  std::map<ProducerId, std::vector<PaperId>> papers_;
  int decided_ = 0;
};

// All of them, side by side; then what the province decides. Rows without a product of `own` are an error.
Result<std::vector<DossierId>> walk_all(Walk& walk, std::span<const products::Product> own, std::span<const MadeUpRow> rows,
                                        std::span<const Way> ways);

}  // namespace ocop::app
