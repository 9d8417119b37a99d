#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/db/db.h"
#include "modules/sites/types.h"

// The only SQL of the module, with store_personal.cc and store_pictures.cc.
namespace ocop::sites::store {

// ---- the draft. False: it is not at site.version any more (of a new one: somebody was faster).
bool insert(db::Transaction& transaction, const Site& site);
bool update(db::Transaction& transaction, const Site& site);           // version + 1
std::optional<Site> find(db::Reader& reader, ProducerId producer);
std::optional<Site> lock(db::Transaction& transaction, ProducerId producer);

// ---- names
struct Name {
  std::string name;
  ProducerId producer;
  std::optional<Instant> given_up;
};
std::optional<Name> find_name(db::Reader& reader, std::string_view name);
std::string name_of(db::Reader& reader, ProducerId producer);           // of now; empty = none
// The name of now. The one before leads on from this moment if somebody can have seen it, and is gone otherwise. False: it is somebody
// else's, and was not given up before `free_since`.
bool give_name(db::Transaction& transaction, ProducerId producer, std::string_view name, Instant now, Instant free_since);
void note_shown(db::Transaction& transaction, ProducerId producer, Instant now);   // everybody can see the name of now
std::size_t formers(db::Reader& reader, ProducerId producer, Instant since);       // how many names were given up later than that

// ---- editions
void insert(db::Transaction& transaction, const Edition& edition);
std::optional<Edition> edition(db::Reader& reader, ProducerId producer, std::int64_t number);
std::vector<Edition> editions(db::Reader& reader, ProducerId producer);                       // the newest first
void forget_contacts(db::Transaction& transaction, ProducerId producer, std::int64_t but);    // of all editions but that one
void change(db::Transaction& transaction, const Edition& edition);                              // what it says, and how to reach the maker
void forget_editions(db::Transaction& transaction, ProducerId producer, std::int64_t up_to);  // number <= up_to

// ---- published pages, in the order in which they came to be
std::size_t count(db::Reader& reader);
struct Address {
  std::string name;
  ProducerId producer;
};
std::vector<Address> addresses(db::Reader& reader, std::size_t from, std::size_t most);
struct Listed {
  std::string name;
  ProducerId producer;
  std::optional<PictureId> face;
};
std::vector<Listed> newest(db::Reader& reader, std::size_t from, std::size_t most);   // published last, first

// ---- pictures
void insert(db::Transaction& transaction, const Picture& picture, AccountId added_by, Instant now);
std::vector<Picture> pictures(db::Reader& reader, ProducerId producer);
std::vector<Picture> pictures_by_ids(db::Reader& reader, std::span<const PictureId> ids);   // in no order
void remove(db::Transaction& transaction, PictureId picture);
// Whose pictures have a file of that digest: of several makers where they sent the same bytes.
struct FileBearer {
  ProducerId producer;
  images::Encoding encoding = images::Encoding::jpeg;
};
std::vector<FileBearer> bearers(db::Reader& reader, std::string_view sha256);
std::vector<Picture> pictures_after(db::Reader& reader, PictureId after, int limit);
inline constexpr std::string_view kPictureTable = "sites_picture";

}  // namespace ocop::sites::store
