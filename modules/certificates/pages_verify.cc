#include <memory>

#include "modules/certificates/pages_parts.h"
#include "modules/marks/marks.h"

// A proof file checked on a page: for those who have no program at hand. The same check as `ocop verify certificate`.
namespace ocop::certificates {
namespace {

using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::size_t kVerifyBody = 2 * kMaxProofFile;   // pasted text is percent-encoded

class Pages {
 public:
  Pages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Response form(const Request& request) const { return page(request, nullptr, nullptr); }

  Response check(const Request& request) const {
    std::string_view text = request.form.get("text");
    for (const http::UploadedFile& file : request.files) {
      if (file.field == "file" && !file.content.empty()) text = file.content;
    }
    if (text.empty()) {
      const Error error = Error::of(ErrorKind::invalid_input, {"file", "", "a proof file", msg::verify_nothing});
      return page(request, nullptr, &error);
    }
    const auto verdict = service_.verify(text);
    return verdict ? page(request, &*verdict, nullptr) : page(request, nullptr, &verdict.error());
  }

 private:
  // What was sent is not put back into the form: it is long, and the answer is about it.
  Response page(const Request& request, const Verdict* verdict, const Error* error) const {
    web::PageOptions options;
    options.title = in(msg::verify_title, request.language);
    options.description = in(msg::verify_lead, request.language);
    options.status = error ? traits(error->kind).status : 200;
    return web::page(site_, request, options, [&](Html& out) {
      out << "<h1>"_h << msg::verify_title << "</h1>"_h;
      if (verdict) write_verdict(out, *verdict);
      else out << "<p class=\"lead\">"_h << msg::verify_lead << "</p>"_h;
      if (error) write_refusal(out, *error);
      write_form(out, request);
      out << "<section class=\"panel stack\"><h2>"_h << msg::verify_offline << "</h2><p>"_h << msg::verify_offline_teach
          << "</p><pre><code>ocop verify certificate TỆP.json --key '"_h << tlog::write_log_key(service_.log_key())
          << "'</code></pre></section>"_h;
    });
  }

  void write_verdict(Html& out, const Verdict& verdict) const {
    const Language language = out.language();
    // The log's own record of today: a proof cannot know of a later withdrawal.
    const auto today = service_.view(verdict.certificate.number);
    const auto state = today ? today->validity : validity(verdict.certificate, service_.today());
    out << "<p class=\"lead\" role=\"status\">"_h << msg::verify_holds << "</p>"_h;
    marks::stars(out, verdict.certificate.stars, state, verdict.certificate.valid_until);
    out << "<p>"_h
        << format(msg::verify_logged, language,
                  {std::to_string(verdict.log_index), show(verdict.logged, language), std::to_string(verdict.tree_size)})
        << "</p>"_h;
    write_record(out, verdict.certificate, today ? today->issued.withdrawal : std::nullopt);
    out << "<div class=\"acts\">"_h;
    web::link_button(out, msg::verify_to_certificate, certificate_path(verdict.certificate.number), web::ButtonKind::quiet);
    out << "</div>"_h;
  }

  static void write_refusal(Html& out, const Error& error) {
    out << "<section class=\"panel stack\" role=\"alert\"><h2>"_h << msg::verify_fails << "</h2>"_h;
    if (error.problems.empty()) out << "<p>"_h << msg::proof_unreadable << "</p>"_h;
    for (const Problem& problem : error.problems) out << "<p>"_h << problem.message << "</p>"_h;
    out << "</section>"_h;
  }

  static void write_form(Html& out, const Request& request) {
    const web::Form form{request};
    web::open_upload_form(out, form, "/verify");
    web::file_field(out, form, {.name = "file", .label = msg::verify_file, .hint = msg::verify_file_hint, .required = false},
                    ".json,application/json");
    web::text_area(out, form, {.name = "text", .label = msg::verify_text, .required = false}, 6);
    out << "<div class=\"acts\">"_h;
    web::button(out, msg::verify_button);
    out << "</div>"_h;
    web::close_form(out);
  }

  Service& service_;
  const web::Site& site_;
};

}  // namespace

void add_verify_pages(http::Router& router, Service& service, const web::Site& site) {
  const auto pages = std::make_shared<const Pages>(service, site);
  router.add({.method = http::Method::get, .pattern = "/verify", .policy = Policy::anyone(),
              .handler = [pages](const Request& request) { return pages->form(request); },
              .summary = "Check a certificate's proof file: form"});
  router.add({.method = http::Method::post, .pattern = "/verify", .policy = Policy::anyone(),
              .handler = [pages](const Request& request) { return pages->check(request); },
              .summary = "Check a certificate's proof file", .body_limit = kVerifyBody});
}

}  // namespace ocop::certificates
