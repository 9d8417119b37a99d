#include <memory>

#include "kernel/http/answer.h"
#include "kernel/http/table.h"
#include "modules/certificates/confirmation_proof.h"
#include "modules/certificates/pages_confirmations.h"
#include "modules/certificates/service.h"

// The proof file of a confirmed decision, on its page and in the API.
namespace ocop::certificates {
namespace {

using http::Call;
using http::Response;

struct Proofs {
  Service& service;
  Confirmations& confirmations;

  Result<std::string> written(const Actor& actor, ConfirmationId id) const {
    OCOP_TRY(view, confirmations.view(actor, id));
    const Confirmation& one = view.confirmation;
    // A signer that does not open the commitment was changed behind the program: such a file would be refused by everybody.
    if (!one.confirmed || one.signer.empty()) return Error::of(ErrorKind::not_found, "no proof of confirmation " + id.text());
    OCOP_TRY(proof, service.proof_of(one.log_index));
    const std::string entry =
        service.parts().database.read([&](db::Reader& reader) { return tlog::entry_at(reader, one.log_index).value_or(""); });
    return write_confirmation_proof(one, entry, proof, service.log_key());
  }
  Result<Response> file(const Call<>& call, ConfirmationId id) const {
    OCOP_TRY(text, written(call.actor, id));
    return Response::file(std::move(text), "application/json", "chung-thuc-" + id.text() + ".json");
  }
  Result<Response> api(const Call<>& call, ConfirmationId id) const {
    OCOP_TRY(text, written(call.actor, id));
    return http::content(std::move(text));
  }
};

}  // namespace

void add_confirmation_proofs(http::Router& router, Service& service, Confirmations& confirmations) {
  http::Table(router, std::make_shared<const Proofs>(Proofs{service, confirmations}))
      .get("/confirmations/{id}/proof.json", Policy::anyone(), &Proofs::file, "The file that proves a confirmed decision offline")
      .get("/api/v1/confirmations/{id}/proof", Policy::anyone(), &Proofs::api,
           "The file that proves a confirmed decision offline (docs/formats/confirmation-proof.md)");
}

}  // namespace ocop::certificates
