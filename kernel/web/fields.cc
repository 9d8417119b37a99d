#include "kernel/web/fields.h"

#include <algorithm>
#include <vector>

#include "kernel/crypto/crypto.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"

namespace ocop::web {
namespace {

using input::Kind;

std::optional<Message> hint_of(const input::Field& field, const Control& control) {
  if (control.hint) return control.hint;
  if (!field.options.hint.vi.empty()) return field.options.hint;
  if (field.kind == Kind::date) return msg::date_as_printed;
  return std::nullopt;
}

InputType type_of(const input::Field& field) {
  if (field.kind == Kind::secret) return InputType::password;
  if (field.kind == Kind::integer) return InputType::number;
  if (field.options.autocomplete == "email") return InputType::email;
  return field.options.autocomplete == "tel" ? InputType::telephone : InputType::text;
}

std::optional<std::size_t> limit_of(const input::Field& field) {
  switch (field.kind) {
    case Kind::line: case Kind::paragraph: case Kind::secret: return static_cast<std::size_t>(field.most());
    case Kind::date: return static_cast<std::size_t>(input::kMostDateText);
    default: return std::nullopt;
  }
}

void choice(Html& out, const Form& form, const input::Field& declared, const Field& field, const Control& control) {
  std::vector<Option> options(control.options.begin(), control.options.end());
  if (options.empty())
    for (const input::Choice& one : declared.choices) options.push_back({one.value, std::string(translate(one.label, out.language()))});
  if (control.choices == ChoiceStyle::cards) radio_cards(out, form, field, options);
  else select_field(out, form, field, options);
}

void version(Html& out, const Form& form, std::string_view key) {
  const std::string_view seen = form.shown ? form.shown->get(key) : form.values ? form.values->get(key) : std::string_view();
  out << "<input type=\"hidden\" name=\""_h << key << "\" value=\""_h << seen << "\">"_h;
}

}  // namespace

Form form(const http::Asked& call, const http::Fields* shown) {
  return {call.request, call.refused, call.refused ? call.kept() : shown, shown};
}

void attempt_field(Html& out, const Form& form, Random& random) {
  constexpr std::size_t kKeyBytes = 16;   // as many random bits as a UUID
  const auto of_key = [](const Problem& problem) { return problem.field == http::kAttemptField; };
  const bool spent = form.error && (form.error->kind == ErrorKind::conflict || std::ranges::any_of(form.error->problems, of_key));
  std::string key(form.error && !spent ? form.request.form.get(http::kAttemptField) : std::string_view());
  if (key.empty()) key = crypto::random_token(random, kKeyBytes);
  out << "<input type=\"hidden\" name=\""_h << http::kAttemptField << "\" value=\""_h << key << "\">"_h;
}

void control(Html& out, const Form& form, const input::Shape& shape, std::string_view key, const Control& control) {
  const input::Field& declared = *shape.find(key);
  const Field field{.name = declared.key,
                    .label = declared.options.label,
                    .hint = hint_of(declared, control),
                    .type = type_of(declared),
                    .required = control.need.value_or(declared.options.need) == input::Need::required,
                    .autocomplete = std::string(declared.options.autocomplete),
                    .limit = limit_of(declared),
                    .needed = declared.options.needed};
  switch (declared.kind) {
    case Kind::version: return version(out, form, key);
    case Kind::paragraph: return text_area(out, form, field, control.rows);
    case Kind::boolean: return check_field(out, form, field);
    case Kind::file: return file_field(out, form, field, control.accept);
    case Kind::choice: return choice(out, form, declared, field, control);
    default:
      if (control.options.empty()) text_field(out, form, field);
      else choice(out, form, declared, field, control);   // a list, or cards where what speaks for each is to be read
  }
}

void fields(Html& out, const Form& form, const input::Shape& shape) {
  for (const input::Field& field : shape.fields()) control(out, form, shape, field.key);
}

void whole_form(Html& out, const http::Asked& call, const input::Shape& shape, const http::Fields* shown, const Sends& sends) {
  const Form sent = form(call, shown);
  if (shape.has(Kind::file)) open_upload_form(out, sent, sends.action);
  else open_form(out, sent, sends.action);
  error_summary(out, sent);
  fields(out, sent, shape);
  button(out, sends.button, sends.kind);
  close_form(out);
}

void act(Html& out, const http::Request& request, const Act& one) {
  open_form(out, {request}, one.action);
  if (one.version) out << "<input type=\"hidden\" name=\"version\" value=\""_h << *one.version << "\">"_h;
  button(out, one.label, one.kind, one.name, one.value);
  close_form(out);
}

}  // namespace ocop::web
