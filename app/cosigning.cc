#include "app/cosigning.h"

#include <pthread.h>

#include <charconv>

#include "kernel/base/text.h"
#include "kernel/fetch/fetch.h"
#include "kernel/tlog/witness.h"

namespace ocop::app {
namespace {

using std::chrono::seconds;
constexpr seconds kLook{1};             // a head is signed every ten seconds at most
constexpr seconds kAnswerLimit{20};     // a witness looks at one file and signs
constexpr seconds kFirstWait{5}, kMostWait{600};
constexpr std::size_t kMostAnswer = 64u << 10;   // 64 signature lines of Ed25519 are 10 kB
constexpr int kOk = 200, kConflict = 409;

std::optional<std::int64_t> read_size(const fetch::Answer& answer) {
  if (answer.status != kConflict || !answer.content_type.starts_with("text/x.tlog.size")) return std::nullopt;
  const std::string_view text = text::trim(answer.body);
  std::int64_t size = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (fault != std::errc{} || end != text.data() + text.size() || size < 0) return std::nullopt;
  return size;
}

}  // namespace

Result<WitnessAt> read_witness(std::string_view setting) {
  const std::size_t space = setting.find(' ');
  const std::string_view url = setting.substr(0, space);
  auto key = tlog::read_witness_key(space == std::string_view::npos ? std::string_view() : setting.substr(space + 1));
  if ((!url.starts_with("https://") && !url.starts_with("http://")) || fetch::host_of(url).empty() || !key)
    return Error::of(ErrorKind::invalid_input, "not an address, a space and a witness's key");
  WitnessAt out{std::string(url), std::move(*key)};
  while (out.url.ends_with('/')) out.url.pop_back();
  return out;
}

Cosigning::Cosigning(Parts parts) : parts_(std::move(parts)), signer_(tlog::write_log_key(parts_.log)) {
  for (const WitnessAt& witness : parts_.witnesses) asked_.push_back({.witness = witness});
  if (!asked_.empty()) thread_ = std::thread([this] { run(); });
}

Cosigning::~Cosigning() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  ended_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Cosigning::closing() const {
  const std::lock_guard lock(mutex_);
  return closing_;
}

void Cosigning::run() {
  pthread_setname_np(pthread_self(), "ocop-cosigning");
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (ended_.wait_for(lock, kLook, [this] { return closing_; })) return;
    }
    for (Asked& asked : asked_) {
      if (closing()) return;
      if (std::chrono::steady_clock::now() >= asked.next) look(asked);
    }
  }
}

// What goes wrong is told once, and once when it is over.
void Cosigning::look(Asked& asked) {
  std::string trouble;
  try {
    trouble = ask(asked);
  } catch (const std::exception& fault) {   // the database is away, or a hash of the log is missing
    trouble = fault.what();
  }
  if (closing()) return;
  if (trouble != asked.trouble)
    parts_.tell(trouble.empty() ? "info" : "warning",
                asked.witness.key.name + (trouble.empty() ? " cosigns again" : " does not cosign: " + trouble));
  asked.wait = trouble.empty() ? seconds(0) : std::min(kMostWait, std::max(kFirstWait, 2 * asked.wait));
  asked.next = std::chrono::steady_clock::now() + asked.wait;
  asked.trouble = std::move(trouble);
}

std::string Cosigning::ask(Asked& asked) {
  for (int attempt = 0; attempt < 2; ++attempt) {   // the second when it says which size it has
    tlog::AddCheckpoint request;
    tlog::Head head;
    parts_.database.read([&](db::Reader& reader) {
      const std::string note = tlog::latest_checkpoint(reader).value_or("");
      const auto opened = tlog::open_checkpoint(note, parts_.log.origin, parts_.log.public_key);
      if (!opened) return;   // none yet
      const std::int64_t done = tlog::cosigned_size(reader, signer_, tlog::write_witness_key(asked.witness.key));
      if (opened->size <= done) return;
      const std::int64_t old = asked.known >= 0 ? asked.known : done;
      head = *opened;
      request = {old, {}, note};
      if (old > 0 && old <= head.size) request.proof = tlog::consistency_proof(reader, old, head.size);
    });
    if (head.size == 0) return {};
    if (request.old_size > head.size)
      return "it has cosigned a log of " + std::to_string(request.old_size) + " entries of this name, and this one has " +
             std::to_string(head.size);
    const std::string body = tlog::write_add_checkpoint(request);
    const auto answer = fetch::post({.url = asked.witness.url + "/add-checkpoint",
                                     .headers = {"Content-Type: text/plain; charset=utf-8"},
                                     .body = body,
                                     .limit = kAnswerLimit,
                                     .most_answer = kMostAnswer},
                                    [this] { return !closing(); });
    if (!answer) return answer.error().detail;
    if (answer->status == kOk) return take_answer(asked, head, request.checkpoint, answer->body);
    const auto size = read_size(*answer);
    if (!size || *size == request.old_size) return "HTTP " + std::to_string(answer->status);
    asked.known = *size;
  }
  return "its answers contradict each other";
}

std::string Cosigning::take_answer(Asked& asked, const tlog::Head& head, const std::string& checkpoint, std::string_view lines) {
  // Lines of other keys are ignored.
  for (std::string_view rest = lines; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) break;
    const std::string line(rest.substr(0, end + 1));
    rest.remove_prefix(end + 1);
    const auto at = tlog::cosigned(checkpoint + line, asked.witness.key);
    if (!at || !*at) continue;
    const tlog::Cosignature cosignature{head.size, signer_, tlog::write_witness_key(asked.witness.key), line};
    const auto kept = parts_.database.write([&](db::Transaction& transaction) -> Result<void> {
      tlog::keep_cosignature(transaction, cosignature, parts_.clock.now());
      return {};
    });
    if (!kept) return kept.error().detail;
    asked.known = -1;
    return {};
  }
  return "its answer is no cosignature of its key";
}

}  // namespace ocop::app
