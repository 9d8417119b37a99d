#pragma once
#include <span>

#include "kernel/personal/personal.h"
#include "modules/quotations/types.h"

namespace ocop::quotations::store {

// Without what is wanted. False: a quotation has this number, or this key, already.
bool insert(db::Transaction& transaction, const Quotation& quotation);
void insert_wanted(db::Transaction& transaction, const Quotation& quotation);
void insert(db::Transaction& transaction, QuotationId quotation, const Offer& offer);   // with its lines
// What a step changes. False: the version moved on. `quotation.version` is the one that was read.
bool change(db::Transaction& transaction, const Quotation& quotation);
std::optional<Quotation> by_number(db::Reader& reader, std::string_view number);        // with what is wanted
std::optional<Quotation> by_key(db::Reader& reader, std::string_view key);              // the same, by the digest
std::vector<Offer> offers(db::Reader& reader, QuotationId quotation);                   // the newest first, with their lines
// What waits for the maker first, then what was moved last.
std::vector<Quotation> of_producer(db::Reader& reader, ProducerId producer, std::int64_t most);
// What the newest offers come to, of those that have one.
struct Newest { QuotationId quotation; Offer offer; };
std::vector<Newest> newest(db::Reader& reader, std::span<const QuotationId> quotations);
// The letterhead of the producer's latest offer.
std::optional<Offer> latest_of_producer(db::Reader& reader, ProducerId producer);       // without its lines
// Those that a buyer asked for since then and nobody answered, with what is wanted.
std::vector<Quotation> asked_by_phone(db::Reader& reader, ProducerId producer, std::string_view phone);
std::int64_t asked_of_producer(db::Reader& reader, ProducerId producer);
struct Waiting { ProducerId producer; std::int64_t count = 0; };
std::vector<Waiting> waiting(db::Reader& reader, std::span<const ProducerId> producers);
std::vector<std::string> due(db::Reader& reader, Instant now, std::int64_t most);       // numbers of those that lapse
// Numbers of those that ended before and still say who asked.
std::vector<std::string> to_forget(db::Reader& reader, Instant before, std::int64_t most);
// The words of a quotation's offers that may be about its buyer.
void empty_offers(db::Transaction& transaction, QuotationId quotation);
bool any_of(db::Reader& reader, ProducerId producer);
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products);
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::quotations::store
