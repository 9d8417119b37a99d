#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/files/received.h"
#include "kernel/http/address.h"
#include "kernel/random/random.h"

// Our own Request, Response, Router and Policy. Nothing outside kernel/http sees a socket or Boost; handlers are plain functions.
namespace ocop::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };
std::string_view name(Method method);

// Names and values in the order received, percent-decoded, valid UTF-8 (else the request is refused with 400).
class Fields {
 public:
  std::optional<std::string_view> find(std::string_view name) const;    // the first
  std::string_view get(std::string_view name) const;                    // the first, or empty
  std::vector<std::string_view> all(std::string_view name) const;
  void add(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
  const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }
  bool empty() const { return items_.empty(); }
  static Result<Fields> parse_query(std::string_view query);            // application/x-www-form-urlencoded
  std::string to_query() const;                                         // percent-encoded again

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

struct UploadedFile {
  std::string field;
  std::string file_name;      // as sent; never used as a path
  std::string content_type;   // as sent; not trusted
  files::Received content;    // longer than the route takes: only its size
  std::string sha256{};       // of what was kept, in hexadecimal
};
class MultipartReader;        // multipart.h

// The token that a form of the answer carries in the field kCsrfField. It is made when it is first read: a page that never reads it
// sets no cookie and stays cacheable; a visitor's page that reads it gets the nonce cookie and `cache-control: no-store`.
// Valid while the handler runs. Not thread-safe: one request, one thread.
class CsrfToken {
 public:
  class Issuer {
   public:
    virtual ~Issuer() = default;
    virtual std::string issue() = 0;
  };
  CsrfToken() = default;
  CsrfToken(std::string text) : text_(std::move(text)) {}
  CsrfToken(const char* text) : text_(text) {}
  explicit CsrfToken(Issuer& issuer) : issuer_(&issuer) {}
  std::string_view view() const {
    if (issuer_ && text_.empty()) text_ = issuer_->issue();
    return text_;
  }
  operator std::string_view() const { return view(); }
  std::string text() const { return std::string(view()); }
  bool empty() const { return view().empty(); }

 private:
  Issuer* issuer_ = nullptr;
  mutable std::string text_;
};
inline constexpr std::string_view kCsrfField = "_csrf";            // of forms
inline constexpr std::string_view kCsrfHeader = "x-csrf-token";    // of scripts
// Where the client is, as coarsely as a table of addresses tells: a province. Of a trusted proxy alone.
inline constexpr std::string_view kRegionHeader = "x-client-region";

// What Request::language comes from: the "/en" prefix alone, or else "?lang=vi|en", or else the Accept-Language header (always so under
// /api/).
enum class LanguageFrom : std::uint8_t { prefix, accept_header };
inline constexpr std::string_view kLanguageParameter = "lang";

// How the browser that asks keeps this site's cookies (cookies.h).
enum class Cookies : std::uint8_t {
  over_tls,          // Secure, with the prefix __Host-
  on_this_machine,   // http://localhost: Safari keeps no Secure cookie there, and nobody listens in between
  kept_by_nobody,    // plain HTTP from elsewhere: no browser keeps a Secure cookie, so nobody signs in; pages say so
};

// Whether what a form holds may stand on a page again.
enum class Typed : std::uint8_t { may_be_shown, secret };

// What a handler sees. All text is valid UTF-8 and owned by the request.
struct Request {
  Method method = Method::get;
  std::string path;                    // decoded once, without the language prefix: "/products/…"
  std::string original_target;         // as received
  Fields query;
  std::vector<std::pair<std::string, std::string>> headers;   // names in lower case
  std::vector<std::pair<std::string, std::string>> path_values;   // from the route pattern
  std::string body;
  Fields form;                         // urlencoded or multipart fields, filled for form content types
  std::vector<UploadedFile> files;     // multipart: those that the route takes
  std::shared_ptr<MultipartReader> incoming{};   // of a multipart body on its way; the pipeline's own
  std::string peer;                    // client address, after trusted-proxy handling
  bool secure = false;                 // came over TLS (here or at the trusted proxy)
  std::string region{};                // where a trusted proxy says the client is (kRegionHeader): "VN-35", "68"; empty = nobody says so
  Cookies cookies = Cookies::over_tls;
  Typed typed = Typed::may_be_shown;   // secret: the route asks for a password (input::secret)
  Language language = Language::vi;    // "/en/…" = en; elsewhere vi; API and scan routes negotiate
  LanguageFrom language_from = LanguageFrom::prefix;
  std::string request_id;
  Instant received;
  Actor actor;                         // who; set by the Authenticator
  std::string session;                 // opaque session token of the cookie, empty for visitors
  std::string lead;                    // Identity::lead
  CsrfToken csrf_token;                // to be put into forms of the answer

