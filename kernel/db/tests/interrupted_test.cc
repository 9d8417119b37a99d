// A server that is not there for a moment: between a question and a connection, and between a statement and its answer.
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "kernel/db/postgresql_connection.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace {

using namespace ocop;
using db::Statement;
using db::postgresql::Connection;
using db::postgresql::Waits;
using namespace std::string_literals;

// Stands between the program and the test server, on a socket of its own. Connections have numbers, the first is 1. One thread.
class Between {
 public:
  // Those of `starting` are answered as by a server that replays its log; all others are passed on.
  explicit Between(const std::string& server, std::set<int> starting = {}) : starting_(std::move(starting)) {
    read_address(server);
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    const std::string path = folder_.path() + "/.s.PGSQL.5432";
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 16) != 0 ||
        ::pipe(wake_.data()) != 0)
      throw std::runtime_error("no socket at " + path);
    thread_ = std::thread([this] { run(); });
  }
  ~Between() {
    tell('e');
    thread_.join();
    for (const int file : {listener_, wake_[0], wake_[1]}) ::close(file);
  }
  Between(const Between&) = delete;
  Between& operator=(const Between&) = delete;

  std::string url() const { return "postgresql://" + user_ + "@/" + database_ + "?host=" + folder_.path() + "&port=5432"; }
  int connections() const { return connections_; }
  // Ends every connection; at the return their clients have not noticed yet. `last` is what the server says before that.
  void cut(std::string last = {}) {
    {
      const std::lock_guard lock(mutex_);
      last_ = std::move(last);
    }
    cut_ = false;
    tell('c');
    cut_.wait(false);
  }
  // Ends a connection when its client has said the next thing, and passes that on to nobody.
  void cut_when_asked() { cut_at_next_ = true; }

 private:
  struct Pair { int client, server; };

  void tell(char what) { EXPECT_EQ(::write(wake_[1], &what, 1), 1); }
  void read_address(const std::string& server) {
    PQconninfoOption* options = PQconninfoParse(server.c_str(), nullptr);
    for (const PQconninfoOption* one = options; one != nullptr && one->keyword != nullptr; ++one) {
      const std::string_view key = one->keyword;
      for (const auto& [name, value] : {std::pair{"host", &host_}, {"port", &port_}, {"user", &user_}, {"dbname", &database_}})
        if (key == name && one->val != nullptr) *value = one->val;
    }
    PQconninfoFree(options);
  }
  int connect_to_server() const {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    if (::getaddrinfo(host_.c_str(), port_.c_str(), &hints, &found) != 0) return -1;
    const int server = ::socket(found->ai_family, found->ai_socktype | SOCK_CLOEXEC, 0);
    EXPECT_EQ(::connect(server, found->ai_addr, found->ai_addrlen), 0);
    ::freeaddrinfo(found);
    return server;
  }
  void accept_one() {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (!starting_.contains(++connections_)) {
      pairs_.push_back({client, connect_to_server()});
      return;
    }
    char startup[1024];
    EXPECT_GT(::read(client, startup, sizeof startup), 0);
    // ErrorResponse: length, then fields of a letter and a text each (PostgreSQL manual, §55.7).
    std::string answer = "E\0\0\0 SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"s;
    answer[4] = static_cast<char>(answer.size() - 1);
    EXPECT_EQ(::write(client, answer.data(), answer.size()), static_cast<ssize_t>(answer.size()));
    ::close(client);
  }
  // False when the connection has ended.
  bool pass(int from, int to, bool asked) {
    std::array<char, 65536> bytes;
    const ssize_t size = ::read(from, bytes.data(), bytes.size());
    if (size <= 0 || (asked && cut_at_next_.exchange(false))) return false;
    for (ssize_t done = 0, one = 0; done < size; done += one)
      if ((one = ::send(to, bytes.data() + done, static_cast<std::size_t>(size - done), MSG_NOSIGNAL)) <= 0) return false;
    return true;
  }
  void end(const Pair& pair) {
    ::close(pair.client);
    ::close(pair.server);
  }
  void run() {
    for (;;) {
      std::vector<pollfd> files{{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
      for (const Pair& pair : pairs_) {
        files.push_back({pair.client, POLLIN, 0});
        files.push_back({pair.server, POLLIN, 0});
      }
      ::poll(files.data(), files.size(), -1);
      std::vector<Pair> kept;
      for (std::size_t i = 0; i < pairs_.size(); ++i) {
        const auto [client, server] = pairs_[i];
        const bool goes_on = (files[2 + 2 * i].revents == 0 || pass(client, server, true)) &&
                             (files[3 + 2 * i].revents == 0 || pass(server, client, false));
        if (goes_on) kept.push_back(pairs_[i]);
        else end(pairs_[i]);
      }
      pairs_ = std::move(kept);
      if (files[1].revents != 0) accept_one();
      if (files[0].revents == 0) continue;
      char what = 0;
      EXPECT_EQ(::read(wake_[0], &what, 1), 1);
      const std::lock_guard lock(mutex_);
      for (const Pair& pair : pairs_) {
        ::send(pair.client, last_.data(), last_.size(), MSG_NOSIGNAL);   // a client that has left hears nothing
        end(pair);
      }
      pairs_.clear();
      if (what == 'e') return;
      cut_ = true;
      cut_.notify_all();
    }
  }

  const test::TemporaryFolder folder_;
  const std::set<int> starting_;
  std::string host_, port_, user_, database_;
  int listener_ = -1;
  std::array<int, 2> wake_{-1, -1};
  std::mutex mutex_;
  std::string last_;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> cut_ = false, cut_at_next_ = false;
  std::vector<Pair> pairs_;   // of the thread
  std::thread thread_;
};

constexpr db::Migration kNotes{"20260101T0000__notes", "CREATE TABLE note (number INTEGER PRIMARY KEY) STRICT;", {}, "aaaa"};
constexpr Statement kAdd{"note.add", "INSERT INTO note (number) VALUES ($1)"};

class DbInterrupted : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override { return {kNotes}; }
};
INSTANTIATE_TEST_SUITE_P(engines, DbInterrupted, testing::Values(db::Engine::postgresql), test::engine_name);

