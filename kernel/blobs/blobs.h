#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/crypto/crypto.h"
#include "kernel/db/db.h"
#include "kernel/files/files.h"
#include "kernel/files/received.h"

// Files that rows point at: papers, pictures. Named by the SHA-256 of their bytes, so the same bytes are kept once. Who needs a file, and
// whose room it takes, are rows written in the act that needs it; the bytes are files in DATA/blobs beside an embedded database, rows of
// blobs_chunk on PostgreSQL. What was acknowledged is on disk: bytes first, then the row (README.md).
namespace ocop::blobs {

std::vector<db::Migration> migrations();

struct Blob {
  std::string sha256;            // 64 lower-case hexadecimal digits
  std::int64_t size = 0;         // bytes
  std::string content_type;      // as told from the bytes
};
// The row that needs a file: its table and its id.
struct Owner {
  std::string_view kind;         // "producers_paper"
  Uuid id;
};
// Whose room a file takes, and how much that one may keep. Bytes held twice count twice: each holder could be the last.
struct Charge {
  Uuid account;
  std::int64_t limit = 0;        // bytes
};

using Take = std::function<Result<void>(std::string_view piece)>;
class Blobs;

// Bytes that have come in whole and are waiting for the act that needs them; while this lives nobody collects them. Whoever drops it
// without an act leaves a file that is collected later. Belongs to one request; must not outlive its Blobs.
class Staged {
 public:
  Staged(Staged&& other) noexcept;
  Staged& operator=(Staged&&) = delete;
  ~Staged();
  const std::string& sha256() const { return sha256_; }
  std::int64_t size() const { return size_; }

 private:
  friend class Blobs;
  friend class Incoming;
  Staged(Blobs& blobs, files::NewFile file, std::string sha256, std::int64_t size);
  Blobs* blobs_;
  files::NewFile file_;          // PostgreSQL: the bytes until the act copies them; else spent
  std::string sha256_;
  std::int64_t size_;
};

// Bytes on their way in. Gone with the object unless finished.
class Incoming {
 public:
  Result<void> append(std::string_view piece);
  // invalid_input when nothing came; storage_unavailable when the disk does not take it.
  Result<Staged> finish() &&;

 private:
  friend class Blobs;
  Incoming(Blobs& blobs, files::NewFile file) : blobs_(blobs), file_(std::move(file)) {}
  Blobs& blobs_;
  files::NewFile file_;
  crypto::Sha256 hash_;
  std::int64_t size_ = 0;
};

// Thread-safe. `database` must outlive it. On an embedded database one a data folder, as the database itself.
class Blobs {
 public:
  // How long bytes that nobody needs are kept: longer than any backup runs, and a day in which a slip can be undone from outside.
  static constexpr std::int64_t kGraceMilliseconds = 24LL * 3600 * 1000;

  // `data_folder` holds blobs/ (embedded) or incoming/ (PostgreSQL: unnamed while they come in). Clears what a killed process left there.
  static Result<std::unique_ptr<Blobs>> open(db::Database& database, const std::string& data_folder);
  // The same to be looked at alone, maybe beside the process that has opened it: nothing is made and nothing cleared away.
  static std::unique_ptr<Blobs> look(db::Database& database, const std::string& data_folder);

  // ---- in: bytes, then the act
  Result<Incoming> receive();
  Result<Staged> receive(const files::Received& content);
  // In the act that writes the owner's row. Holding the same bytes again for the same owner changes nothing. Error: too_large when there is
  // no room; the act must return it.
  Result<void> hold(db::Transaction& transaction, const Staged& staged, std::string_view content_type, const Owner& owner,
                    const Charge& charge, Instant now) const;
  // Whether the room could take `size` bytes more, before anybody works for them; hold() decides. Error: too_large as hold() has it.
  Result<void> expect_room(db::Reader& reader, const Charge& charge, std::int64_t size) const;
  // In the act that deletes the owner's row: all its files are let go. Their bytes follow when nobody else needs them and the grace is
  // over.
  void release(db::Transaction& transaction, const Owner& owner, Instant now) const;

  // ---- out
  std::vector<Blob> held_by(db::Reader& reader, const Owner& owner) const;
  // Bytes that somebody holds; nullopt otherwise.
  std::optional<Blob> find(db::Reader& reader, std::string_view sha256) const;
  // Room taken, in bytes.
  std::int64_t used(db::Reader& reader, const Uuid& account) const;
  // The whole, compared with its name before it is returned: damaged evidence is an error (internal), never an answer. not_found.
  Result<std::string> read(db::Reader& reader, std::string_view sha256) const;
  // The same piece by piece, for what is too large for memory; damage is told at the end.
  Result<void> read_pieces(db::Reader& reader, std::string_view sha256, const Take& take) const;

  // ---- keeping house
  // Forgets what nobody has held since the grace, and bytes that no act ever took. Safe beside acts. Returns how many files went.
  Result<std::size_t> collect(Instant now, std::int64_t grace = kGraceMilliseconds);
  // Every row's bytes are there and right, nothing else is there, and the counts agree. One line a finding; empty = sound.
  // `done` is told now and then how many files were read.
  std::vector<std::string> verify(Instant now, const std::function<void(std::int64_t)>& done = {}) const;
  // Copies the bytes of every row to FOLDER/ab/cd/<sha256>, each compared and synced; call it after the database was copied, in the process
  // that serves: nothing is collected meanwhile. Embedded only (PostgreSQL's own tools copy blobs_chunk). Error: conflict when the folder
  // is there; internal, after all the others were copied, when some are damaged.
  Result<void> copy_to(const std::string& folder) const;
  // The way back, before the copy of the database is opened in DATA_FOLDER. A folder that is not there (a copy of before there were files)
  // brings nothing. Error: internal when a file of the copy is damaged.
  static Result<void> restore(const std::string& folder, const std::string& data_folder);

 private:
  friend class Incoming;
  friend class Staged;
  enum class Home : std::uint8_t { folder, rows };
  Blobs(db::Database& database, std::string root) : database_(database), root_(std::move(root)) {}
  Home home() const { return database_.engine() == db::Engine::sqlite ? Home::folder : Home::rows; }
  std::string incoming_folder() const { return root_ + "/incoming"; }
  Result<Staged> stage(files::NewFile file, std::string sha256, std::int64_t size);
  void pin(const std::string& sha256);
  void unpin(const std::string& sha256);
  Result<bool> remove_unneeded(const std::string& sha256) const;
  Result<std::size_t> sweep(Instant now, std::int64_t grace) const;
  Result<void> check_bytes(db::Reader& reader, const Blob& blob) const;
  void verify_folder(Instant now, std::vector<std::string>& findings) const;

  db::Database& database_;
  std::string root_;                                   // DATA/blobs
  mutable std::mutex pins_mutex_;
  std::map<std::string, int, std::less<>> pins_;       // bytes that a request in flight may come to need
  mutable std::mutex keeping_;                         // one collection or copy at a time
};

}  // namespace ocop::blobs
