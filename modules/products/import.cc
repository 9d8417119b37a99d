#include "modules/products/import.h"

#include <algorithm>
#include <unordered_map>

#include "kernel/act/act.h"
#include "modules/products/messages.h"
#include "modules/products/register_line.h"
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

// Which row is found by what is said of it.
class Numbers {
 public:
  void add(std::string_view said, std::size_t number) { all_.emplace_back(said, static_cast<std::uint32_t>(number)); }
  void settle() { std::ranges::stable_sort(all_, {}, &Said::first); }
  // The first that was added.
  std::optional<std::size_t> of(std::string_view said) const {
    const auto found = std::ranges::lower_bound(all_, said, {}, &Said::first);
    return found == all_.end() || found->first != said ? std::nullopt : std::optional<std::size_t>(found->second);
  }

 private:
  using Said = std::pair<std::string_view, std::uint32_t>;
  std::vector<Said> all_;
};

// The earliest row that each one may be the same product as: what is stored comes first, then the file's rows. A wrong row is not written,
// so nothing can be like it; a row that is stored already stands where that is. One province is compared after the other.
class Likes {
 public:
  using Stored = std::vector<std::optional<std::size_t>>;
  Likes(const RegisterRows& rows, const std::vector<Known>& known, const Stored& stored, const places::Index& places,
        const ProductPairs& apart)
      : rows_(rows), known_(known), apart_(apart) {
    std::vector<bool> again(known.size());
    for (const auto& one : stored)
      if (one) again[*one] = true;
    likeness::Finder finder(places);
    std::vector<std::string_view> provinces;
    std::vector<Compared> compared;
    const auto add = [&](const Compared& one) {
      const likeness::Record record = record_at(one);
      finder.count(record.name);
      provinces.push_back(record.province);
      compared.push_back(one);
    };
    for (std::uint32_t i = 0; i < known.size(); ++i)
      if (!again[i] && !known[i].merged_into) add({i, kOfKnown});
    for (std::uint32_t i = 0; i < rows.size(); ++i)
      if (rows.sound(i) && !(stored[i] && known[*stored[i]].merged_into))
        add({static_cast<std::uint32_t>(stored[i] ? *stored[i] : known.size() + i), i});
    for (const std::vector<std::uint32_t>& some : likeness::by_province(provinces)) compare(finder, compared, some);
  }
  std::optional<std::size_t> of(std::size_t number) const {
    const auto found = earliest_.find(number);
    return found == earliest_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static constexpr std::uint32_t kOfKnown = UINT32_MAX;
  struct Compared {
    std::uint32_t number = 0;            // place in `known`, or row + known.size()
    std::uint32_t row = kOfKnown;        // whose texts they are
  };
  likeness::Record record_at(const Compared& one) const {
    return one.row == kOfKnown ? record_of(known_[one.number]) : rows_.record(one.row);
  }
  void compare(likeness::Finder& finder, const std::vector<Compared>& compared, const std::vector<std::uint32_t>& some) {
    std::vector<likeness::Record> records;
    for (const std::uint32_t i : some) records.push_back(record_at(compared[i]));
    for (const likeness::Pair& pair : finder.pairs(records, likeness::Wanted::proposed)) {
      const std::size_t a = compared[some[pair.a]].number, b = compared[some[pair.b]].number;
      const std::size_t earlier = std::min(a, b), later = std::max(a, b);
      if (later < known_.size() && apart_.contains(std::minmax(known_[earlier].id, known_[later].id))) continue;
      const auto [entry, fresh] = earliest_.try_emplace(later, earlier);
      if (!fresh) entry->second = std::min(entry->second, earlier);
    }
  }

  const RegisterRows& rows_;
  const std::vector<Known>& known_;
  const ProductPairs& apart_;
  std::map<std::size_t, std::size_t> earliest_;
};

// The stored product of each row.
Likes::Stored stored_of(const RegisterRows& rows, const std::vector<Known>& known, const std::string& source) {
  Numbers by_register_id, by_code;
  bool coded = false;                    // few files say codes
  for (std::size_t i = 0; i < rows.size() && !coded; ++i) coded = !rows.code(i).empty();
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].register_source == source && !known[i].register_id.empty()) by_register_id.add(known[i].register_id, i);
    if (coded) by_code.add(known[i].code, i);
  }
  by_register_id.settle();
  by_code.settle();
  Likes::Stored out(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.sound(i)) out[i] = rows.code(i).empty() ? by_register_id.of(rows.register_id(i)) : by_code.of(rows.code(i));
  return out;
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
      : transaction_(transaction), port_(port), source_(std::move(source)), fresh_(now, random) {}

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
    producer.id = fresh_.next<ProducerId>();
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
  IdRun fresh_;
  std::unordered_map<std::string, Maker> known_;
  std::optional<std::map<std::string, std::vector<ProducerId>>> formers_;   // by name_key; read when a printed name is nobody's
  std::vector<ProducerId> made_;
};

}  // namespace

