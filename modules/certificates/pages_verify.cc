#include <memory>

#include "modules/certificates/pages_parts.h"
#include "modules/certificates/requests.h"
#include "modules/marks/marks.h"

// A proof file checked on a page: for those who have no program at hand. The same check as `ocop verify certificate`.
namespace ocop::certificates {
namespace {

using http::Call;
using http::Request;
using http::Response;
using web::Html;
using web::operator""_h;

constexpr std::size_t kVerifyBody = 2 * kMaxProofFile;   // pasted text is percent-encoded

class VerifyPages {
 public:
  VerifyPages(Service& service, const web::Site& site) : service_(service), site_(site) {}

  Result<Response> form(const Call<>& call) const { return page(call, nullptr); }

  Result<Response> check(const Call<ProofInput>& call) const {
    OCOP_TRY(sent, call.input.file.content.whole());
    const std::string& text = sent.empty() ? call.input.text : sent;
    if (text.empty()) return Error::of(ErrorKind::invalid_input, {"file", "", "a proof file", msg::verify_nothing});
    auto verdict = service_.verify(text);
    // A text that is no proof is an answer about it, whatever kind of error the check calls it.
    if (!verdict) return refused(call, verdict.error());
    return page(call, &*verdict);
  }

 private:
  Response refused(const http::Asked& call, const Error& error) const {
    Response out = page(http::Asked{call.request, call.actor, &error}, nullptr);
    out.status = traits(error.kind).status;
    return out;
  }
  // What was sent is not put back into the form: it is long, and the answer is about it.
  Response page(const http::Asked& call, const Verdict* verdict) const {
    const web::PageOptions options{.title = in(msg::verify_title, call.language()), .description = in(msg::verify_lead, call.language())};
    return web::page(site_, call.request, options, [&](Html& out) {
      out << "<h1>"_h << msg::verify_title << "</h1>"_h;
      if (verdict) write_verdict(out, *verdict);
      else out << "<p class=\"lead\">"_h << msg::verify_lead << "</p>"_h;
      // A file that is too large is a fault of its field; anything else that is refused is an answer about the proof.
      const bool of_field = call.refused && call.refused->kind == ErrorKind::too_large;
      const web::Form form = of_field ? web::form(call) : web::Form{call.request};
      if (of_field) web::error_summary(out, form);
      else if (call.refused) write_refusal(out, *call.refused);
      write_form(out, form);
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

  static void write_form(Html& out, const web::Form& form) {
    web::open_upload_form(out, form, "/verify");
    web::control(out, form, proof_fields().shape(), "file", {.accept = ".json,application/json"});
    web::control(out, form, proof_fields().shape(), "text", {.rows = 6});
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
  constexpr http::Also kPasted{.body_limit = kVerifyBody};
  http::Table(router, std::make_shared<const VerifyPages>(service, site))
      .get("/verify", Policy::anyone(), &VerifyPages::form, "Check a certificate's proof file: form")
      .form("/verify", Policy::anyone(), proof_fields(), &VerifyPages::check, &VerifyPages::form,
            "Check a certificate's proof file", kPasted);
}

}  // namespace ocop::certificates
