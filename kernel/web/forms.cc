#include <algorithm>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

namespace ocop::web {
namespace {
// What belongs to one field: its ids, its problem, the value to show.
struct State {
  std::string id;
  const Problem* problem = nullptr;
  std::string value;
};

const Problem* problem_of(const Form& form, std::string_view name) {
  if (!form.error) return nullptr;
  for (const Problem& problem : form.error->problems)
    if (problem.field == name) return &problem;
  return nullptr;
}

State state_of(const Form& form, const Field& field) {
  State state{field_id(field.name), problem_of(form, field.name), field.value};
  if (form.values) {
    if (const auto kept = form.values->find(field.name)) state.value = std::string(*kept);
  }
  if (field.type == InputType::password) state.value.clear();   // a password is never sent back
  return state;
}

bool submitted(const Form& form, std::string_view name, std::string_view value) {
  if (!form.values) return false;
  for (const auto kept : form.values->all(name))
    if (kept == value) return true;
  return false;
}

std::string_view type_word(InputType type) {
  switch (type) {
    case InputType::text: return "text";
    case InputType::email: return "email";
    case InputType::password: return "password";
    case InputType::number: return "text";      // with inputmode: spinners lose digits, and Vietnamese decimals have a comma
    case InputType::date: return "date";
    case InputType::search: return "search";
    case InputType::telephone: return "tel";
  }
  return "text";
}

void need_mark(Html& out, const Field& field) {
  if (!field.required) out << " <span class=\"optional\">("_h << (field.needed.vi.empty() ? msg::optional : field.needed) << ")</span>"_h;
}

void label_line(Html& out, const Field& field, std::string_view id) {
  out << "<label for=\""_h << id << "\">"_h << field.label;
  need_mark(out, field);
  out << "</label>"_h;
}

void hint_line(Html& out, const Field& field, std::string_view id) {
  if (field.hint) out << "<p class=\"hint\" id=\""_h << id << "-hint\">"_h << *field.hint << "</p>"_h;
}

// Of a text area: how much may be written, for a browser cuts without a word what is pasted past maxlength.
void hint_with_limit(Html& out, const Field& field, std::string_view id) {
  if (!field.limit) return hint_line(out, field, id);
  out << "<p class=\"hint\" id=\""_h << id << "-hint\">"_h;
  if (field.hint) out << *field.hint << " "_h;
  out.write(msg::at_most_characters, {text::group_digits(static_cast<long long>(*field.limit), out.language())});
  out << "</p>"_h;
}

void problem_line(Html& out, const State& state) {
  if (!state.problem) return;
  out << "<p class=\"problem\" id=\""_h << state.id << "-error\">"_h;
  icon(out, Icon::mark);
  out << "<span><span class=\"unseen\">"_h << msg::error_here << " </span>"_h << sentence_of(*state.problem, out.language())
      << "</span></p>"_h;
}

// A browser gives no file back to a form that is shown again: whoever had chosen one is told before sending the form without.
void hint_with_loss(Html& out, const Field& field, std::string_view id) {
  out << "<p class=\"hint\" id=\""_h << id << "-hint\">"_h;
  if (field.hint) out << *field.hint << " "_h;
  out << "<strong>"_h << msg::choose_file_again << "</strong></p>"_h;
}

// aria-describedby (hint, then error) and aria-invalid. What the hint says beside the declared one.
enum class More : unsigned char { nothing, limit, loss };
void described(Html& out, const Field& field, const State& state, More more = More::nothing) {
  const bool hinted = field.hint.has_value() || (more == More::limit && field.limit) || more == More::loss;
  if (hinted || state.problem) {
    out << " aria-describedby=\""_h;
    if (hinted) out << state.id << "-hint"_h;
    if (hinted && state.problem) out << " "_h;
    if (state.problem) out << state.id << "-error"_h;
    out << "\""_h;
  }
  out << when(state.problem != nullptr, " aria-invalid=\"true\""_h);
}

void open_field(Html& out, const State& state, Markup kind) {
  out << "<div class=\"field "_h << kind << when(state.problem != nullptr, " wrong"_h) << "\">"_h;
}

void open(Html& out, const Form& form, std::string_view action, std::string_view id, Markup extra) {
  out << "<form method=\"post\" action=\""_h << link(out.language(), safe_url(action)) << "\""_h << extra;
  if (!id.empty()) out << " id=\""_h << id << "\""_h;
  // The server's messages are in the page's language and linked to their fields; the browser's own bubbles are neither.
  out << " novalidate><input type=\"hidden\" name=\"_csrf\" value=\""_h << form.request.csrf_token << "\">"_h;
}
}  // namespace

std::string field_id(std::string_view name) {
  std::string id = "f-";
  for (const char c : name) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    id.push_back(kept ? c : '-');
  }
  return id;
}

