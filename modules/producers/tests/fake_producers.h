#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/producers/producers.h"

// The port producers::Producers in memory, for tests of the modules above. The file of a paper says its title.
namespace ocop::producers {

class FakeProducers final : public Producers {
 public:
  mutable std::vector<Producer> rows;
  std::vector<Paper> papers;

  std::vector<Producer> by_ids(db::Reader&, std::span<const ProducerId> ids) const override { return pick(rows, ids); }
  std::vector<Alias> merged;
  std::vector<Alias> aliases(db::Reader&, std::span<const ProducerId> ids) const override {
    std::vector<Alias> out;
    for (const Alias& one : merged)
      if (std::ranges::find(ids, one.producer) != ids.end() || std::ranges::find(ids, one.into) != ids.end()) out.push_back(one);
    return out;
  }
  std::optional<Producer> find_by_name(db::Reader&, std::string_view name, std::string_view province) const override {
    for (const Producer& row : rows)
      if (row.name == name && row.province == province && row.presence == Presence::listed) return row;
    return std::nullopt;
  }
  void insert(db::Transaction&, const Producer& producer) const override { rows.push_back(producer); }
  bool remove_unused(db::Transaction&, ProducerId producer) const override {
    return std::erase_if(rows, [&](const Producer& row) { return row.id == producer; }) > 0;
  }
  bool change_record(db::Transaction&, const Producer& producer) const override {
    const auto row = std::ranges::find(rows, producer.id, &Producer::id);
    if (row == rows.end() || row->version != producer.version) return false;
    *row = producer;
    ++row->version;
    return true;
  }
  mutable std::vector<Former> former;
  void add_former(db::Transaction&, const Uuid&, const Former& one) const override { former.push_back(one); }
  std::vector<Former> formers(db::Reader&) const override { return {former.rbegin(), former.rend()}; }
  std::vector<Producer> alike(db::Reader&, std::string_view name, std::string_view province) const override {
    std::vector<Producer> out;
    for (const Producer& row : rows)
      if (row.name == name && row.province == province && row.presence == Presence::listed) out.push_back(row);
    return out;
  }
  bool settle_unit(db::Transaction&, ProducerId producer, std::string_view from, std::string_view to) const override {
    const auto row = std::ranges::find(rows, producer, &Producer::id);
    if (row == rows.end() || row->commune != from) return false;
    row->commune = to;
    return true;
  }
  std::vector<Paper> papers_of(db::Reader&, const Scope&, ProducerId producer) const override {
    std::vector<Paper> out;
    for (const Paper& paper : papers)
      if (paper.producer == producer && std::ranges::find(ends, paper.id, &PaperEnd::paper) == ends.end()) out.push_back(paper);
    return out;
  }
  std::vector<Ended> with_ended_papers(db::Reader& reader, std::span<const ProducerId> producers, Date today) const override {
    std::vector<Ended> out;
    for (const ProducerId producer : producers)
      for (const Paper& paper : papers_of(reader, Scope::everything(), producer))
        if (paper.expires && *paper.expires < today) out.push_back({producer, *paper.expires});
    return out;
  }
  std::vector<Paper> papers_by_ids(db::Reader&, ProducerId producer, std::span<const PaperId> ids) const override {
    auto out = pick(papers, ids);
    std::erase_if(out, [&](const Paper& paper) { return paper.producer != producer; });
    return out;
  }
  std::vector<PaperEnd> ends;
  std::vector<PaperEnd> ended(db::Reader&, std::span<const PaperId> ids) const override {
    std::vector<PaperEnd> out;
    for (const PaperEnd& end : ends)
      if (std::ranges::find(ids, end.paper) != ids.end()) out.push_back(end);
    return out;
  }
  void hold(db::Transaction&, ProducerId) const override {}
  mutable std::vector<PaperId> kept;             // what acts answer for
  void keep(tlog::Seals&, PaperId paper) const override { kept.push_back(paper); }
  struct View { PaperId paper; AccountId account; };
  mutable std::vector<View> views;
  void record_view(db::Transaction&, const Uuid&, PaperId paper, AccountId account, Instant) const override {
    views.push_back({paper, account});
  }
  std::map<PaperId, std::string> files;          // where a test needs what a file holds
  Result<std::string> paper_content(db::Reader&, ProducerId producer, PaperId paper) const override {
    if (const auto file = files.find(paper); file != files.end()) return file->second;
    for (const Paper& known : papers)
      if (known.id == paper && known.producer == producer && !known.file_name.empty()) return "%PDF-1.4 " + known.title;
    return Error::of(ErrorKind::not_found, "paper");
  }

 private:
  template <class T, class Ids>
  static std::vector<T> pick(const std::vector<T>& all, const Ids& ids) {
    std::vector<T> out;
    for (const T& one : all)
      if (std::ranges::find(ids, one.id) != ids.end()) out.push_back(one);
    return out;
  }
};

}  // namespace ocop::producers
