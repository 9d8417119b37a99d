#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/act/act.h"
#include "kernel/base/message.h"
#include "kernel/web/html.h"
#include "modules/products/products.h"

// Port of the module: from a code on a package to today's truth about it.
namespace ocop::resolver {

// The address that a QR symbol leads to, without host: "/s/k7m2p".
inline std::string scan_path(std::string_view code) { return "/s/" + std::string(code); }

// ---- what higher modules are told of scans: a slot -------------------------------------------------------------------------------
struct Scanned {
  const products::Product& product;    // of a code of one that was merged: the one that it leads to
  std::string_view peer, region;       // http::Request's; of the visitor, so nobody keeps them
};
// Called on the thread that answers: neither waits nor throws.
struct ScanWatch {
  int rank = 0;
  std::function<void(const Scanned& scanned)> page;                              // the scan page was given: GET /s/{code}, 200
  std::function<void(const Scanned& scanned, std::string_view serial)> serial;   // a Digital Link of one pack (AI 21) led there
};

// ---- reports that the program opens ----------------------------------------------------------------------------------------------
// Who reports: a visitor; or the program, of what it counted.
enum class Origin : std::uint8_t { visitor, burst, spread };
inline constexpr std::array kOrigins{Origin::visitor, Origin::burst, Origin::spread};
std::string_view name(Origin origin);
Message label(Origin origin);

// What a case tells, as its sentence has places (messages: case_burst, case_spread).
struct NewCase {
  Origin origin = Origin::burst;       // never visitor
  const products::Product& product;
  // burst: scans, the hour's first millisecond, scans of a usual day; spread: serial, networks, provinces.
  std::vector<std::string> facts;
};
class Cases {
 public:
  virtual ~Cases() = default;
  // A report in the list of the product's province, which is told. False, and nothing is done: there is one of this code and kind that is
  // open, or that came today.
  virtual bool open_case(act::Moment& act, const NewCase& found) const = 0;
};

// What was reported of a province's products, for an office that chooses which to look at. Port.
class Reported {
 public:
  virtual ~Reported() = default;
  struct Count { ProductId product; std::int64_t open = 0, closed = 0; };   // closed: of those that came since then
  // Of products with a report that is open, or came since. Whatever was found of the closed ones.
  virtual std::vector<Count> reported(db::Reader& reader, std::string_view province, Instant since) const = 0;
};

// A slot: what higher modules show on the page of a scan, below its record (kernel/manifest/offers.h). The page is kept by caches that many
// share and read on a phone in a shop: the same for everybody, without script, few and light.
struct Panel {
  int rank = 0;
  std::function<void(web::Html& out, const http::Request& request, const products::Product& product)> show;
};

}  // namespace ocop::resolver
