#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>

#include "modules/products/catalogue.h"

namespace ocop::products {

// The catalogue as it stands, in memory. It answers while nothing was announced since it was made; the database answers until it is made
// anew. Thread-safe. The database outlives it.
class HeldCatalogue final : public lists::Held, public Tallies {
 public:
  explicit HeldCatalogue(db::Database& database) : database_(database) {}
  // Makes it anew when it is out of date, for at most a twentieth of the time. From one thread: the program's, once a second.
  void renew();

  std::optional<Page> page(const lists::Question& question) const override;
  std::optional<std::int64_t> count(const lists::Question& question) const override;
  std::optional<std::vector<lists::Counts>> counts_by(const lists::Question& question,
                                                      std::span<const lists::Condition* const> conditions) const override;
  std::vector<Tally> tallies(Date today) const override;
  std::map<std::string, std::int64_t> makers() const override;
  std::optional<std::vector<ProductId>> best(Date today, std::size_t most) const;   // as Catalogue

 private:
  std::shared_ptr<const Catalogue> fresh() const;   // null: out of date, or announcements are not heard

  db::Database& database_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::uint64_t state_ = 0;                          // db::Database::changes() that it holds
  std::chrono::steady_clock::time_point rest_until_{};
};

}  // namespace ocop::products
