#pragma once
#include <cairo.h>

#include <string>

// What pages, pictures and symbols of cairo share; inner.
namespace ocop::print {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

// A cairo_write_func_t: `out` is a std::string.
inline cairo_status_t append_bytes(void* out, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace ocop::print
