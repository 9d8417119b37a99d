#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/sources/source.h"
#include "modules/certificates/copies.h"

// Rows of a certificate's life: notices of a coming end, renewals under way, printed copies.
namespace ocop::certificates::life_rows {

// True: this notice is the makers' from now on. False: it or one nearer to the end was sent before.
bool note_told(db::Transaction& transaction, ProductId product, Date valid_until, int days, Instant now);
std::optional<int> told(db::Reader& reader, ProductId product, Date valid_until);

struct Extended {
  ProductId product;
  Date valid_until;
  auto operator<=>(const Extended&) const = default;
};
std::vector<Extended> extended(db::Reader& reader);                                 // in order
void extend(db::Transaction& transaction, const Extended& one);
void end(db::Transaction& transaction, const Extended& one);

// The copy that this reader took of it on that day, if it says the same; nullopt = a new one is due.
std::optional<Copy> same_copy(db::Reader& reader, const Copy& wanted);
void print_again(db::Transaction& transaction, CopyId copy);
int next_number(db::Transaction& transaction, ProductId product);                   // from 1, without gap
void insert(db::Transaction& transaction, const Copy& copy);
std::optional<Copy> copy(db::Reader& reader, ProductId product, int number);
lists::Rows<Copy> copies();

}  // namespace ocop::certificates::life_rows
