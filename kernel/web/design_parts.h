#pragma once
#include "kernel/web/page.h"

// The sections of the living page (design.h).
namespace ocop::web {

void design_badges(Html& out);
void design_record(Html& out);
void design_forms(Html& out, const http::Request& request);
void design_tables(Html& out, const http::Request& request);
void design_messages(Html& out);

}  // namespace ocop::web
