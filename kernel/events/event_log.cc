#include "kernel/events/event_log.h"

#include <ostream>
#include <utility>

#include "kernel/json/json.h"

namespace ocop::events {

EventLog::EventLog(std::ostream& out, const Clock& clock) : out_(out), clock_(clock), writer_([this] { write(); }) {}

EventLog::~EventLog() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  writer_.join();
}

void EventLog::line(std::string_view text) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + text.size() > kMostWaiting) {
      ++dropped_;
      return;
    }
    waiting_.append(text).push_back('\n');
  }
  wake_.notify_one();
}

void EventLog::event(std::string_view level, std::string_view name, std::string_view detail) { line(say(level, name, detail)); }

std::string EventLog::say(std::string_view level, std::string_view name, std::string_view detail) const {
  json::Writer w;
  w.begin_object().field("ts", clock_.now().iso()).field("level", level).field("event", name).field("detail", detail).end_object();
  return w.take();
}

void EventLog::write() {
  std::string taken;
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return ending_ || !waiting_.empty() || dropped_ > 0; });
    if (waiting_.empty() && dropped_ == 0) return;
    taken.clear();
    taken.swap(waiting_);
    const std::size_t dropped = std::exchange(dropped_, 0);
    lock.unlock();
    if (dropped > 0) taken += say("warning", "log", std::to_string(dropped) + " lines were dropped: nobody read them in time") + "\n";
    out_.write(taken.data(), static_cast<std::streamsize>(taken.size())).flush();
    lock.lock();
  }
}

}  // namespace ocop::events
