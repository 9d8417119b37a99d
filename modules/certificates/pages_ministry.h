#pragma once
#include "kernel/web/page.h"
#include "modules/certificates/ministry.h"

namespace ocop::certificates {

void add_ministry(http::Router& router, const ForMinistry& ministry, const web::Site& site);

}  // namespace ocop::certificates
