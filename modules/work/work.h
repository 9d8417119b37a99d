#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"

// Port of the module: the one list of what waits for a person, whoever's work it is. A module that has something that waits adds a Source
// to the offers in its manifest (kernel/manifest/offers.h); it is then on /work, in its place by legal deadline.
namespace ocop::work {

inline constexpr std::string_view kPath = "/work";

struct Deadline {
  Date on;
  int working_days_left = 0;           // negative = over
  std::string words;                   // "Còn 15 ngày làm việc (Điều 7 khoản 2)"
};
struct Act { std::string label, path; };
// One thing with the act that is next. All texts are in the reader's language.
struct Item {
  std::string title, path;             // the thing and its page
  std::string of;                      // whose it is and its number: "HTX chè Phìn Hồ · 12/PĐK-…"
  std::string state;                   // "Lần đầu · đang chấm · 2/3 phiếu đã nộp"
  std::vector<std::string> notes{};
  std::optional<Deadline> deadline{};
  Instant since;                       // waits from then on; the longest wait stands first where no deadline orders
  Act act;
};
struct Work { std::vector<Item> waiting, others, done; };   // for this person; for somebody else; finished
// What a person for whom nothing waits is told: why, and what will appear here.
struct Nothing { Message heading, teach; std::optional<Message> act{}; std::string path{}; };

struct Source {
  int rank = 0;
  // Everything of the source that the actor may see. Called on each look at the page.
  std::function<Result<Work>(const Actor& actor, Language language)> list;
  std::function<std::optional<Nothing>(const Actor& actor, const Work& all)> nothing{};
  // What the person may begin from here; shown when there is anything in the list.
  std::function<std::vector<Act>(const Actor& actor, Language language)> starts{};
};

}  // namespace ocop::work
