#include "modules/products/import.h"

#include <algorithm>
#include <set>

#include "kernel/act/act.h"
#include "modules/products/messages.h"
#include "modules/products/rules.h"

namespace ocop::products {
namespace {

constexpr std::array<std::string_view, kOutcomes> kOutcomeNames{"created", "updated", "unchanged", "suspected_duplicate", "wrong"};

likeness::Record record_of(const Known& known) {
  return {known.register_id, known.province, known.name,  known.maker_name, known.place_as_printed, known.commune,
          known.decision,    known.group,    known.source_url, known.year, known.stars};
}
ReportRow::Like like_of(const likeness::Record& record) {
  return {std::string(record.id), std::string(record.name), std::string(record.maker)};
}

// The earliest row that each one may be the same product as: what is stored comes first, then the file's rows. A wrong row is not written,
// so nothing can be like it; a row that is stored already stands where that is.
class Likes {
 public:
  Likes(const std::vector<RegisterRow>& rows, const std::vector<Known>& known, const std::vector<std::optional<std::size_t>>& stored,
        const places::Index& places, const ProductPairs& apart) {
    std::vector<likeness::Record> records;
    std::vector<std::size_t> numbers;                // of each record: its place in `known`, or its row + known.size()
    const std::set<std::optional<std::size_t>> again(stored.begin(), stored.end());
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (again.contains(i) || known[i].merged_into) continue;
      records.push_back(record_of(known[i]));
      numbers.push_back(i);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!rows[i].problems.empty() || (stored[i] && known[*stored[i]].merged_into)) continue;
      records.push_back(products::record_of(rows[i]));
      numbers.push_back(stored[i] ? *stored[i] : known.size() + i);
    }
    for (const likeness::Pair& pair : likeness::find_pairs(records, places, likeness::Wanted::proposed)) {
      const std::size_t earlier = std::min(numbers[pair.a], numbers[pair.b]), later = std::max(numbers[pair.a], numbers[pair.b]);
      if (later < known.size() && apart.contains(std::minmax(known[earlier].id, known[later].id))) continue;
      const auto [entry, fresh] = earliest_.try_emplace(later, earlier);
      if (!fresh) entry->second = std::min(entry->second, earlier);
    }
  }
  std::optional<std::size_t> of(std::size_t number) const {
    const auto found = earliest_.find(number);
    return found == earliest_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::size_t, std::size_t> earliest_;
};

// Position in `known` of a stored product.
std::optional<std::size_t> position(const std::vector<Known>& known, const std::optional<ProductId>& id) {
  if (!id) return std::nullopt;
  const auto found = std::ranges::find(known, *id, &Known::id);
  return found == known.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - known.begin()));
}

// Who made the products of a row: what the register prints, or how the maker is called now.
struct Maker {
  ProducerId id;
  std::string name;
  producers::Kind kind = producers::Kind::unknown;
};

// Finds or makes the producer of each row; one look a maker.
class Makers {
 public:
  Makers(db::Transaction& transaction, const producers::Producers& port, std::string source, Instant now, Random& random)
      : transaction_(transaction), port_(port), source_(std::move(source)), now_(now), random_(random) {}

  Maker of(const RegisterRow& row) {
    if (row.maker.empty()) return {{}, {}, row.kind};
    const auto [entry, fresh] = known_.try_emplace(row.product.province + " " + producers::name_key(row.maker));
    if (fresh) entry->second = find_or_insert(row);
    Maker out = entry->second;
    if (!out.name.empty()) return out;
    out.name = row.maker;
    out.kind = row.kind;
    return out;
  }
  std::vector<ProducerId> made() && { return std::move(made_); }

 private:
  // With a name only where it is not the printed one.
  Maker find_or_insert(const RegisterRow& row) {
    if (const auto found = port_.find_by_name(transaction_, row.maker, row.product.province)) return {found->id, {}, {}};
    if (auto renamed = formerly_called(row)) return std::move(*renamed);
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
    return {producer.id, {}, {}};
  }
  // A household that became a company keeps its products, whatever the next register prints.
  std::optional<Maker> formerly_called(const RegisterRow& row) {
    if (!formers_) {
      formers_.emplace();
      for (const producers::Former& one : port_.formers(transaction_)) (*formers_)[producers::name_key(one.name)].push_back(one.producer);
    }
    const auto found = formers_->find(producers::name_key(row.maker));
    if (found == formers_->end()) return std::nullopt;
    for (const producers::Producer& one : port_.by_ids(transaction_, found->second))
      if (one.province == row.product.province && one.presence == producers::Presence::listed) return Maker{one.id, one.name, one.kind};
    return std::nullopt;
  }

