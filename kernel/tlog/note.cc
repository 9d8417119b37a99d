#include "kernel/tlog/note.h"

#include <charconv>
#include <cstring>

#include "kernel/base/text.h"
#include "kernel/files/files.h"

namespace ocop::tlog {
namespace {

constexpr std::string_view kEmDashSpace = "\u2014 ";
constexpr std::string_view kProofHeader = "c2sp.org/tlog-proof@v1";
// Key names: non-empty, no Unicode space (the White_Space characters of Unicode 15), no plus.
bool is_key_name(std::string_view name) {
  if (name.empty() || name.find_first_of("+ \t") != std::string_view::npos) return false;
  for (const char* space : {"\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
                            "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"}) {
    if (name.find(space) != std::string_view::npos) return false;
  }
  return true;
}

bool is_note_text(std::string_view note) {
  if (!text::is_valid_utf8(note)) return false;
  for (const char byte : note) {
    if (static_cast<unsigned char>(byte) < 0x20 && byte != '\n') return false;
  }
  return true;
}

struct SignatureLine { std::string_view name; std::string bytes; };

std::optional<SignatureLine> read_signature(std::string_view line) {
  if (!line.starts_with(kEmDashSpace)) return std::nullopt;
  line.remove_prefix(kEmDashSpace.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  auto bytes = crypto::base64_decode(line.substr(space + 1));
  if (!bytes || bytes->size() <= note::kKeyIdBytes) return std::nullopt;
  return SignatureLine{line.substr(0, space), std::move(*bytes)};
}

// Verifies `signatures` over `body` for one known key, by the rules of signed-note "Signatures".
Result<void> check_signatures(std::string_view body, std::string_view signatures, std::string_view name, const note::PublicKey& key) {
  OCOP_TRY(found, note::signatures_of(signatures, name, note::key_id(name, note::Type::ed25519, key)));
  for (const std::string& signature : found)   // of a known key: the whole note is refused
    if (!crypto::verify(key, body, signature)) return note::refused("a signature of the log's key does not hold");
  if (found.empty()) return note::refused("no signature of the expected key");
  return {};
}

}  // namespace

namespace note {

Error malformed(std::string_view what) { return Error::of(ErrorKind::malformed_request, std::string(what)); }
Error refused(std::string_view what) { return Error::of(ErrorKind::invalid_input, std::string(what)); }

std::string key_id(std::string_view name, Type type, const PublicKey& key) {
  std::string bytes(name);
  bytes.push_back('\n');
  bytes.push_back(static_cast<char>(type));
  bytes.append(crypto::view(key));
  const Hash digest = crypto::sha256(bytes);
  return std::string(crypto::view(digest).substr(0, kKeyIdBytes));
}

std::string write_key(std::string_view name, Type type, const PublicKey& key) {
  std::string bytes(1, static_cast<char>(type));
  bytes.append(crypto::view(key));
  return std::string(name) + '+' + text::hex(key_id(name, type, key)) + '+' + text::base64(bytes);
}

Result<Key> read_key(std::string_view text, Type type) {
  text = text::trim(text);
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);   // base64 may hold further '+'
  if (second == std::string_view::npos) return malformed("a key is name+id+key");
  Key key{std::string(text.substr(0, first)), {}};
  const auto bytes = crypto::base64_decode(text.substr(second + 1));
  if (!is_note_text(key.name) || !is_key_name(key.name) || !bytes || bytes->size() != 1 + key.public_key.size() ||
      bytes->front() != static_cast<char>(type))
    return malformed(type == Type::ed25519 ? "not an Ed25519 log key" : "not a witness's key for Ed25519 cosignatures");
  std::memcpy(key.public_key.data(), bytes->data() + 1, key.public_key.size());
  if (text::hex(key_id(key.name, type, key.public_key)) != text.substr(first + 1, second - first - 1))
    return malformed("the key id does not fit the key");
  return key;
}

std::optional<std::int64_t> read_decimal(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || (text.size() > 1 && text.front() == '0') || text.front() == '-') return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Hash> read_hash(std::string_view base64) {
  const auto bytes = crypto::base64_decode(base64);
  if (!bytes || bytes->size() != sizeof(Hash)) return std::nullopt;
  Hash hash;
  std::memcpy(hash.data(), bytes->data(), hash.size());
  return hash;
}

std::optional<std::string_view> next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

// The text is separated from the signatures by the last empty line; it includes its own final newline.
Result<Parts> split(std::string_view note) {
  if (note.size() > kMaxBytes || !is_note_text(note)) return malformed("not a signed note");
  const auto blank = note.rfind("\n\n");
  if (blank == std::string_view::npos) return malformed("no empty line before the signatures");
  return Parts{note.substr(0, blank + 1), note.substr(blank + 2)};
}

std::string_view origin(std::string_view body) { return body.substr(0, body.find('\n')); }

std::string write_signature(std::string_view name, std::string_view bytes) {
  return std::string(kEmDashSpace).append(name).append(" ").append(text::base64(bytes)).append("\n");
}

Result<std::vector<std::string>> signatures_of(std::string_view signatures, std::string_view name, std::string_view id) {
  std::vector<std::string> out;
  for (std::size_t count = 0; !signatures.empty(); ++count) {
    const auto line = next_line(signatures);
    auto signature = line ? read_signature(*line) : std::nullopt;
    if (!signature || count >= kMaxSignatures) return malformed("not a signature line");
    if (signature->name == name && signature->bytes.starts_with(id)) out.push_back(signature->bytes.substr(kKeyIdBytes));
  }
  return out;
}

}  // namespace note

using note::malformed;
using note::next_line;
using note::read_decimal;
using note::read_hash;
using note::refused;

std::string sign_checkpoint(std::string_view origin, const Head& head, const crypto::SigningKey& key) {
  std::string body = std::string(origin) + '\n' + std::to_string(head.size) + '\n' + text::base64(crypto::view(head.root)) + '\n';
  const auto signature = crypto::sign(key, body);
  std::string bytes = note::key_id(origin, note::Type::ed25519, key.public_key);
  bytes.append(reinterpret_cast<const char*>(signature.data()), signature.size());
  return body + '\n' + note::write_signature(origin, bytes);
}

Result<Head> open_checkpoint(std::string_view text, std::string_view origin, const std::array<std::uint8_t, 32>& public_key) {
  OCOP_TRY(parts, note::split(text));
  OCOP_CHECK(check_signatures(parts.body, parts.signatures, origin, public_key));
  std::string_view rest = parts.body;
  const auto line1 = next_line(rest), line2 = next_line(rest), line3 = next_line(rest);
  if (!line1 || !line2 || !line3) return malformed("fewer than three lines");
  if (*line1 != origin) return refused("the checkpoint is of another log");
  const auto size = read_decimal(*line2);
  const auto root = read_hash(*line3);
  if (!size || !root) return malformed("tree size or root hash cannot be read");
  if (rest.starts_with('\n') || rest.find("\n\n") != std::string_view::npos) return malformed("an extension line is empty");
  return Head{*size, *root};
}

std::string write_log_key(const LogKey& key) { return note::write_key(key.origin, note::Type::ed25519, key.public_key); }

Result<LogKey> read_log_key(std::string_view text) {
  OCOP_TRY(key, note::read_key(text, note::Type::ed25519));
  return LogKey{std::move(key.name), key.public_key};
}

Result<crypto::SigningKey> open_key_file(const std::string& path, Random& random) {
  if (!files::exists(path)) {
    const crypto::SigningKey key = crypto::SigningKey::generate(random);
    OCOP_CHECK(files::write_atomically(path, crypto::view(key.seed), 0600));
    return key;
  }
  OCOP_TRY(content, files::read(path, {64}));
  std::array<std::uint8_t, 32> seed;
  if (content.size() != seed.size()) return Error::of(ErrorKind::internal, path + ": a log key file has 32 bytes");
  std::memcpy(seed.data(), content.data(), seed.size());
  crypto::wipe(content);
  return crypto::SigningKey::from_seed(seed);
}

std::string write_proof(const Proof& proof) {
  std::string text = std::string(kProofHeader) + "\nindex " + std::to_string(proof.index) + '\n';
  for (const Hash& hash : proof.path) text += text::base64(crypto::view(hash)) + '\n';
  return text + '\n' + proof.checkpoint;
}

Result<Proof> read_proof(std::string_view text) {
  std::string_view rest = text;
  auto line = next_line(rest);
  if (!line || *line != kProofHeader) return malformed("the first line is not c2sp.org/tlog-proof@v1");
  line = next_line(rest);
  if (line && line->starts_with("extra ")) {   // opaque, not authenticated, not used here: only its form is checked
    if (!crypto::base64_decode(line->substr(6))) return malformed("extra is not base64");
    line = next_line(rest);
  }
  if (!line || !line->starts_with("index ")) return malformed("no index line");
  const auto index = read_decimal(line->substr(6));
  if (!index) return malformed("the index cannot be read");
  Proof proof{*index, {}, {}};
  for (line = next_line(rest); line && !line->empty(); line = next_line(rest)) {
    const auto hash = read_hash(*line);
    if (!hash || proof.path.size() >= note::kMaxHashes) return malformed("a hash of the path cannot be read");
    proof.path.push_back(*hash);
  }
  if (!line || rest.empty()) return malformed("no checkpoint");
  if (rest.size() > note::kMaxBytes) return malformed("the checkpoint is too long");
  proof.checkpoint = rest;
  return proof;
}

}  // namespace ocop::tlog
