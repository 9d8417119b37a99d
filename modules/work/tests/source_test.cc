#include <gtest/gtest.h>

#include "modules/work/work.h"

// A source of rows with an id: each row is read once, whoever's item it is, and one that is gone tells nothing.
namespace ocop::work {
namespace {

using ParcelId = Id<struct ParcelTag>;
struct Parcel {
  ParcelId id;
  std::string name;
};
struct Parcels {
  std::vector<Parcel> rows;
  mutable std::vector<ParcelId> asked{};
  std::vector<Parcel> by_ids(std::span<const ParcelId> ids) const {
    asked.assign(ids.begin(), ids.end());
    return rows;
  }
};
Telling telling(const Parcels&, const Parcel& parcel, Language language) {
  return {.title = parcel.name, .path = language == Language::vi ? "/parcels" : "/en/parcels"};
}
template <class T> T id(std::uint8_t n) { T out; out.uuid.bytes[15] = n; return out; }

TEST(WorkSource, TellsOfRowsByTheirIds) {
  const Parcels parcels{{{id<ParcelId>(1), "Chè"}, {id<ParcelId>(2), "Mía"}}};
  const Source source = source_of(7, "parcels", parcels, telling);
  EXPECT_EQ(source.rank, 7);
  EXPECT_EQ(source.name, "parcels");
  std::vector<Item> items(4);
  items[0].thing = items[2].thing = id<ThingId>(2);   // two holders of one thing
  items[1].thing = id<ThingId>(1);
  items[3].thing = id<ThingId>(3);
  std::vector<Item*> several;
  for (Item& item : items) several.push_back(&item);
  source.complete(several);
  EXPECT_EQ(parcels.asked, (std::vector<ParcelId>{id<ParcelId>(2), id<ParcelId>(1), id<ParcelId>(2), id<ParcelId>(3)}));
  EXPECT_EQ(items[0].tell(Language::vi).title, "Mía");
  EXPECT_EQ(items[1].tell(Language::vi).title, "Chè");
  EXPECT_EQ(items[2].tell(Language::en).path, "/en/parcels");
  EXPECT_FALSE(items[3].tell) << "it went between two reads";
}

}  // namespace
}  // namespace ocop::work
