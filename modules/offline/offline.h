#pragma once
#include <functional>
#include <optional>
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

inline constexpr std::string_view kFormIsland = "kept-form.js";   // beside kIsland, on a page with a KeptForm

// What a form may hold in one act: read anew and written by the server it is still within sync::kMostBodyBytes, over which an act would
// refuse all that the phone sends with it.
inline constexpr std::size_t kMostFormBytes = sync::kMostBodyBytes / 8 * 7;
// The form asks for a place by fields "latitude", "longitude" and "agreed": it is not kept with half of one, or without the tick.
struct KeptPlace {
  const Message& wrong;                    // said where they are no degrees
  const Message& not_agreed;
};

// A form that is kept in this phone as an act where there is no network (web/islands/kept-form.ts); open and close stand around the form.
// Its fields are the body of the act by their names, and so is the page's attempt (web::attempt_field): what arrived although its answer
// was lost is not done again by the act. One form a page. Without JavaScript the form is a form.
struct KeptForm {
  enum class Acts : std::uint8_t {
    many,                                  // each is an act of its own, about "<subject>/<something of the phone's>"
    one,                                   // a later takes the place of the one that waits, which stands in the form again
  };
  std::string_view kind;
  std::string subject;
  Acts acts = Acts::many;
  AccountId account;                       // whose page it is
  std::vector<std::string> pages{};        // more paths to keep in the phone as the page is opened
  const Message& kept;                     // said once it is in the phone
  const Message& full;                     // said when there was no room
  const Message* beyond = nullptr;         // said in the place of `kept` of a button with a name, which does more than saving
  std::size_t most = kMostFormBytes;       // of the body; longer is not kept, the form stays as it is and says so
  std::optional<KeptPlace> place{};
};
void open_kept_form(web::Html& out, const KeptForm& form);
void close_kept_form(web::Html& out);

// Photos of evidence that this phone keeps until they are papers of the producer (web/islands/photos.ts): the control that takes one, and
// each with its state. Part of the form of the answer; nothing is seen of it without JavaScript.
struct PhotoBox {
  AccountId account;                       // whose page it is: who takes a photo on it
  ProducerId producer;
  std::string title;                       // of the papers; the island adds the moment
};
void photo_box(web::Html& out, const PhotoBox& box);

}  // namespace ocop::offline
