#pragma once
#include "app/application.h"

namespace ocop::app {

// A company asks the first of the demo's made up cooperatives for its gifts and waits, a restaurant was answered, and a shop accepted.
// `member` is of them. Precondition: the cooperative sells (demo_shop.h).
Result<void> quote(Application& application, const Actor& member);

}  // namespace ocop::app
