#include <sys/socket.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "kernel/http/hot.h"
#include "kernel/http/loop.h"
#include "kernel/http/multipart.h"
#include "kernel/http/parse.h"

// One client: read, answer all that is whole, write once. One of the three files that see Boost.
namespace ocop::http {
namespace {

using boost::system::error_code;
using Awaitable = asio::awaitable<void, Executor>;
using Use = asio::use_awaitable_t<Executor>;
using TlsStream = asio::ssl::stream<Socket>;

constexpr std::size_t kFirstBuffer = 4u << 10;         // a phone's request is under 2 KiB
constexpr std::size_t kBusyBuffer = 16u << 10;         // of a client that pipelines
constexpr std::size_t kBodyBuffer = 64u << 10;
constexpr std::size_t kFlushFrom = 256u << 10;         // pipelined answers are written out when they reach this
constexpr std::size_t kPiece = 64u << 10;              // of an upload, handed to its reader on a worker
constexpr std::size_t kSlowestBody = 16u << 10;        // bytes a second, once body_timeout is used up: a poor mobile link
constexpr std::chrono::seconds kLinger{2};             // after an error: let the client read the answer before the reset
constexpr std::size_t kLingerBytes = 1u << 20;

enum class Sender : std::uint8_t { unknown, admitted };   // of a body
enum class Next : std::uint8_t { read, admit, spool, on_worker, flush, close, linger };

// Bytes received and not yet taken.
class Inbox {
 public:
  std::string_view unread() const { return {data_.get() + begin_, end_ - begin_}; }
  void take(std::size_t n) { begin_ += n; if (begin_ == end_) begin_ = end_ = 0; }
  asio::mutable_buffer space() const { return {data_.get() + end_, capacity_ - end_}; }
  void received(std::size_t n) {
    end_ += n;
    filled_ = end_ == capacity_;
  }
  // At least one free byte, at least `wanted` in all.
  void make_room(std::size_t wanted) {
    if (begin_ > 0 && end_ == capacity_) {
      std::char_traits<char>::move(data_.get(), data_.get() + begin_, end_ - begin_);
      end_ -= std::exchange(begin_, 0);
    }
    const bool crowded = end_ == capacity_ || (filled_ && capacity_ < kBusyBuffer);   // a full read: there is more where it came from
    const std::size_t size = std::max(wanted, crowded ? capacity_ * 2 : capacity_);
    filled_ = false;
    if (size <= capacity_) return;
    std::unique_ptr<char[]> grown(new char[size]);
    std::char_traits<char>::copy(grown.get(), data_.get() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
    data_ = std::move(grown);
    capacity_ = size;
  }
  void shrink() {   // an idle connection after an upload holds no 64 KiB
    if (capacity_ > kBusyBuffer && begin_ == end_) *this = Inbox();
  }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t begin_ = 0, end_ = 0, capacity_ = 0;
  bool filled_ = false;
};

template <class Stream>
class Session final : public Connection {
 public:
  static constexpr Transport kTransport = std::is_same_v<Stream, Socket> ? Transport::plain : Transport::tls;
  static constexpr bool kPlain = kTransport == Transport::plain;

  template <class... Args>
  explicit Session(Loop& loop, Args&&... args)
      : Connection(loop), shared_(loop.shared()), stream_(std::forward<Args>(args)...), parser_(shared_.options.header_limit),
        memory_(shared_.bodies), files_(shared_.uploads) {
    error_code ec;
    const auto endpoint = stream_.lowest_layer().remote_endpoint(ec);
    if (!ec) peer_ = endpoint.address().is_v6() && endpoint.address().to_v6().is_v4_mapped()
                         ? asio::ip::make_address_v4(asio::ip::v4_mapped, endpoint.address().to_v6()).to_string()
                         : endpoint.address().to_string();
  }
  void abort() override {
    error_code ignored;
    aborted_ = true;
    stream_.lowest_layer().cancel(ignored);
    // Not closed here: the coroutine may be inside a handler of a worker, and closes when it comes back.
    stream_.lowest_layer().shutdown(asio::socket_base::shutdown_receive, ignored);
  }
  bool idle() const override { return phase_ == Phase::idle; }

