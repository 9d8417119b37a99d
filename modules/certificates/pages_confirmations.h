#pragma once
#include "kernel/lists/list.h"
#include "modules/certificates/confirmations.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {

// Of the province: /confirmations/new, /confirmations/{id}/edit, what is done with a draft. For anyone: /confirmations/{id}, its file.
void add_confirmation_pages(http::Router& router, Confirmations& confirmations, const lists::Host& host, Random& random);
// /confirmations/{id}/proof.json and its API: the file that proves it offline.
void add_confirmation_proofs(http::Router& router, Service& service, Confirmations& confirmations);
// Of the province: /confirmations/{id}/withdraw and what is done with its draft.
void add_revocation_pages(http::Router& router, Confirmations& confirmations, const web::Site& site);
void add_confirmation_api(http::Router& router, Confirmations& confirmations);
// /reported: decisions that registers print and nobody has confirmed. /confirmations: what was prepared and confirmed.
void add_confirmation_lists(http::Router& router, const lists::Host& host, const Confirmations& confirmations);
void offer_confirmations(manifest::Offers& offers, const Confirmations& confirmations, const Service& service);
void add_navigation(web::Navigation& out, const Confirmations& confirmations);

void write_confirmation(json::Writer& out, const Confirmation& one, ConfirmationState state);
// What the page of a decision says of a withdrawal: a sentence, the record; and of a draft with its buttons.
std::string revocation_sentence(const Revocation& revocation, Language language);
void write_revocation(web::Html& out, const Revocation& revocation);
void write_waiting_revocation(web::Html& out, const http::Request& request, const Revocation& draft);

extern const std::string_view kConfirmationSchema;

}  // namespace ocop::certificates
