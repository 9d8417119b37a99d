#pragma once
#include <string>
#include <string_view>
#include <type_traits>

#include "kernel/web/fields.h"

// The page of a thing that goes from step to step (a check, a proposal, a complaint): its head, what people wrote of it, and what the
// reader may do next, each step a panel with its own form. A page puts error_summary() under its head, once for all of them.
namespace ocop::web {

// Where it stands among others, its name, and its state as a badge.
struct ThingHead {
  Crumb list;
  std::string name;
  Look look;
  const Message& state;
};
void thing_head(Html& out, const ThingHead& head);

// What somebody wrote, a paragraph a line; nothing of an empty text.
void written(Html& out, const Message& heading, std::string_view text);

// A step: a panel whose heading is also its button.
void step(Html& out, const http::Asked& call, const input::Shape& shape, const http::Fields& shown, const Sends& sends);
// `current`: what its fields hold the first time, with the version of the thing as it is shown.
template <class T>
void step(Html& out, const http::Asked& call, const input::Declaration<T>& fields, const std::type_identity_t<T>& current,
          const Sends& sends) {
  step(out, call, fields.shape(), fields.show(current), sends);
}
// A step that asks for nothing but the version.
void step(Html& out, const http::Asked& call, const Act& act, std::string_view lead = {});

}  // namespace ocop::web
