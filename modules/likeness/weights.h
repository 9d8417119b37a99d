#pragma once
#include <cmath>

#include "modules/likeness/likeness.h"

// The m and u of each field, with where they come from. "Of the sample" is data/register/sample.csv: 833 rows, 17,233 pairs of one
// province, 557 of them of one maker; a reader finds ten pairs of rows that are one product.
namespace ocop::likeness {

// log2(m/u) in thousandths of a bit.
inline int bits(double m, double u) { return static_cast<int>(std::lround(1000 * std::log2(m / u))); }
inline int bits(double weight) { return static_cast<int>(std::lround(1000 * weight)); }

// One row in twenty has another of the same product. In the sample one in forty; a province that keeps its rows for years has every product
// once a term of 36 months.
inline constexpr double kDuplicatesPerRow = 0.05;
// A province of few rows says little of how frequent its names are: it counts as if it had so many more.
inline constexpr double kRowsUnseen = 30;

// ---- name -----------------------------------------------------------------------------------------------------------------
inline constexpr double kNameSame = 0.55;          // printed with the same words twice: 6 of the 10 of the sample
inline constexpr double kNameSameOneMaker = 0.0007;   // two products of one maker with one name: none in the sample
// How many rows of the province have, by chance, a name that no third row has: names of few words coincide, of five they do not (in the
// sample seven pairs, all of two to four words).
inline constexpr double kNameByChance[] = {0.3, 0.3, 0.15, 0.05, 0.03, 0.01};   // by its words; the last for more
// What deviations cost: log2 of how much rarer they are between two printings of one product than between two products.
inline constexpr double kSlip = 1.0, kNextSlip = 1.5;      // a slip of the finger, a mark that is another one
inline constexpr double kOrder = 0.7, kOrderOfTwo = 2.0;   // "muối tôm" is not "tôm muối"
inline constexpr double kEmptyWord = 0.4;          // "hạt", "bộ", a word of the maker's name or of the address
inline constexpr double kBrandWord = 5.0;          // a word that the file hardly knows: a brand that is left out, or another line
inline constexpr double kPlainWord = 6.5, kNextPlainWord = 2.0;   // "gừng", "chiên": another product of the line
inline constexpr double kVariantWord = 8.0, kNextVariantWord = 1.0;   // "đặc biệt", "không", "lớn": said to tell products apart
inline constexpr double kOtherHead = 4.0;          // the first word says what the thing is: "Giấm mật hoa dừa"
inline constexpr double kOtherWords = 14.0;        // each has a word that the other lacks: "tỏi ớt" for "mật ong"
inline constexpr double kOtherBrand = 8.0;         // the same, of words that the file hardly knows
inline constexpr double kTranslatedWord = 2.2;     // of a name read from English, which says less
inline constexpr double kOtherTranslation = 4.0, kNextTranslation = 1.5;   // the same, where one was read from English
inline constexpr double kNameFloor = -14.0;

// ---- size: numbers of a name --------------------------------------------------------------------------------------------------
inline constexpr double kSizeSame = 1.0;           // both print 500 g
inline constexpr double kSizeDiffers = -9.0;       // 38 and 43 độ đạm are two products of one maker; a number is hardly mistyped
inline constexpr double kSizeOfOne = -5.5;         // who prints a size mostly tells two sizes apart
inline constexpr double kNumberOfOne = -3.0;       // "Thiên Trường 36": of a brand, or the second of a line

// ---- maker ----------------------------------------------------------------------------------------------------------------
inline constexpr double kMakerSame = 0.8;          // u is the share of the province's rows that are this maker's
inline constexpr double kMakerAlike = 0.5;         // abbreviated, a branch, a slip; rarer, and as much rarer by chance
inline constexpr double kMakerFuller = -3.0;       // "Hoàng Tuấn" and "Hoàng Tuấn Tùng": mostly two
inline constexpr double kMakerDiffers = -6.6;      // m 0.01: a product went to another maker, or a page was wrong
inline constexpr double kMakerNotSaid = 0.0;

// ---- place: under what the makers said, for one maker is at one place -------------------------------------------------------------
enum class Makers : std::uint8_t { same, unknown, different };
struct PlaceWeights { double same, could_be, different; };
inline constexpr PlaceWeights kPlace[] = {
    {0.4, 0.2, -2.4},              // one maker: at one place; elsewhere it is mostly another one of the same name
    {1.5, 0.8, -3.4},              // a maker is missing: one place is some evidence, two are evidence against
    {0.6, 0.2, -3.4},              // two makers of one craft village
};

// ---- the rest -------------------------------------------------------------------------------------------------------------
inline constexpr double kYearSame = 0.5;           // two pages about one round; products of one round are many
inline constexpr double kYearDiffers = -0.2;       // a term later, or upgraded
inline constexpr double kDecisionSame = 0.8, kDecisionDiffers = -0.1;   // a decision has a hundred products
inline constexpr double kStarsSame = 0.4, kStarsOneApart = -0.5, kStarsFarther = -1.2;   // upgrades go by one star
inline constexpr double kGroupSame = 0.3, kGroupDiffers = -2.5;
// A page lists a product once. Two names on it are two products.
inline constexpr double kPageOtherName = -12.0, kPageSameName = -1.0, kOtherPage = 0.2;

// Named although not proposed: from this probability on, or when the names say the same.
inline constexpr double kNamed = 0.02;

}  // namespace ocop::likeness
