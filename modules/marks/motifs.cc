#include "modules/marks/motifs.h"

#include "modules/marks/drawings.h"
#include "modules/marks/marks.h"
#include "modules/marks/messages.h"

// Quiet drawings, one a product group and a few more, that stand where a photo is missing.
namespace ocop::marks {
namespace {

using web::Markup;
using web::operator""_h;

constexpr Markup kFood =
    R"(<path class="m-soft" d="M0 112h160v8H0z"/><path class="m-green" d="M57 112C54 84 44 66 22 56 46 60 60 80 61 112)"
    R"(zM61 112c3-20 14-36 36-42C80 82 70 96 65 112z"/><path class="m-line" d="M58 112)"
    R"(C60 70 72 30 104 30c18 0 26 16 27 36"/><path class="m-amber" d="M74.6 46.8Q80 41.5 74.6 35.6)"
    R"(Q69.2 41.4 74.6 46.8zM74.6 46.8Q81.5 49.8 85 42.6Q77.5 39.8 74.6 46.8zM79.1 41Q85.3 36.6 80.8 30)"
    R"(Q74.6 34.9 79.1 41zM79.1 41Q85.5 45.1 90 38.5Q83.1 34.6 79.1 41zM84.3 36.4Q91.1 33.2 88 25.8Q81 29.6 84.3 36.4z)"
    R"(M84.3 36.4Q89.8 41.5 95.5 35.9Q89.4 30.8 84.3 36.4zM90.1 32.9Q97.5 31.2 96 23.4Q88.3 25.6 90.1 32.9zM90.1 32.9)"
    R"(Q94.5 39.1 101.2 34.7Q96.3 28.5 90.1 32.9zM96.7 30.7Q104.3 30.7 104.5 22.7Q96.5 23.2 96.7 30.7zM96.7 30.7)"
    R"(Q99.6 37.7 107.1 34.9Q103.7 27.7 96.7 30.7zM104 30Q111.4 31.5 113.3 23.7Q105.4 22.5 104 30zM104 30)"
    R"(Q105.4 37.5 113.3 36.3Q111.4 28.5 104 30zM108.1 30.3Q115.3 32.9 118.2 25.5Q110.6 23.1 108.1 30.3zM108.1 30.3)"
    R"(Q108.4 37.9 116.4 37.9Q115.7 29.9 108.1 30.3zM114.5 32.2Q120.5 36.7 125.5 30.5Q118.9 26 114.5 32.2zM114.5 32.2)"
    R"(Q112.5 39.5 120.2 41.8Q121.8 34 114.5 32.2zM119.7 35.7Q124.2 41.7 130.8 37.2Q125.7 31 119.7 35.7zM119.7 35.7)"
    R"(Q115.8 42.2 122.5 46.5Q126.2 39.5 119.7 35.7zM123.9 40.5Q126.8 47.5 134.3 44.7Q130.8 37.5 123.9 40.5z)"
    R"(M123.9 40.5Q118.5 45.8 123.9 51.7Q129.3 45.8 123.9 40.5zM127.1 46.5Q128.5 54 136.4 52.7Q134.5 45 127.1 46.5z)"
    R"(M127.1 46.5Q120.7 50.6 124.8 57.5Q131.3 52.8 127.1 46.5zM129.3 53.5Q129.6 61.1 137.5 61.1Q136.9 53.1 129.3 53.5)"
    R"(zM129.3 53.5Q122.4 56.6 125.4 64Q132.5 60.4 129.3 53.5zM130.6 61.3Q130 68.8 137.9 69.8Q138.2 61.8 130.6 61.3z)"
    R"(M130.6 61.3Q123.4 63.5 125.4 71.2Q132.9 68.5 130.6 61.3zM131 66Q125.9 71.6 131.6 77.2Q136.7 71 131 66z"/>)"
    R"(<path class="m-line thin" d="M104 30c10-6 22-8 32-6M122 39c9-2 18 0 24 5"/>)"_h;
