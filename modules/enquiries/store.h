#pragma once
#include "kernel/personal/personal.h"
#include "modules/enquiries/types.h"

namespace ocop::enquiries::store {

void insert(db::Transaction& transaction, const Enquiry& enquiry);
bool answer(db::Transaction& transaction, const Enquiry& enquiry);   // false: the version moved on
std::optional<Enquiry> find(db::Reader& reader, EnquiryId id);
std::vector<Enquiry> of_producer(db::Reader& reader, ProducerId producer, std::int64_t most);   // not answered first, then the latest
bool is_asked(db::Reader& reader, ProducerId producer, const Ask& input, Instant since);        // the same of the same person
void forget(db::Transaction& transaction, Instant before);
bool any_of(db::Reader& reader, ProducerId producer);
std::vector<personal::Holding> personal_holdings();

}  // namespace ocop::enquiries::store
