#pragma once
#include <functional>
#include <string_view>

#include "app/application.h"
#include "app/demo_rows.h"

namespace ocop::app {

// Fills a demo that has the sample register with a living province: the made up rows, their decisions confirmed with a paper each, and
// dossiers in every state. Needs the accounts of demo.cc.
struct ProvincePeople {
  Actor office, commune, member, chair;
  std::vector<Actor> council;
};
Result<void> live_through(Application& application, const MadeUpProvince& province, const ProvincePeople& people, Instant now,
                          const std::function<void(std::string_view step)>& progress);

}  // namespace ocop::app
