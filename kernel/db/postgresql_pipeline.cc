// What a connection sends and when it waits; see postgresql_connection.h. Numbers of sections: PostgreSQL 15 manual, §34.5 Pipeline Mode.
#include <libpq-fe.h>

#include <array>
#include <bit>
#include <charconv>
#include <utility>

#include "kernel/db/postgresql_connection.h"
#include "kernel/db/statement.h"

namespace ocop::db::postgresql {

namespace {
struct Prepare {
  const char* name;
  const char* sql;
};
constexpr std::array<Prepare, 4> kControls{{{"ocop_begin_act", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"},
                                            {"ocop_begin_look", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
                                            {"ocop_commit", "COMMIT"},
                                            {"ocop_roll_back", "ROLLBACK"}}};
// Answers of statements that nobody waits for pile up at the server and in libpq: so many, and they are read.
constexpr std::size_t kMostUnread = 256;

constexpr Statement kAnnounce{"db.announce", "SELECT pg_notify('ocop', $1)"};
}  // namespace

void Connection::enter_pipeline() {
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF && PQenterPipelineMode(connection_) == 0) throw failure_of(nullptr, "db.pipeline");
}

void Connection::leave_pipeline() {
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF) return;
  if (!sent_.empty()) wait();
  if (PQexitPipelineMode(connection_) == 0) throw failure_of(nullptr, "db.pipeline");
}

void Connection::sent(int accepted, Sent what) {
  if (accepted == 0) throw failure_of(nullptr, what.name);
  sent_.push_back(what);
  unsynced_ = what.what == Sent::What::sync ? 0 : unsynced_ + 1;
}

void Connection::send_sync() { sent(PQpipelineSync(connection_), {Sent::What::sync, "db.sync"}); }

void Connection::send_control(Control control) {
  enter_pipeline();
  if (!controls_known_) {
    for (const Prepare& known : kControls)
      sent(PQsendPrepare(connection_, known.name, known.sql, 0, nullptr), {Sent::What::control, known.name});
    controls_known_ = true;
  }
  const char* name = kControls[static_cast<std::size_t>(control)].name;
  sent(PQsendQueryPrepared(connection_, name, 0, nullptr, nullptr, nullptr, 1), {Sent::What::control, name});
}

void Connection::send_open() {
  if (!begin_) return;
  send_control(*std::exchange(begin_, std::nullopt) == Begin::act ? Control::begin_act : Control::begin_look);
  open_ = true;
}

void Connection::send_statement(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  ++statements_;
  enter_pipeline();
  send_open();
  send_prepared(prepared(statement, binds, repeated), binds, statement.name);
}

void Connection::send_prepared(const Prepared& entry, std::span<const Bind> binds, std::string_view name) {
  struct Eight { char bytes[8]; };
  std::vector<Eight> numbers(binds.size());
  std::vector<const char*> values(binds.size());
  std::vector<int> lengths(binds.size());
  const std::vector<int> formats(binds.size(), 1);   // binary
  for (std::size_t i = 0; i < binds.size(); ++i) {
    const Bind& bind = binds[i];
    if (bind.is_null()) continue;
    switch (bind.kind()) {
      case Bind::Kind::integer: write_big_endian(static_cast<std::uint64_t>(bind.integer()), numbers[i].bytes); break;
      case Bind::Kind::real: write_big_endian(std::bit_cast<std::uint64_t>(bind.real()), numbers[i].bytes); break;
      case Bind::Kind::text:
      case Bind::Kind::blob:
        values[i] = bind.bytes().empty() ? "" : bind.bytes().data();   // a null pointer would be NULL
        lengths[i] = static_cast<int>(bind.bytes().size());
        continue;
    }
    values[i] = numbers[i].bytes;
    lengths[i] = 8;
  }
  sent(PQsendQueryPrepared(connection_, entry.server_name.c_str(), static_cast<int>(binds.size()), values.data(), lengths.data(),
                           formats.data(), 1),
       {Sent::What::execute, name});
}

// The server has been sent a Sync: reads every answer up to it, also those that nobody had waited for. Throws the first failure.
ResultHandle Connection::wait() {
  ResultHandle last;
  if (sent_.empty()) return last;
  if (unsynced_ > 0) send_sync();
  ++round_trips_;
  std::optional<Failure> failure;
  while (!sent_.empty()) {
    const Sent next = sent_.front();
    sent_.pop_front();
    take_answer(next, last, failure);
    if (!lost()) continue;
    sent_.clear();
    open_ = false;
    if (!failure) failure = failure_of(nullptr, next.name);
  }
  if (failure) throw *failure;
  return last;
}

// §34.5.1.2: one result for each command, then a null pointer; one result for a Sync, and none behind it.
void Connection::take_answer(const Sent& sent, ResultHandle& last, std::optional<Failure>& failure) {
  ResultHandle result(PQgetResult(connection_));
  const ExecStatusType status = PQresultStatus(result.get());
  if (sent.what == Sent::What::sync) {
    if (status != PGRES_PIPELINE_SYNC && !failure && !sent.ignored) failure = failure_of(result.get(), sent.name);
    return;
  }
  while (PGresult* more = PQgetResult(connection_)) PQclear(more);
  const bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  if (done && sent.cursor) sent.cursor->open(std::move(result));
  else if (done && sent.what == Sent::What::execute) last = std::move(result);
  if (done) return;
  if (sent.what == Sent::What::prepare && sent.entry) sent.entry->server_name.clear();
  if (status == PGRES_PIPELINE_ABORTED) return;   // §34.5.1.3: skipped, because one before it failed
  if (!failure && !sent.ignored) failure = failure_of(result.get(), sent.name);
}

void Connection::ask(const Statement& statement, std::span<const Bind> binds, std::size_t repeated, Cursor* cursor) {
  try {
    send_statement(statement, binds, repeated);
    sent_.back().cursor = cursor;
  } catch (const Failure&) {
    if (!asked_ || !lost()) throw;   // else it is asked again by whoever waits
  }
  if (!asked_) return;
  Asked& kept = asked_->emplace_back(Asked{statement, std::string(text_for(statement, Engine::postgresql)), {}, {}, repeated, cursor});
  for (const Bind& bind : binds) {
    const bool text = bind.kind() == Bind::Kind::text || bind.kind() == Bind::Kind::blob;
    if (!text || bind.is_null()) kept.binds.push_back(bind);
    else if (bind.kind() == Bind::Kind::text) kept.binds.emplace_back(kept.bytes.emplace_back(bind.bytes()));
    else kept.binds.push_back(Bind::blob(kept.bytes.emplace_back(bind.bytes())));
  }
}

// A connection may have been lost while it was idle (the server was restarted), and the first to notice is the first statement of a
// transaction: nothing of it has been answered, so it may be asked again on another connection, once.
ResultHandle Connection::wait_or_ask_again() {
  auto asked = std::exchange(asked_, std::nullopt);
  const bool again = asked && !asked->empty();
  try {
    if (!again || !lost()) return wait();
  } catch (const Failure&) {
    if (!again || !lost()) throw;
  }
  reconnect();
  begin_ = began_;
  trouble_.reset();
  for (const Asked& one : *asked) {
    Statement statement = one.statement;
    statement.postgresql = one.text;
    ask(statement, one.binds, one.repeated, one.cursor);
  }
  return wait();
}

void Connection::bring(Cursor& cursor) {
  wait_or_ask_again();
  if (cursor.awaited()) throw Failure(Failure::Kind::other, cursor.name() + ": a statement before it failed");
}

void Connection::forget(Cursor& cursor) noexcept {
  for (Sent& sent : sent_)
    if (sent.cursor == &cursor) sent.cursor = nullptr;
  if (!asked_) return;
  for (Asked& one : *asked_)
    if (one.cursor == &cursor) one.cursor = nullptr;
}

void Connection::begin(Begin how) {
  trouble_.reset();
  announced_.clear();
  begin_ = began_ = how;
  asked_.emplace();
}

void Connection::commit() {
  if (std::exchange(begin_, std::nullopt)) return;   // nothing was asked
  send_control(Control::commit);
  wait();
  open_ = false;
}

void Connection::end_unwaited(Control control) noexcept {
  begin_.reset();
  if (!std::exchange(open_, false) || lost()) return;
  try {
    if (unsynced_ > 0) send_sync();   // behind a statement that fails everything up to the Sync is skipped; this must not be
    send_control(control);
    send_sync();
    for (Sent& sent : sent_) sent.ignored = true;
  } catch (const Failure&) {
    // The connection is lost, and the server ends the transaction.
  }
}

void Connection::finish_look() noexcept { end_unwaited(Control::commit); }

void Connection::roll_back() noexcept {
  end_unwaited(Control::roll_back);
  if (PQpipelineStatus(connection_) != PQ_PIPELINE_OFF) return;
  const PGTransactionStatusType status = PQtransactionStatus(connection_);
  if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR) PQclear(PQexec(connection_, "ROLLBACK"));
}

Cursor& Connection::idle_cursor() {
  for (const auto& cursor : cursors_)
    if (!cursor->busy()) return *cursor;
  cursors_.push_back(std::make_unique<Cursor>());
  return *cursors_.back();
}

Rows::Source& Connection::start(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  Cursor& cursor = idle_cursor();
  ask(statement, binds, repeated, &cursor);
  cursor.await(*this, statement.name);
  return cursor;
}

std::int64_t Connection::run(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  ask(statement, binds, repeated, nullptr);
  const ResultHandle result = wait_or_ask_again();
  if (std::string_view(PQcmdStatus(result.get())).starts_with("SELECT")) return 0;   // as on SQLite
  const std::string_view count = PQcmdTuples(result.get());
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

void Connection::defer(const Statement& statement, std::span<const Bind> binds, std::size_t repeated) {
  asked_.reset();   // too much to keep; a lost connection shows as what it is
  send_statement(statement, binds, repeated);
  if (unsynced_ >= kMostUnread) wait();
}

void Connection::announce(std::string_view topic) {
  if (announced_.emplace(topic).second) send(kAnnounce, topic);
}

}  // namespace ocop::db::postgresql
