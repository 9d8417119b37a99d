#include "kernel/tlog/witness.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "kernel/base/text.h"
#include "kernel/files/files.h"
#include "kernel/tlog/note.h"

namespace ocop::tlog {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kOld = "old ";
constexpr std::size_t kNameDigits = 19;         // of 2^63 − 1: names in the order of sizes
constexpr std::size_t kRootDigits = 16;         // hexadecimal: tells two roots of one size apart
constexpr std::size_t kMostRefused = 1'000;     // a log that signs more nonsense than this has been convicted long ago
constexpr std::size_t kShownOfDigest = 32;

std::string file_name(const Head& head) {
  std::string digits = std::to_string(head.size);
  digits.insert(0, kNameDigits - digits.size(), '0');
  return digits + "-" + text::hex(crypto::view(head.root)).substr(0, kRootDigits);
}
bool is_file_name(std::string_view name) {
  return name.size() == kNameDigits + 1 + kRootDigits && name.find_first_not_of("0123456789") == kNameDigits && name[kNameDigits] == '-' &&
         name.substr(kNameDigits + 1).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Origins are chosen by strangers; names of folders are ours.
std::string folder_name(const std::string& origin) {
  const bool plain = !origin.empty() && origin.front() != '.' && origin.size() < 100 &&
                     origin.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:") == std::string::npos;
  return plain ? origin : "log-" + crypto::sha256_hex(origin).substr(0, kShownOfDigest);
}

Result<std::set<std::string>> names_in(const std::string& folder) {
  OCOP_CHECK(files::make_directories(folder));
  std::set<std::string> out;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault))
    if (std::string name = at->path().filename().string(); is_file_name(name)) out.insert(std::move(name));
  if (fault) return Error::of(ErrorKind::internal, folder + ": " + fault.message());
  return out;
}

// The head that a checkpoint states, whoever signed it.
std::optional<Head> stated_head(std::string_view body) {
  const auto origin = note::next_line(body), size = note::next_line(body), root = note::next_line(body);
  if (!origin || !size || !root) return std::nullopt;
  const auto number = note::read_decimal(*size);
  const auto hash = note::read_hash(*root);
  if (!number || !hash) return std::nullopt;
  return Head{*number, *hash};
}

}  // namespace

Result<AddCheckpoint> read_add_checkpoint(std::string_view body) {
  auto line = note::next_line(body);
  const auto old = line && line->starts_with(kOld) ? note::read_decimal(line->substr(kOld.size())) : std::nullopt;
  if (!old) return note::malformed("the first line is not \"old\" and a size");
  AddCheckpoint out{*old, {}, {}};
  for (line = note::next_line(body); line && !line->empty(); line = note::next_line(body)) {
    const auto hash = note::read_hash(*line);
    if (!hash || out.proof.size() >= note::kMaxHashes) return note::malformed("a line of the proof is no hash, or there are more than 63");
    out.proof.push_back(*hash);
  }
  if (!line) return note::malformed("no empty line before the checkpoint");
  OCOP_TRY(parts, note::split(body));
  if (!stated_head(parts.body)) return note::malformed("not a checkpoint");
  out.checkpoint = body;
  return out;
}

std::string write_add_checkpoint(const AddCheckpoint& request) {
  std::string out = std::string(kOld) + std::to_string(request.old_size) + "\n";
  for (const Hash& hash : request.proof) out += text::base64(crypto::view(hash)) + "\n";
  return out + "\n" + request.checkpoint;
}

Result<std::unique_ptr<Witness>> Witness::open(std::string folder, std::string name, const crypto::SigningKey& key,
                                               const std::vector<LogKey>& logs) {
  std::unique_ptr<Witness> witness(new Witness(std::move(name), key));
  for (const LogKey& log : logs) witness->logs_[log.origin].keys.push_back(log);
  for (auto& [origin, log] : witness->logs_) {
    log.folder = folder + "/" + folder_name(origin);
    OCOP_CHECK(witness->read(log));
  }
  return witness;
}

