#pragma once
#include "kernel/http/http.h"
#include "kernel/print/print.h"
#include "kernel/images/images.h"
#include "kernel/web/page.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation {

// Papers of a dossier as files, for whoever may read the dossier (form 01) or its result; on pages and in the API.
// A PNG of a dossier that is bound is drawn by the studio; all live as long as the routes.
void add_form_routes(http::Router& router, Service& service, const web::Site& site, images::Studio& studio);

}  // namespace ocop::evaluation
