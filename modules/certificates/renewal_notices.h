#pragma once
#include <vector>

#include "kernel/jobs/jobs.h"
#include "modules/certificates/ledger.h"
#include "modules/notices/notices.h"

// Tells makers that a recognition of theirs comes to its end (articles 7.6a, 12.3): 200, 180, 150 and 125 days before, each once. Of
// certificates, confirmed decisions and dated decisions that a register prints alike: the term of article 4.3 runs for all.
namespace ocop::certificates {

inline constexpr std::string_view kToldRenewal = "renewal.due", kToldRenewalLate = "renewal.late";   // the second after day 120

class RenewalNotices {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    Random& random;
    const products::Starred& starred;
    const products::Products& products;
    const notices::Notices& notices;
    Ledger& ledger;
  };
  explicit RenewalNotices(const Parts& parts) : parts_(parts), acts_(parts_.database, parts_.clock, parts_.random) {}
  // How many recognitions were told of. Those whose day was missed get the latest notice alone; none is sent twice, whichever process asks.
  // Nothing of what is withdrawn, merged, of no known maker, or while a file of a renewal lies with an office.
  Result<int> tell() const;
  std::vector<jobs::Kind> job_kinds() const;
  std::vector<jobs::Schedule> schedules() const;

 private:
  Result<int> tell(std::span<const ProductId> products) const;

  Parts parts_;
  act::Acts acts_;
};

}  // namespace ocop::certificates
