#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/web/html.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/sites/service.h"

// What the council will look for in the story, shown beside it while it is written: the criteria of the decision in force, and which of the
// things that make a story one's own are there.
namespace ocop::sites {

inline constexpr std::string_view kCoachIsland = "story-coach.js";

// The criteria of the story in a product set's table of that day; the first table's for a set that is unknown (25 of 26 tables say the
// same). Null: no decision is in force, or its table has none.
const rulebooks::Section* story_section(const rulebooks::Library& library, std::string_view product_set, Date today);

// A thing that a story of one's own tells. Pure. It looks for words and understands nothing: whether it is well told the council reads.
struct Cue {
  enum class Kind : std::uint8_t { place, people, time, product, brief } kind = Kind::place;
  std::vector<std::string> any{};          // folded (text::fold): one of them says it; of `brief` none
};
// `places`: the commune's and the province's names; `products`: what its products are called.
struct Told { std::vector<std::string> places, products; };
std::vector<Cue> story_cues(const Told& told);
// A story is brief between these: a page that is read by the stove, and no two lines.
inline constexpr std::size_t kLeastStoryWords = 60, kMostStoryWords = 400;
bool is_told(const Cue& cue, std::string_view story);

void write_story_coach(web::Html& out, const Service::Desk& desk, const rulebooks::Library& library, const places::Index& places);

}  // namespace ocop::sites
