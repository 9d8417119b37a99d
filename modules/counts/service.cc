#include "modules/counts/service.h"

#include <algorithm>

#include "kernel/files/embedded.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> published_counts();   // data/counts
}

namespace ocop::counts {

Result<Service> Service::make(const Parts& parts) {
  OCOP_TRY(published, rules::read(embedded::published_counts().front().content));
  return Service(parts, std::move(published));
}

std::vector<const Published*> Service::of(std::string_view province) const {
  std::vector<const Published*> out;
  for (const Published& one : published_)
    if (one.province == province) out.push_back(&one);
  std::ranges::stable_sort(out, std::greater<>{}, [](const Published* one) { return one->as_of; });
  return out;
}

std::map<std::string, Computed> Service::computed() const {
  std::map<std::string, Computed> out;
  for (const products::Tallies::Tally& one : parts_.tallies.tallies(today()))
    for (const std::string& place : {one.province, std::string()})
      out[place].products.at(static_cast<std::size_t>(one.validity)).at(static_cast<std::size_t>(one.stars)) += one.products;
  for (const auto& [place, makers] : parts_.tallies.makers()) out[place].makers = makers;
  return out;
}

Computed Service::computed(std::string_view province) const {
  const auto all = computed();
  const auto found = all.find(std::string(province));
  return found == all.end() ? Computed{} : found->second;
}

std::vector<const Published*> Service::against(const Published& one) const {
  std::vector<const Published*> out;
  for (const Conflict& conflict : conflicts_) {
    const std::string* other = conflict.id == one.id ? &conflict.other : conflict.other == one.id ? &conflict.id : nullptr;
    if (other) out.push_back(&*std::ranges::find(published_, *other, &Published::id));
  }
  return out;
}

}  // namespace ocop::counts
