#pragma once
#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "modules/notices/notices.h"

// The port notices::Notices in memory, for tests of the modules above: what was told, and to whom.
namespace ocop::notices {

class FakeNotices final : public Notices {
 public:
  struct Told { News news; Audience audience; };
  mutable std::vector<Told> told;

  void tell(act::Moment&, const News& news, const Audience& audience) const override {
    const std::lock_guard lock(mutex_);   // on PostgreSQL acts run side by side
    told.push_back({news, audience});
  }
  Result<void> vouch(act::Moment&, AccountId, std::string_view) const override { return {}; }
  bool letters = true;                       // whether mail is set up
  mutable std::vector<LetterOut> written;
  bool sends_letters() const override { return letters; }
  void write(act::Moment&, const LetterOut& letter) const override {
    const std::lock_guard lock(mutex_);
    written.push_back(letter);
  }

  // How often a kind was told.
  long count(std::string_view kind) const {
    return std::count_if(told.begin(), told.end(), [&](const Told& one) { return one.news.kind == kind; });
  }
  const Told& last() const { return told.back(); }

 private:
  mutable std::mutex mutex_;
};

}  // namespace ocop::notices
