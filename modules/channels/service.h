#pragma once
#include <array>
#include <memory>
#include <mutex>

#include "modules/channels/rules.h"
#include "modules/channels/types.h"
#include "modules/places/places.h"

namespace ocop::channels {

// Use cases. Thread-safe. What it was made with must outlive it.
class Service {
 public:
  struct Parts {
    db::Database& database;
    const Clock& clock;
    const places::Index& places;
    const producers::Producers& producers;
    const products::Products& products;
    const items::Items& items;
    const std::string& public_url;
  };
  explicit Service(const Parts& parts);

  const std::vector<Channel>& channels() const { return channels_; }
  const Channel* find(std::string_view name) const;

  // A channel's file of everything that is sold, as it stands now. Kept until something that it says changes, or the day does. not_found:
  // no such channel, or it has no such form.
  struct File { std::string bytes, etag; std::string_view content_type; };
  Result<std::shared_ptr<const File>> file(std::string_view channel, Form form, Language language) const;
  // The same of one producer's items; made for each question. not_found also for a producer that is not shown.
  Result<File> file_of(ProducerId producer, std::string_view channel, Form form, Language language) const;

  bool sells(ProducerId producer) const;                   // something, to everybody
  // How complete the products of a producer are for each channel, in both languages. Of its members and of helpers with its products; else
  // not_found.
  struct Readiness { const Channel* channel = nullptr; std::array<Report, 2> by_language; };   // by Language
  struct Complete {
    producers::Producer producer;
    std::size_t products = 0, items = 0;
    std::vector<Readiness> channels;
  };
  Result<Complete> complete(const Actor& actor, ProducerId producer) const;

 private:
  std::vector<Record> records(db::Reader& reader, std::vector<products::Product> products) const;
  Surroundings around(Language language) const;
  Result<File> write(const Channel& channel, Form form, Language language, std::span<const Record> records) const;
  std::array<std::uint64_t, 3> state() const;

  // What a file was made from: it is as good as new while these are what they were.
  struct Kept {
    std::string key;                   // channel, form, language
    std::array<std::uint64_t, 3> state{};
    Date day{};
    std::shared_ptr<const File> file;
  };

  Parts parts_;
  std::vector<Channel> channels_;
  mutable std::mutex mutex_;           // over kept_; held while a file is made, so that a crowd waits for one making
  mutable std::vector<Kept> kept_;
};

}  // namespace ocop::channels
