#pragma once
#include "kernel/lists/list.h"
#include "modules/certificates/confirmations.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {

// Of the province: /confirmations/new, /confirmations/{id}/edit, what is done with a draft. For anyone: /confirmations/{id}, its file.
void add_confirmation_pages(http::Router& router, Confirmations& confirmations, const lists::Host& host, Random& random);
void add_confirmation_api(http::Router& router, Confirmations& confirmations);
// /reported: decisions that registers print and nobody has confirmed. /confirmations: what was prepared and confirmed.
void add_confirmation_lists(http::Router& router, const lists::Host& host, const Confirmations& confirmations);
void offer_confirmations(manifest::Offers& offers, const Confirmations& confirmations, const Service& service);
void add_navigation(web::Navigation& out, const Confirmations& confirmations);

void write_confirmation(json::Writer& out, const Confirmation& one, ConfirmationState state);
extern const std::string_view kConfirmationSchema;

}  // namespace ocop::certificates
