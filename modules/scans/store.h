#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/sources/source.h"
#include "modules/scans/types.h"

// The module's SQL.
namespace ocop::scans::store {

// Each is added to what stands there. No two of a call have the same key.
void add(db::Transaction& transaction, std::span<const Day> days);
void add(db::Transaction& transaction, std::span<const PlaceDay> places);
void add(db::Transaction& transaction, std::span<const Hour> hours);
// Hours from `since` on with more scans than that.
std::vector<Hour> busy(db::Reader& reader, std::int64_t since, std::int64_t more_than);

// From `first` on, by day; of places the sum.
std::vector<DaySum> days_of_code(db::Reader& reader, std::string_view code, Date first);
std::vector<DaySum> days_of_producer(db::Reader& reader, ProducerId producer, Date first);
std::vector<DaySum> days_of_province(db::Reader& reader, std::string_view province, Date first);
std::vector<PlaceDay> places_of_code(db::Reader& reader, std::string_view code, Date first);
std::vector<PlaceDay> places_of_producer(db::Reader& reader, ProducerId producer, Date first);
std::vector<PlaceDay> places_of_province(db::Reader& reader, std::string_view province, Date first);
lists::Rows<Day> days();               // all days of products, for the list

void forget(db::Transaction& transaction, Date before, std::int64_t hours_before);

}  // namespace ocop::scans::store
