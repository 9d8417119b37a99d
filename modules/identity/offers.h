#pragma once
#include "kernel/manifest/offers.h"

namespace ocop::identity {

void offer_personal(manifest::Offers& offers);  // what is held of an account, and how it is erased (kernel/personal)

}  // namespace ocop::identity
