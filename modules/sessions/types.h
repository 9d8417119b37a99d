#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/tlog/seal.h"

// A session of a province's council, on many dossiers. Decision 26/2026/QĐ-TTg, article 7.3d: the council evaluates by its regulation
// ("theo quy chế"); what is here serves that, and none of it is shown as law.
namespace ocop::sessions {

using SessionId = Id<struct SessionTag>;

enum class State : std::uint8_t { draft, called, held, cancelled };
inline constexpr std::array kStates{State::draft, State::called, State::held, State::cancelled};
std::string_view name(State state);
const Message& label(State state);

// Whether dossiers on which the advisory group has not reported stay off the agenda when it is called.
enum class Advice : std::uint8_t { not_asked, asked };
inline constexpr std::array kAdvices{Advice::not_asked, Advice::asked};
std::string_view name(Advice advice);
const Message& label(Advice advice);

// What the call does where some dossiers cannot be given the council: nothing, or it leaves those off and says why.
enum class Reach : std::uint8_t { all, possible };
inline constexpr std::array kReaches{Reach::all, Reach::possible};
std::string_view name(Reach reach);
const Message& label(Reach reach);

enum class To : std::uint8_t { earlier, later };
inline constexpr std::array kTos{To::earlier, To::later};
std::string_view name(To to);

enum class Line : std::uint8_t { listed, opened, off };
std::string_view name(Line line);
const Message& label(Line line);

// Whether the papers could be read on a working day before the day of the meeting: usual in provinces' regulations, no rule of law.
enum class Ahead : std::uint8_t { in_time, too_late };

enum class Post : std::uint8_t { member, chair, secretary };

struct Plan {
  std::string title;
  Date day{};
  std::string hour;                    // "08:30"
  std::string place;
  Advice advice = Advice::not_asked;
  std::optional<AccountId> chair{}, secretary{};
};
struct Session : Plan {
  SessionId id;
  std::string province;
  State state = State::draft;
  Instant made{};
  AccountId made_by;
  std::optional<Instant> called{}, ended{};
  std::optional<AccountId> called_by{}, ended_by{};
  std::int64_t version = 1;
  std::vector<AccountId> members{};    // filled where one session is found
};
std::string path_of(const Session& session);

struct Item {
  DossierId dossier;
  std::int64_t place = 0;
  Line line = Line::listed;
  std::string why_vi{}, why_en{};
  const std::string& why(Language language) const { return language == Language::vi ? why_vi : why_en; }
};

// ---- what is asked -------------------------------------------------------------------------------------------------------------
struct MakeSession : Plan { std::vector<AccountId> members{}; };
struct ChangeSession : MakeSession { std::int64_t version = 0; };
struct Version { std::int64_t version = 0; };
struct AddDossiers { std::int64_t version = 0; std::vector<DossierId> dossiers; };
struct MoveDossier { std::int64_t version = 0; To to = To::earlier; };
struct CallSession { std::int64_t version = 0; Reach reach = Reach::all; };

// Limits, each with its reason.
inline constexpr std::size_t kMostOnAgenda = 200;    // two full days of a council, and the call is one act: the largest province has 130
inline constexpr std::size_t kTitleLimit = 200;
inline constexpr std::size_t kPlaceLimit = 300;      // a house, a street, a unit
inline constexpr std::size_t kHourLength = 5;        // "08:30"
inline constexpr int kFurthestDays = 366;            // who plans further ahead has mistyped the year

// The call and the end are entries of the log: how many dossiers were given their council by it. Nobody is named in it.
inline constexpr std::string_view kMovedFields[] = {"day", "dossiers", "province", "state"};
inline constexpr tlog::Kind kMoved{"session.moved", kMovedFields};
inline constexpr tlog::Kind kLeaves[] = {kMoved};
inline constexpr tlog::Hanging kOnSession[] = {{"sessions_item", "session", "dossier"}, {"sessions_person", "session", "place"}};
inline constexpr tlog::Sealed kSealedSession{
    .table = "sessions_session", .key = "id", .open = "state IN (0, 3)", .hanging = kOnSession};
inline constexpr tlog::Sealed kSealed[] = {kSealedSession};

inline constexpr std::string_view kWorkSource = "sessions";
inline constexpr std::string_view kToldCalled = "session.called";

}  // namespace ocop::sessions
