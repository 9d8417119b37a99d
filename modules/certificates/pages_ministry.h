#pragma once
#include "kernel/web/page.h"
#include "modules/certificates/ministry.h"

namespace ocop::certificates {

// On a dossier's page: where its file at the centre is.
void offer_ministry(manifest::Offers& offers, const ForMinistry& ministry);
void add_ministry(http::Router& router, const ForMinistry& ministry, const web::Site& site);

}  // namespace ocop::certificates
