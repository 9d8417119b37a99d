#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/random/random.h"
#include "modules/places/places.h"
#include "modules/resolver/digital_link.h"
#include "modules/resolver/rules.h"
#include "modules/resolver/snapshot.h"
#include "modules/resolver/throttle.h"

// The use cases: a code → today's truth; a visitor's report → the province. Thread-safe as long as its parts are.
namespace ocop::resolver {

std::vector<db::Migration> migrations();

class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const products::Products& products;
    const producers::Producers& producers;
    const certificates::Certificates& certificates;
    const places::Index& places;
    std::string public_url;            // "https://ocop.example.vn"
  };
  explicit Service(Parts parts);
  const Parts& parts() const { return parts_; }
  Instant now() const { return parts_.clock.now(); }
  Date today() const { return vietnam_date(now()); }

  // ---- codes
  // Makes the snapshot of GTINs anew. At start, and after products changed; until then code_of_gtin() asks the store.
  void refresh();
  // For http::Server::Parts::hot_route: "/01/<14 digits>" of a known product → its scan page. From memory alone, on the I/O loop.
  bool hot(std::string_view path, std::string& location) const;
  std::optional<std::string> code_of_gtin(std::string_view gtin);
  std::optional<ScanView> scan(std::string_view code) const;

  // ---- reports
  // `address` is only counted, never kept. Errors: invalid_input (province), too_many_requests.
  Result<Report> report(std::string_view code, const ReportInput& input, std::string_view address);
  std::vector<Report> reports(const Actor& actor, ReportState state) const;
  Result<Report> find_report(const Actor& actor, ReportId id) const;   // not_found for another province's
  // conflict when the version is not the report's, or it is closed.
  Result<Report> close_report(const Actor& actor, ReportId id, const CloseReport& input);

 private:
  Parts parts_;
  Throttle throttle_;
  std::atomic<std::shared_ptr<const Snapshot>> snapshot_;
};

}  // namespace ocop::resolver