Result<void> Witness::read(Log& log) const {
  OCOP_TRY(cosigned_names, names_in(log.folder + "/cosigned"));
  OCOP_TRY(refused_names, names_in(log.folder + "/refused"));
  log.cosigned = std::move(cosigned_names);
  log.refused = std::move(refused_names);
  if (log.cosigned.empty()) return {};
  const std::string newest = log.folder + "/cosigned/" + *log.cosigned.rbegin();
  OCOP_TRY(checkpoint, files::read(newest));
  const auto mine = cosigned(checkpoint, {name_, key_.public_key});
  const auto parts = note::split(checkpoint);
  const auto head = parts ? stated_head(parts->body) : std::nullopt;
  if (!mine || !*mine || !head || file_name(*head) != *log.cosigned.rbegin())
    return Error::of(ErrorKind::internal, newest + " is not a checkpoint that this witness cosigned: without it, it could cosign a fork");
  log.newest = *head;
  return {};
}

Result<Witness::Answer> Witness::add(std::string_view body, Instant now) {
  const auto request = read_add_checkpoint(body);
  if (!request) return Answer{Verdict::malformed, request.error().detail};
  const std::lock_guard lock(mutex_);
  const auto found = logs_.find(note::origin(request->checkpoint));
  if (found == logs_.end()) return Answer{Verdict::unknown_log, "not a log that this witness knows"};
  std::optional<Head> head;
  for (const LogKey& key : found->second.keys) {
    const auto opened = open_checkpoint(request->checkpoint, key.origin, key.public_key);
    if (opened) head = *opened;
    else if (opened.error().kind == ErrorKind::malformed_request) return Answer{Verdict::malformed, opened.error().detail};
  }
  if (!head) return Answer{Verdict::not_signed, "no signature of a key that is trusted for this log"};
  if (request->old_size > head->size) return Answer{Verdict::malformed, "the old size is larger than the checkpoint's"};
  return judge(found->second, *request, *head, now);
}

Result<Witness::Answer> Witness::judge(Log& log, const AddCheckpoint& request, const Head& head, Instant now) {
  if (log.unsure) {
    if (const auto again = read(log); !again) return Error::of(ErrorKind::storage_unavailable, again.error().detail);
    log.unsure = false;
  }
  const std::string name = file_name(head);
  // Of one size two roots: both cannot be the beginning of one log.
  const auto same_size = log.cosigned.lower_bound(name.substr(0, kNameDigits));
  const bool fork = same_size != log.cosigned.end() && same_size->starts_with(name.substr(0, kNameDigits)) && *same_size != name;
  if (fork) OCOP_CHECK(keep_refused(log, head, request.checkpoint));
  if (request.old_size != log.newest.size) return Answer{Verdict::other_size, std::to_string(log.newest.size) + "\n"};
  if (head.size == log.newest.size && head.root != log.newest.root)
    return Answer{Verdict::other_root, "another root of this size was cosigned"};
  if (!verify_consistency(request.old_size, head.size, request.proof, log.newest.root, head.root)) {
    OCOP_CHECK(keep_refused(log, head, request.checkpoint));
    return Answer{Verdict::not_consistent, "the proof does not show that what was cosigned before is its beginning"};
  }
  std::string line = cosign(request.checkpoint, name_, key_, now);
  if (!log.cosigned.contains(name)) {
    if (const auto kept = files::write_atomically(log.folder + "/cosigned/" + name, request.checkpoint + line); !kept) {
      log.unsure = true;
      return Error::of(ErrorKind::storage_unavailable, kept.error().detail);
    }
    log.cosigned.insert(name);
    log.newest = head;
  }
  return Answer{Verdict::cosigned, std::move(line)};
}

Result<void> Witness::keep_refused(Log& log, const Head& head, std::string_view checkpoint) {
  const std::string name = file_name(head);
  if (log.refused.contains(name) || log.cosigned.contains(name) || log.refused.size() >= kMostRefused) return {};
  if (const auto kept = files::write_atomically(log.folder + "/refused/" + name, checkpoint); !kept)
    return Error::of(ErrorKind::storage_unavailable, kept.error().detail);
  log.refused.insert(name);
  return {};
}

std::vector<Witness::Known> Witness::known() const {
  const std::lock_guard lock(mutex_);
  std::vector<Known> out;
  for (const auto& [origin, log] : logs_) out.push_back({origin, log.newest, log.refused.size()});
  return out;
}

}  // namespace ocop::tlog
