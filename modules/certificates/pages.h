#pragma once
#include "kernel/manifest/offers.h"
#include "kernel/web/page.h"
#include "modules/certificates/service.h"

namespace ocop::certificates {

// Public: /certificates/{number} with qr.svg, qr.png, certificate.pdf and proof.json; /verify;
// the log: /log, /log/key and the static resources of C2SP tlog-tiles, /checkpoint and /tile/….
// Of the province: /decisions, /decisions/{dossier}, /certificates/{number}/withdraw. `service` and `site` must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

// What other pages show of certificates and decisions (products::Panel, evaluation::Panel, work::Panel). `service` must outlive the offers.
void offer(manifest::Offers& offers, const Service& service);

}  // namespace ocop::certificates
