#pragma once
#include <csignal>

namespace ocop::app {

// Signals that end the program; blocked in every thread of a server, and taken by its main thread.
sigset_t ending_signals();
void block_ending_signals();          // before any thread begins
void wait_for_ending_signal();

}  // namespace ocop::app
