#pragma once
#include "kernel/http/input.h"
#include "modules/orders/types.h"

namespace ocop::orders {

struct Key { std::string key; };
struct Statement { files::Sent file; };

struct SalesOf { std::string month; };

const input::Declaration<SetSeller>& set_seller();
const input::Declaration<NoteInvoice>& note_invoice();
const input::Declaration<NoteParcel>& note_parcel();
const input::Declaration<SalesOf>& sales_of();

const input::Declaration<NewOrder>& new_order();
const input::Declaration<Key>& order_key();
const input::Declaration<BuyersMove>& buyers_move();
const input::Declaration<Move>& makers_move();
const input::Declaration<Statement>& statement_file();

}  // namespace ocop::orders