  Awaitable serve() {
    if (!co_await handshake()) co_return;
    for (;;) {
      const Next next = advance();
      if (next == Next::on_worker || next == Next::admit || next == Next::spool) {
        if (!outbox_.empty() && !co_await flush()) break;
        if (next == Next::admit) co_await ask_who();
        else if (next == Next::spool) co_await spool();
        else co_await answer_on_worker();
        continue;
      }
      if (!outbox_.empty() && !co_await flush()) break;
      if (next == Next::flush) continue;
      if (next == Next::linger) co_await linger();
      if (next == Next::close || next == Next::linger) break;
      if (!co_await receive()) break;
    }
    if constexpr (!kPlain) co_await say_goodbye();
  }

 private:
  enum class Phase : std::uint8_t { idle, head, body, handler, writing };
  using Clock = Steady;

  static auto quietly(error_code& ec) { return asio::redirect_error(Use{}, ec); }

  void enter(Phase phase, Clock::duration limit) {
    phase_ = phase;
    deadline_ = limit == Clock::duration::max() ? Clock::time_point::max() : loop_.now() + limit + kSweep;
  }

  asio::awaitable<bool, Executor> handshake() {
    if constexpr (kPlain) {
      co_return true;
    } else {
      enter(Phase::head, shared_.options.header_timeout);
      error_code ec;
      co_await stream_.async_handshake(asio::ssl::stream_base::server, quietly(ec));
      co_return !ec;
    }
  }

  asio::awaitable<bool, Executor> receive() {
    if (aborted_) co_return false;
    // Deadlines count from the beginning of a phase: a byte now and then buys no time.
    const bool begun = parser_.started() || !inbox_.unread().empty();
    if (!begun) {
      if (shared_.stopping.load(std::memory_order_relaxed)) co_return false;
      inbox_.shrink();
      enter(Phase::idle, shared_.options.idle_timeout);
    } else if (!parser_.in_body() && phase_ != Phase::head) {
      enter(Phase::head, shared_.options.header_timeout);
    }
    inbox_.make_room(parser_.in_body() ? kBodyBuffer : kFirstBuffer);
    error_code ec;
    const std::size_t n = co_await stream_.async_read_some(inbox_.space(), quietly(ec));
    if (ec) {
      if (phase_ == Phase::head && aborted_) send_last_words(refusal(408, "the head of the request did not come in time"));
      co_return false;
    }
    inbox_.received(n);
    if (parser_.in_body() && deadline_ != Clock::time_point::max()) allow_for(n);
    co_return true;
  }

  // A floor of speed: what came buys the time that the slowest would have taken for it, and is never saved up beyond body_timeout.
  void allow_for(std::size_t bytes) {
    const auto earned = deadline_ + std::chrono::microseconds(bytes * 1'000'000 / kSlowestBody);
    deadline_ = std::min<Clock::time_point>(earned, loop_.now() + shared_.options.body_timeout + kSweep);
  }

  asio::awaitable<bool, Executor> flush() {
    if constexpr (kPlain) {   // nearly always the socket takes all at once: no trip through the loop
      error_code ec;
      const std::size_t sent = stream_.write_some(asio::buffer(outbox_), ec);
      if (!ec && sent == outbox_.size()) {
        outbox_.clear();
        co_return true;
      }
      if (ec && ec != asio::error::would_block) co_return false;
      outbox_.erase(0, sent);
    }
    const Phase phase = phase_;
    const auto deadline = deadline_;
    enter(Phase::writing, shared_.options.body_timeout + std::chrono::seconds(outbox_.size() / kSlowestBody));
    error_code ec;
    co_await asio::async_write(stream_, asio::buffer(outbox_), quietly(ec));
    phase_ = phase;
    deadline_ = deadline;
    outbox_.clear();
    if (outbox_.capacity() > kFlushFrom) outbox_.shrink_to_fit();
    co_return !ec;
  }

  // After an answer that closes while the client may still be sending: closing now would reset the answer away (RFC 9112 §9.6).
  Awaitable linger() {
    error_code ec;
    if constexpr (kPlain) stream_.shutdown(asio::socket_base::shutdown_send, ec);
    // Of a file that is too large a browser sends all before it looks for an answer: as much is read over as the route would have read.
    const bool upload = plan_.route && plan_.route->upload_limit > 0;
    enter(Phase::writing, upload ? std::chrono::seconds(shared_.options.body_timeout) : kLinger);
    inbox_ = Inbox();
    const std::size_t most = upload ? plan_.route->upload_limit : kLingerBytes;
    for (std::size_t seen = 0; seen < most && !ec && !aborted_;) {
      inbox_.make_room(kFirstBuffer);
      seen += co_await stream_.async_read_some(inbox_.space(), quietly(ec));
    }
  }

