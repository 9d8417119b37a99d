#pragma once
#include <functional>
#include <map>

#include "kernel/act/act.h"
#include "kernel/blobs/blobs.h"
#include "kernel/images/images.h"
#include "modules/identity/identity.h"
#include "modules/items/items.h"
#include "modules/places/places.h"
#include "modules/producers/producers.h"
#include "modules/products/products.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/sites/rules.h"
#include "modules/sites/types.h"

namespace ocop::sites {

std::vector<db::Migration> migrations();

// All that a page says, as it stands this second: the maker's words as they were published, products and papers as the register has them
// now.
struct Page {
  producers::Producer producer;
  std::string name;
  Content content;
  Contact contact;
  std::map<PictureId, Picture> pictures;
  std::vector<producers::Paper> papers;      // of those that the maker shows: what did not end
  std::vector<products::Product> products;   // without those that are merged
  std::map<ProductId, products::Photo> photos;
  std::map<ProductId, std::vector<items::Item>> items;   // what is sold now
  Instant now{};
  std::int64_t edition = 0;                  // which edition it is, and since when everybody sees it; nothing of a draft or an earlier one
  std::optional<Instant> published{};
  const Picture* picture(const std::optional<PictureId>& id) const;
};

// Use cases. Thread-safe once reserve() was called. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    blobs::Blobs& blobs;
    images::Studio& studio;
    const Clock& clock;
    Random& random;
    const places::Index& places;
    const producers::Producers& producers;
    const products::Products& products;
    const items::Items& items;
    const identity::Identity& identity;
    const rulebooks::Library& library;
  };
  explicit Service(const Parts& parts) : parts_(parts), acts_(parts.database, parts.clock, parts.random) {}
  const Parts& parts() const { return parts_; }
  // Which first segments are those of routes: before the first request.
  void reserve(rules::Taken ours) { ours_ = std::move(ours); }

  // ---- everybody
  // One of them: the page; the name that it has now; the record that its maker's was merged into, with that one's page if it has one.
  struct Found {
    std::optional<Page> page;
    std::string name;
    std::optional<ProducerId> merged_into{};
  };
  Result<Found> find(std::string_view name) const;                    // not_found
  Result<Page> page(std::string_view name) const;                     // the same, led on as far as it goes; not_found
  std::string published_name(ProducerId producer) const;              // empty = nobody sees a page of it
  std::optional<Page> seller(ProducerId producer) const;              // its page, without products and pictures; nothing as above
  // Of a picture's file, while it is given out: not while its maker waits for its commune (nobody has looked at it yet).
  std::optional<images::Encoding> encoding_of(db::Reader& reader, std::string_view sha256) const;
  std::size_t count() const;
  std::vector<std::string> addresses(std::size_t from, std::size_t most) const;
  struct Listed {
    producers::Producer producer;
    std::string name;
    std::optional<Picture> face;
  };
  std::vector<Listed> newest(std::size_t from, std::size_t most) const;   // published pages, the newest first

  // ---- the producer's people, and who may tell its story for it (Task::story). not_found for everybody else.
  struct Desk {
    Site site;
    Page page;                               // of the draft
    std::vector<producers::Paper> offered;   // papers that may be shown; none for whom Task::papers was not given
    bool ahead = false;                      // of what everybody sees
  };
  std::string name_to_be(const Desk& desk) const;   // its name, or the one that the first form gives it
  Result<Desk> own(const Actor& actor, ProducerId producer) const;
  Result<std::vector<Edition>> history(const Actor& actor, ProducerId producer) const;
  Result<Page> edition(const Actor& actor, ProducerId producer, std::int64_t number) const;

  // The draft's version afterwards. Each with the version that was read: conflict when somebody was faster, unless what is sent stands
  // there already. The first one makes the page, with a name. Problems name the form's fields; of a picture as the studio has them.
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const FaceForm& form);
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const StoryForm& form);
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const PapersForm& form);
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const ShopsForm& form);
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const HoursForm& form);
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const ContactForm& form);
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const TradeForm& form);
  Result<std::int64_t> write(const Actor& actor, ProducerId producer, const LookForm& form);
  Result<act::Made<StepId>> add_step(const Actor& actor, ProducerId producer, const StepForm& form, const Attempt& attempt);
  Result<std::int64_t> write_step(const Actor& actor, ProducerId producer, StepId step, const StepForm& form);
  Result<std::int64_t> move_step(const Actor& actor, ProducerId producer, StepId step, const MoveForm& form);
  Result<std::int64_t> remove_step(const Actor& actor, ProducerId producer, StepId step, const Seen& form);
  // The former name leads on. Problem: name.
  Result<std::int64_t> rename(const Actor& actor, ProducerId producer, const NameForm& form);
  // An edition of the draft as it stands, which everybody sees from then on. conflict: there is nothing in it; the producer waits.
  Result<std::int64_t> publish(const Actor& actor, ProducerId producer, const Seen& form);
  Result<std::int64_t> unpublish(const Actor& actor, ProducerId producer, const Seen& form);
  // The draft says what the edition said; how to reach the maker stays as the draft has it, and so do the papers for whom Task::papers was
  // not given.
  Result<std::int64_t> restore(const Actor& actor, ProducerId producer, std::int64_t number, const Seen& form);

  // Of identity::RoleEnded: the last of its people is gone, so nobody could take telephone, Zalo, picture and way off the page any more.
  void role_ended(act::Moment& act, AccountId account, const Grant& grant) const;

  // Pictures whose files nobody holds. One line a finding.
  static std::vector<std::string> recheck(db::Reader& reader, const blobs::Blobs& blobs);

 private:
  using Change = std::function<Result<void>(act::Act& act, Site& site)>;
  using Drawn = std::optional<std::vector<products::KeptFile>>;
  Result<producers::Producer> covered(db::Reader& reader, const Actor& actor, ProducerId producer) const;
  std::vector<std::string> proposed(const producers::Producer& producer) const;
  Site fresh(const producers::Producer& producer) const;
  Result<std::int64_t> edit(const Actor& actor, ProducerId producer, std::int64_t seen, std::string_view what, const Change& change) const;
  Result<std::int64_t> edit_in(act::Act& act, ProducerId producer, std::int64_t seen, std::string_view what, const Change& change) const;
  Result<Site> begin(act::Act& act, const producers::Producer& producer) const;
  // The picture of a form, drawn before the act; refused before it is drawn where that can be known.
  Result<Drawn> draw(const Actor& actor, ProducerId producer, const files::Sent& file) const;
  Result<void> put_picture(act::Act& act, const Site& site, std::optional<PictureId>& at, const Drawn& drawn, Drop drop) const;
  void prune(act::Moment& act, const Site& site) const;
  void forget_contact(act::Moment& act, ProducerId producer) const;
  Result<Found> find_in(db::Reader& reader, std::string_view name) const;
  // Those that everybody may see: they do not wait, and lead to no other record.
  std::vector<producers::Producer> open_ones(db::Reader& reader, std::span<const ProducerId> ids) const;
  Page page_of(db::Reader& reader, producers::Producer producer, const Content& content, const Contact& contact) const;

  Parts parts_;
  act::Acts acts_;
  rules::Taken ours_ = [](std::string_view) { return false; };
};

}  // namespace ocop::sites
