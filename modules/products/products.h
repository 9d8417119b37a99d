#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/access/access.h"
#include "kernel/act/act.h"
#include "kernel/base/id.h"
#include "kernel/base/message.h"
#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "kernel/blobs/blobs.h"
#include "kernel/db/db.h"
#include "kernel/images/images.h"
#include "kernel/random/random.h"
#include "kernel/sources/source.h"
#include "kernel/tlog/seal.h"
#include "kernel/web/picture.h"
#include "modules/marks/marks.h"

// Port of the module: what is rated, and its standing today.
namespace ocop::http { struct Request; }

namespace ocop::products {

using marks::Validity;                 // how a star stands today: validity() below

// The latest recognition of a product, from an import or from a certificate of this program.
struct Standing {
  // confirmed: a decision on paper that an officer of the province confirmed with its file (modules/certificates).
  enum class Basis : std::uint8_t { none, imported, certificate, confirmed };
  Basis basis = Basis::none;
  int stars = 0;                        // 0 = not stated
  std::string decision;                 // as printed
  std::optional<Date> decided;          // exact day when printed
  std::optional<int> year;              // when only the year is printed
  std::optional<Date> valid_until;      // last valid day
  bool verified = false;                // true only for what this program's log says: is_logged()
  bool withdrawn = false;
  std::string recognition;              // of an import: "decision", "reported_recognised", "council_result", "unofficial_list"
  std::string source_url, source_kind;
  std::optional<CertificateId> certificate;
  // The last day on which it can go on after valid_until, while a renewal that was filed in its term waits for its result (article 12.3).
  std::optional<Date> extended_until{};
  bool operator==(const Standing&) const = default;
};
Validity validity(const Standing& standing, Date today);   // pure
// Whether it rests on an entry of the log and not on what a register prints: a certificate of this program, or a confirmed decision.
bool is_logged(const Standing& standing);
// The stars that may be said on that day: of a standing that is valid and rests on an entry of the log; 0 = none. What labels, files of
// channels and tags say.
int stars_in_force(const Standing& standing, Date today);      // pure
// The last day on which the star can count: of a certificate its valid_until, of a dated decision 36 months on, of both the extended one
// while there is one; nullopt = cannot be told.
std::optional<Date> last_day(const Standing& standing);
// What stands after "until" of a star that holds on that day (marks::until_words); empty = its end cannot be told.
std::string until_words(const Standing& standing, Date today, Language language);
// The day that a row of stars is shown with (marks::stars): as printed, or of a published source the extended one.
std::optional<Date> shown_until(const Standing& standing, Date today);
std::string_view name(Validity validity);                  // "renewal_window", in URLs and API
std::optional<Validity> parse_validity(std::string_view name);

struct Product {
  ProductId id;
  ProducerId producer;                  // all zero = the register does not name the maker (never so once a dossier is opened)
  std::string name;
  std::string group;                    // "I".."VI", empty = unknown
  std::string product_set;              // "QD26-13", empty = not classified yet
  std::string group_as_printed;
  std::string province, commune;        // codes today; commune may be empty
  std::string place_as_printed;         // "xã Phú Cần, huyện Tiểu Cần, Trà Vinh"
  std::string unit_choices;             // codes apart by blanks that the printed place may be today, when a person has to say which
  std::string gtin;                     // 14 digits or empty
  std::string code;                     // public short code, permanent: the stable URL /s/{code} when there is no GTIN
  std::string story;                    // the owner's words
  std::string register_id;              // "P0001" in the imported file
  Standing standing;
  std::int64_t version = 0;
  std::string name_en, story_en;        // the owner's words in English; empty = none
  std::string register_source;          // which register `register_id` is of: "sample-2026"
  std::optional<ProductId> duplicate_of;   // the import suspects that this is the same product printed twice
  std::optional<ProductId> merged_into;    // a person found that this is that one, printed again: never one that is merged itself
  std::string_view name_in(Language language) const { return language == Language::en && !name_en.empty() ? name_en : name; }
};

// Whether a code that was typed or printed is the product's own, and not that of one merged into it.
bool is_code_of(std::string_view typed, const Product& product);

// Of a certified product: its public code, to which printed codes lead (kernel/tlog/seal.h).
inline constexpr std::string_view kSealedColumns[] = {"code"};
inline constexpr tlog::Sealed kSealedProduct{
    .table = "products_product", .key = "id", .columns = kSealedColumns, .rows = tlog::Sealed::Rows::some};

// Announced (db::Transaction::announce) when a product comes or its GTIN changes.
inline constexpr std::string_view kKeysChanged = "products.keys";

// Announced with every change of what the catalogue narrows, orders and finds products by (catalogue.h).
inline constexpr std::string_view kCatalogueChanged = "products.catalogue";
// Announced when a photo comes, goes, moves, or is described in other words.
inline constexpr std::string_view kPhotosChanged = "products.photos";

using PhotoId = Id<struct PhotoTag>;
// One of the sizes in one encoding; its bytes are at /media/{sha256}.{ending}.
struct PhotoFile {
  images::Size size = images::Size::small;
  images::Encoding encoding = images::Encoding::jpeg;
  int width = 0, height = 0;            // pixels
  std::int64_t bytes = 0;
  std::string sha256;
};
struct Photo {
  PhotoId id;
  ProductId product;
  std::int64_t place = 0;               // order on the page; the first stands for the product in lists and scans
  std::string alt, alt_en;              // what is to be seen, for whoever does not see it
  std::string credit;                   // who took it; empty = not said
  int width = 0, height = 0;            // of what was sent
  std::int64_t version = 0;
  std::vector<PhotoFile> files;         // small to large, square; AVIF and WebP and JPEG
  std::string_view alt_in(Language language) const { return language == Language::en && !alt_en.empty() ? alt_en : alt; }
};
// For web::picture(). Precondition: it has files.
web::Picture picture_of(const Photo& photo, Language language);
// The same of files that a higher module keeps, small to large.
web::Picture picture_of(std::span<const PhotoFile> files, std::string alt);
// "/media/{sha256}.webp"
std::string media_path(const PhotoFile& file);
// Renditions that are on disk and wait for the act that holds them.
struct KeptFile {
  PhotoFile file;
  blobs::Staged staged;
};
Result<std::vector<KeptFile>> keep_all(blobs::Blobs& blobs, const images::Picture& picture);
// A slot: photos of a higher module, given out at /media as those of products are: how the file of that digest is encoded, while one of its
// rows has it.
struct MoreMedia {
  int rank = 0;
  std::function<std::optional<images::Encoding>(db::Reader& reader, std::string_view sha256)> encoding;
};

// What the public log says of how a product was recognised last: its newest certificate, or a later decision that an officer confirmed.
// Offered by the module that certifies (kernel/manifest/offers.h): what Products gives of such a product says this, whatever stands in its
// row. Name and maker are the register's own: they go on after the certificate; who shows what was certified takes them from there.
class Recognitions {
 public:
  struct Recognition {
    Standing standing;
    std::string code;                    // empty when the log does not say
  };
  virtual ~Recognitions() = default;
  virtual std::optional<Recognition> of(db::Reader& reader, ProductId product) const = 0;
  // Of a standing that a register prints: how long it goes on because of a renewal that is under way (Standing::extended_until).
  virtual std::optional<Date> extended_until(db::Reader&, ProductId, Date /*valid_until*/) const { return std::nullopt; }
  virtual std::optional<ProductId> product_of_code(db::Reader& reader, std::string_view code) const = 0;
  // The product of a certificate whose number stands in what somebody typed, as it is printed or nearly so.
  virtual std::optional<ProductId> product_of_number(db::Reader& reader, std::string_view typed) const = 0;
};
struct Logged {
  int rank = 0;
  const Recognitions* recognitions = nullptr;   // outlives the modules
};

class Products {
 public:
  virtual ~Products() = default;
  // As they are, also those that are merged into another one.
  virtual std::vector<Product> by_ids(db::Reader& reader, std::span<const ProductId> ids) const = 0;
  // Also by one that it gave up after it was certified. By the GTIN or code of a merged product: the one that it was merged into.
  virtual std::optional<Product> by_gtin(db::Reader& reader, std::string_view gtin) const = 0;
  virtual std::optional<Product> by_code(db::Reader& reader, std::string_view code) const = 0;
  virtual std::vector<Product> of_producer(db::Reader& reader, ProducerId producer) const = 0;
  // Precondition: `code` is set (rules.h, new_code), unique; gtin is empty or checked and unique.
  virtual void insert(db::Transaction& transaction, const Product& product) const = 0;
  // Products of the province with the same name without marks, for a person to compare. At most kMostAlike.
  virtual std::vector<Product> alike(db::Reader& reader, std::string_view name, std::string_view province) const = 0;
  // The maker's name and kind as lists and search keep them with its products: called when its record changed.
  virtual void maker_changed(db::Transaction& transaction, ProducerId producer) const = 0;
  // The product's set (classification), when a dossier is opened; it is held until the transaction ends. False: it is merged, or gone.
  virtual bool classify(db::Transaction& transaction, ProductId product, std::string_view product_set, std::string_view group) const = 0;
  // Acts on what higher modules keep of one product stand in a row from here until the transaction ends. False: it is gone.
  virtual bool hold(db::Transaction& transaction, ProductId product) const = 0;
  // The act answers for what of the product's row printed codes rest on (kSealedProduct).
  virtual void keep(tlog::Seals& seals, ProductId product) const = 0;
  // A certificate was issued or withdrawn: called by certificates in its own transaction.
  virtual void set_standing(db::Transaction& transaction, ProductId product, const Standing& standing) const = 0;
  // The standings as the catalogue keeps them to be searched by: of all that it says are certified or extended, and of `certified`.
  // Everybody else is given what was logged (Recognitions).
  struct Copy { ProductId product; Standing standing; };
  virtual std::vector<Copy> copies(db::Reader& reader, std::span<const ProductId> certified) const = 0;
  // Decisions that registers print of products and that nobody has confirmed, by spelling: "278/QĐ-UBND ngày 16-5" is another one than
  // "278/QĐ-UBND". A decision that a register prints anew of a product whose decision was confirmed is among them.
  struct ReportedDecision {
    std::string province, decision;
    std::optional<Date> decided{};
    std::optional<int> year{};
    std::int64_t products = 0;
    bool operator==(const ReportedDecision&) const = default;
  };
  virtual lists::Rows<ReportedDecision> reported_decisions() const = 0;
  virtual std::vector<ReportedDecision> reported_decisions(db::Reader& reader, std::string_view province) const = 0;
  // The products of one spelling, in the order of their names.
  struct Reported {
    ProductId id;
    ProducerId producer;
    std::string code, name, maker;
    std::string decision;                // as printed
    std::optional<Date> decided{};
    std::optional<int> year{};
    int stars = 0;                       // as printed; 0 = not said
  };
  virtual std::vector<Reported> reported(db::Reader& reader, const ReportedDecision& decision) const = 0;
  // What registers print of a product whose decision was confirmed: kept since, and written by later imports in the place of its standing.
  virtual std::optional<Standing> printed(db::Reader& reader, ProductId product) const = 0;
  // (gtin, code) of all products, with the GTINs that certified ones gave up, for the resolver's snapshot.
  struct Key { ProductId id; std::string gtin; std::string code; };
  virtual std::vector<Key> keys(db::Reader& reader) const = 0;
  // Photos of several products, each product's in their order. `first`: the one that stands for the product alone.
  enum class Photos : std::uint8_t { first, all };
  virtual std::vector<Photo> photos(db::Reader& reader, std::span<const ProductId> products, Photos which) const = 0;
  // The same as of_producer() of each, in no order of the producers.
  virtual std::vector<Product> of_producers(db::Reader& reader, std::span<const ProducerId> producers) const {
    std::vector<Product> out;
    for (const ProducerId& one : producers)
      for (Product& product : of_producer(reader, one)) out.push_back(std::move(product));
    return out;
  }
};

// By id or public code; of one that was merged, the product that it is now. How pages and programs of higher modules name a product.
std::optional<Product> find(db::Reader& reader, const Products& products, std::string_view id_or_code);

// The figures of all provinces, from memory while that is up to date. Thread-safe.
class Tallies {
 public:
  virtual ~Tallies() = default;
  struct Tally { std::string province; Validity validity = Validity::none; std::int64_t stars = 0, products = 0; };
  virtual std::vector<Tally> tallies(Date today) const = 0;              // how many products stand how
  virtual std::map<std::string, std::int64_t> makers() const = 0;        // how many named makers a province has; "" = the whole country
};

// The products of the register with a star that is in its term or once was, certified here or with a dated decision on paper, without those
// that are merged: for shares of higher modules, which keep their own copy and renew it when the catalogue changes (kCatalogueChanged).
// As the rows have it; whether a star may be said is asked of Products (Recognitions).
class Starred {
 public:
  virtual ~Starred() = default;
  struct Star {
    ProductId id;
    ProducerId producer;
    std::string province, commune, code, name, sort_key;
    std::int64_t stars = 0;
    Date last_day;                        // on which the star can hold
  };
  virtual std::vector<Star> all(db::Reader& reader) const = 0;
};

// A slot: which of these products something of a higher module rests on (dossiers, certificates): an import that made them is taken back
// without them.
struct ProductUse {
  int rank = 0;
  std::function<std::vector<ProductId>(db::Reader& reader, std::span<const ProductId> products)> held;
};

// More than a person compares.
inline constexpr int kMostAlike = 20;
// A new public code: 40 random bits, so that nobody meets one that is there.
std::string new_code(Random& random);
// The number in a decision as it is printed: "2942/QĐ-UBND" of "2942/QĐ-UBND ngày 5/8/2021"; empty = none.
std::string decision_number(std::string_view printed);
// None, or 14 digits whose check digit holds. Error: invalid_input on field "gtin".
Result<std::string> checked_gtin(std::string_view typed);
// What a group of Decision 26/2026 is called: "I".."VI", "" = not classified.
const Message& group_words(std::string_view group);

// Products that are one: merged as an alias (decision 107). Both leave every row of both as it is but for where the merged one leads.
class Merges {
 public:
  virtual ~Merges() = default;
  // What a register prints of a product, to be held against others. Without those that are merged.
  struct Printed {
    ProductId id;
    std::string province, name, maker, place, commune, decision, group, source;
    std::optional<int> year{};
    int stars = 0;
  };
  virtual std::vector<Printed> printed(db::Reader& reader) const = 0;
  virtual std::vector<Printed> printed(db::Reader& reader, std::span<const ProductId> ids) const = 0;   // also merged ones
  // `product` leads to `into` from now on, and so does what was merged into it. The caller has looked at the actor's scope. Errors:
  // not_found; conflict with words when one of them is merged already, they are of two provinces, the certificate in force is not on
  // `into`'s side, or a higher module speaks against it (MergeCheck).
  virtual Result<void> merge(act::Act& act, ProductId product, ProductId into) const = 0;
  // Takes the merge of `product` into `from` back, with what it moved. conflict: it is not merged into that, or was moved on by a later
  // merge, which goes first.
  virtual Result<void> part(act::Act& act, ProductId product, ProductId from) const = 0;
  // A person says that they are two: the import's suspicion is answered.
  virtual void are_two(db::Transaction& transaction, ProductId a, ProductId b) const = 0;
};
// A slot: what a higher module has against a merge; its error is told to the person.
struct MergeCheck {
  int rank = 0;
  std::function<Result<void>(db::Reader& reader, const Product& product, const Product& into)> allowed;
};
// A slot: pairs of which a person said that they are two products. An import does not suspect them again.
using ProductPairs = std::set<std::pair<ProductId, ProductId>>;   // the lesser first
struct Apart {
  int rank = 0;
  std::function<ProductPairs(db::Reader& reader)> pairs;
};
// A slot: GTINs of products that higher modules keep, of their sizes and packs, those that were given up too: they lead to the product, and
// no other product may take them. Whoever changes them announces kKeysChanged.
struct OtherGtins {
  int rank = 0;
  std::function<std::optional<ProductId>(db::Reader& reader, std::string_view gtin)> bearer;
  struct Held { std::string gtin; ProductId product; };
  std::function<std::vector<Held>(db::Reader& reader)> all;
};
// A slot: a register was brought in, or taken back, inside that act.
struct Imported {
  int rank = 0;
  std::function<void(act::Moment& act)> then;
};

// A slot: what higher modules show on a product's page, below its record (kernel/manifest/offers.h).
struct Panel {
  int rank = 0;
  std::function<void(web::Html& out, const http::Request& request, const Product& product)> show;
};

// The panel of those who may change a maker's products: its members, and who helps it with them. Nothing for others, nor of one that is
// merged. Each link leads behind the product's path: "/labels".
struct PanelLink { const Message* label; std::string_view end; };
Panel makers_panel(int rank, const Message& title, const Message& text, std::vector<PanelLink> links);

}  // namespace ocop::products
