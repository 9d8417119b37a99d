#pragma once
#include "kernel/http/input.h"
#include "modules/products/import_types.h"

// What the requests of imports carry.
namespace ocop::products {

const input::Declaration<ImportFile>& import_file();
const input::Declaration<FixInput>& import_fix();
const input::Declaration<ImportVersion>& import_version();

}  // namespace ocop::products
