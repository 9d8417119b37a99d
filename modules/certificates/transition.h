#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "kernel/base/message.h"
#include "kernel/base/time.h"

// Which text a recognition is of, and what article 12 of Decision 26/2026/QĐ-TTg says of those of before. Pure.
namespace ocop::certificates::rules {

inline constexpr int kInForceYear = 2026, kInForceMonth = 5, kInForceDay = 22;   // article 11.1
Date in_force_from();
// Decisions 148 and 1489 end 60 days after that day (article 11.2): the last on which they are applied to what article 12.2a leaves them.
Date old_texts_end();

// Recognitions of all four stand side by side until each of them ends.
enum class Text : std::uint8_t {
  qd1048_2019,      // Decision 1048/QĐ-TTg of 2019, with 781/QĐ-TTg of 2020
  qd148_2023,       // Decision 148/QĐ-TTg of 24/02/2023
  qd1489_2025,      // the same as Decision 1489/QĐ-TTg of 06/07/2025 changed it: no more districts
  qd26_2026,        // Decision 26/2026/QĐ-TTg
};
inline constexpr std::array kTexts{Text::qd1048_2019, Text::qd148_2023, Text::qd1489_2025, Text::qd26_2026};
std::string_view name(Text text);                    // "148/QĐ-TTg"
// The text in force on the day of a decision of recognition. One that article 12.2 lets old rules finish is decided after 22/05/2026 under
// the old text: `filed`, when it is known, is the day on which its dossier came.
Text text_of(Date decided, std::optional<Date> filed = {});

enum class Filing : std::uint8_t { first, upgrade, renewal };
// Article 12.2, for a dossier that came before 22/05/2026 and was not evaluated: the day by which it is finished under the old rules, 60
// days (first, upgrade) or 30 days (renewal) from that day. nullopt: it came later, and the new rules are its own.
std::optional<Date> transition_ends(Filing filing, Date filed);
// Article 12.1: a recognition of before that day holds to the end that its decision gave it.
bool holds_by_article_12_1(Date decided);

}  // namespace ocop::certificates::rules
