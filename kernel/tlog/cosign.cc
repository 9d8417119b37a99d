#include "kernel/tlog/cosign.h"

#include <bit>
#include <map>

#include "kernel/tlog/note.h"
#include "kernel/tlog/stored.h"

namespace ocop::tlog {
namespace {

constexpr int kTimeBytes = 8;
constexpr std::size_t kBytes = kTimeBytes + 64;   // u64 timestamp ‖ Ed25519 signature
constexpr std::int64_t kMillisecondsOfSecond = 1000;

// tlog-cosignature, "Ed25519 signed message".
std::string message(std::string_view body, std::uint64_t seconds) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(body);
}

std::string big_endian(std::uint64_t value) {
  std::string out(kTimeBytes, '\0');
  for (int i = kTimeBytes - 1; i >= 0; --i, value >>= 8) out[static_cast<std::size_t>(i)] = static_cast<char>(value & 0xff);
  return out;
}
std::uint64_t read_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

constexpr auto kCosignature = db::columns<Cosignature>(
    db::column("size", &Cosignature::size), db::column("signer", &Cosignature::signer), db::column("witness", &Cosignature::witness),
    db::column("line", &Cosignature::line));
constexpr db::Statement kInsert{"tlog.insert_cosignature",
                                "INSERT INTO tlog_cosignature ({columns}, made) VALUES ({arguments}, {+1})"
                                " ON CONFLICT (size, signer, witness) DO NOTHING",
                                kCosignature};
constexpr db::Statement kLargest{
    "tlog.largest_cosigned", "SELECT size FROM tlog_cosignature WHERE signer = $1 AND witness = $2 ORDER BY size DESC LIMIT 1"};
constexpr db::Statement kLines{"tlog.cosignatures_of",
                               "SELECT line FROM tlog_cosignature WHERE size = $1 AND signer = $2 ORDER BY witness"};
// From the cosignatures to the checkpoint: where there are none, nothing is read.
constexpr db::Statement kNewestCosigned{
    "tlog.newest_cosigned",
    "SELECT {c.columns} FROM tlog_cosignature w JOIN tlog_checkpoint c ON c.size = w.size AND c.signer = w.signer"
    " WHERE w.size > $1 ORDER BY w.size DESC, w.signer LIMIT 1",
    kStoredCheckpoint};
// From witness to witness along their index: there are a few of them, and a row a head and witness.
constexpr db::Statement kNewestOfEach{
    "tlog.newest_cosignatures",
    "WITH RECURSIVE known (witness) AS (SELECT MIN(witness) FROM tlog_cosignature UNION ALL"
    " SELECT (SELECT MIN(o.witness) FROM tlog_cosignature o WHERE o.witness > known.witness) FROM known WHERE known.witness IS NOT NULL)"
    " SELECT {c.columns} FROM known JOIN tlog_cosignature c ON c.witness = known.witness"
    " AND c.size = (SELECT MAX(o.size) FROM tlog_cosignature o WHERE o.witness = known.witness) ORDER BY c.witness",
    kCosignature};
constexpr db::Statement kAfter{"tlog.cosignatures",
                               "SELECT {columns} FROM tlog_cosignature WHERE (size, signer, witness) > ($1, $2, $3)"
                               " ORDER BY size, signer, witness LIMIT $4",
                               kCosignature};
constexpr db::Statement kNote{"tlog.note_of", "SELECT note FROM tlog_checkpoint WHERE size = $1 AND signer = $2"};
constexpr db::Statement kCount{"tlog.count_cosignatures", "SELECT count(*) FROM tlog_cosignature"};
constexpr std::int64_t kAtOnce = 1000;
constexpr std::size_t kMaxFindings = 1000;   // as verify.cc

std::string with_cosignatures(db::Reader& reader, const StoredCheckpoint& checkpoint) {
  std::string note = checkpoint.note;
  for (const std::string& line : reader.all(db::value<std::string>, kLines, checkpoint.size, checkpoint.signer)) note += line;
  return note;
}

}  // namespace

std::string write_witness_key(const WitnessKey& key) { return note::write_key(key.name, note::Type::cosignature, key.public_key); }

Result<WitnessKey> read_witness_key(std::string_view text) {
  OCOP_TRY(key, note::read_key(text, note::Type::cosignature));
  return WitnessKey{std::move(key.name), key.public_key};
}