  db::Transaction& transaction_;
  const producers::Producers& port_;
  std::string source_;
  Instant now_;
  Random& random_;
  std::map<std::string, Maker> known_;
  std::optional<std::map<std::string, std::vector<ProducerId>>> formers_;   // by name_key; read when a printed name is nobody's
  std::vector<ProducerId> made_;
};

}  // namespace

std::string_view name(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

std::vector<Planned> plan_import(const std::vector<RegisterRow>& rows, const std::vector<Known>& known, const std::string& source,
                                 const places::Index& places, const ProductPairs& apart) {
  std::map<std::string_view, std::size_t> by_register_id, by_code;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].register_source == source && !known[i].register_id.empty()) by_register_id.emplace(known[i].register_id, i);
    by_code.emplace(known[i].code, i);
  }
  std::vector<std::optional<std::size_t>> stored(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool coded = !rows[i].code.empty();
    const auto& ids = coded ? by_code : by_register_id;
    const auto same = ids.find(coded ? std::string_view(rows[i].code) : rows[i].product.register_id);
    if (same != ids.end() && rows[i].problems.empty()) stored[i] = same->second;
  }
  // What is of no register was compared already (settle_codes).
  const auto settled = [&](std::size_t i) {
    return stored[i] && (known[*stored[i]].digest == rows[i].digest || known[*stored[i]].digest.empty());
  };
  std::optional<Likes> likes;                          // a file in which nothing changed is not compared at all
  for (std::size_t i = 0; i < rows.size() && !likes; ++i)
    if (rows[i].problems.empty() && !settled(i)) likes.emplace(rows, known, stored, places, apart);

  std::vector<Planned> plan;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Planned planned{i};
    if (rows[i].problems.empty()) {
      planned.known = stored[i];
      planned.outcome = !stored[i] ? Outcome::created : settled(i) ? Outcome::unchanged : Outcome::updated;
      // A row that did not change keeps what was found when it came.
      planned.like = settled(i) ? position(known, known[*stored[i]].duplicate_of) : likes->of(stored[i] ? *stored[i] : known.size() + i);
    }
    plan.push_back(planned);
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
    Registered registered{row.product, row.digest, row.register_row};
    Product& product = registered.product;
    product.register_source = source;
    const Maker maker = makers.of(row);
    product.producer = maker.id;
    if (planned.like) product.duplicate_of = ids[*planned.like];
    if (planned.known) {
      const Known& stored = known[*planned.known];
      product.id = stored.id;
      product.version = stored.version;
      if (!stored.settled_commune.empty() && stored.settled_place == product.place_as_printed) {   // what a person settled stays
        product.commune = stored.settled_commune;
        product.unit_choices.clear();
      }
      if (!store.update_registered(transaction, registered, maker.name, maker.kind,
                                   stored.certified ? StandingChange::keep : StandingChange::write))
        return act::stale(stored.version, {}, msg::changed_meanwhile);
    } else {
      product.id = new_id<ProductId>(now, random);
      std::array<std::uint8_t, rules::kCodeBytes> bytes{};
      random.fill(bytes);
      product.code = rules::code_from(bytes);
      store.insert_registered(transaction, registered, maker.name, maker.kind);
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
    ReportRow line{row.where, row.product.register_id, row.product.name, planned.outcome, {}, row.problems, {}};
    for (const std::string& code : row.units) line.units.push_back({code, places.show({}, code, Language::vi)});
    if (planned.like) {
      if (planned.outcome == Outcome::created) line.outcome = Outcome::suspected_duplicate;   // of a row that is there already it was said
      const bool stored = *planned.like < known.size();
      line.like = like_of(stored ? record_of(known[*planned.like]) : products::record_of(file.rows[*planned.like - known.size()]));
    }
    ++report.counts[static_cast<std::size_t>(line.outcome)];
    if (planned.outcome != Outcome::wrong) ++report.validity[static_cast<std::size_t>(validity(row.product.standing, day))];
    report.rows.push_back(std::move(line));
  }
  return report;
}

}  // namespace ocop::products
