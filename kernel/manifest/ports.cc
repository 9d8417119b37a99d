#include "kernel/manifest/ports.h"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>

namespace ocop::manifest {
namespace {
// "N4ocop8products8ProductsE" as it is written in the code.
std::string readable(const char* name) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
  return status == 0 ? text.get() : name;
}
}  // namespace

void Ports::add(std::type_index type, const char* name, void* port) {
  if (!ports_.emplace(type, port).second)
    throw std::logic_error(module_ + " publishes " + readable(name) + ", which has been published before");
}

void* Ports::find(std::type_index type, const char* name) const {
  const auto found = ports_.find(type);
  if (found == ports_.end()) throw MissingPort(module_ + " needs " + readable(name) + ", which no module before it publishes");
  return found->second;
}

}  // namespace ocop::manifest
