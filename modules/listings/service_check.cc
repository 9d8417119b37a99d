#include <algorithm>
#include <array>
#include <deque>
#include <map>

#include "modules/listings/messages.h"
#include "modules/listings/rules.h"
#include "modules/listings/service.h"
#include "modules/listings/store.h"

// The job that looks at links. It asks platforms alone (data/platforms), slowly, and says who it is.
namespace ocop::listings {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kMostARun = 60;                // more than a run has time for; the next comes after ten minutes
constexpr milliseconds kHostPause{5'000};    // between two questions to one platform: a person who compares offers asks as often
constexpr milliseconds kStep{250};           // of a rest: the program that stops is not held up
constexpr seconds kAnswerLimit{20};
constexpr seconds kSilentWait{24 * 60 * 60}; // until a platform is tried again that alone did not answer
constexpr seconds kNobodyWait{60 * 60};      // and when nobody answered: what is missing is the network
constexpr seconds kLeastWait{60 * 60}, kNextWeek{7 * 24 * 60 * 60};   // between which a platform's wish is heard
constexpr seconds kRunLimit{90};             // of a run: imports of registers wait for the same thread
constexpr int kSpreads = 1'000;
constexpr long kTooMany = 429, kUnavailable = 503;

bool is_redirect(long status) {
  constexpr std::array<long, 5> kRedirects{301, 302, 303, 307, 308};
  return std::ranges::find(kRedirects, status) != kRedirects.end();
}

// What became of one link. The rounds: one question a platform in each, so that none is asked more often than once in kHostPause however
// many links it has.
struct Seen {
  enum class End : std::uint8_t { answered, silent, stopped } end = End::answered;
  rules::Outcome outcome = rules::Outcome::unsure;
  std::optional<seconds> wait{};       // what the platform asks for
};

// Asks along redirects of the same platform, a rest before each further question.
class Asker {
 public:
  Asker(const Ask& ask, const Rest& rest, const jobs::Attempt& attempt) : ask_(ask), rest_(rest), attempt_(attempt) {}
  Seen look(const Platform& platform, const std::string& link) const {
    std::string at = link;
    for (int redirects = 0;; ++redirects) {
      const auto answer = ask_({.url = at, .headers = {"User-Agent: Ocop-link-check/1.0 (+OCOP register; weekly)", "Accept: text/html"},
                                .limit = kAnswerLimit},
                               [this] { return attempt_.keep_going(); });
      if (!attempt_.keep_going()) return {.end = Seen::End::stopped};
      if (!answer) return {.end = Seen::End::silent};
      if (!is_redirect(answer->status)) {
        const bool asks_for_rest = answer->status == kTooMany || (answer->status == kUnavailable && answer->retry_after);
        return {.outcome = rules::judge(answer->status, link, at),
                .wait = asks_for_rest ? std::optional(answer->retry_after.value_or(kSilentWait)) : std::nullopt};
      }
      const auto next = rules::follow(platform, at, answer->location);
      if (!next || redirects == rules::kMostRedirects) return {};
      if (!rest()) return {.end = Seen::End::stopped};
      at = *next;
    }
  }
  // False: the program stops.
  bool rest() const {
    for (milliseconds rested{0}; rested < kHostPause; rested += kStep) {
      if (!attempt_.keep_going()) return false;
      rest_(kStep);
    }
    return attempt_.keep_going();
  }

 private:
  const Ask& ask_;
  const Rest& rest_;
  const jobs::Attempt& attempt_;
};

}  // namespace

std::vector<jobs::Kind> Service::job_kinds() const {
  constexpr seconds kLease{600};
  return {{.name = kCheck,
           .title = msg::job_check,
           .handler = [this](jobs::Attempt& attempt) { return check(attempt); },
           .retry = {.attempts = 3},   // a fault of the moment is no letter to a person
           .lane = jobs::Lane::lengthy,
           .longest = kLease},
          {.name = kCount,
           .title = msg::job_count,
           .handler = [this](jobs::Attempt&) {
             const auto done = count();
             return done ? jobs::Outcome::done() : jobs::Outcome::again(done.error().detail);
           },
           .lane = jobs::Lane::lengthy}};
}

std::vector<jobs::Schedule> Service::schedules() const {
  constexpr int kEvery = 10;
  std::vector<jobs::Schedule> out{{"listings.nightly", kCount, jobs::When::daily(3, 20)}};
  if (parts_.asking == manifest::Asking::platforms) out.push_back({"listings.looks", kCheck, jobs::When::every_minutes(kEvery)});
  return out;
}

Result<void> Service::note(ListingId id, rules::Outcome outcome, std::optional<seconds> wait) const {
  std::array<std::uint8_t, 2> bytes{};
  parts_.random.fill(bytes);
  const int spread = (bytes[0] * 256 + bytes[1]) % kSpreads;
  return acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    auto listing = store::find(act, id);
    if (!listing || listing->until) return {};   // ended meanwhile
    const Finding before = listing->finding;
    rules::note(*listing, outcome, act.now());
    listing->due = rules::next_look(*listing, act.now(), spread, wait);
    if (!store::change(act, *listing)) return {};   // somebody is at it: the next look sees what became of it
    if (listing->finding == Finding::gone && before != Finding::gone) tell_gone(act, *listing);
    return {};
  });
}

