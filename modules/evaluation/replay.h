#pragma once
#include <string>

#include "modules/evaluation/service.h"

namespace ocop::evaluation {

// The result as a score file (docs/formats/score.md): the table with its checksum, the settings of that day, every sheet. `ocop score`
// makes the same figures of it. Members are "member 1", whoever reads it. Pure.
std::string replay_json(const ResultView& view);

}  // namespace ocop::evaluation