  std::string_view header(std::string_view lower_case_name) const;
  std::string_view value(std::string_view path_name) const;       // path value, empty if absent
  std::optional<std::string> cookie(std::string_view name) const;
  bool wants_json() const;             // path under /api/, or Accept prefers application/json
  bool is_htmx() const;                // header hx-request
};

// Whether an answer is the same for everyone who may ask: then its own cache rules stand for those who are signed in, too.
enum class Audience : std::uint8_t { asker, everyone };

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::string_view static_body{};      // used instead of body when set; must outlive the program (embedded assets)
  std::vector<std::pair<std::string, std::string>> headers;
  Audience audience = Audience::asker;
  std::string etag;                    // without quotes; conditional requests are answered by the server from it
  std::string fault{};                 // of an answer 5xx: what went wrong; for the log line, never sent

  static Response html(std::string body, int status = 200);
  static Response json(std::string body, int status = 200);
  static Response text(std::string body, int status = 200);
  static Response redirect(std::string location, int status = 303);
  static Response file(std::string body, std::string content_type, std::string_view file_name);   // Content-Disposition: attachment
  Response&& with(std::string name, std::string value) &&;
};
// RFC 9457 problem+json of an Error: type, title, status, detail, instance (request id), problems[{field, got, expected, message}].
Response problem(const Error& error, const Request& request);

// An expected failure is answered by the pipeline: problem+json to programs, the error page to people.
using Handler = std::function<Result<Response>(const Request&)>;

