#pragma once
#include "kernel/db/db.h"
#include "modules/places/places.h"

namespace ocop::places {

struct CommuneRow { Commune commune; std::string folded, sort_key; };
struct FormerRow { FormerUnit unit; std::string folded; };
struct NamingRow {
  enum class Level : unsigned char { province, commune } level = Level::commune;
  std::string code;
  Naming naming;
};
struct Alias { std::string code_before, code; };   // a code that was corrected
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
  // Deletes what was there: the tables are a copy of data/places and nothing else writes them.
  void clear(db::Transaction& transaction) const;
  void insert(db::Transaction& transaction, std::span<const Province> provinces) const;
  void insert(db::Transaction& transaction, std::span<const CommuneRow> communes) const;
  void insert(db::Transaction& transaction, std::span<const FormerRow> former) const;
  void insert(db::Transaction& transaction, std::span<const NamingRow> namings) const;
  void insert(db::Transaction& transaction, std::span<const Alias> aliases) const;
  void set_loaded(db::Transaction& transaction, std::string_view sha256) const;

  Units units(db::Reader& reader) const;
};

}  // namespace ocop::places
