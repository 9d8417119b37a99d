#pragma once
#include "kernel/http/http.h"
#include "kernel/print/print.h"
#include "modules/evaluation/service.h"

namespace ocop::evaluation {

// Papers of a dossier as files, for whoever may read the dossier (form 01) or its result; on pages and in the API.
void add_form_routes(http::Router& router, Service& service);

}  // namespace ocop::evaluation
