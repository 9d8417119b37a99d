#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <string_view>

#include "kernel/images/images.h"
#include "kernel/images/messages.h"

namespace ocop::images {

// Develops "photo: …" into renditions that say which they are; anything else is damaged. The real one is tested in kernel/images.
class FakeStudio final : public Studio {
 public:
  std::atomic<int> developed = 0;
  bool busy = false;                       // no place in its line
  std::function<void()> meanwhile = [] {};   // while a picture is being drawn
  Result<Picture> develop(const files::Received& picture, std::string_view field) override {
    const std::string bytes = picture.whole().value();
    ++developed;
    if (busy) return Error::of(ErrorKind::too_many_requests, Problem{std::string(field), "", "later", msg::busy, {}});
    meanwhile();
    if (!bytes.starts_with("photo: "))
      return Error::of(ErrorKind::invalid_input, Problem{std::string(field), "", "a whole picture", msg::damaged, {}});
    Picture out{2000, 1500, {}};
    for (const Size size : {Size::small, Size::medium, Size::large})
      for (const Encoding encoding : {Encoding::avif, Encoding::webp, Encoding::jpeg})
        add(out, bytes, size, encoding);
    add(out, bytes, Size::square, Encoding::jpeg);
    return out;
  }
  // Of "photo: …": all pixels are of its last letter.
  Result<Pixels> pixels(const files::Received& rendition, int width, int height) override {
    const std::string bytes = rendition.whole().value();
    if (busy) return Error::of(ErrorKind::too_many_requests, "busy");
    if (!bytes.starts_with("photo: ")) return Error::of(ErrorKind::invalid_input, "damaged");
    const std::size_t all = std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return Pixels{width, height, std::string(all, bytes.back())};
  }

 private:
  static void add(Picture& out, std::string_view bytes, Size size, Encoding encoding) {
    const int width = kWidths[static_cast<std::size_t>(size)];
    out.renditions.push_back({size, encoding, width, size == Size::square ? width : width * 3 / 4,
                              std::string(bytes) + " " + std::to_string(width) + "." + std::string(ending(encoding))});
  }
};

}  // namespace ocop::images
