#pragma once
#include <array>
#include <memory>
#include <mutex>

#include "modules/channels/kept.h"
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

  // A channel's file of everything that is sold, as it stands now. Kept until something that it says changes, or the day does; of what
  // another process changed within KeptFiles::kTrusted. One is made at a time; who asks for a kept one does not wait for that. not_found:
  // no such channel, or it has no such form.
  Result<std::shared_ptr<const File>> file(std::string_view channel, Form form, Language language) const;
  // The same of one producer's items; made for each question. not_found also for a producer that is not shown.
  Result<File> file_of(ProducerId producer, std::string_view channel, Form form, Language language) const;

  // A platform's own blank workbook with the producer's items in it; kept nowhere. Of its members and of helpers with its products. Errors:
  // not_found, also of a channel without a workbook; those of sheets::fill and lay_out; invalid_input when no item is complete for it.
  Result<Workbook> fill_blank(const Actor& actor, ProducerId producer, std::string_view channel, std::string_view file,
                              Language language) const;

  bool sells(const producers::Producer& producer) const;   // something, to everybody; two short questions: each page of a producer asks
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
  struct Own { producers::Producer producer; std::size_t products = 0; std::vector<Record> records; };
  Result<Own> own(const Actor& actor, ProducerId producer) const;
  std::vector<Record> records(db::Reader& reader, std::vector<products::Product> products) const;
  Surroundings around(Language language) const;
  Result<File> write(const Channel& channel, Form form, Language language, std::span<const Record> records) const;
  KeptFiles::State state() const;
  std::shared_ptr<const File> kept(std::string_view key) const;

  static constexpr std::size_t kMostKept = 128u << 20;   // four files of 20,000 products (bench/channels); a portal asks for one or two

  Parts parts_;
  std::vector<Channel> channels_;
  mutable KeptFiles kept_{kMostKept};  // asked for under (channel, form, language)
  mutable std::mutex filling_;         // held while a stranger's workbook is filled: unpacked it may have 128 MB, and as much again
  mutable std::mutex making_;          // held while a file is made, so that a crowd waits for one making and memory is asked for once
};

}  // namespace ocop::channels
