#pragma once
#include <functional>
#include <string_view>

#include "app/demo_way.h"

namespace ocop::app {

// Fills a demo that has the sample register with a living province: the made up rows, their decisions confirmed with a paper each, and
// dossiers in every state. Needs the accounts of demo.cc.
// The decisions on paper that the rows name, each confirmed with a file that says that it is made up.
Result<void> confirm_papers(Application& application, const MadeUpProvince& province, const ProvincePeople& people, Instant now);
Result<void> live_through(Application& application, const MadeUpProvince& province, const ProvincePeople& people, Instant now,
                          const std::function<void(std::string_view step)>& progress);

}  // namespace ocop::app
