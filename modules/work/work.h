#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/act/act.h"
#include "modules/work/types.h"

// Port of the module: the one list of what waits for a person, whoever's work it is. A module that has something that waits
//   - says in each act that changes the thing whose turn it is now: put();
//   - adds a Source to the offers in its manifest (kernel/manifest/offers.h), which tells of its things.
// They are then on /work, each in its place by legal term.
namespace ocop::web { class Html; }
namespace ocop::http { struct Request; }

namespace ocop::work {

inline constexpr std::string_view kPath = "/work";

std::vector<db::Migration> migrations();

// From now on these entries, and no others, stand for the thing; none = it is on nobody's list. Part of the running act.
void put(act::Moment& act, std::string_view source, ThingId thing, std::span<const Entry> entries);
// As it stands; in no order.
std::vector<Entry> entries(db::Reader& reader, std::string_view source, ThingId thing);
// How much waits within the scope; one indexed read.
std::int64_t waiting(db::Reader& reader, const Scope& scope);
// Whether the source has any at all: it has none in a database of before the list was kept.
bool any(db::Reader& reader, std::string_view source);

// What a person for whom nothing waits is told: why, and what will appear here.
struct Nothing { Message heading, teach; };

struct Source {
  int rank = 0;
  std::string name;                    // as in put()
  // Sets `tell` of items of this source: one read for all of them. Called by many threads at once.
  std::function<void(std::span<Item* const> items)> complete;
  // `listed`: how many things are on the person's list that do not wait for him. nullopt = the source does not know the person.
  std::function<std::optional<Nothing>(const Actor& actor, std::int64_t listed)> nothing{};
  // What the person may begin from here.
  std::function<std::vector<Act>(const Actor& actor, Language language)> starts{};
};

// A source whose things are rows of its module with an id, which the service reads many at once (by_ids); `telling` says one. The service
// outlives it.
template <class Service, class Row>
Source source_of(int rank, std::string_view name, const Service& service, Telling (*telling)(const Service&, const Row&, Language)) {
  return {.rank = rank, .name = std::string(name), .complete = [&service, telling](std::span<Item* const> items) {
            std::vector<decltype(Row::id)> ids;
            for (const Item* item : items) ids.push_back({item->thing.uuid});
            for (const Row& row : service.by_ids(ids))
              for (Item* item : items)
                if (item->thing.uuid == row.id.uuid)
                  item->tell = [&service, telling, row](Language language) { return telling(service, row, language); };
          }};
}

// A slot: what higher modules show a person on his first page, beside the list (kernel/manifest/offers.h). Nothing for whom it does not
// concern.
struct Panel {
  enum class Where : std::uint8_t { above, below };   // above: what happened to him; below: what is his
  int rank = 0;
  Where where = Where::below;
  std::function<void(web::Html& out, const http::Request& request)> show;
};

}  // namespace ocop::work
