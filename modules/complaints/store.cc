#include "modules/complaints/store.h"

#include "kernel/db/columns.h"
#include "modules/complaints/messages.h"

namespace ocop::complaints::store {
namespace {

using db::Statement;

constexpr auto kTerms = db::columns<Terms>(
    db::column("province", &Terms::province), db::column("valid_from", &Terms::valid_from), db::column("file_days", &Terms::file_days),
    db::column("answer_days", &Terms::answer_days), db::column("basis", &Terms::basis), db::column("entered", &Terms::entered),
    db::column("entered_by", &Terms::entered_by));
constexpr auto kMovedBy = db::columns<Complaint>(
    db::column("state", &Complaint::state), db::column("received", &Complaint::received),
    db::column("received_by", &Complaint::received_by), db::column("due", &Complaint::due), db::column("follow", &Complaint::follow),
    db::column("answer", &Complaint::answer), db::column("ended", &Complaint::ended), db::column("ended_by", &Complaint::ended_by),
    db::column("log_index", &Complaint::log_index));
constexpr auto kFiled = db::columns<Complaint>(
    db::column("id", &Complaint::id), db::column("province", &Complaint::province), db::column("product", &Complaint::product),
    db::column("producer", &Complaint::producer), db::column("product_name", &Complaint::product_name),
    db::column("dossier", &Complaint::dossier), db::column("dossier_number", &Complaint::dossier_number),
    db::column("decision", &Complaint::decision), db::column("file_by", &Complaint::file_by), db::column("words", &Complaint::words),
    db::column("filed", &Complaint::filed), db::column("filed_by", &Complaint::filed_by),
    db::column("answer_days", &Complaint::answer_days), db::column("basis", &Complaint::basis),
    db::column("version", &Complaint::version));
constexpr auto kComplaint = db::columns<Complaint>(db::also(kFiled), db::also(kMovedBy));

constexpr Statement kInsertTerms{"complaints.insert_terms",
                                 "INSERT INTO complaints_terms ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kTerms};
constexpr Statement kTermsOf{"complaints.terms_of",
                             "SELECT {columns} FROM complaints_terms WHERE province = $1 ORDER BY valid_from DESC", kTerms};
constexpr Statement kInsert{"complaints.insert", "INSERT INTO complaints_complaint ({columns}) VALUES ({arguments})", kComplaint};
constexpr Statement kChange{
    "complaints.change",
    "UPDATE complaints_complaint SET {assignments}, version = version + 1 WHERE id = {+1} AND version = {+2}", kMovedBy};
constexpr Statement kFind{"complaints.find", "SELECT {columns} FROM complaints_complaint WHERE id = $1", kComplaint};
constexpr Statement kByIds{"complaints.by_ids", "SELECT {columns} FROM complaints_complaint WHERE id IN {ids}", kComplaint};
constexpr Statement kOfDossier{"complaints.of_dossier",
                               "SELECT {columns} FROM complaints_complaint WHERE dossier = $1 ORDER BY filed DESC, id DESC", kComplaint};
constexpr Statement kHeld{"complaints.held", "SELECT DISTINCT product FROM complaints_complaint WHERE product IN {ids}"};
constexpr Statement kAny{"complaints.any_of", "SELECT 1 FROM complaints_complaint WHERE producer = $1 LIMIT 1"};

constexpr lists::Condition kConditions[] = {{.word = "state", .sql = "state = ?", .kept = lists::Kept::integer, .group = "state"}};
constexpr lists::Sort kSorts[] = {{"filed", "filed", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kComplaints{.name = "complaints.list", .from = "FROM complaints_complaint", .columns = kComplaint, .key = "id",
                                    .cover = {.province = "province", .producer = "producer"}, .conditions = kConditions, .sorts = kSorts};

}  // namespace

bool insert(db::Transaction& transaction, const Terms& terms) { return transaction.execute(kInsertTerms, kTerms.of(terms)) == 1; }
std::vector<Terms> terms_of(db::Reader& reader, std::string_view province) { return reader.all(kTerms, kTermsOf, province); }

void insert(db::Transaction& transaction, const Complaint& complaint) { transaction.send(kInsert, kComplaint.of(complaint)); }
bool change(db::Transaction& transaction, const Complaint& complaint) {
  return transaction.execute(kChange, kMovedBy.of(complaint), complaint.id, complaint.version) == 1;
}
std::optional<Complaint> find(db::Reader& reader, ComplaintId id) { return reader.first(kComplaint, kFind, id); }
std::vector<Complaint> by_ids(db::Reader& reader, std::span<const ComplaintId> ids) { return reader.by_ids(kComplaint, kByIds, ids); }
std::vector<Complaint> of_dossier(db::Reader& reader, DossierId dossier) { return reader.all(kComplaint, kOfDossier, dossier); }
std::vector<ProductId> held(db::Reader& reader, std::span<const ProductId> products) {
  return reader.by_ids(db::value<ProductId>, kHeld, products);
}
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<int>, kAny, producer).has_value(); }
lists::Rows<Complaint> complaints() { return {kComplaints, kComplaint}; }

std::vector<personal::Holding> personal_holdings() {
  return {
      personal::answers("complaints_complaint", "filed_by",
                        {"complaints.personal",
                         "SELECT filed AS at, producer, words, answer FROM complaints_complaint WHERE filed_by = $1 ORDER BY filed, id"},
                        msg::held_filed),
      personal::answers("complaints_complaint", "received_by",
                        {"complaints.personal",
                         "SELECT received AS at, producer FROM complaints_complaint WHERE received_by = $1 ORDER BY received, id"},
                        msg::held_received),
      personal::answers("complaints_complaint", "ended_by",
                        {"complaints.personal",
                         "SELECT ended AS at, producer, answer FROM complaints_complaint WHERE ended_by = $1 ORDER BY ended, id"},
                        msg::held_answered),
      personal::answers("complaints_terms", "entered_by",
                        {"complaints.personal",
                         "SELECT entered AS at, basis AS name FROM complaints_terms WHERE entered_by = $1 ORDER BY entered, valid_from"},
                        msg::held_terms)};
}

}  // namespace ocop::complaints::store
