#include "app/signals.h"

#include <initializer_list>

namespace ocop::app {

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  return set;
}

void block_ending_signals() {
  const sigset_t ending = ending_signals();
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void wait_for_ending_signal() {
  const sigset_t ending = ending_signals();
  while (sigwaitinfo(&ending, nullptr) < 0) {
  }
}

}  // namespace ocop::app
