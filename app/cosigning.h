#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "kernel/db/db.h"
#include "kernel/tlog/cosign.h"

namespace ocop::app {

// A witness of the log, from the setting log.witnesses: "https://witness.example.vn witness.example.vn+1f2e3d4c+BAbC…".
struct WitnessAt {
  std::string url;   // the submission prefix of tlog-witness
  tlog::WitnessKey key;
};
Result<WitnessAt> read_witness(std::string_view setting);

// Asks each witness to cosign the newest signed head, and keeps what it answers (decision 99). A thread of its own: a witness that is slow
// or down holds up nothing and nobody, and is asked again later, about the head of then. Every process on one database may do so: the
// same cosignature twice is kept once.
class Cosigning {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    tlog::LogKey log;
    std::vector<WitnessAt> witnesses;
    std::function<void(std::string_view level, std::string_view what)> tell;
  };
  explicit Cosigning(Parts parts);
  ~Cosigning();

 private:
  struct Asked {
    WitnessAt witness;
    std::int64_t known = -1;   // the size that it said it has; -1 = what the database says
    std::chrono::steady_clock::time_point next{};
    std::chrono::seconds wait{0};
    std::string trouble{};     // as it was told last
  };
  void run();
  void look(Asked& asked);
  // Empty = cosigned, or there was nothing to cosign; else why not.
  std::string ask(Asked& asked);
  std::string take_answer(Asked& asked, const tlog::Head& head, const std::string& checkpoint, std::string_view lines);
  bool closing() const;

  const Parts parts_;
  const std::string signer_;
  std::vector<Asked> asked_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace ocop::app