constexpr Markup kDrink =
    R"(<path class="m-soft" d="M0 106h160v14H0z"/><path class="m-line thin" d="M70 44c-6-7 6-12 0-20)"
    R"(M86 40c-6-7 6-12 0-20M102 44c-6-7 6-12 0-20"/><path class="m-line" d="M126 63c14-3 19 6 15 14-4 7-12 10-22 9"/>)"
    R"(<path class="m-paper" d="M46 56h80c0 26-14 42-30 44H76C60 98 46 82 46 56z"/><path class="m-red" d=")"
    R"(M47.5 66h77l-2.5 10H50z"/><path class="m-paper" d="M57 71l5-4 5 4-5 4zM71 71l5-4 5 4-5 4zM85 71l5-4 5 4-5 4z)"
    R"(M99 71l5-4 5 4-5 4zM112 71l4-4 4 4-4 4z"/><path class="m-line" d="M46 56h80c0 26-14 42-30 44H76)"
    R"(C60 98 46 82 46 56z"/><path class="m-amber" d="M38 106c14-4 28-6 48-6s34 2 48 6z"/><path class="m-line" d=")"
    R"(M38 106c14-4 28-6 48-6s34 2 48 6z"/><path class="m-green" d="M14 104c-2-18 8-30 26-34 0 18-8 32-26 34z"/>)"
    R"(<path class="m-line thin" d="M14 104c6-12 14-22 24-32M20 94l1-9M26 86l9-1"/>)"_h;
constexpr Markup kHerb =
    R"(<path class="m-soft" d="M0 110h160v10H0z"/><path class="m-line" d="M80 112V40"/><path class="m-green" d="M80 86)"
    R"(C74.6 66.9 52.7 58.4 32.9 64C41.3 82.9 61.9 94.1 80 86zM80 86C98.1 94.1 118.7 82.9 127.1 64)"
    R"(C107.3 58.4 85.4 66.9 80 86zM80 58C79.7 42.1 64.4 30.8 47.8 31C50.5 47.4 64.2 60.4 80 58zM80 58)"
    R"(C95.8 60.4 109.5 47.4 112.2 31C95.6 30.8 80.3 42.1 80 58zM80 40C90 31.5 89 16.2 80 6C71 16.2 70 31.5 80 40z"/>)"
    R"(<path class="m-line thin" d="M80 86L39.5 67.1M64 78.5L60.9 69.2M64 78.5L54.8 82.1M54.6 74.1L51.2 65.4)"
    R"(M54.6 74.1L45.7 77.1M46.1 70.2L42.4 62M46.1 70.2L37.5 72.6M80 86L120.5 67.1M96 78.5L105.2 82.1)"
    R"(M96 78.5L99.1 69.2M105.4 74.1L114.3 77.1M105.4 74.1L108.8 65.4M113.9 70.2L122.5 72.6M113.9 70.2L117.6 62)"
    R"(M80 58L52.3 34.8M69.1 48.8L68.5 40.9M69.1 48.8L61.2 49.7M62.6 43.4L61.8 35.9M62.6 43.4L55.1 43.9)"
    R"(M56.8 38.6L55.7 31.5M56.8 38.6L49.6 38.7M80 58L107.7 34.8M90.9 48.8L98.8 49.7M90.9 48.8L91.5 40.9)"
    R"(M97.4 43.4L104.9 43.9M97.4 43.4L98.2 35.9M103.2 38.6L110.4 38.7M103.2 38.6L104.3 31.5M80 40L80 10.8)"
    R"(M80 28.4L84.8 24M80 28.4L75.2 24M80 21.6L84.3 17.2M80 21.6L75.7 17.2M80 15.5L83.9 11.1M80 15.5L76.1 11.1"/>)"
    R"(<path class="m-line thin" d="M80 98c-8-2-14-1-20 3M80 102c8-2 13-1 18 4M70 97.5l-7-6"/>)"
    R"(<circle class="m-red" cx="59" cy="102" r="3.5"/><circle class="m-red" cx="61" cy="91" r="3.5"/>)"
    R"(<circle class="m-red" cx="100" cy="107" r="3.5"/>)"_h;
