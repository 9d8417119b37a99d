#pragma once
#include "kernel/http/input.h"
#include "modules/quotations/types.h"

namespace ocop::quotations {

struct Key { std::string key; };
struct PaperOf { std::string key; std::optional<std::int64_t> offer{}; };   // nullopt = the newest

const input::Declaration<Ask>& ask_fields();
const input::Declaration<Start>& start_fields();
const input::Declaration<Draft>& draft_fields();
const input::Declaration<Move>& makers_move();             // of a page: withdraw
const input::Declaration<MakersMove>& makers_step();       // of a program: offer or withdraw
const input::Declaration<BuyersMove>& buyers_move();
const input::Declaration<Key>& key_fields();
const input::Declaration<PaperOf>& paper_fields();

}  // namespace ocop::quotations
