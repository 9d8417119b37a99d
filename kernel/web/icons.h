#pragma once
#include "kernel/web/html.h"

namespace ocop::web {

// One-colour drawings of 24 × 24 that say what a word beside them says; hidden from screen readers.
enum class Icon : unsigned char { search, home, basket, map, book, log, work, person, check, clock, cross, question, mark, paper, ended,
    ring, arrow, down, up, out };
void icon(Html& out, Icon icon);

}  // namespace ocop::web
