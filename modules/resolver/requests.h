#pragma once
#include "kernel/http/input.h"
#include "modules/resolver/types.h"

// What the requests of this module carry: limits and words of each field.
namespace ocop::resolver {

const input::Declaration<ReportInput>& report_input();
const input::Declaration<CloseReport>& close_report();

}  // namespace ocop::resolver
