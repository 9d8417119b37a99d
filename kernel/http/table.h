#pragma once
#include <charconv>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "kernel/base/attempt.h"
#include "kernel/http/http.h"
#include "kernel/http/input.h"

// The one way to write routes. A module's table is a line a route: method, pattern, policy, what is taken, who handles it, what it is.
//
//   Result<Response> close(Service& service, const http::Call<CloseReport>& call, ReportId id) {
//     OCOP_TRY(report, service.close_report(call.actor, id, call.input));
//     return http::versioned(report_json(report), report.version);
//   }
//   http::Table(router, service)
//       .get("/api/v1/reports/{id}", kProvince, one, "one report of a fake")
//       .post("/api/v1/reports/{id}/close", kProvince, close_report(), close, "close a report with what was found");
//
// What the table does for every route:
//  1. the values of the pattern become the handler's last arguments, by their types; one that cannot be read is not_found, as a foreign
//     row is;
//  2. what is taken is read once, and every wrong field is told at once (input.h);
//  3. an Error is answered by the pipeline: problem+json for programs, the error page for people; or, for the form of a page, by that page
//     again (`.form`): `call.refused` is the error, the submitted fields are kept, the status is the error's.
// The owner (a Service, or the pages of a module) is only referred to, or shared; it must be there as long as the router.
namespace ocop::http {

// A handler that takes no fields.
struct Nothing {};

// What every handler is given. Valid while it runs.
struct Asked {
  const Request& request;
  const Actor& actor;                  // request.actor
  const Error* refused = nullptr;      // this page is shown again because the act of its form was refused
  Language language() const { return request.language; }
  // The fields that the form was sent with, when it is shown again.
  const Fields* kept() const { return refused ? &request.form : nullptr; }
};
template <class Input = Nothing>
struct Call : Asked {
  Input input{};
};

// Limits and habits of a route beyond the usual ones.
struct Also {
  std::size_t body_limit = 0;          // bytes without files, whose limits their fields say; 0 = kDefaultBodyLimit
  Csrf csrf = Csrf::required;
  LanguageFrom language = LanguageFrom::prefix;
  Run run = Run::on_worker;
  std::string_view answers{};          // JSON Schema of the answer, for OpenAPI
  std::string_view media{};            // its media type when it is no JSON
  Gives gives = Gives::content;
  Repeats repeats = Repeats::again;
  Pages pages = Pages::whole;
  std::string_view takes{};            // JSON Schema of a body that is a document of its own format; its reader checks it
};

// The request's Idempotency-Key (a form's field `idempotency_key`) and what it asks for. The key is empty when none was sent.
// Error: invalid_input when it is no key.
Result<Attempt> attempt_of(const Request& request);
inline constexpr std::string_view kAttemptField = "idempotency_key";

namespace inner {

// How a value of the pattern becomes an argument; `format` is OpenAPI's name of it.
template <class P> struct PathValue;
template <class Tag> struct PathValue<Id<Tag>> {
  static constexpr std::string_view format = "uuid";
  static std::optional<Id<Tag>> parse(std::string_view text) { return Id<Tag>::parse(text); }
};
template <> struct PathValue<std::string_view> {
  static constexpr std::string_view format = "";
  static std::optional<std::string_view> parse(std::string_view text) { return text; }
};
template <> struct PathValue<int> {
  static constexpr std::string_view format = "integer";
  static std::optional<int> parse(std::string_view text) {
    int out = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
  }
};

// A handler's kinds: free functions on the owner, and its member functions.
template <class I, class... P> struct Signature {
  using Input = I;
  static constexpr std::size_t kValues = sizeof...(P);
  static std::vector<std::string_view> formats() { return {PathValue<std::decay_t<P>>::format...}; }
  template <class Handler, class Owner>
  static Result<Response> run(const Handler& handler, Owner& owner, const Call<I>& call) {
    return run(handler, owner, call, std::index_sequence_for<P...>{});
  }

 private:
  template <class Handler, class Owner, std::size_t... N>
  static Result<Response> run(const Handler& handler, Owner& owner, const Call<I>& call, std::index_sequence<N...>) {
    const std::tuple<std::optional<std::decay_t<P>>...> values{PathValue<std::decay_t<P>>::parse(call.request.path_values[N].second)...};
    if (!(true && ... && std::get<N>(values).has_value())) return Error::of(ErrorKind::not_found, "the address holds no id");
    return std::invoke(handler, owner, call, *std::get<N>(values)...);
  }
};
template <class H> struct SignatureOf;
template <class R, class O, class I, class... P> struct SignatureOf<R (*)(O&, const Call<I>&, P...)> : Signature<I, P...> {};
template <class R, class O, class I, class... P> struct SignatureOf<R (O::*)(const Call<I>&, P...) const> : Signature<I, P...> {};
template <class R, class O, class I, class... P> struct SignatureOf<R (O::*)(const Call<I>&, P...)> : Signature<I, P...> {};

Route route(Method method, std::string_view pattern, Policy policy, std::string_view summary, const Also& also,
            std::vector<std::string_view> formats, std::shared_ptr<const input::Shape> takes);
// Whether a refused form is shown again: not for what its page would not show either.
bool shows_again(const Error& error);
Response again(Response page, const Error& error);

}  // namespace inner

template <class Owner>
class Table {
 public:
  Table(Router& router, Owner& owner) : router_(router), owner_(std::shared_ptr<Owner>(), &owner) {}
  Table(Router& router, std::shared_ptr<Owner> owner) : router_(router), owner_(std::move(owner)) {}

