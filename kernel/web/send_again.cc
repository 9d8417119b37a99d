#include "kernel/base/text.h"
#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/web/messages.h"
#include "kernel/web/parts.h"

// A form that was refused for no fault of what is in it: what was typed stands on the answer's page, to be sent again as it is.
namespace ocop::web {
namespace {

constexpr std::size_t kShownOfAValue = 300;   // bytes: enough to know one's own words again

bool may_pass(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_signed_in:
    case ErrorKind::forbidden:
    case ErrorKind::stale_form:
    case ErrorKind::too_many_requests:
    case ErrorKind::storage_unavailable:
    case ErrorKind::internal: return true;
    default: return false;
  }
}

void what_was_typed(Html& out, const http::Request& request) {
  out << "<details><summary>"_h << msg::again_what << "</summary><ul>"_h;
  for (const auto& [name, value] : request.form.items()) {
    if (name == http::kCsrfField || name == http::kAttemptField || value.empty()) continue;
    const std::string_view shown = text::cut(value, kShownOfAValue);
    out << "<li>"_h << shown;
    if (shown.size() < value.size()) out << "…"_h;
    out << "</li>"_h;
  }
  out << "</ul></details>"_h;
}

// The same address with its query: idempotency and return paths are part of what was sent.
std::string address_of(const http::Request& request) {
  const std::string query = request.query.to_query();
  return query.empty() ? request.path : request.path + "?" + query;
}

}  // namespace

bool can_be_sent_again(const Error& error, const http::Request& request) {
  if (request.method != http::Method::post || !may_pass(error.kind)) return false;
  if (request.typed == http::Typed::secret) return false;   // written into no page: who typed a password types it again
  return !request.form.empty() || !request.files.empty();
}

void send_again(Html& out, const Site& site, const Error& error, const http::Request& request) {
  const std::string& sign_in = site.navigation.sign_in();
  out << "<div class=\"panel\"><h2>"_h << msg::again_heading << "</h2><p>"_h;
  const bool signs_in = error.kind == ErrorKind::not_signed_in && !sign_in.empty();
  out << (signs_in ? msg::again_signed_out : error.kind == ErrorKind::forbidden ? msg::again_forbidden : msg::again_lead) << "</p>"_h;
  if (signs_in)   // another tab: this one holds what was typed
    out << "<p><a class=\"button quiet\" target=\"_blank\" rel=\"noopener\" href=\""_h << link(request, sign_in) << "\">"_h
        << msg::again_sign_in << "</a></p>"_h;
  what_was_typed(out, request);
  const Form form{request};
  const std::string to = address_of(request);
  if (request.files.empty()) open_form(out, form, to);
  else open_upload_form(out, form, to);
  for (const auto& [name, value] : request.form.items())
    if (name != http::kCsrfField) out << "<input type=\"hidden\" name=\""_h << name << "\" value=\""_h << value << "\">"_h;
  for (std::size_t i = 0; i < request.files.size(); ++i) {
    const std::string id = "again-file-" + std::to_string(i);
    out << "<div class=\"field\"><label for=\""_h << id << "\">"_h
        << format(msg::again_file, out.language(), {request.files[i].file_name}) << "</label><input type=\"file\" id=\""_h << id
        << "\" name=\""_h << request.files[i].field << "\"></div>"_h;
  }
  button(out, msg::again_send);
  close_form(out);
  out << "</div>"_h;
}

}  // namespace ocop::web
