#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>

#include "kernel/files/files.h"
#include "kernel/images/answer.h"
#include "kernel/images/detect.h"
#include "kernel/images/develop.h"
#include "kernel/images/messages.h"

namespace ocop::images {
namespace {

using Steady = std::chrono::steady_clock;

Error refuse(std::string_view field, std::string_view expected, const Message& message, std::vector<Argument> arguments = {}) {
  return Error::of(ErrorKind::invalid_input, Problem{std::string(field), "", std::string(expected), message, std::move(arguments)});
}

std::optional<Error> refuse_kind(Kind kind, std::string_view field) {
  constexpr std::string_view kExpected = "JPEG, PNG, WebP, HEIC, AVIF or GIF";
  switch (kind) {
    case Kind::empty: return refuse(field, "a picture", msg::empty);
    case Kind::svg: return refuse(field, kExpected, msg::drawing);
    case Kind::pdf: return refuse(field, kExpected, msg::document);
    case Kind::archive: return refuse(field, kExpected, msg::archive);
    case Kind::page: return refuse(field, kExpected, msg::page);
    case Kind::video: return refuse(field, kExpected, msg::video);
    case Kind::raw: return refuse(field, kExpected, msg::raw);
    case Kind::unknown: return refuse(field, kExpected, msg::unknown);
    default: return std::nullopt;
  }
}

Error explain(const Refusal& refusal, std::string_view field) {
  const std::string first = std::to_string(refusal.first), second = std::to_string(refusal.second);
  switch (refusal.reason) {
    case Reason::damaged: return refuse(field, "a whole picture", msg::damaged);
    case Reason::too_many_pixels: return refuse(field, "at most " + second + " megapixels", msg::too_many_pixels, {first, second});
    case Reason::too_small: {
      const std::string least = std::to_string(kSmallestSide);
      return refuse(field, "at least " + least + " pixels a side", msg::too_small, {first, second, least});
    }
    case Reason::too_hard: break;
  }
  return refuse(field, "a plain picture", msg::too_hard);
}

Error cannot(std::string_view act) {
  return Error::of(ErrorKind::storage_unavailable, "image worker: " + std::string(act) + ": " + std::strerror(errno));
}

// The picture as a file without a name, which the worker maps.
Result<files::Descriptor> as_file(const files::Received& picture) {
  files::Descriptor file(memfd_create("picture", MFD_CLOEXEC));
  if (!file.ok()) return cannot("memfd_create");
  OCOP_CHECK(picture.read_pieces([&](std::string_view piece) { return files::write_all(file.get(), piece, "memfd"); }));
  return file;
}

// A running worker; killed and reaped with the object.
class Worker {
 public:
  static Result<Worker> start(const std::string& program, const files::Descriptor& input, std::vector<std::string> words) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return cannot("pipe");
    files::Descriptor output(ends[0]), theirs(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    std::string command(kWorkerCommand), name = "ocop", threads = "VIPS_CONCURRENCY=1";
    std::vector<char*> arguments{name.data(), command.data()};
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    char* const environment[] = {threads.data(), nullptr};   // nothing of the server's reaches it
    pid_t process = -1;
    errno = posix_spawn(&process, program.c_str(), &actions, &attributes, arguments.data(), environment);
    const int failed = errno;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    errno = failed;
    if (failed != 0) return cannot("start " + program);
    return Worker(process, std::move(output));
  }
  Worker(Worker&& other) noexcept : process_(std::exchange(other.process_, -1)), output_(std::move(other.output_)) {}
  Worker& operator=(Worker&&) = delete;
  ~Worker() {
    if (process_ > 0) end();
  }

  // What it wrote until it closed its output; nullopt: not in time, or more than an answer can be.
  std::optional<std::string> listen(Steady::time_point deadline) const {
    std::string heard;
    constexpr std::size_t kPiece = 256u << 10;
    for (;;) {
      if (!wait_for(output_.get(), deadline)) return std::nullopt;
      const std::size_t had = heard.size();
      heard.resize(had + kPiece);
      const ssize_t got = ::read(output_.get(), heard.data() + had, kPiece);
      heard.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (got == 0) return heard;
      if ((got < 0 && errno != EINTR) || heard.size() > kAnswerLimit) return std::nullopt;
    }
  }
  // Its status as waitpid(2) gives it; one that has not ended by the deadline is killed.
  int end(Steady::time_point deadline = {}) {
    const files::Descriptor handle(
        static_cast<int>(syscall(SYS_pidfd_open, process_, 0)));  // the C library of Debian 12 declares it for C only
    if (!handle.ok() || !wait_for(handle.get(), deadline)) kill(process_, SIGKILL);
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {}
    process_ = -1;
    return status;
  }

 private:
  Worker(pid_t process, files::Descriptor output) : process_(process), output_(std::move(output)) {}
  static bool wait_for(int descriptor, Steady::time_point deadline) {
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()).count();
      pollfd one{descriptor, POLLIN, 0};
      const int ready = poll(&one, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
      if (ready > 0) return true;
      if (ready == 0 || errno != EINTR) return false;
    }
  }

