#pragma once
#include "kernel/web/page.h"
#include "modules/certificates/service.h"

namespace ocop::certificates {

// Public: /certificates/{number} with qr.svg, qr.png, certificate.pdf and proof.json; /verify;
// the log: /log, /log/key and the static resources of C2SP tlog-tiles, /checkpoint and /tile/….
// Of the province: /decisions, /decisions/{dossier}, /certificates/{number}/withdraw. `service` and `site` must outlive the router.
void add_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::certificates
