#pragma once
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "kernel/http/input.h"
#include "kernel/http/table.h"
#include "kernel/web/page.h"

// The controls of a declared request (kernel/http/input.h): its labels, hints, limits and words, said once where the field is declared.
//   web::whole_form(out, call, close_report(), {report.version, {}}, {path, msg::close_report});
// or, where something stands between the fields,
//   const web::Form form = web::form(call, shown);
//   web::open_form(out, form, path);
//   web::error_summary(out, form);
//   web::control(out, form, close_report().shape(), "finding");
//   …
namespace ocop::web {

// The form of a page: shown again after a refusal with what was sent, else with `shown` (Declaration::show; null = empty). A version is
// always the one of `shown`: whoever has read that another was faster may go on from there.
Form form(const http::Asked& call, const http::Fields* shown = nullptr);

enum class ChoiceStyle : unsigned char { list, cards };   // a choice as a list to open, or as large cards
struct Control {
  ChoiceStyle choices = ChoiceStyle::list;
  int rows = 5;                          // of a paragraph
  std::span<const Option> options{};     // of a line, id or choice whose values are known only now
  std::optional<Message> hint{};         // instead of the declared one, when it depends on what is shown
  std::string_view accept{};             // of a file: "application/pdf,image/png"
  std::optional<input::Need> need{};     // instead of the declared one, where what is shown makes a rule ask for it
};
// The hidden key of an attempt (http::attempt_of): the same form sent twice, by a double click or a phone that sends again, is one act. A
// form that is shown again keeps its key, unless the key itself was refused.
void attempt_field(Html& out, const Form& form, Random& random);
// One declared field. Precondition: the shape has it, and it is no list or map (pages draw those by themselves).
void control(Html& out, const Form& form, const input::Shape& shape, std::string_view key, const Control& control = {});
// All of them in the order of the declaration.
void fields(Html& out, const Form& form, const input::Shape& shape);

// Where a form is sent, and by which button.
struct Sends {
  std::string action;
  Message button;
  ButtonKind kind = ButtonKind::main;
};
// The whole of a form: what is wrong with what was sent, all fields, the button. `shown` as for form().
void whole_form(Html& out, const http::Asked& call, const input::Shape& shape, const http::Fields* shown, const Sends& sends);
// `current`: what it holds the first time.
template <class T>
void whole_form(Html& out, const http::Asked& call, const input::Declaration<T>& fields, const std::type_identity_t<T>& current,
                const Sends& sends) {
  const http::Fields shown = fields.show(current);
  whole_form(out, call, fields.shape(), &shown, sends);
}
// Empty the first time.
template <class T>
void whole_form(Html& out, const http::Asked& call, const input::Declaration<T>& fields, const Sends& sends) {
  whole_form(out, call, fields.shape(), nullptr, sends);
}

// A form of one button, for an act on a row.
struct Act {
  std::string action;
  const Message& label;
  ButtonKind kind = ButtonKind::quiet;
  std::string_view name{}, value{};
  std::optional<std::int64_t> version{};   // of what the act changes, as it is shown
};
void act(Html& out, const http::Request& request, const Act& act);

}  // namespace ocop::web
