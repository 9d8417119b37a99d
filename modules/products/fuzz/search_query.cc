// What somebody types into the search box: never a crash, never a word that the database would read as an operator.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "kernel/base/text.h"
#include "modules/products/query.h"
#include "modules/products/store.h"
#include "modules/places/tests/fake_places.h"

using namespace ocop;
using namespace ocop::products;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const places::FakePlaces places;
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  if (!text::is_valid_utf8(typed)) return 0;   // the server refuses such a request before any handler
  const Understood understood = parse_query(typed, places);
  if (understood.stars && (*understood.stars < 1 || *understood.stars > 5)) std::abort();
  if (understood.province && !places.province(*understood.province)) std::abort();
  // What was understood leaves nothing to understand: the redirect of the search box ends.
  if (parse_query(understood.text, places).anything()) std::abort();
  for (const db::Engine engine : {db::Engine::sqlite, db::Engine::postgresql}) {
    const char quote = engine == db::Engine::sqlite ? '"' : '\'';
    const std::string match = match_text(engine, units_of(understood.text));
    if (std::ranges::count(match, quote) % 2 != 0 || match.find('\\') != std::string::npos) std::abort();
  }
  return 0;
}
