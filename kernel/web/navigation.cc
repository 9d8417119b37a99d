#include "kernel/web/navigation.h"

#include <algorithm>
#include <stdexcept>

namespace ocop::web {
namespace {
// "/work" and "/work/…" are at or below "/work"; everything is below "/", so that only the home page itself belongs to it.
bool at_or_below(std::string_view path, std::string_view top) {
  if (path == top) return true;
  return top != "/" && path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/';
}
}  // namespace

void Navigation::add(Entry entry) {
  for (const Entry& known : entries_)
    if (known.path == entry.path) throw std::logic_error("two navigation entries of " + entry.path);
  for (const Position& position : entry.positions) {
    auto& list = placed_[static_cast<std::size_t>(position.spot)];
    const auto at = std::find_if(list.begin(), list.end(), [&](const Placed& other) { return other.rank > position.rank; });
    list.insert(at, {position.rank, entries_.size(), position.policy});
  }
  entries_.push_back(std::move(entry));
}

void Navigation::set(SearchBox box) {
  if (search_) throw std::logic_error("two search boxes: " + search_->path + " and " + box.path);
  search_ = std::move(box);
}

void Navigation::set_sign_in(std::string path) {
  if (!sign_in_.empty()) throw std::logic_error("two sign-in pages: " + sign_in_ + " and " + path);
  sign_in_ = std::move(path);
}

void Navigation::merge(Navigation other) {
  for (Entry& entry : other.entries_) add(std::move(entry));
  for (Section& section : other.sections_) add(std::move(section));
  if (other.search_) set(std::move(*other.search_));
  if (!other.sign_in_.empty()) set_sign_in(std::move(other.sign_in_));
}

std::vector<const Entry*> Navigation::at(Spot spot, const Actor& actor) const {
  std::vector<const Entry*> out;
  for (const Placed& placed : placed_[static_cast<std::size_t>(spot)]) {
    const Entry& entry = entries_[placed.entry];
    const bool meant = !placed.policy || placed.policy->admit(actor).ok();
    if (meant && (entry.audience == Audience::visitors ? !actor.signed_in() : entry.policy.admit(actor).ok())) out.push_back(&entry);
  }
  if (spot == Spot::bottom && out.size() > kMostAtBottom) out.resize(kMostAtBottom);
  return out;
}

const Entry* Navigation::home(const Actor& actor) const {
  const Entry* of_everybody = nullptr;
  for (const Entry& entry : entries_) {
    if (!entry.home || !entry.home->admit(actor).ok()) continue;
    if (entry.home->kind() == Policy::Kind::roles) return &entry;
    if (!of_everybody) of_everybody = &entry;
  }
  return of_everybody;
}

const Entry* Navigation::of_path(std::string_view path) const {
  std::string_view longest, owner;
  for (const Entry& entry : entries_)
    if (at_or_below(path, entry.path) && entry.path.size() > longest.size()) longest = owner = entry.path;
  for (const Section& section : sections_)
    if (at_or_below(path, section.below) && section.below.size() >= longest.size()) {
      longest = section.below;
      owner = section.entry;
    }
  for (const Entry& entry : entries_)
    if (entry.path == owner) return &entry;
  return nullptr;
}

}  // namespace ocop::web