std::string_view name(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

std::vector<Planned> plan_import(const RegisterRows& rows, const std::vector<Known>& known, const std::string& source,
                                 const places::Index& places, const ProductPairs& apart) {
  const Likes::Stored stored = stored_of(rows, known, source);
  // What is of no register was compared already (settle_codes).
  const auto settled = [&](std::size_t i) {
    return stored[i] && (known[*stored[i]].digest.empty() || known[*stored[i]].digest == rows.digest(i));
  };
  std::optional<Likes> likes;                          // a file in which nothing changed is not compared at all
  for (std::size_t i = 0; i < rows.size() && !likes; ++i)
    if (rows.sound(i) && !settled(i)) likes.emplace(rows, known, stored, places, apart);
  std::unordered_map<ProductId, std::size_t> position;   // made when the first is asked for
  const auto position_of = [&](ProductId id) {
    if (position.empty())
      for (std::size_t i = 0; i < known.size(); ++i) position.emplace(known[i].id, i);
    const auto found = position.find(id);
    return found == position.end() ? std::nullopt : std::optional(found->second);
  };

  std::vector<Planned> plan;
  plan.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Planned planned{i};
    if (rows.sound(i)) {
      planned.known = stored[i];
      const bool same = settled(i);
      planned.outcome = !stored[i] ? Outcome::created : same ? Outcome::unchanged : Outcome::updated;
      if (!same) planned.like = likes->of(stored[i] ? *stored[i] : known.size() + i);
      else if (const auto& before = known[*stored[i]].duplicate_of)   // a row that did not change keeps what was found when it came
        planned.like = position_of(*before);
    }
    plan.push_back(planned);
  }
  return plan;
}

Result<Applied> apply_import(db::Transaction& transaction, const Store& store, const producers::Producers& producers,
                     const RegisterRows& rows, const std::vector<Known>& known, const std::vector<Planned>& plan,
                     const std::string& source, Instant now, Random& random, const Steps& steps) {
  Applied out;
  IdRun fresh(now, random);
  Makers makers(transaction, producers, source, now, random);
  std::vector<ProductId> ids(known.size() + rows.size());
  for (std::size_t i = 0; i < known.size(); ++i) ids[i] = known[i].id;
  for (const Planned& planned : plan) {
    if (steps && planned.row % kStep == 0) steps(planned.row);
    if (planned.outcome == Outcome::wrong || planned.outcome == Outcome::unchanged) {
      if (planned.known) ids[known.size() + planned.row] = known[*planned.known].id;
      continue;
    }
    const RegisterRow row = rows[planned.row];
    Registered registered{row.product, row.digest, to_register_row(row.values)};
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
      product.id = fresh.next<ProductId>();
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

Outcome ReportRows::outcome(std::size_t row) const {
  const Planned& planned = plan_[row];   // of a row that is there already what it is like was said before
  return planned.like && planned.outcome == Outcome::created ? Outcome::suspected_duplicate : planned.outcome;
}

ReportRow ReportRows::operator[](std::size_t row) const {
  const Planned& planned = plan_[row];
  const RegisterRow read = read_[planned.row];
  ReportRow out{read.where, read.product.register_id, read.product.name, outcome(row), {}, read.problems, {}};
  for (const std::string& code : read.units) out.units.push_back({code, places_->show({}, code, Language::vi)});
  if (planned.like) out.like = *planned.like < known_ ? likes_.at(*planned.like) : like_of(read_.record(*planned.like - known_));
  return out;
}

ImportReport make_report(RegisterFile file, const std::vector<Known>& known, std::vector<Planned> plan,
                         const ImportOptions& options, const places::Index& places, Date day) {
  ImportReport report{options.mode, options.source, {}, {}, day, std::move(file.written_as), std::move(file.columns),
                      std::move(file.ignored_columns), std::move(file.ignored_sheets), std::move(file.left_out), {}, file.more_wrong};
  report.counts[static_cast<std::size_t>(Outcome::wrong)] = file.more_wrong;
  ReportRows& rows = report.rows;
  rows.places_ = &places;
  rows.read_ = std::move(file.rows);
  rows.plan_ = std::move(plan);
  rows.known_ = known.size();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Planned& planned = rows.plan_[i];
    if (planned.like && *planned.like < known.size()) rows.likes_.emplace(*planned.like, like_of(record_of(known[*planned.like])));
    ++report.counts[static_cast<std::size_t>(rows.outcome(i))];
    if (planned.outcome != Outcome::wrong)
      ++report.validity[static_cast<std::size_t>(validity(rows.read_[planned.row].product.standing, day))];
  }
  return report;
}

}  // namespace ocop::products