  Awaitable say_goodbye() {
    error_code ec;
    enter(Phase::writing, kLinger);
    if (!aborted_) co_await stream_.async_shutdown(quietly(ec));
  }

  void send_last_words(const Response& response) {
    if constexpr (kPlain) {
      append(response, "-", Ending::close, BodyMode::send);
      error_code ignored;
      stream_.write_some(asio::buffer(outbox_), ignored);
      outbox_.clear();
    }
  }

  // Runs the handler on its pool and comes back to this loop.
  Awaitable answer_on_worker() {
    bool queued = true;
    co_await on_pool(shared_.pool_of(plan_.run()), queued, [this] { run_handler(); });
    if (!queued) {
      outcome_ = {};
      outcome_.route = plan_.route;
      outcome_.response = shared_.way().fail(too_busy(), request_);
    }
    finish_request();
  }

  // Before a large body is read: whose it is, and whether the route takes it from them. A stranger's costs nothing but its head.
  Awaitable ask_who() {
    bool queued = true;
    co_await on_pool(shared_.pool, queued, [this] {
      shared_.way().admit(parser_.request(), plan_);
      if (plan_.refusal) refuse_unread();
    });
    if (!queued) {
      plan_.refusal = too_busy();
      refuse_unread();
    }
    if (plan_.refusal) close_unread();
    else read_body(Sender::admitted);
  }

  // A piece of an upload, to its reader: on a worker, for a disk may be slow. The time it takes there is not the sender's.
  Awaitable spool() {
    const auto left = deadline_ - loop_.now();
    bool queued = true;
    bool taken = false;
    co_await on_pool(shared_.pool, queued, [this, &taken] { taken = take_piece(parser_.request()); });
    Request& request = parser_.request();
    const std::size_t share = request.actor.signed_in() ? shared_.options.upload_room : shared_.options.unadmitted_upload_room;
    const bool room = taken && memory_.become(request.body.size() + request.incoming->in_memory(), most_held_) &&
                      files_.become(request.incoming->in_files(), share);
    if (!room) refuse_busy();
    else enter(Phase::body, std::max<Clock::duration>(left - kSweep, Clock::duration::zero()));
  }
  // False: no memory for it. What is wrong with the body itself is told when it has ended.
  static bool take_piece(Request& request) {
    try {
      static_cast<void>(request.incoming->feed(request.body));
    } catch (const std::exception&) {
      return false;
    }
    request.body.clear();
    return true;
  }

  template <class Job>
  Awaitable on_pool(WorkerPool& pool, bool& queued, Job job) {
    phase_ = Phase::handler;
    deadline_ = Clock::time_point::max();
    co_await asio::async_initiate<const Use, void()>(
        [&pool, &queued, job, this](auto handler) {
          auto back = std::make_shared<decltype(handler)>(std::move(handler));
          auto resume = [executor = loop_.executor(), back]() mutable {
            asio::post(executor, [back = std::move(back)] { std::move (*back)(); });
          };
          queued = pool.submit([job, resume]() mutable {
            job();
            resume();
          });
          if (!queued) resume();
        },
        Use{});
  }

  void run_handler() {
    try {
      outcome_ = shared_.way().run(request_, plan_);
    } catch (const std::exception& failed) {   // outside any handler: memory
      outcome_ = {};
      outcome_.response = refusal(500, "the request could not be finished");
      outcome_.fault = failed.what();
    }
  }

  // Answers every whole request in the inbox, until something must be waited for.
  Next advance() {
    for (;;) {
      if (closing_ != Closing::no) return closing_ == Closing::after_error ? Next::linger : Next::close;
      if (outbox_.size() > kFlushFrom) return Next::flush;
      const std::string_view unread = inbox_.unread();
      if (!parser_.started() && !unread.empty()) {
        const HotVerdict verdict = answer_hot(unread);
        if (verdict == HotVerdict::hot) continue;
        if (verdict == HotVerdict::cut && unread.size() < kFirstBuffer) return Next::read;
      }
      std::size_t taken = 0;
      const bool of_body = parser_.in_body();
      const auto step = parser_.feed(unread, taken);
      inbox_.take(taken);
      if (of_body && !memory_.add(taken, most_held_)) {
        refuse_busy();
        continue;
      }
      using Step = RequestParser::Step;
      if (step == Step::need_more) {
        // What is left and cannot be taken is one line: it must fit the limit of a head.
        const bool a_piece = parser_.in_body() && parser_.request().incoming && parser_.request().body.size() >= kPiece;
        if (inbox_.unread().size() <= shared_.options.header_limit) return a_piece ? Next::spool : Next::read;
        refuse(parser_.in_body() ? 400 : 431, "a line of the request is too long");
      } else if (step == Step::failed) {
        if (parser_.in_body() && parser_.status() == 413) refuse_too_large(std::nullopt);
        else refuse(parser_.status(), parser_.detail());
      } else if (step == Step::head_done) {
        if (begin_body() == Next::admit) return Next::admit;
      } else {
        if (!parser_.in_body()) plan(parser_.request());
        request_ = std::move(parser_.request());
        if (plan_.run() != Run::on_loop && !plan_.refusal) return Next::on_worker;
        answer_now();
      }
    }
  }

