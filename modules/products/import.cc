#include "modules/products/import.h"

#include <algorithm>

#include "kernel/act/act.h"
#include "modules/products/messages.h"
#include "modules/products/rules.h"

namespace ocop::products {
namespace {

constexpr std::array<std::string_view, kOutcomes> kOutcomeNames{"created", "updated", "unchanged", "suspected_duplicate", "wrong"};

Likeness likeness(const RegisterRow& row) {
  return {row.product.province, row.product.name, row.maker, row.product.standing.source_url};
}
Likeness likeness(const Known& known) { return {known.province, known.name, known.maker_name, known.source_url}; }

// Position in `known` of a stored product.
std::optional<std::size_t> position(const std::vector<Known>& known, const std::optional<ProductId>& id) {
  if (!id) return std::nullopt;
  const auto found = std::ranges::find(known, *id, &Known::id);
  return found == known.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - known.begin()));
}

// Finds or makes the producer of each row; one look a maker.
class Makers {
 public:
  Makers(db::Transaction& transaction, const producers::Producers& port, std::string source, Instant now, Random& random)
      : transaction_(transaction), port_(port), source_(std::move(source)), now_(now), random_(random) {}

  ProducerId of(const RegisterRow& row) {
    if (row.maker.empty()) return {};
    const auto [entry, fresh] = known_.try_emplace(row.product.province + " " + producers::name_key(row.maker));
    if (fresh) entry->second = find_or_insert(row);
    return entry->second;
  }
  std::vector<ProducerId> made() && { return std::move(made_); }

 private:
  ProducerId find_or_insert(const RegisterRow& row) {
    if (const auto found = port_.find_by_name(transaction_, row.maker, row.product.province)) return found->id;
    producers::Producer producer;
    producer.id = new_id<ProducerId>(now_, random_);
    producer.name = row.maker;
    producer.kind = row.kind;
    producer.province = row.product.province;
    producer.commune = row.product.commune;
    producer.address_as_printed = row.product.place_as_printed;
    producer.source = "import: " + source_;
    port_.insert(transaction_, producer);
    made_.push_back(producer.id);
    return producer.id;
  }

  db::Transaction& transaction_;
  const producers::Producers& port_;
  std::string source_;
  Instant now_;
  Random& random_;
  std::map<std::string, ProducerId> known_;
  std::vector<ProducerId> made_;
};

}  // namespace

std::string_view name(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

std::vector<Planned> plan_import(const std::vector<RegisterRow>& rows, const std::vector<Known>& known, const std::string& source) {
  DuplicateFinder finder;
  std::map<std::string_view, std::size_t> by_register_id;
  for (std::size_t i = 0; i < known.size(); ++i) {
    finder.add(likeness(known[i]));
    if (known[i].register_source == source && !known[i].register_id.empty()) by_register_id.emplace(known[i].register_id, i);
  }
  std::vector<Planned> plan;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RegisterRow& row = rows[i];
    Planned planned{i};
    const std::size_t number = finder.add(likeness(row));   // = known.size() + i
    const auto same = by_register_id.find(row.product.register_id);
    if (!row.problems.empty()) {
      plan.push_back(planned);
      continue;
    }
    if (same == by_register_id.end()) {
      planned.like = finder.find(likeness(row), number);
      planned.outcome = Outcome::created;
    } else {
      planned.known = same->second;
      const Known& stored = known[same->second];
      const bool changed = stored.digest != row.digest;
      planned.outcome = changed ? Outcome::updated : Outcome::unchanged;
      // What was stored before it; a row that did not change keeps what was found when it came.
      planned.like = changed ? finder.find(likeness(row), same->second) : position(known, stored.duplicate_of);
    }
    plan.push_back(planned);
  }
  // A wrong row is not written, so nothing can be like it: look again without it.
  for (Planned& planned : plan) {
    if (planned.like && *planned.like >= known.size() && !rows[*planned.like - known.size()].problems.empty()) planned.like.reset();
  }
  return plan;
}

Result<Applied> apply_import(db::Transaction& transaction, const Store& store, const producers::Producers& producers,
                     const std::vector<RegisterRow>& rows, const std::vector<Known>& known, const std::vector<Planned>& plan,
                     const std::string& source, Instant now, Random& random) {
  Applied out;
  Makers makers(transaction, producers, source, now, random);
  std::vector<ProductId> ids(known.size() + rows.size());
  for (std::size_t i = 0; i < known.size(); ++i) ids[i] = known[i].id;
  for (const Planned& planned : plan) {
    const RegisterRow& row = rows[planned.row];
    if (planned.outcome == Outcome::wrong || planned.outcome == Outcome::unchanged) {
      if (planned.known) ids[known.size() + planned.row] = known[*planned.known].id;
      continue;
    }
    Registered registered{row.product, row.digest};
    Product& product = registered.product;
    product.register_source = source;
    product.producer = makers.of(row);
    if (planned.like) product.duplicate_of = ids[*planned.like];
    if (planned.known) {
      const Known& stored = known[*planned.known];
      product.id = stored.id;
      product.version = stored.version;
      if (!stored.settled_commune.empty() && stored.settled_place == product.place_as_printed) {   // what a person settled stays
        product.commune = stored.settled_commune;
        product.unit_choices.clear();
      }
      if (!store.update_registered(transaction, registered, row.maker, row.kind,
                                   stored.certified ? StandingChange::keep : StandingChange::write))
        return act::stale(stored.version, {}, msg::changed_meanwhile);
    } else {
      product.id = new_id<ProductId>(now, random);
      std::array<std::uint8_t, rules::kCodeBytes> bytes{};
      random.fill(bytes);
      product.code = rules::code_from(bytes);
      store.insert_registered(transaction, registered, row.maker, row.kind);
      out.created.push_back(product.id);
    }
    ids[known.size() + planned.row] = product.id;
  }
  out.makers = std::move(makers).made();
  return out;
}

ImportReport make_report(const RegisterFile& file, const std::vector<Known>& known, const std::vector<Planned>& plan,
                         const ImportOptions& options, const places::Index& places, Date day) {
  ImportReport report{options.mode,         options.source,       {}, {}, day, file.written_as, file.columns,
                      file.ignored_columns, file.ignored_sheets, file.left_out, {}, file.more_wrong};
  report.counts[static_cast<std::size_t>(Outcome::wrong)] = file.more_wrong;
  for (const Planned& planned : plan) {
    const RegisterRow& row = file.rows[planned.row];
    ReportRow line{row.where, row.product.register_id, row.product.name, planned.outcome, {}, {}, row.problems, {}};
    for (const std::string& code : row.units) line.units.push_back({code, places.show({}, code, Language::vi)});
    if (planned.like) {
      if (planned.outcome == Outcome::created) line.outcome = Outcome::suspected_duplicate;   // of a row that is there already it was said
      const bool stored = *planned.like < known.size();
      line.like = stored ? likeness(known[*planned.like]) : likeness(file.rows[*planned.like - known.size()]);
      line.like_id = stored ? known[*planned.like].register_id : file.rows[*planned.like - known.size()].product.register_id;
    }
    ++report.counts[static_cast<std::size_t>(line.outcome)];
    if (planned.outcome != Outcome::wrong) ++report.validity[static_cast<std::size_t>(validity(row.product.standing, day))];
    report.rows.push_back(std::move(line));
  }
  return report;
}

}  // namespace ocop::products
