#pragma once
#include "kernel/db/db.h"
#include "modules/places/places.h"

namespace ocop::places {

struct CommuneRow { Commune commune; std::string folded, sort_key; };
struct FormerRow { FormerUnit unit; std::string folded; std::int64_t number = 0; };   // number: order within the data

// The only SQL of the module. Stateless.
class Store {
 public:
  // SHA-256 of the data that was loaded last; empty = never.
  std::string loaded(db::Reader& reader) const;
  // Deletes what was there: the three tables are a copy of data/places and nothing else writes them.
  void clear(db::Transaction& transaction) const;
  void insert(db::Transaction& transaction, std::span<const Province> provinces) const;
  void insert(db::Transaction& transaction, std::span<const CommuneRow> communes) const;
  void insert(db::Transaction& transaction, std::span<const FormerRow> former) const;
  void set_loaded(db::Transaction& transaction, std::string_view sha256) const;

  std::vector<Province> provinces(db::Reader& reader) const;      // by code
  std::vector<CommuneRow> communes(db::Reader& reader) const;     // by code
  std::vector<FormerRow> former(db::Reader& reader) const;        // by commune, then number
};

}  // namespace ocop::places