Result<void> Service::put_off(std::span<const Listing> listings, seconds wait) const {
  return acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    for (const Listing& one : listings) store::put_off(act, one.id, Instant{act.now().milliseconds + milliseconds(wait).count()});
    return {};
  });
}

Result<void> Service::postpone(const std::string& platform, seconds wait) const {
  return acts_.run_without_account([&](act::Moment& act) -> Result<void> {
    store::postpone(act, platform, Instant{act.now().milliseconds + milliseconds(std::clamp(wait, kLeastWait, kNextWeek)).count()});
    return {};
  });
}

void Service::tell_gone(act::Moment& act, const Listing& listing) const {
  const auto found = parts_.products.by_ids(act, std::span(&listing.product, 1));
  const Platform* platform = rules::find(platforms_, listing.platform);
  if (found.empty() || found[0].producer == ProducerId{} || platform == nullptr) return;
  parts_.notices.tell(act, {kToldGone, {found[0].name, platform->name}, path_of(found[0].code)},
                      {.holders = {{Role::producer_member, "", "", found[0].producer}}});
}

Result<bool> Service::go_round(const jobs::Attempt& attempt) const {
  std::map<std::string, std::deque<Listing>> waiting;
  for (Listing& one : parts_.database.read([&](db::Reader& reader) { return store::due(reader, parts_.clock.now(), kMostARun); }))
    waiting[one.platform].push_back(std::move(one));
  for (auto at = waiting.begin(); at != waiting.end();) {   // those that a robot learns nothing of
    const Platform* platform = rules::find(platforms_, at->first);
    const bool asked = platform != nullptr && platform->answers == Platform::Answers::yes;
    if (!asked) OCOP_CHECK(postpone(at->first, kNextWeek));
    at = asked ? std::next(at) : waiting.erase(at);
  }
  const Asker asker(parts_.ask, parts_.rest, attempt);
  const Instant began = parts_.clock.now();
  const auto in_time = [&] { return parts_.clock.now().milliseconds - began.milliseconds < milliseconds(kRunLimit).count(); };
  std::map<std::string, std::vector<Listing>> silent;      // by platform
  bool heard = false;
  while (!waiting.empty() && in_time()) {
    for (auto at = waiting.begin(); at != waiting.end() && in_time();) {
      const Listing listing = std::move(at->second.front());
      at->second.pop_front();
      const Seen seen = asker.look(*rules::find(platforms_, at->first), listing.link);
      if (seen.end == Seen::End::stopped) return false;
      // A second silence ends the platform's turn of this run; the others of its links come in the next.
      const bool is_silent = seen.end == Seen::End::silent;
      if (is_silent) silent[at->first].push_back(listing);
      else OCOP_CHECK(note(listing.id, seen.outcome, seen.wait));
      if (seen.wait) OCOP_CHECK(postpone(at->first, *seen.wait));
      heard = heard || seen.end == Seen::End::answered;
      const bool stays_silent = is_silent && silent[at->first].size() > 1;
      at = at->second.empty() || stays_silent || seen.wait ? waiting.erase(at) : std::next(at);
    }
    if (!waiting.empty() && !asker.rest()) return false;
  }
  for (const auto& [platform, links] : silent) {
    if (!heard) {
      OCOP_CHECK(postpone(platform, kNobodyWait));
    } else {
      OCOP_CHECK(put_off(links, kSilentWait));   // these alone: one dead link is no reason to leave a whole platform
    }
  }
  return true;
}

jobs::Outcome Service::check(jobs::Attempt& attempt) const {
  if (parts_.asking == manifest::Asking::nobody) return jobs::Outcome::done();   // a job of before the setting was changed
  const auto done = go_round(attempt);
  if (!done) return jobs::Outcome::again(done.error().detail);
  return *done ? jobs::Outcome::done() : jobs::Outcome::stopped();
}

}  // namespace ocop::listings
