#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ocop::http {

// A fixed number of threads and a bounded queue for handlers that wait. Thread-safe.
class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t queue_limit);
  ~WorkerPool();
  // False when the queue is full or the pool is stopped: the job was not and will not be run.
  bool submit(std::function<void()> job);
  std::size_t waiting() const;
  // Lets running jobs end, destroys the waiting ones unrun, joins.
  void stop();

 private:
  void work();
  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> queue_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ocop::http