// Where a handler runs. Only handlers that touch memory alone may run on the I/O loop; all else goes to the bounded worker pool, and what
// computes for long in much memory (Argon2id: 64 MiB and a tenth of a second of a core) to a few workers of its own, with a queue of its
// own: there it waits for its like, and nobody else waits for it.
// A route on the loop must admit anyone and sees a visitor: who it is may have to be asked of the store.
enum class Run : std::uint8_t { on_loop, on_worker, on_heavy_worker };
// How a changing request proves that it comes from our own page. Bearer-token API calls need none.
enum class Csrf : std::uint8_t { required, not_needed };
// Who compares a JSON body with `request_schema`: the pipeline before the handler, or the handler whose own reader says more.
enum class BodyCheck : std::uint8_t { by_schema, by_handler };
// What a route answers when it has done what was asked, for the OpenAPI document: 200 with what there is, 201 with what is new and where,
// 204.
enum class Gives : std::uint8_t { content, created, nothing };
// Whether a request may carry an Idempotency-Key, so that it is done once however often it is sent (attempt_of).
enum class Repeats : std::uint8_t { again, once_a_key };
// Whether an answer is a page of a list, whose Link header leads to the next one.
enum class Pages : std::uint8_t { whole, by_cursor };
class BodySchema;                      // schema.h
}  // namespace ocop::http
namespace ocop::input {
class Shape;                           // input.h
}
namespace ocop::http {

// Modules write their routes with Table (table.h), which makes these.
struct Route {
  Method method = Method::get;
  std::string pattern;                 // "/products/{id}"; "{rest...}" last takes the remainder
  Policy policy;                       // undeclared stops the program at start
  Handler handler;
  std::string summary;                 // one line for OpenAPI and the generated route table
  std::size_t body_limit = 0;          // bytes in memory; 0 = kDefaultBodyLimit for methods with a body
  Run run = Run::on_worker;
  Csrf csrf = Csrf::required;          // looked at for post, put, patch, delete
  LanguageFrom language = LanguageFrom::prefix;
  std::string request_schema{};        // JSON Schema text for OpenAPI (API routes with a body), within the subset of schema.h
  std::string response_schema{};       // JSON Schema text of its JSON, for OpenAPI; empty = an object
  std::string response_media{};        // "application/pdf"; empty = JSON
  Gives gives = Gives::content;
  Repeats repeats = Repeats::again;
  Pages pages = Pages::whole;
  BodyCheck body_check = BodyCheck::by_schema;
  std::shared_ptr<const BodySchema> body_schema{};   // made of request_schema by Router::add
  std::size_t upload_limit = 0;        // bytes of a multipart body that are read, be they kept or not; 0 = this route takes no file
  std::shared_ptr<const input::Shape> takes{};       // the declared fields; the reader of the handler checks them, OpenAPI shows them
  std::vector<std::string_view> path_formats{};      // of the pattern's values, as OpenAPI names them: "uuid", "integer", "" = any text
  std::string fault{};                 // what is wrong with the declaration itself; reported by Router::check()
};
inline constexpr std::size_t kDefaultBodyLimit = 256u << 10;   // the largest form, a score sheet with opinions, is under 64 KiB
inline constexpr std::size_t kUploadBodyLimit = 16u << 20;     // a scanned paper of 30 pages
// A form whose file is too large is read to its end all the same, up to so many times what its files may have, so that it is answered by
// itself with all that was typed. What is too much costs no memory and no disk.
inline constexpr std::size_t kReadOver = 4;

class Router {
 public:
  // A duplicate method + pattern, an undeclared policy, a bad pattern or schema is remembered and reported by check().
  void add(Route route);
  std::vector<std::string> check() const;                // empty = may start
  const std::vector<Route>& routes() const { return routes_; }
  struct Match { const Route* route = nullptr; std::vector<std::pair<std::string, std::string>> values; std::vector<Method> allowed; };
  // `route` null and `allowed` not empty = 405; HEAD falls back to GET. The most exact pattern wins; a first segment that a route names
  // is never the value of "/{name}", so that no name that somebody chose answers for a module.
  Match match(Method method, std::string_view path) const;
  // Whether a route's pattern begins with this segment: "products".
  bool names_first(std::string_view segment) const;

 private:
  std::vector<Route> routes_;
  std::vector<std::string> faults_;
  struct Tree;                          // built lazily by add(); literal segments win over {values}
  std::shared_ptr<Tree> tree_;
};

// What a request may do of what its account may: a token for reading alone changes nothing, whatever its holder may.
enum class Reach : std::uint8_t { reading, everything };

// Tells who makes a request. Implemented by modules/identity.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // `lead`: the page where this person has something to do before any page of their roles is open; empty = nothing. What a policy
  // refuses them meanwhile leads there.
  struct Identity { Actor actor; std::string session; Reach reach = Reach::everything; std::string lead{}; };
  // `session_cookie` and `bearer` are empty when absent. A revoked or unknown token gives a visitor, not an error.
  virtual Identity identify(std::string_view session_cookie, std::string_view bearer, Instant now) = 0;
};
inline constexpr std::string_view kSessionCookie = "__Host-ocop";
inline constexpr std::string_view kVisitorCookie = "__Host-ocop-visitor";   // nonce that CSRF tokens of visitors' forms are bound to
inline constexpr std::string_view kFlashCookie = "__Host-ocop-flash";       // a message for the next page (kernel/web)

// Turns an Error into a page in the site's own look; set by app (web layer). API and JSON requests get problem().
using ErrorPage = std::function<Response(const Error&, const Request&)>;

