#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/evaluation/types.h"

// Written views of a renewal's council, article 7.6d of Decision 26/2026/QĐ-TTg: "Hội đồng cấp tỉnh thực hiện đánh giá thông qua hình thức
// lấy ý kiến bằng văn bản; chỉ tổ chức họp trực tiếp khi có nhiều ý kiến đánh giá khác nhau hoặc có nội dung phức tạp cần thảo luận". Each
// seat says whether it agrees with the report of the office that advises (article 7.6c), blind like a sheet. When they are settled, either
// the report's scores are the result and the chair closes, or the council meets and scores as for a first evaluation.
namespace ocop::evaluation {

enum class Stand : std::uint8_t { agree, differ };
std::string_view name(Stand stand);
std::optional<Stand> parse_stand(std::string_view name);
// Whether the member calls the matter complex ("có nội dung phức tạp cần thảo luận").
enum class Matter : std::uint8_t { plain, complex };
std::string_view name(Matter matter);
std::optional<Matter> parse_matter(std::string_view name);

// Never changed. Nobody else reads it before they are settled; afterwards the council and the province's offices do, the producer never.
struct Position {
  DossierId dossier;
  int seat = 0;
  AccountId member;
  Stand stand = Stand::agree;
  std::string words;                   // why it differs; may be empty where it agrees
  Matter matter = Matter::plain;
  std::string complexity;              // why it is complex; empty = it is not
  Instant given{};
  std::string salt{}, commitment{};    // the commitment is in the log, the words are not
  std::int64_t log_index = 0;
  bool given_up = false;               // its seat is not held any more; not kept, filled in for a reader
};

inline constexpr std::size_t kPositionLimit = 4'000;   // characters: a page, as for the opinion on a part
// What is counted where the result is the report's: it has one sheet, of no seat.
inline constexpr int kReportSeat = 0;

}  // namespace ocop::evaluation
