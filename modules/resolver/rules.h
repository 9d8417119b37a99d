#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/throttle/rules.h"
#include "modules/resolver/types.h"

// Pure rules: what a scan says, and how reports are numbered and held back.
namespace ocop::resolver::rules {

// ---- the verdict -------------------------------------------------------------------------------------------------------------

// One sentence with star and date, first on the page.
struct Verdict {
  products::Validity validity = products::Validity::none;
  int stars = 0;                       // 0 = not stated
  std::optional<Date> until;           // last valid day, when known
  std::optional<Date> since;           // of a withdrawal
  bool on_paper = false;               // by a decision that was confirmed: no certificate of ours has lapsed
};
Verdict verdict(const ScanView& view, Date today);
std::string sentence(const Verdict& verdict, Language language);

// ---- codes -------------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t kMaxCode = 32;   // ours have 5 to 8 characters; more is never a code of ours
// Letters, digits and '-', at most kMaxCode: what may be looked up and shown again. Everything else is an unknown code.
bool may_be_code(std::string_view code);

// ---- reports -----------------------------------------------------------------------------------------------------------------

std::string report_number(int year, std::int64_t serial);   // "BC-2026-000012"
// Facts of a case as one text and back. A serial of GS1 has no '|' (General Specifications, figure 7.11-1).
inline constexpr char kBetweenFacts = '|';
std::string joined(std::span<const std::string> facts);

// ---- photos of a report
// The sign on the package, the front, the stall. More are described in words.
inline constexpr std::int64_t kMostPhotoBytes = 12LL << 20;   // each; what a phone takes has 3 to 8 MB
// Of all photos of a province's reports: drawn again one has half a megabyte, so these are two thousand.
inline constexpr std::int64_t kPhotoRoom = 1LL << 30;
// How long they are kept when the report is closed: whoever is found to sell fakes may complain of it for 90 days (Law on Complaints
// 02/2011/QH13, article 9), and then the photo is what the office looked at.
inline constexpr std::int64_t kPhotosKept = 90LL * 24 * 3'600'000;   // milliseconds

// One network may send five at once, then one every ten minutes. A market hall shares one address, so it is not one at a time.
inline constexpr throttle::Limit kReportLimit{5, 10 * 60'000};

}  // namespace ocop::resolver::rules
