#include "kernel/blobs/blobs.h"

#include <filesystem>

#include "kernel/base/text.h"
#include "kernel/blobs/folder.h"
#include "kernel/blobs/messages.h"
#include "kernel/blobs/migrations.h"
#include "kernel/blobs/store.h"

namespace ocop::blobs {
namespace {

constexpr std::int64_t kMegabyte = 1 << 20;
constexpr int kRowsAtOnce = 500;   // rows of one short act or look

std::string megabytes(std::int64_t bytes) { return std::to_string((bytes + kMegabyte - 1) / kMegabyte); }
std::string hex(const crypto::Digest& digest) { return text::hex(crypto::view(digest)); }

Result<void> within(const Charge& charge, std::int64_t used, std::int64_t size) {
  if (used + size <= charge.limit) return {};
  return Error::of(ErrorKind::too_large,
                   Problem{"file", megabytes(used + size) + " MB", "at most " + megabytes(charge.limit) + " MB in all", msg::no_room,
                           {megabytes(charge.limit), megabytes(used), megabytes(size)}});
}

// False: missing or damaged there, nothing written here.
Result<bool> copy_file(const std::string& from, const std::string& to, const std::string& sha256) {
  OCOP_TRY(copy, files::NewFile::create(to, 0600));
  crypto::Sha256 hash;
  const auto copied = files::read_pieces(folder::path_of(from, sha256), [&](std::string_view piece) -> Result<void> {
    hash.update(piece);
    return copy.append(piece);
  });
  if (!copied && copied.error().kind != ErrorKind::not_found) return copied.error();
  if (!copied || hex(hash.finish()) != sha256) return false;
  OCOP_CHECK(folder::keep(copy, to, sha256));
  return true;
}

}  // namespace

std::vector<db::Migration> migrations() { return {kMigrations.begin(), kMigrations.end()}; }

Staged::Staged(Blobs& blobs, files::NewFile file, std::string sha256, std::int64_t size)
    : blobs_(&blobs), file_(std::move(file)), sha256_(std::move(sha256)), size_(size) {}
Staged::Staged(Staged&& other) noexcept
    : blobs_(std::exchange(other.blobs_, nullptr)), file_(std::move(other.file_)), sha256_(std::move(other.sha256_)), size_(other.size_) {}
Staged::~Staged() {
  if (blobs_) blobs_->unpin(sha256_);
}

Result<void> Incoming::append(std::string_view piece) {
  OCOP_CHECK(file_.append(piece));
  hash_.update(piece);
  size_ += static_cast<std::int64_t>(piece.size());
  return {};
}

Result<Staged> Incoming::finish() && {
  if (size_ == 0) return Error::of(ErrorKind::invalid_input, "a file of no bytes");
  return blobs_.stage(std::move(file_), hex(hash_.finish()), size_);
}

Result<std::unique_ptr<Blobs>> Blobs::open(db::Database& database, const std::string& data_folder) {
  std::unique_ptr<Blobs> blobs(new Blobs(database, data_folder + "/blobs"));
  OCOP_CHECK(files::make_directories(blobs->incoming_folder()));
  OCOP_CHECK(files::sync_folder(data_folder));
  // The lock of the embedded database keeps every other process out of the folder; with PostgreSQL files there have no names.
  if (blobs->home() == Home::folder) folder::clear(blobs->incoming_folder());
  return blobs;
}

std::unique_ptr<Blobs> Blobs::look(db::Database& database, const std::string& data_folder) {
  return std::unique_ptr<Blobs>(new Blobs(database, data_folder + "/blobs"));
}

Result<Incoming> Blobs::receive() {
  OCOP_TRY(file, files::NewFile::create(incoming_folder(), 0600));
  if (home() == Home::rows) file.forget_name();
  return Incoming(*this, std::move(file));
}

Result<Staged> Blobs::receive(const files::Received& content) {
  OCOP_TRY(incoming, receive());
  OCOP_CHECK(content.read_pieces([&](std::string_view piece) { return incoming.append(piece); }));
  return std::move(incoming).finish();
}

// Embedded: bytes on disk under their name before any row can point at them. A file that is there already is replaced by the same bytes:
// what damaged it meanwhile is mended, and a failed sync of before is not relied on.
Result<Staged> Blobs::stage(files::NewFile file, std::string sha256, std::int64_t size) {
  pin(sha256);
  Staged staged(*this, std::move(file), std::move(sha256), size);   // unpins when something fails below
  if (home() == Home::folder) OCOP_CHECK(folder::keep(staged.file_, root_, staged.sha256_));
  return staged;
}

void Blobs::pin(const std::string& sha256) {
  const std::lock_guard lock(pins_mutex_);
  ++pins_[sha256];
}

void Blobs::unpin(const std::string& sha256) {
  const std::lock_guard lock(pins_mutex_);
  if (const auto found = pins_.find(sha256); --found->second == 0) pins_.erase(found);
}

Result<void> Blobs::hold(db::Transaction& transaction, const Staged& staged, std::string_view content_type, const Owner& owner,
                         const Charge& charge, Instant now) const {
  store::keep_blob(transaction, {staged.sha256(), staged.size(), std::string(content_type)}, now);
  if (home() == Home::rows && !store::has_chunks(transaction, staged.sha256())) {
    std::int64_t number = 0;
    OCOP_CHECK(staged.file_.read_back([&](std::string_view piece) -> Result<void> {
      store::insert_chunk(transaction, staged.sha256(), number++, piece);
      return {};
    }));
  }
  if (!store::add_holder(transaction, owner, staged.sha256(), charge.account)) return {};
  return within(charge, store::charge(transaction, charge.account, staged.size()) - staged.size(), staged.size());
}

Result<void> Blobs::expect_room(db::Reader& reader, const Charge& charge, std::int64_t size) const {
  return within(charge, used(reader, charge.account), size);
}

void Blobs::release(db::Transaction& transaction, const Owner& owner, Instant now) const {
  const std::vector<store::Held> held = store::lock_held(transaction, owner);
  store::remove_holders(transaction, owner);
  for (const store::Held& one : held) {
    store::charge(transaction, one.account, -one.size);
    store::free_if_unheld(transaction, one.sha256, now);
  }
}

std::vector<Blob> Blobs::held_by(db::Reader& reader, const Owner& owner) const { return store::held_by(reader, owner); }
std::optional<Blob> Blobs::find(db::Reader& reader, std::string_view sha256) const { return store::find_held(reader, sha256); }
std::int64_t Blobs::used(db::Reader& reader, const Uuid& account) const { return store::used(reader, account); }

Result<std::string> Blobs::read(db::Reader& reader, std::string_view sha256) const {
  std::string whole;
  OCOP_CHECK(read_pieces(reader, sha256, [&](std::string_view piece) -> Result<void> {
    whole.append(piece);
    return {};
  }));
  return whole;
}

Result<void> Blobs::read_pieces(db::Reader& reader, std::string_view sha256, const Take& take) const {
  if (!folder::is_name(sha256)) return Error::of(ErrorKind::not_found, "no SHA-256");
  crypto::Sha256 hash;
  const Take both = [&](std::string_view piece) -> Result<void> {
    hash.update(piece);
    return take(piece);
  };
  if (home() == Home::folder) {
    OCOP_CHECK(files::read_pieces(folder::path_of(root_, sha256), both));
  } else {
    std::int64_t number = 0;
    for (auto piece = store::chunk(reader, sha256, number); piece; piece = store::chunk(reader, sha256, ++number)) OCOP_CHECK(both(*piece));
    if (number == 0) return Error::of(ErrorKind::not_found, "no bytes of " + std::string(sha256));
  }
  if (hex(hash.finish()) != sha256) return Error::of(ErrorKind::internal, "the bytes of " + std::string(sha256) + " are damaged");
  return {};
}

Result<std::size_t> Blobs::collect(Instant now, std::int64_t grace) {
  const std::lock_guard one_at_a_time(keeping_);
  std::size_t gone = 0;
  for (;;) {
    OCOP_TRY(names, database_.write([&](db::Transaction& transaction) -> Result<std::vector<std::string>> {
      return store::delete_free(transaction, {now.milliseconds - grace}, kRowsAtOnce);
    }));
    if (home() == Home::rows) gone += names.size();
    else
      for (const std::string& name : names) {
        OCOP_TRY(removed, remove_unneeded(name));
        gone += removed ? 1 : 0;
      }
    if (names.size() < kRowsAtOnce) break;
  }
  if (home() == Home::rows) return gone;
  OCOP_TRY(swept, sweep(now, grace));
  return gone + swept;
}

// The row is gone, but a request may have brought the same bytes again since: it has pinned them before it wrote them, and its row is
// committed before it unpins. So under the lock: pinned, or a row again, means needed.
Result<bool> Blobs::remove_unneeded(const std::string& sha256) const {
  const std::lock_guard lock(pins_mutex_);
  if (pins_.contains(sha256)) return false;
  if (database_.read([&](db::Reader& reader) { return store::has_row(reader, sha256); })) return false;
  return folder::remove(root_, sha256);
}

// Bytes whose act never came, or was undone: older than the grace and without a row.
Result<std::size_t> Blobs::sweep(Instant now, std::int64_t grace) const {
  std::size_t gone = 0;
  for (const folder::Entry& entry : folder::list(root_)) {
    if (!entry.sha256 || now.milliseconds - entry.changed.milliseconds < grace) continue;
    OCOP_TRY(removed, remove_unneeded(*entry.sha256));
    gone += removed ? 1 : 0;
  }
  return gone;
}

Result<void> Blobs::check_bytes(db::Reader& reader, const Blob& blob) const {
  std::int64_t size = 0;
  OCOP_CHECK(read_pieces(reader, blob.sha256, [&](std::string_view piece) -> Result<void> {
    size += static_cast<std::int64_t>(piece.size());
    return {};
  }));
  if (size != blob.size) return Error::of(ErrorKind::internal, "has another size than its row says");
  return {};
}

std::vector<std::string> Blobs::verify(Instant now, const std::function<void(std::int64_t)>& done) const {
  std::vector<std::string> findings = database_.read([](db::Reader& reader) { return store::disagreements(reader); });
  std::string after;
  std::int64_t read = 0;
  for (;;) {
    std::vector<std::pair<std::string, std::string>> wrong;   // file, what is wrong with it
    const std::size_t seen = database_.read([&](db::Reader& reader) {
      const std::vector<Blob> page = store::page_after(reader, after, kRowsAtOnce);
      for (const Blob& blob : page) {
        if (const auto sound = check_bytes(reader, blob); !sound)
          wrong.emplace_back(blob.sha256,
                             sound.error().kind == ErrorKind::not_found ? "its bytes are missing" : sound.error().detail);
        after = blob.sha256;
        if (done) done(++read);
      }
      return page.size();
    });
    // In a later snapshot: what the serving process collected meanwhile has no row any more, and is not missing.
    for (const auto& [file, what] : wrong)
      if (database_.read([&](db::Reader& reader) { return store::has_row(reader, file); })) findings.push_back(file + ": " + what);
    if (seen < kRowsAtOnce) break;
  }
  if (home() == Home::folder) verify_folder(now, findings);
  return findings;
}

void Blobs::verify_folder(Instant now, std::vector<std::string>& findings) const {
  for (const folder::Entry& entry : folder::list(root_)) {
    if (!entry.sha256) {
      findings.push_back(entry.path + ": is no file of this program");
      continue;
    }
    const bool waiting = now.milliseconds - entry.changed.milliseconds < kGraceMilliseconds;   // for its act, or to be collected
    if (!waiting && !database_.read([&](db::Reader& reader) { return store::has_row(reader, *entry.sha256); }))
      findings.push_back(entry.path + ": no row needs it (`ocop serve` removes it within the day)");
  }
}

Result<void> Blobs::copy_to(const std::string& target) const {
  if (home() == Home::rows)
    return Error::of(ErrorKind::invalid_input, "on PostgreSQL pg_dump and pgbackrest copy the files with the database");
  if (files::exists(target)) return Error::of(ErrorKind::conflict, target + " is there already");
  const std::lock_guard one_at_a_time(keeping_);
  OCOP_CHECK(files::make_directories(target));
  std::size_t damaged = 0;
  std::string after;
  for (;;) {
    const std::vector<Blob> page = database_.read([&](db::Reader& reader) { return store::page_after(reader, after, kRowsAtOnce); });
    for (const Blob& blob : page) {
      after = blob.sha256;
      OCOP_TRY(sound, copy_file(root_, target, blob.sha256));
      damaged += sound ? 0 : 1;
    }
    if (page.size() < kRowsAtOnce) break;
  }
  if (damaged == 0) return {};
  return Error::of(ErrorKind::internal,
                   std::to_string(damaged) + " files are missing or damaged and were not copied; `ocop verify files` names them");
}

Result<void> Blobs::restore(const std::string& from, const std::string& data_folder) {
  if (!files::exists(from)) return {};
  const std::string root = data_folder + "/blobs";
  OCOP_CHECK(files::make_directories(root));
  for (const folder::Entry& entry : folder::list(from)) {
    if (!entry.sha256) continue;
    OCOP_TRY(sound, copy_file(from, root, *entry.sha256));
    if (!sound) return Error::of(ErrorKind::internal, entry.path + " is damaged");
  }
  return files::sync_folder(data_folder);
}

}  // namespace ocop::blobs
