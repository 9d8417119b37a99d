#include "modules/scans/store.h"

#include "kernel/db/columns.h"

namespace ocop::scans::store {
namespace {

using db::Statement;

constexpr auto kDay = db::columns<Day>(db::column("id", &Day::id), db::column("code", &Day::code), db::column("day", &Day::day),
                                       db::column("product", &Day::product), db::column("producer", &Day::producer, db::kNullWhenEmpty),
                                       db::column("province", &Day::province), db::column("scans", &Day::scans),
                                       db::column("networks", &Day::networks));
constexpr auto kPlace = db::columns<PlaceDay>(db::column("code", &PlaceDay::code), db::column("day", &PlaceDay::day),
                                              db::column("place", &PlaceDay::place), db::column("scans", &PlaceDay::scans));
constexpr auto kHour =
    db::columns<Hour>(db::column("code", &Hour::code), db::column("hour", &Hour::hour), db::column("scans", &Hour::scans));
constexpr auto kDaySum =
    db::columns<DaySum>(db::column("day", &DaySum::day), db::column("scans", &DaySum::scans), db::column("networks", &DaySum::networks));
constexpr auto kPlaceSum = db::columns<PlaceDay>(db::column("place", &PlaceDay::place), db::column("scans", &PlaceDay::scans));

constexpr Statement kAddDays{"scans.add_days",
                             "INSERT INTO scans_day ({columns}) VALUES {rows} ON CONFLICT (code, day) DO UPDATE SET"
                             " scans = scans_day.scans + excluded.scans, networks = scans_day.networks + excluded.networks,"
                             " product = excluded.product, producer = excluded.producer, province = excluded.province",
                             kDay};
constexpr Statement kAddPlaces{"scans.add_places",
                               "INSERT INTO scans_place ({columns}) VALUES {rows} ON CONFLICT (code, day, place) DO UPDATE SET"
                               " scans = scans_place.scans + excluded.scans",
                               kPlace};
constexpr Statement kAddHours{"scans.add_hours",
                              "INSERT INTO scans_hour ({columns}) VALUES {rows} ON CONFLICT (code, hour) DO UPDATE SET"
                              " scans = scans_hour.scans + excluded.scans",
                              kHour};
constexpr Statement kBusy{"scans.busy", "SELECT {columns} FROM scans_hour WHERE hour >= $1 AND scans > $2 ORDER BY hour, code", kHour};

#define OCOP_DAYS "SELECT day, sum(scans) AS scans, sum(networks) AS networks FROM scans_day WHERE "
#define OCOP_DAYS_END " AND day >= $2 GROUP BY day ORDER BY day"
#define OCOP_PLACES                                                                                                           \
  "SELECT p.place AS place, sum(p.scans) AS scans FROM scans_day d JOIN scans_place p ON p.code = d.code AND p.day = d.day WHERE "
#define OCOP_PLACES_END " AND d.day >= $2 GROUP BY p.place ORDER BY p.place"
constexpr Statement kDaysOfCode{"scans.days_of_code", OCOP_DAYS "code = $1" OCOP_DAYS_END, kDaySum};
constexpr Statement kDaysOfProducer{"scans.days_of_producer", OCOP_DAYS "producer = $1" OCOP_DAYS_END, kDaySum};
constexpr Statement kDaysOfProvince{"scans.days_of_province", OCOP_DAYS "province = $1" OCOP_DAYS_END, kDaySum};
constexpr Statement kPlacesOfCode{
    "scans.places_of_code",
    "SELECT place, sum(scans) AS scans FROM scans_place WHERE code = $1 AND day >= $2 GROUP BY place ORDER BY place", kPlaceSum};
constexpr Statement kPlacesOfProducer{"scans.places_of_producer", OCOP_PLACES "d.producer = $1" OCOP_PLACES_END, kPlaceSum};
constexpr Statement kPlacesOfProvince{"scans.places_of_province", OCOP_PLACES "d.province = $1" OCOP_PLACES_END, kPlaceSum};
constexpr Statement kForgetDays{"scans.forget_days", "DELETE FROM scans_day WHERE day < $1"};
constexpr Statement kForgetPlaces{"scans.forget_places", "DELETE FROM scans_place WHERE day < $1"};
constexpr Statement kForgetHours{"scans.forget_hours", "DELETE FROM scans_hour WHERE hour < $1"};

// Words of /scans. The latest day first, the most scanned first within it.
constexpr lists::Condition kConditions[] = {{.word = "product", .sql = "product = ?", .kept = lists::Kept::bytes},
                                            {.word = "from", .sql = "day >= ?", .kept = lists::Kept::integer}};
constexpr lists::Sort kSorts[] = {{.word = "day", .column = "day", .kept = lists::Kept::integer,
                                   .usual = lists::Direction::descending, .then = "scans", .then_kept = lists::Kept::integer},
                                  {.word = "scans", .column = "scans", .kept = lists::Kept::integer,
                                   .usual = lists::Direction::descending, .then = "day", .then_kept = lists::Kept::integer}};
constexpr lists::Source kDays{.name = "scans.days", .from = "FROM scans_day", .columns = kDay, .key = "id",
                              .cover = {.province = "province", .producer = "producer"}, .conditions = kConditions, .sorts = kSorts};

}  // namespace

void add(db::Transaction& transaction, std::span<const Day> days) { transaction.insert_all(kAddDays, kDay, days); }
void add(db::Transaction& transaction, std::span<const PlaceDay> places) { transaction.insert_all(kAddPlaces, kPlace, places); }
void add(db::Transaction& transaction, std::span<const Hour> hours) { transaction.insert_all(kAddHours, kHour, hours); }

std::vector<Hour> busy(db::Reader& reader, std::int64_t since, std::int64_t more_than) {
  return reader.all(kHour, kBusy, since, more_than);
}

std::vector<DaySum> days_of_code(db::Reader& reader, std::string_view code, Date first) {
  return reader.all(kDaySum, kDaysOfCode, code, first);
}
std::vector<DaySum> days_of_producer(db::Reader& reader, ProducerId producer, Date first) {
  return reader.all(kDaySum, kDaysOfProducer, producer, first);
}
std::vector<DaySum> days_of_province(db::Reader& reader, std::string_view province, Date first) {
  return reader.all(kDaySum, kDaysOfProvince, province, first);
}
std::vector<PlaceDay> places_of_code(db::Reader& reader, std::string_view code, Date first) {
  return reader.all(kPlaceSum, kPlacesOfCode, code, first);
}
std::vector<PlaceDay> places_of_producer(db::Reader& reader, ProducerId producer, Date first) {
  return reader.all(kPlaceSum, kPlacesOfProducer, producer, first);
}
std::vector<PlaceDay> places_of_province(db::Reader& reader, std::string_view province, Date first) {
  return reader.all(kPlaceSum, kPlacesOfProvince, province, first);
}
lists::Rows<Day> days() { return {kDays, kDay}; }

void forget(db::Transaction& transaction, Date before, std::int64_t hours_before) {
  transaction.send(kForgetDays, before);
  transaction.send(kForgetPlaces, before);
  transaction.send(kForgetHours, hours_before);
}

}  // namespace ocop::scans::store
