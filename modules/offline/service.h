#pragma once
#include <string>
#include <vector>

#include "kernel/http/input.h"
#include "kernel/http/table.h"
#include "kernel/manifest/offers.h"
#include "modules/offline/offline.h"

namespace ocop::offline {

using ActId = Id<struct OfflineActTag>;

struct Decide { sync::Sync::Decision decision = sync::Sync::Decision::drop; };
const input::Declaration<Decide>& decide();

// The kinds that modules offer, behind the queue of acts. Thread-safe once complete() has run.
class Service {
 public:
  Service(const sync::Sync::Parts& parts, const manifest::Offers& offers) : sync_(parts), offers_(offers) {}
  // When all modules are made: their kinds are known from now on.
  void complete();

  std::vector<sync::Answer> receive(const Actor& actor, const sync::Batch& batch) { return sync_.receive(actor, batch); }
  std::vector<sync::Answer> waiting(const Actor& actor) const { return sync_.waiting(actor); }
  std::int64_t count_waiting(const Actor& actor) const { return sync_.count_waiting(actor); }
  Result<sync::Answer> decide(const Actor& actor, ActId id, sync::Sync::Decision decision) {
    return sync_.decide(actor, id.uuid, decision);
  }
  // A kind that no module offers any more is shown by its name alone.
  Shown show(const Actor& actor, const sync::Answer& act, Language language) const;

 private:
  sync::Sync sync_;
  const manifest::Offers& offers_;
};

void add_api(http::Router& router, Service& service);
void add_pages(http::Router& router, Service& service, const web::Site& site);

}  // namespace ocop::offline
