#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/id.h"
#include "kernel/base/time.h"
#include "kernel/files/received.h"
#include "modules/certificates/certificates.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/resolver/resolver.h"

namespace ocop::resolver {

inline constexpr std::string_view kToldReport = "report.received";      // the notice to a province

using ReportId = Id<struct ReportTag>;
using ReportPhotoId = Id<struct ReportPhotoTag>;

// All that a scan page shows; read in one snapshot of the store.
struct ScanView {
  products::Product product;
  producers::Producer producer;
  std::optional<certificates::Certificate> certificate;   // the one the standing rests on
  std::optional<certificates::Confirmed> confirmed;        // or the decision on paper that it rests on
  std::optional<products::Photo> photo;                    // that stands for the product
  std::optional<certificates::CopyVerdict> copy{};         // of the printed certificate whose number the address bears
};

// What a visitor photographed, drawn again (kernel/images): pixels alone.
struct ReportPhoto {
  ReportPhotoId id;
  ReportId report;
  std::int64_t place = 0;              // as they came, from 0
  std::string sha256;                  // of the JPEG
  int width = 0, height = 0;           // pixels
  std::int64_t bytes = 0;
};
std::string photo_path(const ReportPhoto& photo);

enum class ReportState : std::uint8_t { open, closed };
inline constexpr std::array kReportStates{ReportState::open, ReportState::closed};
std::string_view name(ReportState state);
Message label(ReportState state);

struct Report {
  ReportId id;
  std::string number;                  // "BC-2026-000012"
  std::string code;                    // as scanned
  std::optional<ProductId> product;    // none: the code is of no product, the surest sign of a fake
  std::string product_name;
  std::string province;
  Origin origin = Origin::visitor;
  std::string seen_where, what;        // of a case `what` holds its facts, apart by '|': words_of() makes the sentence
  std::string contact;                 // personal data; empty once closed
  Instant reported;
  ReportState state = ReportState::open;
  std::string finding;                 // what the province found
  std::optional<Instant> closed;
  std::optional<AccountId> closed_by;
  std::vector<ReportPhoto> photos{};   // until a while after it was closed (rules.h)
  std::int64_t version = 1;
};
std::string path_of(const Report& report);
std::string words_of(const Report& report, Language language);   // what is reported

// What is asked (requests.h says the limits).
struct ReportInput {
  std::string what, seen_where, contact;
  std::string province;                // asked only when the code is of no product
  files::Sent photo{}, second_photo{}, third_photo{};
};
struct CloseReport {
  std::int64_t version = 0;            // the report's, as it was read
  std::string finding;
};

}  // namespace ocop::resolver
