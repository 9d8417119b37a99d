#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/certificates/api.h"

// What machines of other houses read: credentials, the list that says which hold, and the key. Without an account, as certificates are.
namespace ocop::certificates {
namespace {

using http::Call;
using http::Response;

// A withdrawal is seen by whoever asks a minute later.
constexpr std::string_view kFresh = "public, max-age=60";

Response document(std::string body, std::string type) {
  Response out = Response::json(std::move(body));
  out.content_type = std::move(type);
  return std::move(out).with("Cache-Control", std::string(kFresh)).with("Access-Control-Allow-Origin", "*");
}

Result<Response> credential(const Service& service, const Call<>&, std::string_view number) {
  OCOP_TRY(body, service.credential(number));
  return document(std::move(body), "application/vc");
}

Result<Response> status(const Service& service, const Call<>&, int list) {
  OCOP_TRY(body, service.status_list(list));
  return document(std::move(body), "application/vc");
}

Result<Response> did(const Service& service, const Call<>&) { return document(service.did_document(), "application/did+json"); }

}  // namespace

void add_credentials(http::Router& router, const Service& service) {
  constexpr Policy kAnyone = Policy::anyone();
  http::Table(router, service)
      .get("/certificates/{number}/credential.json", kAnyone, credential, "The certificate as a W3C Verifiable Credential")
      .get("/credentials/status/{list}", kAnyone, status, "Which credentials are not in force: a Bitstring Status List")
      .get("/.well-known/did.json", kAnyone, did, "The key of the installation's credentials (did:web)");
}

}  // namespace ocop::certificates