void open_form(Html& out, const Form& form, std::string_view action, std::string_view id) { open(out, form, action, id, ""_h); }
void open_upload_form(Html& out, const Form& form, std::string_view action) {
  open(out, form, action, {}, " enctype=\"multipart/form-data\""_h);
}
void close_form(Html& out) { out << "</form>"_h; }

void error_summary(Html& out, const Form& form) {
  if (!form.error) return;
  const ErrorTraits& traits = ocop::traits(form.error->kind);
  out << "<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" id=\"error-summary\"><h2>"_h;
  if (form.error->kind == ErrorKind::invalid_input) out << msg::error_summary_heading;
  else out << traits.title;
  out << "</h2>"_h;
  if (form.error->problems.empty()) out << "<p>"_h << traits.advice << "</p>"_h;
  else out << "<ul>"_h;
  for (const Problem& problem : form.error->problems) {
    out << "<li>"_h;
    if (problem.field.empty()) out << sentence_of(problem, out.language());
    else out << "<a href=\"#"_h << field_id(problem.field) << "\">"_h << sentence_of(problem, out.language()) << "</a>"_h;
    out << "</li>"_h;
  }
  if (!form.error->problems.empty()) out << "</ul>"_h;
  out << "</div>"_h;
}

void text_field(Html& out, const Form& form, const Field& field) {
  const State state = state_of(form, field);
  open_field(out, state, "line"_h);
  label_line(out, field, state.id);
  hint_line(out, field, state.id);
  problem_line(out, state);
  out << "<input type=\""_h << type_word(field.type) << "\" id=\""_h << state.id << "\" name=\""_h << field.name << "\""_h;
  if (!state.value.empty()) out << " value=\""_h << state.value << "\""_h;
  if (field.type == InputType::number) out << " inputmode=\"decimal\" class=\"number\""_h;
  if (!field.autocomplete.empty()) out << " autocomplete=\""_h << field.autocomplete << "\""_h;
  if (field.limit) out << " maxlength=\""_h << *field.limit << "\""_h;
  out << when(field.required, " required"_h);
  described(out, field, state);
  out << "></div>"_h;
}

void text_area(Html& out, const Form& form, const Field& field, int rows) {
  const State state = state_of(form, field);
  open_field(out, state, "area"_h);
  label_line(out, field, state.id);
  hint_with_limit(out, field, state.id);
  problem_line(out, state);
  out << "<textarea id=\""_h << state.id << "\" name=\""_h << field.name << "\" rows=\""_h << rows << "\""_h;
  if (field.limit) out << " maxlength=\""_h << *field.limit << "\""_h;
  out << when(field.required, " required"_h);
  described(out, field, state, More::limit);
  // The parser drops one newline after the tag (HTML Standard §13.2.6.4.7): one is given so that the text keeps its own.
  out << ">\n"_h << state.value << "</textarea></div>"_h;
}

void select_field(Html& out, const Form& form, const Field& field, std::span<const Option> options) {
  const State state = state_of(form, field);
  open_field(out, state, "choice"_h);
  label_line(out, field, state.id);
  hint_line(out, field, state.id);
  problem_line(out, state);
  out << "<span class=\"select\"><select id=\""_h << state.id << "\" name=\""_h << field.name << "\""_h
      << when(field.required, " required"_h);
  described(out, field, state);
  out << ">"_h;
  bool has_empty = false;
  for (const Option& option : options) has_empty = has_empty || option.value.empty();
  if (!has_empty) out << "<option value=\"\">"_h << msg::choose << "</option>"_h;
  for (const Option& option : options)
    out << "<option value=\""_h << option.value << "\""_h << when(option.value == state.value && !state.value.empty(), " selected"_h)
        << ">"_h
        << option.label << "</option>"_h;
  out << "</select>"_h;
  icon(out, Icon::down);
  out << "</span></div>"_h;
}

void radio_cards(Html& out, const Form& form, const Field& field, std::span<const Option> options) {
  const State state = state_of(form, field);
  out << "<fieldset class=\"field radios"_h << when(state.problem != nullptr, " wrong"_h) << "\""_h;
  described(out, field, state);
  out << "><legend>"_h << field.label;
  need_mark(out, field);
  out << "</legend>"_h;
  hint_line(out, field, state.id);
  problem_line(out, state);
  int number = 0;
  for (const Option& option : options) {
    ++number;
    // The first carries the field's own id: the error summary's link lands on it.
    const std::string id = number == 1 ? state.id : state.id + "-" + std::to_string(number);
    out << "<label class=\"radio-card\" for=\""_h << id << "\"><input type=\"radio\" id=\""_h << id << "\" name=\""_h << field.name
        << "\" value=\""_h << option.value << "\""_h << when(option.value == state.value, " checked"_h)
        << when(field.required, " required"_h)
        << "><span class=\"radio-text\"><span class=\"radio-label\">"_h << option.label << "</span>"_h;
    if (!option.hint.empty()) out << "<span class=\"radio-hint\">"_h << option.hint << "</span>"_h;
    out << "</span></label>"_h;
  }
  out << "</fieldset>"_h;
}

