#pragma once
#include "kernel/http/input.h"
#include "modules/ideas/types.h"

namespace ocop::ideas {

const input::Declaration<Facts>& facts();
const input::Declaration<EnterIdea>& enter_idea();
const input::Declaration<ChangeIdea>& change_idea();
const input::Declaration<Version>& version_fields();
const input::Declaration<NameProduct>& name_product();
const input::Declaration<GiveUp>& give_up();
const input::Declaration<AddStep>& add_step();

}  // namespace ocop::ideas
