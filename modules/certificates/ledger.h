#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/json/json.h"
#include "kernel/tlog/follower.h"
#include "modules/certificates/confirmation_types.h"
#include "modules/certificates/ruling_types.h"
#include "modules/certificates/types.h"

// What the log says of certificates, read from its entries and nothing else (docs/decisions/0093). Public pages, files and the API say
// this; rows add the names that an entry only commits to, and those only when they open the commitment.
namespace ocop::certificates {

// A certificate as its entry says it. Entries of before /2 name neither code, ids of product and maker, nor the certificate's own.
struct Logged {
  Certificate certificate;  // names of maker and signer are empty: the entry commits to them
  std::string producer_commitment, signer_commitment;
  Instant logged;
  std::optional<Withdrawal> withdrawal;  // ground, decision, days and index; the signer is not in the log
  std::int64_t ordinal = 0;  // among all that were issued, from 0
};

// A confirmed decision as its entry says it: `signer` is a commitment, products have no names.
struct LoggedConfirmation {
  Confirmation confirmation;
  std::optional<ConfirmationId> corrected_by;
  std::vector<Revocation> revocations{};   // that withdrew it of some of its products, oldest first; the same of signer and names
  // The entry that withdrew it of the product; nullptr = none did.
  const Revocation* revoked(ProductId product) const;
};

class Ledger {
 public:
  explicit Ledger(db::Database& database) : database_(&database) {}
  Ledger() = default;  // reads what it is given
  void read_whole(db::Reader& reader) { follow(reader); }
  // Reads on in the log; at once when nothing came. After an act of this process, and whenever the log grew (tlog::kGrown).
  void follow();
  void follow_when_told();
  // The same with the snapshot in hand, where the log grew since the last follow(). Nothing in a transaction: what it sees may be taken
  // back.
  void look(db::Reader& reader);

  std::shared_ptr<const Logged> by_number(std::string_view number) const;
  std::vector<std::string> numbers(std::size_t from, std::size_t most) const;
  std::size_t issued() const;
  // The place of a certificate among all that were issued, from 0, as the log has them; it never changes. nullopt = no such number.
  std::optional<std::int64_t> ordinal(std::string_view number) const;
  std::vector<std::pair<std::string, std::int64_t>> in_order(std::int64_t from, std::int64_t most) const;
  std::vector<std::shared_ptr<const Logged>> of_product(ProductId product) const;  // newest first
  std::optional<ProductId> product_of_code(std::string_view code) const;
  // The renewal by which that standing goes on (article 12.3): the newest that came within its term and lies with an office. None once
  // there is a result: "đến ngày có kết quả xử lý"; another file that comes afterwards waits() and extends nothing.
  std::optional<Renewal> renewal(ProductId product, Date valid_until) const;
  // Whether a file of a renewal of that standing lies with an office, whatever it extends.
  bool waits(ProductId product, Date valid_until) const;
  // The day of the first decision that refused a renewal which had come within the term of that standing.
  std::optional<Date> refused(ProductId product, Date valid_until) const;
  std::vector<ProductId> under_renewal() const;
  // Of a dossier that was handed in for a renewal: what its first entry says, and whether a decision ended it.
  struct Filed {
    Renewal renewal;
    ProductId product;
    std::optional<Date> standing_until{};  // not said by entries of before
    std::optional<Date> result{};          // the day of the decision that recognised it again or refused it
    bool refused = false;                  // which of both
    bool sent_back = false;                // and not handed in again: with its maker it waits for nobody
  };
  std::optional<Filed> filed(DossierId dossier) const;
  // As the entry of its submission says.
  std::optional<ProductId> product_of_dossier(DossierId dossier) const;
  std::vector<ProductId> products() const;  // every product that was ever certified, or named by a confirmed decision
  std::shared_ptr<const LoggedConfirmation> confirmation(ConfirmationId id) const;
  // Those that name the product and stand, oldest entry first: neither corrected nor found to be confirmed in error. What an organ withdrew
  // is among them and goes on saying so, whatever corrected the rest.
  std::vector<std::shared_ptr<const LoggedConfirmation>> confirmations_of(ProductId product) const;
  // As its entry says it: both signers are commitments, lines have ids alone.
  std::shared_ptr<const Ruling> ruling(RulingId id) const;
  std::optional<RulingId> ruling_of(DossierId dossier) const;
  // What was decided on a dossier, as the entry of its decision says.
  struct Said {
    Outcome outcome = Outcome::not_recognised;
    int stars = 0;                         // of its result
  };
  std::optional<Said> said(DossierId dossier) const;
  // Where the log began anew (tlog::kBegun), oldest first.
  struct Beginning {
    std::int64_t index = 0, before_size = 0;
    Instant at;
    std::string reason;
  };
  std::vector<Beginning> beginnings() const;
  // How many entries were read: whoever acts on what the log does not say asks first whether this is all of them.
  std::int64_t size() const;
  // Why the log is not believed any further; empty = it is.
  std::string damage() const;

 private:
  void follow(db::Reader& reader);
  void take(std::int64_t index, std::string_view entry);
  void take_submitted(std::int64_t index, const json::Node& entry);
  void take_returned(const json::Node& entry);
  void take_file(const json::Node& entry);
  void take_decided(const json::Node& entry);
  void take_withdrawn(std::int64_t index, const json::Node& entry);
  void take_issued(Logged logged);
  void take_confirmation(Confirmation confirmation);
  void take_revocation(Revocation revocation);
  void take_ruling(Ruling ruling);

  db::Database* database_ = nullptr;
  std::atomic<std::uint64_t> told_{0};  // db::Database::changes() of what was followed
  std::atomic<std::uint64_t> looked_{0};   // the same of look(): not again for each row of a list
  std::atomic<bool> begun_{false};
  mutable std::shared_mutex mutex_;  // of all below
  tlog::Follower follower_;
  std::string damage_;
  std::map<std::string, std::shared_ptr<const Logged>, std::less<>> by_number_;
  std::vector<std::string> in_order_;
  std::map<ProductId, std::vector<std::string>> of_product_;  // numbers, oldest first
  std::map<std::string, ProductId, std::less<>> product_of_code_;
  std::map<ConfirmationId, std::shared_ptr<const LoggedConfirmation>> confirmations_;
  std::map<ProductId, std::vector<ConfirmationId>> confirmed_of_;   // oldest first
  std::map<RulingId, std::shared_ptr<const Ruling>> rulings_;
  std::map<DossierId, RulingId> ruling_of_;
  std::map<DossierId, Said> said_;
  std::vector<Beginning> beginnings_;
  std::map<DossierId, ProductId> product_of_dossier_;  // for entries of before /2
  // Of a file at the centre, and of one that came back: the dossier that was filed first, and whether it is at the centre.
  std::map<DossierId, std::pair<DossierId, bool>> goes_on_from_;
  std::map<DossierId, Filed> filed_;       // renewals
  std::map<ProductId, std::vector<DossierId>> renewals_of_;   // oldest first
};

}  // namespace ocop::certificates
