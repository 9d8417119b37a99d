#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "modules/sites/types.h"

// Pure: what a page may say and be called.
namespace ocop::sites::rules {

// ---- limits
inline constexpr std::size_t kLeastName = 3, kMostName = 48;   // of an address that is said on the telephone and printed on a label
inline constexpr std::size_t kMostSteps = 12;        // a process in more steps is not read on a phone
inline constexpr std::size_t kMostShops = 12;
inline constexpr std::size_t kMostPapers = 30;
inline constexpr std::size_t kMostPictures = 40;     // of a page with its history: each takes about a megabyte
static_assert(kMostPictures >= 2 * (kMostSteps + 1), "the draft and what everybody sees keep all their pictures, whatever history takes");
inline constexpr std::size_t kKeptEditions = 20;     // what was said two seasons ago is brought back by nobody
inline constexpr std::int64_t kTitleLimit = 120, kLineLimit = 300, kWordsLimit = 1'000, kStoryLimit = 8'000;   // characters
inline constexpr std::size_t kMostFormerNames = 5;   // that rest at once: more is no change of mind, but names kept from others
inline constexpr std::int64_t kNameRestDays = 730;   // printed labels and shared links lead to the maker's former name for that long

// ---- the name
using Taken = std::function<bool(std::string_view segment)>;   // by a route of ours
// A name that was typed, in small letters. Letters, digits and single '-', a letter first. Never a first segment of ours, of today (`ours`)
// or as far as it can be foreseen. Problem: name.
Result<std::string> check_name(std::string_view typed, const Taken& ours);
// What to call it, the best first: without the words that companies are registered with; then with the place's; then with figures; last
// with `tail`, letters and digits that are its alone. Never empty, and each no longer than kMostName.
struct Called { std::string_view name, place, tail; };
std::vector<std::string> propose_names(const Called& maker, const Taken& ours);
// A name that was given up then or before may be given to another maker now.
Instant names_free_since(Instant now);

// ---- what is written. Problems name the form's fields.
Result<void> write(Content& content, const FaceForm& form);
Result<void> write(Content& content, const StoryForm& form);
Result<void> write(Content& content, const ShopsForm& form);
Result<void> write(Content& content, const HoursForm& form);
Result<void> write(Content& content, Contact& contact, const ContactForm& form);
// What the Law on E-commerce (in force since 1 July 2026; before it Decree 52/2013/NĐ-CP as Decree 85/2021/NĐ-CP changed it) wants
// of who sells on a page of its own, as far as the maker has to say it: who it is (article 29 of the decree), what is taken back (32), how
// it is sent (33). Goods and prices (30, 31) are the products'.
Result<void> write(Content& content, Contact& contact, const TradeForm& form);
Result<void> write(Step& step, const StepForm& form);
// At the end nothing changes. not_found: no such step.
Result<void> move(Content& content, StepId step, Move to);
// `offered`: the papers that there are to show.
Result<void> write(Content& content, const PapersForm& form, std::span<const PaperId> offered);
// What the form holds of what stands there.
ShopsForm shops_form(const Content& content);
HoursForm hours_form(const Content& content);
std::string show(const std::optional<Point>& point);

// https, of YouTube, Facebook or TikTok; nullopt = of somebody else, or no address. Without a scheme it is meant as https.
std::optional<std::string> film_address(std::string_view typed);
// "0912.345.678", "+84 912 345 678", "1900 1234" in digits; nullopt = no number.
std::optional<std::string> telephone(std::string_view typed);
// Ten digits of which the last is checked, a branch's three behind them; nullopt = none. A household's twelve are its owner's identity
// number (Circular 86/2024/TT-BTC): is_identity_number, which no page shows.
std::optional<std::string> tax_code(std::string_view typed);
bool is_identity_number(std::string_view typed);
// A number, or an address of zalo.me: the digits behind it.
std::optional<std::string> zalo_number(std::string_view typed);
// "7", "7h", "7h30", "07:30", "7 giờ 30" in minutes after midnight.
std::optional<int> time_of_day(std::string_view typed);
// "22.6667, 106.1333", in Vietnam, rounded to a hundred-thousandth of a degree: a metre, the gate that a visitor looks for. What a phone
// writes beyond that says nothing more to him.
std::optional<Point> point(std::string_view typed);

// ---- what stands there
bool is_written(Block block, const Content& content, const Contact& contact);
std::vector<Block> gaps(const Content& content, const Contact& contact);
// conflict with words while nothing is written.
Result<void> may_publish(const Content& content, const Contact& contact);
bool has_hours(const Week& week);
bool is_open(const Week& week, Instant now);
// Days in a row that are alike, as a line each; closed days too when others are open.
struct HoursLine { int first = 0, last = 0; std::optional<Hours> hours; };
std::vector<HoursLine> hours_lines(const Week& week);
std::string show(int minutes);                           // "7:30"
std::string_view day_word(int weekday);                  // "mon"
std::vector<PictureId> pictures_of(const Content& content, const Contact& contact);
// What is kept: all of `used` (draft, and what everybody sees), then of `earlier` editions, the newest first, as many whole ones as
// kMostPictures has room for. History never stands in the way of what is written now.
std::vector<PictureId> pictures_to_keep(std::vector<PictureId> used, std::span<const Edition> earlier);
// The draft as an edition said it. How to reach the maker stays as it is now, all of it: an old edition's address may be that of a house
// which was left. Of the papers those that are `offered`; where that is nothing, those of the draft stay.
Content restored(const Content& draft, const Content& edition, const std::optional<std::vector<PaperId>>& offered);
// Without what leads to a person's door: of a page that nobody can change any more.
void forget_whereabouts(Content& content);

}  // namespace ocop::sites::rules
