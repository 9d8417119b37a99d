#pragma once
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>

#include "kernel/http/shared.h"

// Internal to server.cc and connection.cc, two of the three files that see Boost.
namespace boost::asio::ssl {
class context;
}

namespace ocop::http {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;
// The executor is concrete: any_io_executor, strands and a shared io_context together cost more than all of our own work (7-stack §2A).
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor>;

class Loop;

// A connection as its loop sees it. Lives in its own coroutine; the loop only keeps a list for time-outs and stopping.
class Connection {
 public:
  explicit Connection(Loop& loop);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection();
  // Ends what it waits for; it then closes by itself.
  virtual void abort() = 0;
  virtual bool idle() const = 0;   // between requests, nothing received
  Steady::time_point deadline() const { return deadline_; }

 protected:
  Loop& loop_;
  Steady::time_point deadline_ = Steady::time_point::max();

 private:
  friend class Loop;
  std::size_t place_ = 0;          // in the loop's list
};

// One thread with its own io_context, acceptor and connections. All but stop_accepting(), abort_all() and the counters is for its thread.
class Loop {
 public:
  Loop(Shared& shared, asio::ssl::context* tls);
  void listen(const asio::ip::tcp::endpoint& endpoint);   // throws boost::system::system_error
  std::uint16_t port() const;
  void run();                                             // until end()
  void stop_accepting();                                  // thread-safe; closes idle connections, others after their answer
  void abort_all();                                       // thread-safe; closes every connection
  void end();                                             // thread-safe

  Shared& shared() { return shared_; }
  Executor executor() { return context_.get_executor(); }
  LoopCounters& counters() { return counters_; }
  Steady::time_point now() const { return now_; }         // as of the last sweep
  std::string_view date_line() const { return date_line_; }
  void add(Connection& connection);
  void remove(Connection& connection);

 private:
  void accept_next();
  void sweep();
  void refresh_clock();

  Shared& shared_;
  LoopCounters counters_;
  std::vector<Connection*> connections_;
  Steady::time_point now_ = Steady::now();
  std::int64_t date_second_ = -1;
  std::string date_line_;
  asio::ssl::context* tls_;
  asio::io_context context_{1};    // one thread; last, so that coroutines end while all above is alive
  Acceptor acceptor_{context_};
  Timer sweep_timer_{context_};
  Timer accept_pause_{context_};
};

// Time-outs are looked at this often: one timer a loop instead of one a connection (1.2 µs a request, 7-stack §2A).
inline constexpr std::chrono::milliseconds kSweep{250};

// Takes the socket over; the connection lives until it closes. `tls` null = plain.
void start_connection(Loop& loop, Socket socket, asio::ssl::context* tls);

}  // namespace ocop::http
