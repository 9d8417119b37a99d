#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/attempt.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/files/received.h"
#include "modules/products/products.h"

// The page that a producer makes of itself, at /{name}.
namespace ocop::sites {

using StepId = Id<struct SiteStepTag>;
using PictureId = Id<struct SitePictureTag>;

// What the maker says, in both languages. Where English is missing the Vietnamese stands, and the page says so.
struct Words {
  std::string vi, en;
  std::string_view in(Language language) const { return language == Language::en && !en.empty() ? en : vi; }
  bool lacks(Language language) const { return language == Language::en && en.empty() && !vi.empty(); }
  bool operator==(const Words&) const = default;
};
struct Step {                            // of the process
  StepId id;
  Words title, words;
  std::string film;                      // "https://youtu.be/…": a link, never a player
  std::optional<PictureId> picture;
  bool operator==(const Step&) const = default;
};
struct Shop {                            // where to buy: a line, and the link that stands in it
  std::string words, link;
  bool operator==(const Shop&) const = default;
};
struct Hours {                           // minutes after midnight
  int from = 0, to = 0;
  bool operator==(const Hours&) const = default;
};
inline constexpr int kWeekdays = 7, kMonths = 12;
using Week = std::array<std::optional<Hours>, kWeekdays>;   // Monday first; nothing = closed
struct Point {
  double latitude = 0, longitude = 0;
  bool operator==(const Point&) const = default;
};

// How to reach the maker, and by which number the tax office knows it. Only the edition that everybody sees keeps it.
struct Contact {
  std::string phone, zalo;               // digits: "0912345678", "+84…"
  std::optional<PictureId> face;
  std::string tax_code;                  // "0100233488", of a branch "0314409058-002"
  bool operator==(const Contact&) const = default;
};
// Which colours the page wears (web/styles/themes.css); the woven band is its products' group's in each.
enum class Look : std::uint8_t { rice, indigo, leaf, clay };
inline constexpr std::array kLooks{Look::rice, Look::indigo, Look::leaf, Look::clay};
std::string_view name(Look look);
const Message& label(Look look);

struct Content {
  Words face;                            // who we are, in two lines
  Words story;
  std::vector<Step> steps;
  std::vector<PaperId> papers;           // those that the maker shows
  std::vector<Shop> shops, shops_en;
  Week week;
  std::bitset<kMonths> season;           // none = all the year
  Words visiting;
  std::optional<Point> point;
  Look look = Look::rice;
  Words delivery, returns;               // how it is sent, how long it takes; what is taken back, and until when
  bool operator==(const Content&) const = default;
};

struct Site {
  ProducerId producer;
  std::string name;                      // of the address
  Content content;                       // the draft
  Contact contact;
  std::optional<std::int64_t> published;
  std::int64_t last = 0;
  std::optional<Instant> listed;
  Instant changed{};
  AccountId changed_by;
  std::int64_t version = 0;              // 0 = nothing was saved yet
};
struct Edition {
  ProducerId producer;
  std::int64_t number = 0;
  Content content;
  Contact contact;
  Instant published{};
  AccountId published_by;
};
struct Picture {
  PictureId id;
  ProducerId producer;
  std::vector<products::PhotoFile> files;
};

// The blocks of the page, in the order in which they are read and written.
enum class Block : std::uint8_t { face, story, steps, papers, shops, hours, contact, trade };
inline constexpr std::array kBlocks{Block::face,  Block::story, Block::steps,   Block::papers,
                                    Block::shops, Block::hours, Block::contact, Block::trade};
std::string_view name(Block block);
const Message& label(Block block);
const Message& teach(Block block);

// ---- what is asked
enum class Drop : std::uint8_t { no, yes };   // of a picture
struct Seen { std::int64_t version = 0; };    // the draft's, as it was read
struct FaceForm : Seen {
  std::string words, words_en;
  files::Sent file;
  Drop drop = Drop::no;
};
struct StoryForm : Seen { std::string story, story_en; };
struct StepForm : Seen {
  std::string title, title_en, words, words_en, film;
  files::Sent file;
  Drop drop = Drop::no;
};
enum class Move : std::uint8_t { earlier, later };
inline constexpr std::array kMoves{Move::earlier, Move::later};
std::string_view name(Move move);
struct MoveForm : Seen { Move to = Move::earlier; };
struct PapersForm : Seen { std::vector<PaperId> papers; };
struct ShopsForm : Seen { std::string shops, shops_en; };
struct HoursForm : Seen {
  std::vector<std::string> days;         // "mon"
  std::string opens, closes;
  std::vector<std::string> other_days;   // with hours of their own
  std::string other_opens, other_closes;
  std::vector<std::string> months;       // "1" … "12"
};
struct ContactForm : Seen { std::string phone, zalo, visiting, visiting_en, point; };
struct TradeForm : Seen { std::string tax_code, delivery, delivery_en, returns, returns_en; };
struct LookForm : Seen { Look look = Look::rice; };
struct NameForm : Seen { std::string name; };
struct PageNumber { int page = 1; };          // of the list of pages
struct Named { std::string name; };           // of a page that is looked for

}  // namespace ocop::sites