  pid_t process_;
  files::Descriptor output_;
};

Kind kind_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::jpeg: return Kind::jpeg;
    case Encoding::webp: return Kind::webp;
    case Encoding::avif: return Kind::avif;
  }
  return Kind::unknown;
}

// A worker that was taken over may say anything: what goes to visitors is what it claims to be.
bool plausible(const Picture& picture) {
  return std::all_of(picture.renditions.begin(), picture.renditions.end(),
                     [](const Rendition& one) { return detect(one.bytes) == kind_of(one.encoding); });
}

// Who is at work and who waits for that: never more than both together, whatever comes.
class Line {
 public:
  Line(int workers, int waiting) : workers_(workers), most_(workers + waiting) {}
  // A place at work, given back with the object. Nullopt: the line is full, or no place came free in time.
  class Place {
   public:
    explicit Place(Line& line) : line_(&line) {}
    Place(Place&& other) noexcept : line_(std::exchange(other.line_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (line_) line_->leave();
    }

   private:
    Line* line_;
  };
  std::optional<Place> enter(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (inside_ == most_) return std::nullopt;
    ++inside_;
    if (!came_free_.wait_for(lock, patience, [&] { return working_ < workers_; })) {
      --inside_;
      return std::nullopt;
    }
    ++working_;
    return Place(*this);
  }

 private:
  void leave() {
    const std::lock_guard lock(mutex_);
    --working_;
    --inside_;
    came_free_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable came_free_;
  const int workers_, most_;
  int working_ = 0, inside_ = 0;
};

class ProcessStudio final : public Studio {
 public:
  explicit ProcessStudio(StudioOptions options) : options_(std::move(options)), line_(options_.workers, options_.waiting) {}

  Result<Picture> develop(const files::Received& picture, std::string_view field) override {
    static_assert(files::Received::kInMemory >= kHeadBytes);
    if (picture.size() > kPictureLimit) {
      const std::string most = std::to_string(kPictureMegabytes);
      return refuse(field, "at most " + most + " MB", msg::too_large, {most});
    }
    if (auto refused = refuse_kind(detect(picture.start()), field)) return std::move(*refused);
    OCOP_TRY(answer, ask_worker(picture, field, {}));
    auto* made = std::get_if<Picture>(&answer);
    if (!made || !plausible(*made)) return no_picture();
    return std::move(*made);
  }
  Result<Pixels> pixels(const files::Received& rendition, int width, int height) override {
    OCOP_TRY(answer, ask_worker(rendition, "", {std::to_string(width), std::to_string(height)}));
    auto* made = std::get_if<Pixels>(&answer);
    if (!made || made->width != width || made->height != height) return no_picture();
    return std::move(*made);
  }

 private:
  static Error no_picture() { return Error::of(ErrorKind::internal, "image worker answered with something that is no picture"); }
  // Its answer, which is no refusal.
  Result<Answer> ask_worker(const files::Received& picture, std::string_view field, std::vector<std::string> words) {
    const auto place = line_.enter(options_.place_patience);
    if (!place) return Error::of(ErrorKind::too_many_requests, Problem{std::string(field), "", "fewer pictures at once", msg::busy, {}});
    OCOP_TRY(input, as_file(picture));
    OCOP_TRY(worker, Worker::start(options_.program, input, std::move(words)));
    const auto deadline = Steady::now() + options_.patience;
    const std::optional<std::string> heard = worker.listen(deadline);
    const int status = worker.end(heard ? deadline : Steady::time_point{});
    std::optional<Answer> answer = heard ? read_answer(*heard) : std::nullopt;
    if (WIFSIGNALED(status) || !heard) {   // out of memory, out of time, or against a wall
      Error error = explain({Reason::too_hard}, field);
      error.detail =
          WIFSIGNALED(status) ? "image worker ended by signal " + std::to_string(WTERMSIG(status)) : "image worker said too much";
      return error;
    }
    if (!answer)
      return Error::of(ErrorKind::storage_unavailable,
                       "image worker ended with " + std::to_string(WEXITSTATUS(status)) + " without an answer");
    if (const auto* refusal = std::get_if<Refusal>(&*answer)) return explain(*refusal, field);
    return std::move(*answer);
  }

  const StudioOptions options_;
  Line line_;
};

}  // namespace

std::string_view content_type(Encoding encoding) {
  switch (encoding) {
    case Encoding::jpeg: return "image/jpeg";
    case Encoding::webp: return "image/webp";
    case Encoding::avif: return "image/avif";
  }
  return {};
}
std::string_view ending(Encoding encoding) {
  switch (encoding) {
    case Encoding::jpeg: return "jpg";
    case Encoding::webp: return "webp";
    case Encoding::avif: return "avif";
  }
  return {};
}

std::unique_ptr<Studio> make_studio(StudioOptions options) { return std::make_unique<ProcessStudio>(std::move(options)); }

}  // namespace ocop::images
