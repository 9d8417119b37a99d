#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/time.h"
#include "kernel/tlog/seal.h"

// What a producer has against the result or the decision on its own dossier. Decision 26/2026/QĐ-TTg is silent about it: the terms are the
// province's own (quy chế), dated, and shown as such.
namespace ocop::complaints {

using ComplaintId = Id<struct ComplaintTag>;

enum class State : std::uint8_t {
  filed,       // by the producer
  received,    // by the OCOP body: its term runs
  upheld,      // and what follows is named
  rejected,
  withdrawn,   // by the producer
};
inline constexpr std::array kStates{State::filed, State::received, State::upheld, State::rejected, State::withdrawn};
std::string_view name(State state);
const Message& label(State state);
constexpr bool is_over(State state) { return state >= State::upheld; }

// What follows of one that is upheld. Named, not done: each is an act of its own, by whoever decides about it.
enum class Follow : std::uint8_t { none, score_again, decide_anew, correct_record, other };
inline constexpr std::array kFollows{Follow::score_again, Follow::decide_anew, Follow::correct_record, Follow::other};
std::string_view name(Follow follow);
const Message& label(Follow follow);

// A province's terms from a day on. To complain: those of the day on which the decision was recorded; to answer: of the day of filing.
struct Terms {
  std::string province;
  Date valid_from{};
  std::int64_t file_days = 30, answer_days = 30;   // calendar days
  std::string basis{};                 // number of the regulation; empty = it has entered none, and these are the program's own
  Instant entered{};
  AccountId entered_by{};
};

struct Complaint {
  ComplaintId id;
  std::string province;
  ProductId product;
  ProducerId producer;
  std::string product_name;
  DossierId dossier;
  std::string dossier_number;
  std::string decision;                // number of the decision that it is about
  Date file_by;                        // the last day on which it could be filed
  std::string words;
  State state = State::filed;
  Instant filed;
  AccountId filed_by;
  std::int64_t answer_days = 0;        // of the terms on the day it was filed
  std::string basis;                   // of them
  std::optional<Instant> received;
  std::optional<AccountId> received_by;
  std::optional<Date> due;             // the last day for the answer
  Follow follow = Follow::none;
  std::string answer;
  std::optional<Instant> ended;
  std::optional<AccountId> ended_by;   // never shown to the producer, as no name of a council is
  std::int64_t log_index = -1;
  std::int64_t version = 1;
};
std::string path_of(const Complaint& complaint);

// ---- what is asked
struct File { std::string words; };
struct Versioned { std::int64_t version = 0; };              // receive, withdraw
enum class Outcome : std::uint8_t { upheld, rejected };
inline constexpr std::array kOutcomes{Outcome::upheld, Outcome::rejected};
std::string_view name(Outcome outcome);
const Message& label(Outcome outcome);
struct Answer { std::int64_t version = 0; Outcome outcome = Outcome::rejected; std::optional<Follow> follow; std::string answer; };
struct SetTerms { Date valid_from; std::int64_t file_days = 0, answer_days = 0; std::string basis; };

// Each step is an entry without words, names or whose it is; the row is sealed.
inline constexpr std::string_view kMovedFields[] = {"act", "state"};
inline constexpr tlog::Kind kMoved{"complaint.moved", kMovedFields};
inline constexpr tlog::Kind kLeaves[] = {kMoved};
inline constexpr tlog::Sealed kSealedComplaint{.table = "complaints_complaint", .key = "id"};
inline constexpr tlog::Sealed kSealed[] = {kSealedComplaint};

inline constexpr std::string_view kWorkSource = "complaints";
inline constexpr std::string_view kToldFiled = "complaint.filed", kToldReceived = "complaint.received",
                                  kToldAnswered = "complaint.answered", kToldWithdrawn = "complaint.withdrawn";

}  // namespace ocop::complaints