constexpr Markup kCraft =
    R"(<path class="m-soft" d="M0 112h160v8H0z"/><path class="m-line thin" d="M46 26V84M52 26V84M58 26V84M64 26V84)"
    R"(M70 26V84M76 26V84M82 26V84M88 26V84M94 26V84M100 26V84M106 26V84M112 26V84"/><path class="m-red" d=")"
    R"(M42 78h76v26H42z"/><path class="m-paper" d="M44 91l9-8 9 8-9 8zM62 91l9-8 9 8-9 8zM80 91l9-8 9 8-9 8z)"
    R"(M98 91l9-8 9 8-9 8z"/><path class="m-indigo" d="M42 74h76v4H42zM42 104h76v4H42zM49 91l4-3.5 4 3.5-4 3.5z)"
    R"(M67 91l4-3.5 4 3.5-4 3.5zM85 91l4-3.5 4 3.5-4 3.5zM103 91l4-3.5 4 3.5-4 3.5z"/><path class="m-line" d=")"
    R"(M34 14v98M126 14v98M26 22h108M26 50h108M28 112h12M120 112h12"/><path class="m-amber" d=")"
    R"(M66 58h30l8 4-8 4H66l-8-4z"/><path class="m-line thin" d="M66 58h30l8 4-8 4H66l-8-4z"/>)"_h;
constexpr Markup kFlower =
    R"(<path class="m-soft" d="M0 100h160v20H0z"/><path class="m-green" d="M22 104c16-9 38-9 54 0-16 7-38 7-54 0z)"
    R"(M94 108c12-6 30-6 44 0-14 6-32 6-44 0z"/><path class="m-line" d="M80 84v22"/><path class="m-rose" d="M80 82)"
    R"(C86.1 67.8 68.9 42.2 48.7 35.6C47.3 56.8 64.5 82.3 80 82zM80 82C95.5 82.3 112.7 56.8 111.3 35.6)"
    R"(C91.1 42.2 73.9 67.8 80 82z"/><path class="m-line thin" d="M80 82C86.1 67.8 68.9 42.2 48.7 35.6)"
    R"(C47.3 56.8 64.5 82.3 80 82zM80 82C95.5 82.3 112.7 56.8 111.3 35.6C91.1 42.2 73.9 67.8 80 82z"/>)"
    R"(<path class="m-rose" d="M80 84C77.8 69.9 51.6 58.2 32.5 62.8C41.9 80.2 68 91.8 80 84zM80 84)"
    R"(C92 91.8 118.1 80.2 127.5 62.8C108.4 58.2 82.2 69.9 80 84z"/><path class="m-line thin" d="M80 84)"
    R"(C77.8 69.9 51.6 58.2 32.5 62.8C41.9 80.2 68 91.8 80 84zM80 84C92 91.8 118.1 80.2 127.5 62.8)"
    R"(C108.4 58.2 82.2 69.9 80 84z"/><path class="m-rose" d="M80 84C90.6 71.4 80.8 41.1 62.1 28.8)"
    R"(C54.1 49.7 64 80.1 80 84zM80 84C96 80.1 105.9 49.7 97.9 28.8C79.2 41.1 69.4 71.4 80 84z"/>)"
    R"(<path class="m-line thin" d="M80 84C90.6 71.4 80.8 41.1 62.1 28.8C54.1 49.7 64 80.1 80 84zM80 84)"
    R"(C96 80.1 105.9 49.7 97.9 28.8C79.2 41.1 69.4 71.4 80 84z"/><path class="m-red" d="M80 85C95 77.5 95 50 80 35)"
    R"(C65 50 65 77.5 80 85z"/><path class="m-line thin" d="M80 85C95 77.5 95 50 80 35C65 50 65 77.5 80 85z"/>)"
    R"(<path class="m-line thin" d="M10 112h20M120 116h26M54 116h30"/>)"_h;
constexpr Markup kTravel =
    R"(<path class="m-green" d="M0 96c20-24 36-32 52-22 10-18 30-30 48-16 20-8 42 6 60 34v28H0z"/>)"
    R"(<path class="m-soft" d="M0 108h160v12H0z"/><path class="m-paper" d="M46 56h70v26H46z"/>)"
    R"(<path class="m-amber" d="M32 58 50 26h62l18 32z"/><path class="m-line thin" d="M54 58 62 26M70 58l4-32)"
    R"(M92 58l-4-32M108 58l-8-32M40 44h82"/><path class="m-line" d="M32 58 50 26h62l18 32zM46 58v24h70V58M40 82h82)"
    R"(M48 82v28M64 82v28M98 82v28M114 82v28M48 20l6 8M114 20l-6 8"/><path class="m-red" d="M74 62h14v20H74z"/>)"
    R"(<path class="m-line" d="M74 82V62h14v20"/><path class="m-indigo" d="M53 64h12v8H53zM97 64h12v8H97z"/>)"
    R"(<path class="m-line thin" d="M72 110l6-28M86 110l2-28M75 100h12M76 92h11"/>)"_h;
