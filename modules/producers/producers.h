#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
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
#include "kernel/db/db.h"
#include "kernel/tlog/seal.h"

namespace ocop::http { struct Request; }
namespace ocop::web { class Html; }

// Port of the module: who registers products (chủ thể OCOP) and the papers they keep once and use in many dossiers.
namespace ocop::producers {

enum class Kind : std::uint8_t { unknown, cooperative, cooperative_group, enterprise, household, farm, other };
std::string_view name(Kind kind);
std::optional<Kind> parse_kind(std::string_view name);
const Message& label(Kind kind);

// A producer that registered itself is waiting until its commune confirms it: only its members and the offices of its place see it.
enum class Presence : std::uint8_t { listed = 0, waiting = 1 };

struct Producer {
  ProducerId id;
  std::string name;
  Kind kind = Kind::unknown;
  std::string province, commune;       // codes; commune may be empty (unknown)
  std::string address_as_printed;      // of the time of the source
  std::string story;                   // the owner's own words; never official record
  std::string source;                  // "import: …" or "entered"
  std::int64_t version = 0;
  std::string name_en, story_en;       // the owner's own words in English; empty = none
  Presence presence = Presence::listed;
  std::string_view name_in(Language language) const { return language == Language::en && !name_en.empty() ? name_en : name; }
};
// The makers' names that mean one maker: folded, legal forms written out ("HTX", "Hợp tác xã (HTX)" and "hợp tác xã" agree).
std::string name_key(std::string_view name);
// What is left of name_key without the legal form, words sorted: tells that two printed names may mean one maker.
// Empty when nothing but a legal form is printed.
std::string name_core(std::string_view name);

// What it was called and was until a day. A certificate keeps what was certified.
struct Former {
  ProducerId producer;
  std::string name;
  Kind kind = Kind::unknown;
  Date until{};
};

enum class PaperKind : std::uint8_t {  // article 6, table of proof (15 lines) and §7 of the criteria
  business_registration, production_conditions, source_area, environment, local_labour, growth, intellectual_property,
  market, promotion, story, quality_declaration, test_sheet, barcode_trace, quality_management, award, other,
};
inline constexpr std::array kPaperKinds{PaperKind::business_registration,
                                        PaperKind::production_conditions,
                                        PaperKind::source_area,
                                        PaperKind::environment,
                                        PaperKind::local_labour,
                                        PaperKind::growth,
                                        PaperKind::intellectual_property,
                                        PaperKind::market,
                                        PaperKind::promotion,
                                        PaperKind::story,
                                        PaperKind::quality_declaration,
                                        PaperKind::test_sheet,
                                        PaperKind::barcode_trace,
                                        PaperKind::quality_management,
                                        PaperKind::award,
                                        PaperKind::other};
std::string_view name(PaperKind kind);
std::optional<PaperKind> parse_paper_kind(std::string_view name);
const Message& label(PaperKind kind);

struct Paper {
  PaperId id;
  ProducerId producer;
  PaperKind kind = PaperKind::other;
  std::string title, issuer, number;
  std::optional<Date> issued, expires;
  std::string file_name, content_type, sha256;   // of the file (kernel/blobs); empty = paper noted without a file
  std::int64_t size = 0;
};

// A paper that was replaced or removed; who held it in a dossier before goes on holding it.
struct PaperEnd {
  PaperId paper;
  std::optional<PaperId> replaced_by{};          // nullopt = removed
};

// The room that all files of a producer take together, papers and pictures (kernel/blobs): the evidence of a dossier is about sixty papers
// of 3 MB, a product's pictures 5 MB; this is five dossiers and a hundred products.
inline constexpr std::int64_t kFileRoom = 2LL << 30;
// While it waits for its commune: anybody may register one, and four scanned papers are enough to be believed.
inline constexpr std::int64_t kFileRoomWaiting = 64LL << 20;

// More than a person compares.
inline constexpr std::size_t kMostAlike = 20;

// A record that a person found to be of the same maker as another one, to which it leads (decision 125).
struct Alias { ProducerId producer, into; };

// Papers that stand in a dossier that was handed in: whoever logs that answers for them (kernel/tlog/seal.h). Others are nobody's evidence.
inline constexpr tlog::Sealed kSealedPaper{.table = "producers_paper", .key = "id", .rows = tlog::Sealed::Rows::some};

// Reads and writes inside the caller's transaction. Reads of papers take a Scope; producers themselves are public.
class Producers {
 public:
  virtual ~Producers() = default;
  virtual std::vector<Producer> by_ids(db::Reader& reader, std::span<const ProducerId> ids) const = 0;
  // The merges that hold with one of these on either side. What one leads to is never merged itself.
  virtual std::vector<Alias> aliases(db::Reader& reader, std::span<const ProducerId> ids) const = 0;
  // Of those that are listed; of one that was merged the real record: registers go on printing the other name for years.
  virtual std::optional<Producer> find_by_name(db::Reader& reader, std::string_view name, std::string_view province) const = 0;
  virtual void insert(db::Transaction& transaction, const Producer& producer) const = 0;
  // A maker that an import made and nobody has touched or added a paper to since. False: it stays.
  virtual bool remove_unused(db::Transaction& transaction, ProducerId producer) const = 0;
  // Name, kind, place, address and presence. False: the version is not the one that stands.
  virtual bool change_record(db::Transaction& transaction, const Producer& producer) const = 0;
  virtual void add_former(db::Transaction& transaction, const Uuid& id, const Former& former) const = 0;
  // Of all producers, the latest first: registers go on printing a name for years after it changed.
  virtual std::vector<Former> formers(db::Reader& reader) const = 0;
  // Listed producers of the province whose name may mean the same maker (name_core), for a person to compare. At most kMostAlike.
  virtual std::vector<Producer> alike(db::Reader& reader, std::string_view name, std::string_view province) const = 0;
  // The unit of its address, where that still is `from`: a person settled which one it is. False: it is another by now.
  virtual bool settle_unit(db::Transaction& transaction, ProducerId producer, std::string_view from, std::string_view to) const = 0;
  // Those that were not replaced or removed.
  virtual std::vector<Paper> papers_of(db::Reader& reader, const Scope& scope, ProducerId producer) const = 0;
  // Which of these producers have a paper in use that ended before that day, and when the first of them did: for offices that choose whom
  // to look at. One read for all.
  struct Ended { ProducerId producer; Date expired; };
  virtual std::vector<Ended> with_ended_papers(db::Reader& reader, std::span<const ProducerId> producers, Date today) const = 0;
  // Papers by id that belong to `producer`, replaced or not, whoever asks: for members of a council reading a dossier they are assigned to.
  virtual std::vector<Paper> papers_by_ids(db::Reader& reader, ProducerId producer, std::span<const PaperId> ids) const = 0;
  // Which of them ended. A replacement may have ended too.
  virtual std::vector<PaperEnd> ended(db::Reader& reader, std::span<const PaperId> ids) const = 0;
  // Until the transaction ends nobody replaces or removes a paper of this producer. Whoever locks rows of dossiers locks those first.
  virtual void hold(db::Transaction& transaction, ProducerId producer) const = 0;
  // The act answers for this paper's row as it stands (kernel/tlog/seal.h), and so for the digest of its file.
  virtual void keep(tlog::Seals& seals, PaperId paper) const = 0;
  // Before the file of a paper is handed out, by whatever way: who saw it (docs/model/personal-data.md).
  virtual void record_view(db::Transaction& transaction, const Uuid& id, PaperId paper, AccountId account, Instant now) const = 0;
  // The file's bytes, compared with the digest of the day they came. not_found: foreign, or noted without a file; internal: damaged.
  virtual Result<std::string> paper_content(db::Reader& reader, ProducerId producer, PaperId paper) const = 0;
};

// A slot: what a higher module does about papers that it points to, inside the act that replaces or removes one. `lock` comes first and
// locks the module's rows that may point to papers of this producer; `changed` points them to what replaced it, or to nothing, and answers
// whether anything still holds the paper for good: then its row stays.
struct PaperUse {
  int rank = 0;
  enum class Held : std::uint8_t { not_any_more, for_good };
  std::function<void(act::Act& act, ProducerId producer)> lock;
  std::function<Held(act::Act& act, ProducerId producer, const PaperEnd& end)> changed;
};

// A slot: what a higher module keeps by producer and may move: `merged` moves it to the real record and answers what it is called (public
// codes), for the log; `parted` moves back what came by that merge and is still there. `merge`: the id of the merge.
struct MergeUse {
  int rank = 0;
  std::function<std::vector<std::string>(act::Act& act, const Uuid& merge, const Alias& alias)> merged, parted;
};

// A slot: whether somebody acts for this producer, or was invited to: an import that made it is taken back without it.
struct Use {
  int rank = 0;
  std::function<bool(db::Reader& reader, ProducerId producer)> held;
};

// A slot: what a visitor can do with a producer: order, ask. Its page, and the one that it makes of itself (modules/sites), offer them as
// buttons. `path`: where it is done; empty = not with this one now.
struct BuyerAct {
  int rank = 0;
  Message words;
  std::function<std::string(const Producer& producer)> path;
};

// A slot: the tax code that a producer said of itself for buyers, from the module where it did; empty = none. Proposed where it is needed
// again, so that nobody types it twice.
struct TaxCodeSaid {
  int rank = 0;
  std::function<std::string(db::Reader& reader, ProducerId producer)> of;
};

// A slot: the telephones and addresses of mail that a producer published for buyers, from the module where it did. Held against the
// accounts of whoever is to judge its products (modules/evaluation).
struct ContactsSaid {
  int rank = 0;
  std::function<std::vector<std::string>(db::Reader& reader, ProducerId producer)> of;
};

// A slot: what higher modules show on a producer's page, below its record (kernel/manifest/offers.h).
struct Panel {
  int rank = 0;
  std::function<void(web::Html& out, const http::Request& request, const Producer& producer)> show;
};

}  // namespace ocop::producers
