#include "kernel/tlog/kept.h"

#include <charconv>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/json/json.h"

namespace ocop::tlog {
namespace {
constexpr unsigned kMode = 0644;  // public: whoever has it can hold the log to it
}

Result<std::optional<KeptHead>> kept_head(const std::string& file, const LogKey& key) {
  if (!files::exists(file)) return std::optional<KeptHead>();
  OCOP_TRY(note, files::read(file));
  auto head = open_checkpoint(note, key.origin, key.public_key);
  if (!head) return Error::of(ErrorKind::internal, file + " is no head that this log signed: " + head.error().detail);
  return std::optional(KeptHead{*head, std::move(note)});
}

Result<void> keep_head(const std::string& file, std::string_view note, const LogKey& key) {
  OCOP_TRY(head, open_checkpoint(note, key.origin, key.public_key));
  OCOP_TRY(kept, kept_head(file, key));
  if (kept && kept->note == note) return {};
  if (kept && kept->head.size > head.size) return {};   // another process signed a newer one meanwhile
  if (const auto written = files::write_atomically(file, note, kMode); !written)
    return Error::of(ErrorKind::storage_unavailable, written.error().detail);
  return {};
}

std::int64_t size_said(std::string_view note) {
  const auto lines = text::split(note, '\n');
  std::int64_t size = 0;
  if (lines.size() > 1) std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), size);
  return size;
}

Entry begun_entry(const Head& before, std::string_view reason, Instant now) {
  json::Writer body;
  body.begin_object().field("before_root", text::base64(crypto::view(before.root))).field("before_size", before.size);
  body.field("reason", reason).end_object();
  return {std::string(kBegun.kind), "log", body.take(), now};
}

Result<void> check_kept(db::Reader& reader, const KeptHead& kept) {
  const Head now = head(reader);
  const std::string signed_head = "a head of " + std::to_string(kept.head.size) + " entries was signed";
  if (now.size == 0 && kept.head.size > 0) return Error::of(ErrorKind::conflict, signed_head + ", and this database has none");
  if (now.size < kept.head.size)
    return Error::of(ErrorKind::conflict, signed_head + ", and this database has " + std::to_string(now.size) + ": the last " +
                                              std::to_string(kept.head.size - now.size) + " are missing");
  if (root_at(reader, kept.head.size) != kept.head.root)
    return Error::of(ErrorKind::conflict,
                     signed_head + ", and the first " + std::to_string(kept.head.size) + " entries of this database are not those");
  return {};
}

}  // namespace ocop::tlog
