#include <sys/socket.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/ssl/context.hpp>
#include <thread>

#include "kernel/http/loop.h"

// Start, accept, time-outs, stop. One of the three files that see Boost.
namespace ocop::http {
namespace {

using tcp = asio::ip::tcp;
constexpr int kBacklog = 1024;                                     // a burst of scans within one accept round
constexpr std::chrono::milliseconds kAcceptPause{100};            // out of descriptors: wait for some to close
constexpr std::chrono::milliseconds kDrainPoll{20};

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// ECDSA P-256 makes a handshake several times cheaper than RSA; the operator chooses by the key. TLS 1.2 and 1.3, tickets on.
std::unique_ptr<asio::ssl::context> make_tls(const ServerOptions& options) {
  if (options.tls_certificate.empty() && options.tls_key.empty()) return nullptr;
  auto out = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  out->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 | asio::ssl::context::no_sslv3 |
                   asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression);
  out->use_certificate_chain_file(options.tls_certificate);
  out->use_private_key_file(options.tls_key, asio::ssl::context::pem);
  SSL_CTX_set_cipher_list(out->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(out->native_handle(), SSL_OP_NO_RENEGOTIATION);
  return out;
}

// With SO_REUSEPORT a second program of the same user would silently take half of the connections. One that binds without it is told.
void require_free(const tcp::endpoint& endpoint) {
  if (endpoint.port() == 0) return;
  asio::io_context context;
  Acceptor probe(context.get_executor());
  probe.open(endpoint.protocol());
  probe.set_option(asio::socket_base::reuse_address(true));   // connections of an earlier run that are still closing do not count
  probe.bind(endpoint);
  probe.listen(1);
}

}  // namespace

Connection::Connection(Loop& loop) : loop_(loop) { loop_.add(*this); }
Connection::~Connection() { loop_.remove(*this); }

Loop::Loop(Shared& shared, asio::ssl::context* tls) : shared_(shared), tls_(tls) { refresh_clock(); }

void Loop::listen(const tcp::endpoint& endpoint) {
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(asio::socket_base::reuse_address(true));
  acceptor_.set_option(ReusePort(true));   // the kernel spreads connections over the loops
  acceptor_.bind(endpoint);
  acceptor_.listen(kBacklog);
}

std::uint16_t Loop::port() const { return acceptor_.local_endpoint().port(); }

void Loop::run() {
  accept_next();
  sweep();
  context_.run();
}

void Loop::accept_next() {
  acceptor_.async_accept(context_, [this](boost::system::error_code ec, Socket socket) {
    if (!acceptor_.is_open()) return;
    if (ec) {
      accept_pause_.expires_after(kAcceptPause);
      accept_pause_.async_wait([this](boost::system::error_code stopped) {
        if (!stopped) accept_next();
      });
      return;
    }
    if (shared_.connections.load(std::memory_order_relaxed) < shared_.options.connections) {
      boost::system::error_code ignored;   // a socket that is already gone ends at its first read
      socket.set_option(tcp::no_delay(true), ignored);
      socket.non_blocking(true, ignored);
      start_connection(*this, std::move(socket), tls_);
    }
    accept_next();
  });
}

void Loop::refresh_clock() {
  now_ = Steady::now();
  const Instant at = shared_.way().now();
  if (at.milliseconds / 1000 == date_second_) return;
  date_second_ = at.milliseconds / 1000;
  date_line_ = "Date: " + http_date(at) + "\r\n";
}

void Loop::sweep() {
  refresh_clock();
  // abort() ends connections later, from their coroutines: the list does not change while it is walked.
  for (Connection* connection : connections_)
    if (connection->deadline() <= now_) connection->abort();
  sweep_timer_.expires_after(kSweep);
  sweep_timer_.async_wait([this](boost::system::error_code ec) {
    if (!ec) sweep();
  });
}

void Loop::add(Connection& connection) {
  connection.place_ = connections_.size();
  connections_.push_back(&connection);
  shared_.connections.fetch_add(1, std::memory_order_relaxed);
}

void Loop::remove(Connection& connection) {
  connections_[connection.place_] = connections_.back();
  connections_[connection.place_]->place_ = connection.place_;
  connections_.pop_back();
  shared_.connections.fetch_sub(1, std::memory_order_relaxed);
}

void Loop::stop_accepting() {
  asio::post(context_, [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    accept_pause_.cancel();
    for (Connection* connection : connections_)
      if (connection->idle()) connection->abort();
  });
}

void Loop::abort_all() {
  asio::post(context_, [this] {
    for (Connection* connection : connections_) connection->abort();
  });
}

void Loop::end() { context_.stop(); }

struct Server::Inner {
  std::unique_ptr<asio::ssl::context> tls;
  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
  bool stopped = false;

  Inner(const ServerOptions& options, const Parts& parts) : tls(make_tls(options)), shared(options, parts) {}
  void open() {
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    const int count = std::max(1, shared.options.loops > 0 ? shared.options.loops : cores);
    tcp::endpoint endpoint(asio::ip::make_address(shared.options.address), shared.options.port);
    require_free(endpoint);
    for (int i = 0; i < count; ++i) {
      loops.push_back(std::make_unique<Loop>(shared, tls.get()));
      shared.counters.push_back(&loops.back()->counters());
      loops.back()->listen(endpoint);
      if (i == 0) endpoint.port(port = loops.back()->port());
    }
    for (auto& loop : loops) threads.emplace_back([&loop = *loop] { loop.run(); });
  }
  void wait_for_connections(Steady::time_point until) {
    while (shared.connections.load() > 0 && Steady::now() < until) std::this_thread::sleep_for(kDrainPoll);
  }
  void stop() {
    if (std::exchange(stopped, true)) return;
    shared.stopping = true;
    for (auto& loop : loops) loop->stop_accepting();
    wait_for_connections(Steady::now() + shared.options.drain);
    for (auto& loop : loops) loop->abort_all();
    wait_for_connections(Steady::now() + 2 * kSweep);
    for (auto& loop : loops) loop->end();
    for (std::thread& thread : threads) thread.join();
    shared.heavy.stop();
    shared.pool.stop();   // a handler that still runs ends first; its answer has nobody left to go to
    loops.clear();
  }
};

Server::Server(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Parts parts) {
  if (parts.router) {
    std::string faults;
    for (const std::string& fault : parts.router->check()) faults.append(faults.empty() ? "" : "; ").append(fault);
    if (!faults.empty()) return Error::of(ErrorKind::internal, "routes: " + faults);
  }
  try {
    auto inner = std::make_unique<Inner>(options, parts);
    inner->open();
    return std::unique_ptr<Server>(new Server(std::move(inner)));
  } catch (const boost::system::system_error& failed) {
    const std::string where = options.address + ":" + std::to_string(options.port);
    return Error::of(ErrorKind::internal, "cannot serve on " + where + ": " + failed.what());
  }
}

std::uint16_t Server::port() const { return inner_->port; }

Counters Server::counters() const { return inner_->shared.total(); }

void Server::stop() { inner_->stop(); }

}  // namespace ocop::http
