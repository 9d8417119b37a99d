#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "kernel/access/access.h"
#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/http/http.h"
#include "kernel/images/images.h"
#include "kernel/manifest/offers.h"
#include "kernel/sources/source.h"
#include "kernel/throttle/throttle.h"
#include "modules/identity/identity.h"
#include "modules/notices/notices.h"
#include "modules/places/places.h"
#include "kernel/gs1/digital_link.h"
#include "modules/resolver/rules.h"
#include "modules/resolver/snapshot.h"

// The use cases: a code → today's truth; a visitor's report → the province. Thread-safe as long as its parts are.
namespace ocop::resolver {

std::vector<db::Migration> migrations();
inline constexpr std::string_view kWorkSource = "resolver";
// By which name a look at a report is written down.
std::string look_of(ReportId report);
// Whose reports an actor reads: the OCOP body's, of its province.
Scope scope_of(const Actor& actor);

class Service final : public Cases, public Reported {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    throttle::Throttle& throttle;
    blobs::Blobs& blobs;
    images::Studio& studio;
    const identity::Identity& identity;
    const products::Products& products;
    const producers::Producers& producers;
    const certificates::Certificates& certificates;
    const notices::Notices& notices;
    const places::Index& places;
    const manifest::Offers& offers;    // ScanWatch
    std::string public_url;            // "https://ocop.example.vn"
  };
  explicit Service(Parts parts);
  const Parts& parts() const { return parts_; }
  Instant now() const { return parts_.clock.now(); }
  Date today() const { return vietnam_date(now()); }

  // ---- codes
  // Makes the snapshot of GTINs anew. At start, and after products changed; until then code_of_gtin() asks the store.
  void refresh();
  // Refreshes when any process has announced a change of products; costs nothing when none has.
  void refresh_when_told();
  // Refreshes when announcements may have gone unheard for long: the server, or the way to it, was away.
  void refresh_when_unheard();
  // How old the snapshot may be: since it was last known to hold what the database holds.
  std::chrono::milliseconds snapshot_age() const;
  // For http::Server::Parts::hot_route: "/01/<14 digits>" of a known product → its scan page. From memory alone, on the I/O loop.
  bool hot(std::string_view path, http::HotAnswer& out) const;
  std::optional<std::string> code_of_gtin(std::string_view gtin);
  // `copy`: what stands behind the address as "?copy=", the number of a printed certificate; empty = nothing.
  std::optional<ScanView> scan(std::string_view code, std::string_view copy = {}) const;

  // Tells whoever watches scans.
  void tell_page(const ScanView& view, const http::Request& request) const;
  void tell_serial(const ScanView& view, std::string_view serial, const http::Request& request) const;

  // ---- reports
  bool open_case(act::Moment& act, const NewCase& found) const override;
  std::vector<Count> reported(db::Reader& reader, std::string_view province, Instant since) const override;
  // `address` is only counted, never kept. Errors: invalid_input (province, a photo), too_many_requests, too_large when there is no room
  // for photos.
  Result<Report> report(std::string_view code, const ReportInput& input, std::string_view address);
  lists::Page<Report> oldest_open_report(std::string_view province) const;   // one row, and how many there are
  // Puts the open reports of each province on its list of work where they stand otherwise there: at a start.
  void renew_work() const;
  // not_found for another province's. With its photos; what tells of a person is written down as looked at (look_of).
  Result<Report> find_report(const Actor& actor, ReportId id) const;
  Result<std::string> photo(const Actor& actor, ReportId report, ReportPhotoId id) const;   // its JPEG; a look, too
  // Photos of reports that were closed rules::kPhotosKept ago. Once a day.
  void forget_photos() const;
  static std::vector<std::string> recheck_files(db::Reader& reader, const blobs::Blobs& blobs);   // one line a finding
  // conflict when the version is not the report's, or it is closed.
  Result<Report> close_report(const Actor& actor, ReportId id, const CloseReport& input);

 private:
  struct Drawn { ReportPhoto row; blobs::Staged staged; };   // on disk, and waits for the act
  Result<std::vector<Drawn>> draw(const ReportInput& input, std::string_view province) const;
  Result<void> keep(act::Moment& act, Report& report, const std::vector<Drawn>& drawn) const;
  std::shared_ptr<const Snapshot> snapshot() const;
  // Whether the province has open reports waits for its office, one line for all of them.
  void put_work(act::Moment& act, const std::string& province) const;
  // Its number; it stands in the list, and its province is told.
  void tell_province(act::Moment& act, const Report& report) const;

  Parts parts_;
  act::Acts acts_;
  // Held for the copy of the pointer. Not std::atomic<std::shared_ptr>: that of libstdc++ 12 holds a lock as well, and gives it back
  // relaxed after a load, which orders nothing before the next store and which ThreadSanitizer reports.
  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::atomic<std::uint64_t> told_{0};                            // db::Database::changes() that the snapshot holds
  std::atomic<std::chrono::steady_clock::time_point> fresh_at_;   // it held what the database held
};

}  // namespace ocop::resolver
