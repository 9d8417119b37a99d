#include "modules/enquiries/store.h"

#include "kernel/db/columns.h"
#include "modules/enquiries/messages.h"

namespace ocop::enquiries::store {
namespace {

using db::Statement;

constexpr auto kEnquiry = db::columns<Enquiry>(
    db::column("id", &Enquiry::id), db::column("producer", &Enquiry::producer), db::column("name", &Enquiry::name),
    db::column("contact", &Enquiry::contact), db::column("words", &Enquiry::words), db::column("asked", &Enquiry::asked),
    db::column("answered", &Enquiry::answered), db::column("answered_by", &Enquiry::answered_by), db::column("version", &Enquiry::version));

constexpr Statement kInsert{"enquiries.insert", "INSERT INTO enquiries_enquiry ({columns}) VALUES ({arguments})", kEnquiry};
constexpr Statement kAnswer{
    "enquiries.answer",
    "UPDATE enquiries_enquiry SET answered = $1, answered_by = $2, version = version + 1 WHERE id = $3 AND version = $4"};
constexpr Statement kFind{"enquiries.find", "SELECT {columns} FROM enquiries_enquiry WHERE id = $1", kEnquiry};
constexpr Statement kOfProducer{
    "enquiries.of_producer",
    "SELECT {columns} FROM enquiries_enquiry WHERE producer = $1"
    " ORDER BY CASE WHEN answered IS NULL THEN 0 ELSE 1 END, asked DESC, id DESC LIMIT $2", kEnquiry};
constexpr Statement kSame{"enquiries.same",
                          "SELECT id FROM enquiries_enquiry WHERE producer = $1 AND asked >= $2 AND name = $3 AND contact = $4"
                          " AND words = $5 LIMIT 1"};
constexpr Statement kForget{"enquiries.forget", "DELETE FROM enquiries_enquiry WHERE asked < $1"};
constexpr Statement kAny{"enquiries.any", "SELECT id FROM enquiries_enquiry WHERE producer = $1 LIMIT 1"};

}  // namespace

void insert(db::Transaction& transaction, const Enquiry& enquiry) { transaction.send(kInsert, kEnquiry.of(enquiry)); }
bool answer(db::Transaction& transaction, const Enquiry& enquiry) {
  return transaction.execute(kAnswer, enquiry.answered, enquiry.answered_by, enquiry.id, enquiry.version) == 1;
}
std::optional<Enquiry> find(db::Reader& reader, EnquiryId id) { return reader.first(kEnquiry, kFind, id); }
std::vector<Enquiry> of_producer(db::Reader& reader, ProducerId producer, std::int64_t most) {
  return reader.all(kEnquiry, kOfProducer, producer, most);
}
bool is_asked(db::Reader& reader, ProducerId producer, const Ask& input, Instant since) {
  return reader.first(db::value<EnquiryId>, kSame, producer, since, input.name, input.contact, input.words).has_value();
}
void forget(db::Transaction& transaction, Instant before) { transaction.send(kForget, before); }
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<EnquiryId>, kAny, producer).has_value(); }

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers("enquiries_enquiry", "answered_by",
                        {"enquiries.personal", "SELECT answered AS at FROM enquiries_enquiry WHERE answered_by = $1 ORDER BY answered, id"},
                        msg::held_answered)};
}

}  // namespace ocop::enquiries::store