  void answer_now() {
    phase_ = Phase::handler;
    std::optional<Response> builtin;
    if (!plan_.route && plan_.allowed.empty()) builtin = builtin_answer(request_, shared_);
    if (builtin) {
      outcome_ = {};
      outcome_.response = std::move(*builtin);
    } else {
      run_handler();
    }
    finish_request();
  }

  void plan(Request& request) {
    started_ = Clock::now();
    resolve_peer(request, shared_, peer_, kTransport);
    if (!shared_.options.trusted_proxies.empty() && shared_.is_trusted_proxy(peer_)) take_request_id(request);
    plan_ = shared_.way().prepare(request);
  }

  // A trusted proxy's id joins its log with ours.
  static void take_request_id(Request& request) {
    constexpr std::size_t kLongest = 64;
    const std::string_view id = request.header("x-request-id");
    const bool plain = !id.empty() && id.size() <= kLongest && std::all_of(id.begin(), id.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
    if (plain) request.request_id = id;
  }

  // The head of a request whose body is to come: refuse it before the body is read, ask whose it is, or go on reading.
  Next begin_body() {
    plan(parser_.request());
    const auto length = parser_.content_length();
    if (!plan_.refusal && length && *length > plan_.body_limit) plan_.refusal = too_large(plan_, length);
    if (!plan_.refusal && plan_.admits_before_body() && length.value_or(plan_.body_limit) > kDefaultBodyLimit) return Next::admit;
    if (!plan_.refusal) {
      read_body(Sender::unknown);
      return Next::read;
    }
    refuse_unread();
    close_unread();
    return Next::read;
  }

  // plan_.refusal, to a client that may still be sending: the answer, then what becomes of the connection.
  void refuse_unread() {
    request_ = std::move(parser_.request());
    run_handler();
  }
  void refuse_busy() {
    plan_.refusal = too_busy();
    parser_.request().actor = {};   // the page of an error for nobody asks the store nothing
    refuse_unread();
    close_unread();
  }
  void refuse_too_large(std::optional<std::uint64_t> length) {
    plan_.refusal = too_large(plan_, length);
    parser_.request().actor = {};
    refuse_unread();
    close_unread();
  }
  void close_unread() {
    closing_ = Closing::after_error;
    finish_request();
  }

  void read_body(Sender sender) {
    most_held_ = sender == Sender::admitted ? shared_.options.body_memory : shared_.options.unadmitted_body_memory;
    using Body = RequestParser::Body;
    parser_.set_body_limit(plan_.body_limit, parser_.request().incoming ? Body::taken_piecemeal : Body::held_whole);
    if (parser_.expects_continue() && inbox_.unread().empty()) outbox_.append("HTTP/1.1 100 Continue\r\n\r\n");
    enter(Phase::body, shared_.options.body_timeout);
  }

  void let_go() {
    if (memory_.held() == 0 && files_.held() == 0) return;
    request_ = {};   // a connection that is kept open keeps no upload
    memory_.become(0, 0);
    files_.become(0, 0);
  }

  HotVerdict answer_hot(std::string_view unread) {
    HotHead head;
    if (!shared_.parts.hot_route || shared_.stopping.load(std::memory_order_relaxed)) return HotVerdict::general;
    if (const HotVerdict verdict = read_hot_head(unread, head); verdict != HotVerdict::hot) return verdict;
    if (!shared_.parts.hot_route(head.path, hot_)) return HotVerdict::general;
    const bool logs = static_cast<bool>(shared_.parts.log);
    if (logs) started_ = Clock::now();
    const std::size_t before = outbox_.size();
    const std::string id = shared_.way().next_request_id();
    outbox_.append("HTTP/1.1 307 Temporary Redirect\r\n").append(loop_.date_line());
    outbox_.append("Location: ").append(hot_.location).append("\r\n");
    if (!hot_.link.empty()) outbox_.append("Link: ").append(hot_.link).append("\r\n");
    outbox_.append(!kPlain || shared_.public_is_tls ? shared_.hot_lines_tls : shared_.hot_lines_plain);
    outbox_.append("X-Request-Id: ").append(id).append("\r\n\r\n");
    inbox_.take(head.length);
    loop_.counters().add(LoopCounters::hot);
    const auto method = head.kind == HotHead::Kind::get ? Method::get : Method::head;
    record({{}, id, method, "/01/ (hot)", 307, 0, outbox_.size() - before, nullptr, {}});
    return HotVerdict::hot;
  }

  // A request that cannot be read: say why, then close.
  void refuse(int status, std::string_view detail) {
    closing_ = Closing::after_error;
    started_ = Clock::now();
    const std::size_t before = outbox_.size();
    append(refusal(status, detail), "-", Ending::close, BodyMode::send);
    record({{}, "-", parser_.request().method, "-", status, 0, outbox_.size() - before, nullptr, detail});
  }

  // outcome_ → bytes, counts, log line; then the parser is ready for the next request.
  void finish_request() {
    const bool keep = parser_.keep_alive() && closing_ == Closing::no && !shared_.stopping.load(std::memory_order_relaxed);
    if (!keep && closing_ == Closing::no) closing_ = Closing::after_answer;
    const Ending ending = !keep ? Ending::close : parser_.is_http_1_0() ? Ending::keep_open_1_0 : Ending::keep_open;
    const std::size_t before = outbox_.size();
    const BodyMode body = request_.method == Method::head ? BodyMode::head_only : BodyMode::send;
    append(outcome_.response, request_.request_id, ending, body);
    const std::string_view route = outcome_.route ? std::string_view(outcome_.route->pattern) : "-";
    const std::size_t bytes = outbox_.size() - before;
    record({{}, request_.request_id, request_.method, route, outcome_.response.status, 0, bytes, &outcome_.account, outcome_.fault});
    parser_.reset();
    let_go();
  }

  void append(const Response& response, std::string_view request_id, Ending ending, BodyMode body) {
    const bool tls = !kPlain || request_.secure || shared_.public_is_tls;
    const Transport transport = tls ? Transport::tls : Transport::plain;
    append_response(outbox_, response, {shared_.fixed, loop_.date_line(), request_id, transport, ending, body});
  }

  void record(LogEntry entry) {
    loop_.counters().add_answer(entry.status, entry.bytes);
    if (!shared_.parts.log) return;
    entry.at = shared_.way().now();
    entry.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - started_).count();
    shared_.parts.log(log_line(entry));
  }

