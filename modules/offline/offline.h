#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/sync/sync.h"
#include "kernel/web/page.h"

// Port of the module: a module whose acts a phone may do without a network adds a Kind to the offers in its manifest.
namespace ocop::offline {

inline constexpr std::string_view kPath = "/offline";
inline constexpr std::string_view kIsland = "offline.js";       // of PageOptions::islands, on pages whose forms may be filled without a network

// An act as its person reads it, beside what stands there now.
struct Line { std::string label, mine, now; };
struct Shown {
  std::string title;                       // what the act is about
  std::string path;                        // its page; empty when there is none (any more)
  std::vector<Line> lines;
};
struct Kind {
  int rank = 0;
  std::string name;                        // "dossier.answer"
  const sync::Handler* handler = nullptr;  // outlives the program's modules
  std::function<Shown(const Actor& actor, const sync::Answer& act, Language language)> show;
};

// The line of a page that says what waits in this phone (web/islands/outbox.ts); empty without JavaScript.
void outbox_line(web::Html& out);

}  // namespace ocop::offline