  template <class H> Table& get(std::string_view pattern, Policy policy, H handler, std::string_view summary, Also also = {}) {
    return add(Method::get, pattern, policy, handler, summary, also);
  }
  template <class H> Table& post(std::string_view pattern, Policy policy, H handler, std::string_view summary, Also also = {}) {
    return add(Method::post, pattern, policy, handler, summary, also);
  }
  template <class H> Table& remove(std::string_view pattern, Policy policy, H handler, std::string_view summary, Also also = {}) {
    return add(Method::delete_, pattern, policy, handler, summary, also);
  }
  template <class H> Table& options(std::string_view pattern, Policy policy, H handler, std::string_view summary, Also also = {}) {
    return add(Method::options, pattern, policy, handler, summary, also);
  }
  // The same with fields: of the query for get, else of the body.
  template <class I, class H>
  Table& get(std::string_view pattern, Policy policy, const input::Declaration<I>& takes, H handler, std::string_view summary,
             Also also = {}) {
    return add(Method::get, pattern, policy, takes, handler, summary, also);
  }
  template <class I, class H>
  Table& post(std::string_view pattern, Policy policy, const input::Declaration<I>& takes, H handler, std::string_view summary,
             Also also = {}) {
    return add(Method::post, pattern, policy, takes, handler, summary, also);
  }
  template <class I, class H>
  Table& put(std::string_view pattern, Policy policy, const input::Declaration<I>& takes, H handler, std::string_view summary,
             Also also = {}) {
    return add(Method::put, pattern, policy, takes, handler, summary, also);
  }
  template <class I, class H>
  Table& patch(std::string_view pattern, Policy policy, const input::Declaration<I>& takes, H handler, std::string_view summary,
             Also also = {}) {
    return add(Method::patch, pattern, policy, takes, handler, summary, also);
  }
  template <class I, class H>
  Table& remove(std::string_view pattern, Policy policy, const input::Declaration<I>& takes, H handler, std::string_view summary,
             Also also = {}) {
    return add(Method::delete_, pattern, policy, takes, handler, summary, also);
  }
  // A form of a page: refused, `page` shows itself again. `page` takes the first values of the pattern.
  template <class I, class H, class Page>
  Table& form(std::string_view pattern, Policy policy, const input::Declaration<I>& takes, H handler, Page page, std::string_view summary,
              Also also = {}) {
    const auto show = [page](Owner& owner, const Request& request, const Error& error) {
      return inner::SignatureOf<Page>::run(page, owner, Call<>{{request, request.actor, &error}, {}});
    };
    return add(Method::post, pattern, policy, takes, handler, summary, also, show);
  }

 private:
  using Again = std::function<Result<Response>(Owner&, const Request&, const Error&)>;

  template <class H>
  Table& add(Method method, std::string_view pattern, Policy policy, H handler, std::string_view summary, const Also& also) {
    using Way = inner::SignatureOf<H>;
    static_assert(std::is_same_v<typename Way::Input, Nothing>, "this handler takes fields: its line names their declaration");
    Route made = inner::route(method, pattern, policy, summary, also, Way::formats(), nullptr);
    made.handler = [owner = owner_, handler](const Request& request) {
      return Way::run(handler, *owner, Call<>{{request, request.actor}, {}});
    };
    router_.add(std::move(made));
    return *this;
  }

  template <class I, class H>
  Table& add(Method method, std::string_view pattern, Policy policy, const input::Declaration<I>& takes, H handler,
             std::string_view summary, const Also& also, Again page_again = {}) {
    using Way = inner::SignatureOf<H>;
    static_assert(std::is_same_v<typename Way::Input, I>, "the handler takes other fields than its line declares");
    Route made = inner::route(method, pattern, policy, summary, also, Way::formats(), takes.shared());
    const input::Source source = input::source_of(method, pattern, takes.shape());
    made.handler = [owner = owner_, handler, takes, source, page_again](const Request& request) -> Result<Response> {
      auto fields = takes.read(request, source);
      auto answer = fields ? Way::run(handler, *owner, Call<I>{{request, request.actor}, std::move(*fields)})
                           : Result<Response>(fields.error());
      if (answer || !page_again || !inner::shows_again(answer.error())) return answer;
      auto page = page_again(*owner, request, answer.error());
      if (!page) return page;
      return inner::again(std::move(*page), answer.error());
    };
    router_.add(std::move(made));
    return *this;
  }

  Router& router_;
  std::shared_ptr<Owner> owner_;
};

}  // namespace ocop::http
