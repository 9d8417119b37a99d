#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/evaluation/types.h"

// A request for completion: what an office finds missing in a dossier that was handed in. The dossier stays where it is, its producer fills
// in and answers, and the office goes on (articles 7.2a and 7.3a of Decision 26/2026/QĐ-TTg: "kiểm tra về thành phần hồ sơ", "thông báo và
// hướng dẫn … hoàn thiện hồ sơ").
namespace ocop::evaluation {

using CompletionId = Id<struct CompletionTag>;

// What an item is about when it is neither a criterion nor a kind of paper.
inline constexpr std::string_view kAboutOther = "other";

struct CompletionItem {
  std::string about;  // code of a criterion, name of a kind of paper (producers::PaperKind), or kAboutOther; each once
  std::string words;  // what is asked
  std::string source{};  // where to get it, where the program knows: who issued the dossier's newest paper of that kind
};

struct Completion {
  CompletionId id;
  DossierId dossier;
  int number = 0;  // 1, 2, … within the dossier
  State asked_in = State::submitted;  // submitted: by the commune; forwarded: by the provincial body
  Instant asked_at;
  AccountId asked_by;
  std::string words;  // the letter around the items; may be empty
  Date until{};  // by when; the office chooses the day, the Decision names none
  std::string handed_in;  // canonical text of the producer's sheet when it was asked (canonical.h)
  std::optional<Ending> ending;  // empty = open
  std::optional<Instant> ended_at;
  std::optional<AccountId> ended_by;
  std::string answer;  // the producer's words
  std::vector<CompletionItem> items;  // in the order they were written
};

inline constexpr std::size_t kItemsMost = 60;  // 42 criteria of the longest table, 16 kinds of papers, and what is neither
inline constexpr std::size_t kItemLimit = 500;  // characters: a line or two of what is asked
inline constexpr std::size_t kLetterLimit = 4'000;  // a page
inline constexpr int kCompletionDaysMost = 180;  // days: longer than a round of article 5 lasts is no request but a refusal

}  // namespace ocop::evaluation