constexpr Markup kFish =
    R"(<path class="m-soft" d="M0 98h160v22H0z"/><path class="m-line thin" d=")"
    R"(M8 106c8-4 14-4 22 0s14 4 22 0 14-4 22 0 14 4 22 0 14-4 22 0 14 4 22 0)"
    R"(M28 114c8-4 14-4 22 0s14 4 22 0 14-4 22 0 14 4 22 0"/><path class="m-red" d=")"
    R"(M112 58c12-2 22-10 30-20 1 8-2 16-6 22 5 5 9 13 9 22-10-8-20-16-33-18z"/><path class="m-amber" d=")"
    R"(M62 40c8-14 26-18 42-10-4 6-6 10-6 14zM70 80c4 8 14 12 26 8-4-4-6-8-6-12z"/><path class="m-paper" d=")"
    R"(M18 64c14-22 36-30 58-28 16 1 30 10 40 24-10 14-24 24-42 25-22 1-42-5-56-21z"/><path class="m-rose" d=")"
    R"(M18 64c6-9 13-16 21-20 5 12 5 27 0 38-8-4-15-10-21-18z"/><path class="m-line" d=")"
    R"(M18 64c14-22 36-30 58-28 16 1 30 10 40 24-10 14-24 24-42 25-22 1-42-5-56-21z)"
    R"(M112 58c12-2 22-10 30-20 1 8-2 16-6 22 5 5 9 13 9 22-10-8-20-16-33-18M62 38c10-12 26-15 42-8-4 5-6 9-6 13)"
    R"(M70 84c5 7 14 9 26 4-4-3-6-6-7-9"/><path class="m-line thin" d="M39 44c5 12 5 27 0 38)"
    R"(M54 50c4 3 4 8 0 11 4 3 4 8 0 11M66 47c4 3 4 8 0 11 4 3 4 8 0 11 4 3 4 6 2 9)"
    R"(M78 47c4 3 4 8 0 11 4 3 4 8 0 11 3 3 4 5 3 8M90 51c4 3 4 7 0 10 4 3 4 8 0 11"/>)"
    R"(<circle class="m-indigo" cx="30" cy="60" r="3"/>)"_h;
constexpr Markup kFruit =
    R"(<path class="m-soft" d="M0 108h160v12H0z"/><path class="m-line" d="M16 18c24 2 44 8 60 20 14-10 34-16 64-16)"
    R"(M76 38c-8 6-14 12-18 18M76 38c10 4 20 12 26 20"/><circle class="m-amber" cx="54" cy="80" r="25"/>)"
    R"(<circle class="m-green" cx="106" cy="82" r="23"/><circle class="m-line" cx="54" cy="80" r="25"/>)"
    R"(<circle class="m-line" cx="106" cy="82" r="23"/><path class="m-line thin" d="M40 70c3-6 7-9 12-10)"
    R"(M94 72c2-5 6-8 10-9"/><path class="m-green" d="M36 20c-2 14-10 22-24 24 0-14 8-22 24-24z)"
    R"(M100 26c4 14 14 20 28 20-2-14-12-22-28-20zM62 26c0-12 8-18 20-20 2 12-6 20-20 20z"/>)"
    R"(<path class="m-line thin" d="M36 20c-8 6-15 14-22 22M100 26c9 6 18 12 26 18M62 26c6-7 12-13 18-18"/>)"
    R"(<path class="m-red" d="M50 53l4-4 4 4-4 4zM102 56l4-4 4 4-4 4z"/>)"_h;