void check_field(Html& out, const Form& form, const Field& field) {
  const State state = state_of(form, field);
  const std::string value = field.value.empty() ? "1" : field.value;
  // An unticked box is not sent: with submitted values only their presence counts.
  const bool ticked = form.values ? submitted(form, field.name, value) : !field.value.empty();
  open_field(out, state, "check"_h);
  problem_line(out, state);
  out << "<label class=\"check-card\" for=\""_h << state.id << "\"><input type=\"checkbox\" id=\""_h << state.id << "\" name=\""_h
      << field.name
      << "\" value=\""_h << value << "\""_h << when(ticked, " checked"_h) << when(field.required, " required"_h);
  described(out, field, state);
  out << "><span>"_h << field.label << "</span></label>"_h;
  hint_line(out, field, state.id);
  out << "</div>"_h;
}

void check_cards(Html& out, const Form& form, const Field& field, std::span<const Option> options) {
  const State state = state_of(form, field);
  out << "<fieldset class=\"field checks"_h << when(state.problem != nullptr, " wrong"_h) << "\""_h;
  described(out, field, state);
  out << "><legend>"_h << field.label;
  need_mark(out, field);
  out << "</legend>"_h;
  hint_line(out, field, state.id);
  problem_line(out, state);
  out << "<div class=\"row\">"_h;
  int number = 0;
  for (const Option& option : options) {
    ++number;
    const std::string id = number == 1 ? state.id : state.id + "-" + std::to_string(number);
    out << "<label class=\"check-card\" for=\""_h << id << "\"><input type=\"checkbox\" id=\""_h << id << "\" name=\""_h << field.name
        << "\" value=\""_h << option.value << "\""_h << when(submitted(form, field.name, option.value), " checked"_h) << "><span>"_h
        << option.label << "</span></label>"_h;
  }
  out << "</div></fieldset>"_h;
}

void file_field(Html& out, const Form& form, const Field& field, std::string_view accept) {
  const State state = state_of(form, field);
  const auto here = [&](const http::UploadedFile& one) { return one.field == field.name && !one.content.empty(); };
  const bool lost = form.error && std::ranges::any_of(form.request.files, here);
  open_field(out, state, "file"_h);
  label_line(out, field, state.id);
  if (lost) hint_with_loss(out, field, state.id);
  else hint_line(out, field, state.id);
  problem_line(out, state);
  out << "<input type=\"file\" id=\""_h << state.id << "\" name=\""_h << field.name << "\""_h;
  if (!accept.empty()) out << " accept=\""_h << accept << "\""_h;
  out << when(field.required, " required"_h);
  described(out, field, state, lost ? More::loss : More::nothing);
  out << "></div>"_h;
}

void save_status(Html& out) {
  out << "<p class=\"saved\" role=\"status\" data-status data-saving=\""_h << msg::save_saving << "\" data-saved=\""_h << msg::save_saved
      << "\" data-retry=\""_h << msg::save_retry << "\" data-conflict=\""_h << msg::save_conflict << "\" data-refused=\""_h
      << msg::save_refused << "\" data-signed-out=\""_h << msg::save_signed_out << "\" data-restored=\""_h << msg::save_restored
      << "\"></p>"_h;
}

void open_task_bar(Html& out, std::string_view progress, std::string_view path) {
  out << "<div class=\"task-bar\">"_h;
  save_status(out);
  out << "<div class=\"task-acts\"><a class=\"task-progress\""_h;
  href(out, path);
  out << "><span class=\"unseen\">"_h << msg::task_progress << " </span><span data-progress-shown>"_h << progress << "</span></a>"_h;
}
void close_task_bar(Html& out) { out << "</div></div>"_h; }

void button(Html& out, const Message& label, ButtonKind kind, std::string_view name, std::string_view value) {
  out << "<button type=\"submit\" class=\"button "_h;
  out << (kind == ButtonKind::main ? "main"_h : kind == ButtonKind::quiet ? "quiet"_h : "danger"_h) << "\""_h;
  if (!name.empty()) out << " name=\""_h << name << "\" value=\""_h << value << "\""_h;
  out << ">"_h << label << "</button>"_h;
}

void link_button(Html& out, const Message& label, std::string_view path, ButtonKind kind) {
  out << "<a class=\"button "_h << (kind == ButtonKind::main ? "main"_h : kind == ButtonKind::quiet ? "quiet"_h : "danger"_h) << "\""_h;
  href(out, path);
  out << ">"_h << label << "</a>"_h;
}

}  // namespace ocop::web
