#include "modules/certificates/store_life.h"

#include "kernel/db/columns.h"

namespace ocop::certificates::life_rows {
namespace {

struct Told { int days = 0; };
constexpr auto kTold = db::columns<Told>(db::column("days", &Told::days));
constexpr db::Statement kNoteTold{"certificates.note_renewal_told",
                                  "INSERT INTO certificates_renewal_told (product, valid_until, days, told) VALUES ($1, $2, $3, $4)"
                                  " ON CONFLICT (product, valid_until) DO UPDATE SET days = excluded.days, told = excluded.told"
                                  " WHERE certificates_renewal_told.days > excluded.days"};
constexpr db::Statement kFindTold{"certificates.renewal_told",
                                  "SELECT {columns} FROM certificates_renewal_told WHERE product = $1 AND valid_until = $2", kTold};

constexpr auto kExtended =
    db::columns<Extended>(db::column("product", &Extended::product), db::column("valid_until", &Extended::valid_until));
constexpr db::Statement kAllExtended{"certificates.extended",
                                     "SELECT {columns} FROM certificates_extended ORDER BY product, valid_until", kExtended};
constexpr db::Statement kExtend{"certificates.extend",
                                "INSERT INTO certificates_extended ({columns}) VALUES ({arguments}) ON CONFLICT DO NOTHING", kExtended};
constexpr db::Statement kEnd{"certificates.end_extension", "DELETE FROM certificates_extended WHERE product = $1 AND valid_until = $2"};

constexpr auto kWritten = db::columns<Copy>(
    db::column("id", &Copy::id), db::column("product", &Copy::product), db::column("number", &Copy::number),
    db::column("certificate", &Copy::certificate), db::column("province", &Copy::province), db::column("as_of", &Copy::as_of),
    db::column("printed", &Copy::printed), db::column("printer", &Copy::printer, db::words(name, parse_printer)),
    db::column("printed_by", &Copy::printed_by), db::column("prints", &Copy::prints));
constexpr auto kRow = db::columns<Copy>(db::also("p", kWritten), db::column("c.product_name", &Copy::product_name));
#define OCOP_FROM_COPY "FROM certificates_copy p JOIN certificates_certificate c ON c.number = p.certificate"
constexpr db::Statement kOfDay{"certificates.copies_of_day",
                               "SELECT {columns} " OCOP_FROM_COPY " WHERE p.certificate = $1 AND p.printed_on = $2 AND p.as_of = $3"
                               " ORDER BY p.number",
                               kRow};
constexpr db::Statement kPrintAgain{"certificates.print_again", "UPDATE certificates_copy SET prints = prints + 1 WHERE id = $1"};
constexpr db::Statement kNextNumber{"certificates.next_copy",
                                    "INSERT INTO certificates_copy_serial (product, last) VALUES ($1, 1)"
                                    " ON CONFLICT (product) DO UPDATE SET last = certificates_copy_serial.last + 1 RETURNING last"};
constexpr db::Statement kInsert{"certificates.insert_copy",
                                "INSERT INTO certificates_copy ({columns}, printed_on) VALUES ({arguments}, {+1})", kWritten};
constexpr db::Statement kFind{"certificates.copy", "SELECT {columns} " OCOP_FROM_COPY " WHERE p.product = $1 AND p.number = $2", kRow};

constexpr lists::Condition kConditions[] = {{.word = "certificate", .sql = "p.certificate = ?"},
                                            {.word = "printer", .sql = "p.printer = ?", .group = "p.printer"}};
constexpr lists::Sort kSorts[] = {{"printed", "p.printed", lists::Kept::integer, lists::Direction::descending}};
constexpr lists::Source kCopies{.name = "certificates.copies", .from = OCOP_FROM_COPY, .columns = kRow, .key = "p.id",
                                .cover = {.province = "p.province"}, .conditions = kConditions, .sorts = kSorts};

}  // namespace

bool note_told(db::Transaction& transaction, ProductId product, Date valid_until, int days, Instant now) {
  return transaction.execute(kNoteTold, product, valid_until, days, now) == 1;
}
std::optional<int> told(db::Reader& reader, ProductId product, Date valid_until) {
  const auto found = reader.first(kTold, kFindTold, product, valid_until);
  return found ? std::optional(found->days) : std::nullopt;
}

std::vector<Extended> extended(db::Reader& reader) { return reader.all(kExtended, kAllExtended); }
void extend(db::Transaction& transaction, const Extended& one) { transaction.send(kExtend, kExtended.of(one)); }
void end(db::Transaction& transaction, const Extended& one) { transaction.send(kEnd, one.product, one.valid_until); }

std::optional<Copy> same_copy(db::Reader& reader, const Copy& wanted) {
  for (Copy& one : reader.all(kRow, kOfDay, wanted.certificate, vietnam_date(wanted.printed), wanted.as_of))
    if (one.printed_by == wanted.printed_by) return std::move(one);
  return std::nullopt;
}
void print_again(db::Transaction& transaction, CopyId copy) { transaction.send(kPrintAgain, copy); }
int next_number(db::Transaction& transaction, ProductId product) {
  return transaction.first(db::value<int>, kNextNumber, product).value();
}
void insert(db::Transaction& transaction, const Copy& copy) {
  transaction.send(kInsert, kWritten.of(copy), vietnam_date(copy.printed));
}
std::optional<Copy> copy(db::Reader& reader, ProductId product, int number) { return reader.first(kRow, kFind, product, number); }
lists::Rows<Copy> copies() { return {kCopies, kRow}; }

}  // namespace ocop::certificates::life_rows
