#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeindex>

namespace ocop::manifest {

// A module asked for something that no module before it publishes: the order of tools/house/edges, or a publish() that was forgotten.
// The program does not start; the text names both.
class MissingPort : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// The ports of the modules, by their type: published by the lower, asked for by the higher. Not thread-safe: used while modules are made.
class Ports {
 public:
  // The module that is being made, for the texts of errors.
  void name_module(std::string_view module) { module_ = module; }
  // `port` must outlive the program's modules. std::logic_error when the type has a port already.
  template <class Port>
  void publish(Port& port) {
    add(typeid(std::type_identity<Port>), typeid(Port).name(), const_cast<std::remove_const_t<Port>*>(&port));
  }
  // The type as it was published: get<const products::Products>() does not find a port that was published to be changed.
  template <class Port>
  Port& get() const {
    return *static_cast<std::remove_const_t<Port>*>(find(typeid(std::type_identity<Port>), typeid(Port).name()));
  }

 private:
  void add(std::type_index type, const char* name, void* port);
  void* find(std::type_index type, const char* name) const;
  std::map<std::type_index, void*> ports_;
  std::string module_;
};

}  // namespace ocop::manifest
