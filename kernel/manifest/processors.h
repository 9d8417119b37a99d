#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace ocop::manifest {

// Who processes personal data for whoever runs the installation: a host, a mail relay, a keeper of backups (setting privacy.processors).
struct Processor { std::string name, task, place; };
// "Name | what for | where"; nullopt: not three parts.
std::optional<Processor> read_processor(std::string_view text);

}  // namespace ocop::manifest
