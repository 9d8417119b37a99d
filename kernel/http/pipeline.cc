#include "kernel/http/pipeline.h"

#include <algorithm>
#include <utility>

#include "kernel/base/text.h"
#include "kernel/http/conditional.h"
#include "kernel/http/cookies.h"
#include "kernel/http/csrf.h"
#include "kernel/http/input.h"
#include "kernel/http/messages.h"
#include "kernel/http/multipart.h"
#include "kernel/http/response.h"
#include "kernel/http/schema.h"
#include "kernel/i18n/translate.h"

namespace ocop::http {
namespace {

bool changes(Method method) {
  return method == Method::post || method == Method::put || method == Method::patch || method == Method::delete_;
}

bool asks_for_secret(const input::Shape& shape) {
  return std::ranges::any_of(shape.fields(), [](const input::Field& field) { return field.kind == input::Kind::secret; });
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string_view bearer_token(const Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view value = request.header("authorization");
  if (value.size() <= kScheme.size() || !same_name(value.substr(0, kScheme.size()), kScheme)) return {};
  return text::trim(value.substr(kScheme.size()));
}

std::string join_allowed(std::vector<Method> methods) {
  methods.push_back(Method::options);
  std::string out;
  for (const Method method : methods) {
    if (out.find(name(method)) != std::string::npos) continue;
    if (!out.empty()) out.append(", ");
    out.append(name(method));
  }
  return out;
}

// The language prefix: "/en" or "/en/…" asks for English and is not part of the path.
bool take_english_prefix(std::string& path) {
  constexpr std::string_view kPrefix = "/en";
  if (!path.starts_with(kPrefix) || (path.size() > kPrefix.size() && path[kPrefix.size()] != '/')) return false;
  path.erase(0, kPrefix.size());
  if (path.empty()) path = "/";
  return true;
}

// "/en/…" is English whatever the browser prefers; then "?lang=", then Accept-Language.
void negotiate(Request& request) {
  if (request.language == Language::en) return;
  const std::string_view asked = request.query.get(kLanguageParameter);
  if (asked == "vi" || asked == "en") request.language = asked == "en" ? Language::en : Language::vi;
  else request.language = negotiate_language(request.header("accept-language"));
}

Error unreadable_address(std::string detail) {
  Error error = Error::of(ErrorKind::malformed_request, Problem{"", "", "a percent-encoded UTF-8 address", msg::address_unreadable, {}});
  error.detail = std::move(detail);
  return error;
}

Error not_offered(Method method, const std::vector<Method>& allowed) {
  Problem problem{"", std::string(name(method)), join_allowed(allowed), msg::method_not_offered, {}};
  return Error::of(ErrorKind::method_not_allowed, std::move(problem));
}

void replace_header(Response& response, std::string_view header, std::string value) {
  std::erase_if(response.headers, [&](const auto& one) { return same_name(one.first, header); });
  response.headers.emplace_back(header, std::move(value));
}

}  // namespace

Error too_large(const Plan& plan, std::optional<std::uint64_t> length) {
  const auto bytes = [](std::uint64_t count) { return std::to_string(count) + " bytes"; };
  const std::string got = length ? bytes(*length) : "";
  const input::Field* file = nullptr;
  if (plan.route && plan.route->upload_limit > 0 && plan.body_limit == plan.route->upload_limit)
    file = &*std::ranges::find(plan.route->takes->fields(), input::Kind::file, &input::Field::kind);
  if (!file)
    return Error::of(ErrorKind::too_large, Problem{"", got, "at most " + bytes(plan.body_limit), msg::sent_too_large,
                                                   {input::size_of(plan.body_limit)}});
  const auto most = static_cast<std::uint64_t>(file->most());
  return Error::of(ErrorKind::too_large, Problem{file->key, got, "at most " + bytes(most), msg::upload_too_large, {input::size_of(most)}});
}

Error too_busy() {
  const std::string seconds = std::to_string(kRetryAfterSeconds);
  return Error::of(ErrorKind::storage_unavailable, Problem{"", "", "fewer requests at once", msg::server_busy, {seconds}});
}

Pipeline::Inner::Inner(const ServerOptions& options, const Server::Parts& parts) : options_(options), parts_(parts) {
  if (!parts_.clock) parts_.clock = &own_clock_;
  if (!parts_.random) parts_.random = &own_random_;
  std::array<std::uint8_t, 4> seed{};
  parts_.random->fill(seed);
  id_prefix_ = text::hex({reinterpret_cast<const char*>(seed.data()), seed.size()}) + "-";
}

std::string Pipeline::Inner::next_request_id() const {
  return id_prefix_ + std::to_string(id_count_.fetch_add(1, std::memory_order_relaxed));
}

// original_target → path, query, language.
std::optional<Error> Pipeline::Inner::read_target(Request& request) const {
  std::string_view target = request.original_target;
  if (target.starts_with("http://") || target.starts_with("https://")) {   // absolute form, RFC 9112 §3.2.2
    target.remove_prefix(target.find("://") + 3);
    target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
  }
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  auto path = percent_decode(target.substr(0, mark));
  if (!path) request.path = target.substr(0, mark);   // as it came: still tells whether a program or a person asked
  if (!path) return unreadable_address("a '%' of the path is not followed by two hexadecimal digits");
  request.path = path->empty() ? "/" : std::move(*path);
  const bool control = std::any_of(request.path.begin(), request.path.end(), is_control);
  const bool readable = request.path[0] == '/' && !control && text::is_valid_utf8(request.path);
  if (!readable) return unreadable_address("the path is not '/' and UTF-8 text");
  const bool english = take_english_prefix(request.path);
  request.language = english ? Language::en : Language::vi;
  if (!english && request.path.starts_with("/api/")) request.language_from = LanguageFrom::accept_header;
  if (mark == std::string_view::npos) return std::nullopt;
  auto query = Fields::parse_query(target.substr(mark + 1));
  if (!query) return unreadable_address("query: " + query.error().detail);
  request.query = std::move(*query);
  return std::nullopt;
}

Plan Pipeline::Inner::prepare(Request& request) const {
  Plan plan;
  if (request.request_id.empty()) request.request_id = next_request_id();
  if (request.received.milliseconds == 0) request.received = now();
  request.cookies = cookies_of(request, options_.public_url);
  plan.refusal = read_target(request);
  if (request.language_from == LanguageFrom::accept_header) negotiate(request);   // of the API, for its errors too
  if (plan.refusal || !parts_.router) return plan;
  auto match = parts_.router->match(request.method, request.path);
  plan.route = match.route;
  plan.allowed = std::move(match.allowed);
  request.path_values = std::move(match.values);
  if (plan.route && plan.route->takes && asks_for_secret(*plan.route->takes)) request.typed = Typed::secret;
  if (!plan.route) {
    if (plan.allowed.empty()) plan.refusal = Error::of(ErrorKind::not_found, "no such address");
    else if (request.method != Method::options) plan.refusal = not_offered(request.method, plan.allowed);
    return plan;
  }
  if (changes(request.method)) expect_body(request, plan);
  if (plan.route->language == LanguageFrom::accept_header) {
    request.language_from = LanguageFrom::accept_header;
    negotiate(request);
  }
  return plan;
}

void Pipeline::Inner::expect_body(Request& request, Plan& plan) const {
  const Route& route = *plan.route;
  plan.body_limit = route.body_limit ? route.body_limit : kDefaultBodyLimit;
  if (route.upload_limit == 0) return;
  const auto boundary = multipart_boundary(request.header("content-type"));
  if (!boundary) return;
  MultipartReader::Takes takes{.files = {}, .folder = options_.upload_folder, .limits = {.fields = plan.body_limit}};
  for (const input::Field& field : route.takes->fields())
    if (field.kind == input::Kind::file) takes.files.push_back({field.key, static_cast<std::size_t>(field.most())});
  request.incoming = std::make_shared<MultipartReader>(*boundary, std::move(takes));
  plan.body_limit = route.upload_limit;
}

Reach Pipeline::Inner::identify(Request& request) const {
  if (!parts_.authenticator) return Reach::everything;
  const std::string_view bearer = bearer_token(request);
  // A bearer token speaks alone: the cookie that a browser adds by itself must not lend it a session.
  const std::string cookie = bearer.empty() ? own_cookie(request, OwnCookie::session).value_or("") : "";
  if (bearer.empty() && cookie.empty()) return Reach::everything;
  auto identity = parts_.authenticator->identify(cookie, bearer, request.received);
  request.actor = std::move(identity.actor);
  request.session = std::move(identity.session);
  request.lead = std::move(identity.lead);
  return identity.reach;
}

Result<void> Pipeline::Inner::admit(Request& request, const Route& route) const {
  // A route on the loop admits anyone (Router::check) and needs no identity: asking for one may wait for the store.
  const Reach reach = route.run == Run::on_loop ? Reach::everything : identify(request);
  OCOP_CHECK(route.policy.admit(request.actor));
  if (reach == Reach::everything || !changes(request.method) || route.policy.kind() == Policy::Kind::anyone) return {};
  return Error::of(ErrorKind::forbidden,
                   Problem{"authorization", "a token for reading", "a token for all that its holder may", msg::reads_only, {}});
}

void Pipeline::Inner::admit(Request& request, Plan& plan) const {
  try {
    if (auto admitted = admit(request, *plan.route); !admitted) plan.refusal = std::move(admitted).error();
  } catch (const std::exception& exception) {   // of the authenticator
    plan.refusal = meaning_of(exception);
  }
}

Error Pipeline::Inner::meaning_of(const std::exception& exception) const {
  return parts_.explain ? parts_.explain(exception) : Error::of(ErrorKind::internal, exception.what());
}

Result<void> Pipeline::Inner::read_form(Request& request) const {
  const std::string_view type = request.header("content-type");
  const auto unreadable = [](const Error& cause) {
    if (cause.kind != ErrorKind::malformed_request) return cause;   // the disk
    Error error = Error::of(ErrorKind::malformed_request, Problem{"", "", "a form of this site", msg::form_unreadable, {}});
    error.detail = cause.detail;
    return error;
  };
  if (same_name(text::trim(type.substr(0, type.find(';'))), "application/x-www-form-urlencoded")) {
    auto form = Fields::parse_query(request.body);
    if (!form) return unreadable(form.error());
    request.form = std::move(*form);
  } else if (type.size() >= 10 && same_name(type.substr(0, 10), "multipart/")) {
    const auto boundary = multipart_boundary(type);
    if (!boundary) return unreadable(Error::of(ErrorKind::malformed_request, "multipart/form-data needs a boundary"));
    // Of an upload the body has only what came last; a form that takes no file came whole.
    auto reader = std::exchange(request.incoming, nullptr);
    if (!reader) reader = std::make_shared<MultipartReader>(*boundary, MultipartReader::Takes{});
    auto read = reader->feed(request.body);
    if (read) read = reader->finish();
    if (!read) return unreadable(read.error());
    request.form = std::move(reader->fields());
    request.files = std::move(reader->files());
    request.body = {};
  }
  return {};
}

Response Pipeline::Inner::fail(const Error& error, const Request& request) const {
  Response out;
  if (parts_.error_page && !request.wants_json()) {
    try {
      out = parts_.error_page(error, request);
    } catch (const std::exception&) {   // the page of an error must not be a second error: the plain form has no data to fail on
      out = problem(error, request);
    }
  } else {
    out = problem(error, request);
  }
  const auto wait = error.kind == ErrorKind::storage_unavailable || error.kind == ErrorKind::too_many_requests;
  if (wait && !find_header(out, "retry-after")) out.headers.emplace_back("Retry-After", std::to_string(kRetryAfterSeconds));
  if (error.kind == ErrorKind::not_signed_in) out.headers.emplace_back("WWW-Authenticate", "Bearer");   // RFC 9110 §15.5.2
  if (!find_header(out, "cache-control")) out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

Response Pipeline::Inner::explain(const Request& request, const std::exception* exception, std::string& fault) const {
  fault = exception ? exception->what() : "an exception that is no std::exception";
  return fail(exception ? meaning_of(*exception) : Error::of(ErrorKind::internal, fault), request);
}

// The one place where exceptions end (ARCHITECTURE.md, Errors).
Response Pipeline::Inner::call(const Request& request, const Route& route, std::string& fault) const {
  try {
    auto answer = route.handler(request);
    if (answer) return std::move(*answer);
    Response refused = fail(answer.error(), request);
    if (refused.status >= 500) refused.fault = answer.error().detail;
    return refused;
  } catch (const std::exception& exception) {
    return explain(request, &exception, fault);
  } catch (...) {
    return explain(request, nullptr, fault);
  }
}

// Who may not send it may have typed it all the same: its error page keeps a small form of this site (kernel/web/send_again.cc).
void Pipeline::Inner::keep_form(Request& request) const {
  if (request.method != Method::post || request.wants_json() || !check_origin(request, options_)) return;
  if (!read_form(request)) request.form = {};
}

// What the handler makes of it, or why it does not come to that.
Response Pipeline::Inner::answer(Request& request, const Plan& plan, Outcome& out) const {
  const auto refuse = [&](const Error& error) {
    Response refused = fail(error, request);
    if (error.kind == ErrorKind::method_not_allowed) replace_header(refused, "Allow", join_allowed(plan.allowed));
    if (refused.status >= 500) out.fault = error.detail;
    return refused;
  };
  if (plan.refusal) return refuse(*plan.refusal);
  if (!plan.route) {   // OPTIONS of an address without its own
    Response allowed;
    allowed.status = 204;
    return std::move(allowed).with("Allow", join_allowed(plan.allowed));
  }
  const Route& route = *plan.route;
  if (request.body.size() > plan.body_limit) return refuse(too_large(plan, request.body.size()));
  const auto admitted = admit(request, route);
  out.account = request.actor.account;
  if (!admitted && admitted.error().kind == ErrorKind::forbidden && !request.lead.empty() && !request.wants_json())
    return Response::redirect((request.language == Language::en ? "/en" : "") + request.lead);
  if (!admitted) {
    keep_form(request);
    return refuse(admitted.error());
  }
  if (changes(request.method)) {
    // Only a token that somebody is known by stands for the form's: a made-up one lends a visitor's form nothing.
    const bool by_token = request.actor.signed_in() && !bearer_token(request).empty();
    const bool guarded = route.csrf == Csrf::required && !by_token;
    // Before the form is read: nothing that another site sent stands on the error's page.
    // Nor is what a page of another site sends through its visitor's browser a program's: a program sends no Origin.
    const bool of_program = !by_token && request.path.starts_with("/api/");
    if (guarded || of_program)
      if (auto own = check_origin(request, options_); !own) return refuse(own.error());
    if (auto form = read_form(request); !form) return refuse(form.error());
    if (guarded)
      if (auto fits = check_form_token(request, options_); !fits) return refuse(fits.error());
  }
  if (route.body_schema)
    if (auto fits = route.body_schema->check(request.body); !fits) return refuse(fits.error());
  Response made = call(request, route, out.fault);
  if (out.fault.empty()) out.fault = std::move(made.fault);
  return made;
}

Outcome Pipeline::Inner::run(Request& request, const Plan& plan) const {
  Outcome out;
  out.route = plan.route;
  CsrfIssuer issuer(request, options_.csrf_key, *parts_.random);   // speaks for the session that is known when it is first asked
  request.csrf_token = CsrfToken(issuer);
  try {
    out.response = answer(request, plan, out);
  } catch (const std::exception& exception) {   // of the authenticator, or memory
    out.response = explain(request, &exception, out.fault);
  }
  if (issuer.used()) {
    if (!issuer.new_nonce().empty())
      out.response.headers.emplace_back("Set-Cookie", set_own_cookie(request, OwnCookie::visitor, issuer.new_nonce()));
    replace_header(out.response, "Cache-Control", "no-store");
  }
  const bool negotiated = request.path.starts_with("/api/") || (plan.route && plan.route->language == LanguageFrom::accept_header);
  if (plan.route && negotiated) add_vary(out.response, "Accept-Language");
  return finish(std::move(out), request);
}

// What holds for every answer, whoever made it.
Outcome Pipeline::Inner::finish(Outcome out, const Request& request) const {
  Response& response = out.response;
  if (request.actor.signed_in() && !response.static_body.data() &&
      response.audience == Audience::asker) {  // personal: in no cache, whatever the handler said for visitors
    replace_header(response, "Cache-Control", "no-store");
  }
  const Coding coding = compress(response, request);
  apply_conditional(response, request, coding);
  return out;
}

Pipeline::Pipeline(const ServerOptions& options, const Server::Parts& parts) : inner_(std::make_shared<const Inner>(options, parts)) {}

Response Pipeline::handle(Request request) const {
  const Plan plan = inner_->prepare(request);
  Outcome out = inner_->run(request, plan);
  for (const auto& [name, value] : security_headers(request.secure ? Transport::tls : Transport::plain))
    if (!find_header(out.response, name)) out.response.headers.emplace_back(name, value);
  out.response.headers.emplace_back("X-Request-Id", request.request_id);
  return std::move(out.response);
}

}  // namespace ocop::http
