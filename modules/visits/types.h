#pragma once
#include <array>
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
#include "kernel/tlog/seal.h"
#include "kernel/tlog/tlog.h"

// The site visit of a dossier: Decision 26/2026/QĐ-TTg, article 7.3c, "tổ chức khảo sát thực tế tại cơ sở sản xuất, kinh doanh về thực hiện
// các quy định theo Bộ tiêu chí và đề nghị bổ sung kết quả kiểm nghiệm chất lượng (nếu cần)"; for a renewal article 7.6c.
namespace ocop::visits {

using VisitId = Id<struct VisitTag>;
using NoteId = Id<struct VisitNoteTag>;
using PhotoId = Id<struct VisitPhotoTag>;

enum class State : std::uint8_t { planned = 0, made = 1, called_off = 2 };
std::string_view name(State state);
const Message& label(State state);

struct Visit {
  VisitId id{};
  DossierId dossier{};
  std::string province, number, product_name;   // of the dossier
  Date day{};                                   // planned
  std::string going;                            // fields or departments
  Instant planned{};
  AccountId planned_by{};
  State state = State::planned;
  std::optional<Instant> ended{};               // its first note, or the calling off
  std::int64_t log_index = 0;
  std::int64_t version = 1;
};
std::string path_of(const Visit& visit);        // "/dossiers/…/visits/…"
std::string visits_path(DossierId dossier);     // "/dossiers/…/visits"

struct Remark { NoteId note{}; std::string criterion, words; };
// Ten-thousandths of a degree (WGS 84): some ten metres, which finds a workshop and tells nothing more.
struct Spot {
  std::int64_t latitude = 0, longitude = 0;
  bool operator==(const Spot&) const = default;
};
struct Note {
  NoteId id{};
  VisitId visit{};
  std::string words, tests;                     // tests: asked for beside; empty = none
  std::optional<std::int64_t> latitude{}, longitude{};
  Instant seen{}, written{};
  AccountId written_by{};
  std::vector<Remark> remarks{};                // in the order of their criteria's codes
};
struct Photo {
  PhotoId id{};
  VisitId visit{};
  std::string sha256;
  std::int64_t width = 0, height = 0, bytes = 0;
  Instant added{};
  AccountId added_by{};
};
std::string path_of(const Visit& visit, const Photo& photo);

struct PlanVisit { Date day{}; std::string going; Attempt attempt{}; };
struct CallOff { std::int64_t version = 0; };
struct OnCriterion { std::string criterion, words; };
// `latitude`, `longitude`: as a phone writes them ("22.82331"); both or neither, and only with `agreed`.
struct NoteVisit {
  std::string words, tests, latitude, longitude;
  bool agreed = false;
  std::vector<OnCriterion> remarks{};
  Attempt attempt{};
};
struct AddPhoto { files::Sent photo{}; Attempt attempt{}; };

inline constexpr std::string_view kMovedFields[] = {"state"};
inline constexpr tlog::Kind kMoved{"visit.moved", kMovedFields};
inline constexpr tlog::Kind kLeaves[] = {kMoved};
inline constexpr tlog::Sealed kSealedVisit{.table = "visits_visit", .key = "id"};
// Without the place, which may be taken out.
inline constexpr std::string_view kNoteColumns[] = {"id", "seen", "tests", "visit", "words", "written", "written_by"};
inline constexpr tlog::Hanging kOnNote[] = {{"visits_remark", "note", "criterion"}};
inline constexpr tlog::Sealed kSealedNote{.table = "visits_note", .key = "id", .columns = kNoteColumns, .hanging = kOnNote};
inline constexpr tlog::Sealed kSealed[] = {kSealedVisit, kSealedNote};

inline constexpr std::string_view kWorkSource = "visits";
inline constexpr std::string_view kToldPlanned = "visit.planned", kToldCalledOff = "visit.called_off";

}  // namespace ocop::visits
