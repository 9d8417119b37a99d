#pragma once
#include "app/application.h"

namespace ocop::app {

// The first product of each of the demo's made up cooperatives has had two packagings, and a third one is prepared. `member` is of all
// three.
Result<void> show_packagings(Application& application, const Actor& member);

}  // namespace ocop::app
