#pragma once
#include <any>
#include <map>
#include <typeindex>
#include <vector>

namespace ocop::manifest {

// What modules offer to show on another's page. The page's module says in its port header what fits there ("a slot"):
//
//     struct Panel { int rank = 0; std::function<void(web::Html& out, ProducerId producer)> show; };   // modules/producers/producers.h
//
// higher modules add theirs when they are made, and the page asks for all of them when it is drawn: the arrow of the layers stays.
// Adding is not thread-safe (modules are made one after the other); reading afterwards is.
class Offers {
 public:
  // By Offer::rank, lower first; equal ranks in the order of the modules.
  template <class Offer>
  void add(Offer offer) {
    std::any& kept = offers_[typeid(Offer)];
    if (!kept.has_value()) kept = std::vector<Offer>{};
    auto& list = std::any_cast<std::vector<Offer>&>(kept);
    auto at = list.begin();
    while (at != list.end() && at->rank <= offer.rank) ++at;
    list.insert(at, std::move(offer));
  }
  template <class Offer>
  const std::vector<Offer>& all() const {
    static const std::vector<Offer> kNone;
    const auto found = offers_.find(typeid(Offer));
    return found == offers_.end() ? kNone : std::any_cast<const std::vector<Offer>&>(found->second);
  }

 private:
  std::map<std::type_index, std::any> offers_;
};

}  // namespace ocop::manifest
