#include "modules/numbers/store.h"

#include <array>

#include "kernel/db/columns.h"
#include "kernel/gs1/company_prefix.h"

namespace ocop::numbers::store {
namespace {

using db::Statement;

constexpr auto kLicence = db::columns<Licence>(
    db::column("id", &Licence::id), db::column("producer", &Licence::producer), db::column("sequence", &Licence::sequence),
    db::column("prefix", &Licence::prefix), db::column("gln", &Licence::gln), db::column("first", &Licence::first),
    db::column("set_by", &Licence::set_by), db::column("set_at", &Licence::set), db::column("ended", &Licence::ended),
    db::column("ended_by", &Licence::ended_by));
constexpr auto kGiven = db::columns<Given>(db::column("gtin", &Given::gtin), db::column("producer", &Given::producer),
                                           db::column("product", &Given::product), db::column("item", &Given::item),
                                           db::column("given", &Given::given), db::column("given_by", &Given::given_by));

constexpr Statement kOfProducer{"numbers.of_producer", "SELECT {columns} FROM numbers_licence WHERE producer = $1 ORDER BY sequence DESC",
                                kLicence};
// Nine lengths a prefix may have.
constexpr Statement kAbove{
    "numbers.above",
    "SELECT {columns} FROM numbers_licence WHERE ended IS NULL AND prefix <> '' AND prefix IN ($1, $2, $3, $4, $5, $6, $7, "
    "$8, $9) ORDER BY prefix",
    kLicence};
constexpr Statement kBelow{
    "numbers.below",
    "SELECT {columns} FROM numbers_licence WHERE ended IS NULL AND prefix <> '' AND prefix >= $1 AND prefix < $2 ORDER BY "
    "prefix LIMIT 2",
    kLicence};
constexpr Statement kInsert{"numbers.insert_licence", "INSERT INTO numbers_licence ({columns}) VALUES ({arguments})", kLicence};
constexpr Statement kEnd{"numbers.end_licence", "UPDATE numbers_licence SET ended = $1, ended_by = $2 WHERE id = $3 AND ended IS NULL"};
constexpr Statement kAny{"numbers.any", "SELECT id FROM numbers_licence WHERE producer = $1 LIMIT 1"};

constexpr Statement kGivenBy{"numbers.given_by",
                             "SELECT {columns} FROM numbers_given WHERE producer = $1 ORDER BY given DESC, gtin DESC LIMIT $2", kGiven};
// All GTINs of a prefix lie between two: the leading 0, the prefix, and what follows.
constexpr Statement kUnder{"numbers.gtins_under", "SELECT gtin FROM numbers_given WHERE gtin >= $1 AND gtin < $2 ORDER BY gtin"};
constexpr Statement kGivenTo{"numbers.given_to",
                             "SELECT {columns} FROM numbers_given WHERE producer = $1 AND product = $2 ORDER BY given, gtin", kGiven};
constexpr Statement kGive{"numbers.give", "INSERT INTO numbers_given ({columns}) VALUES ({arguments})", kGiven};

// The first digits behind all that these begin: "0893602" of "0893601". Digits alone are ordered alike by every collation. Precondition:
// not all of them are 9 (those are coupons').
std::string end_of(std::string_view digits) {
  std::string out(digits);
  std::size_t at = out.size();
  while (at > 0 && out[at - 1] == '9') out[--at] = '0';
  if (at > 0) ++out[at - 1];
  return out;
}

}  // namespace

std::vector<Licence> of_producer(db::Reader& reader, ProducerId producer) { return reader.all(kLicence, kOfProducer, producer); }

std::vector<Licence> above(db::Reader& reader, std::string_view digits) {
  std::array<std::string, gs1::kMostPrefix - gs1::kLeastPrefix + 1> each;
  for (std::size_t i = 0; i < each.size(); ++i) each[i] = std::string(digits.substr(0, gs1::kLeastPrefix + i));
  return reader.all(kLicence, kAbove, each[0], each[1], each[2], each[3], each[4], each[5], each[6], each[7], each[8]);
}
std::vector<Licence> below(db::Reader& reader, std::string_view digits) {
  return reader.all(kLicence, kBelow, std::string(digits), end_of(digits));
}
void insert(db::Transaction& transaction, const Licence& licence) { transaction.send(kInsert, kLicence.of(licence)); }
void end(db::Transaction& transaction, const Licence& licence) { transaction.send(kEnd, licence.ended, licence.ended_by, licence.id); }
bool any_of(db::Reader& reader, ProducerId producer) { return reader.first(db::value<LicenceId>, kAny, producer).has_value(); }

std::vector<Given> given_by(db::Reader& reader, ProducerId producer) { return reader.all(kGiven, kGivenBy, producer, kMostShown); }
std::vector<std::int64_t> items_under(db::Reader& reader, std::string_view prefix, std::int64_t from) {
  const std::string gtins = "0" + std::string(prefix);
  std::vector<std::int64_t> out;
  for (const std::string& gtin : reader.all(db::value<std::string>, kUnder, gtins, end_of(gtins)))
    if (const auto item = gs1::item_of(prefix, gtin); item && *item >= from) out.push_back(*item);
  return out;
}
std::vector<Given> given_to(db::Reader& reader, ProducerId producer, ProductId product) {
  return reader.all(kGiven, kGivenTo, producer, product);
}
void insert(db::Transaction& transaction, const Given& given) { transaction.send(kGive, kGiven.of(given)); }

}  // namespace ocop::numbers::store
