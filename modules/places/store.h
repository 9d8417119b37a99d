#pragma once
#include "kernel/db/db.h"
#include "kernel/tlog/seal.h"
#include "modules/places/places.h"

namespace ocop::places {

struct CommuneRow {
  Commune commune;
  std::string folded, sort_key;
  bool operator==(const CommuneRow&) const = default;
};
struct FormerRow {
  FormerUnit unit;
  std::string folded;
  bool operator==(const FormerRow&) const = default;
};
struct NamingRow {
  enum class Level : unsigned char { province, commune } level = Level::commune;
  std::string code;
  Naming naming;
  bool operator==(const NamingRow&) const = default;
};
// One that `ocop import places` brought in.
struct Imported {
  Uuid id;
  NamingRow row;
  std::string source;                              // where the act was read
  Instant imported{};
  std::optional<Instant> undone{};
  std::int64_t log_index = 0;
};
inline constexpr tlog::Sealed kSealedImported{.table = "places_imported", .key = "id"};
struct Alias {   // a code that was corrected
  std::string code_before, code;
  bool operator==(const Alias&) const = default;
};
// All that the module keeps.
struct Units {
  std::vector<Province> provinces;                 // by code
  std::vector<CommuneRow> communes;                // by code
  std::vector<FormerRow> former;                   // by commune, then number
  std::vector<NamingRow> namings;                  // by day
  std::vector<Alias> aliases;
};

// The only SQL of the module. Stateless.
class Store {
 public:
  // SHA-256 of the data that was loaded last; empty = never.
  std::string loaded(db::Reader& reader) const;
  // Deletes what was there of data/places: the tables are a copy of it. What was imported stays.
  void clear(db::Transaction& transaction) const;
  void insert(db::Transaction& transaction, std::span<const Province> provinces) const;
  void insert(db::Transaction& transaction, std::span<const CommuneRow> communes) const;
  void insert(db::Transaction& transaction, std::span<const FormerRow> former) const;
  void insert(db::Transaction& transaction, std::span<const NamingRow> namings) const;   // one that is there already stays
  void insert(db::Transaction& transaction, std::span<const Alias> aliases) const;
  void insert(db::Transaction& transaction, std::span<const Imported> imported) const;
  // What was imported of an act and holds; and that it does not any more.
  std::vector<Imported> imported_of(db::Reader& reader, std::string_view act) const;
  void undo(db::Transaction& transaction, const Imported& imported, Instant now) const;
  void set_loaded(db::Transaction& transaction, std::string_view sha256) const;

  // What came with data/places alone; and with what was imported where that says nothing of the same unit and day.
  Units data(db::Reader& reader) const;
  Units units(db::Reader& reader) const;
  std::int64_t loads(db::Reader& reader) const;    // rows that say which data is loaded: one
};

}  // namespace ocop::places
