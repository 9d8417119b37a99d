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
  enum class Origin : unsigned char { data, import } origin = Origin::data;   // data/places, or `ocop import places`
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
  // Deletes what was there of data/places: the tables are a copy of it. What was imported stays.
  void clear(db::Transaction& transaction) const;
  void insert(db::Transaction& transaction, std::span<const Province> provinces) const;
  void insert(db::Transaction& transaction, std::span<const CommuneRow> communes) const;
  void insert(db::Transaction& transaction, std::span<const FormerRow> former) const;
  void insert(db::Transaction& transaction, std::span<const NamingRow> namings) const;   // one that is there already stays
  void insert(db::Transaction& transaction, std::span<const Alias> aliases) const;
  // Takes back what `ocop import places` brought of an act; how many units' names.
  std::int64_t remove_imported(db::Transaction& transaction, std::string_view act) const;
  void set_loaded(db::Transaction& transaction, std::string_view sha256) const;

  Units units(db::Reader& reader) const;
};

}  // namespace ocop::places
