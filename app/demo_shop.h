#pragma once
#include "app/application.h"

namespace ocop::app {

// The demo's three made up cooperatives sell: a page each, sizes with prices, an account to be paid to, and orders in several states.
// `member` is of all three.
Result<void> open_shops(Application& application, const Actor& member);

}  // namespace ocop::app
