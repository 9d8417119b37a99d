// A register file of any bytes: refused as a whole, or every row has one outcome and what is planned twice is planned the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "modules/products/import.h"
#include "modules/places/tests/fake_places.h"

using namespace ocop;
using namespace ocop::products;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const places::FakePlaces places;
  const Date today = *Date::of(2026, 11, 21);
  const auto file = read_register(sheets::Source::bytes({reinterpret_cast<const char*>(data), size}), places, today);
  if (!file) return 0;
  const auto plan = plan_import(file->rows, {}, "fuzz", places, {});
  const auto report = make_report(*file, {}, plan, {ImportMode::dry_run, "fuzz"}, places, today);
  std::size_t sum = 0;
  for (const std::size_t count : report.counts) sum += count;
  if (plan.size() != file->rows.size() || sum != file->rows.size() || report.rows.size() != sum) std::abort();
  if (to_json(report).empty() || to_text(report, Language::vi).empty()) std::abort();
  // A second import, as if the rows that are not wrong had been stored, finds nothing new.
  std::vector<Known> known;
  for (const Planned& planned : plan) {
    const RegisterRow& row = file->rows[planned.row];
    if (planned.outcome == Outcome::wrong) continue;
    Known stored{.register_source = "fuzz",
                 .register_id = row.product.register_id,
                 .digest = row.digest,
                 .name = row.product.name,
                 .maker_name = row.maker,
                 .province = row.product.province,
                 .source_url = row.product.standing.source_url,
                 .commune = row.product.commune,
                 .place_as_printed = row.product.place_as_printed};
    stored.id.uuid.bytes[15] = static_cast<std::uint8_t>(known.size());
    stored.id.uuid.bytes[14] = static_cast<std::uint8_t>(known.size() >> 8);
    known.push_back(std::move(stored));
  }
  for (const Planned& again : plan_import(file->rows, known, "fuzz", places, {}))
    if (again.outcome != Outcome::unchanged && again.outcome != Outcome::wrong) std::abort();
  return 0;
}
