#include "kernel/db/postgresql_listener.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include "kernel/db/postgresql_connection.h"

namespace ocop::db::postgresql {

namespace {
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kBetweenQuestions{2'000};   // a silent connection is asked whether it lives: bounds what may go unheard
constexpr milliseconds kAnswerWait{5'000};
constexpr milliseconds kBetweenConnections{1'000};

struct Finish {
  void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
using Line = std::unique_ptr<PGconn, Finish>;

Line connect(const std::string& url) {
  const char* keys[] = {"target_session_attrs", "connect_timeout", "fallback_application_name", "dbname", nullptr};
  const char* values[] = {"read-write", "5", "ocop listener", url.c_str(), nullptr};
  Line line(PQconnectdbParams(keys, values, 1));
  if (PQstatus(line.get()) != CONNECTION_OK) return nullptr;
  PQsetNoticeProcessor(line.get(), [](void*, const char*) {}, nullptr);
  const ResultHandle listening(PQexec(line.get(), "LISTEN ocop"));
  if (PQresultStatus(listening.get()) != PGRES_COMMAND_OK) return nullptr;
  return line;
}
}  // namespace

Listener::Listener(std::string url) : url_(std::move(url)), stop_(eventfd(0, EFD_CLOEXEC)) {}

Listener::~Listener() {
  const std::uint64_t one = 1;
  if (thread_.joinable() && write(stop_, &one, sizeof one) == sizeof one) thread_.join();
  close(stop_);
}

std::uint64_t Listener::changes(std::string_view topic) {
  const std::lock_guard lock(mutex_);
  if (!thread_.joinable()) {
    sure_at_ = steady_clock::now();
    thread_ = std::thread([this] { serve(); });
  }
  const auto found = heard_.find(topic);
  return reconnects_ + (found == heard_.end() ? 0 : found->second);
}

void Listener::heard(const std::set<std::string, std::less<>>& topics) {
  const std::lock_guard lock(mutex_);
  for (const std::string& topic : topics) ++heard_[topic];
}

milliseconds Listener::unheard() const {
  const std::lock_guard lock(mutex_);
  if (!thread_.joinable()) return milliseconds(0);
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - sure_at_);
}

bool Listener::pause(milliseconds time) const {
  pollfd stopping{stop_, POLLIN, 0};
  return poll(&stopping, 1, static_cast<int>(time.count())) == 0;
}

void Listener::heard_all() {
  const std::lock_guard lock(mutex_);
  sure_at_ = steady_clock::now();
}

void Listener::serve() {
  pthread_setname_np(pthread_self(), "ocop-listener");
  do listen_until_lost();
  while (pause(kBetweenConnections));
}

void Listener::listen_until_lost() {
  const Line line = connect(url_);
  if (!line) return;
  {
    const std::lock_guard lock(mutex_);
    ++reconnects_;   // behind LISTEN: whoever looks now and reads the database again misses nothing
    sure_at_ = steady_clock::now();
  }
  bool asked = false;   // an empty query is under way; its answer comes behind every announcement made before it
  while (true) {
    pollfd either[] = {{PQsocket(line.get()), POLLIN, 0}, {stop_, POLLIN, 0}};
    const int ready = poll(either, 2, static_cast<int>((asked ? kAnswerWait : kBetweenQuestions).count()));
    if (either[1].revents != 0) return;
    if (ready == 0) {
      if (asked || PQsendQuery(line.get(), "") == 0) return;   // no answer to the last question: gone
      asked = true;
      continue;
    }
    if (PQconsumeInput(line.get()) == 0) return;
    while (asked && PQisBusy(line.get()) == 0) {
      PGresult* answer = PQgetResult(line.get());
      if (answer == nullptr) asked = false;
      PQclear(answer);
    }
    while (PGnotify* told = PQnotifies(line.get())) {
      const std::lock_guard lock(mutex_);
      ++heard_[told->extra];
      PQfreemem(told);
    }
    if (!asked) heard_all();
  }
}

}  // namespace ocop::db::postgresql
