#include "app/backup_manifest.h"

#include <algorithm>
#include <filesystem>

#include "app/backup_request.h"
#include "app/version.h"
#include "kernel/base/text.h"
#include "kernel/db/look.h"
#include "kernel/files/files.h"
#include "kernel/json/json.h"

namespace ocop::app {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kFormat = "ocop-backup/1";
constexpr std::size_t kDigestLine = 65;  // 64 digits and the end of the line
constexpr json::Limits kLimits{256u << 20, 6};  // a million files are 100 MB

Result<std::string> digest_of(const std::string& path) {
  crypto::Sha256 digest;
  OCOP_CHECK(files::read_pieces(path, [&](std::string_view piece) -> Result<void> {
    digest.update(piece);
    return {};
  }));
  return text::hex(crypto::view(digest.finish()));
}

struct Found {
  std::string path;
  std::int64_t bytes = 0;
};
// The files of a backup by their name; nothing when there is no folder.
std::vector<std::pair<std::string, Found>> files_in(const std::string& folder) {
  std::vector<std::pair<std::string, Found>> out;
  std::error_code absent;
  for (const auto& entry : fs::recursive_directory_iterator(folder, absent))
    if (entry.is_regular_file())
      out.push_back({entry.path().filename().string(), {entry.path().string(), static_cast<std::int64_t>(entry.file_size())}});
  std::ranges::sort(out, {}, [](const auto& one) { return one.first; });
  return out;
}

void look(db::Reader& reader, Manifest& out) {
  out.rows = db::count_rows(reader);
  out.head = tlog::head(reader);
  out.checkpoint = tlog::latest_checkpoint(reader).value_or("");
}

std::string written(const Manifest& manifest) {
  json::Writer out;
  const auto pairs = [&out](std::string_view name, const auto& list) {
    out.member(name).begin_object();
    for (const auto& [key, number] : list) out.field(key, number);
    out.end_object();
  };
  out.begin_object().field("bytes", manifest.bytes).field("checkpoint", manifest.checkpoint);
  pairs("files", manifest.files);
  out.field("format", kFormat).field("made", manifest.made).member("log").begin_object();
  out.field("root", text::base64(crypto::view(manifest.head.root))).field("size", manifest.head.size).end_object();
  pairs("rows", manifest.rows);
  out.field("sha256", manifest.sha256).field("version", manifest.version).end_object();
  return out.take() + "\n";
}

std::vector<std::pair<std::string, std::int64_t>> pairs_of(const json::Node& node) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (std::size_t i = 0; i < node.size(); ++i) out.emplace_back(node.key_at(i), node.at(i).integer().value_or(0));
  return out;
}

}  // namespace

std::string manifest_of_backup(const std::string& file) { return file + ".manifest"; }

Result<Manifest> look_at_backup(const std::string& file) {
  Manifest manifest;
  manifest.bytes = files::size(file).value_or(0);
  OCOP_TRY(digest, digest_of(file));
  manifest.sha256 = std::move(digest);
  OCOP_CHECK(db::look_into(file, [&](db::Reader& reader) { look(reader, manifest); }));
  for (const auto& [name, found] : files_in(files_of_backup(file))) manifest.files.emplace_back(name, found.bytes);
  return manifest;
}

Result<void> write_manifest(const std::string& file, Instant now) {
  OCOP_TRY(manifest, look_at_backup(file));
  manifest.version = version_text();
  manifest.made = now;
  const std::string text = written(manifest);
  return files::write_atomically(manifest_of_backup(file), crypto::sha256_hex(text) + "\n" + text);
}

Result<Manifest> read_manifest(const std::string& file) {
  const std::string path = manifest_of_backup(file);
  if (!files::exists(path))
    return Error::of(ErrorKind::not_found,
                     path + " is not there: the backup cannot be compared with what it was when it was made. Of one from before there were "
                            "manifests, restore --without-manifest checks what can be checked");
  OCOP_TRY(content, files::read(path, {kLimits.bytes}));
  const auto damaged = [&path] { return Error::of(ErrorKind::internal, path + " is damaged"); };
  if (content.size() <= kDigestLine || content[kDigestLine - 1] != '\n' ||
      crypto::sha256_hex(std::string_view(content).substr(kDigestLine)) != content.substr(0, kDigestLine - 1))
    return damaged();
  const auto document = json::parse(std::string_view(content).substr(kDigestLine), kLimits);
  if (!document || document->root()["format"].text_or("") != kFormat) return damaged();
  const json::Node root = document->root();
  Manifest out;
  out.version = root["version"].text_or("");
  out.made = Instant::parse_iso(root["made"].text_or("")).value_or(Instant{});
  out.bytes = root["bytes"].integer().value_or(0);
  out.sha256 = root["sha256"].text_or("");
  out.rows = pairs_of(root["rows"]);
  out.files = pairs_of(root["files"]);
  out.checkpoint = root["checkpoint"].text_or("");
  out.head.size = root["log"]["size"].integer().value_or(0);
  const auto hash = crypto::base64_decode(root["log"]["root"].text_or(""));
  if (!hash || hash->size() != out.head.root.size()) return damaged();
  std::ranges::copy(*hash, out.head.root.begin());
  return out;
}

Result<std::vector<std::string>> verify_backup(const std::string& file) {
  OCOP_TRY(manifest, read_manifest(file));
  std::vector<std::string> findings;
  const auto digest = digest_of(file);
  if (!digest) findings.push_back(digest.error().detail);
  else if (*digest != manifest.sha256) findings.push_back(file + " is not the file that was made on " + manifest.made.iso());
  const auto found = files_in(files_of_backup(file));
  for (const auto& [name, bytes] : manifest.files)
    if (!std::ranges::binary_search(found, name, {}, [](const auto& one) -> const std::string& { return one.first; }))
      findings.push_back(files_of_backup(file) + ": " + name + " of " + std::to_string(bytes) + " bytes is missing");
  for (const auto& [name, one] : found) {
    if (!std::ranges::binary_search(manifest.files, name, {}, [](const auto& listed) -> const std::string& { return listed.first; }))
      findings.push_back(one.path + " is not of this backup");
    else if (const auto sound = digest_of(one.path); !sound || *sound != name)
      findings.push_back(one.path + " is damaged: its bytes are not those of its name");
  }
  return findings;
}

}  // namespace ocop::app
