#include "modules/channels/service.h"

#include <algorithm>
#include <map>

#include "kernel/files/embedded.h"
#include "kernel/http/answer.h"
#include "kernel/http/conditional.h"
#include "kernel/i18n/translate.h"
#include "modules/channels/definitions.h"
#include "modules/channels/files.h"
#include "modules/channels/messages.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> channels();   // data/channels
}

namespace ocop::channels {
namespace {

Error absent(std::string_view what) { return Error::of(ErrorKind::not_found, std::string(what)); }

std::size_t at(Language language) { return language == Language::vi ? 0 : 1; }

}  // namespace

Service::Service(const Parts& parts) : parts_(parts) {
  for (const auto& file : embedded::channels()) channels_.push_back(read_channel(file.content));
  std::ranges::sort(channels_, {}, &Channel::name);
}

const Channel* Service::find(std::string_view name) const {
  const auto found = std::ranges::find(channels_, name, &Channel::name);
  return found == channels_.end() ? nullptr : &*found;
}

Surroundings Service::around(Language language) const {
  return {.language = language, .today = vietnam_date(parts_.clock.now()), .public_url = parts_.public_url};
}

KeptFiles::State Service::state() const {
  return {.changes = {parts_.database.changes(items::kItemsChanged), parts_.database.changes(products::kCatalogueChanged),
                      parts_.database.changes(products::kPhotosChanged)},
          .day = vietnam_date(parts_.clock.now())};
}

std::vector<Record> Service::records(db::Reader& reader, std::vector<products::Product> products) const {
  std::erase_if(products, [](const products::Product& one) { return one.merged_into || one.producer == ProducerId{}; });
  std::ranges::sort(products, {}, &products::Product::code);
  std::vector<ProductId> ids;
  std::vector<ProducerId> makers;
  for (const products::Product& one : products) {
    ids.push_back(one.id);
    makers.push_back(one.producer);
  }
  std::ranges::sort(makers);
  makers.erase(std::unique(makers.begin(), makers.end()), makers.end());
  std::map<ProductId, std::vector<items::Item>> items;
  for (items::Item& one : parts_.items.on_sale(reader, ids)) items[one.product].push_back(std::move(one));
  std::map<ProductId, items::Sheet> sheets;
  for (items::Sheet& one : parts_.items.sheets(reader, ids)) sheets[one.product] = std::move(one);
  std::map<ProductId, std::vector<products::Photo>> photos;
  for (products::Photo& one : parts_.products.photos(reader, ids, products::Products::Photos::all))
    photos[one.product].push_back(std::move(one));
  std::map<ProducerId, producers::Producer> named;
  for (producers::Producer& one : parts_.producers.by_ids(reader, makers)) named[one.id] = std::move(one);

  std::vector<Record> out;
  for (const products::Product& product : products) {
    const auto maker = named.find(product.producer);
    if (maker == named.end() || maker->second.presence == producers::Presence::waiting) continue;
    const std::vector<items::Item>& sold = items[product.id];
    for (std::size_t i = 0; i < sold.size(); ++i)
      out.push_back({.product = product, .item = sold[i], .sheet = sheets[product.id], .photos = photos[product.id],
                     .maker = maker->second.name, .place = parts_.places.show(product.province, product.commune, Language::vi),
                     .siblings = sold.size(), .first = i == 0});
  }
  return out;
}

Result<File> Service::write(const Channel& channel, Form form, Language language, std::span<const Record> records) const {
  const Surroundings surroundings = around(language);
  std::vector<std::vector<std::string>> rows;
  for (const Record& record : records) {
    Filled filled = rules::fill(channel, record, surroundings);
    if (filled.missing.empty()) rows.push_back(std::move(filled.values));
  }
  const files::About about{in(msg::feed_title, language), parts_.public_url, parts_.clock.now(), language};
  OCOP_TRY(bytes, files::write(channel, form, rows, about));
  // A workbook holds the moment it was made; what it says is known by its rows.
  OCOP_TRY(told, form == Form::xlsx ? files::write(channel, Form::tsv, rows, about) : Result<std::string>(bytes));
  File out{.bytes = std::move(bytes), .etag = http::etag_of(told), .content_type = files::content_type(form)};
  return out;
}

std::shared_ptr<const File> Service::kept(std::string_view key) const {
  return kept_.find(key, state(), std::chrono::steady_clock::now(), parts_.database.unheard());
}

Result<std::shared_ptr<const File>> Service::file(std::string_view name, Form form, Language language) const {
  const Channel* channel = find(name);
  if (!channel || std::ranges::find(channel->forms, form) == channel->forms.end()) return absent("channel " + std::string(name));
  std::string key = channel->name + "." + std::string(ending(form)) + (language == Language::vi ? " vi" : " en");
  if (auto found = kept(key)) return found;
  const std::lock_guard making(making_);
  if (auto found = kept(key)) return found;   // who stood before us made it
  const KeptFiles::State now = state();        // before reading: what comes between is read twice
  const auto began = std::chrono::steady_clock::now();
  const std::vector<Record> all = parts_.database.read([&](db::Reader& reader) {
    const std::vector<ProductId> sold = parts_.items.sold(reader);
    return records(reader, parts_.products.by_ids(reader, sold));
  });
  OCOP_TRY(made, write(*channel, form, language, all));
  if (form != Form::xlsx && made.bytes.size() >= http::kCompressFrom) made.gzip = http::gzip(made.bytes);   // a workbook is packed as it is
  auto file = std::make_shared<const File>(std::move(made));
  kept_.put(std::move(key), now, began, file);
  return file;
}

Result<File> Service::file_of(ProducerId producer, std::string_view name, Form form, Language language) const {
  const Channel* channel = find(name);
  if (!channel || std::ranges::find(channel->forms, form) == channel->forms.end()) return absent("channel " + std::string(name));
  const auto own = parts_.database.read([&](db::Reader& reader) -> Result<std::vector<Record>> {
    const auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
    if (found.empty() || found[0].presence == producers::Presence::waiting) return absent("producer " + producer.text());
    return records(reader, parts_.products.of_producer(reader, producer));
  });
  if (!own) return own.error();
  return write(*channel, form, language, *own);
}

bool Service::sells(const producers::Producer& producer) const {
  if (producer.presence == producers::Presence::waiting) return false;
  return parts_.database.read([&](db::Reader& reader) {
    std::vector<ProductId> ids;
    for (const products::Product& one : parts_.products.of_producer(reader, producer.id))
      if (!one.merged_into) ids.push_back(one.id);
    return !ids.empty() && !parts_.items.on_sale(reader, ids).empty();
  });
}

Result<Service::Own> Service::own(const Actor& actor, ProducerId producer) const {
  if (!Scope::for_task(actor, Task::products).covers({}, {}, producer)) return absent("producer " + producer.text());
  return parts_.database.read([&](db::Reader& reader) -> Result<Own> {
    auto found = parts_.producers.by_ids(reader, std::span(&producer, 1));
    if (found.empty()) return absent("producer " + producer.text());
    auto products = parts_.products.of_producer(reader, producer);
    const std::size_t count = products.size();
    return Own{std::move(found[0]), count, records(reader, std::move(products))};
  });
}

Result<Service::Complete> Service::complete(const Actor& actor, ProducerId producer) const {
  OCOP_TRY(own, this->own(actor, producer));
  Complete out{.producer = std::move(own.producer), .products = own.products, .items = 0, .channels = {}};
  out.items = own.records.size();
  for (const Channel& channel : channels_) {
    Readiness readiness{.channel = &channel};
    for (const Language language : {Language::vi, Language::en}) {
      Report& report = readiness.by_language[at(language)];
      for (const Record& record : own.records) {
        Filled filled = rules::fill(channel, record, around(language));
        if (filled.missing.empty()) ++report.items;
        else report.left_out.push_back({record.product.id, record.product.code, record.product.name, std::move(filled.missing)});
      }
    }
    out.channels.push_back(std::move(readiness));
  }
  return out;
}

}  // namespace ocop::channels
