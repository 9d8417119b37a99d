#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/tlog/cosign.h"
#include "kernel/tlog/tlog.h"

// A witness of logs (C2SP tlog-witness): it cosigns a checkpoint when it has proof that nothing that it saw before was changed, keeps each
// whole, and those that a log signed and should not have: two views of one log, both signed by it, can be shown to anybody.
namespace ocop::tlog {

// What a log sends: "old N", hashes of a consistency proof, an empty line, the checkpoint.
struct AddCheckpoint {
  std::int64_t old_size = 0;
  std::vector<Hash> proof;
  std::string checkpoint;
};
Result<AddCheckpoint> read_add_checkpoint(std::string_view body);   // malformed_request
std::string write_add_checkpoint(const AddCheckpoint& request);

// FOLDER/LOG/cosigned/SIZE-ROOT and FOLDER/LOG/refused/SIZE-ROOT: whole checkpoints, those of the first with our cosignature. One process a
// folder; thread-safe.
class Witness {
 public:
  // Reads what was kept. Several keys may be of one log (its old one and its new one). Error: internal, naming a file that is not what this
  // witness kept: it must not go on from less than it has cosigned.
  static Result<std::unique_ptr<Witness>> open(std::string folder, std::string name, const crypto::SigningKey& key,
                                               const std::vector<LogKey>& logs);

  enum class Verdict : std::uint8_t {
    cosigned,         // `text` is the signature line
    malformed,        // no request, or an old size that is larger than the checkpoint's
    not_signed,       // by a key that is trusted for this log
    unknown_log,
    other_size,       // the old size is not the newest that was cosigned: `text` says that
    other_root,       // of this very size another root was cosigned
    not_consistent,   // the proof does not show that the newest that was cosigned is the beginning
  };
  struct Answer {
    Verdict verdict;
    std::string text;
  };
  // The steps of tlog-witness, "add-checkpoint". What is cosigned is on disk before. Error: storage_unavailable, nothing was cosigned.
  Result<Answer> add(std::string_view body, Instant now);

  struct Known {
    std::string origin;
    Head newest;                  // size 0: none yet
    std::size_t refused = 0;      // checkpoints that the log should not have signed, or could not prove
  };
  std::vector<Known> known() const;
  WitnessKey key() const { return {name_, key_.public_key}; }

 private:
  struct Log {
    std::vector<LogKey> keys;
    std::string folder;
    Head newest{0, empty_root()};
    std::set<std::string> cosigned, refused;   // names of files
    bool unsure = false;                       // a write failed: what is on disk is read again before anything is cosigned
  };
  Witness(std::string name, const crypto::SigningKey& key) : name_(std::move(name)), key_(key) {}
  Result<void> read(Log& log) const;
  // Everything after the signature was found good.
  Result<Answer> judge(Log& log, const AddCheckpoint& request, const Head& head, Instant now);
  Result<void> keep_refused(Log& log, const Head& head, std::string_view checkpoint);

  const std::string name_;
  const crypto::SigningKey key_;
  mutable std::mutex mutex_;
  std::map<std::string, Log, std::less<>> logs_;   // by origin
};

}  // namespace ocop::tlog