// One hot route answered on the I/O loop by its own head parser, before the general path: GET/HEAD of "/01/…".
// True and what a 307 says of this request alone, or false to hand the request to the general path. Must not block or allocate much; `out`
// is used again. A request with a query, a body, an Accept that names JSON, or anything else unusual never comes here.
struct HotAnswer {
  std::string location;
  std::string link;                    // value of a Link header; empty = none
};
using HotRoute = std::function<bool(std::string_view path, HotAnswer& out)>;

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;           // 0 = any free port, see Server::port()
  int loops = 0;                       // 0 = one per core
  int workers = 16;                    // handlers that wait (database, PDF)
  std::size_t worker_queue = 512;      // more waiting than this: 503 with Retry-After
  int heavy_workers = 0;               // 0 = half of the cores, at least one: the other half goes on answering
  std::size_t heavy_queue = 32;        // at a tenth of a second each the last waits some three seconds
  std::size_t body_memory = 128u << 20;           // of all bodies that are being read or handled; beyond it 503 with Retry-After
  std::size_t unadmitted_body_memory = 64u << 20; // the share of those whose sender is not known yet: 256 forms of the largest size
  std::string upload_folder = "/tmp";             // where uploaded files lie while they come in and are handled, without a name
  std::size_t upload_room = 1u << 30;             // bytes of all of them; beyond it 503 with Retry-After
  std::size_t unadmitted_upload_room = 256u << 20;   // the share of visitors
  std::size_t connections = 10'000;    // per process; further ones are closed at once
  std::chrono::seconds header_timeout{10};
  std::chrono::seconds body_timeout{30};       // and never more ahead: a body may stand still this long, not longer for having been fast
  std::chrono::seconds idle_timeout{75};
  std::chrono::seconds drain{10};
  std::size_t header_limit = 16u << 10;
  std::vector<Network> trusted_proxies;   // whose X-Forwarded-For, X-Forwarded-Proto and kRegionHeader are believed
  std::string tls_certificate;         // PEM files; both empty = plain HTTP
  std::string tls_key;
  std::string public_url;              // "https://ocop.example.vn": origin checks, QR codes, absolute links
  std::string csrf_key;                // 32 random bytes, from the data folder
};

struct Counters {
  std::uint64_t requests = 0, responses_2xx = 0, responses_3xx = 0, responses_4xx = 0, responses_5xx = 0;
  std::uint64_t bytes_out = 0, connections = 0, hot = 0;
};

class Server {
 public:
  struct Parts {
    const Router* router = nullptr;
    Authenticator* authenticator = nullptr;      // null = everyone is a visitor
    const Clock* clock = nullptr;
    Random* random = nullptr;
    ErrorPage error_page{};                        // null = problem()
    HotRoute hot_route{};                          // null = none
    std::function<void(std::string_view line)> log{};   // one JSON line a request; null = none
    // For /readyz: why not, in English; empty = it is; null = always. Asked on a loop: memory only.
    std::function<std::string()> unready{};
    std::function<std::string()> extra_metrics{};  // Prometheus text appended to /metrics
    // What an exception that left a handler means (db::Failure → storage_unavailable or conflict); null = internal.
    std::function<Error(const std::exception&)> explain{};
    std::vector<std::pair<std::string, std::string>> hot_headers{};   // of every answer of the hot route, beside HotAnswer
  };
  // Binds and starts. Error: internal with the address when it cannot listen, or the router's faults.
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Parts parts);
  ~Server();                                     // stop()
  std::uint16_t port() const;
  Counters counters() const;
  // Stops accepting, lets running requests end for at most options.drain, then closes.
  void stop();

 private:
  struct Inner;
  explicit Server(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// The whole way of a request without a socket: language prefix, route, session, policy, CSRF, handler, error page, security headers.
// The server calls it; tests call it directly. `request` has method, original_target, headers, body, peer filled.
// Thread-safe when its parts are.
class Pipeline {
 public:
  Pipeline(const ServerOptions& options, const Server::Parts& parts);
  Response handle(Request request) const;
  struct Inner;                        // pipeline.h, for the server
  const Inner& inner() const { return *inner_; }

 private:
  std::shared_ptr<const Inner> inner_;
};

std::string percent_encode(std::string_view text);      // RFC 3986: all but A-Z a-z 0-9 - . _ ~
std::optional<std::string> percent_decode(std::string_view text);
// OpenAPI 3.1 document of all routes under /api/, generated from the table.
std::string openapi(const Router& router, std::string_view version, std::string_view public_url);
// Markdown table of every route × role, for docs/api/routes.md (a test compares the file with it).
std::string route_table(const Router& router);

}  // namespace ocop::http
