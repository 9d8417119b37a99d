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
inline constexpr std::string_view kIsland = "offline.js";  // of PageOptions::islands, on pages whose forms may be filled without a network

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

// Photos of evidence that this phone keeps until they are papers of the producer (web/islands/photos.ts): the control that takes one, and
// each with its state. Part of the form of the answer; nothing is seen of it without JavaScript.
struct PhotoBox {
  AccountId account;                       // whose page it is: who takes a photo on it
  ProducerId producer;
  std::string title;                       // of the papers; the island adds the moment
};
void photo_box(web::Html& out, const PhotoBox& box);

}  // namespace ocop::offline
