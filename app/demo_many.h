#pragma once
#include <functional>
#include <string_view>

#include "app/demo_way.h"

namespace ocop::app {

// Two provinces with all that an office has on its desk: some hundred dossiers in each state, ideas before them, and what comes after a
// decision. Of Cần Thơ with `people`, who decide there; of Lào Cai with people of its own. Needs the living province of demo_province.h.
Result<void> live_widely(Platform& platform, Application& application, const MadeUpProvince& delta, const ProvincePeople& people,
                         const std::function<void(std::string_view step)>& progress);

}  // namespace ocop::app