// open_server asks whether the server is starting (1), then connects (2), and a server that began again between the two may be back when
// it is asked once more (3): the program ended with the server's "starting up".
TEST_P(DbInterrupted, AServerThatBeginsAgainBetweenQuestionAndConnectionIsTriedAgain) {
  for (const std::set<int>& starting : {std::set<int>{1}, {2}, {1, 3}, {2, 3}}) {
    Between between(location(), starting);
    const auto opened = db::open({.location = between.url()}, {kNotes});
    EXPECT_TRUE(opened.ok()) << *starting.begin() << ": " << opened.error().detail;
    EXPECT_GT(between.connections(), *starting.rbegin());
  }
}

// ParameterStatus, which a server sends unasked (PostgreSQL manual, §55.7). Behind it libpq hands out the failed write as an error result
// without SQLSTATE while PQstatus still says that the connection is well.
const std::string kUnasked = "S\0\0\0\x11TimeZone\0UTC\0"s;

// A transaction of which nothing was answered is asked again elsewhere, however its connection ended: found gone by the first write, or
// after it, without an answer.
TEST_P(DbInterrupted, AnActWhoseConnectionEndsBeforeItsFirstAnswerIsAskedAgain) {
  Between between(location());
  Connection connection(between.url(), Waits::bounded);
  const auto add = [&](std::int64_t number) {
    connection.begin(Connection::Begin::act);
    connection.execute(kAdd, number);
    connection.commit();
  };
  add(1);
  between.cut();
  add(2);
  between.cut(kUnasked);
  add(3);
  between.cut_when_asked();
  add(4);
  EXPECT_EQ(between.connections(), 4);
  EXPECT_EQ(connection.value_of("SELECT count(*) FROM note"), "4");
}

// Later in an act nothing may be asked again: the failure is the server's absence, not the program's fault, and the connection is lost.
TEST_P(DbInterrupted, AnActWhoseConnectionEndsInTheMiddleFailsAsUnavailable) {
  Between between(location());
  const std::vector<std::function<void()>> ends{[&] { between.cut(); }, [&] { between.cut(kUnasked); }, [&] { between.cut_when_asked(); }};
  for (const auto& end : ends) {
    Connection connection(between.url(), Waits::bounded);
    connection.begin(Connection::Begin::act);
    connection.execute(kAdd, 1);
    end();
    try {
      connection.execute(kAdd, 2);
      FAIL() << "there was no answer";
    } catch (const db::Failure& failure) {
      EXPECT_EQ(failure.kind(), db::Failure::Kind::unavailable) << failure.what();
    }
    EXPECT_TRUE(connection.lost());
  }
  EXPECT_EQ(Connection(location(), Waits::bounded).value_of("SELECT count(*) FROM note"), "0");
}

}  // namespace