std::string cosign(std::string_view checkpoint, std::string_view name, const crypto::SigningKey& key, Instant at) {
  const auto seconds = static_cast<std::uint64_t>(at.milliseconds / kMillisecondsOfSecond);
  const auto signature = crypto::sign(key, message(note::split(checkpoint).value().body, seconds));
  std::string bytes = note::key_id(name, note::Type::cosignature, key.public_key) + big_endian(seconds);
  bytes.append(reinterpret_cast<const char*>(signature.data()), signature.size());
  return note::write_signature(name, bytes);
}

Result<std::optional<Instant>> cosigned(std::string_view checkpoint, const WitnessKey& witness) {
  OCOP_TRY(parts, note::split(checkpoint));
  const std::string id = note::key_id(witness.name, note::Type::cosignature, witness.public_key);
  OCOP_TRY(found, note::signatures_of(parts.signatures, witness.name, id));
  std::optional<Instant> at;
  for (const std::string& bytes : found) {
    const std::uint64_t seconds = bytes.size() == kBytes ? read_big_endian(std::string_view(bytes).substr(0, kTimeBytes)) : 0;
    constexpr auto kLatest = static_cast<std::uint64_t>(INT64_MAX / kMillisecondsOfSecond);   // far beyond any year with four digits
    if (bytes.size() != kBytes || seconds > kLatest ||
        !crypto::verify(witness.public_key, message(parts.body, seconds), std::string_view(bytes).substr(kTimeBytes)))
      return note::refused("the cosignature of " + witness.name + " does not hold");
    const Instant made{static_cast<std::int64_t>(seconds) * kMillisecondsOfSecond};
    if (!at || *at < made) at = made;
  }
  return at;
}

void keep_cosignature(db::Transaction& transaction, const Cosignature& cosignature, Instant now) {
  transaction.send(kInsert, kCosignature.of(cosignature), now);
}

std::int64_t cosigned_size(db::Reader& reader, std::string_view signer, std::string_view witness) {
  return reader.first(db::value<std::int64_t>, kLargest, signer, witness).value_or(0);
}

std::optional<std::string> served_checkpoint(db::Reader& reader) {
  const auto newest = newest_checkpoint(reader);
  if (!newest) return std::nullopt;
  return with_cosignatures(reader, *newest);
}

std::optional<std::string> cosigned_checkpoint(db::Reader& reader, std::int64_t index) {
  const auto newest = reader.first(kStoredCheckpoint, kNewestCosigned, index);
  if (!newest) return std::nullopt;
  return with_cosignatures(reader, *newest);
}

std::vector<Seen> newest_cosignatures(db::Reader& reader) {
  std::vector<Seen> out;
  for (const Cosignature& one : reader.all(kCosignature, kNewestOfEach)) {
    const auto key = read_witness_key(one.witness);
    const auto note = reader.first(db::value<std::string>, kNote, one.size, one.signer);
    const auto at = key && note ? cosigned(*note + one.line, *key) : Result<std::optional<Instant>>(std::optional<Instant>());
    if (at && *at) out.push_back({key->name, one.size, **at});
  }
  return out;
}

std::vector<std::string> check_cosignatures(db::Reader& reader) {
  std::vector<std::string> findings;
  Cosignature last{-1, "", "", ""};
  for (std::int64_t met = 0;;) {
    const auto page = reader.all(kCosignature, kAfter, last.size, last.signer, last.witness, kAtOnce);
    met += static_cast<std::int64_t>(page.size());
    for (const Cosignature& one : page) {
      const auto key = read_witness_key(one.witness);
      const auto note = reader.first(db::value<std::string>, kNote, one.size, one.signer);
      const auto at = key && note ? cosigned(*note + one.line, *key) : Result<std::optional<Instant>>(std::optional<Instant>());
      if ((at && *at) || findings.size() >= kMaxFindings) continue;
      findings.push_back("tlog_cosignature, that of size " + std::to_string(one.size) + ": does not hold, or its checkpoint is missing");
    }
    if (page.size() == static_cast<std::size_t>(kAtOnce)) {
      last = page.back();
      continue;
    }
    // A row whose size is none stands before and after nothing.
    if (const auto all = reader.first(db::value<std::int64_t>, kCount).value_or(0); all != met)
      findings.push_back("tlog_cosignature has " + std::to_string(all - met) + " rows that are of no size");
    return findings;
  }
}

}  // namespace ocop::tlog