  enum class Closing : std::uint8_t { no, after_answer, after_error };

  Shared& shared_;
  Stream stream_;
  RequestParser parser_;
  Inbox inbox_;
  std::string outbox_;
  std::string peer_;
  HotAnswer hot_;
  Request request_;
  Plan plan_;
  Outcome outcome_;
  Phase phase_ = Phase::idle;
  Closing closing_ = Closing::no;
  bool aborted_ = false;
  std::size_t most_held_ = 0;                          // of the memory of bodies (ServerOptions::body_memory)
  Share memory_, files_;                               // of bodies
  Clock::time_point started_{};
};

template <class Stream, class... Args>
void spawn(Loop& loop, Args&&... args) {
  auto session = std::make_shared<Session<Stream>>(loop, std::forward<Args>(args)...);
  const auto serve = [session] { return session->serve(); };
  // Whatever an exception meant, it was about this connection: it ends here and is told to the log.
  asio::co_spawn(loop.executor(), serve, [&shared = loop.shared(), session](std::exception_ptr failed) {
    if (!failed || !shared.parts.log) return;
    LogEntry entry{shared.way().now(), "-", Method::get, "-", 500, 0, 0, nullptr, "a connection ended with an exception"};
    shared.parts.log(log_line(entry));
  });
}

}  // namespace

void start_connection(Loop& loop, Socket socket, asio::ssl::context* tls) {
  if (tls) spawn<TlsStream>(loop, std::move(socket), *tls);
  else spawn<Socket>(loop, std::move(socket));
}

}  // namespace ocop::http