struct All {
  web::Motif food =
      web::make_motif(kFood, msg::motif_food, {"food", {"1.......3", "11.....3.", "1.1...3.3", "14.1.3.33", "144.1.3.3"}});  // grains
  web::Motif drink = web::make_motif(kDrink, msg::motif_drink,
                                     {"drink", {"..2...2..", "2.22.22.2", "22.212.22", ".22.1.22.", "1.2111..4"}});  // steam and waves
  web::Motif herb = web::make_motif(kHerb, msg::motif_herb,
                                    {"herb", {"3.......2", "33..1..2.", "3.3111.2.", "33.31..22", "333.3..2."}});  // leaves on a stem
  web::Motif craft = web::make_motif(kCraft, msg::motif_craft,
                                     {"craft", {"111111..2", "1....1.2.", "1.44.1.2.", "1.4..1..2", "1.4.11.22"}});  // the stepped key
  web::Motif flower = web::make_motif(kFlower, msg::motif_flower,
                                      {"flower", {"1...1...3", ".1.11..3.", "..111.3.3", "11.1.1.3.", "4111.11.3"}});  // eight petals
  web::Motif travel =
      web::make_motif(kTravel, msg::motif_travel, {"travel", {"2.......1", "222....1.", ".2222.1.1", "4.22.1.1.", "44.21.1.3"}});  // roofs
  web::Motif fish = web::make_motif(kFish, msg::motif_fish,
                                    {"fish", {"2...2...2", "22.2.2.22", ".2.1.1.2.", "2.111..42", "211111.44"}});  // fishes in a net
  web::Motif fruit = web::make_motif(kFruit, msg::motif_fruit,
                                     {"fruit", {"3..3....1", "33.3...1.", ".33...1.1", "4.3.11.1.", "444.1.1.3"}});  // fruit under leaves
  web::Motif honey = web::make_motif(drawings::kHoney, msg::motif_honey,
                                     {"honey", {"4...4...1", "44.4.4.11", ".444.4.1.", "4.4.444.4", "44..4..41"}});  // cells
  web::Motif meat = web::make_motif(drawings::kMeat, msg::motif_meat,
                                     {"meat", {"1..1..1..", "11.1.1.22", ".111.1.2.", "1.1.111.2", "11..1..12"}});  // rods and rings
  web::Motif spice = web::make_motif(drawings::kSalt, msg::motif_spice,
                                     {"spice", {"....2....", "...222..1", "..2.2.2.1", ".2..2..21", "222222222"}});  // heaps
  web::Motif greens = web::make_motif(drawings::kGreens, msg::motif_greens,
                                     {"greens", {"3...3...3", ".3.333.3.", "..3.3.3.1", ".3.3.3.11", "3.3...3.4"}});  // leaves
  web::Motif cake = web::make_motif(drawings::kCake, msg::motif_cake,
                                     {"cake", {"333333333", "3...3...3", "3.4.3.4.3", "3...3...3", "333313333"}});  // bands
  web::Motif coffee = web::make_motif(drawings::kCoffee, msg::motif_coffee,
                                     {"coffee", {"..1...1..", ".1114111.", "111.4.111", ".1.444.1.", "3..3.3..3"}});  // cherries
  web::Motif bottle = web::make_motif(drawings::kBottle, msg::motif_bottle,
                                     {"bottle", {"2...2....", "22.222..1", ".222.2.11", "..2.2.1.1", "4.242.414"}});  // jars
  web::Motif nut = web::make_motif(drawings::kNut, msg::motif_nut,
                                   {"nut", {"11..4..11", "1.4.4.4.1", ".4.444.4.", "3.4.4.4.3", "33..4..33"}});  // kernels
};
const All& all() {
  static const All kAll;
  return kAll;
}

}  // namespace

const web::Motif& motif(Picture picture) {
  switch (picture) {
    case Picture::food: return all().food;
    case Picture::drink: return all().drink;
    case Picture::herb: return all().herb;
    case Picture::craft: return all().craft;
    case Picture::flower: return all().flower;
    case Picture::travel: return all().travel;
    case Picture::fish: return all().fish;
    case Picture::fruit: return all().fruit;
    case Picture::honey: return all().honey;
    case Picture::meat: return all().meat;
    case Picture::spice: return all().spice;
    case Picture::greens: return all().greens;
    case Picture::cake: return all().cake;
    case Picture::coffee: return all().coffee;
    case Picture::bottle: return all().bottle;
    case Picture::nut: return all().nut;
    case Picture::place: return web::common_motif();
  }
  return web::common_motif();
}

const web::Motif& motif_of_group(std::string_view group) {
  // The six groups of Decision 26/2026, annex I.
  if (group == "I") return all().food;
  if (group == "II") return all().drink;
  if (group == "III") return all().herb;
  if (group == "IV") return all().craft;
  if (group == "V") return all().flower;
  if (group == "VI") return all().travel;
  return web::common_motif();
}

}  // namespace ocop::marks
